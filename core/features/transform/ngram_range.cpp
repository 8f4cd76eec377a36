#include "core/features/transform/ngram_range.h"

#include "core/base/messages.h"

#include <fmt/format.h>

namespace slipway::features {

Result<NgramRange> askedNgramRange(std::string_view type, bool characters, const Json &options)
{
    const NgramRange range {characters, options.at("from").get<std::size_t>(),
                            options.at("to").get<std::size_t>()};
    if (range.least > range.most)
        return failure("features.transform_order",
                       {{"type", type}, {"low", range.least}, {"high", range.most}});
    return range;
}

Result<NgramRange> keptNgramRange(std::string_view type, bool characters, const StepJson &step)
{
    SLIPWAY_ASSIGN(const double from, step.number("from"));
    SLIPWAY_ASSIGN(const double to, step.number("to"));
    if (!(from >= 1 && from <= to && to <= longestNgram))
        return StepJson::damaged(
            fmt::format("the n-grams of {} are not from 1 to {} long", type, longestNgram));
    return NgramRange {characters, static_cast<std::size_t>(from), static_cast<std::size_t>(to)};
}

} // namespace slipway::features
