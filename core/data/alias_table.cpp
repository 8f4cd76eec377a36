#include "core/data/alias_table.h"

#include <numeric>

namespace slipway::data {

AliasTable::AliasTable(std::span<const double> weights)
    : m_keep(weights.begin(), weights.end())
    , m_alias(weights.size())
{
    std::iota(m_alias.begin(), m_alias.end(), 0u);
    const double total = std::accumulate(weights.begin(), weights.end(), 0.0);
    std::vector<std::uint32_t> poor;
    std::vector<std::uint32_t> rich;
    for (std::uint32_t i = 0; i < m_keep.size(); ++i) {
        m_keep[i] *= static_cast<double>(m_keep.size()) / total;
        (m_keep[i] < 1 ? poor : rich).push_back(i);
    }
    while (!poor.empty() && !rich.empty()) {
        const auto taker = poor.back();
        poor.pop_back();
        const auto giver = rich.back();
        m_alias[taker] = giver;
        m_keep[giver] -= 1 - m_keep[taker];
        if (m_keep[giver] < 1) {
            rich.pop_back();
            poor.push_back(giver);
        }
    }
    // What is left over differs from 1 by rounding alone.
    for (const auto rest : {&poor, &rich}) {
        for (const auto i : *rest)
            m_keep[i] = 1;
    }
}

} // namespace slipway::data
