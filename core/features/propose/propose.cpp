#include "core/features/propose/propose.h"

#include "core/base/messages.h"
#include "core/data/reading_json.h"
#include "core/features/definitions/parts.h"
#include "core/features/definitions/read.h"
#include "core/features/propose/draft.h"
#include "core/features/propose/keys.h"
#include "core/features/propose/table_facts.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace slipway::features {

namespace {

using propose::ColumnFacts;
using propose::TableFacts;

std::vector<std::string> namesOf(const std::vector<data::SourceColumn> &columns)
{
    std::vector<std::string> names;
    for (const auto &column : columns)
        names.push_back(column.name);
    return names;
}

/// The column that is to be predicted, which must be there.
Result<std::string> targetOf(const ProposalTable &table, const ProposalOptions &options,
                             const RunContext &context)
{
    SLIPWAY_ASSIGN(const auto source, data::openSource(table.file, table.reading, context));
    const auto known = fmt::format("{}", fmt::join(namesOf(source.columns), ", "));
    for (const auto &name : {options.target, options.time}) {
        if (!name.empty() && !source.find(name))
            return failure("feature_propose.no_column",
                           {{"table", table.name}, {"column", name}, {"known", known}});
    }
    const auto target = options.target.empty() ? data::likelyTarget(source.columns) : options.target;
    if (target.empty())
        return failure("feature_propose.no_target", {{"table", table.name}, {"known", known}});
    return target;
}

Result<const ColumnFacts *> momentOf(const TableFacts &table, const std::string &given)
{
    const auto *time = propose::timeOf(table, given);
    if (time && !time->isTime())
        return failure("feature_propose.no_time",
                       {{"table", table.name}, {"column", time->name}, {"kind", time->kind}});
    return time;
}

Status addOtherTable(const TableFacts &first, const ProposalTable &firstTable, const ProposalTable &table,
                     const ProposalOptions &options, const std::string &target, propose::Draft &draft,
                     const RunContext &context)
{
    SLIPWAY_ASSIGN(auto facts, propose::lookAt(table, {}, {}, options, context));
    SLIPWAY_ASSIGN(const auto key, propose::findSharedKey(first, firstTable, facts, table, target, context));
    if (key.columns.empty())
        return failure("feature_propose.no_key", {{"table", table.name}, {"first", first.name}});
    if (key.found == 0)
        return failure("feature_propose.keys_differ",
                       {{"table", table.name},
                        {"first", first.name},
                        {"key", fmt::format("{}", fmt::join(key.columns, ", "))}});
    draft.addTable(facts, key);
    return done();
}

} // namespace

Result<Proposal> proposeFeatures(const std::vector<ProposalTable> &tables, const ProposalOptions &options,
                                 const RunContext &context)
{
    const auto &firstTable = tables.front();
    SLIPWAY_ASSIGN(const std::string target, targetOf(firstTable, options, context));
    SLIPWAY_ASSIGN(auto first, propose::lookAt(firstTable, target, options.time, options, context));
    SLIPWAY_ASSIGN(const ColumnFacts *time, momentOf(first, options.time));

    propose::Draft draft(first, target, time, options.owner);
    std::vector<propose::KeyChoice> keys;
    if (time) {
        SLIPWAY_ASSIGN(keys, propose::findKeys(first, time->name, target, context));
    }
    draft.addColumns(keys);
    draft.addDateParts();
    if (time)
        draft.addHistory(keys);
    for (std::size_t i = 1; i < tables.size(); ++i)
        SLIPWAY_TRY(addOtherTable(first, firstTable, tables[i], options, target, draft, context));

    auto proposal = draft.finish();
    if (proposal.features == 0)
        return failure("feature_propose.nothing", {{"table", first.name}, {"target", target}});
    // It has to load as it is; a mistake of ours is told rather than handed on.
    SLIPWAY_TRY(readFeatureSet(proposal.yaml, proposal.set + ".yaml"));
    return proposal;
}

} // namespace slipway::features
