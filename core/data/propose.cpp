#include "core/data/propose.h"

#include <algorithm>
#include <cmath>

namespace slipway::data {

namespace {

constexpr std::int64_t fewestRowsForSets = 50; ///< a few rows do not show all values
constexpr double rowsPerValue = 5;
constexpr double rangeSlack = 0.1;
constexpr double missingSlack = 1.5;
constexpr double leastMostly = 0.5; ///< of a column that is missing more often nothing is asked

/// Collects the expectations about one column.
class ColumnProposal
{
public:
    ColumnProposal(const std::string &name, const Json &column, std::int64_t rows,
                   std::vector<Expectation> &into)
        : m_name(name)
        , m_column(column)
        , m_rows(rows)
        , m_into(into)
    {
    }

    void propose()
    {
        const auto kind = m_column.value("kind", "");
        if (kind == "empty" || m_column.value("distinct", 0LL) == 0)
            return;
        add("expect_column_values_to_be_of_type", {{"type_", m_column.at("type")}});
        proposePresence();
        if (m_column.value("id_like", false))
            return add("expect_column_values_to_be_unique", Json::object());
        if (isSet(kind))
            return proposeSet();
        if (kind == "text")
            return add("expect_column_value_lengths_to_be_between",
                       {{"max_value", 2 * m_column.at("lengths").value("max", 0LL)}});
        if (kind == "date" || kind == "time")
            return add("expect_column_values_to_be_between", {{"min_value", m_column.at("min")}});
        proposeRange(kind == "whole");
    }

private:
    void add(const std::string &type, Json kwargs)
    {
        kwargs["column"] = m_name;
        m_into.push_back({type, std::move(kwargs), {{"meta", Json::object()}}});
    }

    void proposePresence()
    {
        const auto nulls = static_cast<double>(m_column.value("nulls", 0LL));
        const double share = nulls / static_cast<double>(m_rows);
        if (nulls == 0)
            return add("expect_column_values_to_not_be_null", Json::object());
        const double mostly = std::floor((1 - missingSlack * share) * 1000) / 1000;
        if (mostly >= leastMostly)
            add("expect_column_values_to_not_be_null", {{"mostly", mostly}});
    }

    bool isSet(const std::string &kind) const
    {
        const auto distinct = m_column.value("distinct", 0LL);
        const bool countable = kind == "text" || kind == "flag" || kind == "whole";
        return countable && m_rows >= fewestRowsForSets
            && distinct == static_cast<std::int64_t>(m_column.at("top").size())
            && static_cast<double>(distinct) * rowsPerValue <= static_cast<double>(m_rows);
    }

    void proposeSet()
    {
        Json values = Json::array();
        for (const auto &each : m_column.at("top"))
            values.push_back(each.at("value"));
        std::sort(values.begin(), values.end());
        add("expect_column_values_to_be_in_set", {{"value_set", values}});
    }

    void proposeRange(bool whole)
    {
        const Json &min = m_column.at("min");
        const Json &max = m_column.at("max");
        if (!min.is_number() || !max.is_number() || m_column.contains("infinite"))
            return;
        const double width = max.get<double>() - min.get<double>();
        double low = min.get<double>() - rangeSlack * width;
        double high = max.get<double>() + rangeSlack * width;
        if (min.get<double>() >= 0)
            low = std::max(low, 0.0);
        constexpr double exact = 0x1p53; // beyond it a double does not hold every whole number
        if (!whole || std::abs(low) > exact || std::abs(high) > exact) {
            if (std::isfinite(low) && std::isfinite(high))
                add("expect_column_values_to_be_between", {{"min_value", low}, {"max_value", high}});
            return;
        }
        add("expect_column_values_to_be_between",
            {{"min_value", static_cast<std::int64_t>(std::floor(low))},
             {"max_value", static_cast<std::int64_t>(std::ceil(high))}});
    }

    const std::string &m_name;
    const Json &m_column;
    std::int64_t m_rows;
    std::vector<Expectation> &m_into;
};

} // namespace

Suite proposeSuite(const Json &profile, const std::string &name)
{
    Suite suite;
    suite.name = name;
    const auto rows = profile.value("rows", 0LL);
    const Json none = {{"meta", Json::object()}};
    suite.expectations.push_back(
        {"expect_table_row_count_to_be_between", {{"min_value", rows / 2}, {"max_value", 2 * rows}}, none});
    suite.expectations.push_back({"expect_table_columns_to_match_set",
                                  {{"column_set", profile.at("order")}, {"exact_match", false}},
                                  none});
    for (const auto &each : profile.at("order")) {
        const auto column = each.get<std::string>();
        ColumnProposal(column, profile.at("columns").at(column), rows, suite.expectations).propose();
    }
    suite.rest = {{"meta", {{"great_expectations_version", "1.2.0"}}},
                  {"notes", "Proposed by Slipway from a profile. Read it, and keep what has to hold."}};
    return suite;
}

} // namespace slipway::data
