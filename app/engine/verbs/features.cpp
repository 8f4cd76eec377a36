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
    addFeaturesDocsVerb(verbs, group);
    addFeaturesProposeVerb(verbs, group);
    addFeaturesBuildVerb(verbs, group);
    addFeaturesAsofVerb(verbs, group);
    addFeaturesScreenVerb(verbs, group);
    addFeaturesMaterializeVerb(verbs, group);
    addFeaturesPushedVerb(verbs, group);
    addFeaturesStatusVerb(verbs, group);
    addFeaturesGetVerb(verbs, group);
    addFeaturesSkewVerb(verbs, group);
}

} // namespace slipway::engine
