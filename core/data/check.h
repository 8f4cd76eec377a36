#pragma once

#include "core/data/source.h"
#include "core/data/suite.h"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace slipway::data {

/// How one expectation is decided, in SQL over the rows of a file.
struct Check {
    enum class Form {
        Known, ///< decided without looking at rows; `passed` and `observed` say how
        RowCount, ///< the number of rows lies between `least` and `most`
        Rows, ///< every row is missing, expected or unexpected
    };

    Form form = Form::Rows;
    bool passed = false; ///< of Known
    Json observed; ///< of Known: the observed value, null where there is none

    std::optional<double> least; ///< of RowCount
    std::optional<double> most;

    std::string value; ///< of Rows: what is looked at, NULL where it is missing
    std::string unexpected; ///< true on unexpected rows; asked only where `value` is not NULL
    std::string count; ///< a query that counts the unexpected rows, where a condition on one row cannot
    bool countsMissing = false; ///< the missing rows are the unexpected ones
    double mostly = 1;

    std::string
        sentenceId; ///< of the sentence that says what failed; it gets {column}, {rule} and the counts
    Json arguments = Json::object();
};

/// A type of expectation that Slipway decides.
struct CheckType {
    std::string_view name; ///< "expect_column_to_exist"
    Result<Check> (*plan)(const Expectation &, const Source &);
};

/// The one list of them.
std::span<const CheckType> checkTypes();

/// How to decide `expectation` over `source`; the error says why it cannot be.
Result<Check> planCheck(const Expectation &expectation, const Source &source);

} // namespace slipway::data
