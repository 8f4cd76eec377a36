#include "core/workspace/run_inputs.h"

namespace slipway::workspace {

Result<std::vector<RunInput>> readRunInputs(Store &store, const std::string &run)
{
    std::vector<RunInput> inputs;
    SLIPWAY_TRY(store.each(
        "SELECT datasets.id, datasets.name, datasets.version, datasets.digest, datasets.file_hash, "
        "datasets.source_type, datasets.source, datasets.row_count, datasets.creation_time, "
        "dataset_inputs.context FROM dataset_inputs JOIN datasets ON datasets.id = dataset_inputs.dataset "
        "JOIN runs ON runs.id = dataset_inputs.run WHERE runs.run_id = ? "
        "ORDER BY datasets.id, dataset_inputs.context",
        {run}, [&](const Row &row) {
            inputs.push_back({{.id = row.integer(0),
                               .name = row.text(1),
                               .version = row.integer(2),
                               .digest = row.text(3),
                               .fileHash = row.text(4),
                               .sourceType = row.text(5),
                               .source = row.text(6),
                               .rows = row.integer(7),
                               .created = row.integer(8)},
                              row.text(9)});
        }));
    return inputs;
}

} // namespace slipway::workspace
