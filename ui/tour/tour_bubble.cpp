#include "ui/tour/tour_bubble.h"

#include "ui/theme/theme.h"
#include "ui/tour/tour.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/glyph.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPainterPath>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

#include <cmath>

namespace slipway::ui {

namespace {

constexpr int kWidth = 436;
constexpr int kSide = 20;
constexpr int kArrow = 9; // height; the bubble's frame begins below it
constexpr int kGap = 6; // between the hole and the arrow
constexpr int kEdge = 12; // the bubble never touches the window's edge

/// Text with **bold** words, as mark-up.
QString marked(const QString &text)
{
    static const QRegularExpression bold(QStringLiteral("\\*\\*([^*]+)\\*\\*"));
    return text.toHtmlEscaped().replace(bold, QStringLiteral("<b>\\1</b>"));
}

/// One dot a step: those behind are filled, the present one is long.
class Dots : public QWidget
{
public:
    Dots(const Theme &theme, QWidget *parent)
        : QWidget(parent)
        , m_theme(theme)
    {
    }

    void show(qsizetype step, qsizetype count)
    {
        m_step = static_cast<int>(step);
        m_count = static_cast<int>(count);
        setFixedSize(kStride * m_count + kLong, kDot + 2);
        update();
    }

protected:
    void paintEvent(QPaintEvent *) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        if (layoutDirection() == Qt::RightToLeft) {
            painter.translate(width(), 0);
            painter.scale(-1, 1);
        }
        double x = 1;
        for (int i = 0; i < m_count; ++i) {
            const bool ahead = i > m_step;
            const double width = i == m_step ? kDot + kLong : kDot;
            painter.setPen(m_theme.colour(ahead ? u"border.input" : u"accent.fill"));
            painter.setBrush(ahead ? QBrush(Qt::NoBrush) : QBrush(m_theme.colour(u"accent.fill")));
            painter.drawRoundedRect(QRectF(x + 0.5, 1.5, width - 1, kDot - 1), kDot / 2.0, kDot / 2.0);
            x += width + kStride - kDot;
        }
    }

private:
    static constexpr int kDot = 7;
    static constexpr int kLong = 11;
    static constexpr int kStride = 14;

    const Theme &m_theme;
    int m_step = 0;
    int m_count = 0;
};

} // namespace

TourBubble::TourBubble(const Theme &theme, QWidget *window)
    : QWidget(window)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("tour.bubble"));
    build();
    connect(&theme, &Theme::changed, this, &TourBubble::dress);
    dress();
    hide();
}

void TourBubble::build()
{
    setFixedWidth(kWidth);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, kArrow, 0, kArrow);
    column->setSpacing(0);
    auto *words = new QVBoxLayout;
    words->setContentsMargins(kSide, kSide - 3, kSide, 16);
    words->setSpacing(8);
    auto *head = new QHBoxLayout;
    m_step = makeLabel(QStringLiteral("small"), {}, this);
    m_step->setObjectName(QStringLiteral("tour.step"));
    m_left = makeLabel(QStringLiteral("note"), {}, this);
    m_left->setObjectName(QStringLiteral("tour.left"));
    head->addWidget(m_step);
    head->addStretch();
    head->addWidget(m_left);
    words->addLayout(head);
    m_title = makeLabel(QStringLiteral("section"), {}, this);
    m_title->setObjectName(QStringLiteral("tour.title"));
    m_title->setWordWrap(true);
    m_text = makeLabel(QStringLiteral("sentence"), {}, this);
    m_text->setObjectName(QStringLiteral("tour.text"));
    m_text->setTextFormat(Qt::RichText);
    m_text->setWordWrap(true);
    words->addWidget(m_title);
    words->addWidget(m_text);

    m_tryBox = new QWidget(this);
    m_tryBox->setObjectName(QStringLiteral("tour_try_box"));
    m_tryBox->setAttribute(Qt::WA_StyledBackground);
    auto *tryRow = new QHBoxLayout(m_tryBox);
    tryRow->setContentsMargins(12, 9, 12, 9);
    tryRow->setSpacing(10);
    tryRow->addWidget(new Glyph(m_theme, QStringLiteral("flag"), QStringLiteral("accent.text"),
                                m_theme.pixels(u"icon.default"), m_tryBox),
                      0, Qt::AlignTop);
    m_tryText = makeLabel(QStringLiteral("small"), {}, m_tryBox);
    m_tryText->setObjectName(QStringLiteral("tour.try_text"));
    m_tryText->setTextFormat(Qt::RichText);
    m_tryText->setWordWrap(true);
    tryRow->addWidget(m_tryText, 1);
    m_try = makeButton(
        m_theme,
        {.objectName = QStringLiteral("tour.try"), .text = tr("&Try it"), .size = ButtonSize::Compact},
        m_tryBox);
    m_try->setAccessibleName(tr("Try it"));
    tryRow->addWidget(m_try);
    connect(m_try, &QPushButton::clicked, this, &TourBubble::tryRequested);
    words->addWidget(m_tryBox);
    column->addLayout(words);
    column->addWidget(makeHairline(this));
    column->addWidget(footer());
}

