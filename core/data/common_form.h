#pragma once

#include "core/data/source.h"

#include <string>

namespace slipway::data {

/// A column of two tables as SQL of one type, so that equal values are equal in SQL.
struct FormPair {
    std::string before;
    std::string after;
};

/// Values are equal as contentIdentity() understands it: 1, 1.0 and 1 as a FLOAT are one value without any
/// rounding, a date is its midnight, a FLOAT is the number that its shortest text names, and a blank text is
/// missing. Columns of kinds that have nothing in common (a number and a text) are compared as texts.
FormPair commonForm(const SourceColumn &before, const SourceColumn &after);

/// A column on its own, in the same understanding.
std::string plainForm(const SourceColumn &column);

/// Whether both are numbers, both times, both flags or both texts.
bool sameKind(const SourceColumn &before, const SourceColumn &after);

} // namespace slipway::data
