#include "ui/shell/regions.h"

#include <algorithm>

namespace slipway::ui {

namespace {

bool isStop(const QWidget *widget)
{
    return widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus) != 0
        && !widget->focusProxy();
}

bool isWithin(const QWidget *widget, const QWidget *region)
{
    return region == widget || region->isAncestorOf(widget);
}

} // namespace

Regions::Regions(QWidget &window)
    : m_window(window)
{
}

void Regions::add(QWidget *region)
{
    m_regions.append({region, nullptr});
}

QWidget *Regions::neighbour(bool next) const
{
    const QList<QWidget *> all = stops();
    if (all.isEmpty())
        return nullptr;
    const qsizetype count = all.size();
    const qsizetype at = all.indexOf(m_window.focusWidget());
    if (at < 0)
        return next ? all.constFirst() : all.constLast();
    return all[(at + (next ? 1 : count - 1)) % count];
}

QWidget *Regions::nextRegion(bool next)
{
    QWidget *focused = m_window.focusWidget();
    const int count = static_cast<int>(m_regions.size());
    const int from = regionOf(focused);
    if (from >= 0)
        m_regions[from].last = focused;
    for (int i = 1; i <= count; ++i) {
        const int step = next ? i : count - i;
        const int at = ((from < 0 && next ? -1 : std::max(from, 0)) + step + count) % count;
        const Region &region = m_regions[at];
        if (at == from || !region.widget || !region.widget->isVisible())
            continue;
        if (region.last && isStop(region.last))
            return region.last;
        const QList<QWidget *> inside = stopsIn(region.widget);
        if (!inside.isEmpty())
            return inside.constFirst();
    }
    return nullptr;
}

QList<QWidget *> Regions::stops() const
{
    QList<QWidget *> all;
    for (const Region &region : m_regions) {
        if (region.widget && region.widget->isVisible())
            all.append(stopsIn(region.widget));
    }
    return all;
}

QList<QWidget *> Regions::stopsIn(const QWidget *region) const
{
    QList<QWidget *> inside;
    QWidget *first = &m_window;
    for (QWidget *widget = first->nextInFocusChain(); widget && widget != first;
         widget = widget->nextInFocusChain()) {
        if (isStop(widget) && isWithin(widget, region))
            inside.append(widget);
    }
    return inside;
}

int Regions::regionOf(const QWidget *control) const
{
    for (int i = 0; control && i < m_regions.size(); ++i) {
        if (m_regions[i].widget && isWithin(control, m_regions[i].widget))
            return i;
    }
    return -1;
}

} // namespace slipway::ui
