#pragma once

#include "core/features/definitions/value.h"
#include "core/features/store/entity_key.h"
#include "core/features/store/read_batch.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace slipway::features {

/// What became of a feature, in Feast's words.
enum class FeatureStatus {
    Invalid, ///< what was asked cannot be a key or a value of that feature
    Present,
    NullValue,
    NotFound, ///< nothing is stored of the entity
    OutsideMaxAge, ///< what is stored is older than the view's ttl
};

std::string_view featureStatusName(FeatureStatus status); ///< "OUTSIDE_MAX_AGE"

/// A key or a value that comes with a question.
struct OnlineInput {
    enum class Kind {
        Missing,
        Whole,
        Number,
        Text,
        Wrong, ///< a list, an object or a flag where none can be
    };
    Kind kind = Kind::Missing;
    std::int64_t whole = 0;
    double number = 0;
    std::string_view text {};

    static OnlineInput ofWhole(std::int64_t value) { return {.kind = Kind::Whole, .whole = value}; }
    static OnlineInput ofNumber(double value) { return {.kind = Kind::Number, .number = value}; }
    static OnlineInput ofText(std::string_view value) { return {.kind = Kind::Text, .text = value}; }
};

/// The features of some entities, and the memory that finding them needs. One thread's; reused, it does not
/// allocate. Features are numbered as OnlineReader::features() lists them.
class OnlineAnswers
{
public:
    std::size_t entities() const { return m_entities; }
    const Value &value(std::size_t entity, std::size_t feature) const
    {
        return m_values[entity * m_slots + m_outputs[feature]];
    }
    FeatureStatus status(std::size_t entity, std::size_t feature) const
    {
        return m_states[entity * m_slots + m_outputs[feature]].status;
    }
    /// Of the stored row; of a derived feature, the latest of those that it was made from; 0: none.
    TimeMicros eventTime(std::size_t entity, std::size_t feature) const
    {
        return m_states[entity * m_slots + m_outputs[feature]].eventTime;
    }
    bool stale() const { return m_stale; } ///< see ReadBatch

    /// The moment of an entity's row of a view (as OnlineReader::views() lists them); nothing: it has none.
    std::optional<TimeMicros> rowTime(std::size_t entity, std::size_t view) const
    {
        return m_rowTimes[entity * m_columns.size() + view];
    }
    /// Up to when a view is materialized; 0: nothing is stored of it.
    TimeMicros asOf(std::size_t view) const { return m_columns[view].asOf; }

private:
    friend class OnlineReader;
    struct State {
        FeatureStatus status = FeatureStatus::NullValue;
        TimeMicros eventTime = 0;
    };
    /// Where the features of a view stand in the rows of one layout.
    struct Columns {
        std::uint32_t layout = 0;
        bool known = false;
        TimeMicros asOf = 0;
        std::vector<int> places; ///< -1: the layout does not have it
    };
    static constexpr std::size_t noQuestion = static_cast<std::size_t>(-1);
    static constexpr std::size_t wrongKey = static_cast<std::size_t>(-2);

    std::uint64_t m_reader = 0; ///< whose columns these are
    std::vector<std::size_t> m_outputs;
    std::size_t m_entities = 0;
    std::size_t m_slots = 0;
    std::vector<Value> m_values; ///< entity by entity
    std::vector<State> m_states;
    std::vector<Columns> m_columns; ///< by view
    std::vector<std::optional<TimeMicros>> m_rowTimes; ///< of the views of an entity
    std::vector<std::size_t> m_questions; ///< of the views of a step, entity by entity
    ReadBatch m_batch;
    EntityKey m_key;
    bool m_stale = false;
};

} // namespace slipway::features
