#pragma once

#include "ui/actions/action_registry.h"
#include "ui/jobs/jobs_model.h"
#include "ui/pages/page.h"
#include "ui/settings/settings.h"
#include "ui/shell/main_window.h"
#include "ui/theme/theme.h"

#include <QApplication>
#include <QLineEdit>
#include <QListWidget>
#include <QStandardItemModel>
#include <QTemporaryDir>

#include <memory>

/// What the tests of the shell share: every planned page as a small one with a filter and a list, and jobs
/// that stand still.
namespace slipway::testing {

class SimplePage : public ui::Page
{
public:
    SimplePage(const ui::PageFrame &frame, const ui::PageDescription &description, QWidget *parent);

    void showExample(ui::View view) override;
    QString commandLine() const override { return QStringLiteral("slipway data list"); }
    void inspectRun();
};

/// A job as a JobsModel has it in a row.
struct ShownJob {
    QString id;
    QString sentence;
    ui::Job::State state = ui::Job::State::Running;
    double fraction = 0;
    QString timeLeft {};
};

std::unique_ptr<QStandardItemModel> jobsModel(const QList<ShownJob> &jobs);

/// A whole window on settings of its own.
class Shell
{
public:
    explicit Shell(const QString &settingsFile = {});

    QTemporaryDir folder;
    ui::Theme theme;
    ui::Settings settings;
    ui::ActionRegistry actions;
    ui::PageList pages;
    std::unique_ptr<ui::MainWindow> window;

private:
    void offerPages();
};

} // namespace slipway::testing
