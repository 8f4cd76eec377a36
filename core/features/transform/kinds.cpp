#include "core/features/transform/kinds.h"

#include "core/base/messages.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

namespace slipway::features {

namespace {

std::string_view takesName(Takes takes)
{
    return takes == Takes::Numbers   ? "numbers"
        : takes == Takes::Categories ? "categories"
                                     : "columns of one kind";
}

bool fits(Takes takes, data::ColumnKind kind)
{
    return takes == Takes::Either || (takes == Takes::Numbers) == (kind == data::ColumnKind::Number);
}

} // namespace

Status checkStep(const TransformerKind &kind, std::span<const Channel> channels, bool first)
{
    if (kind.text && !first)
        return failure("features.transform_first", {{"type", kind.name}});
    if (kind.columns > 0 && channels.size() != kind.columns)
        return failure("features.transform_columns",
                       {{"type", kind.name}, {"needed", kind.columns}, {"given", channels.size()}});
    for (const auto &channel : channels) {
        if (!fits(kind.takes, channel.kind) || channel.kind != channels.front().kind)
            return failure("features.transform_takes",
                           {{"type", kind.name}, {"takes", takesName(kind.takes)}, {"column", channel.name}});
    }
    return done();
}

std::span<const TransformerKind> transformerKinds()
{
    static const std::array kinds {
        imputeKind(), standardKind(), robustKind(),  quantileKind(), logKind(),
        binKind(),    oneHotKind(),   ordinalKind(), targetKind(),   hashKind(),
        datesKind(),  combineKind(),  pairKind(),    tfidfKind(),    ngramsKind(),
    };
    return kinds;
}

Result<const TransformerKind *> transformerKind(std::string_view name)
{
    const auto kinds = transformerKinds();
    const auto found =
        std::find_if(kinds.begin(), kinds.end(), [&](const auto &kind) { return kind.name == name; });
    if (found != kinds.end())
        return &*found;
    std::vector<std::string_view> names;
    for (const auto &kind : kinds)
        names.push_back(kind.name);
    return failure("features.transform_unknown",
                   {{"name", name}, {"known", fmt::format("{}", fmt::join(names, ", "))}});
}

} // namespace slipway::features
