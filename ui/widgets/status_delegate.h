#pragma once

#include "ui/widgets/delegates.h"

namespace slipway::ui {

/// A shape before a sentence, without a fill: events, gates, checks.
class StatusDelegate : public RowDelegate
{
    Q_OBJECT
public:
    using RowDelegate::RowDelegate;

protected:
    void content(QPainter &painter, const QRect &room, const QModelIndex &index) const override;
    int contentWidth(const QModelIndex &index) const override;
};

} // namespace slipway::ui
