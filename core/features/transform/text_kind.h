#pragma once

#include "core/data/table.h"

namespace slipway::features {

/// Whether a category is a text that people wrote, and not the name of something: most values differ, and
/// they have four words or more on average.
bool isText(const data::Column &column);

} // namespace slipway::features
