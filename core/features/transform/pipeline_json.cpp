#include "core/base/messages.h"
#include "core/features/transform/pipeline.h"
#include "core/features/transform/step_json.h"

#include <algorithm>

namespace slipway::features {

namespace {

std::string_view kindName(data::ColumnKind kind)
{
    return kind == data::ColumnKind::Number ? "number" : "category";
}

Result<PipelineInput> inputFromJson(const Json &json)
{
    if (!json.is_object() || !json.contains("name") || !json["name"].is_string())
        return StepJson::damaged("a feature has no name");
    PipelineInput input {json["name"].get<std::string>()};
    const auto kind = json.value("kind", Json());
    if (kind == kindName(data::ColumnKind::Category))
        input.kind = data::ColumnKind::Category;
    else if (kind != kindName(data::ColumnKind::Number))
        return StepJson::damaged(input.name + " is neither a number nor a category");
    return input;
}

/// The encodings of models that were trained before there were chains: their features as chains.
Result<Json> chainsOfEncodings(const Json &features)
{
    Json numbers = Json::array();
    Json centres = Json::array();
    Json scales = Json::array();
    Json chains = Json::array();
    // Inputs stand in the order of the features, so that numbers between two categories are a chain each.
    const auto flush = [&] {
        if (numbers.empty())
            return;
        chains.push_back({{"columns", numbers},
                          {"steps", {{{"type", "standard"}, {"centres", centres}, {"scales", scales}}}}});
        numbers = centres = scales = Json::array();
    };
    for (const auto &feature : features) {
        if (!feature.is_object() || !feature.contains("name"))
            return StepJson::damaged("a feature has no name");
        if (feature.value("kind", Json()) == "number") {
            if (!feature.contains("mean") || !feature.contains("deviation"))
                return StepJson::damaged("a number has no mean or no deviation");
            numbers.push_back(feature["name"]);
            centres.push_back(feature["mean"]);
            scales.push_back(feature["deviation"]);
            continue;
        }
        flush();
        chains.push_back({{"columns", {feature["name"]}},
                          {"steps",
                           {{{"type", "one_hot"},
                             {"levels", Json::array({feature.value("levels", Json())})},
                             {"others", false},
                             {"missing", false}}}}});
    }
    flush();
    return chains;
}

Result<FittedOn> fittedOnFromJson(const Json &json)
{
    if (!json.is_object())
        return FittedOn {};
    FittedOn on;
    const StepJson reader(json);
    SLIPWAY_ASSIGN(const double rows, reader.number("rows"));
    on.rows = static_cast<std::size_t>(rows);
    SLIPWAY_ASSIGN(on.columns, reader.texts("columns"));
    SLIPWAY_ASSIGN(on.fingerprint, reader.text("fingerprint"));
    return on;
}

} // namespace

Json Pipeline::toJson() const
{
    Json features = Json::array();
    for (const auto &input : m_inputs)
        features.push_back({{"name", input.name}, {"kind", kindName(input.kind)}});
    Json chains = Json::array();
    for (const auto &chain : m_chains) {
        Json columns = Json::array();
        for (const auto place : chain.columns)
            columns.push_back(m_inputs[place].name);
        Json steps = Json::array();
        for (const auto &step : chain.steps) {
            Json json = step.transformer->toJson();
            json["type"] = step.type;
            steps.push_back(std::move(json));
        }
        chains.push_back({{"columns", std::move(columns)}, {"steps", std::move(steps)}});
    }
    return {{"features", std::move(features)},
            {"chains", std::move(chains)},
            {"fitted_on",
             {{"rows", m_fittedOn.rows},
              {"columns", m_fittedOn.columns},
              {"fingerprint", m_fittedOn.fingerprint}}}};
}

Result<Pipeline::Chain> Pipeline::chainFromJson(const Json &json, const std::vector<PipelineInput> &inputs)
{
    Chain chain;
    if (!json.is_object())
        return StepJson::damaged("a chain is no section");
    SLIPWAY_ASSIGN(const auto columns, StepJson(json).texts("columns"));
    for (const auto &name : columns) {
        const auto found = std::find_if(inputs.begin(), inputs.end(),
                                        [&](const PipelineInput &input) { return input.name == name; });
        if (found == inputs.end())
            return StepJson::damaged(name + " is not among the features");
        chain.columns.push_back(static_cast<std::size_t>(found - inputs.begin()));
    }
    const auto steps = json.value("steps", Json());
    if (columns.empty() || !steps.is_array() || steps.empty())
        return StepJson::damaged("a chain has no columns or no steps");
    for (const auto &step : steps) {
        if (!step.is_object())
            return StepJson::damaged("a step is no section");
        SLIPWAY_ASSIGN(const auto type, StepJson(step).text("type"));
        const auto kind = transformerKind(type);
        if (!kind)
            return StepJson::damaged("the step " + type + " is not known");
        SLIPWAY_ASSIGN(auto transformer, kind.value()->read(step));
        if (!chain.steps.empty() && chain.steps.back().transformer->ends())
            return StepJson::damaged(type + " stands where no step can");
        chain.steps.push_back({type, std::move(transformer)});
    }
    return chain;
}

Result<Pipeline> Pipeline::fromJson(const Json &json)
{
    const auto features = json.is_object() ? json.value("features", Json()) : Json();
    if (!features.is_array() || features.empty())
        return StepJson::damaged("it lists no features");
    Pipeline pipeline;
    for (const auto &feature : features) {
        SLIPWAY_ASSIGN(auto input, inputFromJson(feature));
        pipeline.m_inputs.push_back(std::move(input));
    }
    Json chains = json.value("chains", Json());
    if (chains.is_null()) {
        SLIPWAY_ASSIGN(chains, chainsOfEncodings(features));
    }
    if (!chains.is_array() || chains.empty())
        return StepJson::damaged("it has no chains");
    for (const auto &each : chains) {
        SLIPWAY_ASSIGN(auto chain, chainFromJson(each, pipeline.m_inputs));
        pipeline.m_chains.push_back(std::move(chain));
    }
    SLIPWAY_ASSIGN(pipeline.m_fittedOn, fittedOnFromJson(json.value("fitted_on", Json())));
    if (const auto fits = pipeline.assemble(); !fits)
        return fits.error().id == "features.encoder_damaged" ? fits.error()
                                                             : StepJson::damaged(fits.error().message);
    return pipeline;
}

} // namespace slipway::features
