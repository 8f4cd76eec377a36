#include "ui/pages/pipelines_time.h"

#include "ui/models/number_text.h"
#include "ui/models/pipeline_sentence.h"
#include "ui/theme/theme.h"
#include "ui/widgets/status.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace slipway::ui {

namespace {

constexpr int side = 12;
constexpr int shapeGap = 8;
constexpr int widestName = 280;
constexpr int roomForText = 76; ///< right of the longest bar, for its seconds
constexpr int barHeight = 12;
constexpr double barRadius = 2;
constexpr double leastBar = 3;
constexpr int leastAxis = 160;

/// A round step that makes three to five ticks.
double tickStep(double span)
{
    const double power = std::pow(10, std::floor(std::log10(span / 4)));
    for (const double step : {1.0, 2.0, 5.0}) {
        if (span / (step * power) <= 5)
            return step * power;
    }
    return 10 * power;
}

QString tickText(double seconds, double step)
{
    const int decimals = step < 0.1 ? 2 : step < 1 ? 1 : 0;
    return PipelinesTime::tr("%1 s").arg(NumberText::fixed(seconds, decimals));
}

QString behindBar(const PipelineStep &step)
{
    const QString time = PipelineSentence::time(step.seconds);
    switch (step.state) {
    case StepState::Done:
        return time;
    case StepState::Refused:
    case StepState::Failed:
    case StepState::Cancelled:
        return PipelinesTime::tr("%1, %2").arg(time, PipelineSentence::outcome(step));
    default:
        return {};
    }
}

} // namespace

PipelinesTime::PipelinesTime(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("pipelines.time"));
    setAccessibleName(tr("Time of each step"));
    setFocusPolicy(Qt::StrongFocus);
    setMouseTracking(true);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void PipelinesTime::setRun(const PipelineRun &run, double now, bool runs)
{
    const bool sameSize = run.steps.size() == m_run.steps.size();
    m_run = run;
    m_now = now;
    m_runs = runs;
    if (!sameSize)
        updateGeometry();
    describe();
    update();
}

void PipelinesTime::setNow(double now)
{
    m_now = now;
    update();
}

void PipelinesTime::setSelected(const QString &id)
{
    if (m_selected == id)
        return;
    m_selected = id;
    describe();
    update();
}

/// What a screen reader says: the step that is selected, else the whole.
void PipelinesTime::describe()
{
    if (const auto *step = m_run.find(m_selected)) {
        setAccessibleDescription(PipelineSentence::whole(*step));
        return;
    }
    const auto longest = std::max_element(
        m_run.steps.begin(), m_run.steps.end(),
        [](const PipelineStep &left, const PipelineStep &right) { return left.seconds < right.seconds; });
    setAccessibleDescription(
        longest == m_run.steps.end() || longest->seconds == 0
            ? tr("No step has ended yet.")
            : tr("%1 steps. The longest is “%2” with %3.")
                  .arg(NumberText::count(static_cast<double>(m_run.steps.size())),
                       PipelineSentence::title(*longest), PipelineSentence::time(longest->seconds)));
}

int PipelinesTime::rowHeight() const
{
    return m_theme.pixels(u"row.dense");
}

int PipelinesTime::headHeight() const
{
    return m_theme.lineHeight(u"caption") + 8;
}

QRect PipelinesTime::row(int index) const
{
    return {0, headHeight() + index * rowHeight(), width(), rowHeight()};
}

int PipelinesTime::rowAt(const QPoint &point) const
{
    const int index = (point.y() - headHeight()) / rowHeight();
    return point.y() >= headHeight() && index < static_cast<int>(m_run.steps.size()) ? index : -1;
}

int PipelinesTime::indexOf(const QString &id) const
{
    for (std::size_t i = 0; i < m_run.steps.size(); ++i) {
        if (m_run.steps[i].id == id)
            return static_cast<int>(i);
    }
    return -1;
}

int PipelinesTime::axisLeft() const
{
    const QFontMetrics metrics(m_theme.font(u"body"));
    int widest = 0;
    for (const auto &step : m_run.steps)
        widest = std::max(widest, metrics.horizontalAdvance(PipelineSentence::title(step)));
    const int shape = m_theme.pixels(u"icon.small") + shapeGap;
    return side + shape + std::min({widest, widestName, width() / 3}) + 2 * side;
}

