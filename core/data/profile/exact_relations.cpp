#include "core/data/profile/exact_relations.h"

#include <algorithm>
#include <cmath>

namespace slipway::data {

namespace {

constexpr double tolerance = 1e-9; ///< sums of decimals are rounded
constexpr std::int64_t fewestRows = 20;
constexpr double fewestShare = 0.5; ///< of all rows

/// Follows a relation through a block; false at the first row where it does not hold.
bool holds(ExactRelation &relation, const NumberBlock &block)
{
    const double *result = block.columns[relation.result].data();
    const double *first = block.columns[relation.first].data();
    const double *second = relation.second ? block.columns[*relation.second].data() : nullptr;
    for (std::size_t i = 0; i < block.rows; ++i) {
        const double sum = second ? first[i] + second[i] : first[i];
        if (std::isnan(sum) || std::isnan(result[i]))
            continue;
        const double size = second ? std::abs(first[i]) + std::abs(second[i]) : 0;
        if (!(std::abs(sum - result[i]) <= tolerance * size))
            return false;
        ++relation.rows;
        relation.telling += !second || (first[i] != 0 && second[i] != 0);
    }
    return true;
}

} // namespace

ExactRelations::ExactRelations(const std::vector<std::size_t> &columns,
                               const std::vector<std::size_t> &results)
{
    for (std::size_t i = 0; i < columns.size(); ++i) {
        for (std::size_t j = i + 1; j < columns.size(); ++j) {
            m_left.push_back({.result = columns[j], .first = columns[i]});
            for (const std::size_t result : results) {
                if (result != columns[i] && result != columns[j])
                    m_left.push_back({.result = result, .first = columns[i], .second = columns[j]});
            }
        }
    }
}

void ExactRelations::add(const NumberBlock &block)
{
    std::erase_if(m_left, [&](ExactRelation &relation) { return !holds(relation, block); });
}

std::vector<ExactRelation> ExactRelations::found(std::int64_t rows) const
{
    std::vector<ExactRelation> found;
    for (const auto &relation : m_left) {
        const bool enough = relation.telling >= fewestRows
            && static_cast<double>(relation.rows) >= fewestShare * static_cast<double>(rows);
        if (enough)
            found.push_back(relation);
    }
    return found;
}

} // namespace slipway::data
