#include "ui/theme/style.h"
#include "ui/theme/theme.h"

#include <QLineEdit>
#include <QPainter>
#include <QPainterPath>
#include <QStyleOption>

#include <algorithm>

namespace slipway::ui {

namespace {

/// A frame of one pixel that fills whole pixels.
QRectF crisp(const QRect &rect)
{
    return QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5);
}

/// The square of `side` in the middle of a rectangle.
QRect centred(const QRect &rect, int side)
{
    return {rect.x() + (rect.width() - side) / 2, rect.y() + (rect.height() - side) / 2, side, side};
}

struct PainterState {
    explicit PainterState(QPainter &used)
        : painter(used)
    {
        painter.save();
        painter.setRenderHint(QPainter::Antialiasing);
    }
    ~PainterState() { painter.restore(); }
    PainterState(const PainterState &) = delete;
    PainterState &operator=(const PainterState &) = delete;

    QPainter &painter;
};

} // namespace

void Style::drawField(QPainter &painter, const QStyleOption &option, const QWidget *widget) const
{
    const PainterState state(painter);
    const bool enabled = option.state & State_Enabled;
    const bool focused = enabled && (option.state & State_HasFocus);
    const bool invalid = widget && widget->property("invalid").toBool();
    const auto *field = qobject_cast<const QLineEdit *>(widget);
    const double radius = m_theme.number(u"radius.control");
    const auto fill = !enabled         ? u"surface.sunken"
        : field && field->isReadOnly() ? u"surface.header"
                                       : u"surface.panel";
    const auto frame = invalid ? u"status.bad.solid"
        : focused              ? u"focus.ring"
        : enabled              ? u"border.input"
                               : u"border.default";
    painter.setBrush(m_theme.colour(fill));
    const qreal width = focused ? m_theme.number(u"stroke.focus") : 1;
    painter.setPen(QPen(m_theme.colour(frame), width));
    const qreal inset = width / 2;
    painter.drawRoundedRect(QRectF(option.rect).adjusted(inset, inset, -inset, -inset), radius, radius);
}

void Style::drawCheckMark(QPainter &painter, const QStyleOption &option) const
{
    const PainterState state(painter);
    const auto square = centred(option.rect, 14);
    const bool enabled = option.state & State_Enabled;
    const bool marked = option.state & (State_On | State_NoChange);
    const double radius = m_theme.number(u"radius.chip");
    const auto fill = marked ? (enabled ? u"accent.fill" : u"text.disabled") : u"surface.panel";
    const auto frame = marked ? fill : (enabled ? u"border.input" : u"border.default");
    painter.setBrush(m_theme.colour(fill));
    painter.setPen(QPen(m_theme.colour(frame), 1));
    painter.drawRoundedRect(crisp(square), radius, radius);
    if (!marked)
        return;
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_theme.colour(u"text.onAccent"), 1.75, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    QPainterPath mark;
    const QPointF corner = square.topLeft();
    if (option.state & State_NoChange) {
        mark.moveTo(corner + QPointF(4, 7));
        mark.lineTo(corner + QPointF(10, 7));
    } else {
        mark.moveTo(corner + QPointF(3.6, 7.3));
        mark.lineTo(corner + QPointF(6.1, 9.8));
        mark.lineTo(corner + QPointF(10.5, 4.6));
    }
    painter.drawPath(mark);
}

void Style::drawRadioMark(QPainter &painter, const QStyleOption &option) const
{
    const PainterState state(painter);
    const auto square = crisp(centred(option.rect, 14));
    const bool enabled = option.state & State_Enabled;
    const bool marked = option.state & State_On;
    painter.setBrush(m_theme.colour(u"surface.panel"));
    painter.setPen(QPen(m_theme.colour(!enabled     ? u"border.default"
                                           : marked ? u"accent.fill"
                                                    : u"border.input"),
                        marked ? 1.5 : 1));
    painter.drawEllipse(square);
    if (marked) {
        painter.setPen(Qt::NoPen);
        painter.setBrush(m_theme.colour(enabled ? u"accent.fill" : u"text.disabled"));
        painter.drawEllipse(square.center(), 3.25, 3.25);
    }
}

