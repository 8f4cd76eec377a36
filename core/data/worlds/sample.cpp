#include "core/data/worlds/sample.h"

#include "core/base/messages.h"
#include "core/data/worlds/ceiling.h"
#include "core/data/worlds/recorder.h"
#include "core/data/worlds/rows_csv.h"

#include <algorithm>
#include <cmath>
#include <unordered_set>

namespace slipway::data {

namespace {

constexpr std::int64_t usualSample = 20'000;
constexpr std::int64_t customersInSample = 3'000; // each brings a year of weeks and bills
constexpr std::int64_t transactionsInSample = 80'000; // one in five hundred is fraud
constexpr std::int64_t seriesInSample = 40; // of a shop and an article
constexpr std::int64_t fewestEntities = 50;

std::int64_t scaled(std::int64_t whole, double share, std::int64_t least)
{
    const auto part = static_cast<std::int64_t>(std::llround(static_cast<double>(whole) * share));
    return std::min(whole, std::max(part, least));
}

/// Bytes that a column takes in Parquet: where many values are different they stand one by one, otherwise as
/// places in a list of them. Within a factor of two of what DuckDB writes.
double parquetBytes(const WorldColumn &column, const ColumnRows &values, std::size_t rows)
{
    if (column.form == WorldColumn::Form::Real)
        return 8.0 * static_cast<double>(rows);
    if (column.form == WorldColumn::Form::FreeText)
        return 0.4 * static_cast<double>(values.text.size());
    const std::unordered_set<std::int64_t> different(values.whole.begin(), values.whole.end());
    if (8 * different.size() > rows)
        return 4.0 * static_cast<double>(rows);
    const double bits = std::log2(static_cast<double>(std::max<std::size_t>(different.size(), 1)));
    return static_cast<double>(rows) * bits / 8;
}

/// Counts rows, bytes and the best score while a sample goes by.
class Scales
{
public:
    explicit Scales(const Scenario &scenario)
        : m_scenario(scenario)
        , m_ceiling(makeCeiling(scenario))
        , m_tables(scenario.tables.size())
    {
        for (std::size_t i = 0; i < m_tables.size(); ++i)
            m_tables[i].name = scenario.tables[i].name;
    }

    void see(const SampledRows &seen)
    {
        const auto place =
            static_cast<std::size_t>(m_scenario.table(seen.table.name) - m_scenario.tables.data());
        auto &table = m_tables[place];
        m_lines = seen.rows;
        writeCsv(seen.table, m_lines);
        table.rows += static_cast<double>(seen.rows.rows);
        table.csvBytes += static_cast<double>(m_lines.csv.size());
        for (std::size_t i = 0; i < seen.table.columns.size(); ++i)
            table.parquetBytes += parquetBytes(seen.table.columns[i], seen.rows.columns[i], seen.rows.rows);
    }

    void score(const TableRows &rows, const TableRows &truth) { m_ceiling->add(rows, truth); }

    std::vector<WorldEstimate::Table> tables(const WorldOptions &whole, const WorldOptions &sample) const
    {
        const double byRows = static_cast<double>(whole.rows) / static_cast<double>(sample.rows);
        const double byEntities = static_cast<double>(whole.entities) / static_cast<double>(sample.entities);
        auto tables = m_tables;
        for (auto &table : tables) {
            const double times = table.name == m_scenario.entitiesOf ? byEntities : byRows;
            table.rows = std::round(table.rows * times);
            table.csvBytes *= times;
            table.parquetBytes *= times;
        }
        return tables;
    }

    Json ceiling() const { return m_ceiling->summary(); }

private:
    const Scenario &m_scenario;
    std::unique_ptr<Ceiling> m_ceiling;
    std::vector<WorldEstimate::Table> m_tables;
    TableRows m_lines;
};

/// One world on its way past a visitor.
class Walk
{
public:
    Walk(const Scenario &scenario, const WorldOptions &options, const std::stop_token &stop)
        : m_scenario(scenario)
        , m_recorder(scenario, options)
        , m_world(makeWorld(scenario, options, stop))
        , m_stop(stop)
    {
    }

    using Settled = std::function<void(const WorldPass &, const WorldBlock &)>;

