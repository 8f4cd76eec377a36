#include "core/features/transform/spec.h"

#include "core/base/messages.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>

namespace slipway::features {

namespace {

/// A list as the text that list options are.
Json joined(const Json &value)
{
    if (!value.is_array())
        return value;
    std::string text;
    for (const auto &each : value)
        text += (text.empty() ? "" : ", ") + (each.is_string() ? each.get<std::string>() : writeJson(each));
    return text;
}

Status onlyKeys(const Json &json, std::initializer_list<std::string_view> known)
{
    for (const auto &[key, value] : json.items()) {
        if (std::find(known.begin(), known.end(), key) == known.end())
            return failure("features.transforms_key",
                           {{"key", key}, {"known", fmt::format("{}", fmt::join(known, ", "))}});
    }
    return done();
}

Result<TransformStep> stepOf(const Json &json)
{
    if (!json.is_object() || !json.contains("type") || !json["type"].is_string())
        return failure("features.transforms_shape", {{"what", "a step has no type"}});
    Json options = json;
    options.erase("type");
    return transformStep(json["type"].get<std::string>(), options);
}

Result<TransformChain> chainOf(const Json &json)
{
    if (!json.is_object())
        return failure("features.transforms_shape", {{"what", "a chain is no section"}});
    SLIPWAY_TRY(onlyKeys(json, {"columns", "steps"}));
    TransformChain chain;
    const auto columns = json.value("columns", Json());
    if (!columns.is_array() || columns.empty()
        || !std::all_of(columns.begin(), columns.end(), [](const Json &each) { return each.is_string(); }))
        return failure("features.transforms_shape", {{"what", "a chain names no columns"}});
    columns.get_to(chain.columns);
    const auto steps = json.value("steps", Json());
    if (!steps.is_array() || steps.empty())
        return failure("features.transforms_shape", {{"what", "a chain has no steps"}});
    for (const auto &step : steps) {
        auto made = stepOf(step);
        if (!made)
            return made.error().in(fmt::format("step {}", chain.steps.size() + 1));
        chain.steps.push_back(std::move(made).value());
    }
    return chain;
}

/// "impute by=median": the options that are not as they are where nobody gives them.
std::string wordsOf(const TransformStep &step)
{
    const auto plain = transformStep(step.type, Json::object());
    std::string words = step.type;
    for (const auto &[option, value] : step.options.items()) {
        if (plain && plain.value().options.value(option, Json()) == value)
            continue;
        words += " " + option + "=" + (value.is_string() ? value.get<std::string>() : writeJson(value));
    }
    return words;
}

} // namespace

Result<TransformStep> transformStep(std::string_view type, const Json &given)
{
    SLIPWAY_ASSIGN(const TransformerKind *kind, transformerKind(type));
    TransformStep step {std::string(type), Json::object()};
    for (const auto &option : kind->options)
        step.options[option.name] = option.standard;
    for (const auto &[name, value] : given.items()) {
        auto option = findParameter(kind->options, name);
        if (!option)
            return option.error().in(type);
        const bool text = option.value()->type == ParameterType::Text;
        // A word like 18 is a number to YAML and JSON, and a text to the option.
        const Json plain = text && value.is_number() ? Json(writeJson(value)) : joined(value);
        auto checked = checkedValue(*option.value(), plain);
        if (!checked)
            return checked.error().in(type);
        step.options[name] = std::move(checked).value();
    }
    return step;
}

Result<TransformSpec> transformsFromJson(const Json &json, std::string_view place)
{
    const auto in = [&](const Error &error) { return error.in(place); };
    if (!json.is_object() || !json.contains("transforms") || !json["transforms"].is_array())
        return in(failure("features.transforms_shape", {{"what", "there is no list called transforms"}}));
    if (const auto keys = onlyKeys(json, {"transforms"}); !keys)
        return in(keys.error());
    TransformSpec spec;
    for (const auto &each : json["transforms"]) {
        auto chain = chainOf(each);
        if (!chain)
            return in(chain.error().in(fmt::format("chain {}", spec.chains.size() + 1)));
        spec.chains.push_back(std::move(chain).value());
    }
    return spec;
}

Json toJson(const TransformSpec &spec)
{
    Json chains = Json::array();
    for (const auto &chain : spec.chains) {
        Json steps = Json::array();
        for (const auto &step : chain.steps) {
            Json json = step.options;
            json["type"] = step.type;
            steps.push_back(std::move(json));
        }
        chains.push_back({{"columns", chain.columns}, {"steps", std::move(steps)}});
    }
    return {{"transforms", std::move(chains)}};
}

Result<TransformSpec> completedTransforms(TransformSpec given, const data::Table &training,
                                          std::span<const std::string> features,
                                          const ProposeOptions &options)
{
    std::set<std::string_view> named;
    for (const auto &chain : given.chains) {
        for (const auto &column : chain.columns) {
            if (std::find(features.begin(), features.end(), column) == features.end())
                return failure("features.transforms_no_feature",
                               {{"column", column}, {"known", fmt::format("{}", fmt::join(features, ", "))}});
            named.insert(column);
        }
    }
    std::vector<std::string> others;
    std::copy_if(features.begin(), features.end(), std::back_inserter(others),
                 [&](const auto &feature) { return !named.contains(feature); });
    for (auto &chain : proposedTransforms(training, others, options).chains)
        given.chains.push_back(std::move(chain));
    return given;
}

std::string TransformSpec::words(const std::string &column) const
{
    std::string all;
    for (const auto &chain : chains) {
        if (std::find(chain.columns.begin(), chain.columns.end(), column) == chain.columns.end())
            continue;
        std::string steps;
        for (const auto &step : chain.steps)
            steps += (steps.empty() ? "" : ", then ") + wordsOf(step);
        all += (all.empty() ? "" : "; ") + steps;
    }
    return all;
}

} // namespace slipway::features