/// On and off differ by the side of the knob and by its fill, not only by colour.
void Style::drawToggle(QPainter &painter, const QStyleOption &option) const
{
    const PainterState state(painter);
    const QRect track(option.rect.x(), option.rect.y() + (option.rect.height() - 16) / 2, 30, 16);
    const bool enabled = option.state & State_Enabled;
    const bool on = option.state & State_On;
    painter.setBrush(m_theme.colour(on ? (enabled ? u"accent.fill" : u"text.disabled") : u"surface.sunken"));
    painter.setPen(on ? QPen(Qt::NoPen)
                      : QPen(m_theme.colour(enabled ? u"border.input" : u"border.default"), 1));
    painter.drawRoundedRect(on ? QRectF(track) : crisp(track), 8, 8);
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.colour(on ? u"text.onAccent" : enabled ? u"border.input" : u"text.disabled"));
    const bool knobAtRight = on != (option.direction == Qt::RightToLeft);
    painter.drawEllipse(QPointF(knobAtRight ? track.right() - 7 : track.left() + 8, track.top() + 8), 5.5,
                        5.5);
}

void Style::drawSlider(QPainter &painter, const QStyleOption &option) const
{
    const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(&option);
    if (!slider)
        return;
    const PainterState state(painter);
    const bool enabled = option.state & State_Enabled;
    const bool lying = slider->orientation == Qt::Horizontal;
    const auto handle = QProxyStyle::subControlRect(CC_Slider, slider, SC_SliderHandle, nullptr);
    const QPointF knob = QRectF(handle).center();
    const QRectF box(option.rect);
    const qreal reach = 7;
    const QPointF from = lying ? QPointF(box.left() + reach, box.center().y())
                               : QPointF(box.center().x(), box.bottom() - reach);
    const QPointF to =
        lying ? QPointF(box.right() - reach, box.center().y()) : QPointF(box.center().x(), box.top() + reach);
    const QPointF at = lying ? QPointF(knob.x(), from.y()) : QPointF(from.x(), knob.y());
    const bool fromRight = slider->upsideDown == lying;
    painter.setPen(QPen(m_theme.colour(u"border.strong"), 3, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(from, to);
    painter.setPen(
        QPen(m_theme.colour(enabled ? u"accent.fill" : u"text.disabled"), 3, Qt::SolidLine, Qt::RoundCap));
    painter.drawLine(fromRight ? to : from, at);
    painter.setBrush(m_theme.colour(u"surface.panel"));
    painter.setPen(QPen(m_theme.colour(enabled ? u"accent.fill" : u"text.disabled"), 2));
    painter.drawEllipse(at, 6, 6);
}

void Style::drawProgress(QPainter &painter, const QStyleOption &option) const
{
    const auto *bar = qstyleoption_cast<const QStyleOptionProgressBar *>(&option);
    if (!bar)
        return;
    const PainterState state(painter);
    const qreal thickness = std::min(6, option.rect.height());
    const QRectF groove(option.rect.x(), option.rect.y() + (option.rect.height() - thickness) / 2.0,
                        option.rect.width(), thickness);
    const qreal radius = 2;
    painter.setPen(Qt::NoPen);
    painter.setBrush(m_theme.colour(u"surface.pressed"));
    painter.drawRoundedRect(groove, radius, radius);
    painter.setBrush(m_theme.colour(u"status.running.solid"));
    const int span = bar->maximum - bar->minimum;
    if (span
        <= 0) { // how long it takes is unknown: a piece in the middle, which needs no animation to be true
        painter.drawRoundedRect(groove.adjusted(groove.width() * 0.35, 0, -groove.width() * 0.35, 0), radius,
                                radius);
        return;
    }
    const qreal share = std::clamp(static_cast<qreal>(bar->progress - bar->minimum) / span, 0.0, 1.0);
    auto done = groove;
    done.setWidth(groove.width() * share);
    if (option.direction == Qt::RightToLeft)
        done.moveRight(groove.right());
    if (share > 0)
        painter.drawRoundedRect(done, radius, radius);
}

void Style::drawFocusRect(QPainter &painter, const QRect &rect) const
{
    const PainterState state(painter);
    const qreal width = m_theme.number(u"stroke.focus");
    const qreal inset = width / 2;
    const double radius = m_theme.number(u"radius.control") + m_theme.number(u"stroke.focusGap");
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(m_theme.colour(u"focus.ring"), width));
    painter.drawRoundedRect(QRectF(rect).adjusted(inset, inset, -inset, -inset), radius, radius);
}

} // namespace slipway::ui
