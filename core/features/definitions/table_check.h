#pragma once

#include "core/base/result.h"
#include "core/features/definitions/feature_set.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::features {

struct TableColumn {
    std::string name;
    std::string type; ///< as DuckDB spells it
};

/// The columns of each table that is known.
using TableColumns = std::map<std::string, std::vector<TableColumn>>;

/// Checks the definitions against what their tables look like: that the columns are there, and that each
/// expression gives the type that the feature declares. Tables that are not known are left out. Errors name
/// `file` and the line.
Status checkTables(const FeatureSet &set, std::string_view file, const TableColumns &tables);

} // namespace slipway::features
