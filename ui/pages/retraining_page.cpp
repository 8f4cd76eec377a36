#include "ui/pages/retraining_page.h"

#include "ui/actions/action_registry.h"
#include "ui/jobs/job_sentence.h"
#include "ui/jobs/workspace_session.h"
#include "ui/models/number_text.h"
#include "ui/models/text.h"
#include "ui/pages/retraining_settings.h"
#include "ui/pages/retraining_steps.h"
#include "ui/pages/retraining_verdict.h"
#include "ui/pages/retraining_words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/delegates.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/table_view.h"

#include <QAction>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace slipway::ui {

namespace {

constexpr int hourMs = 3'600'000;
constexpr int sideWidth = 320;
constexpr int visibleRules = 4;

const QString retrainId = QStringLiteral("retraining.retrain");
const QString checkId = QStringLiteral("retraining.check");

QStringList trainCommand()
{
    return {QStringLiteral("train"), QStringLiteral("--name"), QStringLiteral("retrained")};
}

} // namespace

RetrainingPage::RetrainingPage(const PageServices &services, const PageDescription &description, QWidget *parent)
    : WorkspacePage(services, description, parent)
    , m_chip(new Chip(theme()))
{
    m_chip->setObjectName(QStringLiteral("retraining.chip"));
    m_chip->hide();
    titleLine().addBadge(m_chip);
    addActions();
    m_result = makeResult();
    views().setResult(m_result);
    offerWays();
    connect(&session().jobs(), &JobsModel::runningChanged, this, &RetrainingPage::showTraining);
    m_hour.setInterval(hourMs);
    connect(&m_hour, &QTimer::timeout, this, &RetrainingPage::refresh);
    m_hour.start();
}

// The views speak to the models to their end.
RetrainingPage::~RetrainingPage()
{
    delete m_result;
}

void RetrainingPage::addActions()
{
    registerAction({.id = retrainId,
                    .text = tr("Retrain now"),
                    .icon = QStringLiteral("retrain"),
                    .toolTip = tr("Trains a new model on the newest features; the one in production keeps serving"),
                    .run = [this] { retrain(); },
                    .enabled = [this] { return !session().isReadOnly() && !training(); }});
    registerAction({.id = checkId,
                    .text = tr("Check again"),
                    .icon = QStringLiteral("check"),
                    .toolTip = tr("Asks the policy again, with what is known now"),
                    .run = [this] { checkAgain(); }});
    auto *check = addTitleButton(checkId);
    connect(&views(), &FourViews::viewChanged, check,
            [check](View shown) { check->setVisible(shown == View::Result); });
    check->hide();
}

QWidget *RetrainingPage::makeResult()
{
    const int gap = theme().pixels(u"space.gap");
    m_verdict = new RetrainingVerdict(theme());
    m_retrain = makeButton(theme(),
                           {.objectName = retrainId, .text = tr("Retrain now"), .kind = ButtonKind::Primary});
    auto *action = actions().action(retrainId);
    m_retrain->setToolTip(action->toolTip());
    m_retrain->setEnabled(action->isEnabled());
    connect(action, &QAction::changed, m_retrain, [this, action] { m_retrain->setEnabled(action->isEnabled()); });
    connect(m_retrain, &QPushButton::clicked, action, [action] { action->trigger(); });
    m_verdict->addButton(m_retrain);
    m_settings = new RetrainingSettings(theme());
    m_settings->setFixedWidth(sideWidth);
    connect(m_settings, &RetrainingSettings::settingsWanted, this,
            [this] { openPage(QStringLiteral("settings")); });
    m_steps = new RetrainingSteps(theme());
    m_steps->setFixedWidth(sideWidth);
    connect(m_steps, &RetrainingSteps::pageWanted, this, [this](const QString &page) { openPage(page); });

    auto *policy = new QHBoxLayout;
    policy->setSpacing(gap);
    policy->addWidget(makeRules(), 1);
    policy->addWidget(m_settings);
    auto *history = new QHBoxLayout;
    history->setSpacing(gap);
    history->addWidget(makeTrainings(), 1);
    history->addWidget(m_steps);
    auto *result = new QWidget;
    auto *column = new QVBoxLayout(result);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(gap);
    column->addWidget(m_verdict);
    column->addLayout(policy);
    column->addLayout(history, 1);
    return result;
}

