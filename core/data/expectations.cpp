#include "core/data/expectations.h"

#include "core/base/messages.h"
#include "core/data/check.h"
#include "core/data/source.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <cmath>
#include <optional>
#include <string>

namespace slipway::data {

namespace {

struct Counts {
    double rows = 0;
    double missing = 0;
    double unexpected = 0;

    double present() const { return rows - missing; }
};

/// One expectation on its way to a result.
struct Item {
    const Expectation *expectation = nullptr;
    std::optional<Check> check;
    std::optional<Error> problem; ///< why it could not be decided
    Counts counts;
    bool success = false;
    Json result = Json::object();
};

struct ResultFormat {
    std::string name = "SUMMARY";
    std::size_t examples = 20;
    bool complete() const { return name == "COMPLETE"; }
};

ResultFormat formatOf(const Expectation &expectation)
{
    ResultFormat format;
    const auto found = expectation.kwargs.find("result_format");
    if (found == expectation.kwargs.end())
        return format;
    const Json &name = found->is_object() ? found->value("result_format", Json()) : *found;
    if (name.is_string())
        format.name = name.get<std::string>();
    if (found->is_object())
        format.examples = found->value("partial_unexpected_count", format.examples);
    return format;
}

std::int64_t whole(double value)
{
    return static_cast<std::int64_t>(value);
}

Json percent(double part, double of)
{
    return of > 0 ? Json(100 * part / of) : Json();
}

/// Counts for all checks in one reading of the file.
Status count(std::vector<Item> &items, Source &source, const RunContext &context)
{
    std::vector<std::string> sums {"count(*)"};
    for (const auto &item : items) {
        if (!item.check || item.check->form != Check::Form::Rows)
            continue;
        const Check &check = *item.check;
        sums.push_back(fmt::format("count(*) FILTER (({}) IS NULL)", check.value));
        sums.push_back(
            check.countsMissing || !check.count.empty()
                ? "0"
                : fmt::format("count(*) FILTER (({}) IS NOT NULL AND ({}))", check.value, check.unexpected));
    }
    SLIPWAY_ASSIGN(const Table answer,
                   source.duck.query(
                       fmt::format("SELECT {} FROM {}", fmt::join(sums, ", "), source.expression), context));
    std::size_t at = 1;
    for (auto &item : items) {
        item.counts.rows = answer.columns[0].numbers.at(0);
        if (!item.check || item.check->form != Check::Form::Rows)
            continue;
        item.counts.missing = answer.columns[at++].numbers.at(0);
        item.counts.unexpected = answer.columns[at++].numbers.at(0);
        if (item.check->countsMissing) {
            item.counts.unexpected = item.counts.missing;
            item.counts.missing = 0; // all rows count, as Great Expectations has it
        } else if (!item.check->count.empty()) {
            SLIPWAY_ASSIGN(item.counts.unexpected, source.duck.number(item.check->count, context));
        }
    }
    return done();
}

/// A value that DuckDB wrote as JSON; text where it is not JSON (an infinity).
Json parsed(const Column &column, std::size_t row)
{
    if (column.codes[row] < 0)
        return nullptr;
    const auto &text = column.levels[static_cast<std::size_t>(column.codes[row])];
    const Json value = Json::parse(text, nullptr, false);
    return value.is_discarded() ? Json(text) : value;
}

/// Examples of unexpected values, where they stand, and the most frequent ones.
Status addExamples(Item &item, Source &source, const ResultFormat &format, const RunContext &context)
{
    const Check &check = *item.check;
    const bool none = item.counts.unexpected == 0;
    const std::string bad = check.countsMissing
        ? fmt::format("({}) IS NULL", check.value)
        : fmt::format("({}) IS NOT NULL AND ({})", check.value, check.unexpected);
    const std::string marked = fmt::format(
        "(SELECT row_number() OVER () - 1 AS place, to_json({})::VARCHAR AS shown, ({}) AS bad FROM {})",
        check.value, bad, source.expression);
    Json values = Json::array();
    Json places = Json::array();
    Json counts = Json::array();
    if (!none) {
        SLIPWAY_ASSIGN(
            const Table rows,
            source.duck.query(
                fmt::format("SELECT place, shown::VARCHAR AS shown FROM {} WHERE bad ORDER BY place{}",
                            marked,
                            format.complete() ? std::string() : fmt::format(" LIMIT {}", format.examples)),
                context));
        for (std::size_t i = 0; i < rows.rows(); ++i) {
            places.push_back(whole(rows.columns[0].numbers[i]));
            values.push_back(rows.columns[1].kind == ColumnKind::Category ? parsed(rows.columns[1], i)
                                                                          : Json());
        }
    }
    if (!none && format.name != "BASIC") {
        SLIPWAY_ASSIGN(
            const Table most,
            source.duck.query(fmt::format("SELECT shown, count(*) AS n FROM {} WHERE bad GROUP BY shown "
                                          "ORDER BY n DESC, shown LIMIT {}",
                                          marked, format.examples),
                              context));
        for (std::size_t i = 0; i < most.rows(); ++i)
            counts.push_back(
                {{"value", parsed(most.columns[0], i)}, {"count", whole(most.columns[1].numbers[i])}});
    }
    const auto partial = [&](const Json &list) {
        return Json(std::vector<Json>(
            list.begin(),
            list.begin() + static_cast<std::ptrdiff_t>(std::min(list.size(), format.examples))));
    };
    item.result["partial_unexpected_list"] = partial(values);
    if (format.name == "BASIC")
        return done();
    item.result["partial_unexpected_index_list"] = partial(places);
    item.result["partial_unexpected_counts"] = counts;
    if (format.complete()) {
        item.result["unexpected_list"] = values;
        item.result["unexpected_index_list"] = places;
    }
    return done();
}

Status decideRows(Item &item, Source &source, const RunContext &context)
{
    const Counts &counts = item.counts;
    // No value at all: nothing speaks against it.
    item.success = counts.present() == 0
        || (counts.present() - counts.unexpected) / counts.present() >= item.check->mostly;
    const auto format = formatOf(*item.expectation);
    if (format.name == "BOOLEAN_ONLY")
        return done();
    Json &result = item.result;
    result["element_count"] = whole(counts.rows);
    result["unexpected_count"] = whole(counts.unexpected);
    result["unexpected_percent"] = percent(counts.unexpected, counts.present());
    if (!item.check->countsMissing) {
        result["missing_count"] = whole(counts.missing);
        result["missing_percent"] = percent(counts.missing, counts.rows);
        result["unexpected_percent_total"] = percent(counts.unexpected, counts.rows);
        result["unexpected_percent_nonmissing"] = percent(counts.unexpected, counts.present());
    }
    return addExamples(item, source, format, context);
}

void decideOthers(Item &item)
{
    const Check &check = *item.check;
    if (check.form == Check::Form::Known) {
        item.success = check.passed;
        if (!check.observed.is_null())
            item.result["observed_value"] = check.observed;
        return;
    }
    const Json &kwargs = item.expectation->kwargs;
    const double rows = item.counts.rows;
    const bool lowEnough =
        !check.most || (kwargs.value("strict_max", false) ? rows < *check.most : rows <= *check.most);
    const bool highEnough =
        !check.least || (kwargs.value("strict_min", false) ? rows > *check.least : rows >= *check.least);
    item.success = lowEnough && highEnough;
    item.result["observed_value"] = whole(rows);
}

/// What failed, in a sentence.
std::string said(const Item &item)
{
    if (item.problem) {
        Json args = item.problem->args;
        args["type"] = item.expectation->type;
        return sentence(item.problem->id, args);
    }
    Json args = item.check->arguments;
    args["rows"] = whole(item.counts.rows);
    args["unexpected"] = whole(item.counts.unexpected);
    args["percent"] = fmt::format(
        "{:.3g}", item.counts.present() > 0 ? 100 * item.counts.unexpected / item.counts.present() : 0);
    const auto examples = item.result.find("partial_unexpected_list");
    args["example"] = examples == item.result.end() || examples->empty() ? Json("?") : examples->front();
    return sentence(item.check->sentenceId, args);
}

Json resultOf(const Item &item)
{
    const std::string message = item.problem ? said(item) : std::string();
    return {{"success", item.success},
            {"expectation_config", toJson(*item.expectation)},
            {"result", item.result},
            {"meta", Json::object()},
            {"exception_info",
             {{"raised_exception", item.problem.has_value()},
              {"exception_message", item.problem ? Json(message) : Json()},
              {"exception_traceback", nullptr}}}};
}

/// Patterns that DuckDB's RE2 does not take must not spoil the one reading of all checks.
void setAsideBadPatterns(std::vector<Item> &items, Source &source)
{
    for (auto &item : items) {
        if (!item.check || item.check->sentenceId != "data.check_regex")
            continue;
        const auto pattern = item.check->arguments["rule"].get<std::string>();
        const auto tried =
            source.duck.query(fmt::format("SELECT regexp_matches('', {})", data::quoted(pattern)));
        if (!tried) {
            item.problem =
                failure("data.check_impossible",
                        {{"reason", fmt::format("the pattern {} is not one that is understood", pattern)}},
                        tried.error().detail);
            item.check.reset();
        }
    }
}

} // namespace

Result<Json> validate(const std::filesystem::path &file, const Suite &suite, const ReadOptions &options,
                      const RunContext &context)
{
    SLIPWAY_ASSIGN(Source source, openSource(file, options, context));
    std::vector<Item> items;
    for (const auto &expectation : suite.expectations) {
        Item item;
        item.expectation = &expectation;
        if (auto planned = planCheck(expectation, source))
            item.check = std::move(planned).value();
        else
            item.problem = planned.error();
        items.push_back(std::move(item));
    }
    setAsideBadPatterns(items, source);
    if (const auto counted = count(items, source, context); !counted)
        return sourceError(file, counted.error());

    Json results = Json::array();
    Json failures = Json::array();
    for (std::size_t i = 0; i < items.size(); ++i) {
        Item &item = items[i];
        if (item.check && item.check->form == Check::Form::Rows) {
            if (const auto decided = decideRows(item, source, context); !decided)
                return sourceError(file, decided.error());
        } else if (item.check) {
            decideOthers(item);
        }
        results.push_back(resultOf(item));
        if (!item.success)
            failures.push_back(said(item));
        context.progress(static_cast<double>(i + 1) / static_cast<double>(items.size()), "validate");
    }
    const auto evaluated = items.size();
    const auto successful = evaluated - failures.size();
    return Json {
        {"success", failures.empty()},
        {"results", results},
        {"suite_name", suite.name},
        {"suite_parameters", suite.rest.value("suite_parameters", Json::object())},
        {"statistics",
         {{"evaluated_expectations", evaluated},
          {"successful_expectations", successful},
          {"unsuccessful_expectations", failures.size()},
          {"success_percent", percent(static_cast<double>(successful), static_cast<double>(evaluated))}}},
        {"meta", Json::object()},
        {"id", nullptr},
        {"passed", failures.empty()},
        {"failed", failures.size()},
        {"failures", failures}};
}

} // namespace slipway::data
