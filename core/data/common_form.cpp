#include "core/data/common_form.h"

#include <fmt/format.h>

namespace slipway::data {

namespace {

enum class Kind { Whole, Real, Flag, Time, Text };

Kind kindOf(const SourceColumn &column)
{
    if (column.type == "BOOLEAN")
        return Kind::Flag;
    if (column.type == "DATE" || column.type.starts_with("TIMESTAMP"))
        return Kind::Time;
    if (column.type.ends_with("INT") || column.type.ends_with("INTEGER"))
        return Kind::Whole;
    if (column.type == "FLOAT" || column.type == "DOUBLE" || column.type.starts_with("DECIMAL"))
        return Kind::Real;
    return Kind::Text;
}

bool isNumber(Kind kind)
{
    return kind == Kind::Whole || kind == Kind::Real;
}

/// A number that is no whole one, as the double that its text names.
std::string wide(const SourceColumn &column)
{
    const auto name = identifier(column.name);
    return column.type == "FLOAT" ? fmt::format("{}::VARCHAR::DOUBLE", name)
                                  : fmt::format("{}::DOUBLE", name);
}

/// Numbers of different types as texts: a whole number by its digits, whatever its type, because doubles tell
/// neighbours beyond 2^53 no longer apart.
std::string digits(const SourceColumn &column)
{
    const auto name = identifier(column.name);
    if (kindOf(column) == Kind::Whole)
        return fmt::format("{}::VARCHAR", name);
    const auto number = wide(column);
    return fmt::format("CASE WHEN {0} = trunc({0}) AND abs({0}) < 9.3e18 THEN {0}::HUGEINT::VARCHAR ELSE "
                       "{0}::VARCHAR END",
                       number);
}

std::string asText(const SourceColumn &column)
{
    if (isNumber(kindOf(column)))
        return digits(column);
    if (kindOf(column) != Kind::Text)
        return fmt::format("{}::VARCHAR", identifier(column.name));
    return plainForm(column);
}

} // namespace

std::string plainForm(const SourceColumn &column)
{
    const auto name = identifier(column.name);
    switch (kindOf(column)) {
    case Kind::Text:
        return fmt::format("CASE WHEN trim({0}::VARCHAR, ' ') <> '' THEN {0}::VARCHAR END", name);
    case Kind::Real:
        return column.type == "FLOAT" ? wide(column) : name;
    default:
        return name;
    }
}

FormPair commonForm(const SourceColumn &before, const SourceColumn &after)
{
    const auto kind = kindOf(before);
    const auto other = kindOf(after);
    if (before.type == after.type)
        return {plainForm(before), plainForm(after)};
    if (kind == Kind::Whole && other == Kind::Whole)
        return {identifier(before.name) + "::HUGEINT", identifier(after.name) + "::HUGEINT"};
    if (isNumber(kind) && isNumber(other))
        return {digits(before), digits(after)};
    if (kind == Kind::Time && other == Kind::Time)
        return {identifier(before.name) + "::TIMESTAMP", identifier(after.name) + "::TIMESTAMP"};
    return {asText(before), asText(after)};
}

bool sameKind(const SourceColumn &before, const SourceColumn &after)
{
    const auto kind = kindOf(before);
    const auto other = kindOf(after);
    return kind == other || (isNumber(kind) && isNumber(other));
}

} // namespace slipway::data