QWidget *RetrainingPage::makeRules()
{
    auto *table = new TableView(theme());
    table->setObjectName(QStringLiteral("retraining.rules"));
    table->setAccessibleName(tr("Rules of the policy"));
    table->setModel(&m_rules);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->horizontalHeader()->setSectionsClickable(false);
    table->horizontalHeader()->setSortIndicatorShown(false);
    table->setItemDelegateForColumn(RetrainingRulesModel::Value, new NumberDelegate(theme(), table));
    table->setItemDelegateForColumn(RetrainingRulesModel::Limit, new NumberDelegate(theme(), table));
    table->setItemDelegateForColumn(RetrainingRulesModel::Verdict, new ChipDelegate(theme(), table));
    table->setColumnWidth(RetrainingRulesModel::Rule, 150);
    table->setColumnWidth(RetrainingRulesModel::Value, 104);
    table->setColumnWidth(RetrainingRulesModel::Limit, 132);
    table->setColumnWidth(RetrainingRulesModel::Verdict, 116);
    table->setFixedHeight(theme().pixels(u"row.header") + visibleRules * theme().pixels(u"row.default"));
    auto *panel = new Panel(theme(), tr("Rules"));
    panel->setNote(tr("what the policy looks at"));
    panel->body()->setContentsMargins(0, 0, 0, 0);
    panel->body()->addWidget(table);
    return panel;
}

QWidget *RetrainingPage::makeTrainings()
{
    auto *table = new TableView(theme());
    table->setObjectName(QStringLiteral("retraining.trainings"));
    table->setAccessibleName(tr("Trainings so far"));
    table->setModel(&m_trainings);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    table->horizontalHeader()->setSectionsClickable(false);
    table->horizontalHeader()->setSortIndicatorShown(false);
    table->setItemDelegateForColumn(TrainingsModel::Validation, new NumberDelegate(theme(), table));
    table->setItemDelegateForColumn(TrainingsModel::Test, new NumberDelegate(theme(), table));
    table->setItemDelegateForColumn(TrainingsModel::Became, new ChipDelegate(theme(), table));
    table->setColumnWidth(TrainingsModel::Time, 84);
    table->setColumnWidth(TrainingsModel::Run, 116);
    table->setColumnWidth(TrainingsModel::Validation, 118);
    table->setColumnWidth(TrainingsModel::Test, 84);
    table->setColumnWidth(TrainingsModel::Became, 224);
    auto *panel = new Panel(theme(), tr("Trainings"));
    panel->setNote(tr("the newest first"));
    panel->body()->setContentsMargins(0, 0, 0, 0);
    panel->body()->addWidget(table);
    return panel;
}

QStringList RetrainingPage::command() const
{
    return {QStringLiteral("retraining")};
}

void RetrainingPage::offerWays()
{
    const bool trained = m_answer && !m_answer->trainings.empty();
    const WayOn registry {.objectName = QStringLiteral("retraining.to_registry"),
                          .verb = tr("Open &Registry"),
                          .run = [this] { openPage(QStringLiteral("registry")); }};
    const WayOn experiments {.objectName = QStringLiteral("retraining.to_experiments"),
                             .verb = tr("Go to &experiments"),
                             .run = [this] { openPage(QStringLiteral("experiments")); }};
    views().setEmpty({.icon = QStringLiteral("retrain"),
                      .title = tr("Nothing is in production yet"),
                      .sentence = trained ? tr("A model was trained already. Once a version serves, this page says when to "
                                               "train again.")
                                          : tr("Train a model and promote it first. Then this page says when to train again."),
                      .ways = trained ? QList<WayOn> {registry, experiments} : QList<WayOn> {experiments, registry}});
}

