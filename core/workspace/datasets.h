#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/workspace/store.h"

#include <string>
#include <vector>

namespace slipway::workspace {

/// One version of a data set. Its digest stands for the logical content: the same rows as CSV or Parquet are
/// one version. `fileHash` names the artifact that holds the bytes.
struct DatasetVersion {
    std::int64_t id = 0;
    std::string name;
    std::int64_t version = 0;
    std::string digest;
    std::string fileHash;
    std::string sourceType; ///< "generated", "imported" or "features"
    std::string source; ///< where it came from: a file's name, or the seed
    Json schema = Json::array(); ///< [{"name","type"}]
    std::int64_t rows = 0;
    TimeMicros created = 0;
};

Json toJson(const DatasetVersion &dataset);

class Datasets
{
public:
    explicit Datasets(Store &store);

    /// Adds a version, or finds the one of this name that has the same digest. Fills in id, version and time.
    Result<DatasetVersion> add(DatasetVersion dataset);

    /// Newest of each name first.
    Result<std::vector<DatasetVersion>> list() const;

    /// "interactions" for the newest version, "interactions@2" for that one.
    Result<DatasetVersion> find(const std::string &nameAndVersion) const;

private:
    Store &m_store;
};

} // namespace slipway::workspace
