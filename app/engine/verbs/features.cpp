#include "app/engine/terminal.h"
#include "app/engine/verbs/features.h"

#include "core/base/messages.h"
#include "core/data/file_kind.h"
#include "core/data/versions.h"
#include "core/features/feed_features.h"
#include "core/workspace/views.h"

#include <fmt/format.h>

#include <memory>
#include "app/engine/verbs/features.h"

namespace slipway::engine {

void addFeaturesVerbs(VerbList &verbs)
{
    CLI::App *group = verbs.app().add_subcommand(
        "features", "Define, build and look up the features that models learn from");
    group->require_subcommand(1);
    addFeaturesListVerb(verbs, group);
    addFeaturesShowVerb(verbs, group);
    addFeaturesCheckVerb(verbs, group);
    addFeaturesApplyVerbs(verbs, group);
    addFeaturesDiffVerb(verbs, group);
    CLI::App *command = group->add_subcommand(
        "build", "Point-in-time features from the raw tables, split by time into train, validation and test");
    verbs.add(command, Needs::Workspace, Runs::AsJob, build);
    addFeaturesMaterializeVerb(verbs, group);
    addFeaturesStatusVerb(verbs, group);
    addFeaturesGetVerb(verbs, group);
    addFeaturesSkewVerb(verbs, group);
    addFeaturesBuildVerb(verbs, group);
    addFeaturesAsofVerb(verbs, group);
}

} // namespace slipway::engine