QWidget *TourBubble::footer()
{
    auto *bar = new QWidget(this);
    auto *row = new QHBoxLayout(bar);
    row->setContentsMargins(kSide, 10, 6, 10);
    row->setSpacing(8);
    m_dots = new Dots(m_theme, bar);
    auto *leave = makeButton(
        m_theme,
        {.objectName = QStringLiteral("tour.leave"), .text = tr("&Leave"), .kind = ButtonKind::Quiet}, bar);
    leave->setAccessibleName(tr("Leave the tour"));
    m_back = makeButton(m_theme, {.objectName = QStringLiteral("tour.back"), .text = tr("&Back")}, bar);
    m_back->setAccessibleName(tr("Back"));
    m_next = makeButton(
        m_theme,
        {.objectName = QStringLiteral("tour.next"), .text = tr("&Next"), .kind = ButtonKind::Primary}, bar);
    row->addWidget(m_dots);
    row->addStretch();
    row->addWidget(leave);
    row->addWidget(new Tag(m_theme, tr("Esc", "key"), TagKind::Key, bar));
    row->addSpacing(8);
    row->addWidget(m_back);
    row->addWidget(m_next);
    connect(leave, &QPushButton::clicked, this, &TourBubble::leaveRequested);
    connect(m_back, &QPushButton::clicked, this, &TourBubble::backRequested);
    connect(m_next, &QPushButton::clicked, this, &TourBubble::nextRequested);
    return bar;
}

void TourBubble::show(const Tour &tour, qsizetype step)
{
    const TourStep &shown = tour.steps[step];
    const qsizetype count = tour.steps.size();
    m_step->setText(tr("Step %1 of %2").arg(step + 1).arg(count));
    const auto minutes = static_cast<int>(std::ceil(tour.minutes * double(count - step) / double(count)));
    m_left->setText(minutes > 1 ? tr("about %Ln minutes left", nullptr, minutes) : tr("about a minute left"));
    m_left->setVisible(tour.minutes > 0);
    m_title->setText(shown.title);
    m_text->setText(marked(shown.text));
    m_tryText->setText(
        QStringLiteral("<b>%1</b> %2").arg(tr("Try it:").toHtmlEscaped(), marked(shown.tryIt)));
    m_tryBox->setVisible(!shown.tryIt.isEmpty());
    m_try->setVisible(!shown.action.isEmpty());
    static_cast<Dots *>(m_dots)->show(step, count);
    m_back->setEnabled(step > 0);
    const bool last = step + 1 == count;
    const QString name = last ? QString() : tour.steps[step + 1].name;
    QString next = last ? tr("&Done") : tr("&Next");
    if (!name.isEmpty())
        next = tr("&Next: %1").arg(name);
    m_next->setText(next);
    m_next->setAccessibleName(next.remove(QLatin1Char('&')));
    setAccessibleName(tr("Tour, step %1 of %2: %3").arg(step + 1).arg(count).arg(shown.title));
    setAccessibleDescription(shown.text);
    show();
    raise();
}

