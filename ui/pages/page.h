#pragma once

#include "ui/pages/inspection.h"
#include "ui/pages/page_list.h"
#include "ui/widgets/four_views.h"

#include <QWidget>

class QAction;
class QHBoxLayout;
class QPushButton;

namespace slipway::ui {

class ActionRegistry;
class Chip;
class Theme;
class TitleLine;
struct ActionDescription;

/// What a page needs from the window that shows it. Both outlive every page.
struct PageFrame {
    const Theme &theme;
    ActionRegistry &actions;
};

/// One page: a title line, a filter line where it has one, and below them one of the four views. It owns no
/// data: a model does.
class Page : public QWidget
{
    Q_OBJECT
public:
    Page(const PageFrame &frame, const PageDescription &description, QWidget *parent = nullptr);
    ~Page() override;

    const QString &id() const { return m_description.id; }
    const QString &title() const { return m_description.title; }
    const QString &icon() const { return m_description.icon; }
    const QString &group() const { return m_description.group; }
    View view() const { return m_views->view(); }

    /// Shows a view with an example of what it may hold, for the gallery and for tests.
    virtual void showExample(View view) = 0;

    /// The command that does in a terminal what the page shows; empty where there is nothing to copy yet.
    virtual QString commandLine() const { return {}; }
    void copyCommand(); ///< into the clipboard

    const Inspection &inspection() const { return m_inspection; }

Q_SIGNALS:
    void viewChanged(slipway::ui::View view);
    void inspected(const slipway::ui::Inspection &selection);
    void stopRequested(); ///< of the work that the busy view shows
    void commandCopied(const QString &command);

protected:
    const Theme &theme() const { return m_frame.theme; }
    ActionRegistry &actions() const { return m_frame.actions; }
    TitleLine &titleLine() const { return *m_titleLine; }
    FourViews &views() const { return *m_views; }

    /// What is the case, in one sentence under the title.
    void setSentence(const QString &sentence);

    /// Registers an action that lives on this page. The id begins with the page's.
    QAction *registerAction(ActionDescription description);

    /// Puts an action of the registry into the title line; the primary one comes last.
    QPushButton *addTitleButton(const QString &action, bool primary = false);

    /// The line between title and views. It appears with its first widget.
    QHBoxLayout *filterLine();

    void inspect(const Inspection &selection); ///< an empty one clears the inspector

private:
    void addCopyButton();

    PageFrame m_frame;
    PageDescription m_description;
    Inspection m_inspection;
    TitleLine *m_titleLine = nullptr;
    QWidget *m_filterBar = nullptr;
    QHBoxLayout *m_filterLine = nullptr;
    FourViews *m_views = nullptr;
};

} // namespace slipway::ui
