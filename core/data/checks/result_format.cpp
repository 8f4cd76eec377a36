#include "core/data/checks/result_format.h"

#include "core/base/messages.h"
#include "core/data/checks/ask.h"
#include "core/data/json_column.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace slipway::data {

namespace {

std::int64_t whole(double value)
{
    return static_cast<std::int64_t>(value);
}

Json percent(double part, double of)
{
    return of > 0 ? Json(100 * part / of) : Json();
}

/// All rows with their places, and what is unexpected among them. The places are numbered before anything
/// else, because a window over groups does not keep the order.
std::string markedRows(const Check &check, const Source &source, const std::vector<std::string> &also)
{
    return fmt::format(
        "(SELECT slipway_place, to_json({})::VARCHAR AS slipway_shown, {} AS slipway_bad{}{} FROM (SELECT "
        "row_number() OVER () - 1 AS slipway_place, * FROM {}))",
        check.value, check.isUnexpected(), also.empty() ? "" : ", ", fmt::join(also, ", "),
        source.expression);
}

/// An object of columns as JSON.
std::string packed(const std::vector<std::string> &names, const char *as)
{
    std::vector<std::string> fields;
    for (const auto &name : names)
        fields.push_back(fmt::format("{0} := {0}", identifier(name)));
    return fmt::format("to_json(struct_pack({}))::VARCHAR AS {}", fmt::join(fields, ", "), as);
}

struct Examples {
    Json values = Json::array();
    Json places = Json::array(); ///< row numbers from 0, or objects of the index columns
    Json rows = Json::array();
    Json numbers = Json::array(); ///< row numbers in any case
};

Result<Examples> readExamples(const Check &check, const ResultFormat &format, Source &source,
                              const RunContext &context)
{
    std::vector<std::string> also;
    if (!format.indexColumns.empty()) {
        auto names = check.valueNames;
        for (const auto &name : format.indexColumns) {
            if (std::find(names.begin(), names.end(), name) == names.end())
                names.push_back(name);
        }
        also.push_back(packed(names, "slipway_index"));
    }
    if (format.withRows) {
        std::vector<std::string> names;
        for (const auto &column : source.columns)
            names.push_back(column.name);
        also.push_back(packed(names, "slipway_row"));
    }
    const auto limit = format.isComplete() ? longestList : format.examples;
    SLIPWAY_ASSIGN(
        const Table table,
        source.duck.query(fmt::format("SELECT * EXCLUDE (slipway_bad) FROM {} WHERE slipway_bad ORDER BY "
                                      "slipway_place LIMIT {}",
                                      markedRows(check, source, also), limit),
                          context));
    Examples examples;
    for (std::size_t i = 0; i < table.rows(); ++i) {
        examples.numbers.push_back(whole(table.columns[0].numbers[i]));
        examples.values.push_back(jsonValue(table.columns[1], i));
        const Column *index = table.find("slipway_index");
        examples.places.push_back(index ? jsonValue(*index, i) : examples.numbers.back());
        if (const Column *row = table.find("slipway_row"))
            examples.rows.push_back(jsonValue(*row, i));
    }
    return examples;
}

Result<Json> readCounts(const Check &check, const ResultFormat &format, Source &source,
                        const RunContext &context)
{
    Json counts = Json::array();
    SLIPWAY_ASSIGN(const Table most,
                   source.duck.query(
                       fmt::format("SELECT slipway_shown, count(*) AS n FROM {} WHERE slipway_bad GROUP BY "
                                   "slipway_shown ORDER BY n DESC, slipway_shown LIMIT {}",
                                   markedRows(check, source, {}), format.examples),
                       context));
    for (std::size_t i = 0; i < most.rows(); ++i)
        counts.push_back(
            {{"value", jsonValue(most.columns[0], i)}, {"count", whole(most.columns[1].numbers[i])}});
    return counts;
}

Json firstOf(const Json &list, std::size_t count)
{
    return std::vector<Json>(list.begin(),
                             list.begin() + static_cast<std::ptrdiff_t>(std::min(list.size(), count)));
}

Status writeExamples(CheckItem &item, const ResultFormat &format, Source &source, const RunContext &context)
{
    Examples examples;
    Json counts = Json::array();
    if (item.counts.unexpected > 0) {
        SLIPWAY_ASSIGN(examples, readExamples(*item.check, format, source, context));
        if (format.hasIndexes() && !format.withoutValues) {
            SLIPWAY_ASSIGN(counts, readCounts(*item.check, format, source, context));
        }
    }
    Json &result = item.result;
    const auto count = format.examples;
    if (!format.withoutValues)
        result["partial_unexpected_list"] = firstOf(examples.values, count);
    if (format.withRows)
        result["unexpected_rows"] = firstOf(examples.rows, count);
    if (!format.hasIndexes())
        return done();
    result["partial_unexpected_index_list"] = firstOf(examples.places, count);
    if (!format.withoutValues)
        result["partial_unexpected_counts"] = counts;
    if (!format.isComplete())
        return done();
    if (!format.withoutValues)
        result["unexpected_list"] = examples.values;
    result["unexpected_index_list"] = examples.places;
    result["unexpected_index_query"] =
        fmt::format("df.filter(items={}, axis=0)", writeJson(examples.numbers));
    if (item.counts.unexpected > static_cast<double>(longestList))
        result["unexpected_list_truncated"] = true;
    return done();
}

} // namespace

