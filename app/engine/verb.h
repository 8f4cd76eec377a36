#pragma once

#include "app/engine/session.h"

#include <CLI/CLI.hpp>

#include <functional>
#include <optional>

namespace slipway::engine {

enum class Needs {
    Nothing, ///< works on files, without a workspace
    Workspace, ///< an existing one
    NewWorkspace, ///< an existing one, or an empty folder that becomes one
};

enum class Runs {
    AsJob, ///< with a job folder, events and a progress bar
    AtOnce, ///< answers within a moment and leaves no job behind
};

using Work = std::function<Result<Answer>(Session &)>;

/// What the command line has asked for.
struct Request {
    Needs needs = Needs::Nothing;
    Runs runs = Runs::AtOnce;
    Work work;
};

/// Where the groups of verbs add themselves. Exactly one verb is chosen by a parse.
class VerbList
{
public:
    explicit VerbList(CLI::App &app)
        : m_app(app)
    {
    }

    CLI::App &app() { return m_app; }

    /// `work` runs when `command` stands on the command line.
    void add(CLI::App *command, Needs needs, Runs runs, Work work)
    {
        addChoice(command, [request = Request {needs, runs, std::move(work)}] { return request; });
    }

    /// For verbs whose needs depend on their arguments: `choose` is asked once these are known.
    void addChoice(CLI::App *command, std::function<Request()> choose)
    {
        command->callback([this, choose = std::move(choose)] { m_chosen = choose(); });
    }

    const std::optional<Request> &chosen() const { return m_chosen; }

private:
    CLI::App &m_app;
    std::optional<Request> m_chosen;
};

/// Every group of verbs, one source file each below verbs/.
void addAuditVerbs(VerbList &verbs);
void addBenchVerb(VerbList &verbs);
void addCompareVerb(VerbList &verbs);
void addConfigVerbs(VerbList &verbs);
void addDataVerbs(VerbList &verbs);
void addDemoVerb(VerbList &verbs);
void addDriftVerb(VerbList &verbs);
void addEvaluateVerb(VerbList &verbs);
void addFeaturesVerbs(VerbList &verbs);
void addGcVerb(VerbList &verbs);
void addJobsVerbs(VerbList &verbs);
void addRegistryVerbs(VerbList &verbs);
void addReportVerb(VerbList &verbs);
void addRetrainingVerb(VerbList &verbs);
void addRunsVerbs(VerbList &verbs);
void addServeVerb(VerbList &verbs);
void addTrainVerb(VerbList &verbs);

} // namespace slipway::engine
