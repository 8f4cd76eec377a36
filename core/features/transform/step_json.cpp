#include "core/features/transform/step_json.h"

#include "core/base/messages.h"

#include <algorithm>
#include <cmath>

namespace slipway::features {

namespace {

template <typename Has>
bool isListOf(const Json &json, Has has)
{
    return json.is_array() && std::all_of(json.begin(), json.end(), has);
}

} // namespace

Error StepJson::damaged(std::string_view what)
{
    return failure("features.encoder_damaged", {{"what", what}});
}

const Json &StepJson::at(const char *key) const
{
    static const Json nothing;
    const auto found = m_json.find(key);
    return found == m_json.end() ? nothing : *found;
}

Result<std::vector<double>> StepJson::numbers(const char *key) const
{
    if (!isListOf(at(key), [](const Json &each) { return each.is_number(); }))
        return damaged(std::string(key) + " is not a list of numbers");
    return at(key).get<std::vector<double>>();
}

Result<Levels> StepJson::texts(const char *key) const
{
    if (!isListOf(at(key), [](const Json &each) { return each.is_string(); }))
        return damaged(std::string(key) + " is not a list of texts");
    return at(key).get<Levels>();
}

Result<std::string> StepJson::text(const char *key) const
{
    if (!at(key).is_string())
        return damaged(std::string(key) + " is not a text");
    return at(key).get<std::string>();
}

Result<double> StepJson::number(const char *key) const
{
    if (!at(key).is_number())
        return damaged(std::string(key) + " is not a number");
    return at(key).get<double>();
}

Result<bool> StepJson::flag(const char *key) const
{
    if (!at(key).is_boolean())
        return damaged(std::string(key) + " is neither true nor false");
    return at(key).get<bool>();
}

Result<std::vector<std::vector<double>>> StepJson::numberLists(const char *key) const
{
    if (!isListOf(at(key), [](const Json &each) {
            return isListOf(each, [](const Json &value) { return value.is_number(); });
        }))
        return damaged(std::string(key) + " is not a list of numbers for each column");
    return at(key).get<std::vector<std::vector<double>>>();
}

Result<std::vector<Levels>> StepJson::levelLists(const char *key) const
{
    if (!isListOf(at(key), [](const Json &each) {
            return isListOf(each, [](const Json &value) { return value.is_string(); });
        }))
        return damaged(std::string(key) + " is not a list of texts for each column");
    auto lists = at(key).get<std::vector<Levels>>();
    for (const auto &list : lists) {
        if (std::adjacent_find(list.begin(), list.end(), std::greater_equal<>()) != list.end())
            return damaged(std::string(key) + " are not in order");
    }
    return lists;
}

Result<std::vector<std::size_t>> StepJson::indices(const char *key, std::size_t below) const
{
    SLIPWAY_ASSIGN(const auto list, numbers(key));
    std::vector<std::size_t> made;
    for (const double each : list) {
        if (!(each >= 0 && each < static_cast<double>(below)) || each != std::floor(each))
            return damaged(std::string(key) + " names a column that is not there");
        made.push_back(static_cast<std::size_t>(each));
    }
    return made;
}

} // namespace slipway::features
