#include "core/pipeline/feed_demo.h"

namespace slipway::pipeline {

namespace {

/// Few units and few steps, small batches so that the steps suffice on little data: good enough to serve, and
/// to be beaten by what comes after.
std::vector<Step> firstModel()
{
    return {
        {"first_train",
         "Train a first, small model",
         {"train", "--name", "first model", "--set", "model.hidden=8", "--set", "training.batch_size=128",
          "--set", "training.epochs=1"},
         {"features"}},
        {"first_evaluate", "Evaluate the first model", {"evaluate", "{first_train.run_id}"}, {"first_train"}},
        {"first_register",
         "Register the first model",
         {"registry", "register", "{first_train.run_id}"},
         {"first_evaluate"}},
        {"first_promote",
         "Put the first model into production",
         {"registry", "promote", "{first_register.version_name}", "--reason", "first model of the demo"},
         {"first_register"},
         false},
    };
}

} // namespace

std::vector<Step> feedDemo(const DemoOptions &options)
{
    std::vector<Step> steps {
        {"generate",
         "Generate users, items and interactions",
         {"data", "generate", "--scenario", "feed", "--rows", std::to_string(options.rows), "--seed",
          std::to_string(options.seed)},
         {}},
        {"validate", "Check the interactions", {"data", "validate", "interactions"}, {"generate"}},
        {"features", "Build point-in-time features", {"features", "build"}, {"validate"}},
    };
    std::string modelBefore = "feed-model@Production";
    std::vector<std::string> beforeCompare {"register"};
    std::vector<std::string> beforePromote {"compare"};
    if (options.needsFirstModel) {
        for (auto &step : firstModel())
            steps.push_back(std::move(step));
        modelBefore = "{first_register.version_name}";
        beforeCompare.insert(beforeCompare.begin(), "first_register");
        beforePromote.insert(beforePromote.begin(), "first_promote");
    }
    const std::vector<Step> rest {
        {"train", "Train the ranker", {"train", "--name", "ranker"}, {"features"}},
        {"evaluate", "Evaluate it on the test rows", {"evaluate", "{train.run_id}"}, {"train"}},
        {"register", "Register a version", {"registry", "register", "{train.run_id}"}, {"evaluate"}},
        {"compare",
         "Compare it with the model before",
         {"compare", modelBefore, "{register.version_name}"},
         beforeCompare},
        {"promote",
         "Promote it through the gates",
         {"registry", "promote", "{register.version_name}", "--reason", "demo"},
         beforePromote,
         false},
        {"serve", "Serve it and send requests", {"bench", "serving"}, {"promote"}},
        {"drift", "Measure drift between train and test", {"drift"}, {"promote"}},
        {"report", "Write the report", {"report", "feed", "--format", "html"}, {"serve", "drift"}},
    };
    steps.insert(steps.end(), rest.begin(), rest.end());
    return steps;
}

} // namespace slipway::pipeline
