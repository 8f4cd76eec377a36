#include "ui/widgets/four_views.h"

#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/glyph.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace slipway::ui {

namespace {

constexpr int textWidth = 520; ///< of a sentence in the middle of a page
constexpr int barWidth = 200;

/// Throws away what an earlier showing left in a column.
void clear(QLayout &layout)
{
    while (auto *item = layout.takeAt(0)) {
        if (auto *inner = item->layout())
            clear(*inner);
        if (auto *widget = item->widget()) {
            widget->hide();
            widget->deleteLater(); // the button that was clicked may be the one that goes
        }
        delete item;
    }
}

QLabel *centredLabel(const QString &role, const QString &text)
{
    auto *label = makeLabel(role, text);
    label->setAlignment(Qt::AlignCenter);
    label->setWordWrap(true);
    label->setMaximumWidth(textWidth);
    if (text.isEmpty()) // its words come later
        return label;
    label->ensurePolished(); // the role has a font of its own
    const int width = std::min(textWidth, label->fontMetrics().horizontalAdvance(text) + 16);
    // A layout that aligns a label does not ask how high its lines are.
    label->setMinimumSize(width, label->heightForWidth(width));
    return label;
}

} // namespace

FourViews::FourViews(const Theme &theme, QWidget *parent)
    : QStackedWidget(parent)
    , m_theme(theme)
    , m_stage(centredLabel(QStringLiteral("strong"), {}))
    , m_busyNote(centredLabel(QStringLiteral("small"), {}))
    , m_bar(new QProgressBar)
    , m_stop(makeButton(theme,
                        {.objectName = QStringLiteral("view.stop"),
                         .text = tr("&Stop"),
                         .icon = QStringLiteral("stop"),
                         .size = ButtonSize::Compact}))
{
    m_empty = makeCentred(QStringLiteral("view.empty"), m_emptyColumn);
    QVBoxLayout *column = nullptr;
    m_busy = makeCentred(QStringLiteral("view.busy"), column);
    m_failure = makeCentred(QStringLiteral("view.failure"), m_failureColumn);
    m_stage->setMinimumWidth(barWidth);
    m_busyNote->setMinimumWidth(barWidth);
    m_stage->setObjectName(QStringLiteral("view.stage"));
    m_bar->setObjectName(QStringLiteral("view.progress"));
    m_bar->setFixedSize(barWidth, 6);
    m_bar->setTextVisible(false);
    m_bar->setRange(0, 1000);
    column->setSpacing(theme.pixels(u"space.2"));
    column->addWidget(m_stage, 0, Qt::AlignHCenter);
    column->addWidget(m_bar, 0, Qt::AlignHCenter);
    column->addWidget(m_busyNote, 0, Qt::AlignHCenter);
    column->addWidget(m_stop, 0, Qt::AlignHCenter);
    connect(m_stop, &QPushButton::clicked, this, &FourViews::stop);
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] { present(m_wanted); });
    setCurrentWidget(m_empty);
}

QWidget *FourViews::makeCentred(const QString &name, QVBoxLayout *&column)
{
    auto *scroll = new QScrollArea(this);
    scroll->setObjectName(name);
    scroll->setWidgetResizable(true);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *inside = new QWidget;
    inside->setProperty("role", QStringLiteral("scrolled"));
    auto *outer = new QVBoxLayout(inside);
    outer->addStretch();
    column = new QVBoxLayout;
    column->setSpacing(m_theme.pixels(u"space.2"));
    outer->addLayout(column);
    outer->addStretch();
    scroll->setWidget(inside);
    scroll->viewport()->setAutoFillBackground(false);
    inside->setAutoFillBackground(false);
    addWidget(scroll);
    return scroll;
}

