#pragma once

#include "core/base/run_context.h"
#include "core/data/read.h"
#include "core/data/suite.h"

#include <cstdint>
#include <filesystem>

namespace slipway::data {

/// Checks a file against a suite, with the meaning that Great Expectations 1.x gives the types: `mostly` is a
/// share of the values that are not missing; without any such value a check of rows is vacuously true, and a
/// check of a statistic fails. A type or an argument that is not supported, or a check that cannot be done
/// (no such column), is never passed; its result says why in "exception_info".
///
/// Returns Great Expectations' suite result ("success", "results", "statistics", "suite_name", ...) and
/// beside it "passed", "failed" (how many), "failures" (a sentence for each) and "quality"
/// (checks/quality.h). The "meta" of each result has its place in the suite from 0 ("check"), its "kind", and
/// whether data failures lists rows for it ("has_rows"). That data fails a check is a result; an error is a
/// file that cannot be read. The result_format of an expectation is BOOLEAN_ONLY, BASIC, SUMMARY (the
/// standard) or COMPLETE.
Result<Json> validate(const std::filesystem::path &file, const Suite &suite, const ReadOptions &options = {},
                      const RunContext &context = {}, const std::filesystem::path &spillFolder = {});

/// Which of the rows that fail a check are wanted.
struct FailingRowsOptions {
    std::size_t check = 0; ///< place in the suite, from 0
    std::int64_t offset = 0;
    std::int64_t limit = 100;
    std::filesystem::path out; ///< all of them go into this file instead: .csv or .parquet
    std::filesystem::path spillFolder;
};

/// Every row that fails one check, by its number in the file from 0, in that order:
/// {"check","type","total","offset","limit","rows":[{"row","values":{...}}]}, or
/// {"check","type","total","out"}. An error where the check is about no rows (a type, a mean), or cannot be
/// done.
Result<Json> failingRows(const std::filesystem::path &file, const Suite &suite,
                         const FailingRowsOptions &wanted, const ReadOptions &options = {},
                         const RunContext &context = {});

} // namespace slipway::data
