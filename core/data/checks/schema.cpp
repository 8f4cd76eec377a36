#include "core/data/checks/plans.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>

namespace slipway::data {

namespace {

Check decided(bool passed, Json observed, const char *sentence, Json arguments)
{
    Check check;
    check.form = Check::Form::Known;
    check.passed = passed;
    check.observed = std::move(observed);
    check.sentenceId = sentence;
    check.arguments = std::move(arguments);
    return check;
}

std::vector<std::string> namesOf(const Source &source)
{
    std::vector<std::string> names;
    for (const auto &column : source.columns)
        names.push_back(column.name);
    return names;
}

Result<Check> typeCheck(const Ask &ask, const std::vector<std::string> &types)
{
    SLIPWAY_ASSIGN(const SourceColumn *column, ask.column());
    SLIPWAY_TRY(ask.mostly());
    bool passed = false;
    for (const auto &type : types) {
        const Family wanted = familyOf(type);
        if (wanted == Family::Other)
            return impossible(fmt::format("{} is not the name of a known type", type));
        passed = passed || familyOf(column->type) == wanted;
    }
    return decided(passed, column->type, "data.check_type",
                   {{"column", column->name},
                    {"rule", fmt::format("{}", fmt::join(types, " or "))},
                    {"type", column->type}});
}

/// The names of `from` that `in` does not have.
std::vector<std::string> without(const std::vector<std::string> &from, const std::vector<std::string> &in)
{
    std::vector<std::string> rest;
    for (const auto &name : from) {
        if (std::find(in.begin(), in.end(), name) == in.end())
            rest.push_back(name);
    }
    return rest;
}

} // namespace

Result<Check> planExists(const Ask &ask)
{
    SLIPWAY_ASSIGN(const std::string name, ask.text("column"));
    bool passed = ask.source().find(name) != nullptr;
    if (const Json *index = ask.find("column_index")) {
        if (!index->is_number_unsigned())
            return impossible("column_index must be a whole number from 0");
        const auto at = index->get<std::size_t>();
        passed = passed && at < ask.source().columns.size() && ask.source().columns[at].name == name;
    }
    return decided(passed, Json(), "data.check_column_missing", {{"column", name}});
}

Result<Check> planOfType(const Ask &ask)
{
    SLIPWAY_ASSIGN(const std::string type, ask.text("type_"));
    return typeCheck(ask, {type});
}

Result<Check> planInTypeList(const Ask &ask)
{
    SLIPWAY_ASSIGN(const auto types, ask.texts("type_list"));
    return typeCheck(ask, types);
}

Result<Check> planColumnCount(const Ask &ask)
{
    const auto columns = ask.source().columns.size();
    SLIPWAY_ASSIGN(const Range range, ask.range("n", Family::Integer));
    const auto bound = [&](const char *name, double standard) {
        const Json *found = ask.find(name);
        return found ? found->get<double>() : standard;
    };
    SLIPWAY_ASSIGN(const bool strictMin, ask.flag("strict_min", false));
    SLIPWAY_ASSIGN(const bool strictMax, ask.flag("strict_max", false));
    const double count = static_cast<double>(columns);
    const double least = bound("min_value", -1);
    const double most = bound("max_value", HUGE_VAL);
    const bool passed =
        (strictMin ? count > least : count >= least) && (strictMax ? count < most : count <= most);
    return decided(passed, columns, "data.check_column_count", {{"columns", columns}, {"rule", range.rule}});
}

Result<Check> planColumnCountEqual(const Ask &ask)
{
    SLIPWAY_ASSIGN(const double value, ask.number("value"));
    const auto columns = ask.source().columns.size();
    return decided(static_cast<double>(columns) == value, columns, "data.check_column_count",
                   {{"columns", columns}, {"rule", fmt::format("{}", value)}});
}

Result<Check> planColumnSet(const Ask &ask)
{
    SLIPWAY_ASSIGN(const auto wanted, ask.texts("column_set"));
    SLIPWAY_ASSIGN(const bool exact, ask.flag("exact_match", true));
    const auto names = namesOf(ask.source());
    const auto missing = without(wanted, names);
    const auto unexpected = exact ? without(names, wanted) : std::vector<std::string> {};
    Check check = decided(missing.empty() && unexpected.empty(), names, "data.check_columns",
                          {{"missing", fmt::format("{}", fmt::join(missing, ", "))},
                           {"unexpected_columns", fmt::format("{}", fmt::join(unexpected, ", "))}});
    check.details["mismatched"] = Json::object();
    if (!missing.empty())
        check.details["mismatched"]["missing"] = missing;
    if (!unexpected.empty())
        check.details["mismatched"]["unexpected"] = unexpected;
    return check;
}

Result<Check> planColumnOrder(const Ask &ask)
{
    SLIPWAY_ASSIGN(const auto wanted, ask.texts("column_list"));
    const auto names = namesOf(ask.source());
    Json mismatched = Json::array();
    for (std::size_t i = 0; i < std::max(wanted.size(), names.size()); ++i) {
        const Json expected = i < wanted.size() ? Json(wanted[i]) : Json();
        const Json found = i < names.size() ? Json(names[i]) : Json();
        if (expected != found)
            mismatched.push_back({{"Expected Column Position", i}, {"Expected", expected}, {"Found", found}});
    }
    Check check = decided(mismatched.empty(), names, "data.check_column_order",
                          {{"rule", fmt::format("{}", fmt::join(wanted, ", "))},
                           {"found", fmt::format("{}", fmt::join(names, ", "))}});
    if (!mismatched.empty())
        check.details["mismatched"] = mismatched;
    return check;
}

} // namespace slipway::data
