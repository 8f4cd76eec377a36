#pragma once

#include "core/data/worlds/world.h"

#include <functional>

namespace slipway::data {

/// As many rows as tell how the whole world looks, without waiting for them: more where what matters is rare.
std::int64_t sampleRows(const Scenario &scenario, const WorldOptions &options);

/// The same world with at most `rows` rows, and with entities to match.
WorldOptions smaller(const Scenario &scenario, WorldOptions options, std::int64_t rows);

/// Rows of a table as they are recorded, and beside them what the truth knows of them; null where it knows
/// nothing.
struct SampledRows {
    const WorldTable &table;
    const TableRows &rows;
    const TableRows *truth = nullptr;
};

/// Makes a world without files and shows its blocks in order: of one table, or of all where none is named.
/// A stop ends it between two blocks, with a cancelled status.
Status visitWorld(const Scenario &scenario, const WorldOptions &options, const std::string &table,
                  const std::function<void(const SampledRows &)> &visit, const std::stop_token &stop = {});

/// What generating would come to, from a sample of it.
struct WorldEstimate {
    struct Table {
        std::string name;
        double rows = 0;
        double csvBytes = 0;
        double parquetBytes = 0;
    };

    std::vector<Table> tables; ///< in the order of the scenario; a truth is Parquet always
    Json ceiling; ///< as Ceiling::summary() says, of the sample
    std::int64_t sampled = 0; ///< rows of the scenario's main table

    double bytes(const Scenario &scenario, const std::string &format) const;
};

Result<WorldEstimate> estimateWorld(const Scenario &scenario, const WorldOptions &options,
                                    const std::stop_token &stop = {});

/// {"tables":[{"name","rows","csv_bytes","parquet_bytes"}],"best":{...},"sampled":n}
Json toJson(const WorldEstimate &estimate);

} // namespace slipway::data
