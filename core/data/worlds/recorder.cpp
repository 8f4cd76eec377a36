#include "core/data/worlds/recorder.h"

#include "core/data/worlds/quick_random.h"

#include <algorithm>
#include <cassert>
#include <cmath>

namespace slipway::data {

namespace {

using enum IncidentKind;

constexpr std::uint64_t recorderStreams = 0xEC; // in the top bits, where no world has its streams

/// One stream for each use, table and block.
QuickRandom randomFor(const WorldOptions &options, std::size_t use, std::size_t table, std::size_t block)
{
    return QuickRandom(options.seed,
                       recorderStreams << 56 | static_cast<std::uint64_t>(use) << 48
                           | static_cast<std::uint64_t>(table) << 40 | static_cast<std::uint64_t>(block));
}

std::size_t placeOf(const std::vector<WorldTable> &tables, std::string_view name)
{
    const auto found =
        std::find_if(tables.begin(), tables.end(), [&](const WorldTable &each) { return each.name == name; });
    assert(found != tables.end());
    return static_cast<std::size_t>(found - tables.begin());
}

void loseValue(ColumnRows &column, std::size_t row, std::size_t rows)
{
    column.missing.resize(rows);
    column.missing[row] = 1;
}

} // namespace

Recorder::Recorder(const Scenario &scenario, const WorldOptions &options)
    : m_options(options)
    , m_tables(scenario.tables)
    , m_made(scenario.tables)
{
    for (std::size_t i = 0; i < options.incidents.size(); ++i) {
        const Incident &incident = options.incidents[i];
        if (incident.kind == SensorStuck)
            m_stuck.push_back({.incident = i});
        if (incident.kind != NewCategory && incident.kind != SchemaBreak)
            continue;
        WorldTable &table = m_tables[placeOf(m_tables, incident.table)];
        WorldColumn &column = table.columns[table.find(incident.column)];
        if (incident.kind == NewCategory) {
            column.levels.push_back("new_" + column.name);
            continue;
        }
        WorldColumn renamed = column;
        renamed.name += "_v2";
        table.columns.push_back(std::move(renamed));
    }
}

const WorldTable &Recorder::table(const std::string &name) const
{
    return m_tables[placeOf(m_tables, name)];
}

bool Recorder::needsOrder() const
{
    return !m_stuck.empty();
}

void Recorder::settle(const std::string &table, TableRows &rows)
{
    for (auto &stuck : m_stuck) {
        if (m_options.incidents[stuck.incident].table == table)
            stick(stuck, rows);
    }
}

/// From its time on the sensor repeats the last value before: of this entity, where rows stand entity by
/// entity. Where there is none before, the first one is repeated.
void Recorder::stick(Stuck &stuck, TableRows &rows) const
{
    const Incident &incident = m_options.incidents[stuck.incident];
    const WorldTable &table = m_made[placeOf(m_made, incident.table)];
    const auto &times = rows.columns[table.time].whole;
    auto &values = rows.columns[table.find(incident.column)].whole;
    for (std::size_t i = 0; i < rows.rows; ++i) {
        if (table.entity != WorldTable::none) {
            const auto entity = rows.columns[table.entity].whole[i];
            stuck.known = stuck.known && entity == stuck.entity;
            stuck.entity = entity;
        }
        if (incident.active(table.timeOf(times[i])) && stuck.known)
            values[i] = stuck.last;
        stuck.last = values[i];
        stuck.known = true;
    }
}

void Recorder::apply(std::size_t place, std::size_t block, TableRows &rows) const
{
    const Incident &incident = m_options.incidents[place];
    const std::size_t made = placeOf(m_made, incident.table);
    const WorldTable &table = m_made[made];
    const WorldTable &written = m_tables[made];
    const auto &times = rows.columns[table.time].whole;
    const auto each = [&](auto &&act) {
        for (std::size_t i = 0; i < rows.rows; ++i) {
            if (incident.active(table.timeOf(times[i])))
                act(i);
        }
    };
    ColumnRows &column = rows.columns[table.find(incident.column)];
    switch (incident.kind) {
    case UnitChange:
        each([&](std::size_t i) {
            column.whole[i] = std::llround(static_cast<double>(column.whole[i]) * incident.strength);
        });
        return;
    case MissingBlock:
        each([&](std::size_t i) { loseValue(column, i, rows.rows); });
        return;
    case NewCategory: {
        const auto level =
            static_cast<std::int64_t>(table.columns[table.find(incident.column)].levels.size());
        auto random = randomFor(m_options, 1 + place, made, block);
        each([&](std::size_t i) {
            if (random.happens(incident.strength))
                column.whole[i] = level;
        });
        return;
    }
    case SchemaBreak: {
        ColumnRows &renamed = rows.columns[written.find(incident.column + "_v2")];
        renamed = column;
        column.missing.resize(rows.rows);
        renamed.missing.resize(rows.rows);
        for (std::size_t i = 0; i < rows.rows; ++i)
            (incident.active(table.timeOf(times[i])) ? column : renamed).missing[i] = 1;
        return;
    }
    default:
        return; // the world itself has changed
    }
}

void Recorder::lose(const WorldTable &table, std::size_t block, TableRows &rows) const
{
    auto random = randomFor(m_options, 0, placeOf(m_made, table.name), block);
    for (std::size_t place = 0; place < table.columns.size(); ++place) {
        if (!table.columns[place].optional)
            continue;
        for (std::size_t i = 0; i < rows.rows; ++i) {
            if (random.happens(m_options.missing))
                loseValue(rows.columns[place], i, rows.rows);
        }
    }
}

void Recorder::record(const std::string &name, std::size_t block, TableRows &rows) const
{
    const std::size_t place = placeOf(m_made, name);
    if (m_options.missing > 0)
        lose(m_made[place], block, rows);
    rows.columns.resize(m_tables[place].columns.size());
    // A new schema takes over what the other incidents have made of the column, so it comes last.
    for (const bool schema : {false, true}) {
        for (std::size_t i = 0; i < m_options.incidents.size(); ++i) {
            const Incident &incident = m_options.incidents[i];
            if (incident.table == name && (incident.kind == SchemaBreak) == schema)
                apply(i, block, rows);
        }
    }
}

} // namespace slipway::data
