#include "core/features/transform/text_kind.h"

#include <algorithm>

namespace slipway::features {

namespace {

constexpr double fewestWords = 4;
constexpr double mostRepeats = 2;

} // namespace

bool isText(const data::Column &column)
{
    if (column.levels.empty())
        return false;
    const auto levels = static_cast<double>(column.levels.size());
    const auto present = static_cast<double>(column.rows() - column.missing());
    double blanks = 0;
    for (const auto &level : column.levels)
        blanks += static_cast<double>(std::count(level.begin(), level.end(), ' '));
    return levels * mostRepeats >= present && blanks / levels >= fewestWords - 1;
}

} // namespace slipway::features
