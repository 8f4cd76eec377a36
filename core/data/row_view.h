#pragma once

#include "core/base/json.h"
#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/data/source.h"
#include "core/data/suite.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace slipway::data {

/// By which column rows stand; rows of equal value keep the file's order, missing values come last.
struct RowOrder {
    std::string column;
    bool descending = false;

    bool operator==(const RowOrder &) const = default;
};

/// "dwell", "dwell:asc" or "dwell:desc".
RowOrder rowOrder(std::string_view text);

/// One check of a suite, by its place from 0.
struct SuiteCheck {
    Suite suite;
    std::size_t check = 0;
};

/// What a person wants to see of a table: some rows of it, in some order.
struct RowView {
    std::optional<RowOrder> sort {}; ///< none: the file's order
    std::string filter {}; ///< as filterCondition() reads it; empty: every row
    std::optional<SuiteCheck> failing {}; ///< only the rows that fail this check
};

Json toJson(const RowView &view);

/// That the table has no such column, and which it has.
Error unknownColumn(const Source &source, const std::string &name);

/// A name for the place of a row in its table that no column of the table has.
std::string placeColumn(const Source &source);

/// The query whose answer are the view's rows in its order. `outputs` is its SELECT list; it may name the
/// table's columns and, as `place`, the row's number in the table from 0. A check is decided here as far as
/// it takes to know its rows, and a text file then kept in the source, so that it is parsed once.
Result<std::string> viewQuery(Source &source, const RowView &view, const std::string &outputs,
                              const std::string &place, const RunContext &context);

} // namespace slipway::data
