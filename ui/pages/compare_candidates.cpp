#include "ui/pages/compare_candidates.h"

#include "core/base/json_value.h"
#include "ui/models/text.h"
#include "ui/pages/compare_page.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace slipway::ui {

namespace {

constexpr auto trainingRows = "feed_train";

bool isEvaluated(const registry::ModelVersion &version)
{
    const auto metrics = valueOr(version.metrics, "metrics", Json::object());
    return std::isfinite(valueOr(metrics, "auc", std::numeric_limits<double>::quiet_NaN()));
}

bool isEvaluated(const workspace::RunRow &run)
{
    return !run.metrics.empty() && std::isfinite(run.metrics.front());
}

Candidate candidateOf(const registry::ModelVersion &version)
{
    Candidate candidate {.reference = text(version.reference()),
                         .run = text(version.runId),
                         .label = ComparePage::tr("%1 v%2").arg(text(version.name)).arg(version.version),
                         .name = ComparePage::tr("Version %1").arg(version.version),
                         .shortLabel = ComparePage::tr("v%1").arg(version.version),
                         .time = version.created,
                         .isVersion = true,
                         .isProduction = version.stage == "Production"};
    if (candidate.isProduction)
        candidate.label = ComparePage::tr("%1, in production").arg(candidate.label);
    return candidate;
}

Candidate candidateOf(const workspace::RunRow &run)
{
    return {.reference = text(run.id),
            .run = text(run.id),
            .label = ComparePage::tr("Run %1, %2").arg(run.number).arg(text(run.name)),
            .name = ComparePage::tr("Run %1").arg(run.number),
            .shortLabel = ComparePage::tr("run %1").arg(run.number),
            .time = run.start};
}

bool hasLabels(const workspace::DatasetVersion &dataset)
{
    return dataset.schema.is_array()
        && std::any_of(dataset.schema.begin(), dataset.schema.end(),
                       [](const Json &column) { return valueOr(column, "name", std::string()) == "click"; });
}

} // namespace

const Candidate *Candidates::find(const QString &reference) const
{
    const auto found = std::find_if(
        all.begin(), all.end(), [&](const Candidate &candidate) { return candidate.reference == reference; });
    return found == all.end() ? nullptr : &*found;
}

const Candidate *Candidates::ofRun(const QString &run) const
{
    const auto found = std::find_if(all.begin(), all.end(),
                                    [&](const Candidate &candidate) { return candidate.run == run; });
    return found == all.end() ? nullptr : &*found;
}

QStringList Candidates::standardPair() const
{
    if (all.size() < 2)
        return {};
    const auto newestBut = [this](const Candidate *other) {
        const Candidate *newest = nullptr;
        for (const auto &candidate : all) {
            if (&candidate != other && (!newest || candidate.time > newest->time))
                newest = &candidate;
        }
        return newest;
    };
    const auto serving = std::find_if(all.begin(), all.end(),
                                      [](const Candidate &candidate) { return candidate.isProduction; });
    const Candidate *a = serving == all.end() ? newestBut(newestBut(nullptr)) : &*serving;
    return {a->reference, newestBut(a)->reference};
}

QStringList Candidates::pairOf(const QStringList &runs) const
{
    QStringList pair;
    for (const auto &run : runs) {
        const auto *candidate = ofRun(run);
        if (candidate && !pair.contains(candidate->reference) && pair.size() < 2)
            pair << candidate->reference;
    }
    return pair.size() == 2 ? pair : QStringList();
}

Candidates candidatesFrom(const std::vector<registry::ModelVersion> &versions,
                          const std::vector<workspace::RunRow> &runs)
{
    Candidates candidates;
    for (const auto &version : versions) {
        if (isEvaluated(version))
            candidates.all << candidateOf(version);
    }
    for (const auto &run : runs) {
        if (isEvaluated(run) && !candidates.ofRun(text(run.id)))
            candidates.all << candidateOf(run);
        else if (!isEvaluated(run) && run.status == "FINISHED")
            ++candidates.notEvaluated;
    }
    return candidates;
}

std::vector<workspace::DatasetVersion> comparableRows(const std::vector<workspace::DatasetVersion> &datasets)
{
    std::vector<workspace::DatasetVersion> rows;
    for (const auto &dataset : datasets) {
        const bool isNewest = std::none_of(rows.begin(), rows.end(), [&](const auto &other) {
            return other.name == dataset.name && other.version > dataset.version;
        });
        if (!hasLabels(dataset) || dataset.sourceType != "features" || dataset.name == trainingRows
            || !isNewest)
            continue;
        std::erase_if(rows, [&](const auto &other) { return other.name == dataset.name; });
        rows.push_back(dataset);
    }
    return rows;
}

} // namespace slipway::ui
