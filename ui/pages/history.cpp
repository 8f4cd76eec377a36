#include "ui/pages/history.h"

namespace slipway::ui {

namespace {

constexpr qsizetype kMostPlaces = 100; // more than anybody walks back

} // namespace

void History::visit(const QString &page)
{
    if (page == current())
        return;
    m_pages.resize(m_at + 1);
    m_pages.append(page);
    if (m_pages.size() > kMostPlaces)
        m_pages.removeFirst();
    m_at = m_pages.size() - 1;
}

QString History::back()
{
    if (canGoBack())
        --m_at;
    return current();
}

QString History::forward()
{
    if (canGoForward())
        ++m_at;
    return current();
}

} // namespace slipway::ui
