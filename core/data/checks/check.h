#pragma once

#include "core/base/run_context.h"
#include "core/data/source.h"
#include "core/data/suite.h"

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::data {

/// What a check is about; quality is scored for each kind.
enum class CheckKind { Schema, Completeness, Uniqueness, Validity, Consistency, Distribution, Volume };

/// "schema", "completeness", ...
std::string_view checkKindName(CheckKind kind);

/// How one expectation is decided, in SQL over the rows of a file.
struct Check {
    enum class Form {
        Known, ///< decided: `passed`, `observed` and `details` say how
        Aggregate, ///< decided by `conclude` from the answers to `aggregates`
        Rows, ///< every row is missing, expected or unexpected
    };

    /// Decides, or turns the check into one of rows. Gets the answer to each aggregate as JSON.
    using Conclude = std::function<Status(Check &, const std::vector<Json> &, Source &, const RunContext &)>;

    Form form = Form::Rows;
    CheckKind kind = CheckKind::Validity;

    bool passed = false; ///< of Known
    Json observed; ///< null where there is none
    Json details; ///< null where there are none

    std::vector<std::string> aggregates; ///< of Aggregate: SQL, over the rows that `condition` lets through
    Conclude conclude;

    std::string condition; ///< which rows are meant; empty: all
    std::string value; ///< of Rows: what is looked at, NULL where it is missing
    std::string
        unexpected; ///< true on unexpected rows; of an Aggregate: those to blame, empty where there are none
    std::string count; ///< a query that counts the unexpected rows, where a condition on one row cannot
    bool everyRow = false; ///< missing rows are looked at too, and can be unexpected
    double mostly = 1;
    std::vector<std::string> valueNames; ///< the columns that `value` is made of

    std::vector<std::string> patterns; ///< regular expressions in it, which have to be tried before
    std::string
        sentenceId; ///< of the sentence that says what failed; it gets {column}, {rule} and the counts
    Json arguments = Json::object();

    /// SQL that is true on the unexpected rows; empty where the check is not about rows.
    std::string isUnexpected() const;
};

class Ask;

/// A type of expectation that Slipway decides.
struct CheckType {
    std::string_view name; ///< "expect_column_to_exist"
    CheckKind kind;
    Result<Check> (*plan)(const Ask &);
    std::vector<std::string_view> arguments; ///< of its own, beside those that all types have
};

/// The one list of them.
std::span<const CheckType> checkTypes();

/// The type of that name; null for one that Slipway does not decide.
const CheckType *findCheckType(std::string_view name);

/// How to decide `expectation` over `source`; the error says why it cannot be. An argument that the type does
/// not have is such a reason: a check that overlooks it would answer another question.
Result<Check> planCheck(const Expectation &expectation, const Source &source);

} // namespace slipway::data
