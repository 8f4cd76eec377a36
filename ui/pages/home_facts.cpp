#include "ui/pages/home_facts.h"

#include "core/base/json_value.h"
#include "ui/jobs/job_sentence.h"
#include "ui/jobs/workspace_session.h"
#include "ui/models/datasets_model.h"
#include "ui/models/drift_model.h"
#include "ui/models/events_model.h"
#include "ui/models/text.h"
#include "ui/models/versions_model.h"

namespace slipway::ui {

namespace {

constexpr qsizetype shortId = 8;

} // namespace

HomeFacts::HomeFacts(WorkspaceSession &session, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_datasets(new DatasetsModel(session.reader(), this))
    , m_versions(new VersionsModel(session.reader(), this))
    , m_events(new EventsModel(session.reader(), this))
    , m_drift(new DriftModel(session.reader(), this))
{
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &HomeFacts::changed);
    for (RowsModelBase *model : {static_cast<RowsModelBase *>(m_datasets), static_cast<RowsModelBase *>(m_versions),
                                 static_cast<RowsModelBase *>(m_events), static_cast<RowsModelBase *>(m_drift)}) {
        connect(model, &RowsModelBase::loaded, this, &HomeFacts::announceSoon);
        connect(model, &RowsModelBase::failed, this, &HomeFacts::failed);
    }
    connect(&session.server(), &ServerHandle::changed, this, &HomeFacts::announceSoon);
    connect(&session.jobs(), &JobsModel::dataChanged, this, &HomeFacts::announceSoon);
    connect(&session.jobs(), &JobsModel::runningChanged, this, &HomeFacts::announceSoon);
}

void HomeFacts::refresh()
{
    m_datasets->refresh();
    m_versions->refresh();
    m_events->refresh();
    m_drift->refresh();
    workspace::RunQuery query;
    query.metrics = {"test_auc"};
    query.limit = 1;
    m_session.reader().runs(m_runsPending, query, [this](const Result<workspace::RunPage> &page) {
        if (!page) {
            Q_EMIT failed(page.error());
            return;
        }
        m_runs = page.value();
        announceSoon();
    });
}

bool HomeFacts::isComplete() const
{
    return m_runs && m_datasets->isLoaded() && m_versions->isLoaded() && m_events->isLoaded() && m_drift->isLoaded();
}

void HomeFacts::announceSoon()
{
    if (isComplete() && !m_soon.isActive())
        m_soon.start(0);
}

bool HomeFacts::nothingThere() const
{
    return isComplete() && m_datasets->rowCount() == 0 && m_runs->all == 0 && m_versions->rowCount() == 0;
}

qint64 HomeFacts::runs() const
{
    return m_runs ? m_runs->all : 0;
}

LifeFacts HomeFacts::facts() const
{
    LifeFacts known;
    readData(known);
    readRun(known);
    readVersions(known);
    if (const auto &report = m_drift->report()) {
        known.features = report->columns;
        known.drifted = report->driftedColumns;
        known.datasetDrifted = report->datasetDrifted;
        known.driftMeasured = report->measured;
    }
    known.server = m_session.server().state();
    known.port = m_session.server().port();
    readEvents(known);
    readTraining(known);
    return known;
}

/// The newest rows to learn from: the scenario's interactions where there are some, else the newest import.
void HomeFacts::readData(LifeFacts &facts) const
{
    for (const DatasetRow &dataset : m_datasets->rows()) {
        if (dataset.sourceType == "features") {
            if (dataset.name.ends_with("train") && facts.trainRows == 0)
                facts.trainRows = dataset.rows;
            continue;
        }
        const bool better = dataset.name == "interactions" && facts.dataset != u"interactions";
        if (!facts.dataset.isEmpty() && !better)
            continue;
        facts.dataset = text(dataset.name);
        facts.version = dataset.version;
        facts.rows = dataset.rows;
        facts.dataMade = dataset.created;
    }
}

void HomeFacts::readRun(LifeFacts &facts) const
{
    if (!m_runs || m_runs->rows.empty())
        return;
    const auto &run = m_runs->rows.front();
    facts.run = text(run.id);
    facts.runName = text(run.name);
    facts.runNumber = run.number;
    facts.runFailed = run.status == "FAILED";
    facts.testAuc = run.metrics.front();
    for (const VersionRow &version : m_versions->rows())
        facts.registered = facts.registered || version.runId == run.id;
}

void HomeFacts::readVersions(LifeFacts &facts) const
{
    if (const VersionRow *production = m_versions->production()) {
        const Json metrics = valueOr(production->metrics, "metrics", Json::object());
        facts.production = text(production->reference());
        facts.productionRun = tr("run %1").arg(text(production->runId).left(shortId));
        facts.productionAuc = valueOr(metrics, "auc", LifeFacts::unknown);
        facts.productionSince = production->created;
    }
    if (m_versions->rowCount() == 0)
        return;
    const VersionRow &newest = m_versions->rows().front();
    if (newest.stage != "Production" && newest.stage != "Archived")
        facts.waiting = text(newest.reference());
}

/// What only the log knows: when features were built and the model was promoted, and how the checks ended.
void HomeFacts::readEvents(LifeFacts &facts) const
{
    const QString data = QStringLiteral("%1@%2").arg(facts.dataset).arg(facts.version);
    bool promoted = false;
    for (const EventRow &event : m_events->rows()) {
        const auto &kind = event.change.kind;
        const QString subject = text(event.change.subject);
        if (kind == "features.built" && facts.featuresBuilt == 0) {
            facts.featuresBuilt = event.time;
        } else if (kind == "data.validated" && !facts.checked && subject == data) {
            facts.checked = valueOr(event.change.payload, "passed", false);
            facts.failedChecks = valueOr(event.change.payload, "failed", 0);
        } else if ((kind == "model.promoted" || kind == "model.rolled_back") && !promoted
                   && subject == facts.production) {
            facts.productionSince = event.time;
            promoted = true;
        }
    }
}

void HomeFacts::readTraining(LifeFacts &facts) const
{
    for (const Job *job : m_session.jobs().running()) {
        if (job->command().value(0) != u"train")
            continue;
        facts.training = true;
        facts.trainingStage = JobSentence::detail(*job);
        if (job->run() != facts.run)
            facts.runName = JobSentence::title(job->command());
    }
}

} // namespace slipway::ui
