#include "ui/widgets/key_figure.h"

#include "ui/theme/theme.h"
#include "ui/widgets/sparkline.h"

#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

namespace slipway::ui {

namespace {

constexpr int sparklineWidth = 60;
constexpr int sparklineHeight = 22;

QString arrow(Direction direction)
{
    return direction == Direction::Up  ? QStringLiteral("\u2191 ")
        : direction == Direction::Down ? QStringLiteral("\u2193 ")
                                       : QString();
}

} // namespace

KeyFigure::KeyFigure(const Theme &theme, QWidget *parent)
    : QFrame(parent)
    , m_theme(theme)
{
    setProperty("role", QStringLiteral("panel"));
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void KeyFigure::setFigure(const Figure &figure)
{
    m_figure = figure;
    QStringList parts {figure.title,
                       figure.unit.isEmpty() ? figure.value : figure.value + u' ' + figure.unit};
    if (figure.status != Status::Neutral)
        parts << statusWord(figure.status);
    if (figure.direction != Direction::None)
        parts << (figure.direction == Direction::Up ? tr("up %1") : tr("down %1")).arg(figure.change);
    if (!figure.note.isEmpty())
        parts << figure.note;
    setAccessibleName(parts.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

int KeyFigure::widthOfTexts() const
{
    const int value = QFontMetrics(m_theme.font(u"metric")).horizontalAdvance(m_figure.value) + 4
        + QFontMetrics(m_theme.font(u"small")).horizontalAdvance(m_figure.unit);
    const QFontMetrics small(m_theme.font(u"small"));
    const int trend = m_figure.trend.isEmpty() ? 0 : sparklineWidth + m_theme.pixels(u"space.2");
    return std::max(
        {value + trend, small.horizontalAdvance(m_figure.title) + m_theme.pixels(u"space.6"),
         small.horizontalAdvance(arrow(m_figure.direction) + m_figure.change + u' ' + m_figure.note)});
}

QSize KeyFigure::minimumSizeHint() const
{
    const int inner = m_theme.pixels(u"space.panel");
    const int height = 2 * m_theme.lineHeight(u"small") + m_theme.lineHeight(u"metric") + 2 * inner + 6;
    return {widthOfTexts() + 2 * inner, height};
}

QSize KeyFigure::sizeHint() const
{
    const auto least = minimumSizeHint();
    return {std::max(least.width(), 188), least.height()};
}

void KeyFigure::paintEvent(QPaintEvent *event)
{
    QFrame::paintEvent(event);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int inner = m_theme.pixels(u"space.panel");
    const int small = m_theme.lineHeight(u"small");
    const int metric = m_theme.lineHeight(u"metric");
    QRect line(inner, inner - 1, width() - 2 * inner, small);

    painter.setFont(m_theme.font(u"small"));
    painter.setPen(m_theme.colour(u"text.secondary"));
    const int side = m_theme.pixels(u"icon.small");
    painter.drawText(
        line.adjusted(0, 0, -side - 6, 0), Qt::AlignVCenter | Qt::AlignLeft,
        painter.fontMetrics().elidedText(m_figure.title, Qt::ElideRight, line.width() - side - 6));
    paintStatus(painter, QRectF(line.right() - side + 1, line.top() + (small - side) / 2.0, side, side),
                m_theme, m_figure.status);

    line.translate(0, small + 3);
    line.setHeight(metric);
    painter.setFont(m_theme.font(u"metric"));
    painter.setPen(m_theme.colour(u"text.primary"));
    const int baseline = line.top() + (metric + painter.fontMetrics().capHeight()) / 2;
    painter.drawText(line.left(), baseline, m_figure.value);
    const int after = line.left() + painter.fontMetrics().horizontalAdvance(m_figure.value) + 4;
    painter.setFont(m_theme.font(u"small"));
    painter.setPen(m_theme.colour(u"text.secondary"));
    painter.drawText(after, baseline, m_figure.unit);
    const int afterUnit = after + painter.fontMetrics().horizontalAdvance(m_figure.unit);
    const QRectF plot(line.right() - sparklineWidth - 2, line.center().y() - sparklineHeight / 2.0 + 1,
                      sparklineWidth, sparklineHeight);
    if (!m_figure.trend.isEmpty() && plot.left() > afterUnit + 4) {
        const bool noteworthy = m_figure.status == Status::Warns || m_figure.status == Status::Failed;
        paintSparkline(painter, plot, m_theme, m_figure.trend,
                       noteworthy ? statusColour(m_theme, m_figure.status, u"solid")
                                  : m_theme.seriesColour(0));
    }

    line.translate(0, metric + 3);
    line.setHeight(small);
    if (m_figure.direction != Direction::None) {
        const auto change = arrow(m_figure.direction) + m_figure.change;
        auto strong = m_theme.font(u"small");
        strong.setWeight(QFont::DemiBold);
        painter.setFont(strong);
        painter.setPen(!m_figure.changeIsGood       ? m_theme.colour(u"text.secondary")
                           : *m_figure.changeIsGood ? m_theme.colour(u"status.ok.text")
                                                    : m_theme.colour(u"status.bad.text"));
        painter.drawText(line, Qt::AlignVCenter | Qt::AlignLeft, change);
        line.setLeft(line.left() + painter.fontMetrics().horizontalAdvance(change) + 6);
        painter.setFont(m_theme.font(u"small"));
    }
    painter.setPen(m_theme.colour(u"text.secondary"));
    painter.drawText(line, Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(m_figure.note, Qt::ElideRight, line.width()));
}

} // namespace slipway::ui
