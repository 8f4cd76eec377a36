#include "core/workspace/dataset_edits.h"

#include "core/base/hash.h"
#include "core/base/messages.h"
#include "core/workspace/lineage.h"

#include <algorithm>
#include <cctype>

namespace slipway::workspace {

namespace {

constexpr std::size_t longestKey = 250;
constexpr std::size_t longestTag = 5'000;
constexpr std::size_t longestNote = 100'000;
constexpr std::size_t mostNamed = 5; ///< dependents in a sentence

bool isPlain(char c)
{
    return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '.' || c == '-' || c == '/'
        || c == '@';
}

bool isPlain(const std::string &word)
{
    return !word.empty() && std::all_of(word.begin(), word.end(), [](char c) { return isPlain(c); });
}

/// A name as a shell and the window take it for one word.
std::string word(const std::string &name)
{
    return isPlain(name) ? name : '"' + name + '"';
}

Status checkKey(const std::string &key)
{
    if (isPlain(key) && key.size() <= longestKey && key.front() != '-')
        return done();
    return failure("dataset.tag_key", {{"key", key}});
}

Status checkLength(const std::string &text, std::size_t longest)
{
    return text.size() <= longest ? done() : Status(failure("dataset.text_long", {{"limit", longest}}));
}

/// Changes the record, and hands back the version as it is now.
Result<DatasetEdit> edit(const Workspace &workspace, const DatasetVersion &version, const Change &change,
                         const std::function<Status()> &work)
{
    SLIPWAY_TRY(workspace.change(change, work));
    SLIPWAY_ASSIGN(auto now, workspace.datasets().findWithDeleted(version.reference()));
    return DatasetEdit {std::move(now), change.inverse.value_or("")};
}

std::string names(const std::vector<std::string> &all)
{
    std::string text;
    for (std::size_t i = 0; i < std::min(all.size(), mostNamed); ++i)
        text += (i == 0 ? "" : ", ") + all[i];
    if (all.size() > mostNamed)
        text += " and " + std::to_string(all.size() - mostNamed) + " more";
    return text;
}

} // namespace

Result<DatasetEdit> tagDataset(const Workspace &workspace, const std::string &nameAndVersion,
                               const std::string &key, const std::string &value)
{
    SLIPWAY_TRY(checkKey(key));
    SLIPWAY_TRY(checkLength(value, longestTag));
    SLIPWAY_ASSIGN(const auto version, workspace.datasets().find(nameAndVersion));
    const auto old = version.tags.find(key);
    if (old != version.tags.end() && old->second == value)
        return DatasetEdit {version, {}};
    std::string inverse = "data untag " + word(version.reference()) + " " + key;
    if (old != version.tags.end()) {
        SLIPWAY_ASSIGN(const auto kept, workspace.artifacts().putBytes(old->second));
        inverse = "data tag " + word(version.reference()) + " " + key + " --from " + kept;
    }
    return edit(workspace, version,
                {"data.tagged", version.reference(), {{"key", key}, {"value", sha256(value)}}, inverse},
                [&] { return workspace.datasets().setTag(version.id, key, value); });
}

Result<DatasetEdit> untagDataset(const Workspace &workspace, const std::string &nameAndVersion,
                                 const std::string &key)
{
    SLIPWAY_ASSIGN(const auto version, workspace.datasets().find(nameAndVersion));
    const auto old = version.tags.find(key);
    if (old == version.tags.end())
        return failure("dataset.tag_missing", {{"name", version.reference()}, {"key", key}});
    SLIPWAY_ASSIGN(const auto kept, workspace.artifacts().putBytes(old->second));
    const std::string inverse = "data tag " + word(version.reference()) + " " + key + " --from " + kept;
    return edit(workspace, version, {"data.untagged", version.reference(), {{"key", key}}, inverse},
                [&] { return workspace.datasets().removeTag(version.id, key); });
}

Result<DatasetEdit> noteDataset(const Workspace &workspace, const std::string &nameAndVersion,
                                const std::string &note)
{
    SLIPWAY_TRY(checkLength(note, longestNote));
    SLIPWAY_ASSIGN(const auto version, workspace.datasets().find(nameAndVersion));
    if (version.note == note)
        return DatasetEdit {version, {}};
    SLIPWAY_ASSIGN(const auto kept, workspace.artifacts().putBytes(version.note));
    const std::string inverse = "data note " + word(version.reference()) + " --from " + kept;
    return edit(workspace, version, {"data.noted", version.reference(), {{"note", sha256(note)}}, inverse},
                [&] { return workspace.datasets().setNote(version.id, note); });
}

Result<DatasetEdit> deleteDataset(const Workspace &workspace, const std::string &nameAndVersion, bool force)
{
    SLIPWAY_ASSIGN(const auto version, workspace.datasets().findWithDeleted(nameAndVersion));
    if (version.stage != "active")
        return failure("dataset.deleted_already", {{"name", version.reference()}});
    if (!force) {
        SLIPWAY_ASSIGN(const auto dependents, dependentsOf(workspace.store(), version));
        if (!dependents.empty())
            return failure("dataset.in_use", {{"name", version.reference()}, {"users", names(dependents)}});
    }
    return edit(workspace, version,
                {"data.deleted",
                 version.reference(),
                 {{"digest", version.digest}},
                 "data restore " + word(version.reference())},
                [&] { return workspace.datasets().setStage(version.id, "deleted"); });
}

Result<DatasetEdit> restoreDataset(const Workspace &workspace, const std::string &nameAndVersion)
{
    SLIPWAY_ASSIGN(const auto version, workspace.datasets().findWithDeleted(nameAndVersion));
    if (version.stage == "active")
        return failure("dataset.not_deleted", {{"name", version.reference()}});
    if (version.stage == "removed")
        return failure("dataset.removed", {{"name", version.reference()}, {"source", version.source}});
    return edit(workspace, version,
                {"data.restored",
                 version.reference(),
                 {{"digest", version.digest}},
                 "data delete " + word(version.reference()) + " --force"},
                [&] { return workspace.datasets().setStage(version.id, "active"); });
}

} // namespace slipway::workspace
