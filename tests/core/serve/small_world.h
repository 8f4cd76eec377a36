#pragma once

#include "core/base/ids.h"
#include "core/data/feed_generator.h"
#include "core/features/feed_features.h"
#include "core/learn/model.h"
#include "core/learn/tensor.h"
#include "tests/core/serve/stored_feed.h"
#include "tests/support/temporary_folder.h"

#include <string>
#include <vector>

namespace slipway::testing {

/// A feed of 2,000 interactions with its features in a store, and models over it whose weights are known.
class SmallWorld
{
public:
    SmallWorld()
    {
        data::FeedOptions options;
        options.interactions = 2000;
        options.users = 50;
        options.items = 40;
        m_status = build(options);
    }

    const Status &status() const { return m_status; }
    const serve::FeatureOrigin &features() const { return m_features; }
    TimeMicros storedTo() const { return m_storedTo; }
    std::map<std::string, std::filesystem::path> tables() const
    {
        return features::feedFiles(m_folder / "raw").value();
    }
    std::filesystem::path folder(const std::string &name) const { return m_folder / name; }

    /// A logistic regression over item_ctr, hour_of_day and device: `ctrWeight` for the standardised click
    /// rate, 0.5 for the standardised hour, 1 for "mobile".
    Status saveModel(const std::string &name, float ctrWeight) const
    {
        data::Table table;
        table.columns.push_back({"item_ctr", data::ColumnKind::Number, "DOUBLE", {0.1, 0.2, 0.4}, {}, {}});
        table.columns.push_back({"hour_of_day", data::ColumnKind::Number, "DOUBLE", {0, 12, 18}, {}, {}});
        table.columns.push_back(
            {"device", data::ColumnKind::Category, "VARCHAR", {}, {0, 1, 0}, {"mobile", "desktop"}});
        const std::vector<std::string> names {"item_ctr", "hour_of_day", "device"};
        SLIPWAY_ASSIGN(const auto fitted,
                       features::fitPipeline(features::proposedTransforms(table, names), table, {}));
        const auto &pipeline = fitted.pipeline;
        std::vector<float> weights {ctrWeight, 0.5F};
        for (const auto &level : pipeline.features()[2].levels)
            weights.push_back(level == "mobile" ? 1.0F : 0.0F);
        const std::vector<learn::Tensor> tensors {{"0.weight", {1, weights.size()}, weights},
                                                  {"0.bias", {1}, {0}}};
        const Json card {{"model_id", newId()}, {"algorithm", "mlp"}, {"features", pipeline.toJson()}};
        return learn::saveModel(folder(name), card, tensors, "a state dict");
    }

private:
    Status build(const data::FeedOptions &options)
    {
        SLIPWAY_TRY(data::generateFeed(options, m_folder / "raw", "csv", m_folder / "truth.parquet"));
        SLIPWAY_ASSIGN(const auto files, features::feedFiles(m_folder / "raw"));
        SLIPWAY_ASSIGN(auto stored, storeFeed(files, m_folder / "online", std::nullopt));
        m_features = stored.origin;
        m_storedTo = stored.to;
        return done();
    }

    TemporaryFolder m_folder;
    serve::FeatureOrigin m_features; ///< before the folder goes
    TimeMicros m_storedTo = 0;
    Status m_status = done();
};

} // namespace slipway::testing