void FourViews::addWays(QVBoxLayout &column, const QList<WayOn> &ways)
{
    const auto button = [this](const WayOn &way, bool best, ButtonKind others) {
        auto *made = makeButton(m_theme,
                                {.objectName = way.objectName,
                                 .text = way.verb,
                                 .icon = way.title.isEmpty() ? way.icon : QString(),
                                 .kind = best ? ButtonKind::Primary : others,
                                 .size = way.title.isEmpty() ? ButtonSize::Compact : ButtonSize::Default});
        connect(made, &QPushButton::clicked, this, [run = way.run] {
            if (run)
                run();
        });
        return made;
    };
    const bool asRows =
        std::any_of(ways.begin(), ways.end(), [](const WayOn &way) { return !way.title.isEmpty(); });
    if (!asRows) {
        auto *line = new QHBoxLayout;
        line->setSpacing(6);
        line->addStretch();
        // The third way is rarely wanted: it stands there without a frame.
        for (qsizetype i = 0; i < ways.size(); ++i)
            line->addWidget(button(ways[i], i == 0, i < 2 ? ButtonKind::Normal : ButtonKind::Quiet));
        line->addStretch();
        column.addLayout(line);
        return;
    }
    auto *panel = new ui::Panel(m_theme, tr("What you can do"));
    panel->body()->setContentsMargins(0, 0, 0, 0);
    panel->body()->setSpacing(0);
    for (qsizetype i = 0; i < ways.size(); ++i) {
        const auto &way = ways[i];
        panel->body()->addWidget(makeHairline());
        auto *line = new QHBoxLayout;
        line->setContentsMargins(16, 12, 16, 12);
        line->setSpacing(12);
        line->addWidget(new Glyph(m_theme, way.icon.isEmpty() ? QStringLiteral("right") : way.icon));
        auto *texts = new QVBoxLayout;
        texts->setSpacing(0);
        auto *title = makeLabel(QStringLiteral("strong"), way.title);
        auto *text = makeLabel(QStringLiteral("small"), way.text);
        text->setWordWrap(true);
        texts->addWidget(title);
        texts->addWidget(text);
        line->addLayout(texts, 1);
        auto *made = button(way, i == 0, ButtonKind::Normal);
        made->setAccessibleDescription(way.title + QStringLiteral(". ") + way.text);
        line->addWidget(made);
        panel->body()->addLayout(line);
    }
    panel->setMaximumWidth(800);
    column.addWidget(panel);
}

void FourViews::setResult(QWidget *result)
{
    delete m_result;
    m_result = result;
    addWidget(result);
}

void FourViews::setEmpty(const EmptyText &text)
{
    clear(*m_emptyColumn);
    m_emptyColumn->addWidget(new Glyph(m_theme, text.icon, QStringLiteral("text.tertiary"), 20), 0,
                             Qt::AlignHCenter);
    auto *title = centredLabel(QStringLiteral("strong"), text.title);
    title->setObjectName(QStringLiteral("view.title"));
    m_emptyColumn->addWidget(title, 0, Qt::AlignHCenter);
    m_emptyColumn->addWidget(centredLabel(QStringLiteral("small"), text.sentence), 0, Qt::AlignHCenter);
    m_emptyColumn->addSpacing(2);
    addWays(*m_emptyColumn, text.ways);
}

void FourViews::setEmpty(QWidget *empty)
{
    const bool shown = currentWidget() == m_empty;
    delete m_empty;
    m_empty = empty;
    m_emptyColumn = nullptr;
    empty->setObjectName(QStringLiteral("view.empty"));
    insertWidget(0, empty);
    if (shown)
        setCurrentWidget(empty);
}

void FourViews::showEmpty()
{
    request(View::Empty);
}

void FourViews::showBusy(const QString &stage)
{
    if (m_wanted != View::Busy)
        m_beforeBusy = view() == View::Failure ? (m_result ? View::Result : View::Empty) : view();
    m_stop->setEnabled(true);
    m_stop->setText(u' ' + tr("&Stop"));
    setProgress(std::nullopt, stage, {});
    request(View::Busy);
}

void FourViews::setProgress(std::optional<double> fraction, const QString &stage, const QString &note)
{
    m_bar->setRange(0, fraction ? 1000 : 0);
    if (fraction)
        m_bar->setValue(qRound(std::clamp(*fraction, 0.0, 1.0) * 1000));
    m_bar->setAccessibleName(stage);
    m_stage->setText(stage);
    m_busyNote->setText(note);
    m_busyNote->setVisible(!note.isEmpty());
    m_stage->ensurePolished(); // its font is the style sheet's, also before it is first shown
    m_stage->setMinimumWidth(std::min(textWidth, m_stage->fontMetrics().horizontalAdvance(stage) + 16));
}

