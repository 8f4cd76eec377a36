#pragma once

#include "core/base/clock.h"
#include "core/base/json.h"
#include "core/base/result.h"
#include "core/features/store/stored_row.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::features {

/// What is stored of one view of a set.
struct StoredView {
    std::string set;
    std::string view;
    std::int64_t setVersion = 0; ///< of the definitions that made it; 0: they have none
    std::string definition; ///< digest of the view's own definition: rows of another one do not join these
    RowLayout layout;
    std::uint32_t layoutId = 0; ///< layout.id()
    std::uint32_t generation = 0; ///< grows with each replacement
    TimeMicros from = 0; ///< sources were looked at from here
    TimeMicros to = 0; ///< up to here: the values are those of this moment
    TimeMicros materialized = 0; ///< when that was done
    std::optional<TimeMicros> latestEvent; ///< of all rows
    std::int64_t rows = 0;
    std::int64_t pushed = 0; ///< of them came from outside
    std::vector<std::int64_t> present; ///< how many rows have a value, by column

    /// Counts a row in (`sign` 1) or out (-1).
    void count(const RowView &row, std::int64_t sign);
    std::int64_t values() const; ///< stored in all
};

Json toJson(const StoredView &view);

/// Reads what toJson writes; `place` is named where that is damaged.
Result<StoredView> storedViewFromJson(std::string_view text, std::string_view place);

/// {feature: share of the rows that have a value}; null without rows.
Json completeness(const StoredView &view);

} // namespace slipway::features
