#pragma once

#include "app/engine/verb.h"

namespace slipway::engine {

/// The verbs of `slipway data`, one source file each.
void addDataDiffVerb(VerbList &verbs, CLI::App *group);
void addDataEditVerbs(VerbList &verbs, CLI::App *group); ///< tag, untag, note, delete, restore
void addDataExportVerb(VerbList &verbs, CLI::App *group);
void addDataGenerateVerb(VerbList &verbs, CLI::App *group);
void addDataImportVerb(VerbList &verbs, CLI::App *group);
void addDataIndexVerb(VerbList &verbs, CLI::App *group);
void addDataLineageVerb(VerbList &verbs, CLI::App *group);
void addDataPreviewVerb(VerbList &verbs, CLI::App *group);
void addDataRejectsVerb(VerbList &verbs, CLI::App *group);
void addDataValidateVerb(VerbList &verbs, CLI::App *group);

} // namespace slipway::engine
