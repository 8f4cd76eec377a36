#include "app/engine/terminal.h"
#include "app/engine/verb.h"

#include "core/pipeline/retraining_check.h"

#include <fmt/format.h>

namespace slipway::engine {

namespace {

std::string headline(const std::string &verdict)
{
    if (verdict == "retrain")
        return "Retraining is advised.";
    if (verdict == "wait")
        return "Retraining has to wait.";
    if (verdict == "nothing")
        return "Nothing calls for retraining today.";
    return "Not enough is known.";
}

std::string checkAsText(const Json &check)
{
    std::vector<std::vector<std::string>> rows {{"rule", "value", "limit", "says", ""}};
    for (const auto &rule : check.at("rules")) {
        const Json &value = rule.at("value");
        rows.push_back({rule.at("rule").get<std::string>(),
                        value.is_number() ? fmt::format("{:.3f}", value.get<double>()) : "-",
                        fmt::format("{:g}", rule.at("limit").get<double>()), rule.at("says").get<std::string>(),
                        rule.at("sentence").get<std::string>()});
    }
    return headline(check.at("verdict").get<std::string>()) + "\n\n" + textTable(rows);
}

Result<Answer> checkPolicy(Session &session)
{
    const auto &workspace = session.workspace();
    SLIPWAY_ASSIGN(auto check, pipeline::checkRetraining(workspace.store(), workspace.folder(), utcNow()));
    // Advice is no failure.
    check["passed"] = true;
    std::string text = checkAsText(check);
    return Answer {std::move(check), std::move(text)};
}

} // namespace

void addRetrainingVerb(VerbList &verbs)
{
    CLI::App *command =
        verbs.app().add_subcommand("retraining", "What the policy says about retraining today, and why");
    verbs.add(command, Needs::Workspace, Runs::AtOnce, checkPolicy);
}

} // namespace slipway::engine
