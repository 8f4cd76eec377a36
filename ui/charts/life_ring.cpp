#include "ui/charts/life_ring.h"

#include "ui/theme/theme.h"
#include "ui/widgets/chip.h"

#include <QChart>
#include <QFocusEvent>
#include <QGraphicsLayout>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QPieSeries>
#include <QPieSlice>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace slipway::ui {

namespace {

constexpr double hole = 0.85;
constexpr double gapShare = 0.035; ///< of a stage's angle, on each side
constexpr int wordsWidth = 132; ///< outside of the ring
constexpr int wordsGap = 18;
constexpr int symbol = 16;
constexpr double radians = std::numbers::pi / 180;

} // namespace

LifeRing::LifeRing(const Theme &theme, QWidget *parent)
    : QChartView(parent)
    , m_theme(theme)
    , m_series(new QPieSeries)
{
    auto *ring = new QChart; // the view owns it
    ring->setAnimationOptions(QChart::NoAnimation);
    ring->legend()->hide();
    ring->setMargins({});
    ring->layout()->setContentsMargins(0, 0, 0, 0);
    ring->setBackgroundRoundness(0);
    ring->setBackgroundVisible(false);
    ring->addSeries(m_series);
    m_series->setHoleSize(hole);
    m_series->setPieSize(1);
    auto *before = chart();
    setChart(ring);
    delete before;
    setRenderHint(QPainter::Antialiasing);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setProperty("focusInside", true);
    setMouseTracking(true);
    setMinimumSize(420, 360);
    setAccessibleName(tr("Life cycle"));
    connect(&theme, &Theme::changed, this, &LifeRing::recolour);
    recolour();
}

void LifeRing::setStages(const QVector<LifeStage> &stages)
{
    m_stages = stages;
    m_current = std::clamp<int>(m_current, 0, std::max(0, static_cast<int>(stages.size()) - 1));
    m_series->clear();
    // Empty slices part the stages: Qt Charts has no gap between slices.
    for (qsizetype i = 0; i < stages.size(); ++i) {
        m_series->append(QString(), gapShare);
        m_series->append(stages[i].name, 1 - 2 * gapShare);
        m_series->append(QString(), gapShare);
    }
    if (!stages.isEmpty()) {
        const double half = 180.0 / static_cast<double>(stages.size());
        m_series->setPieStartAngle(-half);
        m_series->setPieEndAngle(360 - half);
    }
    recolour();
    describe();
}

void LifeRing::setCentre(const LifeCentre &centre)
{
    m_centre = centre;
    describe();
    viewport()->update();
}

/// Everything that the picture says, in words.
void LifeRing::describe()
{
    QStringList sentences;
    if (!m_centre.name.isEmpty())
        sentences << QStringList {m_centre.caption, m_centre.name, m_centre.note, m_centre.word}.join(
            QStringLiteral(", "));
    for (const auto &stage : m_stages) {
        QStringList parts {stage.name, statusWord(stage.status), stage.line, stage.note};
        parts.removeAll(QString());
        sentences << parts.join(QStringLiteral(", "));
    }
    setAccessibleDescription(sentences.join(QStringLiteral(". ")));
}

void LifeRing::recolour()
{
    setBackgroundBrush(m_theme.colour(u"chart.background"));
    const auto slices = m_series->slices();
    for (qsizetype i = 0; i < slices.size(); ++i) {
        auto *slice = slices[i];
        slice->setLabelVisible(false);
        if (i % 3 != 1) {
            slice->setBrush(Qt::NoBrush);
            slice->setPen(Qt::NoPen);
            continue;
        }
        const auto status = m_stages[i / 3].status;
        slice->setBrush(statusColour(m_theme, status, i / 3 == m_hovered ? u"border" : u"fill"));
        slice->setPen(QPen(statusColour(m_theme, status, u"border"), 1));
    }
    viewport()->update();
}

