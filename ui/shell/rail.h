#pragma once

#include "ui/pages/page_list.h"
#include "ui/widgets/status.h"

#include <QWidget>

class QButtonGroup;
class QLabel;
class QScrollArea;
class QVBoxLayout;

namespace slipway::ui {

class RailItem;
class Theme;

/// Something on a page waits for a person, or a job runs there: a shape and a number.
struct Badge {
    Status status = Status::Neutral;
    int count = 0; ///< 0: no badge
    QString sentence {}; ///< for screen readers and the tool tip: "1 version waits for approval"
};

/// The list of pages at the side. Narrow, it shows glyphs only.
class Rail : public QWidget
{
    Q_OBJECT
public:
    Rail(const Theme &theme, const PageList &pages, QWidget *parent = nullptr);

    void setCurrent(const QString &page);
    void setBadge(const QString &page, const Badge &badge);
    void setCollapsed(bool collapsed);
    bool collapsed() const { return m_collapsed; }
    void focusCurrent(); ///< puts the keyboard on the page that is shown

Q_SIGNALS:
    void chosen(const QString &page);

protected:
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void addPage(const PageDescription &page, const QKeySequence &shortcut, QVBoxLayout *column);
    void addGroup(const QString &name, QVBoxLayout *column);
    void moveFocus(const QObject *from, int step);

    const Theme &m_theme;
    QButtonGroup *m_buttons = nullptr;
    QScrollArea *m_scroll = nullptr;
    QWidget *m_inside = nullptr;
    QList<RailItem *> m_items;
    QList<QLabel *> m_groups;
    bool m_collapsed = false;
};

} // namespace slipway::ui