double PipelinesTime::seconds() const
{
    double end = m_runs ? m_now : 0;
    for (const auto &step : m_run.steps)
        end = std::max(end, endOf(step));
    return std::max(end, 0.1) * (m_runs ? 1.25 : 1.0); // what runs has room to go on
}

double PipelinesTime::x(double at) const
{
    const double left = axisLeft();
    const double room = std::max<double>(leastAxis, width() - left - roomForText);
    return left + room * at / seconds();
}

double PipelinesTime::endOf(const PipelineStep &step) const
{
    if (!step.hasBegun())
        return 0;
    return step.state == StepState::Running ? std::max(step.start, m_now) : step.start + step.seconds;
}

QRectF PipelinesTime::bar(int index) const
{
    const auto &step = m_run.steps[static_cast<std::size_t>(index)];
    if (!step.hasBegun())
        return {};
    const double left = x(step.start);
    const double length = std::max(leastBar, x(endOf(step)) - left);
    return {left, row(index).center().y() + 0.5 - barHeight / 2.0, length, static_cast<double>(barHeight)};
}

QRectF PipelinesTime::bar(const QString &id) const
{
    const int index = indexOf(id);
    return index < 0 ? QRectF() : bar(index);
}

QSize PipelinesTime::sizeHint() const
{
    return {640, headHeight() + static_cast<int>(m_run.steps.size()) * rowHeight() + side};
}

QSize PipelinesTime::minimumSizeHint() const
{
    return {360, sizeHint().height()};
}

void PipelinesTime::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const int selectedRow = indexOf(m_selected);
    if (selectedRow >= 0) {
        const QRect rect = row(selectedRow);
        painter.fillRect(rect,
                         m_theme.colour(isActiveWindow() ? u"selection.fill" : u"selection.inactive"));
        painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height()), m_theme.colour(u"selection.bar"));
    }
    paintAxis(painter);
    for (int index = 0; index < static_cast<int>(m_run.steps.size()); ++index)
        paintRow(painter, index);
    if (m_runs)
        paintNow(painter);
    if (hasFocus() && m_byKeyboard && !m_run.steps.empty()) {
        painter.setPen(QPen(m_theme.colour(u"focus.ring"), m_theme.number(u"stroke.focus")));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(row(std::max(0, selectedRow))).adjusted(1, 1, -1, -1));
    }
}

void PipelinesTime::paintAxis(QPainter &painter) const
{
    const double span = seconds();
    const double step = tickStep(span);
    const int bottom = row(static_cast<int>(m_run.steps.size())).top();
    painter.setFont(m_theme.font(u"caption"));
    for (double at = 0; at <= span * 1.0001; at += step) {
        const double place = std::round(x(at)) + 0.5;
        painter.setPen(QPen(m_theme.colour(u"chart.grid"), 1));
        painter.drawLine(QPointF(place, headHeight()), QPointF(place, bottom));
        const QString text = tickText(at, step);
        const int wide = painter.fontMetrics().horizontalAdvance(text);
        const QRectF room(place - wide / 2.0 - 1, 0, wide + 2, headHeight());
        if (m_runs && std::abs(place - x(m_now)) < wide + 40) // the word at "now" stands there
            continue;
        painter.setPen(m_theme.colour(u"chart.label"));
        painter.drawText(room, Qt::AlignCenter, text);
    }
}

