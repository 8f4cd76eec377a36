#include "core/workspace/datasets.h"

#include "core/base/messages.h"

#include <charconv>

namespace slipway::workspace {

namespace {

constexpr std::string_view columns = "id, name, version, digest, file_hash, source_type, source, schema, "
                                     "row_count, creation_time, lifecycle_stage, note FROM datasets";

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
    dataset.stage = row.text(10);
    dataset.note = row.text(11);
    return dataset;
}

/// "interactions@2"; version 0 stands for the newest.
struct Reference {
    std::string name;
    std::int64_t version = 0;
};

Result<Reference> parseReference(const std::string &text)
{
    const auto at = text.rfind('@');
    Reference reference {text.substr(0, at)};
    if (at == std::string::npos)
        return reference;
    const char *end = text.data() + text.size();
    const auto read = std::from_chars(text.data() + at + 1, end, reference.version);
    if (read.ec != std::errc() || read.ptr != end || reference.version < 1)
        return failure("dataset.missing", {{"name", text}});
    return reference;
}

} // namespace

Json toJson(const DatasetVersion &dataset)
{
    return {
        {"name", dataset.name},          {"version", dataset.version}, {"digest", dataset.digest},
        {"file_hash", dataset.fileHash}, {"source", dataset.source},   {"source_type", dataset.sourceType},
        {"columns", dataset.schema},     {"rows", dataset.rows},       {"created", isoTime(dataset.created)},
        {"stage", dataset.stage},        {"note", dataset.note},       {"tags", dataset.tags}};
}

std::string DatasetVersion::reference() const
{
    return name + "@" + std::to_string(version);
}

Datasets::Datasets(Store &store)
    : m_store(store)
{
}

Result<DatasetVersion> Datasets::add(DatasetVersion dataset)
{
    SLIPWAY_TRY(m_store.transaction([&]() -> Status {
        SLIPWAY_ASSIGN(const auto known,
                       select(" WHERE name = ? AND digest = ?", {dataset.name, dataset.digest}));
        if (!known.empty()) {
            const std::string fileHash = dataset.fileHash;
            dataset = known.front();
            if (dataset.stage == "active")
                return done();
            dataset.fileHash = fileHash; // gc may have removed the file that it had before
            dataset.stage = "active";
            return m_store.execute(
                "UPDATE datasets SET lifecycle_stage = 'active', file_hash = ? WHERE id = ?",
                {dataset.fileHash, dataset.id});
        }
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

Result<std::vector<DatasetVersion>> Datasets::select(std::string_view where, Values values) const
{
    std::vector<DatasetVersion> datasets;
    SLIPWAY_TRY(m_store.each("SELECT " + std::string(columns) + std::string(where), values,
                             [&](const Row &row) { datasets.push_back(read(row)); }));
    for (auto &dataset : datasets) {
        SLIPWAY_TRY(m_store.each("SELECT key, value FROM dataset_tags WHERE dataset = ?", {dataset.id},
                                 [&](const Row &row) { dataset.tags[row.text(0)] = row.text(1); }));
    }
    return datasets;
}

Result<std::vector<DatasetVersion>> Datasets::list() const
{
    return select(" WHERE lifecycle_stage = 'active' ORDER BY name, version DESC", {});
}

Result<std::vector<DatasetVersion>> Datasets::listWithDeleted() const
{
    return select(" ORDER BY name, version DESC", {});
}

Result<DatasetVersion> Datasets::find(const std::string &nameAndVersion) const
{
    SLIPWAY_ASSIGN(const auto reference, parseReference(nameAndVersion));
    if (reference.version > 0) {
        SLIPWAY_ASSIGN(auto found, findWithDeleted(nameAndVersion));
        if (found.stage != "active")
            return failure("dataset.deleted", {{"name", nameAndVersion}});
        return found;
    }
    SLIPWAY_ASSIGN(const auto found,
                   select(" WHERE name = ? AND lifecycle_stage = 'active' ORDER BY version DESC LIMIT 1",
                          {reference.name}));
    if (found.empty())
        return failure("dataset.missing", {{"name", nameAndVersion}});
    return found.front();
}

Result<DatasetVersion> Datasets::findWithDeleted(const std::string &nameAndVersion) const
{
    SLIPWAY_ASSIGN(const auto reference, parseReference(nameAndVersion));
    SLIPWAY_ASSIGN(const auto found,
                   select(" WHERE name = ? AND (? = 0 OR version = ?) ORDER BY version DESC LIMIT 1",
                          {reference.name, reference.version, reference.version}));
    if (found.empty())
        return failure("dataset.missing", {{"name", nameAndVersion}});
    return found.front();
}

Status Datasets::setTag(std::int64_t dataset, const std::string &key, const std::string &value)
{
    return m_store.execute("INSERT INTO dataset_tags (dataset, key, value) VALUES (?, ?, ?) ON CONFLICT "
                           "(dataset, key) DO UPDATE SET value = excluded.value",
                           {dataset, key, value});
}

Status Datasets::removeTag(std::int64_t dataset, const std::string &key)
{
    return m_store.execute("DELETE FROM dataset_tags WHERE dataset = ? AND key = ?", {dataset, key});
}

Status Datasets::setNote(std::int64_t dataset, const std::string &note)
{
    return m_store.execute("UPDATE datasets SET note = ? WHERE id = ?", {note, dataset});
}

Status Datasets::setStage(std::int64_t dataset, const std::string &stage)
{
    return m_store.execute("UPDATE datasets SET lifecycle_stage = ? WHERE id = ?", {stage, dataset});
}

} // namespace slipway::workspace
