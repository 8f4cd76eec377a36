#pragma once

#include <QStringList>

namespace slipway::ui {

/// Where the person has been: ids of pages, as a browser keeps them.
class History
{
public:
    /// Adds a place after the present one; what lay ahead is forgotten. The same place twice counts once.
    void visit(const QString &page);

    QString current() const { return m_at < 0 ? QString() : m_pages[m_at]; }
    bool canGoBack() const { return m_at > 0; }
    bool canGoForward() const { return m_at + 1 < m_pages.size(); }

    QString back(); ///< the place that is current now; unchanged where there is nothing behind
    QString forward();

private:
    QStringList m_pages;
    qsizetype m_at = -1;
};

} // namespace slipway::ui
