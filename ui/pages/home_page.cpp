#include "ui/pages/home_page.h"

#include "core/base/json_value.h"
#include "ui/actions/action_registry.h"
#include "ui/jobs/workspace_session.h"
#include "ui/models/events_model.h"
#include "ui/models/number_text.h"
#include "ui/models/text.h"
#include "ui/models/versions_model.h"
#include "ui/pages/home_facts.h"
#include "ui/pages/home_origin.h"
#include "ui/pages/home_welcome.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/glyph.h"
#include "ui/widgets/key_figure.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/status_delegate.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/text.h"

#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <cmath>

namespace slipway::ui {

namespace {

constexpr int timeColumnWidth = 92;
constexpr int cardsInARow = 3;
constexpr int cards = 6;

double measured(const registry::ModelVersion &version, const char *key)
{
    return valueOr(valueOr(version.metrics, "metrics", Json::object()), key, LifeFacts::unknown);
}

/// The page that tells more about a kind of event.
QString pageOf(const std::string &kind)
{
    const auto begins = [&](const char *start) { return kind.starts_with(start); };
    if (begins("data."))
        return QStringLiteral("data");
    if (begins("features."))
        return QStringLiteral("features");
    if (kind == "run.evaluated")
        return QStringLiteral("evaluate");
    if (begins("run."))
        return QStringLiteral("experiments");
    if (begins("model."))
        return QStringLiteral("registry");
    if (begins("drift."))
        return QStringLiteral("monitoring");
    return begins("report.") ? QStringLiteral("reports") : QStringLiteral("activity");
}

} // namespace

HomePage::HomePage(const PageServices &services, const PageDescription &description, QWidget *parent)
    : WorkspacePage(services, description, parent)
    , m_facts(new HomeFacts(session(), this))
{
    registerActions();
    titleLine().setName(session().name());
    addTitleButton(QStringLiteral("home.run_demo"));
    addTitleButton(QStringLiteral("home.report"));

    auto *welcome = new HomeWelcome(theme());
    connect(welcome, &HomeWelcome::demoRequested, this, &HomePage::runGuidedDemo);
    connect(welcome, &HomeWelcome::importRequested, this, &HomePage::importFile);
    connect(welcome, &HomeWelcome::workspaceRequested, this,
            [this] { actions().trigger(QStringLiteral("workspace.open")); });
    views().setEmpty(welcome);
    views().setResult(makeResult());

    connect(m_facts, &HomeFacts::changed, this, &HomePage::showFacts);
    connect(m_facts, &HomeFacts::failed, this, &HomePage::showReadingFailure);
}

HomePage::~HomePage() = default;

QStringList HomePage::command() const
{
    return {QStringLiteral("demo"), QStringLiteral("feed")};
}

void HomePage::registerActions()
{
    registerAction({.id = QStringLiteral("home.run_demo"),
                    .text = tr("Run the whole life cycle"),
                    .category = {},
                    .icon = QStringLiteral("play"),
                    .shortcut = {},
                    .toolTip = tr("Generates a feed, trains two models on it, promotes, serves and watches the better one"),
                    .run = [this] { runDemo(); },
                    .enabled = [this] { return !session().isReadOnly() && !work(); }});
    registerAction({.id = QStringLiteral("home.report"),
                    .text = tr("Export report"),
                    .category = {},
                    .icon = QStringLiteral("download"),
                    .shortcut = {},
                    .toolTip = tr("Writes what is known about the model's life as one HTML file"),
                    .run =
                        [this] {
                            Job *job = startBeside({QStringLiteral("report"), QStringLiteral("feed")});
                            if (!job)
                                return;
                            connect(job, &Job::finished, this, [this](const Result<Json> &outcome) {
                                if (outcome)
                                    say(tr("The report is written."), tr("Open"),
                                        [this] { openPage(QStringLiteral("reports")); });
                            });
                        },
                    .enabled = [this] { return !session().isReadOnly() && views().view() == View::Result; }});
}

QWidget *HomePage::makeResult()
{
    auto *result = new QWidget;
    auto *columns = new QHBoxLayout(result);
    columns->setContentsMargins(0, 0, 0, 0);
    columns->setSpacing(theme().pixels(u"space.gap"));
    columns->addWidget(makeRingPanel(), 51);
    auto *right = new QVBoxLayout;
    right->setSpacing(theme().pixels(u"space.gap"));
    right->addWidget(makeStepPanel());
    right->addWidget(makeCards());
    right->addWidget(makeEventsPanel(), 1);
    columns->addLayout(right, 49);
    return result;
}

Panel *HomePage::makeRingPanel()
{
    auto *panel = new Panel(theme(), tr("Life cycle"));
    panel->setObjectName(QStringLiteral("home.life"));
    panel->addTool(makeLabel(QStringLiteral("note"), tr("Choose a stage to open its page")));
    m_ring = new LifeRing(theme());
    m_ring->setObjectName(QStringLiteral("home.ring"));
    m_ring->setAccessibleName(tr("The life of the model"));
    connect(m_ring, &LifeRing::chosen, this, [this](const QString &page) { openPage(page); });
    panel->body()->setContentsMargins(0, 0, 0, theme().pixels(u"space.panel"));
    panel->body()->addWidget(m_ring, 1);
    m_origin = new HomeOrigin(theme());
    connect(m_origin, &HomeOrigin::lineageRequested, this, [this] { openPage(QStringLiteral("registry")); });
    auto *foot = new QVBoxLayout;
    foot->setContentsMargins(theme().pixels(u"space.panel"), 0, theme().pixels(u"space.panel"), 0);
    foot->addWidget(m_origin);
    panel->body()->addWidget(makeHairline());
    panel->body()->addLayout(foot);
    return panel;
}

Panel *HomePage::makeStepPanel()
{
    auto *panel = new Panel(theme(), {});
    panel->setObjectName(QStringLiteral("home.next_step"));
    panel->setAccessibleName(tr("Next step"));
    panel->setEmphasis(QStringLiteral("accent"));
    QVBoxLayout *body = panel->body();
    const int inner = theme().pixels(u"space.4");
    body->setContentsMargins(inner, theme().pixels(u"space.3"), inner, inner);
    auto *head = new QHBoxLayout;
    head->setSpacing(theme().pixels(u"space.2"));
    head->addWidget(new Glyph(theme(), QStringLiteral("flag"), QStringLiteral("accent.text")));
    auto *caption = makeLabel(QStringLiteral("accent"), tr("Next step"));
    head->addWidget(caption);
    head->addStretch();
    body->addLayout(head);
    m_stepTitle = makeLabel(QStringLiteral("section"));
    m_stepTitle->setObjectName(QStringLiteral("home.step_title"));
    m_stepText = makeLabel(QStringLiteral("sentence"));
    m_stepText->setObjectName(QStringLiteral("home.step_text"));
    m_stepText->setWordWrap(true);
    body->addWidget(m_stepTitle);
    body->addWidget(m_stepText);
    auto *line = new QHBoxLayout;
    line->setSpacing(theme().pixels(u"space.2"));
    m_stepButton = makeButton(theme(),
                              {.objectName = QStringLiteral("home.step"),
                               .text = {},
                               .kind = ButtonKind::Primary});
    m_stepOther = makeButton(theme(), {.objectName = QStringLiteral("home.step_other"), .text = {}});
    connect(m_stepButton, &QPushButton::clicked, this, &HomePage::takeStep);
    connect(m_stepOther, &QPushButton::clicked, this, [this] { openPage(m_step.otherPage); });
    line->addWidget(m_stepButton);
    line->addWidget(m_stepOther);
    line->addStretch();
    body->addSpacing(theme().pixels(u"space.1"));
    body->addLayout(line);
    return panel;
}

QWidget *HomePage::makeCards()
{
    auto *widget = new QWidget;
    auto *grid = new QGridLayout(widget);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(theme().pixels(u"space.gap"));
    for (int i = 0; i < cards; ++i) {
        m_cards << new KeyFigure(theme());
        m_cards.last()->setObjectName(QStringLiteral("home.card_%1").arg(i + 1));
        grid->addWidget(m_cards.last(), i / cardsInARow, i % cardsInARow);
    }
    return widget;
}

Panel *HomePage::makeEventsPanel()
{
    auto *panel = new Panel(theme(), tr("Recent events"));
    auto *all = makeButton(theme(),
                           {.objectName = QStringLiteral("home.all_events"),
                            .text = tr("All events"),
                            .kind = ButtonKind::Link,
                            .size = ButtonSize::Compact});
    connect(all, &QPushButton::clicked, this, [this] { openPage(QStringLiteral("activity")); });
    panel->addTool(all);
    panel->body()->setContentsMargins(0, 0, 0, 0);
    panel->body()->setSpacing(0);
    panel->body()->addWidget(makeHairline());
    m_eventsTable = new TableView(theme());
    m_eventsTable->setObjectName(QStringLiteral("home.events"));
    m_eventsTable->setAccessibleName(tr("Recent events"));
    m_eventsTable->setModel(m_facts->events());
    m_eventsTable->setItemDelegateForColumn(EventsModel::What, new StatusDelegate(theme(), m_eventsTable));
    m_eventsTable->setColumnHidden(EventsModel::Who, true);
    m_eventsTable->setColumnWidth(EventsModel::Time, timeColumnWidth);
    m_eventsTable->horizontalHeader()->hide();
    m_eventsTable->setToolTip(tr("Enter or a double click opens the page that tells more"));
    connect(m_eventsTable, &TableView::opened, this, &HomePage::openEvent);
    panel->body()->addWidget(m_eventsTable, 1);
    return panel;
}

void HomePage::refresh()
{
    m_facts->refresh();
}

void HomePage::showFacts()
{
    const LifeFacts known = m_facts->facts();
    const bool nothing = m_facts->nothingThere();
    setSentence(nothing ? QString() : HomeLife::sentence(known));
    m_ring->setStages(HomeLife::stages(known));
    m_ring->setCentre(HomeLife::centre(known));
    m_origin->setFacts(known);
    showStep(known);
    showCards(known);
    showContent(nothing);
    actions().refresh();
}

void HomePage::showStep(const LifeFacts &facts)
{
    m_step = HomeLife::nextStep(facts);
    m_stepTitle->setText(m_step.title);
    m_stepText->setText(m_step.text);
    m_stepButton->setText(m_step.verb);
    m_stepButton->setAccessibleName(m_step.verb);
    m_stepOther->setText(m_step.otherVerb);
    m_stepOther->setAccessibleName(m_step.otherVerb);
    m_stepOther->setVisible(!m_step.otherVerb.isEmpty());
}

void HomePage::showCards(const LifeFacts &facts)
{
    const VersionRow *production = m_facts->versions().production();
    QVector<double> aucs;
    for (auto version = m_facts->versions().rows().rbegin(); version != m_facts->versions().rows().rend(); ++version)
        aucs << measured(*version, "auc");
    const auto score = [&](const char *key) {
        return NumberText::metric(key, production ? measured(*production, key) : LifeFacts::unknown);
    };
    const Status known = production ? Status::Ok : Status::Neutral;
    const QString ofProduction = production ? tr("version %1, test rows").arg(production->version) : tr("nothing in production");
    const Json metrics = production ? valueOr(production->metrics, "metrics", Json::object()) : Json::object();
    const double low = valueOr(metrics, "auc_low", LifeFacts::unknown);
    const double high = valueOr(metrics, "auc_high", LifeFacts::unknown);
    const QString interval = std::isfinite(low) && std::isfinite(high)
        ? tr("95% CI %1 to %2").arg(NumberText::metric("auc", low), NumberText::metric("auc", high))
        : ofProduction;
    int running = static_cast<int>(session().jobs().running().size());
    m_cards[0]->setFigure({.title = tr("Test AUC"), .value = score("auc"), .note = interval, .status = known, .trend = aucs});
    m_cards[1]->setFigure({.title = NumberText::metricLabel("ndcg@10"), .value = score("ndcg@10"), .note = ofProduction, .status = known});
    m_cards[2]->setFigure({.title = NumberText::metricLabel("log_loss"), .value = score("log_loss"), .note = tr("lower is better"), .status = known});
    m_cards[3]->setFigure({.title = tr("Features with drift"),
                           .value = facts.features > 0 ? QLocale().toString(facts.drifted) : NumberText::missing(),
                           .unit = facts.features > 0 ? tr("of %1").arg(facts.features) : QString(),
                           .note = facts.features > 0 ? tr("measured %1").arg(NumberText::time(facts.driftMeasured)) : tr("not measured"),
                           .status = facts.features == 0 ? Status::Neutral : facts.drifted > 0 ? Status::Warns : Status::Ok});
    m_cards[4]->setFigure({.title = tr("Data checks"),
                           .value = !facts.checked      ? NumberText::missing()
                               : *facts.checked ? tr("passed")
                                                : QLocale().toString(facts.failedChecks),
                           .unit = facts.checked && !*facts.checked ? tr("failed") : QString(),
                           .note = facts.dataset.isEmpty() ? tr("no data yet") : tr("%1 v%2").arg(facts.dataset).arg(facts.version),
                           .status = !facts.checked ? Status::Neutral : *facts.checked ? Status::Ok : Status::Failed});
    m_cards[5]->setFigure({.title = tr("Training runs"),
                           .value = NumberText::count(static_cast<double>(m_facts->runs())),
                           .note = running > 0 ? tr("%n jobs are running", nullptr, running) : tr("no job is running"),
                           .status = running > 0 ? Status::Running : Status::Neutral});
}

void HomePage::runDemo()
{
    if (views().view() == View::Result)
        startBeside(command());
    else
        startWork(command());
}

void HomePage::runGuidedDemo()
{
    Job *job = startWork(command());
    if (!job)
        return;
    connect(job, &Job::finished, this, [this](const Result<Json> &outcome) {
        if (outcome)
            actions().trigger(QStringLiteral("help.tour"));
    });
}

/// The Data page knows how.
void HomePage::importFile()
{
    openPage(QStringLiteral("data"));
    actions().trigger(QStringLiteral("data.import"));
}

void HomePage::takeStep()
{
    if (m_step.command.isEmpty())
        openPage(m_step.page);
    else
        startBeside(m_step.command);
}

void HomePage::openEvent(const QModelIndex &index)
{
    if (const EventRow *event = m_facts->events()->row(index))
        openPage(pageOf(event->change.kind));
}

} // namespace slipway::ui