void PipelinesTime::paintRow(QPainter &painter, int index) const
{
    const auto &step = m_run.steps[static_cast<std::size_t>(index)];
    const QRect rect = row(index);
    const bool chosen = step.id == m_selected;
    const int shape = m_theme.pixels(u"icon.small");
    paintStatus(painter, QRectF(side, rect.center().y() + 0.5 - shape / 2.0, shape, shape), m_theme,
                statusOf(step.state));
    painter.setFont(m_theme.font(u"body"));
    painter.setPen(m_theme.colour(chosen             ? u"selection.text"
                                      : step.hasBegun() ? u"text.primary"
                                                        : u"text.secondary"));
    const int left = side + shape + shapeGap;
    const QRect name(left, rect.top(), axisLeft() - 2 * side - left + 2, rect.height());
    painter.drawText(name, Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(PipelineSentence::title(step), Qt::ElideRight,
                                                      name.width()));
    if (!step.hasBegun())
        return;
    const QRectF room = bar(index);
    painter.setPen(Qt::NoPen);
    painter.setBrush(statusColour(m_theme, statusOf(step.state), u"solid"));
    painter.drawRoundedRect(room, barRadius, barRadius);
    const QString text = behindBar(step);
    painter.setFont(m_theme.font(u"small"));
    painter.setPen(m_theme.colour(chosen ? u"selection.text" : u"text.secondary"));
    const int wide = painter.fontMetrics().horizontalAdvance(text);
    const double behind = room.right() + shapeGap;
    const double free = width() - side - behind;
    const double before = room.left() - shapeGap - axisLeft();
    if (wide > free && wide <= before) {
        painter.drawText(QRectF(room.left() - shapeGap - wide - 1, rect.top(), wide + 1, rect.height()),
                         Qt::AlignVCenter | Qt::AlignRight, text);
        return;
    }
    painter.drawText(QRectF(behind, rect.top(), free, rect.height()), Qt::AlignVCenter | Qt::AlignLeft,
                     painter.fontMetrics().elidedText(text, Qt::ElideRight, static_cast<int>(free)));
}

void PipelinesTime::paintNow(QPainter &painter) const
{
    const double place = std::round(x(m_now)) + 0.5;
    const int bottom = row(static_cast<int>(m_run.steps.size())).top();
    painter.setPen(QPen(m_theme.colour(u"text.primary"), 1.5));
    painter.drawLine(QPointF(place, headHeight() - 4), QPointF(place, bottom));
    auto font = m_theme.font(u"caption");
    font.setWeight(QFont::DemiBold);
    painter.setFont(font);
    const QString text = tr("now, %1").arg(tr("%1 s").arg(NumberText::fixed(m_now, 1)));
    const int wide = painter.fontMetrics().horizontalAdvance(text) + 2;
    const double left = std::clamp(place - wide / 2.0, 0.0, std::max(0.0, static_cast<double>(width() - wide)));
    painter.drawText(QRectF(left, 0, wide, headHeight() - 4), Qt::AlignCenter, text);
}

void PipelinesTime::choose(int index)
{
    if (index < 0 || index >= static_cast<int>(m_run.steps.size()))
        return;
    setSelected(m_run.steps[static_cast<std::size_t>(index)].id);
    Q_EMIT chosen(m_selected);
}

bool PipelinesTime::event(QEvent *event)
{
    if (event->type() != QEvent::ToolTip)
        return QWidget::event(event);
    const auto *help = static_cast<QHelpEvent *>(event);
    const int index = rowAt(help->pos());
    if (index < 0)
        QToolTip::hideText();
    else
        QToolTip::showText(help->globalPos(),
                           PipelineSentence::whole(m_run.steps[static_cast<std::size_t>(index)]), this,
                           row(index));
    return true;
}

void PipelinesTime::mousePressEvent(QMouseEvent *event)
{
    m_byKeyboard = false;
    if (event->button() == Qt::LeftButton)
        choose(rowAt(event->position().toPoint()));
    update();
}

void PipelinesTime::keyPressEvent(QKeyEvent *event)
{
    const int here = indexOf(m_selected);
    const int last = static_cast<int>(m_run.steps.size()) - 1;
    m_byKeyboard = true;
    switch (event->key()) {
    case Qt::Key_Down:
        return choose(std::min(here + 1, last));
    case Qt::Key_Up:
        return choose(std::max(here - 1, 0));
    case Qt::Key_Home:
        return choose(0);
    case Qt::Key_End:
        return choose(last);
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        return choose(std::max(here, 0));
    default:
        QWidget::keyPressEvent(event);
    }
}

void PipelinesTime::focusInEvent(QFocusEvent *event)
{
    m_byKeyboard = event->reason() == Qt::TabFocusReason || event->reason() == Qt::BacktabFocusReason
        || event->reason() == Qt::ShortcutFocusReason;
    update();
}

void PipelinesTime::focusOutEvent(QFocusEvent *)
{
    update();
}

} // namespace slipway::ui
