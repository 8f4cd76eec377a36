#pragma once

#include "core/features/definitions/feature_set.h"
#include "core/features/definitions/table_check.h"
#include "core/workspace/workspace.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::features {

/// A version of a feature set in the workspace. Versions are by meaning: a file that differs in comments
/// alone is the same one.
struct SetRecord {
    std::string name;
    std::int64_t version = 0; ///< from 1
    std::string digest;
    std::string fileHash; ///< of the artifact that holds the YAML
    std::string scenario; ///< that the definitions came with; empty for a file of one's own
    TimeMicros created = 0;
    TimeMicros applied = 0; ///< when it was last put in force
    bool inForce = false; ///< the one that the name alone means

    std::string reference() const; ///< "feed@2"
};

/// What applying definitions has done.
struct AppliedSet {
    SetRecord record;
    bool isNew = false; ///< there was no such version
    std::optional<SetRecord> before; ///< what was in force until now
    std::string inverse; ///< the command that takes it back; empty where nothing was changed
};

/// A set together with its record.
struct RecordedSet {
    SetRecord record;
    FeatureSet set;
};

/// The feature sets of a workspace.
class FeatureSets
{
public:
    explicit FeatureSets(const workspace::Workspace &workspace)
        : m_workspace(workspace)
    {
    }

    /// Those in force, by name.
    Result<std::vector<SetRecord>> list() const;

    /// Every version, newest first; of one name, or of all where `name` is empty.
    Result<std::vector<SetRecord>> versions(const std::string &name = {}) const;

    /// "feed" for the version in force, "feed@2" for that one.
    Result<SetRecord> find(const std::string &reference) const;

    /// Its definitions.
    Result<RecordedSet> read(const SetRecord &record) const;
    Result<std::string> yaml(const SetRecord &record) const;

    /// Puts definitions in force, as a new version where nothing means the same yet. `file` names them in
    /// messages.
    Result<AppliedSet> apply(std::string_view yaml, std::string_view file,
                             const std::string &scenario = {}) const;

    /// Puts a version in force that is there already.
    Result<AppliedSet> applyAgain(const SetRecord &record) const;

    /// Takes a set out of force; its versions stay.
    Result<SetRecord> withdraw(const std::string &name) const;

    /// The columns of the newest version of each data set.
    Result<TableColumns> tables() const;

    /// The set that a verb means: the named one, which may also be a scenario that was never applied; without
    /// a name the only one in force, or the only one of them whose tables are all here, or else the scenario
    /// whose tables are all here. A scenario is applied on its first use; where
    /// the workspace is read only, its version stays 0.
    Result<RecordedSet> choose(const std::string &reference) const;

private:
    Result<std::vector<SetRecord>> select(std::string_view where, workspace::Values values) const;
    Result<RecordedSet> useScenario(const std::string &scenario) const;

    const workspace::Workspace &m_workspace;
};

} // namespace slipway::features
