#include "ui/shell/rail.h"

#include "ui/shell/rail_item.h"
#include "ui/theme/theme.h"
#include "ui/widgets/text.h"

#include <QButtonGroup>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace slipway::ui {

namespace {

constexpr int kGroupHeight = 32;

} // namespace

Rail::Rail(const Theme &theme, const PageList &pages, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_buttons(new QButtonGroup(this))
{
    setObjectName(QStringLiteral("shell.rail"));
    setAccessibleName(tr("Pages"));
    setFixedWidth(theme.pixels(u"shell.rail"));
    connect(&theme, &Theme::changed, this, [this] { update(); });

    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(0, 0, 1, 0); // the line at the edge
    m_scroll = new QScrollArea(this);
    m_scroll->setObjectName(QStringLiteral("shell.rail_scroll"));
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFocusPolicy(Qt::NoFocus); // the pages are the stops
    // On a low screen the wheel and the arrow keys reach the pages below; a bar would hide their badges.
    m_scroll->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_inside = new QWidget;
    m_scroll->setWidget(m_inside);
    m_scroll->viewport()->setAutoFillBackground(false);
    m_inside->setAutoFillBackground(false);
    outer->addWidget(m_scroll);

    auto *column = new QVBoxLayout(m_inside);
    column->setContentsMargins(8, 10, 8, 8);
    column->setSpacing(0);
    QString group;
    bool stretched = false;
    for (const PageDescription &page : pages.offered()) {
        if (page.group.isEmpty() && !group.isEmpty()) {
            column->addStretch(); // what stands alone after the groups stands at the foot
            stretched = true;
        } else if (page.group != group) {
            addGroup(page.group, column);
        }
        group = page.group;
        addPage(page, pages.shortcut(page.id), column);
    }
    if (!stretched)
        column->addStretch();
}

void Rail::setCurrent(const QString &page)
{
    for (RailItem *item : std::as_const(m_items)) {
        if (item->page() == page) {
            item->setChecked(true);
            m_scroll->ensureWidgetVisible(item);
        }
        // One stop for Tab; the arrow keys go through the rest.
        item->setFocusPolicy(item->page() == page ? Qt::TabFocus : Qt::ClickFocus);
    }
}

void Rail::setBadge(const QString &page, const Badge &badge)
{
    for (RailItem *item : std::as_const(m_items)) {
        if (item->page() == page)
            item->setBadge(badge);
    }
}

void Rail::setCollapsed(bool collapsed)
{
    if (m_collapsed == collapsed)
        return;
    m_collapsed = collapsed;
    setFixedWidth(m_theme.pixels(collapsed ? u"shell.railCollapsed" : u"shell.rail"));
    for (RailItem *item : std::as_const(m_items))
        item->setCollapsed(collapsed);
    for (QLabel *group : std::as_const(m_groups)) {
        // The gap stays, so that the groups can still be told apart.
        group->setFixedHeight(collapsed ? kGroupHeight / 2 : kGroupHeight);
        group->setText(collapsed ? QString() : group->accessibleName());
    }
}

void Rail::focusCurrent()
{
    if (auto *checked = m_buttons->checkedButton())
        checked->setFocus(Qt::ShortcutFocusReason);
    else if (!m_items.isEmpty())
        m_items.constFirst()->setFocus(Qt::ShortcutFocusReason);
}

void Rail::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colour(u"surface.rail"));
    const int edge = layoutDirection() == Qt::RightToLeft ? 0 : width() - 1;
    painter.fillRect(edge, 0, 1, height(), m_theme.colour(u"border.default"));
}

bool Rail::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Up || key == Qt::Key_Down) {
            moveFocus(watched, key == Qt::Key_Up ? -1 : 1);
            return true;
        }
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            static_cast<RailItem *>(watched)->click();
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

void Rail::addPage(const PageDescription &page, const QKeySequence &shortcut, QVBoxLayout *column)
{
    auto *item = new RailItem(m_theme, page, shortcut, m_inside);
    item->installEventFilter(this);
    item->setFocusPolicy(m_items.isEmpty() ? Qt::TabFocus : Qt::ClickFocus);
    m_buttons->addButton(item);
    m_items.append(item);
    column->addWidget(item);
    connect(item, &QAbstractButton::clicked, this, [this, id = page.id] { Q_EMIT chosen(id); });
}

void Rail::addGroup(const QString &name, QVBoxLayout *column)
{
    auto *label = makeLabel(QStringLiteral("caption"), name, m_inside);
    label->setAccessibleName(name);
    label->setIndent(10);
    label->setFixedHeight(kGroupHeight);
    label->setAlignment(Qt::AlignLeading | Qt::AlignVCenter);
    label->setContentsMargins(0, 7, 0, 0);
    m_groups.append(label);
    column->addWidget(label);
}

void Rail::moveFocus(const QObject *from, int step)
{
    for (qsizetype i = 0; i < m_items.size(); ++i) {
        if (m_items[i] != from)
            continue;
        const qsizetype next = std::clamp<qsizetype>(i + step, 0, m_items.size() - 1);
        m_scroll->ensureWidgetVisible(m_items[next]);
        m_items[next]->setFocus(step < 0 ? Qt::BacktabFocusReason : Qt::TabFocusReason);
        return;
    }
}

} // namespace slipway::ui
