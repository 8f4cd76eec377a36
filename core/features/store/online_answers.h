#pragma once

#include "core/features/definitions/expression.h"
#include "core/features/store/entity_key.h"
#include "core/features/store/read_batch.h"

#include <cstdint>
#include <memory>
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

    bool operator==(const OnlineInput &other) const
    {
        if (kind != other.kind)
            return false;
        return kind == Kind::Whole ? whole == other.whole
            : kind == Kind::Text   ? text == other.text
                                   : kind != Kind::Number || number == other.number;
    }

    static OnlineInput ofWhole(std::int64_t value) { return {.kind = Kind::Whole, .whole = value}; }
    static OnlineInput ofNumber(double value) { return {.kind = Kind::Number, .number = value}; }
    static OnlineInput ofText(std::string_view value) { return {.kind = Kind::Text, .text = value}; }
};

/// The features of some entities, and the memory that finding them needs. One thread's; reused, it does not
/// allocate. Features are numbered as OnlineReader::features() lists them.
///
/// Neighbouring entities that were asked about with the same keys and values are a group, for everything that
/// depends on these alone: what is known about the user of a hundred items is read and calculated once.
class OnlineAnswers
{
public:
    std::size_t entities() const { return m_entities; }
    const Value &value(std::size_t entity, std::size_t feature) const
    {
        const auto &place = m_outputs[feature];
        return m_values[place.slot][groupOf(place.domain, entity)];
    }
    /// Whether the value is one and the same for all entities.
    bool isShared(std::size_t feature) const { return m_groups[m_outputs[feature].domain].count == 1; }

    FeatureStatus status(std::size_t entity, std::size_t feature) const;

    /// Of the stored row; of a derived feature, the latest of those that it was made from; 0: none.
    TimeMicros eventTime(std::size_t entity, std::size_t feature) const;
    bool stale() const { return m_stale; } ///< see ReadBatch

    /// The moment of an entity's row of a view (as OnlineReader::views() lists them); nothing: it has none.
    std::optional<TimeMicros> rowTime(std::size_t entity, std::size_t view) const
    {
        const auto &row = rowOf(entity, view);
        return row.isThere ? std::optional(row.eventTime) : std::nullopt;
    }
    /// Up to when a view is materialized; 0: nothing is stored of it.
    TimeMicros asOf(std::size_t view) const { return m_columns[view].asOf; }

    /// Whether any entity had the keys to ask a view for; what is known of the view then, null where nothing
    /// is stored of it.
    bool wasAsked(std::size_t view) const { return m_columns[view].asked; }
    const std::shared_ptr<const StoredView> &stored(std::size_t view) const { return m_columns[view].stored; }

private:
    friend class OnlineReader;
    friend class OnlinePlanner;

    /// Where the values of a feature come from.
    struct Place {
        enum class Source { Input, View, Derived };
        Source source = Source::Input;
        std::size_t slot = 0;
        std::size_t domain = 0;
        std::size_t index = 0; ///< of the input or the view
        std::size_t column = 0; ///< of the view
        std::vector<std::size_t> views {}; ///< that a derived one comes from
    };

    /// The entities by what they were asked about with, as far as a domain depends on it.
    struct Groups {
        std::size_t count = 0;
        std::vector<std::uint32_t> of; ///< by entity
        std::vector<std::uint32_t> first; ///< entity of each
    };

    /// What was found of one group's row of a view.
    struct Row {
        FeatureStatus status = FeatureStatus::NotFound; ///< NullValue: there are values, or could be
        bool isThere = false;
        TimeMicros eventTime = 0;
    };

    /// Where the features of a view stand in the rows of one layout.
    struct Columns {
        std::uint32_t layout = 0;
        bool known = false;
        bool asked = false;
        TimeMicros asOf = 0;
        std::shared_ptr<const StoredView> stored;
        std::vector<int> places; ///< -1: the layout does not have it
        std::vector<Row> rows; ///< by group
    };
    static constexpr std::size_t noQuestion = static_cast<std::size_t>(-1);
    static constexpr std::size_t wrongKey = static_cast<std::size_t>(-2);

    std::size_t groupOf(std::size_t domain, std::size_t entity) const { return m_groups[domain].of[entity]; }
    const Row &rowOf(std::size_t entity, std::size_t view) const
    {
        return m_columns[view].rows[groupOf(m_viewDomains[view], entity)];
    }

    std::uint64_t m_reader = 0; ///< whose columns these are
    std::vector<Place> m_outputs;
    std::vector<std::size_t> m_viewDomains;
    std::size_t m_entities = 0;
    std::vector<Groups> m_groups; ///< by domain
    std::vector<std::vector<Value>> m_values; ///< by slot; one a group of the slot's domain
    std::vector<std::vector<FeatureStatus>> m_inputStates; ///< by input, one a group
    std::vector<Columns> m_columns; ///< by view
    std::vector<std::size_t> m_questions; ///< of the views of a step, group by group
    std::vector<ExpressionColumn> m_expressionColumns; ///< by slot
    std::vector<std::vector<std::uint32_t>> m_places; ///< that these need
    ReadBatch m_batch;
    EntityKey m_key;
    bool m_stale = false;
};

} // namespace slipway::features
