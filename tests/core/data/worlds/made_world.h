#pragma once

#include "core/data/duckdb.h"
#include "core/data/worlds/generate.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/verify.h"

#include <memory>
#include <string>

namespace slipway::testing {

/// A scenario's tables in a DuckDB, to ask for laws in SQL.
class MadeWorld
{
public:
    explicit MadeWorld(const char *scenario, const Json &settings, const Json &parameters = Json::object())
        : m_scenario(*data::findScenario(scenario).value())
    {
        const auto options = data::worldOptions(m_scenario, settings, parameters);
        if (!options)
            qFatal("%s", options.error().message.c_str());
        const auto made = data::generateScenario(m_scenario, options.value(),
                                                 {.folder = m_folder.path(), .format = "parquet"});
        if (!made)
            qFatal("%s", made.error().message.c_str());
        m_summary = made.value();
        m_duck = std::make_unique<data::Duck>(data::Duck::open({.allowed = {m_folder.path()}}).value());
        for (const auto &table : m_scenario.tables) {
            const auto file = m_folder / (table.name + ".parquet");
            execute("CREATE TABLE " + table.name + " AS SELECT * FROM read_parquet("
                    + data::quoted(file.string()) + ")");
        }
    }

    double number(const std::string &sql)
    {
        const auto value = m_duck->number(sql);
        if (!value)
            qFatal("%s: %s", sql.c_str(), value.error().detail.c_str());
        return value.value();
    }

    void execute(const std::string &sql)
    {
        const auto status = m_duck->execute(sql);
        if (!status)
            qFatal("%s: %s", sql.c_str(), status.error().detail.c_str());
    }

    const data::Scenario &scenario() const { return m_scenario; }
    const Json &summary() const { return m_summary; }
    std::filesystem::path file(const std::string &table) const { return m_folder / (table + ".parquet"); }

    /// Area under the ROC curve by ranks (Mann-Whitney) of a score over 0 and 1.
    double auc(const std::string &from, const std::string &label, const std::string &score)
    {
        return number(
            "SELECT (sum(r) FILTER (y = 1) - n1 * (n1 + 1) / 2) / (n1 * (count(*) - n1)) FROM "
            "(SELECT y, rank() OVER (ORDER BY s) + (count(*) OVER (PARTITION BY s) - 1) / 2.0 AS r, "
            "sum(y) OVER () AS n1 FROM (SELECT "
            + label + " AS y, " + score + " AS s FROM " + from + ")) GROUP BY n1");
    }

    /// Sum over ten groups of equal expected counts of (found - expected)^2 / variance: chi-square of 10
    /// degrees where labels are draws of their probabilities.
    double calibration(const std::string &from, const std::string &label, const std::string &probability)
    {
        return number("SELECT sum(d * d / v) FROM (SELECT sum(y) - sum(p) AS d, sum(p * (1 - p)) AS v FROM "
                      "(SELECT y, p, least(9, floor(10 * sum(p) OVER (ORDER BY p ROWS UNBOUNDED PRECEDING) / "
                      "sum(p) OVER ())) AS tenth FROM (SELECT "
                      + label + " AS y, " + probability + " AS p FROM " + from + ")) GROUP BY tenth)");
    }

    static constexpr double surelyWrong = 29.59; ///< chi-square of 10 degrees exceeds this once in 1000

private:
    const data::Scenario &m_scenario;
    TemporaryFolder m_folder;
    Json m_summary;
    std::unique_ptr<data::Duck> m_duck;
};

} // namespace slipway::testing
