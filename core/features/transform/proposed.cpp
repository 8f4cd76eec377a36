#include "core/features/transform/spec.h"
#include "core/features/transform/text_kind.h"

#include <algorithm>

namespace slipway::features {

namespace {

bool isTime(const data::Column &column)
{
    return column.sourceType.starts_with("TIMESTAMP") || column.sourceType == "DATE";
}

std::size_t levelsInUse(const data::Column &column)
{
    std::vector<bool> used(column.levels.size());
    for (const auto code : column.codes) {
        if (code >= 0)
            used[static_cast<std::size_t>(code)] = true;
    }
    return static_cast<std::size_t>(std::count(used.begin(), used.end(), true));
}

TransformStep step(std::string_view type, const Json &options = Json::object())
{
    return transformStep(type, options).value(); // options that are written here are right
}

} // namespace

TransformSpec proposedTransforms(const data::Table &training, std::span<const std::string> features,
                                 const ProposeOptions &options)
{
    TransformChain numbers {{}, {step("impute", {{"indicator", true}}), step("standard")}};
    TransformChain times {{}, {step("dates")}};
    TransformChain few {{}, {step("one_hot", {{"most", options.mostLevels}})}};
    TransformChain many {{}, {step("hash")}};
    if (options.hasTarget)
        many.steps = {step("target"), step("standard")};
    TransformChain texts {{}, {step("tfidf")}};
    for (const auto &name : features) {
        const auto *column = training.find(name);
        if (!column) // fitting names it
            numbers.columns.push_back(name);
        else if (column->kind == data::ColumnKind::Number)
            (isTime(*column) ? times : numbers).columns.push_back(name);
        else if (isText(*column))
            texts.columns.push_back(name);
        else
            (levelsInUse(*column) <= options.mostLevels ? few : many).columns.push_back(name);
    }
    TransformSpec spec;
    for (auto *chain : {&numbers, &times, &few, &many, &texts}) {
        if (!chain->columns.empty())
            spec.chains.push_back(std::move(*chain));
    }
    return spec;
}

} // namespace slipway::features
