#pragma once

#include "core/base/run_context.h"
#include "core/features/docs/pages.h"

#include <filesystem>

namespace slipway::features {

/// Writes the pages of a set into a folder: index.html and features/<name>.html ("html"), or the same in
/// Markdown ("md"). The index comes last, so that a folder with one is whole. Returns {"pages","folder",
/// "index"}.
Result<Json> writeFeatureDocs(const FeatureSet &set, const DocsFacts &facts,
                              const std::filesystem::path &folder, std::string_view format,
                              const RunContext &context = {});

} // namespace slipway::features