Result<ResultFormat> resultFormat(const Expectation &expectation, const Source &source)
{
    ResultFormat format;
    const auto found = expectation.kwargs.find("result_format");
    if (found == expectation.kwargs.end() || found->is_null())
        return format;
    const Json &options = *found;
    const Json name = options.is_object() ? options.value("result_format", Json("SUMMARY")) : options;
    constexpr std::array names {"BOOLEAN_ONLY", "BASIC", "SUMMARY", "COMPLETE"};
    if (!name.is_string() || std::find(names.begin(), names.end(), name.get<std::string>()) == names.end())
        return impossible(fmt::format("result_format must be one of {}", fmt::join(names, ", ")));
    format.name = name.get<std::string>();
    if (!options.is_object())
        return format;
    if (const auto count = options.find("partial_unexpected_count"); count != options.end()) {
        if (!count->is_number_integer() || *count < 0)
            return impossible("partial_unexpected_count must be a whole number from 0");
        format.examples = std::min(count->get<std::size_t>(), longestList);
    }
    const auto isSet = [&](const char *key) { return options.contains(key) && options.at(key) == true; };
    format.withRows = isSet("include_unexpected_rows");
    format.withoutValues = isSet("exclude_unexpected_values");
    if (const auto columns = options.find("unexpected_index_column_names");
        columns != options.end() && columns->is_array()) {
        for (const auto &column : *columns) {
            if (!column.is_string() || !source.find(column.get<std::string>()))
                return impossible(fmt::format("unexpected_index_column_names names {}, which is no column",
                                              writeJson(column)));
            format.indexColumns.push_back(column.get<std::string>());
        }
    }
    return format;
}

Status writeResult(CheckItem &item, const ResultFormat &format, Source &source, const RunContext &context)
{
    if (format.name == "BOOLEAN_ONLY")
        return done();
    Json &result = item.result;
    const CheckCounts &counts = item.counts;
    if (!item.isAboutRows()) {
        if (!item.check->observed.is_null() || item.check->sentenceId == "data.check_statistic")
            result["observed_value"] = item.check->observed;
        if (!item.check->details.is_null())
            result["details"] = item.check->details;
        return done();
    }
    result["element_count"] = whole(counts.rows);
    result["unexpected_count"] = whole(counts.unexpected);
    result["unexpected_percent"] = percent(counts.unexpected, counts.present());
    if (!item.check->everyRow) {
        result["missing_count"] = whole(counts.missing);
        result["missing_percent"] = percent(counts.missing, counts.rows);
        result["unexpected_percent_total"] = percent(counts.unexpected, counts.rows);
        result["unexpected_percent_nonmissing"] = percent(counts.unexpected, counts.present());
    }
    return writeExamples(item, format, source, context);
}

} // namespace slipway::data
