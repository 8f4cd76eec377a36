#include "core/registry/models.h"

#include "core/base/messages.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace slipway::registry {

namespace {

using workspace::Row;

constexpr std::string_view columns =
    "name, version, model_id, run_id, source, files, metrics, stage, description, "
    "creation_time FROM model_versions";

ModelVersion read(const Row &row)
{
    ModelVersion version;
    version.name = row.text(0);
    version.version = row.integer(1);
    version.modelId = row.text(2);
    version.runId = row.text(3);
    version.folder = row.text(4);
    version.files = Json::parse(row.text(5), nullptr, false);
    version.metrics = Json::parse(row.text(6), nullptr, false);
    version.stage = row.text(7);
    version.description = row.text(8);
    version.created = row.integer(9);
    return version;
}

/// What stands behind the name in "feed-model/3" or "feed-model@Production".
struct Reference {
    std::string name;
    std::optional<std::int64_t> version;
    std::optional<std::string> alias;
};

Result<Reference> parseReference(const std::string &text)
{
    const auto mark = text.find_first_of("/@");
    Reference reference {.name = text.substr(0, mark)};
    if (mark == std::string::npos)
        return reference;
    const std::string rest = text.substr(mark + 1);
    if (text[mark] == '@') {
        reference.alias = rest;
        return reference;
    }
    std::int64_t number = 0;
    const char *end = rest.data() + rest.size();
    if (const auto [at, error] = std::from_chars(rest.data(), end, number); error != std::errc() || at != end)
        return failure("registry.version_missing", {{"version", text}});
    reference.version = number;
    return reference;
}

} // namespace

std::string ModelVersion::reference() const
{
    return fmt::format("{}/{}", name, version);
}

Json toJson(const ModelVersion &version)
{
    return {{"name", version.name},
            {"version", version.version},
            {"model_id", version.modelId},
            {"run_id", version.runId},
            {"folder", version.folder},
            {"files", version.files},
            {"metrics", version.metrics},
            {"stage", version.stage},
            {"aliases", version.aliases},
            {"description", version.description},
            {"created", isoTime(version.created)}};
}

Models::Models(workspace::Store &store)
    : m_store(store)
{
}

Result<ModelVersion> Models::add(ModelVersion version)
{
    SLIPWAY_TRY(m_store.transaction([&]() -> Status {
        const auto now = utcNow();
        bool known = false;
        SLIPWAY_TRY(m_store.each("SELECT " + std::string(columns) + " WHERE name = ? AND model_id = ?",
                                 {version.name, version.modelId}, [&](const Row &row) {
                                     version = read(row);
                                     known = true;
                                 }));
        if (known)
            return done();
        SLIPWAY_TRY(
            m_store.execute("INSERT INTO registered_models (name, creation_time, last_updated_time) VALUES "
                            "(?, ?, ?) ON CONFLICT (name) DO UPDATE SET last_updated_time = "
                            "excluded.last_updated_time",
                            {version.name, now, now}));
        SLIPWAY_TRY(m_store.each("SELECT COALESCE(MAX(version), 0) + 1 FROM model_versions WHERE name = ?",
                                 {version.name}, [&](const Row &row) { version.version = row.integer(0); }));
        version.created = now;
        return m_store.execute("INSERT INTO model_versions (name, version, model_id, run_id, source, files, "
                               "metrics, description, "
                               "creation_time, last_updated_time) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                               {version.name, version.version, version.modelId, version.runId, version.folder,
                                writeJson(version.files), writeJson(version.metrics), version.description,
                                now, now});
    }));
    return find(version.reference()); // with the aliases that a known version has
}

Result<std::vector<ModelVersion>> Models::list(const std::string &name) const
{
    std::vector<ModelVersion> versions;
    SLIPWAY_TRY(m_store.each("SELECT " + std::string(columns)
                                 + " WHERE ? = '' OR name = ? ORDER BY name, version DESC",
                             {name, name}, [&](const Row &row) { versions.push_back(read(row)); }));
    SLIPWAY_TRY(m_store.each("SELECT name, alias, version FROM model_aliases ORDER BY alias", {},
                             [&](const Row &row) {
                                 for (auto &version : versions) {
                                     if (version.name == row.text(0) && version.version == row.integer(2))
                                         version.aliases.push_back(row.text(1));
                                 }
                             }));
    return versions;
}

Result<ModelVersion> Models::find(const std::string &text) const
{
    SLIPWAY_ASSIGN(const auto reference, parseReference(text));
    SLIPWAY_ASSIGN(auto versions, list(reference.name));
    const auto fits = [&](const ModelVersion &version) {
        if (reference.version)
            return version.version == *reference.version;
        return !reference.alias
            || std::find(version.aliases.begin(), version.aliases.end(), *reference.alias)
            != version.aliases.end();
    };
    const auto found = std::find_if(versions.begin(), versions.end(), fits);
    if (reference.name.empty() || found == versions.end())
        return failure("registry.version_missing", {{"version", text}});
    return *found;
}

Result<std::optional<ModelVersion>> Models::production(const std::string &name) const
{
    auto found = find(fmt::format("{}@{}", name, productionAlias));
    if (found)
        return std::optional(std::move(found).value());
    if (found.error().id == "registry.version_missing")
        return std::optional<ModelVersion>();
    return found.error();
}

Status Models::setProduction(const std::string &name, std::optional<std::int64_t> version)
{
    const std::string alias(productionAlias);
    return m_store.transaction([&]() -> Status {
        const auto now = utcNow();
        SLIPWAY_TRY(m_store.execute(
            "UPDATE model_versions SET stage = 'Archived', last_updated_time = ? WHERE name = "
            "? AND stage = 'Production'",
            {now, name}));
        SLIPWAY_TRY(m_store.execute("DELETE FROM model_aliases WHERE name = ? AND alias = ?", {name, alias}));
        if (!version)
            return done();
        SLIPWAY_TRY(m_store.execute(
            "UPDATE model_versions SET stage = 'Production', last_updated_time = ? WHERE name "
            "= ? AND version = ?",
            {now, name, *version}));
        return m_store.execute("INSERT INTO model_aliases (name, alias, version) VALUES (?, ?, ?)",
                               {name, alias, *version});
    });
}

Status Models::setMetrics(const std::string &name, std::int64_t version, const Json &metrics)
{
    return m_store.transaction([&] {
        return m_store.execute(
            "UPDATE model_versions SET metrics = ?, last_updated_time = ? WHERE name = ? AND "
            "version = ?",
            {writeJson(metrics), utcNow(), name, version});
    });
}

} // namespace slipway::registry
