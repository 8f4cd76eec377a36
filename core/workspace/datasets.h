#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/workspace/store.h"

#include <map>
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
    std::string sourceType; ///< "generated", "imported", "features", or "pushed": another version, and what
                            ///< servers were sent
    std::string source; ///< where it came from: a file's name, or the seed
    Json schema = Json::array(); ///< [{"name","type"}]
    std::int64_t rows = 0;
    TimeMicros created = 0;
    std::string stage =
        "active"; ///< or "deleted", which restore takes back, or "removed": its content is gone
    std::string note; ///< what a person wants to remember of it
    std::map<std::string, std::string> tags;

    std::string reference() const; ///< "interactions@2"
};

Json toJson(const DatasetVersion &dataset);

class Datasets
{
public:
    explicit Datasets(Store &store);

    /// Adds a version, or finds the one of this name that has the same digest; one that was deleted is there
    /// again. Fills in id, version and time.
    Result<DatasetVersion> add(DatasetVersion dataset);

    /// Newest of each name first, without the deleted ones.
    Result<std::vector<DatasetVersion>> list() const;

    /// Every version that there ever was, in the same order.
    Result<std::vector<DatasetVersion>> listWithDeleted() const;

    /// "interactions" for the newest version that is not deleted, "interactions@2" for that one.
    Result<DatasetVersion> find(const std::string &nameAndVersion) const;

    /// The same, also where it is deleted.
    Result<DatasetVersion> findWithDeleted(const std::string &nameAndVersion) const;

    Status setTag(std::int64_t dataset, const std::string &key, const std::string &value);
    Status removeTag(std::int64_t dataset, const std::string &key);
    Status setNote(std::int64_t dataset, const std::string &note);
    Status setStage(std::int64_t dataset, const std::string &stage);

private:
    Result<std::vector<DatasetVersion>> select(std::string_view where, Values values) const;

    Store &m_store;
};

} // namespace slipway::workspace
