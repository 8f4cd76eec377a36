#pragma once

#include "core/features/transform/pipeline.h"
#include "core/serve/scorer.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace slipway::serve {

/// Reads what a pipeline wants to know about a user and items from an online store. Made once for a model;
/// never changes; any number of threads may read, each with its own FeatureLookup.
class FeedLookup
{
public:
    /// Fails on a feature of the pipeline that the definitions do not have, or that a request for scores
    /// cannot lead to.
    static Result<FeedLookup> make(const features::Pipeline &pipeline, const FeatureOrigin &origin);

    /// Fails where the store cannot be asked, or has values of other definitions.
    Status read(const FeedRequest &request, FeatureLookup &lookup) const;

    /// The values of one item of the request for Pipeline::encodeRow, item by item: those that all have in
    /// common are filled in with the first. `texts` may be empty where the pipeline reads none.
    void fill(const FeatureLookup &lookup, std::size_t item, std::span<double> numbers,
              std::span<std::string_view> texts) const;

    /// Whether nothing is stored about the user, the item.
    bool isColdUser(const FeatureLookup &lookup) const;
    bool isColdItem(const FeatureLookup &lookup, std::size_t item) const;

    /// {"features_from","features_as_of","users","items"}
    Json describe() const;

private:
    /// What an input of the reader is filled with.
    enum class Given { User, Item, Device, Position };
    enum class Use { Number, Level, Text };

    explicit FeedLookup(FeatureOrigin origin)
        : m_origin(std::move(origin))
    {
    }
    Status want(const features::Pipeline &pipeline);
    Status makeReader(const std::vector<std::string> &wanted);
    void setInputs(const FeedRequest &request, FeatureLookup &lookup) const;
    Status checkStored(FeatureLookup &lookup) const;
    bool hasNoRow(const FeatureLookup &lookup, std::size_t item, const std::vector<std::size_t> &views) const;

    FeatureOrigin m_origin;
    std::shared_ptr<const features::OnlineReader> m_reader;
    std::vector<Given> m_given; ///< by input of the reader
    std::uint64_t m_shared = 0; ///< bits of those that are the same for all items
    std::vector<Use> m_uses; ///< by feature of the pipeline, in whose order the reader has them too
    std::vector<features::PipelineInput> m_levels; ///< the same
    std::vector<std::string> m_views; ///< names of those that the reader reads
    std::vector<std::string> m_definitions; ///< of these
    std::vector<std::size_t> m_userViews; ///< those of them that have a row for each user
    std::vector<std::size_t> m_itemViews;
};

} // namespace slipway::serve
