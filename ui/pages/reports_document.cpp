#include "ui/pages/reports_document.h"

#include "ui/charts/chart_panel.h"
#include "ui/charts/chart_view.h"
#include "ui/models/text.h"
#include "ui/pages/reports_rich_text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/glyph.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/status.h"
#include "ui/widgets/text.h"

#include <QGridLayout>
#include <QHash>
#include <QKeyEvent>
#include <QLabel>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <QTextDocument>
#include <QVBoxLayout>

#include <algorithm>

namespace slipway::ui {

using report::Block;
using report::ChartKind;
using report::Figure;
using report::Tone;

namespace {

constexpr int paperWidth = 820;
constexpr int paperPadding = 36;
constexpr int narrowPadding = 20; ///< of a paper that is narrower than it would like to be
constexpr int deskPadding = 14;
constexpr int cardsInARow = 3;
constexpr int lineHeight = 220; ///< of a chart of lines
constexpr int rowHeight = 22; ///< of a chart of bars
constexpr int axisHeight = 56;

/// What the paper lies on.
class Desk : public QWidget
{
public:
    explicit Desk(const Theme &theme)
        : m_theme(theme)
    {
        connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    }

protected:
    void paintEvent(QPaintEvent *event) override
    {
        QPainter(this).fillRect(event->rect(), m_theme.colour(u"surface.canvas"));
    }

private:
    const Theme &m_theme;
};

/// A label of rich text. Laying out a table takes milliseconds and layouts ask for sizes again and again, so
/// the answers are kept; another theme changes colours only, never a size.
class Words : public QLabel
{
public:
    explicit Words(const QString &html)
        : QLabel(html)
    {
        setTextFormat(Qt::RichText);
        setWordWrap(true);
        setTextInteractionFlags(Qt::TextSelectableByMouse);
    }

    int heightForWidth(int width) const override
    {
        auto known = m_heights.find(width);
        if (known == m_heights.end())
            known = m_heights.insert(width, QLabel::heightForWidth(width));
        return *known;
    }

    QSize sizeHint() const override { return {minimumSizeHint().width(), 0}; }

    QSize minimumSizeHint() const override
    {
        if (m_leastWidth < 0)
            m_leastWidth = narrowest();
        return {m_leastWidth, 0};
    }

private:
    /// QLabel tries many widths before it answers, 45 ms for the table of every setting.
    int narrowest() const
    {
        QTextDocument document;
        document.setDefaultFont(font());
        document.setDocumentMargin(0);
        document.setHtml(text());
        document.setTextWidth(0);
        return qCeil(document.size().width());
    }

    mutable QHash<int, int> m_heights;
    mutable int m_leastWidth = -1;
};

Status statusOf(Tone tone)
{
    switch (tone) {
    case Tone::Ok:
        return Status::Ok;
    case Tone::Warn:
        return Status::Warns;
    case Tone::Bad:
        return Status::Failed;
    case Tone::Neutral:
        break;
    }
    return Status::Neutral;
}

QString emphasisOf(Tone tone)
{
    return tone == Tone::Ok  ? QStringLiteral("ok")
        : tone == Tone::Warn ? QStringLiteral("warn")
        : tone == Tone::Bad  ? QStringLiteral("bad")
                             : QString();
}

Glyph *makeMark(const Theme &theme, Tone tone, int size)
{
    static constexpr const char *tokens[] = {"status.neutral.solid", "status.ok.solid", "status.warn.solid",
                                             "status.bad.solid"};
    return new Glyph(theme, statusIcon(statusOf(tone)),
                     QString::fromLatin1(tokens[static_cast<std::size_t>(tone)]), size);
}

QLabel *makeWrapped(const QString &role, const std::string &words)
{
    auto *label = makeLabel(role, text(words));
    label->setWordWrap(true);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return label;
}

int heightOf(const report::ChartSpec &chart)
{
    if (chart.kind == ChartKind::Bars || chart.kind == ChartKind::Intervals)
        return axisHeight + rowHeight * static_cast<int>(std::max<std::size_t>(chart.y.categories.size(), 3));
    if (chart.kind == ChartKind::HeatMap)
        return axisHeight + rowHeight * static_cast<int>(std::max<std::size_t>(chart.series.size(), 3));
    return lineHeight;
}

bool isWords(const Block &block)
{
    return std::holds_alternative<report::Paragraph>(block) || std::holds_alternative<report::Table>(block)
        || std::holds_alternative<report::List>(block) || std::holds_alternative<report::Links>(block)
        || std::holds_alternative<report::Code>(block)
        || (std::holds_alternative<report::Heading>(block) && std::get<report::Heading>(block).level > 1);
}

bool isHalf(const Block &block)
{
    const auto *figure = std::get_if<Figure>(&block);
    return figure && figure->half;
}

} // namespace

ReportView::ReportView(const Theme &theme, QWidget *parent)
    : QScrollArea(parent)
    , m_theme(theme)
    , m_desk(new Desk(theme))
{
    setWidgetResizable(true);
    setFrameShape(QFrame::NoFrame);
    setFocusPolicy(Qt::StrongFocus);
    setProperty("focusRing", true);
    auto *line = new QHBoxLayout(m_desk);
    line->setContentsMargins(deskPadding, deskPadding, deskPadding, deskPadding);
    setWidget(m_desk);
    m_next.setInterval(0);
    connect(&m_next, &QTimer::timeout, this, &ReportView::addNext);
    connect(&theme, &Theme::changed, this, &ReportView::recolour);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this] {
        if (!m_isGoing)
            Q_EMIT sectionReached(sectionAtTop());
    });
}

