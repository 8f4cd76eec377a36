#pragma once

#include "ui/shell/quiet_button.h"
#include "ui/shell/rail.h"

namespace slipway::ui {

/// One page in the rail.
class RailItem : public QuietButton
{
    Q_OBJECT
public:
    RailItem(const Theme &theme, const PageDescription &page, const QKeySequence &shortcut,
             QWidget *parent = nullptr);

    QString page() const { return m_page; }
    void setBadge(const Badge &badge);
    void setCollapsed(bool collapsed);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    void paintBadge(QPainter &painter) const;
    void describe();

    QString m_page;
    QString m_title;
    QKeySequence m_shortcut;
    Badge m_badge;
    bool m_collapsed = false;
};

} // namespace slipway::ui
