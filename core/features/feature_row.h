#pragma once

#include "core/base/clock.h"
#include "core/features/online.h"
#include "core/features/transform/pipeline.h"

#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::features {

/// What a request says about itself. What it does not say is missing.
struct FeatureContext {
    TimeMicros now = 0; ///< gives hour_of_day and the ages
    std::string_view device {};
    double position = std::numeric_limits<double>::quiet_NaN();
};

struct KnownEntities {
    bool user = false;
    bool item = false;
    bool coldStart() const { return !user || !item; }
};

/// Fills the `numbers` of Pipeline::encodeRow from the online features, without allocating. Made once for a
/// model. Immutable: any number of threads may read rows.
///
/// A request with many items fills user and context once, copies, and fills each item:
///     reader.fillUser(user, context, numbers);
///     reader.fillContext(context, numbers);
///     for (item : items) { reader.fillItem(user, item, context, numbers); pipeline.encodeRow(numbers,
///     inputs); }
class FeatureReader
{
public:
    /// Fails on a feature of the pipeline that the online features do not have.
    static Result<FeatureReader> make(std::shared_ptr<const OnlineFeatures> online, const Pipeline &pipeline);

    std::size_t width() const { return m_width; } ///< places that `numbers` must have

    KnownEntities fill(std::int64_t user, std::int64_t item, const FeatureContext &context,
                       std::span<double> numbers) const;

    /// The parts of fill(). They touch only the places of their own features; the result says whether the id
    /// is known.
    bool fillUser(std::int64_t user, const FeatureContext &context, std::span<double> numbers) const;
    bool fillItem(std::int64_t user, std::int64_t item, const FeatureContext &context,
                  std::span<double> numbers) const;
    void fillContext(const FeatureContext &context, std::span<double> numbers) const;

private:
    /// Where one feature of the model comes from.
    struct Slot {
        std::size_t place; ///< in numbers
        std::size_t column = 0; ///< in the entity's online values
        bool age = false; ///< days between the column and now
        std::vector<double>
            levels {}; ///< of a category: the pipeline's index for each of the column's levels
    };
    struct ContextSlot {
        std::size_t place;
        double (*value)(const FeatureContext &context, const std::vector<std::string> &levels);
        std::vector<std::string> levels;
    };

    static Result<Slot> slotFor(std::span<const OnlineColumn> columns, const ServedFeature &definition,
                                const Pipeline &pipeline, std::size_t feature);
    Status addFeature(const Pipeline &pipeline, std::size_t feature);
    static void fillFrom(const double *values, std::span<const Slot> slots, TimeMicros now,
                         std::span<double> numbers);

    std::shared_ptr<const OnlineFeatures> m_online;
    std::vector<Slot> m_user;
    std::vector<Slot> m_item;
    std::vector<Slot> m_userCategory; ///< columns of the online user categories
    std::vector<Slot> m_userAnyCategory; ///< the same features in a user's row
    std::vector<ContextSlot> m_context;
    std::size_t m_width = 0;
};

} // namespace slipway::features
