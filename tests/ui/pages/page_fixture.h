#pragma once

#include "tests/support/demo_workspace.h"
#include "tests/support/sample_workspace.h"
#include "tests/support/ui_test_main.h"
#include "ui/actions/action_registry.h"
#include "ui/jobs/workspace_session.h"
#include "ui/pages/workspace_page.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QLabel>
#include <QTemporaryDir>
#include <QTest>

#include <functional>
#include <memory>
#include <utility>

namespace slipway::testing {

/// One page on one workspace, as the window would have it: shown, with its actions, and with what it asked of
/// the window written down.
template <typename ConcretePage>
class PageStage
{
public:
    explicit PageStage(const QString &workspaceFolder, const char *id,
                       const QString &engine = QStringLiteral(SLIPWAY_BIN_DIR "/slipway"))
        : settings(folder.filePath(QStringLiteral("slipway.ini")))
        , actions([this](const QString &name) { return theme.icons().icon(name); })
        , session(ui::WorkspaceSession::open(workspaceFolder, workspace::OpenMode::Create, engine).value())
    {
        theme.applyTo(*qApp);
        const ui::PageServices services {
            theme,
            actions,
            *session,
            settings,
            [this](const QString &name) {
                opened << name;
                return true;
            },
            [this](const QString &sentence, const QString &, std::function<void()> follow) {
                toasts << sentence;
                m_follow = std::move(follow);
            }};
        const QString pageId = QString::fromLatin1(id);
        page = std::make_unique<ConcretePage>(services, *ui::PageList().find(pageId), nullptr);
        page->resize(1200, 800);
        page->show();
        actions.setScope(pageId);
    }

    ~PageStage()
    {
        page.reset(); // before what it stands on
    }

    /// A widget by its object name; a missing one is a nullptr that the test's next line will name.
    template <typename Widget = QWidget>
    Widget *find(const char *name) const
    {
        return page->template findChild<Widget *>(QString::fromLatin1(name));
    }

    /// What a label or a button of this name says.
    QString said(const char *name) const
    {
        if (auto *label = find<QLabel>(name))
            return label->text();
        if (auto *button = find<QAbstractButton>(name))
            return button->text();
        return QStringLiteral("(there is no %1)").arg(QString::fromLatin1(name));
    }

    /// Presses the link of the last toast; false where it has none.
    bool followToast()
    {
        if (!m_follow)
            return false;
        std::exchange(m_follow, {})();
        return true;
    }

    QTemporaryDir folder;
    ui::Theme theme;
    ui::Settings settings;
    ui::ActionRegistry actions;
    std::unique_ptr<ui::WorkspaceSession> session;
    std::unique_ptr<ConcretePage> page;
    QStringList opened; ///< pages that it asked for
    QStringList toasts;

private:
    std::function<void()> m_follow; ///< of the last toast
};

} // namespace slipway::testing
