#include "core/workspace/config.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace slipway::workspace {

namespace {

using enum ParameterType;

std::vector<Parameter> incidentFields()
{
    return {
        {"kind",
         Text,
         nullptr,
         "What happens",
         {},
         {},
         {"covariate_shift", "prior_shift", "concept_drift", "new_category", "unit_change", "sensor_stuck",
          "missing_block", "schema_break"}},
        {"at", Text, nullptr, "When: a share of the time span (0.8), or a moment (2026-01-20)"},
        {"column", Text, "", "To which column; left out, to the one that the scenario names first"},
        {"strength", Number, 1, "How much; left out, as much as the scenario says", -1e6, 1e6},
    };
}

std::vector<Parameter> dataParameters()
{
    // Ids of users and items fit into 32 bits while they are generated.
    return {
        {"generation.rows", Integer, 0, "Rows to generate; 0 makes as many as the scenario says", 0, 1e10},
        {"generation.seed", Integer, 42, "The same seed gives the same bytes", 0, 0x1p53},
        {"generation.users", Integer, 0, "Users of the feed; 0 makes one for a hundred interactions", 0, 1e9},
        {"generation.items", Integer, 0, "Items of the feed; 0 makes one for two hundred interactions", 0,
         1e9},
        {"generation.entities", Integer, 0,
         "Users, cards, stores or products to generate; 0 makes as many as suit the rows", 0, 1e9},
        {"generation.days", Integer, 0,
         "Days that the rows spread over; 0 takes as many as the scenario says", 0, 3650},
        {"generation.start", Text, "2026-01-01T00:00:00Z", "First moment of the period, in UTC"},
        {"generation.missing", Number, 0.0, "Share of values left out at random, where a scenario allows it",
         0, 0.9},
        {.name = "generation.incidents",
         .type = Records,
         .standard = Json::array(),
         .help = "What happens to the world at a chosen time",
         .fields = incidentFields()},
        {"splits.train", Number, 0.70, "Share of the oldest rows that trains", 0.05, 0.9},
        {"splits.validation", Number, 0.15, "Share of the rows after them that stops the training", 0.05,
         0.9},
        {"features.store", Text, "lmdb",
         "Where the latest features are kept: lmdb, in the workspace, or an address like "
         "redis://127.0.0.1:6379/0"},
        {"validation.suite", Text, "any",
         "Suite that the data has to pass: any, feed, or a file of the workspace like config/suite.json"},
        {"validation.required",
         Text,
         "none",
         "What is refused on data that has not passed the suite",
         {},
         {},
         {"none", "training", "promotion", "both"}},
    };
}

std::vector<Parameter> modelParameters()
{
    return {
        {"model.type", Text, "mlp", "The kind of ranker", {}, {}, {"mlp"}},
        {"model.hidden", Integers, Json::array({128, 64}), "Units of each hidden layer", 1, 4096},
        {"model.dropout", Number, 0.1, "Share of hidden units left out at random while training", 0, 0.9},
        {"training.epochs", Integer, 10, "Most passes over the training rows", 1, 10'000},
        {"training.batch_size", Integer, 1024, "Rows a step", 1, 1'000'000},
        {"training.learning_rate", Number, 0.001, "Step size of Adam", 1e-7, 1},
        {"training.weight_decay", Number, 0.0, "Pull of the weights towards zero", 0, 1},
        {"training.patience", Integer, 3, "Epochs without a better validation AUC before training stops", 1,
         10'000},
        {"training.seed", Integer, 42, "The same seed gives the same model", 0, 0x1p53},
    };
}

std::vector<Parameter> monitoringParameters()
{
    return {
        {"drift.profile",
         Text,
         "calibrated",
         "Which rules decide about drift",
         {},
         {},
         {"calibrated", "evidently", "documents"}},
        {"drift.alpha", Number, 0.02,
         "Level of each test, chosen so that measured false alarms stay below 5%", 1e-6, 0.5},
        {"gates.min_auc", Number, 0.6, "Least test AUC of a version that goes to production", 0.5, 1},
        {"gates.max_log_loss", Number, 0.69, "Largest test log loss of such a version", 0, 10},
        {"gates.max_auc_drop", Number, 0.005,
         "Most test AUC that a version may lose against the one in production", 0, 1},
        {"gates.max_age_days", Integer, 30, "Oldest evaluation that still counts", 1, 3650},
        {"retraining.drift_threshold", Number, 0.3, "Drift score above which retraining is due", 0, 1},
        {"retraining.accuracy_drop", Number, 0.05, "Loss of accuracy above which retraining is due", 0, 1},
        {"retraining.max_days", Integer, 30, "Days after which retraining is due", 1, 3650},
        {"retraining.min_days", Integer, 7, "Days within which nothing is retrained again", 0, 3650},
        {"serving.port", Integer, 8000, "Port of the inference server", 0, 65535},
        {"serving.address", Text, "127.0.0.1", "Address that the inference server listens on"},
    };
}

const std::array<ConfigSchema, 3> &schemas()
{
    static const std::array<ConfigSchema, 3> all {{
        {"data_config.yaml", "What the data looks like and how it is split.", dataParameters()},
        {"model_config.yaml", "What the model is and how it is trained.", modelParameters()},
        {"monitoring_config.yaml", "What is watched, and what has to hold before a model serves.",
         monitoringParameters()},
    }};
    return all;
}

} // namespace

std::span<const ConfigSchema> configSchemas()
{
    return schemas();
}

const ConfigSchema &configSchema(std::string_view file)
{
    const auto found = std::find_if(schemas().begin(), schemas().end(),
                                    [&](const ConfigSchema &schema) { return schema.file == file; });
    assert(found != schemas().end());
    return *found;
}

} // namespace slipway::workspace
