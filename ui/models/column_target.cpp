#include "ui/models/column_target.h"

#include "core/base/json_value.h"
#include "core/base/messages.h"
#include "core/data/profile/target.h"
#include "core/data/worlds/scenario.h"
#include "core/workspace/event_log.h"
#include "ui/models/table_answers.h"
#include "ui/models/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace slipway::ui {

namespace {

constexpr int fifths = 5;
constexpr int mostGroups = 5; ///< of values
constexpr std::int64_t importsLookedAt = 100; ///< newest first

/// What is averaged in a group: 1 and 0 of a binary target, else the amount.
std::string outcomeOf(const data::Target &target, const data::SourceColumn &column)
{
    return target.isBinary() ? fmt::format("nullif({}, 2)", target.label)
                             : fmt::format("CAST({} AS DOUBLE)", presentValue(column));
}

/// Values are divided at their quantiles, so that equal ones stay together; a fifth can be empty then.
Status readFifths(data::Source &source, const data::SourceColumn &column, const std::string &outcome,
                  AgainstTarget &found, const RunContext &context)
{
    const auto kind = valueKind(text(column.type));
    const bool isTime = kind == ValueKind::Date || kind == ValueKind::Moment;
    const auto number = isTime ? fmt::format("epoch({})", presentValue(column))
                               : fmt::format("CAST({} AS DOUBLE)", presentValue(column));
    SLIPWAY_ASSIGN(
        const auto table,
        source.duck.query(
            fmt::format("SELECT CAST(CASE WHEN v <= q[1] THEN 0 WHEN v <= q[2] THEN 1 WHEN v <= q[3] THEN 2 "
                        "WHEN v <= q[4] THEN 3 ELSE 4 END AS DOUBLE) AS g, avg(o) FROM (SELECT {0} AS v, {1} "
                        "AS o FROM {2}), (SELECT quantile_cont({0}, [0.2, 0.4, 0.6, 0.8]) AS q FROM {2}) "
                        "WHERE v IS NOT NULL GROUP BY g",
                        number, outcome, source.expression),
            context));
    found.values.assign(fifths, std::nan(""));
    for (std::size_t i = 0; i < table.rows(); ++i)
        found.values[static_cast<std::size_t>(table.columns[0].numbers[i])] = table.columns[1].numbers[i];
    return done();
}

Status readValues(data::Source &source, const data::SourceColumn &column, const std::string &outcome,
                  AgainstTarget &found, const RunContext &context)
{
    SLIPWAY_ASSIGN(
        const auto table,
        source.duck.query(fmt::format("SELECT {0}::VARCHAR AS v, avg({1}) AS o, count(*) AS n FROM "
                                      "{2} WHERE {0} IS NOT NULL GROUP BY v ORDER BY n DESC, v "
                                      "LIMIT {3}",
                                      presentValue(column), outcome, source.expression, mostGroups),
                          context));
    for (std::size_t i = 0; i < table.rows(); ++i) {
        const auto &names = table.columns[0];
        const auto code = names.codes.empty() ? -1 : names.codes[i];
        found.groups << (code < 0 ? QString() : text(names.levels[static_cast<std::size_t>(code)]));
        found.values.push_back(table.columns[1].numbers[i]);
    }
    return done();
}

} // namespace

Result<std::string> targetOf(workspace::Store &store, const workspace::DatasetVersion &version)
{
    const workspace::EventLog log(store);
    SLIPWAY_ASSIGN(const auto profiled, log.newest("data.profiled", version.reference()));
    if (profiled) {
        auto named = valueOr(profiled->change.payload, "target", std::string());
        if (!named.empty())
            return named;
    }
    if (version.sourceType == "generated") {
        for (const auto &scenario : data::scenarios()) {
            if (scenario.task.table == version.name)
                return scenario.task.target;
        }
    }
    SLIPWAY_ASSIGN(const auto imports, log.ofKind("data.imported", version.name, importsLookedAt));
    for (const auto &event : imports) {
        if (valueOr(event.change.payload, "digest", std::string()) == version.digest)
            return valueOr(event.change.payload, "target", std::string());
    }
    return std::string();
}

Result<AgainstTarget> readAgainstTarget(data::Source &source, const QString &name, const std::string &target,
                                        const RunContext &context)
{
    AgainstTarget found;
    const auto *column = source.find(name.toStdString());
    const auto *predicted = source.find(target);
    if (!column || !predicted || column == predicted)
        return found;
    SLIPWAY_ASSIGN(const auto meant, data::readTarget(source, target, target, context));
    if (!meant.isBinary() && meant.task != "regression")
        return found;
    found.target = text(target);
    found.positive = meant.isBinary() ? text(meant.positive) : QString();
    const auto kind = valueKind(text(column->type));
    const auto outcome = outcomeOf(meant, *predicted);
    if (kind == ValueKind::Text || kind == ValueKind::Flag)
        SLIPWAY_TRY(readValues(source, *column, outcome, found, context));
    else
        SLIPWAY_TRY(readFifths(source, *column, outcome, found, context));
    return found;
}

} // namespace slipway::ui
