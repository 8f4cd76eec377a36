#include "core/workspace/datasets.h"

#include "core/base/messages.h"

#include <charconv>

namespace slipway::workspace {

namespace {

constexpr std::string_view columns = "id, name, version, digest, file_hash, source_type, source, schema, "
                                     "row_count, creation_time FROM datasets";

DatasetVersion read(const Row &row)
{
    DatasetVersion dataset;
    dataset.id = row.integer(0);
    dataset.name = row.text(1);
    dataset.version = row.integer(2);
    dataset.digest = row.text(3);
    dataset.fileHash = row.text(4);
    dataset.sourceType = row.text(5);
    dataset.source = row.text(6);
    dataset.schema = Json::parse(row.text(7), nullptr, false);
    dataset.rows = row.integer(8);
    dataset.created = row.integer(9);
    return dataset;
}

} // namespace

Json toJson(const DatasetVersion &dataset)
{
    return {
        {"name", dataset.name},          {"version", dataset.version}, {"digest", dataset.digest},
        {"file_hash", dataset.fileHash}, {"source", dataset.source},   {"source_type", dataset.sourceType},
        {"columns", dataset.schema},     {"rows", dataset.rows},       {"created", isoTime(dataset.created)}};
}

Datasets::Datasets(Store &store)
    : m_store(store)
{
}

Result<DatasetVersion> Datasets::add(DatasetVersion dataset)
{
    SLIPWAY_TRY(m_store.transaction([&]() -> Status {
        bool known = false;
        SLIPWAY_TRY(m_store.each("SELECT " + std::string(columns) + " WHERE name = ? AND digest = ?",
                                 {dataset.name, dataset.digest}, [&](const Row &row) {
                                     dataset = read(row);
                                     known = true;
                                 }));
        if (known)
            return done();
        dataset.created = utcNow();
        SLIPWAY_TRY(m_store.each("SELECT COALESCE(MAX(version), 0) + 1 FROM datasets WHERE name = ?",
                                 {dataset.name}, [&](const Row &row) { dataset.version = row.integer(0); }));
        SLIPWAY_TRY(m_store.execute(
            "INSERT INTO datasets (name, version, digest, file_hash, source_type, source, schema, row_count, "
            "creation_time) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            {dataset.name, dataset.version, dataset.digest, dataset.fileHash, dataset.sourceType,
             dataset.source, writeJson(dataset.schema), dataset.rows, dataset.created}));
        return m_store.each("SELECT id FROM datasets WHERE name = ? AND version = ?",
                            {dataset.name, dataset.version},
                            [&](const Row &row) { dataset.id = row.integer(0); });
    }));
    return dataset;
}

Result<std::vector<DatasetVersion>> Datasets::list() const
{
    std::vector<DatasetVersion> datasets;
    SLIPWAY_TRY(m_store.each("SELECT " + std::string(columns) + " ORDER BY name, version DESC", {},
                             [&](const Row &row) { datasets.push_back(read(row)); }));
    return datasets;
}

Result<DatasetVersion> Datasets::find(const std::string &nameAndVersion) const
{
    const auto at = nameAndVersion.rfind('@');
    std::string name = nameAndVersion.substr(0, at);
    std::int64_t version = 0; // the newest
    if (at != std::string::npos) {
        const char *end = nameAndVersion.data() + nameAndVersion.size();
        const auto read = std::from_chars(nameAndVersion.data() + at + 1, end, version);
        if (read.ec != std::errc() || read.ptr != end || version < 1)
            return failure("dataset.missing", {{"name", nameAndVersion}});
    }
    std::vector<DatasetVersion> found;
    SLIPWAY_TRY(m_store.each("SELECT " + std::string(columns)
                                 + " WHERE name = ? AND (? = 0 OR version = ?) ORDER BY version DESC LIMIT 1",
                             {name, version, version}, [&](const Row &row) { found.push_back(read(row)); }));
    if (found.empty())
        return failure("dataset.missing", {{"name", nameAndVersion}});
    return found.front();
}

} // namespace slipway::workspace
