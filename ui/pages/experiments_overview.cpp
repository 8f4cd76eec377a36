#include "ui/pages/experiments_overview.h"

#include "ui/models/number_text.h"
#include "ui/models/text.h"

#include <algorithm>
#include <cmath>

namespace slipway::ui {

namespace {

constexpr auto decidingMetric = "val_auc";
constexpr auto trainingRows = "feed_train";

} // namespace

RunsOverview::RunsOverview(WorkspaceReader &reader, QObject *parent)
    : QObject(parent)
    , m_reader(reader)
{
}

void RunsOverview::refresh()
{
    if (m_bestPending.isWaiting())
        return; // a run that trains changes the records again before long
    workspace::RunQuery query;
    query.metrics = {decidingMetric};
    query.order = workspace::RunOrder::Metric;
    query.orderMetric = decidingMetric;
    query.limit = 1;
    m_reader.runs(m_bestPending, query, [this](const Result<workspace::RunPage> &page) {
        if (!page)
            return; // the table tells it
        m_all = page.value().all;
        m_best.reset();
        if (!page.value().rows.empty() && std::isfinite(page.value().rows.front().metrics.front()))
            m_best = page.value().rows.front();
        Q_EMIT changed();
    });
}

void RunsOverview::refreshAll()
{
    m_bestPending.cancel(); // the answer that is on its way may be older than what has happened
    refresh();
    readProduction();
    readFeatures();
    readSettings();
}

void RunsOverview::readProduction()
{
    using Versions = std::vector<registry::ModelVersion>;
    m_reader.versions(m_versionsPending, [this](const Result<Versions> &versions) {
        if (!versions)
            return;
        const auto serves = std::find_if(versions.value().begin(), versions.value().end(),
                                         [](const auto &version) { return version.stage == "Production"; });
        m_productionAuc.reset();
        m_productionRun = serves == versions.value().end() ? QString() : text(serves->runId);
        Q_EMIT changed();
        if (m_productionRun.isEmpty())
            return;
        m_reader.run(m_productionPending, m_productionRun, [this](const Result<workspace::RunSummary> &run) {
            if (!run)
                return; // it was trained elsewhere
            const auto auc = run.value().metrics.find(decidingMetric);
            if (auc != run.value().metrics.end() && std::isfinite(auc->second))
                m_productionAuc = auc->second;
            Q_EMIT changed();
        });
    });
}

void RunsOverview::readFeatures()
{
    using Datasets = std::vector<workspace::DatasetVersion>;
    m_reader.datasets(m_datasetsPending, [this](const Result<Datasets> &datasets) {
        if (!datasets)
            return;
        m_hasFeatures = std::any_of(datasets.value().begin(), datasets.value().end(),
                                    [](const auto &dataset) { return dataset.name == trainingRows; });
        Q_EMIT changed();
    });
}

void RunsOverview::readSettings()
{
    m_reader.configuration(m_settingsPending, [this](const Result<std::vector<ConfigFile>> &files) {
        if (!files)
            return;
        for (const ConfigFile &file : files.value()) {
            if (file.file == "model_config.yaml" && file.values.is_object())
                m_settings = file.values;
        }
        Q_EMIT changed();
    });
}

QString RunsOverview::sentence() const
{
    if (m_all == 0)
        return {};
    const QString runs = m_all == 1 ? tr("1 run.") : tr("%1 runs.").arg(NumberText::count(static_cast<double>(m_all)));
    if (!m_best)
        return tr("%1 None has a result yet.").arg(runs);
    const QString best = tr("%1 Run %2 is the best so far: validation AUC %3")
                             .arg(runs, QString::number(m_best->number),
                                  NumberText::metric(decidingMetric, m_best->metrics.front()));
    if (m_productionRun.isEmpty())
        return tr("%1. Nothing is in production yet.").arg(best);
    if (m_productionRun == text(m_best->id))
        return tr("%1, and it is in production.").arg(best);
    if (m_productionAuc)
        return tr("%1, production has %2.").arg(best, NumberText::metric(decidingMetric, *m_productionAuc));
    return tr("%1.").arg(best);
}

} // namespace slipway::ui
