#pragma once

#include "core/base/run_context.h"
#include "core/data/read.h"
#include "core/data/suite.h"

#include <filesystem>

namespace slipway::data {

/// Checks a file against a suite, with the meaning that Great Expectations 1.x gives the types: `mostly` is a
/// share of the values that are not missing; without any such value a check is vacuously true. A type that is
/// not supported, or a check that cannot be done (no such column), is never passed; its result says why in
/// "exception_info".
///
/// Returns Great Expectations' suite result ("success", "results", "statistics", "suite_name", ...) and
/// beside it "passed", "failed" (how many) and "failures" (a sentence for each). That data fails a check is a
/// result; an error is a file that cannot be read. The result_format of an expectation is BOOLEAN_ONLY,
/// BASIC, SUMMARY (the standard) or COMPLETE.
Result<Json> validate(const std::filesystem::path &file, const Suite &suite, const ReadOptions &options = {},
                      const RunContext &context = {});

} // namespace slipway::data
