#include "core/data/suite.h"

#include "core/base/hash.h"
#include "core/base/messages.h"

#include <fmt/format.h>

#include <cassert>

namespace slipway::data {

std::string_view feedInteractionsSuiteText(); // embedded from resources/scenarios

namespace {

/// Takes a text out of an object under its new or its old key.
std::string takeText(Json &object, const char *key, const char *oldKey)
{
    std::string text;
    for (const char *each : {oldKey, key}) {
        if (const auto found = object.find(each); found != object.end() && found->is_string()) {
            text = found->get<std::string>();
            object.erase(found);
        }
    }
    return text;
}

void replaceParameters(Json &argument, const Json &known)
{
    const bool isParameter = argument.is_object() && argument.size() == 1 && argument.contains("$PARAMETER")
        && argument.at("$PARAMETER").is_string() && known.is_object();
    if (isParameter) {
        const auto found = known.find(argument.at("$PARAMETER").get<std::string>());
        if (found != known.end())
            argument = Json(*found);
        return;
    }
    if (argument.is_structured()) {
        for (auto &each : argument)
            replaceParameters(each, known);
    }
}

} // namespace

Result<Suite> readSuite(std::string_view text, std::string_view place)
{
    const auto malformed = [&](const std::string &reason) {
        return failure("data.suite_malformed", {{"place", place}, {"reason", reason}});
    };
    SLIPWAY_ASSIGN(Json json, parseJson(text, place));
    if (!json.is_object() || !json.contains("expectations") || !json["expectations"].is_array())
        return malformed("there is no list called \"expectations\"");
    Suite suite;
    const Json expectations = std::move(json["expectations"]);
    json.erase("expectations");
    suite.name = takeText(json, "name", "expectation_suite_name");
    // Great Expectations 0.x called them evaluation parameters.
    if (const auto former = json.find("evaluation_parameters");
        former != json.end() && !json.contains("suite_parameters")) {
        Json parameters = std::move(*former);
        json.erase("evaluation_parameters");
        json["suite_parameters"] = std::move(parameters);
    }
    suite.rest = std::move(json);
    for (Json each : expectations) {
        const auto number = suite.expectations.size() + 1;
        if (!each.is_object())
            return malformed(fmt::format("expectation {} is not an object", number));
        Expectation expectation;
        expectation.type = takeText(each, "type", "expectation_type");
        if (expectation.type.empty())
            return malformed(fmt::format("expectation {} has no type", number));
        if (each.contains("kwargs")) {
            if (!each["kwargs"].is_object())
                return malformed(fmt::format("the kwargs of expectation {} are not an object", number));
            expectation.kwargs = std::move(each["kwargs"]);
            each.erase("kwargs");
        }
        expectation.rest = std::move(each);
        suite.expectations.push_back(std::move(expectation));
    }
    return suite;
}

Json toJson(const Expectation &expectation)
{
    Json json = expectation.rest;
    json["type"] = expectation.type;
    json["kwargs"] = expectation.kwargs;
    if (!json.contains("meta"))
        json["meta"] = Json::object();
    return json;
}

Json toJson(const Suite &suite)
{
    Json json = suite.rest;
    json["name"] = suite.name;
    json["expectations"] = Json::array();
    for (const auto &expectation : suite.expectations)
        json["expectations"].push_back(toJson(expectation));
    if (!json.contains("meta"))
        json["meta"] = Json::object();
    return json;
}

std::vector<Expectation> withParameters(const Suite &suite)
{
    const Json known = suite.rest.value("suite_parameters", Json::object());
    auto expectations = suite.expectations;
    for (auto &expectation : expectations) {
        for (auto &argument : expectation.kwargs)
            replaceParameters(argument, known);
    }
    return expectations;
}

std::string suiteDigest(const Suite &suite)
{
    return sha256(canonicalJson(toJson(suite)));
}

Suite feedSuite()
{
    auto suite = readSuite(feedInteractionsSuiteText(), "feed_interactions_suite.json");
    assert(suite.ok() && "the embedded suite is malformed");
    return std::move(suite).value();
}

} // namespace slipway::data
