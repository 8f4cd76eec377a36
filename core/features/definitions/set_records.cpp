#include "core/features/definitions/set_records.h"

#include "core/base/messages.h"
#include "core/features/definitions/feature_set_json.h"
#include "core/features/definitions/read.h"
#include "core/features/definitions/scenario_sets.h"
#include "core/workspace/vault.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <set>

namespace slipway::features {

namespace {

std::string namesOf(const std::vector<SetRecord> &records)
{
    std::vector<std::string> names;
    for (const auto &record : records)
        names.push_back(record.name);
    return fmt::format("{}", fmt::join(names, ", "));
}

/// How the change is taken back.
std::string inverseOf(const std::string &name, const std::optional<SetRecord> &before)
{
    return before ? "features apply " + before->reference() : "features withdraw " + name;
}

/// Whether every table is known and is what the definitions say; scenarios have tables of the same name.
bool fits(const FeatureSet &set, const TableColumns &tables)
{
    const auto needed = set.tables();
    return std::all_of(needed.begin(), needed.end(),
                       [&](const std::string &table) { return tables.contains(table); })
        && checkTables(set, set.name, tables);
}

} // namespace

std::string SetRecord::reference() const
{
    return fmt::format("{}@{}", name, version);
}

Result<std::vector<SetRecord>> FeatureSets::select(std::string_view where, workspace::Values values) const
{
    std::vector<SetRecord> records;
    SLIPWAY_TRY(m_workspace.store().each(
        fmt::format(
            "SELECT name, version, digest, file_hash, scenario, creation_time, applied_time, "
            "applied_order > 0 AND applied_order = (SELECT MAX(other.applied_order) FROM feature_sets other "
            "WHERE other.name = feature_sets.name) FROM feature_sets {} ORDER BY name, version DESC",
            where),
        values, [&](const workspace::Row &row) {
            records.push_back({.name = row.text(0),
                               .version = row.integer(1),
                               .digest = row.text(2),
                               .fileHash = row.text(3),
                               .scenario = row.text(4),
                               .created = row.integer(5),
                               .applied = row.integer(6),
                               .inForce = row.integer(7) != 0});
        }));
    return records;
}

Result<std::vector<SetRecord>> FeatureSets::versions(const std::string &name) const
{
    return name.empty() ? select("", {}) : select("WHERE name = ?", {name});
}

Result<std::vector<SetRecord>> FeatureSets::list() const
{
    SLIPWAY_ASSIGN(auto records, versions());
    std::erase_if(records, [](const SetRecord &record) { return !record.inForce; });
    return records;
}

Result<SetRecord> FeatureSets::find(const std::string &reference) const
{
    const auto at = reference.find('@');
    const std::string name = reference.substr(0, at);
    SLIPWAY_ASSIGN(const auto records, select("WHERE name = ?", {name}));
    std::int64_t version = 0;
    if (at != std::string::npos) {
        const char *end = reference.data() + reference.size();
        const auto [stop, error] = std::from_chars(reference.data() + at + 1, end, version);
        if (error != std::errc() || stop != end)
            version = -1;
    }
    for (const auto &record : records) {
        if (at == std::string::npos ? record.inForce : record.version == version)
            return record;
    }
    SLIPWAY_ASSIGN(const auto known, list());
    return failure(known.empty() ? "definitions.no_set" : "definitions.set_missing",
                   {{"set", reference}, {"known", namesOf(known)}});
}

Result<std::string> FeatureSets::yaml(const SetRecord &record) const
{
    SLIPWAY_ASSIGN(const auto file, m_workspace.artifacts().find(record.fileHash));
    return workspace::readFile(file);
}

Result<RecordedSet> FeatureSets::read(const SetRecord &record) const
{
    SLIPWAY_ASSIGN(const auto text, yaml(record));
    SLIPWAY_ASSIGN(auto set, readFeatureSet(text, record.reference()));
    return RecordedSet {record, std::move(set)};
}

Result<AppliedSet> FeatureSets::apply(std::string_view yaml, std::string_view file,
                                      const std::string &scenario) const
{
    SLIPWAY_ASSIGN(const FeatureSet set, readFeatureSet(yaml, file));
    const auto digest = featureSetDigest(set);
    SLIPWAY_ASSIGN(const auto fileHash, m_workspace.artifacts().putBytes(yaml));
    bool isNew = false;
    SLIPWAY_TRY(m_workspace.store().transaction([&]() -> Status {
        SLIPWAY_ASSIGN(const auto known, select("WHERE name = ? AND digest = ?", {set.name, digest}));
        if (!known.empty())
            return done();
        isNew = true;
        const auto now = utcNow();
        return m_workspace.store().execute("INSERT INTO feature_sets (name, version, digest, file_hash, "
                                           "scenario, creation_time, applied_time, "
                                           "applied_order) SELECT ?, COALESCE(MAX(version), 0) + 1, ?, ?, ?, "
                                           "?, ?, 0 FROM feature_sets WHERE name = ?",
                                           {set.name, digest, fileHash, scenario, now, now, set.name});
    }));
    SLIPWAY_ASSIGN(const auto records, select("WHERE name = ? AND digest = ?", {set.name, digest}));
    SLIPWAY_ASSIGN(auto applied, applyAgain(records.front()));
    applied.isNew = isNew;
    return applied;
}

Result<AppliedSet> FeatureSets::applyAgain(const SetRecord &record) const
{
    SLIPWAY_ASSIGN(const auto all, versions(record.name));
    AppliedSet applied {.record = record, .isNew = false, .before = {}};
    for (const auto &each : all) {
        if (each.inForce)
            applied.before = each;
    }
    if (applied.before && applied.before->version == record.version)
        return applied;
    applied.inverse = inverseOf(record.name, applied.before);
    const workspace::Change change {"features.applied",
                                    record.reference(),
                                    {{"set", record.name},
                                     {"version", record.version},
                                     {"digest", record.digest},
                                     {"file", record.fileHash}},
                                    applied.inverse};
    SLIPWAY_TRY(m_workspace.change(change, [&]() -> Status {
        return m_workspace.store().execute("UPDATE feature_sets SET applied_time = ?, applied_order = "
                                           "(SELECT MAX(applied_order) FROM feature_sets) + 1 "
                                           "WHERE name = ? AND version = ?",
                                           {utcNow(), record.name, record.version});
    }));
    SLIPWAY_ASSIGN(applied.record, find(record.reference()));
    return applied;
}

Result<SetRecord> FeatureSets::withdraw(const std::string &name) const
{
    SLIPWAY_ASSIGN(const auto record, find(name));
    const workspace::Change change {"features.withdrawn",
                                    record.reference(),
                                    {{"set", record.name}},
                                    "features apply " + record.reference()};
    SLIPWAY_TRY(m_workspace.change(change, [&]() -> Status {
        return m_workspace.store().execute("UPDATE feature_sets SET applied_order = 0 WHERE name = ?",
                                           {record.name});
    }));
    return record;
}

Result<TableColumns> FeatureSets::tables() const
{
    TableColumns tables;
    SLIPWAY_ASSIGN(const auto datasets, m_workspace.datasets().list());
    for (const auto &dataset : datasets) {
        if (tables.contains(dataset.name))
            continue;
        auto &columns = tables[dataset.name];
        for (const auto &column : dataset.schema)
            columns.push_back({column.value("name", ""), column.value("type", "")});
    }
    return tables;
}

Result<RecordedSet> FeatureSets::useScenario(const std::string &scenario) const
{
    SLIPWAY_ASSIGN(const ScenarioSet *found, findScenarioSet(scenario));
    if (m_workspace.readOnly())
        return RecordedSet {{.name = scenario, .digest = featureSetDigest(found->set), .scenario = scenario},
                            found->set};
    SLIPWAY_ASSIGN(const auto applied, apply(found->text, scenario + "/features.yaml", scenario));
    return RecordedSet {applied.record, found->set};
}

Result<RecordedSet> FeatureSets::choose(const std::string &reference) const
{
    if (!reference.empty()) {
        const auto record = find(reference);
        if (!record && findScenarioSet(reference))
            return useScenario(reference);
        SLIPWAY_TRY(record);
        return read(record.value());
    }
    SLIPWAY_ASSIGN(auto records, list());
    if (records.size() == 1)
        return read(records.front());
    SLIPWAY_ASSIGN(const TableColumns here, tables());
    std::vector<RecordedSet> ready;
    for (const auto &record : records) {
        SLIPWAY_ASSIGN(auto recorded, read(record));
        if (fits(recorded.set, here))
            ready.push_back(std::move(recorded));
    }
    if (ready.size() == 1)
        return std::move(ready.front());
    if (!records.empty())
        return failure("definitions.several_sets", {{"known", namesOf(records)}});
    std::vector<std::string> scenarios;
    for (const auto &each : scenarioSets()) {
        if (fits(each.set, here))
            scenarios.push_back(each.scenario);
    }
    if (scenarios.size() == 1)
        return useScenario(scenarios.front());
    return scenarios.empty()
        ? failure("definitions.no_set", {{"set", ""}})
        : failure("definitions.several_sets", {{"known", fmt::format("{}", fmt::join(scenarios, ", "))}});
}

} // namespace slipway::features
