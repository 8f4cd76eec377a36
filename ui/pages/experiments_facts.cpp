#include "ui/pages/experiments_facts.h"

#include "ui/jobs/job_sentence.h"
#include "ui/jobs/workspace_session.h"
#include "ui/models/metrics_model.h"
#include "ui/models/number_text.h"
#include "ui/models/text.h"
#include "ui/pages/experiments_runs.h"

#include <algorithm>
#include <cmath>

namespace slipway::ui {

namespace {

using workspace::RunRow;

constexpr qsizetype shortId = 13;

struct NamedParameter {
    const char *key;
    const char *name;
};

/// In the order in which people ask for them; others follow by their own key.
constexpr NamedParameter known[] = {
    {"model.type", QT_TRANSLATE_NOOP("slipway::ui::RunFacts", "Algorithm")},
    {"model.hidden", QT_TRANSLATE_NOOP("slipway::ui::RunFacts", "Hidden layers")},
    {"model.dropout", QT_TRANSLATE_NOOP("slipway::ui::RunFacts", "Dropout")},
    {"training.epochs", QT_TRANSLATE_NOOP("slipway::ui::RunFacts", "Epochs, at most")},
    {"training.learning_rate", QT_TRANSLATE_NOOP("slipway::ui::RunFacts", "Learning rate")},
    {"training.batch_size", QT_TRANSLATE_NOOP("slipway::ui::RunFacts", "Batch size")},
    {"training.weight_decay", QT_TRANSLATE_NOOP("slipway::ui::RunFacts", "Weight decay")},
    {"training.patience", QT_TRANSLATE_NOOP("slipway::ui::RunFacts", "Patience")},
    {"training.seed", QT_TRANSLATE_NOOP("slipway::ui::RunFacts", "Seed")},
};

/// "[128,64]" as people read a list: "128, 64".
QString readable(const std::string &value)
{
    QString shown = text(value);
    if (shown.startsWith(QLatin1Char('[')) && shown.endsWith(QLatin1Char(']')))
        shown = shown.mid(1, shown.size() - 2).split(QLatin1Char(',')).join(QStringLiteral(", "));
    return shown;
}

/// "[128,64]" as the command line takes a list: "128,64".
QString typed(const std::string &value)
{
    QString shown = text(value);
    return shown.remove(QLatin1Char('[')).remove(QLatin1Char(']')).remove(QLatin1Char(' '));
}

QString contextName(const std::string &context)
{
    if (context == "training")
        return RunFacts::tr("Training rows");
    return context == "validation" ? RunFacts::tr("Validation rows") : text(context);
}

} // namespace

bool isSame(const Inspection &left, const Inspection &right)
{
    const auto sameFact = [](const Fact &a, const Fact &b) {
        return a.key == b.key && a.value == b.value && a.colour == b.colour;
    };
    const auto sameSection = [&](const FactSection &a, const FactSection &b) {
        return a.id == b.id && a.title == b.title
            && std::equal(a.facts.begin(), a.facts.end(), b.facts.begin(), b.facts.end(), sameFact);
    };
    return left.kind == right.kind && left.name == right.name && left.status == right.status
        && left.statusWord == right.statusWord && left.actions == right.actions
        && std::equal(left.sections.begin(), left.sections.end(), right.sections.begin(), right.sections.end(),
                      sameSection);
}

RunFacts::RunFacts(WorkspaceSession &session, ExperimentRuns &runs, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_runs(runs)
    , m_curves(new MetricsModel(session.reader(), this))
{
    connect(m_curves, &MetricsModel::loaded, this, &RunFacts::changed);
}

void RunFacts::showRun(const QString &run)
{
    if (run == m_run)
        return;
    m_run = run;
    m_summary.reset();
    m_inputs.clear();
    m_summaryPending.cancel();
    m_inputsPending.cancel();
    m_curves->showRun(run);
    refresh();
    Q_EMIT changed();
}

void RunFacts::refresh()
{
    if (m_run.isEmpty())
        return;
    m_curves->refresh();
    m_session.reader().run(m_summaryPending, m_run, [this](const Result<workspace::RunSummary> &summary) {
        if (!summary)
            return; // the table tells it
        m_summary = summary.value();
        Q_EMIT changed();
    });
    if (!m_inputs.empty())
        return; // they never change
    m_session.reader().runInputs(m_inputsPending, m_run,
                                 [this](const Result<std::vector<workspace::RunInput>> &inputs) {
                                     if (!inputs)
                                         return;
                                     m_inputs = inputs.value();
                                     Q_EMIT changed();
                                 });
}

void RunFacts::setProduction(const QString &run, std::optional<double> auc)
{
    if (m_productionRun == run && m_production == auc)
        return;
    m_productionRun = run;
    m_production = auc;
    Q_EMIT changed();
}

const RunRow *RunFacts::row() const
{
    const int place = m_run.isEmpty() ? -1 : m_runs.rowOf(m_run);
    return place < 0 ? nullptr : &m_runs.rows()[static_cast<std::size_t>(place)];
}

Inspection RunFacts::inspection() const
{
    const RunRow *run = row();
    if (!run)
        return {};
    const QModelIndex state = m_runs.index(m_runs.rowOf(m_run), RunsModel::State);
    Inspection shown {.kind = run->deleted ? tr("Run %1, deleted").arg(run->number) : tr("Run %1").arg(run->number),
                      .icon = QStringLiteral("experiments"),
                      .name = text(run->name),
                      .status = state.data(StatusRole).value<Status>(),
                      .statusWord = state.data().toString()};
    for (FactSection section : {result(*run), parameters(), data(), job(*run)}) {
        if (!section.facts.isEmpty())
            shown.sections << std::move(section);
    }
    return shown;
}

std::optional<double> RunFacts::metric(const std::string &key) const
{
    if (!m_summary)
        return std::nullopt;
    const auto found = m_summary->metrics.find(key);
    const bool there = found != m_summary->metrics.end() && std::isfinite(found->second);
    return there ? std::optional(found->second) : std::nullopt;
}

FactSection RunFacts::result(const RunRow &run) const
{
    FactSection section {QStringLiteral("run.result"),
                         run.status == "RUNNING" ? tr("Result so far") : tr("Result"),
                         {}};
    const Job *job = m_runs.jobOf(run);
    if (job && !job->hasEnded()) {
        const QString left = JobSentence::timeLeft(*job);
        section.facts << Fact {tr("Progress"), left.isEmpty()
                                   ? JobSentence::detail(*job)
                                   : tr("%1, %2").arg(JobSentence::detail(*job), left)};
    }
    if (run.status == "FAILED") {
        const QString reason = m_runs.reasonOf(run);
        section.facts << Fact {tr("Why it failed"), reason.isEmpty() ? tr("Its job is not known any more.") : reason,
                               QStringLiteral("status.bad.text")};
    }
    for (const char *key : {"val_auc", "val_loss", "test_auc", "test_ndcg@10", "test_log_loss"}) {
        if (const auto value = metric(key))
            section.facts << Fact {NumberText::metricLabel(key), NumberText::metric(key, *value)};
        if (const auto auc = metric("val_auc"); auc && std::string_view(key) == "val_auc" && m_production
            && m_productionRun != m_run) {
            const double over = *auc - *m_production;
            const QString arrow = over < 0 ? QStringLiteral("↓ %1") : QStringLiteral("↑ %1");
            section.facts << Fact {tr("Against production"), arrow.arg(NumberText::fixed(std::abs(over), 3)),
                                   over < 0 ? QStringLiteral("status.bad.text") : QStringLiteral("status.ok.text")};
        }
    }
    const MetricCurveData auc = m_curves->curve(QStringLiteral("val_auc"));
    if (!auc.values.isEmpty()) {
        const auto best = std::max_element(auc.values.begin(), auc.values.end()) - auc.values.begin();
        section.facts << Fact {tr("Best epoch"), tr("%1 of %2").arg(NumberText::count(auc.steps[best]),
                                                                     NumberText::count(auc.steps.last()))};
    }
    return section;
}

FactSection RunFacts::parameters() const
{
    FactSection section {QStringLiteral("run.parameters"), tr("Parameters"), {}};
    if (!m_summary)
        return section;
    auto others = m_summary->params;
    for (const auto &[key, name] : known) {
        if (const auto found = others.find(key); found != others.end()) {
            section.facts << Fact {tr(name), readable(found->second)};
            others.erase(found);
        }
    }
    for (const auto &[key, value] : others)
        section.facts << Fact {text(key), readable(value)};
    return section;
}

FactSection RunFacts::data() const
{
    FactSection section {QStringLiteral("run.data"), tr("Data"), {}};
    for (const auto &input : m_inputs) {
        const auto &dataset = input.dataset;
        section.facts << Fact {contextName(input.context),
                               tr("%1 v%2, %3")
                                   .arg(text(dataset.name), QString::number(dataset.version),
                                        NumberText::count(static_cast<double>(dataset.rows)))};
    }
    return section;
}

FactSection RunFacts::job(const RunRow &run) const
{
    FactSection section {QStringLiteral("run.job"), tr("Job"), {}};
    section.facts << Fact {tr("Started"), NumberText::fullTime(run.start)};
    if (run.end > 0)
        section.facts << Fact {tr("Took"), NumberText::duration(static_cast<double>(run.end - run.start)
                                                                / static_cast<double>(microsPerSecond))};
    section.facts << Fact {tr("Experiment"), text(run.experiment)};
    section.facts << Fact {tr("Run id"), text(run.id).left(shortId)};
    return section;
}

QStringList RunFacts::command() const
{
    const RunRow *run = row();
    if (!run || !m_summary)
        return {};
    if (const Job *job = m_runs.jobOf(*run); job && job->command().value(0) == QLatin1String("train"))
        return job->command();
    QStringList words {QStringLiteral("train"), QStringLiteral("--name"), text(run->name)};
    for (const auto &[key, name] : known) {
        const auto found = m_summary->params.find(key);
        if (found != m_summary->params.end() && std::string_view(key) != "model.type")
            words << QStringLiteral("--set") << QStringLiteral("%1=%2").arg(QString::fromLatin1(key), typed(found->second));
    }
    return words;
}

} // namespace slipway::ui
