#include "core/workspace/run_page.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <unordered_map>

namespace slipway::workspace {

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// "%part%" for LIKE, in small letters; what LIKE would take for a wildcard stands for itself.
std::string pattern(const std::string &text)
{
    std::string escaped = "%";
    for (const char c : text) {
        if (c == '%' || c == '_' || c == '\\')
            escaped += '\\';
        escaped += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return escaped + "%";
}

/// ",auc,loss,": a list in one value, because a statement has a fixed number of places.
std::string listed(const std::vector<std::string> &keys)
{
    std::string text = ",";
    for (const auto &key : keys)
        text += key + ",";
    return text;
}

constexpr std::string_view fitting =
    " FROM runs JOIN experiments ON experiments.experiment_id = runs.experiment_id "
    "LEFT JOIN latest_metrics AS sorted ON sorted.run = runs.id AND sorted.key = (SELECT id FROM metric_keys "
    "WHERE key = ?) WHERE runs.lifecycle_stage = ? AND lower(runs.name || ' ' || experiments.name || ' ' || "
    "runs.status || ' ' || runs.run_id) LIKE ? ESCAPE '\\'";

/// Every order ends with the run's number, so that equal runs keep their places from page to page.
std::string orderBy(const RunQuery &query)
{
    const std::string way = query.descending ? " DESC" : " ASC";
    const std::string last = ", runs.id" + way;
    switch (query.order) {
    case RunOrder::Started:
        return " ORDER BY runs.start_time" + way + last;
    case RunOrder::Name:
        return " ORDER BY lower(runs.name)" + way + last;
    case RunOrder::Status:
        return " ORDER BY runs.status" + way + last;
    case RunOrder::Duration:
        return " ORDER BY runs.end_time IS NULL, runs.end_time - runs.start_time" + way + last;
    case RunOrder::Metric:
        return " ORDER BY sorted.value IS NULL, sorted.value" + way + last;
    }
    return last;
}

std::size_t placeOf(const std::vector<std::string> &keys, const std::string &key)
{
    return static_cast<std::size_t>(std::find(keys.begin(), keys.end(), key) - keys.begin());
}

/// One statement after another on the same page.
class PageReader
{
public:
    PageReader(Store &store, const RunQuery &query)
        : m_store(store)
        , m_query(query)
        , m_stage(query.deleted ? "deleted" : "active")
        , m_pattern(pattern(query.text))
        , m_page("(SELECT runs.id AS run" + std::string(fitting) + orderBy(query) + " LIMIT ? OFFSET ?)")
    {
    }

    Result<RunPage> read()
    {
        SLIPWAY_TRY(m_store.snapshot([&]() -> Status {
            SLIPWAY_TRY(readRows());
            SLIPWAY_TRY(readMetrics());
            SLIPWAY_TRY(readParams());
            return count();
        }));
        return std::move(m_found);
    }

private:
    Status readRows()
    {
        return m_store.each(
            "SELECT runs.id, runs.run_id, experiments.name, runs.name, runs.status, "
            "runs.start_time, runs.end_time, runs.job"
                + std::string(fitting) + orderBy(m_query) + " LIMIT ? OFFSET ?",
            {m_query.orderMetric, m_stage, m_pattern, m_query.limit, m_query.offset}, [&](const Row &row) {
                m_places[row.integer(0)] = m_found.rows.size();
                m_found.rows.push_back({row.integer(0), row.text(1), row.text(2), row.text(3), row.text(4),
                                        row.integer(5), row.integer(6), m_query.deleted, row.text(7),
                                        std::vector<double>(m_query.metrics.size(), none),
                                        std::vector<std::string>(m_query.params.size())});
            });
    }

    Status readMetrics()
    {
        if (m_query.metrics.empty())
            return done();
        return m_store.each(
            "SELECT latest.run, metric_keys.key, latest.value FROM " + m_page
                + " AS page JOIN latest_metrics AS latest ON latest.run = page.run "
                  "JOIN metric_keys ON metric_keys.id = latest.key "
                  "WHERE ? LIKE '%,' || metric_keys.key || ',%'",
            {m_query.orderMetric, m_stage, m_pattern, m_query.limit, m_query.offset, listed(m_query.metrics)},
            [&](const Row &row) {
                const auto place = placeOf(m_query.metrics, row.text(1));
                if (place < m_query.metrics.size())
                    rowOf(row).metrics[place] = row.real(2);
            });
    }

    Status readParams()
    {
        if (m_query.params.empty())
            return done();
        return m_store.each(
            "SELECT params.run, params.key, params.value FROM " + m_page
                + " AS page JOIN params ON params.run = page.run "
                  "WHERE ? LIKE '%,' || params.key || ',%'",
            {m_query.orderMetric, m_stage, m_pattern, m_query.limit, m_query.offset, listed(m_query.params)},
            [&](const Row &row) {
                const auto place = placeOf(m_query.params, row.text(1));
                if (place < m_query.params.size())
                    rowOf(row).params[place] = row.text(2);
            });
    }

    Status count()
    {
        SLIPWAY_TRY(m_store.each("SELECT COUNT(*) FROM runs WHERE lifecycle_stage = ?", {m_stage},
                                 [&](const Row &row) { m_found.all = row.integer(0); }));
        m_found.total = m_found.all;
        if (m_query.text.empty())
            return done();
        return m_store.each("SELECT COUNT(*)" + std::string(fitting), {std::string(), m_stage, m_pattern},
                            [&](const Row &row) { m_found.total = row.integer(0); });
    }

    RunRow &rowOf(const Row &row) { return m_found.rows[m_places.at(row.integer(0))]; }

    Store &m_store;
    const RunQuery &m_query;
    const std::string m_stage;
    const std::string m_pattern;
    const std::string m_page;
    RunPage m_found;
    std::unordered_map<std::int64_t, std::size_t> m_places;
};

bool same(double left, double right)
{
    return left == right || (std::isnan(left) && std::isnan(right));
}

} // namespace

bool RunRow::operator==(const RunRow &other) const
{
    return id == other.id && status == other.status && end == other.end && name == other.name
        && deleted == other.deleted && number == other.number && experiment == other.experiment
        && start == other.start && job == other.job && params == other.params
        && std::equal(metrics.begin(), metrics.end(), other.metrics.begin(), other.metrics.end(), same);
}

Result<RunPage> readRunPage(Store &store, const RunQuery &query)
{
    return PageReader(store, query).read();
}

} // namespace slipway::workspace