void ReportView::clear()
{
    m_next.stop();
    m_parts.clear();
    m_labels.clear();
    m_sections.clear();
    m_sectionStarts.clear();
    m_figures = 0;
    delete m_paper;
    m_paper = nullptr;
    m_lastTitle = nullptr;
    m_column = nullptr;
    verticalScrollBar()->setValue(0);
}

void ReportView::setDocument(report::Document document)
{
    clear();
    m_document = std::move(document);
    setAccessibleName(text(m_document.title));
    setAccessibleDescription(text(m_document.lead));
    m_paper = new ui::Panel(m_theme, {}, m_desk);
    m_paper->setMaximumWidth(paperWidth);
    m_column = m_paper->body();
    setMargins();
    m_column->setSpacing(m_theme.pixels(u"space.2"));
    auto *line = static_cast<QHBoxLayout *>(m_desk->layout());
    line->addWidget(m_paper, 1);
    plan();
    m_next.start();
}

void ReportView::plan()
{
    const auto &blocks = m_document.blocks;
    m_parts.emplace_back([this] { addHead(); });
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        if (isWords(blocks[i])) {
            m_parts.emplace_back([this, words = blocks[i]] { addWords(words); });
        } else if (const auto *heading = std::get_if<report::Heading>(&blocks[i])) {
            m_sections << text(heading->text);
            m_parts.emplace_back([this, heading = *heading] { addSection(heading); });
        } else if (const auto *callout = std::get_if<report::Callout>(&blocks[i])) {
            m_parts.emplace_back([this, callout = *callout] { addCallout(callout); });
        } else if (const auto *key = std::get_if<report::KeyFigures>(&blocks[i])) {
            m_parts.emplace_back([this, key = *key] { addCards(key); });
        } else if (const auto *figure = std::get_if<Figure>(&blocks[i])) {
            std::vector<Figure> figures {*figure};
            if (figure->half && i + 1 < blocks.size() && isHalf(blocks[i + 1]))
                figures.push_back(std::get<Figure>(blocks[++i]));
            m_parts.emplace_back([this, figures] { addFigures(figures); });
        }
    }
    std::reverse(m_parts.begin(), m_parts.end());
}

void ReportView::addNext()
{
    if (!m_parts.empty()) {
        const auto part = std::move(m_parts.back());
        m_parts.pop_back();
        part();
    }
    if (m_parts.empty()) {
        m_next.stop();
        m_column->addStretch();
        Q_EMIT completed();
    }
}

void ReportView::addLabel(std::function<QString()> write)
{
    auto *label = new Words(write());
    m_column->addWidget(label);
    m_labels.emplace_back(label, std::move(write));
}

void ReportView::addHead()
{
    addLabel([this] { return headToRichText(m_document, m_theme); });
}

void ReportView::addWords(const Block &block)
{
    const auto *above = m_column->itemAt(m_column->count() - 1)->widget();
    if (std::holds_alternative<report::Heading>(block) && above != m_lastTitle)
        m_column->addSpacing(m_theme.pixels(u"space.3"));
    addLabel([this, block] { return toRichText(block, m_theme); });
}

void ReportView::addSection(const report::Heading &heading)
{
    m_column->addSpacing(m_theme.pixels(u"space.4"));
    auto *line = makeHairline();
    m_column->addWidget(line);
    m_sectionStarts.push_back(line);
    m_column->addSpacing(m_theme.pixels(u"space.2"));
    m_lastTitle = makeLabel(QStringLiteral("title"), text(heading.text));
    m_column->addWidget(m_lastTitle);
}

void ReportView::addCallout(const report::Callout &callout)
{
    auto *panel = new ui::Panel(m_theme, {});
    panel->setEmphasis(emphasisOf(callout.tone));
    panel->setAccessibleName(text(callout.word + ": " + callout.text));
    auto *line = new QHBoxLayout;
    line->setSpacing(m_theme.pixels(u"space.3"));
    line->addWidget(makeMark(m_theme, callout.tone, m_theme.pixels(u"icon.default")), 0, Qt::AlignTop);
    auto *words = new QVBoxLayout;
    words->setSpacing(m_theme.pixels(u"space.1"));
    words->addWidget(makeWrapped(QStringLiteral("strong"), callout.word + ": " + callout.text));
    if (!callout.detail.empty())
        words->addWidget(makeWrapped(QStringLiteral("sentence"), callout.detail));
    line->addLayout(words, 1);
    panel->body()->addLayout(line);
    m_column->addWidget(panel);
}

