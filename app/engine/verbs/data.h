#pragma once

#include "app/engine/verb.h"

namespace slipway::engine {

/// The verbs of `slipway data`, one source file each.
void addDataGenerateVerb(VerbList &verbs, CLI::App *group);
void addDataImportVerb(VerbList &verbs, CLI::App *group);
void addDataScenariosVerb(VerbList &verbs, CLI::App *group);
void addDataValidateVerb(VerbList &verbs, CLI::App *group);

} // namespace slipway::engine