void FourViews::showResult()
{
    Q_ASSERT_X(m_result, "FourViews::showResult", "setResult comes first");
    request(View::Result);
}

void FourViews::showFailure(const FailureText &text)
{
    clear(*m_failureColumn);
    m_failureColumn->addWidget(
        new Glyph(m_theme, QStringLiteral("status-bad"), QStringLiteral("status.bad.solid"), 24), 0,
        Qt::AlignHCenter);
    auto *title = centredLabel(QStringLiteral("strong"), text.title);
    title->setObjectName(QStringLiteral("view.title"));
    m_failureColumn->addWidget(title, 0, Qt::AlignHCenter);
    m_failureColumn->addWidget(centredLabel(QStringLiteral("small"), text.sentence), 0, Qt::AlignHCenter);
    m_failureColumn->addSpacing(2);
    addWays(*m_failureColumn, text.ways);
    if (!text.details.isEmpty()) {
        auto *fold = makeButton(m_theme,
                                {.objectName = QStringLiteral("view.details"),
                                 .text = tr("&Details for a report"),
                                 .icon = QStringLiteral("chevr"),
                                 .kind = ButtonKind::Quiet,
                                 .size = ButtonSize::Compact});
        fold->setCheckable(true);
        auto *details = new QPlainTextEdit(text.details);
        details->setObjectName(QStringLiteral("view.details.text"));
        details->setAccessibleName(tr("Details for a report"));
        details->setReadOnly(true);
        details->setFont(m_theme.font(u"mono"));
        details->setMaximumHeight(160);
        details->hide();
        connect(fold, &QPushButton::toggled, details, &QWidget::setVisible);
        connect(fold, &QPushButton::toggled, fold, [this, fold](bool open) {
            fold->setIcon(m_theme.icons().icon(open ? QStringLiteral("chevd") : QStringLiteral("chevr")));
        });
        m_failureColumn->addWidget(fold, 0, Qt::AlignHCenter);
        m_failureColumn->addWidget(details);
    }
    request(View::Failure);
}

void FourViews::showStopped()
{
    request(m_beforeBusy);
}

View FourViews::view() const
{
    const auto *shown = currentWidget();
    return shown == m_busy              ? View::Busy
        : shown == m_failure            ? View::Failure
        : shown == m_result && m_result ? View::Result
                                        : View::Empty;
}

/// Decides when the wanted view may come: at once, after the delay of busy, or when busy has been seen.
void FourViews::request(View wanted)
{
    m_wanted = wanted;
    const auto shown = view();
    m_timer.stop();
    if (shown == wanted && wanted != View::Failure) {
        present(wanted);
    } else if (wanted == View::Busy) {
        m_timer.start(m_theme.pixels(u"motion.busyDelay"));
    } else if (shown == View::Busy) {
        const auto left = m_theme.pixels(u"motion.busyMinimum") - m_busySince.elapsed();
        if (left > 0)
            m_timer.start(static_cast<int>(left));
        else
            present(wanted);
    } else {
        present(wanted);
    }
}

void FourViews::present(View wanted)
{
    const auto before = view();
    QWidget *const widgets[] = {m_empty, m_busy, m_result, m_failure};
    setCurrentWidget(widgets[static_cast<std::size_t>(wanted)]);
    if (wanted == View::Busy && before != View::Busy)
        m_busySince.start();
    if (wanted == View::Failure) {
        // The best way out is one Enter away.
        const auto buttons = m_failure->findChildren<QPushButton *>();
        for (auto *button : buttons) {
            if (!button->isHidden() && button->property("kind").toString() == QStringLiteral("primary"))
                button->setFocus(Qt::OtherFocusReason);
        }
    }
    if (before != wanted)
        Q_EMIT viewChanged(wanted);
}

void FourViews::stop()
{
    m_stop->setEnabled(false);
    m_stop->setText(u' ' + tr("Stopping\u2026"));
    Q_EMIT stopRequested();
}

} // namespace slipway::ui