    Status run(const std::string &wanted, const Settled &settled,
               const std::function<void(const SampledRows &)> &visit)
    {
        if (m_stop.stop_requested())
            return cancelled();
        const auto passes = m_world->passes();
        for (std::size_t number = 0; number < passes.size(); ++number) {
            const auto &names = passes[number].tables;
            if (!wanted.empty() && std::find(names.begin(), names.end(), wanted) == names.end())
                continue;
            WorldBlock block(names.size());
            for (std::size_t index = 0; index < passes[number].blocks; ++index) {
                if (m_stop.stop_requested())
                    return cancelled();
                m_world->makeBlock(number, index, block);
                m_world->settleBlock(number, block);
                if (settled)
                    settled(passes[number], block);
                for (std::size_t i = 0; i < names.size(); ++i) {
                    m_recorder.settle(names[i], block[i]);
                    m_recorder.record(names[i], index, block[i]);
                }
                show(passes[number], block, wanted, visit);
            }
        }
        return done();
    }

private:
    void show(const WorldPass &pass, const WorldBlock &block, const std::string &wanted,
              const std::function<void(const SampledRows &)> &visit) const
    {
        for (std::size_t i = 0; i < block.size(); ++i) {
            if (!wanted.empty() && pass.tables[i] != wanted)
                continue;
            const auto truth = std::find(pass.tables.begin(), pass.tables.end(), pass.tables[i] + "_truth");
            visit({m_recorder.table(pass.tables[i]), block[i],
                   truth == pass.tables.end()
                       ? nullptr
                       : &block[static_cast<std::size_t>(truth - pass.tables.begin())]});
        }
    }

    const Scenario &m_scenario;
    Recorder m_recorder;
    std::unique_ptr<World> m_world;
    std::stop_token m_stop;
};

} // namespace

std::int64_t sampleRows(const Scenario &scenario, const WorldOptions &options)
{
    if (scenario.name == "churn")
        return customersInSample;
    if (scenario.name == "fraud")
        return transactionsInSample;
    if (scenario.name == "demand")
        return seriesInSample * options.days;
    return usualSample;
}

WorldOptions smaller(const Scenario &scenario, WorldOptions options, std::int64_t rows)
{
    if (rows >= options.rows)
        return options;
    const double share = static_cast<double>(rows) / static_cast<double>(options.rows);
    options.rows = rows;
    const bool rowsAreEntities = scenario.entitiesOf.empty();
    options.entities = rowsAreEntities ? rows
        : scenario.name == "demand"    ? scaled(options.entities, share, 1)
                                       : scaled(options.entities, share, fewestEntities);
    options.items = scaled(options.items, share, fewestEntities);
    return options;
}

Status visitWorld(const Scenario &scenario, const WorldOptions &options, const std::string &table,
                  const std::function<void(const SampledRows &)> &visit, const std::stop_token &stop)
{
    return Walk(scenario, options, stop).run(table, {}, visit);
}

double WorldEstimate::bytes(const Scenario &scenario, const std::string &format) const
{
    double sum = 0;
    for (const auto &table : tables) {
        const auto *known = scenario.table(table.name);
        sum += format == "parquet" || (known && known->truth) ? table.parquetBytes : table.csvBytes;
    }
    return sum;
}

Result<WorldEstimate> estimateWorld(const Scenario &scenario, const WorldOptions &options,
                                    const std::stop_token &stop)
{
    const auto sample = smaller(scenario, options, sampleRows(scenario, options));
    Scales scales(scenario);
    const auto settled = [&](const WorldPass &pass, const WorldBlock &block) {
        const auto &names = pass.tables;
        const auto rows = std::find(names.begin(), names.end(), scenario.task.table);
        const auto truth = std::find(names.begin(), names.end(), scenario.task.table + "_truth");
        if (rows != names.end() && truth != names.end())
            scales.score(block[static_cast<std::size_t>(rows - names.begin())],
                         block[static_cast<std::size_t>(truth - names.begin())]);
    };
    SLIPWAY_TRY(
        Walk(scenario, sample, stop).run({}, settled, [&](const SampledRows &rows) { scales.see(rows); }));
    return WorldEstimate {scales.tables(options, sample), scales.ceiling(), sample.rows};
}

Json toJson(const WorldEstimate &estimate)
{
    Json tables = Json::array();
    for (const auto &table : estimate.tables) {
        tables.push_back({{"name", table.name},
                          {"rows", std::llround(table.rows)},
                          {"csv_bytes", std::llround(table.csvBytes)},
                          {"parquet_bytes", std::llround(table.parquetBytes)}});
    }
    return {{"tables", tables}, {"best", estimate.ceiling}, {"sampled", estimate.sampled}};
}

} // namespace slipway::data
