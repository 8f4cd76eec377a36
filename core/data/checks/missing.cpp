#include "core/data/checks/plans.h"

#include <fmt/format.h>

namespace slipway::data {

Result<Check> planNotNull(const Ask &ask)
{
    const SourceColumn *column = nullptr;
    SLIPWAY_ASSIGN(Check check, columnCheck(ask, column));
    check.everyRow = true;
    check.unexpected = check.value + " IS NULL";
    check.sentenceId = "data.check_nulls";
    return check;
}

Result<Check> planNull(const Ask &ask)
{
    const SourceColumn *column = nullptr;
    SLIPWAY_ASSIGN(Check check, columnCheck(ask, column));
    check.everyRow = true;
    check.unexpected = check.value + " IS NOT NULL";
    check.sentenceId = "data.check_not_missing";
    return check;
}

} // namespace slipway::data