void RetrainingPage::refresh()
{
    if (m_pending.isWaiting()) {
        m_readAgain = true;
        return;
    }
    m_readAgain = false;
    session().reader().retraining(m_pending, [this](const Result<RetrainingAnswer> &answer) {
        if (answer)
            take(answer.value());
        else
            showReadingFailure(answer.error());
        if (m_readAgain)
            refresh();
    });
}

void RetrainingPage::take(const RetrainingAnswer &answer)
{
    const bool waysChange = !m_answer || m_answer->trainings.empty() != answer.trainings.empty();
    m_answer = answer;
    if (waysChange)
        offerWays();
    const bool isEmpty = answer.production.isEmpty();
    m_rules.show(answer);
    m_trainings.show(answer);
    m_verdict->show(answer);
    m_settings->show(answer);
    setButtonKind(*m_retrain,
                  answer.verdict == RetrainingAnswer::Verdict::Retrain ? ButtonKind::Primary : ButtonKind::Normal);
    m_chip->setStatus(RetrainingWords::status(answer), RetrainingWords::chip(answer));
    m_chip->setVisible(!isEmpty);
    setSentence(RetrainingWords::sentence(answer));
    showContent(isEmpty);
    showTraining();
    inspectVerdict();
    if (m_asked)
        say(tr("The policy was asked again: %1").arg(RetrainingWords::headline(answer)));
    m_asked = false;
}

void RetrainingPage::inspectVerdict()
{
    if (!m_answer || m_answer->production.isEmpty()) {
        inspect({});
        return;
    }
    QList<Fact> model {{tr("Version"), m_answer->production},
                       {tr("Trained"), NumberText::fullTime(m_answer->trained)},
                       {tr("Promoted"), NumberText::fullTime(m_answer->promoted)}};
    QList<Fact> drift {{tr("Measured"), NumberText::fullTime(m_answer->driftMeasured)}};
    if (!m_answer->driftProfile.isEmpty())
        drift << Fact {tr("Profile"), m_answer->driftProfile};
    QList<Fact> rules;
    for (const auto &rule : m_answer->rules)
        rules << Fact {RetrainingRulesModel::title(rule), RetrainingRulesModel::value(rule)};
    inspect({.kind = tr("Retraining policy"),
             .icon = QStringLiteral("retrain"),
             .name = tr("Verdict of today"),
             .status = RetrainingWords::status(*m_answer),
             .statusWord = RetrainingWords::chip(*m_answer),
             .sections = {{QStringLiteral("retraining.model"), tr("In production"), model},
                          {QStringLiteral("retraining.inputs"), tr("What is known"), rules},
                          {QStringLiteral("retraining.drift"), tr("Last drift report"), drift}},
             .actions = {actions().action(retrainId), actions().action(checkId)}});
}

Job *RetrainingPage::training() const
{
    for (Job *job : session().jobs().running()) {
        if (job->command().value(0) == QLatin1String("train"))
            return job;
    }
    return nullptr;
}

void RetrainingPage::showTraining()
{
    Job *job = training();
    if (job != m_followed) {
        if (m_followed)
            disconnect(m_followed, &Job::progressed, this, &RetrainingPage::showTraining);
        m_followed = job;
        if (job)
            connect(job, &Job::progressed, this, &RetrainingPage::showTraining);
    }
    m_steps->show(m_answer.value_or(RetrainingAnswer()), job ? JobSentence::detail(*job) : QString());
    actions().refresh();
}

void RetrainingPage::retrain()
{
    if (startBeside(trainCommand()))
        say(tr("A new model is trained beside. Evaluate and register it when it is done; the gates decide then."));
}

void RetrainingPage::checkAgain()
{
    m_asked = true;
    refresh();
}

} // namespace slipway::ui
