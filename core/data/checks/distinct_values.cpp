#include "core/data/checks/plans.h"
#include "core/data/json_column.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <set>

namespace slipway::data {

namespace {

constexpr int mostShown = 1000; ///< different values in a result

enum class Wish { InSet, Contain, Equal };

/// The first different values, and how often each occurs.
Status addValueCounts(Check &check, const std::string &value, const std::string &from, Source &source,
                      const RunContext &context)
{
    SLIPWAY_ASSIGN(
        const Table table,
        source.duck.query(
            fmt::format("SELECT to_json(v)::VARCHAR, n FROM (SELECT {0} AS v, count(*) AS n FROM {1} "
                        "GROUP BY {0}) ORDER BY v LIMIT {2}",
                        value, from, mostShown),
            context));
    check.observed = Json::array();
    Json counts = Json::array();
    for (std::size_t i = 0; i < table.rows(); ++i) {
        Json shown = jsonValue(table.columns[0], i);
        check.observed.push_back(shown);
        counts.push_back(
            {{"value", shown}, {"count", static_cast<std::int64_t>(table.columns[1].numbers[i])}});
    }
    check.details = {{"value_counts", counts}};
    return done();
}

Result<Check> planDistinct(const Ask &ask, Wish wish, const char *sentence)
{
    SLIPWAY_ASSIGN(const SourceColumn *column, ask.column());
    SLIPWAY_ASSIGN(const Json *set, ask.list("value_set"));
    std::set<std::string> literals;
    std::vector<std::string> words;
    bool comparable = true; // what no value of the column can equal is not among the values
    for (const auto &value : *set) {
        words.push_back(shownValue(value));
        const auto sql = literal(value, familyOf(column->type));
        comparable = comparable && sql;
        if (sql)
            literals.insert(*sql);
    }
    const auto value = valueOf(*column);
    const std::string isIn =
        literals.empty() ? "false" : fmt::format("({} IN ({})) IS TRUE", value, fmt::join(literals, ", "));
    // Two spellings of one value ("1" and "1.0") are one.
    const std::string wanted = literals.empty()
        ? "0"
        : fmt::format("(SELECT count(DISTINCT unnest) FROM unnest([{}]))", fmt::join(literals, ", "));
    Check check;
    check.form = Check::Form::Aggregate;
    check.aggregates = {fmt::format("count(DISTINCT {})", ask.meant(value)),
                        fmt::format("count(DISTINCT CASE WHEN {} THEN {} END)", isIn, ask.meant(value)),
                        wanted};
    const auto from = ask.source().expression + ask.where(value + " IS NOT NULL");
    check.conclude = [=](Check &self, const std::vector<Json> &answers, Source &source,
                         const RunContext &context) -> Status {
        const bool allIn = answers[0] == answers[1];
        const bool allThere = comparable && answers[1] == answers[2];
        self.form = Check::Form::Known;
        self.passed = (wish == Wish::Contain || allIn) && (wish == Wish::InSet || allThere);
        return addValueCounts(self, value, from, source, context);
    };
    if (wish != Wish::Contain) {
        check.value = value;
        check.unexpected = fmt::format("NOT ({})", isIn);
    }
    check.valueNames = {column->name};
    check.sentenceId = sentence;
    check.arguments = {{"column", column->name}, {"rule", fmt::format("{}", fmt::join(words, ", "))}};
    return check;
}

} // namespace

Result<Check> planDistinctInSet(const Ask &ask)
{
    return planDistinct(ask, Wish::InSet, "data.check_distinct_in_set");
}

Result<Check> planDistinctContain(const Ask &ask)
{
    return planDistinct(ask, Wish::Contain, "data.check_distinct_contain");
}

Result<Check> planDistinctEqual(const Ask &ask)
{
    return planDistinct(ask, Wish::Equal, "data.check_distinct_equal");
}

Result<Check> planMostCommon(const Ask &ask)
{
    SLIPWAY_ASSIGN(const SourceColumn *column, ask.column());
    SLIPWAY_ASSIGN(const Json *set, ask.list("value_set"));
    SLIPWAY_ASSIGN(const bool tiesOkay, ask.flag("ties_okay", false));
    std::vector<std::string> literals;
    std::vector<std::string> words;
    for (const auto &value : *set) {
        words.push_back(shownValue(value));
        if (auto sql = literal(value, familyOf(column->type)))
            literals.push_back(std::move(*sql));
    }
    const auto value = valueOf(*column);
    const auto query = fmt::format(
        "WITH counts AS (SELECT {0} AS v, count(*) AS n FROM {1}{2} GROUP BY {0}) SELECT "
        "to_json(v)::VARCHAR, {3} FROM "
        "counts WHERE n = (SELECT max(n) FROM counts) ORDER BY v LIMIT {4}",
        value, ask.source().expression, ask.where(value + " IS NOT NULL"),
        literals.empty() ? "false" : fmt::format("(v IN ({})) IS TRUE", fmt::join(literals, ", ")),
        mostShown);
    Check check;
    check.form = Check::Form::Aggregate;
    check.conclude = [=](Check &self, const std::vector<Json> &, Source &source,
                         const RunContext &context) -> Status {
        SLIPWAY_ASSIGN(const Table modes, source.duck.query(query, context));
        self.observed = Json::array();
        std::size_t in = 0;
        for (std::size_t i = 0; i < modes.rows(); ++i) {
            self.observed.push_back(jsonValue(modes.columns[0], i));
            in += modes.columns[1].numbers[i] != 0;
        }
        self.form = Check::Form::Known;
        self.passed = tiesOkay ? in > 0 : modes.rows() == 1 && in == 1;
        return done();
    };
    check.sentenceId = "data.check_most_common";
    check.arguments = {{"column", column->name}, {"rule", fmt::format("{}", fmt::join(words, ", "))}};
    return check;
}

} // namespace slipway::data