void TourBubble::place(const QRect &hole)
{
    layout()->activate();
    const int tall = layout()->hasHeightForWidth() ? layout()->totalHeightForWidth(kWidth)
                                                   : layout()->totalSizeHint().height();
    const QRect window = parentWidget()->rect();
    m_arrow = Arrow::None;
    QPoint corner = window.center() - QPoint(kWidth / 2, tall / 2);
    if (!hole.isEmpty()) {
        const int below = hole.bottom() + 1 + kGap;
        const int above = hole.top() - kGap - tall;
        const bool rightToLeft = layoutDirection() == Qt::RightToLeft;
        // A little in from the hole's beginning, so that what it points at stays in sight.
        const int inset = std::min(64, hole.width() / 4);
        corner.setX(rightToLeft ? hole.right() - inset - kWidth : hole.left() + inset);
        if (below + tall <= window.bottom() - kEdge) {
            corner.setY(below);
            m_arrow = Arrow::Up;
        } else if (above >= kEdge) {
            corner.setY(above);
            m_arrow = Arrow::Down;
        } else {
            // The hole is as tall as the window: the bubble stands beside it, or inside at the foot.
            const bool roomAfter = hole.right() + kGap + kWidth <= window.right() - kEdge;
            const bool roomBefore = hole.left() - kGap - kWidth >= kEdge;
            if (roomAfter)
                corner.setX(hole.right() + kGap);
            else if (roomBefore)
                corner.setX(hole.left() - kGap - kWidth);
            corner.setY(hole.center().y() - tall / 2);
        }
    }
    corner.setX(std::clamp(corner.x(), kEdge, std::max(kEdge, window.width() - kWidth - kEdge)));
    corner.setY(std::clamp(corner.y(), kEdge, std::max(kEdge, window.height() - tall - kEdge)));
    const int target = std::clamp(hole.left() + hole.width() / 2, corner.x(), corner.x() + 110);
    m_arrowAt = std::clamp(target - corner.x(), 24, kWidth - 24);
    setGeometry(QRect(corner, QSize(kWidth, tall)));
    update();
}

void TourBubble::focusNext()
{
    m_next->setFocus(Qt::TabFocusReason);
}

void TourBubble::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const double radius = m_theme.number(u"radius.dialog");
    QPainterPath shape;
    shape.addRoundedRect(QRectF(rect()).adjusted(0.5, kArrow + 0.5, -0.5, -kArrow - 0.5), radius, radius);
    QPainterPath arrow;
    const double x = m_arrowAt;
    if (m_arrow == Arrow::Up)
        arrow.addPolygon(QPolygonF({{x - kArrow, kArrow + 1.0}, {x, 1.0}, {x + kArrow, kArrow + 1.0}}));
    else if (m_arrow == Arrow::Down)
        arrow.addPolygon(QPolygonF({{x - kArrow, height() - kArrow - 1.0},
                                    {x, height() - 1.0},
                                    {x + kArrow, height() - kArrow - 1.0}}));
    painter.setPen(m_theme.colour(u"border.strong"));
    painter.setBrush(m_theme.colour(u"surface.raised"));
    painter.drawPath(arrow.isEmpty() ? shape : shape.united(arrow));
}

void TourBubble::dress()
{
    m_tryBox->setStyleSheet(m_theme.expanded(QStringLiteral(
        "QWidget#tour_try_box { background: ${accent.subtle}; border-radius: ${radius.control}px; }")));
    m_step->setStyleSheet(m_theme.expanded(QStringLiteral("color: ${accent.text}; font-weight: 600;")));
    m_text->setStyleSheet(m_theme.expanded(QStringLiteral("color: ${text.secondary};")));
    m_tryText->setStyleSheet(m_theme.expanded(QStringLiteral("color: ${text.primary};")));
    update();
}

} // namespace slipway::ui
