#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace slipway::data {

/// Draws an index with given weights in constant time (Walker 1977, built as Vose 1991 does).
class AliasTable
{
public:
    explicit AliasTable(std::span<const double> weights);

    std::size_t size() const { return m_keep.size(); }

    /// `uniform` in (0, 1) chooses the place and, with what is left of it, between the place and its alias.
    std::size_t pick(double uniform) const
    {
        const double scaled = uniform * static_cast<double>(m_keep.size());
        const auto place = static_cast<std::size_t>(scaled);
        return scaled - static_cast<double>(place) < m_keep[place] ? place : m_alias[place];
    }

private:
    std::vector<double> m_keep;
    std::vector<std::uint32_t> m_alias;
};

} // namespace slipway::data
