#pragma once

#include "core/data/worlds/world.h"

namespace slipway::data {

/// Between a world and its files: values that get lost, and what goes wrong where they are written down. The
/// truth stays as it is, only the record of it changes.
class Recorder
{
public:
    Recorder(const Scenario &scenario, const WorldOptions &options);

    /// The tables as they are written: with the level of a new category, and the column of a new schema.
    const WorldTable &table(const std::string &name) const;

    /// Whether a sensor gets stuck, for which the rows before must be known.
    bool needsOrder() const;

    /// Block after block, by one thread at a time.
    void settle(const std::string &table, TableRows &rows);

    /// Everything else; called from several threads at once.
    void record(const std::string &table, std::size_t block, TableRows &rows) const;

private:
    struct Stuck {
        std::size_t incident = 0;
        std::int64_t entity = -1;
        std::int64_t last = 0;
        bool known = false;
    };

    void stick(Stuck &stuck, TableRows &rows) const;
    void apply(std::size_t incident, std::size_t block, TableRows &rows) const;
    void lose(const WorldTable &table, std::size_t block, TableRows &rows) const;

    WorldOptions m_options;
    std::vector<WorldTable> m_tables;
    std::vector<WorldTable> m_made; ///< as the world makes them
    std::vector<Stuck> m_stuck;
};

} // namespace slipway::data
