#pragma once

#include "core/base/json.h"
#include "core/base/run_context.h"
#include "core/data/source.h"
#include "core/features/propose/propose.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// What a proposal knows of a table.
namespace slipway::features::propose {

struct ColumnFacts {
    std::string name;
    std::string kind; ///< whole, number, flag, date, time, text or empty
    std::int64_t distinct = 0;
    std::int64_t nulls = 0;
    bool idLike = false; ///< every value differs
    std::vector<std::string> levels; ///< of a text or whole number of few values, the most frequent first
    double longest = 0; ///< characters of the longest text
    std::string leak; ///< why it gives the target away; empty: it does not
    std::string suspicion; ///< why it may; empty: nothing is suspicious
    std::optional<double> least; ///< of a number
    std::optional<double> first; ///< seconds since 1970, of a date or time
    std::optional<double> last;

    bool isNumber() const { return kind == "whole" || kind == "number" || kind == "flag"; }
    bool isTime() const { return kind == "date" || kind == "time"; }
    bool isText() const { return kind == "text"; }
    bool isConstant() const { return distinct <= 1; }
};

struct TableFacts {
    std::string name;
    std::int64_t rows = 0;
    std::vector<ColumnFacts> columns;
    std::string task; ///< of the target: binary, multiclass, regression; empty: there is none
    std::string positive; ///< of a binary target
    std::string relation; ///< for the FROM of a query in `source`
    data::Source source;

    const ColumnFacts *find(std::string_view column) const; ///< case does not matter, as in SQL
};

/// Looks at every row. `target` and `time` may be empty.
Result<TableFacts> lookAt(const ProposalTable &table, const std::string &target, const std::string &time,
                          const ProposalOptions &options, const RunContext &context);

/// The column that says when a row was: the given one, or the date or time whose name and number of values
/// suit best; null where there is none.
const ColumnFacts *timeOf(const TableFacts &table, const std::string &given);

/// Whether the name sounds like that of something that comes again: customer_id, store, card number.
bool soundsLikeKey(std::string_view name);

/// A name for features made from any text: letters, digits, single underscores.
std::string nameFrom(std::string_view text);

/// The column as SQL over a source writes it: in quotes only where that is needed.
std::string columnSql(std::string_view name);

} // namespace slipway::features::propose
