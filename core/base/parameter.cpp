#include "core/base/parameter.h"

#include "core/base/messages.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace slipway {

namespace {

bool inRange(const Parameter &parameter, double value)
{
    return std::isfinite(value) && value >= parameter.least && value <= parameter.most;
}

std::string range(const Parameter &parameter)
{
    if (std::isfinite(parameter.least) && std::isfinite(parameter.most))
        return fmt::format(" from {} to {}", parameter.least, parameter.most);
    if (std::isfinite(parameter.least))
        return fmt::format(" of at least {}", parameter.least);
    if (std::isfinite(parameter.most))
        return fmt::format(" of at most {}", parameter.most);
    return {};
}

bool isWhole(const Json &value)
{
    return value.is_number_integer()
        || (value.is_number_float() && value.get<double>() == std::floor(value.get<double>())
            && std::abs(value.get<double>()) < 0x1p53);
}

bool hasType(const Parameter &parameter, const Json &value)
{
    switch (parameter.type) {
    case ParameterType::Integer:
        return isWhole(value);
    case ParameterType::Number:
        return value.is_number();
    case ParameterType::Text:
        return value.is_string();
    case ParameterType::Flag:
        return value.is_boolean();
    case ParameterType::Integers:
        return value.is_array() && !value.empty() && std::all_of(value.begin(), value.end(), isWhole);
    case ParameterType::Records:
        return value.is_array()
            && std::all_of(value.begin(), value.end(), [](const Json &each) { return each.is_object(); });
    }
    return false;
}

bool fits(const Parameter &parameter, const Json &value)
{
    switch (parameter.type) {
    case ParameterType::Integer:
    case ParameterType::Number:
        return inRange(parameter, value.get<double>());
    case ParameterType::Text:
        return parameter.choices.empty()
            || std::find(parameter.choices.begin(), parameter.choices.end(), value.get<std::string>())
            != parameter.choices.end();
    case ParameterType::Flag:
        return true;
    case ParameterType::Integers:
        return std::all_of(value.begin(), value.end(),
                           [&](const Json &each) { return inRange(parameter, each.get<double>()); });
    case ParameterType::Records:
        return true; // each field has limits of its own
    }
    return false;
}

Json converted(const Parameter &parameter, const Json &value)
{
    const auto whole = [](const Json &number) {
        return number.is_number_float() ? Json(static_cast<std::int64_t>(number.get<double>())) : number;
    };
    if (parameter.type == ParameterType::Integer)
        return whole(value);
    if (parameter.type == ParameterType::Number)
        return value.get<double>();
    if (parameter.type != ParameterType::Integers)
        return value;
    Json list = Json::array();
    for (const auto &each : value)
        list.push_back(whole(each));
    return list;
}

Error wrong(std::string_view id, const Parameter &parameter, const Json &value)
{
    return failure(id, {{"name", parameter.name}, {"expected", expectation(parameter)}, {"value", value}});
}

Result<Json> checkedRecord(const Parameter &parameter, const Json &record)
{
    Json checked = Json::object();
    for (const auto &[name, value] : record.items()) {
        SLIPWAY_ASSIGN(const Parameter *field, findParameter(parameter.fields, name));
        SLIPWAY_ASSIGN(checked[name], checkedValue(*field, value));
    }
    for (const auto &field : parameter.fields) {
        if (field.standard.is_null() && !checked.contains(field.name))
            return wrong("parameter.wrong_type", field, nullptr);
    }
    return checked;
}

Result<Json> checkedRecords(const Parameter &parameter, const Json &value)
{
    Json list = Json::array();
    for (const auto &record : value) {
        auto checked = checkedRecord(parameter, record);
        if (!checked)
            return checked.error().in(fmt::format("{} {}", parameter.name, list.size() + 1));
        list.push_back(std::move(checked).value());
    }
    return list;
}

/// Records are typed as JSON, with or without the brackets around them.
Result<Json> typedRecords(const Parameter &parameter, std::string_view text)
{
    const bool bracketed = text.starts_with('[');
    const Json list = Json::parse(bracketed ? std::string(text) : fmt::format("[{}]", text), nullptr, false);
    return checkedValue(parameter, list.is_discarded() ? Json(text) : list);
}

/// A typed word as the JSON value it most plainly is.
Json guessed(std::string_view text)
{
    if (text == "true" || text == "false")
        return text == "true";
    std::int64_t whole = 0;
    const auto *end = text.data() + text.size();
    if (auto [at, error] = std::from_chars(text.data(), end, whole); error == std::errc() && at == end)
        return whole;
    double number = 0;
    if (auto [at, error] = std::from_chars(text.data(), end, number); error == std::errc() && at == end)
        return number;
    return text;
}

} // namespace

std::string expectation(const Parameter &parameter)
{
    switch (parameter.type) {
    case ParameterType::Integer:
        return "a whole number" + range(parameter);
    case ParameterType::Number:
        return "a number" + range(parameter);
    case ParameterType::Text:
        return parameter.choices.empty() ? "a text"
                                         : fmt::format("one of {}", fmt::join(parameter.choices, ", "));
    case ParameterType::Flag:
        return "true or false";
    case ParameterType::Integers:
        return "a list of whole numbers" + range(parameter);
    case ParameterType::Records: {
        std::vector<std::string_view> names;
        for (const auto &field : parameter.fields)
            names.push_back(field.name);
        return fmt::format("a list of sections with {}", fmt::join(names, ", "));
    }
    }
    return {};
}

Result<const Parameter *> findParameter(std::span<const Parameter> known, std::string_view name)
{
    std::vector<std::string_view> names;
    for (const auto &parameter : known) {
        if (parameter.name == name)
            return &parameter;
        names.push_back(parameter.name);
    }
    return failure("parameter.unknown",
                   {{"name", name}, {"known", fmt::format("{}", fmt::join(names, ", "))}});
}

Result<Json> checkedValue(const Parameter &parameter, const Json &value)
{
    if (!hasType(parameter, value))
        return wrong("parameter.wrong_type", parameter, value);
    if (!fits(parameter, value))
        return wrong("parameter.out_of_range", parameter, value);
    if (parameter.type == ParameterType::Records)
        return checkedRecords(parameter, value);
    return converted(parameter, value);
}

Result<Json> parsedValue(const Parameter &parameter, std::string_view text)
{
    if (parameter.type == ParameterType::Text)
        return checkedValue(parameter, text);
    if (parameter.type == ParameterType::Records)
        return typedRecords(parameter, text);
    if (parameter.type != ParameterType::Integers)
        return checkedValue(parameter, guessed(text));
    Json list = Json::array();
    while (!text.empty()) {
        const auto comma = text.find(',');
        list.push_back(guessed(text.substr(0, comma)));
        text = comma == std::string_view::npos ? std::string_view {} : text.substr(comma + 1);
    }
    return checkedValue(parameter, list);
}

} // namespace slipway
