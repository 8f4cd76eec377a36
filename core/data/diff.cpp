#include "core/data/diff.h"

#include "core/base/messages.h"
#include "core/data/block_json.h"
#include "core/data/common_form.h"
#include "core/data/duck_progress.h"
#include "core/data/export.h"
#include "core/data/source.h"
#include "core/workspace/vault.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>

namespace slipway::data {

namespace {

/// A column that both sides have.
struct Common {
    SourceColumn before;
    SourceColumn after;
    FormPair forms;
    bool isKey = false;
};

/// Both tables in one DuckDB.
struct Pair {
    Source before; ///< its DuckDB is the one that is asked
    Source after;
    std::vector<Common> common; ///< in the order of `after`
    std::vector<SourceColumn> removed;
    std::vector<SourceColumn> added;
};

using Texts = std::vector<std::string>;

std::string list(const Texts &texts, std::string_view between = ", ")
{
    return fmt::format("{}", fmt::join(texts, between));
}

/// A file goes with its temporary name into what the DuckDB may use.
Result<Pair> openPair(const DiffSide &before, const DiffSide &after, const DiffOptions &options,
                      const std::optional<std::filesystem::path> &out, const RunContext &context)
{
    DuckOptions duck {.allowed = {before.file, after.file}, .temporaryFolder = options.temporaryFolder};
    if (out)
        duck.allowed.push_back(*out);
    SLIPWAY_ASSIGN(Source right, openSource(after.file, after.reading, context));
    SLIPWAY_ASSIGN(Source left, openSource(before.file, before.reading, context, duck));
    // From here on the DuckDB of `before` reads both.
    SLIPWAY_ASSIGN(right.expression, readExpression(left.duck, after.file, after.reading, context));
    Pair pair {std::move(left), std::move(right), {}, {}, {}};
    for (const auto &column : pair.after.columns) {
        const auto *old = pair.before.find(column.name);
        if (!old) {
            pair.added.push_back(column);
            continue;
        }
        const bool isKey =
            std::find(options.key.begin(), options.key.end(), column.name) != options.key.end();
        pair.common.push_back({*old, column, commonForm(*old, column), isKey});
    }
    for (const auto &column : pair.before.columns) {
        if (!pair.after.find(column.name))
            pair.removed.push_back(column);
    }
    return pair;
}

Status checkKey(const Pair &pair, const DiffSide &before, const DiffSide &after, const DiffOptions &options)
{
    for (const auto &name : options.key) {
        for (const auto &[source, side] :
             {std::pair(&pair.before, &before), std::pair(&pair.after, &after)}) {
            if (source->find(name))
                continue;
            Texts known;
            for (const auto &column : source->columns)
                known.push_back(column.name);
            return failure("data.column_missing",
                           {{"place", side->name}, {"column", name}, {"known", list(known)}});
        }
    }
    return done();
}

Json columnsJson(const std::vector<SourceColumn> &columns)
{
    Json json = Json::array();
    for (const auto &column : columns)
        json.push_back({{"column", column.name}, {"type", column.type}});
    return json;
}

bool commonColumnsMoved(const Pair &pair)
{
    Texts before;
    for (const auto &column : pair.before.columns) {
        if (pair.after.find(column.name))
            before.push_back(column.name);
    }
    return !std::equal(
        before.begin(), before.end(), pair.common.begin(), pair.common.end(),
        [](const std::string &name, const Common &column) { return name == column.after.name; });
}

Json schemaJson(const Pair &pair)
{
    Json retyped = Json::array();
    for (const auto &column : pair.common) {
        if (column.before.type != column.after.type)
            retyped.push_back({{"column", column.after.name},
                               {"before", column.before.type},
                               {"after", column.after.type}});
    }
    const bool moved = commonColumnsMoved(pair);
    const bool same = !moved && retyped.empty() && pair.added.empty() && pair.removed.empty();
    return {{"added", columnsJson(pair.added)},
            {"removed", columnsJson(pair.removed)},
            {"retyped", retyped},
            {"reordered", moved},
            {"same", same}};
}

Result<std::int64_t> count(Pair &pair, const std::string &from, const RunContext &context)
{
    SLIPWAY_ASSIGN(const double rows, pair.before.duck.number("SELECT count(*) FROM " + from, context));
    return static_cast<std::int64_t>(rows);
}

Result<std::vector<Json>> rowsOf(Pair &pair, const std::string &query, const RunContext &context)
{
    std::vector<Json> rows;
    SLIPWAY_TRY(pair.before.duck.stream(
        query,
        [&](const Block &block) {
            for (std::size_t row = 0; row < block.rows; ++row)
                rows.push_back(rowJson(block, row));
            return done();
        },
        context));
    return rows;
}

// The names of the columns in the table of differences: a side and a column, so that none meets another.
std::string beforeName(const std::string &column)
{
    return "before." + column;
}
std::string afterName(const std::string &column)
{
    return "after." + column;
}

Status requireUnique(Pair &pair, const Source &source, bool isBefore, const std::string &name,
                     const RunContext &context)
{
    Texts forms;
    Texts names;
    for (const auto &column : pair.common) {
        if (!column.isKey)
            continue;
        names.push_back(column.after.name);
        forms.push_back(fmt::format("{} AS {}", isBefore ? column.forms.before : column.forms.after,
                                    identifier(column.after.name)));
    }
    SLIPWAY_ASSIGN(
        const auto repeated,
        rowsOf(pair,
               fmt::format("SELECT {}, count(*) AS \"rows\" FROM {} GROUP BY ALL HAVING count(*) > 1 "
                           "ORDER BY ALL LIMIT 1",
                           list(forms), source.expression),
               context));
    if (repeated.empty())
        return done();
    Json example = repeated.front();
    const auto rows = example.at("rows").get<std::int64_t>();
    example.erase("rows");
    return failure("data.diff_key",
                   {{"place", name}, {"key", list(names)}, {"example", writeJson(example)}, {"rows", rows}});
}

/// One row for every difference: what it is, the key, and the values of both sides.
std::string keyedDifferences(const Pair &pair)
{
    Texts beforeForms {"true AS present"};
    Texts afterForms {"true AS present"};
    Texts keyMatches;
    Texts misfits;
    Texts shown;
    for (std::size_t i = 0; i < pair.common.size(); ++i) {
        const auto &column = pair.common[i];
        beforeForms.push_back(fmt::format("{} AS f{}", column.forms.before, i));
        afterForms.push_back(fmt::format("{} AS f{}", column.forms.after, i));
        if (column.isKey) {
            keyMatches.push_back(fmt::format("b.f{0} IS NOT DISTINCT FROM a.f{0}", i));
            shown.push_back(fmt::format("CASE WHEN a.present THEN a.f{0} ELSE b.f{0} END AS {1}", i,
                                        identifier(column.after.name)));
        } else {
            misfits.push_back(fmt::format("b.f{0} IS DISTINCT FROM a.f{0}", i));
            shown.push_back(fmt::format("b.f{} AS {}", i, identifier(beforeName(column.after.name))));
            shown.push_back(fmt::format("a.f{} AS {}", i, identifier(afterName(column.after.name))));
        }
    }
    const auto alone = [&](const std::vector<SourceColumn> &columns, Texts &forms, char side, auto naming) {
        for (std::size_t i = 0; i < columns.size(); ++i) {
            forms.push_back(fmt::format("{} AS o{}", plainForm(columns[i]), i));
            shown.push_back(fmt::format("{}.o{} AS {}", side, i, identifier(naming(columns[i].name))));
        }
    };
    alone(pair.removed, beforeForms, 'b', beforeName);
    alone(pair.added, afterForms, 'a', afterName);
    const auto changed = misfits.empty() ? std::string("false") : list(misfits, " OR ");
    return fmt::format(
        "SELECT CASE WHEN b.present IS NULL THEN 'added' WHEN a.present IS NULL THEN 'removed' "
        "ELSE 'changed' END AS change, {} FROM (SELECT {} FROM {}) b FULL OUTER JOIN (SELECT {} "
        "FROM {}) a ON {} WHERE b.present IS NULL OR a.present IS NULL OR {}",
        list(shown), list(beforeForms), pair.before.expression, list(afterForms), pair.after.expression,
        list(keyMatches, " AND "), changed);
}

/// One row for every distinct row that occurs more often on one side, and how much more often.
std::string bagDifferences(const Pair &pair)
{
    Texts beforeForms;
    Texts afterForms;
    for (const auto &column : pair.common) {
        const auto name = identifier(column.after.name);
        beforeForms.push_back(fmt::format("{} AS {}", column.forms.before, name));
        afterForms.push_back(fmt::format("{} AS {}", column.forms.after, name));
    }
    const auto times = identifier("slipway.times");
    return fmt::format("SELECT CASE WHEN sum({0}) > 0 THEN 'added' ELSE 'removed' END AS change, "
                       "abs(sum({0}))::BIGINT AS times, * EXCLUDE ({0}) FROM (SELECT -1 AS {0}, {1} FROM {2} "
                       "UNION ALL SELECT 1, {3} FROM {4}) GROUP BY ALL HAVING sum({0}) <> 0",
                       times, list(beforeForms), pair.before.expression, list(afterForms),
                       pair.after.expression);
}

/// {"column": {"before", "after"}} of what differs in a row of the table of differences.
Json changesOf(const Pair &pair, const Json &row)
{
    Json changes = Json::object();
    for (const auto &column : pair.common) {
        if (column.isKey)
            continue;
        const auto &before = row.at(beforeName(column.after.name));
        const auto &after = row.at(afterName(column.after.name));
        if (before != after)
            changes[column.after.name] = {{"before", before}, {"after", after}};
    }
    return changes;
}

Json keyOf(const Pair &pair, const Json &row)
{
    Json key = Json::object();
    for (const auto &column : pair.common) {
        if (column.isKey)
            key[column.after.name] = row.at(column.after.name);
    }
    return key;
}

/// The side of a difference that is there, as it stands in its table.
Json sideOf(const Json &row, const std::string &prefix, Json key)
{
    for (const auto &item : row.items()) {
        if (item.key().starts_with(prefix))
            key[item.key().substr(prefix.size())] = item.value();
    }
    return key;
}

Result<Json> keyedExamples(Pair &pair, const std::string &change, std::int64_t most,
                           const RunContext &context)
{
    Texts keys;
    for (const auto &column : pair.common) {
        if (column.isKey)
            keys.push_back(identifier(column.after.name));
    }
    SLIPWAY_ASSIGN(const auto rows,
                   rowsOf(pair,
                          fmt::format("SELECT * FROM differences WHERE change = {} ORDER BY {} LIMIT {}",
                                      data::quoted(change), list(keys), most),
                          context));
    Json examples = Json::array();
    for (const auto &row : rows) {
        const Json key = keyOf(pair, row);
        if (change == "changed")
            examples.push_back({{"key", key}, {"changes", changesOf(pair, row)}});
        else
            examples.push_back(sideOf(row, change == "added" ? "after." : "before.", key));
    }
    return examples;
}

Result<Json> changedColumns(Pair &pair, const RunContext &context)
{
    Texts counts;
    for (const auto &column : pair.common) {
        if (!column.isKey)
            counts.push_back(fmt::format(
                "count(*) FILTER ({} IS DISTINCT FROM {}) AS {}", identifier(beforeName(column.after.name)),
                identifier(afterName(column.after.name)), identifier(column.after.name)));
    }
    Json changed = Json::object();
    if (counts.empty())
        return changed;
    SLIPWAY_ASSIGN(const auto rows,
                   rowsOf(pair,
                          fmt::format("SELECT {} FROM differences WHERE change = 'changed'", list(counts)),
                          context));
    for (const auto &item : rows.at(0).items()) {
        if (item.value() != 0)
            changed[item.key()] = item.value();
    }
    return changed;
}

Status describeKeyed(Pair &pair, const DiffOptions &options, const RunContext &context, Json &rows)
{
    for (const std::string change : {"added", "removed", "changed"}) {
        SLIPWAY_ASSIGN(rows[change],
                       count(pair, fmt::format("differences WHERE change = '{}'", change), context));
        SLIPWAY_ASSIGN(rows["examples"][change], keyedExamples(pair, change, options.examples, context));
    }
    SLIPWAY_ASSIGN(rows["changed_columns"], changedColumns(pair, context));
    return done();
}

Status describeBag(Pair &pair, const DiffOptions &options, const RunContext &context, Json &rows)
{
    for (const std::string change : {"added", "removed"}) {
        SLIPWAY_ASSIGN(
            const double times,
            pair.before.duck.number(
                fmt::format("SELECT coalesce(sum(times), 0)::BIGINT FROM differences WHERE change = '{}'",
                            change),
                context));
        rows[change] = static_cast<std::int64_t>(times);
        SLIPWAY_ASSIGN(const auto examples,
                       rowsOf(pair,
                              fmt::format("SELECT * EXCLUDE (change) FROM differences WHERE change = '{}' "
                                          "ORDER BY ALL LIMIT {}",
                                          change, options.examples),
                              context));
        rows["examples"][change] = examples;
    }
    rows["changed"] = 0;
    rows["examples"]["changed"] = Json::array();
    rows["changed_columns"] = Json::object();
    return done();
}

Status writeAll(Pair &pair, const DiffOptions &options, workspace::NewFile &out, const RunContext &context)
{
    SLIPWAY_ASSIGN(const auto format, exportFormat(options.out));
    SLIPWAY_TRY(pair.before.duck.execute(fmt::format("COPY (SELECT * FROM differences ORDER BY ALL) TO {} {}",
                                                     data::quoted(absoluteText(out.temporaryPath())),
                                                     copyOptions(format)),
                                         context));
    return out.commit();
}

} // namespace

Result<Json> diffTables(const DiffSide &before, const DiffSide &after, const DiffOptions &options,
                        const RunContext &context)
{
    std::optional<workspace::NewFile> out;
    if (!options.out.empty()) {
        SLIPWAY_TRY(exportFormat(options.out));
        SLIPWAY_ASSIGN(out, workspace::NewFile::create(std::filesystem::absolute(options.out)));
    }
    SLIPWAY_ASSIGN(
        Pair pair,
        openPair(before, after, options, out ? std::optional(out->temporaryPath()) : std::nullopt, context));
    SLIPWAY_TRY(checkKey(pair, before, after, options));
    if (pair.common.empty())
        return failure("data.diff_nothing_common", {{"before", before.name}, {"after", after.name}});

    Json answer {{"schema", schemaJson(pair)}};
    SLIPWAY_ASSIGN(const auto rowsBefore, count(pair, pair.before.expression, context));
    SLIPWAY_ASSIGN(const auto rowsAfter, count(pair, pair.after.expression, context));
    answer["before"] = {{"rows", rowsBefore}, {"columns", pair.before.columns.size()}};
    answer["after"] = {{"rows", rowsAfter}, {"columns", pair.after.columns.size()}};

    const bool keyed = !options.key.empty();
    if (keyed) {
        SLIPWAY_TRY(requireUnique(pair, pair.before, true, before.name, context));
        SLIPWAY_TRY(requireUnique(pair, pair.after, false, after.name, context));
    }
    {
        const DuckProgress progress(pair.before.duck, context, {"comparing the rows", 0.1, 0.9});
        SLIPWAY_TRY(pair.before.duck.execute("CREATE TEMP TABLE differences AS "
                                                 + (keyed ? keyedDifferences(pair) : bagDifferences(pair)),
                                             context));
    }
    Json &rows = answer["rows"];
    rows["key"] = options.key;
    SLIPWAY_TRY(keyed ? describeKeyed(pair, options, context, rows)
                      : describeBag(pair, options, context, rows));
    rows["same"] = rowsBefore - rows["removed"].get<std::int64_t>() - rows["changed"].get<std::int64_t>();
    answer["same"] = answer["schema"]["same"].get<bool>() && rows["added"] == 0 && rows["removed"] == 0
        && rows["changed"] == 0;
    if (out)
        SLIPWAY_TRY(writeAll(pair, options, *out, context));
    return answer;
}

} // namespace slipway::data