void LifeRing::placeRing()
{
    const QFontMetrics metrics(m_theme.font(u"small"));
    const double words = 3 * metrics.height() + wordsGap;
    const double room = std::min(width() / 2.0 - wordsWidth - wordsGap, height() / 2.0 - words);
    m_radius = std::clamp(room, 90.0, 164.0);
    m_middle = QPointF(width() / 2.0, height() / 2.0);
    const QRectF square(m_middle - QPointF(m_radius, m_radius), QSizeF(2 * m_radius, 2 * m_radius));
    chart()->setPlotArea(square);
}

void LifeRing::resizeEvent(QResizeEvent *event)
{
    QChartView::resizeEvent(event);
    placeRing();
}

double LifeRing::angleOf(int stage) const
{
    return m_stages.isEmpty() ? 0 : 360.0 * stage / static_cast<double>(m_stages.size());
}

QPointF LifeRing::at(double degrees, double radius) const
{
    return m_middle + QPointF(std::sin(degrees * radians), -std::cos(degrees * radians)) * radius;
}

QPointF LifeRing::placeOf(int stage) const
{
    return at(angleOf(stage), m_radius * (1 + hole) / 2);
}

int LifeRing::stageAt(QPointF place) const
{
    const auto from = place - m_middle;
    const double distance = std::hypot(from.x(), from.y());
    if (m_stages.isEmpty() || distance < m_radius * hole - 4 || distance > m_radius + wordsWidth + wordsGap)
        return -1;
    double degrees = std::atan2(from.x(), -from.y()) / radians;
    if (degrees < 0)
        degrees += 360;
    const auto count = static_cast<double>(m_stages.size());
    return static_cast<int>(std::lround(degrees / 360 * count)) % static_cast<int>(m_stages.size());
}

void LifeRing::paintStage(QPainter &painter, int stage) const
{
    const auto &what = m_stages[stage];
    const double angle = angleOf(stage);
    const auto centre = placeOf(stage);
    paintStatus(painter, QRectF(centre.x() - symbol / 2.0, centre.y() - symbol / 2.0, symbol, symbol),
                m_theme, what.status);

    const double half = 180.0 / static_cast<double>(m_stages.size()) * (1 - 2 * gapShare);
    const auto arc = [&](double radius, const QPen &pen) {
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        const QRectF box(m_middle - QPointF(radius, radius), QSizeF(2 * radius, 2 * radius));
        // Qt counts sixteenths of a degree, counterclockwise from three o'clock.
        painter.drawArc(box, qRound((90 - angle - half) * 16), qRound(2 * half * 16));
    };
    if (what.waits)
        arc(m_radius + 5, QPen(statusColour(m_theme, what.status, u"solid"), 2, Qt::SolidLine, Qt::RoundCap));
    if (hasFocus() && m_byKeyboard && stage == m_current)
        arc(m_radius + (what.waits ? 9 : 5),
            QPen(m_theme.colour(u"focus.ring"), m_theme.number(u"stroke.focus")));

    struct Line {
        const char16_t *font;
        QString text;
        QColor ink;
    };
    const bool noteworthy = what.status == Status::Warns || what.status == Status::Failed;
    const Line lines[] = {
        {u"strong", what.name, m_theme.colour(u"text.primary")},
        {u"small", what.line, m_theme.colour(u"text.secondary")},
        {u"small", what.note,
         noteworthy ? statusColour(m_theme, what.status, u"text") : m_theme.colour(u"text.tertiary")},
    };
    const double side = std::sin(angle * radians);
    const double up = -std::cos(angle * radians);
    const int align = std::abs(side) < 0.3 ? Qt::AlignHCenter : side > 0 ? Qt::AlignLeft : Qt::AlignRight;
    const double height = m_theme.lineHeight(u"strong") + 2.0 * m_theme.lineHeight(u"small");
    const auto anchor = at(angle, m_radius + wordsGap + (what.waits ? 6 : 0));
    double y = anchor.y() - height / 2 + up * height / 2;
    for (const auto &line : lines) {
        const int tall = m_theme.lineHeight(line.font);
        QRectF place(anchor.x(), y, wordsWidth, tall);
        if (align == Qt::AlignHCenter)
            place.moveLeft(anchor.x() - wordsWidth / 2.0);
        else if (align == Qt::AlignRight)
            place.moveLeft(anchor.x() - wordsWidth);
        painter.setFont(m_theme.font(line.font));
        painter.setPen(line.ink);
        painter.drawText(place, align | Qt::AlignVCenter,
                         painter.fontMetrics().elidedText(line.text, Qt::ElideRight, wordsWidth));
        y += tall;
    }
}

