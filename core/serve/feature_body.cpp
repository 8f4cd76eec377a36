#include "core/serve/feature_body.h"

#include "core/base/messages.h"
#include "core/serve/bad_body.h"

#include <simdjson.h>

namespace slipway::serve {

namespace {

using features::OnlineInput;
using simdjson::dom::element;
using simdjson::dom::element_type;
using Answer = std::optional<Refusal>;

constexpr std::size_t depthLimit = 64;

Refusal wrong(std::string_view member, std::string_view expected)
{
    return {422, failure("serve.feature_member", {{"member", member}, {"expected", expected}})};
}

OnlineInput inputOf(element value)
{
    switch (value.type()) {
    case element_type::INT64:
        return OnlineInput::ofWhole(value.get_int64().value_unsafe());
    case element_type::UINT64:
        // Beyond what a whole number is here: as its digits, like a text.
        return {.kind = OnlineInput::Kind::Wrong};
    case element_type::DOUBLE:
        return OnlineInput::ofNumber(value.get_double().value_unsafe());
    case element_type::STRING:
        return OnlineInput::ofText(value.get_string().value_unsafe());
    case element_type::NULL_VALUE:
        return {};
    default:
        return {.kind = OnlineInput::Kind::Wrong};
    }
}

Answer readFeatures(element value, FeatureBody &body)
{
    simdjson::dom::array list;
    if (value.is_null())
        return std::nullopt;
    if (value.get(list) != simdjson::SUCCESS)
        return wrong("features", "a list like [\"user_profile:user_age\"]");
    std::size_t count = 0;
    for (const element one : list) {
        std::string_view text;
        if (one.get(text) != simdjson::SUCCESS)
            return wrong("features", "a list like [\"user_profile:user_age\"]");
        if (body.question.features.size() == count)
            body.question.features.emplace_back();
        body.question.features[count++] = text;
    }
    body.question.features.resize(count);
    body.namesFeatures = count > 0;
    return std::nullopt;
}

Answer readEntities(element value, FeatureBody &body)
{
    constexpr std::string_view expected = "an object of lists like {\"user_id\":[7,8]}";
    simdjson::dom::object members;
    if (value.get(members) != simdjson::SUCCESS)
        return wrong("entities", expected);
    auto &columns = body.question.entities;
    std::size_t count = 0;
    for (const auto [name, list] : members) {
        simdjson::dom::array values;
        if (list.get(values) != simdjson::SUCCESS)
            return wrong("entities", expected);
        if (columns.size() == count)
            columns.emplace_back();
        auto &column = columns[count++];
        column.name = name;
        column.values.clear();
        for (const element one : values)
            column.values.push_back(inputOf(one));
        if (column.values.size() > FeatureBody::entityLimit)
            return Refusal {422,
                            failure("serve.entities_too_many",
                                    {{"count", column.values.size()}, {"limit", FeatureBody::entityLimit}})};
        for (std::size_t before = 0; before + 1 < count; ++before) {
            if (columns[before].name == column.name)
                return Refusal {422, failure("serve.member_repeated", {{"member", column.name}})};
        }
    }
    columns.resize(count);
    return std::nullopt;
}

Answer readMember(std::string_view name, element value, FeatureBody &body)
{
    if (name == "features")
        return readFeatures(value, body);
    if (name == "entities")
        return readEntities(value, body);
    if (name == "feature_service" && !value.is_null()) {
        std::string_view text;
        if (value.get(text) != simdjson::SUCCESS)
            return wrong("feature_service", "the name of a feature set");
        body.service = text;
    }
    if (name == "full_feature_names" && !value.is_null()
        && value.get(body.question.fullNames) != simdjson::SUCCESS)
        return wrong("full_feature_names", "true or false");
    return std::nullopt;
}

Answer readBody(element document, FeatureBody &body)
{
    simdjson::dom::object members;
    if (document.get(members) != simdjson::SUCCESS)
        return wrong("The body", "an object with features and entities");
    body.service.clear();
    body.namesFeatures = false;
    body.question.fullNames = false;
    body.question.features.clear();
    bool hasEntities = false;
    for (const auto [name, value] : members) {
        if (auto refusal = readMember(name, value, body))
            return refusal;
        hasEntities = hasEntities || name == "entities";
    }
    if (!hasEntities)
        return wrong("entities", "an object of lists like {\"user_id\":[7,8]}");
    if (body.namesFeatures && !body.service.empty())
        return Refusal {422, failure("serve.features_and_service")};
    return std::nullopt;
}

} // namespace

struct FeatureBodyParser::State {
    simdjson::dom::parser parser;
};

FeatureBodyParser::FeatureBodyParser()
    : m_state(std::make_unique<State>())
{
    if (m_state->parser.allocate(4096, depthLimit) != simdjson::SUCCESS)
        throw std::bad_alloc();
}

FeatureBodyParser::~FeatureBodyParser() = default;
FeatureBodyParser::FeatureBodyParser(FeatureBodyParser &&) noexcept = default;

std::optional<Refusal> FeatureBodyParser::parse(std::string_view text, FeatureBody &body)
{
    if (text.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return wrong("The body", "an object with features and entities");
    element document;
    switch (m_state->parser.parse(text.data(), text.size()).get(document)) {
    case simdjson::SUCCESS:
        return readBody(document, body);
    case simdjson::UTF8_ERROR:
        return Refusal {400, failure("serve.body_not_utf8")};
    case simdjson::DEPTH_ERROR:
        return Refusal {400, failure("serve.body_too_deep", {{"limit", depthLimit}})};
    default:
        return explainBadBody(text);
    }
}

} // namespace slipway::serve
