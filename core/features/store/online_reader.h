#pragma once

#include "core/base/result.h"
#include "core/features/definitions/expression.h"
#include "core/features/store/online_answers.h"
#include "core/features/store/online_store.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace slipway::features {

/// Which entities, and what is known of them and the moment.
struct OnlineQuestions {
    std::size_t entities = 1;
    std::span<const OnlineInput> inputs; ///< those of OnlineReader::inputs(), entity by entity
    TimeMicros now = 0;
    std::uint64_t shared = 0; ///< bits of the inputs that all entities are known to have in common
};

/// Finds the latest features of entities in a store: views in the order in which they give each other's keys,
/// then what is derived, by the same rules and the same expressions as the offline tables. Never changes once
/// made; any number of threads may read, each with its own StoreReader and OnlineAnswers.
class OnlineReader
{
public:
    struct Input {
        std::string name;
        bool isKey = true; ///< else a feature that comes with the request, and may be left out
    };
    struct Output {
        std::string name;
        std::string view; ///< "request" and "derived" for those of no view
        ValueType type = ValueType::Number;
    };

    /// For those features (empty: all that are not hidden) of entities whose `given` keys and values will be
    /// told. A key that is not given may be a feature itself.
    static Result<OnlineReader> make(std::shared_ptr<const FeatureSet> set, OnlineStore &store,
                                     std::span<const std::string> wanted, std::span<const std::string> given);

    const FeatureSet &set() const { return *m_set; }
    const std::vector<Input> &inputs() const { return m_inputs; } ///< what must come with each entity
    const std::vector<Output> &features() const { return m_outputs; }
    std::vector<std::string> views() const; ///< that it reads

    Status read(StoreReader &store, const OnlineQuestions &questions, OnlineAnswers &answers) const;

private:
    friend class OnlinePlanner;
    struct Key {
        std::size_t slot;
        int input; ///< -1: the slot's own value, which another view has given
        bool isText; ///< of that value
    };
    struct ViewPlan {
        const FeatureView *view;
        ViewId id;
        std::vector<Key> keys;
        std::size_t firstSlot; ///< its features stand one behind the other
        std::size_t domain = 0;
        std::vector<bool> given {}; ///< features whose values come with the question instead
    };
    struct DerivedPlan {
        std::size_t slot;
        BoundExpression expression;
        std::vector<std::size_t> from;
        std::size_t domain = 0;
    };
    struct Step {
        std::vector<std::size_t> views;
        std::vector<std::size_t> derived;
    };
    struct InputPlan {
        std::size_t slot;
        ValueType type; ///< of the slot
        std::size_t domain = 0;
    };

    void begin(const OnlineQuestions &questions, OnlineAnswers &answers) const;
    void takeInputs(const OnlineQuestions &questions, OnlineAnswers &answers) const;
    Status readViews(StoreReader &store, const Step &step, const OnlineQuestions &questions,
                     OnlineAnswers &answers) const;
    static void group(std::uint64_t inputs, const OnlineQuestions &questions, std::size_t width,
                      OnlineAnswers::Groups &groups);
    bool makeKey(const ViewPlan &plan, const OnlineQuestions &questions, std::size_t entity,
                 OnlineAnswers &answers, bool &wrong) const;
    void noteView(std::size_t view, OnlineAnswers &answers) const;
    const OnlineAnswers::Columns &columnsOf(std::size_t view, OnlineAnswers &answers) const;
    Status takeRow(std::size_t view, std::size_t question, TimeMicros now, std::size_t group,
                   OnlineAnswers &answers) const;
    void takeValues(std::size_t view, const RowView *row, std::size_t group, OnlineAnswers &answers) const;
    void derive(const Step &step, OnlineAnswers &answers) const;

    std::shared_ptr<const FeatureSet> m_set;
    std::string m_store; ///< its address, for sentences
    std::vector<Input> m_inputs;
    std::vector<InputPlan> m_inputPlans;
    std::vector<Output> m_outputs;
    std::vector<OnlineAnswers::Place> m_places; ///< of these
    std::vector<ViewPlan> m_views;
    std::vector<DerivedPlan> m_derived;
    std::vector<Step> m_steps;
    std::vector<std::uint64_t> m_domains; ///< each the set of inputs that something depends on, as bits
    std::vector<std::size_t> m_slotDomains;
    std::size_t m_slots = 0;
    std::size_t m_nowSlot = 0;
    std::uint64_t m_number = 0; ///< each reader has another one, so that answers know whose they are
};

} // namespace slipway::features
