#pragma once

#include "core/data/profile/pair_moments.h"

#include <optional>
#include <vector>

namespace slipway::data {

/// Two columns that are equal in every row, or one that is the sum of two others.
struct ExactRelation {
    std::size_t result = 0; ///< columns by their places
    std::size_t first = 0;
    std::optional<std::size_t> second; ///< none: result = first; otherwise result = first + second
    std::int64_t rows = 0; ///< that were compared, because all columns have a value in them
    std::int64_t telling = 0; ///< of these: where no addend is 0 (of a sum)
};

/// Finds exact relations between columns while the rows pass by. Rows where a value is missing say nothing.
class ExactRelations
{
public:
    /// Sums are only sought for `results`. Columns that do not vary are not to be asked for.
    ExactRelations(const std::vector<std::size_t> &columns, const std::vector<std::size_t> &results);

    void add(const NumberBlock &block);
    bool any() const { return !m_left.empty(); }

    /// What has held so far, on enough rows to be no accident.
    std::vector<ExactRelation> found(std::int64_t rows) const;

private:
    std::vector<ExactRelation> m_left;
};

} // namespace slipway::data
