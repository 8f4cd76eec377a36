#pragma once

#include "app/engine/verb.h"

namespace slipway::engine {

/// The verbs of `slipway features`, one source file each.
void addFeaturesApplyVerbs(VerbList &verbs, CLI::App *group); ///< apply, withdraw
void addFeaturesAsofVerb(VerbList &verbs, CLI::App *group);
void addFeaturesBuildVerb(VerbList &verbs, CLI::App *group);
void addFeaturesCheckVerb(VerbList &verbs, CLI::App *group);
void addFeaturesDiffVerb(VerbList &verbs, CLI::App *group);
void addFeaturesDocsVerb(VerbList &verbs, CLI::App *group);
void addFeaturesListVerb(VerbList &verbs, CLI::App *group);
void addFeaturesProposeVerb(VerbList &verbs, CLI::App *group);
void addFeaturesShowVerb(VerbList &verbs, CLI::App *group);
void addFeaturesGetVerb(VerbList &verbs, CLI::App *group);
void addFeaturesMaterializeVerb(VerbList &verbs, CLI::App *group);
void addFeaturesPushedVerb(VerbList &verbs, CLI::App *group);
void addFeaturesScreenVerb(VerbList &verbs, CLI::App *group);
void addFeaturesSkewVerb(VerbList &verbs, CLI::App *group);
void addFeaturesStatusVerb(VerbList &verbs, CLI::App *group);

} // namespace slipway::engine
