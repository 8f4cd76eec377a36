#pragma once

#include "ui/models/workspace_reader.h"
#include "ui/pages/copy_saver.h"
#include "ui/pages/workspace_page.h"


class QComboBox;
class QLabel;
class QStackedWidget;
class QTextBrowser;

namespace slipway::ui {

class Panel;
class ReportView;
class ReportsList;
class ReportsModel;
class Segments;
struct ReportRow;

/// What is known about a model's life, as documents: written, read here, and handed on.
class ReportsPage : public WorkspacePage
{
    Q_OBJECT
public:
    ReportsPage(const PageServices &services, const PageDescription &description, QWidget *parent = nullptr);
    ~ReportsPage() override;

    QStringList command() const override;

    /// Copies the shown report to a file of this name.
    void saveTo(const QString &file) { m_saver.save(file); }

protected:
    void refresh() override;

private:
    void registerActions();
    void makeFilterLine();
    QWidget *makeResult();

    void write();
    void open();

    void takeReports();
    void choose(const QString &name);
    void read();
    void showDocument(const Json &document);
    void showFile(const QByteArray &bytes);
    void showNothing(const QString &sentence);
    void updateSentence();
    void inspectReport();
    const ReportRow *shown() const;

    ReportsModel *m_reports;
    ReportsList *m_list = nullptr;
    Segments *m_format = nullptr;
    QLabel *m_count = nullptr;
    Panel *m_panel = nullptr;
    QComboBox *m_section = nullptr;
    QLabel *m_notice = nullptr;
    QStackedWidget *m_stack = nullptr;
    ReportView *m_view = nullptr;
    QTextBrowser *m_file = nullptr;
    QString m_shown; ///< name of the report's file
    QString m_wanted; ///< that has just been written
    QList<Fact> m_facts; ///< that the document says about itself
    Pending m_document;
    Pending m_bytes;
    CopySaver m_saver;
};

} // namespace slipway::ui