void LifeRing::paintCentre(QPainter &painter) const
{
    const double room = 2 * m_radius * hole - 32;
    const bool chip = !m_centre.word.isEmpty();
    double y = m_middle.y() - 50;
    const auto write = [&](QStringView role, const QColor &ink, const QString &text) {
        painter.setFont(m_theme.font(role));
        painter.setPen(ink);
        const int tall = m_theme.lineHeight(role);
        painter.drawText(QRectF(m_middle.x() - room / 2, y, room, tall), Qt::AlignCenter,
                         painter.fontMetrics().elidedText(text, Qt::ElideMiddle, static_cast<int>(room)));
        y += tall;
    };
    write(u"small", m_theme.colour(u"text.secondary"), m_centre.caption);
    y += 2;
    write(u"title", m_theme.colour(u"text.primary"), m_centre.name);
    y += 3;
    write(u"small", m_theme.colour(u"text.secondary"), m_centre.note);
    if (!chip)
        return;
    const auto size = chipSize(m_theme, m_centre.word);
    const QPointF corner(m_middle.x() - size.width() / 2.0, y + 9);
    paintChip(painter, QRect(corner.toPoint(), size), m_theme, m_centre.status, m_centre.word);
}

void LifeRing::drawForeground(QPainter *painter, const QRectF &)
{
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing);
    for (int i = 0; i < m_stages.size(); ++i)
        paintStage(*painter, i);
    paintCentre(*painter);
    painter->restore();
}

void LifeRing::mouseMoveEvent(QMouseEvent *event)
{
    QChartView::mouseMoveEvent(event);
    const int stage = stageAt(event->position());
    if (stage == m_hovered)
        return;
    m_hovered = stage;
    viewport()->setCursor(stage < 0 ? Qt::ArrowCursor : Qt::PointingHandCursor);
    recolour();
}

void LifeRing::leaveEvent(QEvent *event)
{
    QChartView::leaveEvent(event);
    m_hovered = -1;
    recolour();
}

void LifeRing::mouseReleaseEvent(QMouseEvent *event)
{
    QChartView::mouseReleaseEvent(event);
    const int stage = stageAt(event->position());
    if (event->button() != Qt::LeftButton || stage < 0)
        return;
    m_byKeyboard = false;
    setCurrent(stage);
    Q_EMIT chosen(m_stages[stage].id);
}

void LifeRing::setCurrent(int stage)
{
    m_current = stage;
    viewport()->update();
}

void LifeRing::focusInEvent(QFocusEvent *event)
{
    QChartView::focusInEvent(event);
    m_byKeyboard = event->reason() != Qt::MouseFocusReason;
    viewport()->update();
}

void LifeRing::keyPressEvent(QKeyEvent *event)
{
    const int count = static_cast<int>(m_stages.size());
    if (count == 0) {
        QChartView::keyPressEvent(event);
        return;
    }
    m_byKeyboard = true;
    switch (event->key()) {
    case Qt::Key_Right:
    case Qt::Key_Down:
        setCurrent((m_current + 1) % count);
        break;
    case Qt::Key_Left:
    case Qt::Key_Up:
        setCurrent((m_current + count - 1) % count);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        Q_EMIT chosen(m_stages[m_current].id);
        break;
    default:
        QChartView::keyPressEvent(event);
    }
}

} // namespace slipway::ui
