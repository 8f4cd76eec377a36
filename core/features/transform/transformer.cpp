#include "core/features/transform/transformer.h"

#include <algorithm>
#include <cassert>

namespace slipway::features {

Levels Transformer::wantedLevels(std::size_t) const
{
    return {};
}

Status Transformer::bind(std::vector<Channel> inputs)
{
    m_inputs = std::move(inputs);
    SLIPWAY_ASSIGN(m_outputs, layOut());
    return done();
}

void Transformer::apply(const Block &, double *) const
{
    assert(false && "this step writes inputs");
}

void Transformer::applyToTraining(const FitRows &rows, const FitTarget &, std::span<double *const> out) const
{
    constexpr std::size_t most = 1024; // rows at a time, so that what is copied stays in the cache
    std::vector<double> in(rows.channels.size() * most);
    std::vector<double> made(out.size() * most);
    for (std::size_t begin = 0; begin < rows.rows; begin += most) {
        const auto count = std::min(most, rows.rows - begin);
        for (std::size_t c = 0; c < rows.channels.size(); ++c)
            std::copy_n(rows.channel(c) + begin, count, in.data() + c * count);
        apply({count, in.data(), nullptr}, made.data());
        for (std::size_t c = 0; c < out.size(); ++c) {
            if (out[c])
                std::copy_n(made.data() + c * count, count, out[c] + begin);
        }
    }
}

void Transformer::write(const Block &, float *, std::size_t) const
{
    assert(false && "this step makes channels");
}

} // namespace slipway::features
