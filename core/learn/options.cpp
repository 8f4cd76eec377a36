#include "core/learn/options.h"

#include "core/base/messages.h"
#include "core/learn/estimator.h"
#include "core/workspace/config.h"

#include <algorithm>
#include <array>

namespace slipway::learn {

namespace {

/// "epochs" stands for "training.epochs"; no two settings share the part after the dot.
std::string fullName(const std::string &name)
{
    if (name.find('.') != std::string::npos)
        return name;
    for (const auto &parameter : trainingParameters()) {
        if (parameter.name.ends_with("." + name))
            return parameter.name;
    }
    return name;
}

} // namespace

std::span<const std::string_view> algorithms()
{
    static constexpr std::array<std::string_view, 1> names {"mlp"};
    return names;
}

std::span<const Parameter> trainingParameters()
{
    return workspace::configSchema("model_config.yaml").parameters;
}

Result<TrainOptions> trainOptions(const Json &given)
{
    Json values;
    for (const auto &parameter : trainingParameters())
        values[parameter.name] = parameter.standard;
    for (const auto &[name, value] : given.items()) {
        SLIPWAY_ASSIGN(const Parameter *parameter, findParameter(trainingParameters(), fullName(name)));
        SLIPWAY_ASSIGN(values[parameter->name], checkedValue(*parameter, value));
    }
    TrainOptions options;
    for (const auto &units : values.at("model.hidden"))
        options.hidden.push_back(static_cast<std::size_t>(units.get<double>()));
    values.at("model.dropout").get_to(options.dropout);
    values.at("training.epochs").get_to(options.epochs);
    values.at("training.batch_size").get_to(options.batchSize);
    values.at("training.learning_rate").get_to(options.learningRate);
    values.at("training.weight_decay").get_to(options.weightDecay);
    values.at("training.patience").get_to(options.patience);
    values.at("training.seed").get_to(options.seed);
    return options;
}

} // namespace slipway::learn
