#pragma once

#include "core/features/definitions/meaning.h"
#include "core/features/store/online_reader.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::features {

/// Finds out what a reader must ask for, look up and calculate, and in which steps.
class OnlinePlanner
{
public:
    OnlinePlanner(OnlineReader &reader, OnlineStore &store, std::span<const std::string> given);

    Status want(std::string_view feature);
    void putIntoSteps(); ///< once all is wanted
    void findDomains(); ///< then

private:
    std::optional<std::size_t> slotOf(std::string_view name) const;
    Status need(std::string_view name);
    Status addInput(std::string_view name, const Feature *feature);
    Status addDerived(const Feature &feature);
    Status addView(const FeatureView &view);
    std::size_t domainOf(std::uint64_t inputs);
    void place(OnlineAnswers::Place place);
    void placeInputs();
    void placeView(std::size_t index);
    void placeDerived(std::size_t index);

    using Source = OnlineAnswers::Place::Source;

    OnlineReader &m_reader;
    OnlineStore &m_store;
    std::span<const std::string> m_given;
    const std::vector<ExpressionInput> m_slots;
    std::set<std::string, std::less<>> m_needed;
    std::set<std::size_t> m_known; ///< slots
    std::vector<std::size_t> m_wanted; ///< slots
    std::map<std::size_t, OnlineAnswers::Place> m_places; ///< by slot
};

} // namespace slipway::features
