#pragma once

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/workspace/datasets.h"

#include <string>
#include <vector>

namespace slipway::workspace {

/// Something that data came from or went into.
struct LineageNode {
    enum class Kind {
        Source, ///< a file that was imported, or the seed of a generator
        Dataset,
        Features, ///< a data set that was made from another one
        Run,
        Model,
    };

    std::string id; ///< "dataset:interactions@2", "run:<id>", "model:feed-model/3", "source:<what>"
    Kind kind = Kind::Dataset;
    std::string name; ///< as the verbs call it
    Json facts = Json::object(); ///< rows and digest, the file's hash, the run's status, the model's stage
};

/// `to` was made with the help of `from`.
struct LineageEdge {
    std::string from;
    std::string to;
    std::string how; ///< "imported", "generated", "derived", "training", "validation", ..., "registered"
};

/// Where a data set came from and what it went into, in an order in which every node stands behind what it
/// was made from.
struct Lineage {
    std::string of; ///< id of the node that was asked about
    std::vector<LineageNode> nodes;
    std::vector<LineageEdge> edges;
};

/// {"of","nodes":[{"id","kind","name",...facts}],"edges":[{"from","to","how"}]}
Json toJson(const Lineage &lineage);

/// The nodes below their origins, one a line. What has several origins stands in full below the first.
std::string lineageTree(const Lineage &lineage);

/// Everything upstream and downstream of one version, from the records: what a version says of its source,
/// what runs have read, and which runs became models. Deleted runs and versions are there and say so.
Result<Lineage> readLineage(Store &store, const DatasetVersion &version);

/// The names of the features, runs and models that were made from a version and are not deleted themselves.
Result<std::vector<std::string>> dependentsOf(Store &store, const DatasetVersion &version);

} // namespace slipway::workspace
