#pragma once

#include "core/data/checks/check.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace slipway::data {

/// Kinds of columns that values are compared within. Widths are not told apart, because CSV does not keep
/// them.
enum class Family { Integer, Real, Text, Flag, Time, Other };

/// Of a type as DuckDB, pandas, SQL or Spark spells it.
Family familyOf(std::string_view type);
bool isNumber(Family family);

/// Why a check cannot be done.
Error impossible(const std::string &reason);

/// The column as SQL, NULL where there is no value. NaN is none, as in pandas.
std::string valueOf(const SourceColumn &column);

/// A JSON value as SQL that compares with a column of that family; empty where no value of the column can
/// equal it.
std::optional<std::string> literal(const Json &value, Family family);

/// A value in a sentence.
std::string shownValue(const Json &value);

/// "at least 0 and below 1", and the SQL of values outside.
struct Range {
    std::string rule;
    std::vector<std::string> outside;

    std::string isOutside() const; ///< SQL; true for NULL
};

/// What an expectation asks, of which columns.
class Ask
{
public:
    Ask(const Expectation &expectation, const Source &source, std::string condition)
        : m_expectation(expectation)
        , m_source(source)
        , m_condition(std::move(condition))
    {
    }

    const Source &source() const { return m_source; }
    const std::string &type() const { return m_expectation.type; }
    const std::string &condition() const { return m_condition; }

    /// An argument that may be absent or null.
    const Json *find(const char *name) const;
    Result<std::string> text(const char *name) const;
    Result<bool> flag(const char *name, bool standard) const;
    Result<double> number(const char *name) const;
    Result<const Json *> list(const char *name) const;
    Result<std::vector<std::string>> texts(const char *name) const;
    Result<const SourceColumn *> column(const char *name = "column") const;
    Result<std::vector<const SourceColumn *>> columns(const char *name, std::size_t fewest) const;
    Result<double> mostly() const;

    /// min_value, max_value, strict_min and strict_max, of an SQL expression; at least one bound.
    Result<Range> range(const std::string &value, Family family) const;

    /// One of the words, or the first where the argument is absent.
    Result<std::string> word(const char *name, const std::vector<std::string> &known) const;

    /// NULL in the rows that are not meant.
    std::string meant(const std::string &value) const;

    /// " WHERE ..." of the rows that are meant and fulfil `also`.
    std::string where(const std::string &also) const;

private:
    const Expectation &m_expectation;
    const Source &m_source;
    std::string m_condition;
};

/// A check of one column's values, with `mostly` read.
Result<Check> columnCheck(const Ask &ask, const SourceColumn *&column);

/// A check of an aggregate of one column against its bounds. `statistic` is its word in a sentence;
/// `aggregate` is SQL in which {} stands for the value.
Result<Check> statisticCheck(const Ask &ask, const SourceColumn &column, const std::string &statistic,
                             const std::string &aggregate, Family family);

} // namespace slipway::data
