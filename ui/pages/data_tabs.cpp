#include "ui/pages/data_tabs.h"

#include "ui/theme/theme.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QStackedWidget>
#include <QTabBar>
#include <QVBoxLayout>

namespace slipway::ui {

namespace {

constexpr int headerHeight = 38;

} // namespace

DataTabs::DataTabs(const Theme &theme, const QString &name, QWidget *parent)
    : Panel(theme, {}, parent)
    , m_theme(theme)
    , m_bar(new QTabBar)
    , m_pages(new QStackedWidget)
    , m_line(new QHBoxLayout)
{
    setObjectName(name);
    m_bar->setObjectName(name + QStringLiteral(".bar"));
    m_bar->setDrawBase(false);
    m_bar->setExpanding(false);
    m_bar->setUsesScrollButtons(false);
    m_bar->setElideMode(Qt::ElideNone);
    m_bar->setAccessibleName(tr("What is shown of the data set"));
    auto *head = new QWidget;
    head->setFixedHeight(headerHeight);
    m_line->setContentsMargins(theme.pixels(u"space.panel"), 0, theme.pixels(u"space.panel"), 0);
    m_line->setSpacing(theme.pixels(u"space.2"));
    m_line->addWidget(m_bar, 0, Qt::AlignBottom);
    m_line->addStretch();
    head->setLayout(m_line);
    body()->setContentsMargins(0, 0, 0, 0);
    body()->setSpacing(0);
    body()->addWidget(head);
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
    for (auto *tool : tools)
        line->addWidget(tool);
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
    m_bar->setTabText(index, count < 0 ? m_titles[index]
                                       : QStringLiteral("%1  %2").arg(m_titles[index],
                                                                      QLocale().toString(count)));
}

void DataTabs::setChip(const QString &id, Status status, const QString &word)
{
    auto *&chip = m_chips[id];
    const int index = indexOf(id);
    if (word.isEmpty()) {
        m_bar->setTabButton(index, QTabBar::RightSide, nullptr);
        delete std::exchange(chip, nullptr);
        return;
    }
    if (chip && chip->status() == status && chip->word() == word)
        return;
    // A button of a tab keeps the size that it came with.
    m_bar->setTabButton(index, QTabBar::RightSide, nullptr);
    delete chip;
    chip = new Chip(m_theme, status);
    chip->setObjectName(objectName() + QStringLiteral(".chip.") + id);
    chip->setStatus(status, word);
    chip->resize(chip->sizeHint());
    m_bar->setTabButton(index, QTabBar::RightSide, chip);
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
    m_pages->setCurrentIndex(index);
    for (int i = 0; i < m_tools.size(); ++i)
        m_tools[i]->setVisible(i == index);
    Q_EMIT currentChanged(m_bar->tabData(index).toString());
}

} // namespace slipway::ui
