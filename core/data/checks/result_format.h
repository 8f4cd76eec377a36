#pragma once

#include "core/data/checks/evaluation.h"

#include <string>
#include <vector>

namespace slipway::data {

/// How much an expectation wants to be told: the result_format of Great Expectations.
struct ResultFormat {
    std::string name = "SUMMARY"; ///< or BOOLEAN_ONLY, BASIC, COMPLETE
    std::size_t examples = 20; ///< partial_unexpected_count
    std::vector<std::string> indexColumns; ///< unexpected_index_column_names
    bool withRows = false; ///< include_unexpected_rows
    bool withoutValues = false; ///< exclude_unexpected_values

    bool isComplete() const { return name == "COMPLETE"; }
    bool hasIndexes() const { return name == "SUMMARY" || isComplete(); }
};

/// The format that an expectation asks for; the error says what is wrong with it.
Result<ResultFormat> resultFormat(const Expectation &expectation, const Source &source);

/// A list in a COMPLETE result ends here, with "unexpected_list_truncated": true; `slipway data failures` has
/// the rest.
constexpr std::size_t longestList = 100'000;

/// Fills in what Great Expectations reports about a decided check.
Status writeResult(CheckItem &item, const ResultFormat &format, Source &source, const RunContext &context);

} // namespace slipway::data
