#include "ui/widgets/status_delegate.h"

#include "ui/theme/theme.h"
#include "ui/widgets/status.h"

#include <QPainter>

namespace slipway::ui {

namespace {

constexpr int gap = 8; ///< between shape and sentence

} // namespace

void StatusDelegate::content(QPainter &painter, const QRect &room, const QModelIndex &index) const
{
    const int side = theme().pixels(u"icon.small");
    const auto status = index.data(StatusRole);
    if (status.isValid()) {
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF square(room.left(), room.top() + (room.height() - side) / 2.0, side, side);
        paintStatus(painter, square, theme(), static_cast<Status>(status.toInt()));
    }
    RowDelegate::content(painter, room.adjusted(side + gap, 0, 0, 0), index);
}

int StatusDelegate::contentWidth(const QModelIndex &index) const
{
    return RowDelegate::contentWidth(index) + theme().pixels(u"icon.small") + gap;
}

} // namespace slipway::ui
