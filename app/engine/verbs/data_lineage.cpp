#include "app/engine/verbs/data.h"

#include "core/workspace/lineage.h"

#include <memory>

namespace slipway::engine {

void addDataLineageVerb(VerbList &verbs, CLI::App *group)
{
    auto name = std::make_shared<std::string>();
    CLI::App *lineage = group->add_subcommand(
        "lineage", "Where a data set came from, and which features, runs and models it went into");
    lineage->add_option("NAME", *name, "Like interactions, or interactions@2")->required();
    verbs.add(lineage, Needs::Workspace, Runs::AtOnce, [=](Session &session) -> Result<Answer> {
        auto &workspace = session.workspace();
        SLIPWAY_ASSIGN(const auto version, workspace.datasets().findWithDeleted(*name));
        SLIPWAY_ASSIGN(const auto found, workspace::readLineage(workspace.store(), version));
        return Answer {toJson(found), workspace::lineageTree(found)};
    });
}

} // namespace slipway::engine
