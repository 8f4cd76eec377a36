#pragma once

#include "core/base/run_context.h"
#include "core/data/worlds/world.h"

#include <filesystem>

namespace slipway::data {

struct GenerateOutput {
    std::filesystem::path folder;
    std::string format = "csv"; ///< or "parquet"; the truth is Parquet always
    std::filesystem::path truthFile; ///< empty: "<table>_truth.parquet" beside the tables
    std::size_t threads = 0; ///< 0: the machine's cores
};

/// Makes a world and writes each of its tables into "<table>.<format>", and the truth, which must not be
/// among the inputs of a model, into a file of its own. The files appear together at the end, or none
/// does. Same options, same bytes, whatever the number of threads. Memory grows with the entities, not with
/// the rows.
///
/// Returns {"scenario","seed","rows":{"<table>":n},"files":{"<table>":path,"truth":path},"incidents":[...]}
/// and what Ceiling::summary() says.
Result<Json> generateScenario(const Scenario &scenario, const WorldOptions &options,
                              const GenerateOutput &output, const RunContext &context = {});

} // namespace slipway::data
