#include "ui/pages/data_tabs.h"

#include "ui/theme/theme.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/text.h"

#include <QApplication>
#include <QHBoxLayout>
#include <QLocale>
#include <QPushButton>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace slipway::ui {

namespace {

constexpr int headerHeight = 38;
constexpr int tabPadding = 8; ///< at both sides of what a tab holds

} // namespace

DataTabs::DataTabs(const Theme &theme, const QString &name, QWidget *parent)
    : Panel(theme, {}, parent)
    , m_theme(theme)
    , m_bar(new QTabBar)
    , m_head(new QWidget)
    , m_pages(new QStackedWidget)
    , m_line(new QHBoxLayout)
{
    setObjectName(name);
    m_bar->setObjectName(name + QStringLiteral(".bar"));
    m_bar->setDrawBase(false);
    // The gap between two tabs stands inside of them, where a chip can follow its word closely.
    m_bar->setStyleSheet(
        QStringLiteral("QTabBar::tab { margin-right: 0; padding-left: %1px; padding-right: %1px; }")
            .arg(tabPadding));
    m_bar->setExpanding(false);
    m_bar->setUsesScrollButtons(false);
    m_bar->setElideMode(Qt::ElideNone);
    m_bar->setAccessibleName(tr("What is shown of the data set"));
    m_head->setFixedHeight(headerHeight);
    m_head->setMinimumWidth(1); // where there is little room, tools show their glyphs alone
    m_line->setContentsMargins(theme.pixels(u"space.panel") - tabPadding, 0, theme.pixels(u"space.panel"), 0);
    m_line->setSpacing(theme.pixels(u"space.2"));
    m_line->addWidget(m_bar, 0, Qt::AlignBottom);
    m_line->addStretch();
    m_head->setLayout(m_line);
    body()->setContentsMargins(0, 0, 0, 0);
    body()->setSpacing(0);
    body()->addWidget(m_head);
    body()->addWidget(makeHairline());
    body()->addWidget(m_pages, 1);
    connect(m_bar, &QTabBar::currentChanged, this, &DataTabs::showTab);
}

void DataTabs::add(const QString &id, const QString &title, QWidget *page, const QList<QWidget *> &tools)
{
    m_titles << title;
    auto *box = new QWidget;
    auto *line = new QHBoxLayout(box);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(m_theme.pixels(u"space.2"));
    for (auto *tool : tools) {
        line->addWidget(tool);
        if (auto *button = qobject_cast<QPushButton *>(tool); button && !button->icon().isNull())
            m_words.insert(button, button->text());
    }
    m_tools << box;
    m_line->addWidget(box);
    box->setVisible(m_tools.size() == 1);
    m_pages->addWidget(page);
    m_bar->setTabData(m_bar->addTab(title), id);
}

int DataTabs::indexOf(const QString &id) const
{
    for (int i = 0; i < m_bar->count(); ++i) {
        if (m_bar->tabData(i).toString() == id)
            return i;
    }
    return -1;
}

void DataTabs::setCount(const QString &id, int count)
{
    const int index = indexOf(id);
    m_bar->setTabText(index,
                      count < 0 ? m_titles[index]
                                : QStringLiteral("%1  %2").arg(m_titles[index], QLocale().toString(count)));
}

void DataTabs::takeChip(int index)
{
    auto *old = m_bar->tabButton(index, QTabBar::RightSide);
    m_bar->setTabButton(index, QTabBar::RightSide, nullptr);
    delete old;
}

void DataTabs::setChip(const QString &id, Status status, const QString &word, const QString &sentence)
{
    auto *&chip = m_chips[id];
    const int index = indexOf(id);
    if (word.isEmpty()) {
        takeChip(index);
        chip = nullptr;
        fitTools();
        return;
    }
    if (chip && chip->status() == status && chip->word() == word)
        return;
    // A button of a tab keeps the size that it came with.
    takeChip(index);
    chip = new Chip(m_theme, status);
    chip->setObjectName(objectName() + QStringLiteral(".chip.") + id);
    chip->setStatus(status, word);
    chip->setToolTip(sentence);
    if (!sentence.isEmpty())
        chip->setAccessibleName(sentence);
    auto *room = new QWidget; // the bar puts it at the very end of the tab
    auto *line = new QHBoxLayout(room);
    line->setContentsMargins(0, 0, tabPadding, 0);
    line->addWidget(chip);
    room->resize(room->sizeHint());
    m_bar->setTabButton(index, QTabBar::RightSide, room);
    fitTools();
}

void DataTabs::resizeEvent(QResizeEvent *event)
{
    Panel::resizeEvent(event);
    fitTools();
}

/// Words where there is room for all of them.
void DataTabs::fitTools()
{
    if (m_tools.isEmpty() || m_bar->currentIndex() < 0)
        return;
    auto *box = m_tools[m_bar->currentIndex()];
    const auto buttons = box->findChildren<QPushButton *>(QString(), Qt::FindDirectChildrenOnly);
    for (auto *button : buttons) {
        if (m_words.contains(button))
            button->setText(m_words.value(button));
    }
    const auto margins = m_line->contentsMargins();
    const int room = m_head->width() - m_bar->sizeHint().width() - margins.left() - margins.right()
        - 2 * m_line->spacing();
    for (auto *button : buttons) { // the last one is the one that is used most
        if (box->sizeHint().width() <= room)
            return;
        if (m_words.contains(button))
            button->setText({});
        box->layout()->invalidate();
    }
}

void DataTabs::setBarName(const QString &name)
{
    m_bar->setAccessibleName(name);
}

QString DataTabs::current() const
{
    return m_bar->tabData(m_bar->currentIndex()).toString();
}

void DataTabs::setCurrent(const QString &id)
{
    m_bar->setCurrentIndex(indexOf(id));
}

void DataTabs::showTab(int index)
{
    if (index < 0 || index >= m_pages->count())
        return;
    // What goes away with the page before must not hand its focus to whatever comes first on the window.
    for (const QWidget *leaving : m_tools) {
        if (leaving->isAncestorOf(QApplication::focusWidget()))
            m_bar->setFocus(Qt::OtherFocusReason);
    }
    if (m_pages->isAncestorOf(QApplication::focusWidget()))
        m_bar->setFocus(Qt::OtherFocusReason);
    m_pages->setCurrentIndex(index);
    for (int i = 0; i < m_tools.size(); ++i)
        m_tools[i]->setVisible(i == index);
    fitTools();
    Q_EMIT currentChanged(m_bar->tabData(index).toString());
}

} // namespace slipway::ui
