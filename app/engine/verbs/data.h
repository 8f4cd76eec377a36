#pragma once

#include "app/engine/verb.h"

#include "core/data/suite.h"

namespace slipway::engine {

/// The verbs of `slipway data`, one source file each.
void addDataDiffVerb(VerbList &verbs, CLI::App *group);
void addDataEditVerbs(VerbList &verbs, CLI::App *group); ///< tag, untag, note, delete, restore
void addDataExportVerb(VerbList &verbs, CLI::App *group);
void addDataGenerateVerb(VerbList &verbs, CLI::App *group);
void addDataFailuresVerb(VerbList &verbs, CLI::App *group);
void addDataImportVerb(VerbList &verbs, CLI::App *group);
void addDataIndexVerb(VerbList &verbs, CLI::App *group);
void addDataLineageVerb(VerbList &verbs, CLI::App *group);
void addDataPreviewVerb(VerbList &verbs, CLI::App *group);
void addDataProfileVerb(VerbList &verbs, CLI::App *group);
void addDataRejectsVerb(VerbList &verbs, CLI::App *group);
void addDataScenariosVerb(VerbList &verbs, CLI::App *group);
void addDataValidateVerb(VerbList &verbs, CLI::App *group);

/// The suite that --suite names; that of the feed scenario where it is empty, and for "last" the one that the
/// data set was checked against last.
Result<data::Suite> chosenSuite(const Session &session, const std::string &name, const std::string &dataset);

} // namespace slipway::engine