void ReportView::addCards(const report::KeyFigures &key)
{
    auto *grid = new QGridLayout;
    grid->setSpacing(m_theme.pixels(u"space.gap"));
    for (int i = 0; i < static_cast<int>(key.figures.size()); ++i) {
        const auto &figure = key.figures[static_cast<std::size_t>(i)];
        auto *card = new ui::Panel(m_theme, {});
        card->setAccessibleName(text(figure.label + ": " + figure.value));
        card->body()->setSpacing(2);
        card->body()->addWidget(makeWrapped(QStringLiteral("small"), figure.label));
        card->body()->addWidget(makeWrapped(QStringLiteral("metric"), figure.value));
        if (!figure.interval.empty())
            card->body()->addWidget(makeWrapped(QStringLiteral("small"), figure.interval));
        if (!figure.note.empty()) {
            auto *line = new QHBoxLayout;
            line->setSpacing(5);
            if (figure.tone != Tone::Neutral)
                line->addWidget(makeMark(m_theme, figure.tone, m_theme.pixels(u"icon.small")));
            line->addWidget(makeWrapped(QStringLiteral("small"), figure.note), 1);
            card->body()->addLayout(line);
        }
        card->body()->addStretch();
        grid->addWidget(card, i / cardsInARow, i % cardsInARow);
    }
    for (int column = 0; column < cardsInARow; ++column)
        grid->setColumnStretch(column, 1);
    m_column->addLayout(grid);
}

/// Two halves stand beside each other; each comes in its own turn, because a chart takes as long as a page of
/// words.
void ReportView::addFigures(const std::vector<Figure> &figures)
{
    auto *line = new QHBoxLayout;
    line->setSpacing(m_theme.pixels(u"space.gap"));
    m_column->addLayout(line);
    if (figures.size() > 1)
        m_parts.emplace_back([this, line, figure = figures.back()] { addFigure(line, figure, true); });
    addFigure(line, figures.front(), figures.size() > 1);
}

void ReportView::addFigure(QHBoxLayout *line, const Figure &figure, bool isHalf)
{
    ++m_figures;
    auto *chart = new ChartView(m_theme);
    auto *panel =
        makeChartPanel(m_theme, chart, tr("Figure %1. %2").arg(m_figures).arg(text(figure.chart.title)),
                       QStringLiteral("reports.figure_%1").arg(m_figures));
    panel->setNote(isHalf ? QString() : text(figure.chart.unit));
    chart->setChart(figure.chart);
    chart->setFixedHeight(heightOf(figure.chart));
    if (isHalf && !figure.chart.unit.empty())
        panel->body()->insertWidget(0, makeWrapped(QStringLiteral("note"), figure.chart.unit));
    if (!figure.chart.sentence.empty() && !figure.chart.empty())
        panel->body()->insertWidget(0, makeWrapped(QStringLiteral("small"), figure.chart.sentence));
    if (!figure.caption.empty())
        panel->body()->addWidget(makeWrapped(QStringLiteral("note"), figure.caption));
    line->addWidget(panel, 1);
}

void ReportView::goTo(int section)
{
    if (section < 0 || section >= static_cast<int>(m_sectionStarts.size()))
        return;
    m_isGoing = true; // what was chosen stays chosen, also where the end of the paper comes first
    verticalScrollBar()->setValue(topOf(section));
    m_isGoing = false;
}

int ReportView::topOf(int section) const
{
    const auto *start = m_sectionStarts[static_cast<std::size_t>(section)];
    return start->mapTo(m_desk, QPoint(0, 0)).y() - deskPadding;
}

int ReportView::sectionAtTop() const
{
    const int top = verticalScrollBar()->value() + viewport()->height() / 4;
    int section = static_cast<int>(m_sectionStarts.size()) - 1;
    while (section > 0 && topOf(section) > top)
        --section;
    return section;
}

void ReportView::recolour()
{
    for (const auto &[label, write] : m_labels)
        label->setText(write());
}

void ReportView::setMargins()
{
    const bool isNarrow = viewport()->width() < paperWidth;
    const int side = isNarrow ? narrowPadding : paperPadding;
    m_column->setContentsMargins(side, paperPadding - 8, side, paperPadding);
}

void ReportView::resizeEvent(QResizeEvent *event)
{
    QScrollArea::resizeEvent(event);
    if (m_column)
        setMargins();
}

void ReportView::keyPressEvent(QKeyEvent *event)
{
    auto *bar = verticalScrollBar();
    switch (event->key()) {
    case Qt::Key_Home:
        bar->setValue(0);
        return;
    case Qt::Key_End:
        bar->setValue(bar->maximum());
        return;
    case Qt::Key_Space:
        bar->triggerAction(event->modifiers() & Qt::ShiftModifier ? QAbstractSlider::SliderPageStepSub
                                                                  : QAbstractSlider::SliderPageStepAdd);
        return;
    default:
        QScrollArea::keyPressEvent(event);
    }
}

} // namespace slipway::ui
