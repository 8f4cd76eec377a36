#pragma once

#include <QKeySequence>
#include <QList>
#include <QString>

#include <functional>

class QWidget;

namespace slipway::ui {

class Page;

/// One page as the rail, the palette and the window know it.
struct PageDescription {
    QString id; ///< "experiments": the first word of its object names and actions
    QString title;
    QString icon; ///< name of a glyph in resources/icons
    QString group; ///< "Build"; empty where the page stands alone
    QString purpose; ///< what it is for, in a few words; shown beside the title in the palette
    std::function<Page *(const PageDescription &, QWidget *parent)> make;

    /// "go.experiments": the action that opens the page.
    QString openAction() const { return QStringLiteral("go.") + id; }
};

/// The pages of the window in their fixed order and groups. A page offers itself by giving its factory; one
/// that nobody has offered is not shown.
class PageList
{
public:
    PageList();

    /// False if no page of this name is planned, or if it has been offered already.
    bool offer(const QString &id, std::function<Page *(const PageDescription &, QWidget *parent)> make);

    QList<PageDescription> offered() const;
    QList<PageDescription> planned() const { return m_pages; }
    const PageDescription *find(const QString &id) const; ///< nullptr if there is none

    /// Ctrl+1 to Ctrl+9 for the first nine pages that are offered, else empty.
    QKeySequence shortcut(const QString &id) const;

private:
    QList<PageDescription> m_pages;
};

} // namespace slipway::ui
