#include "core/data/checks/check.h"
#include "core/features/definitions/duration.h"
#include "core/features/definitions/expression.h"
#include "core/features/definitions/parts.h"
#include "core/features/definitions/source_expression.h"

#include <boost/algorithm/string/replace.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace slipway::features {

namespace {

constexpr std::string_view placeholder = "{window}";

/// The error of an expression, told at the key that holds it.
Error expressionError(const YamlSection &section, const std::string &key, const Error &error)
{
    return section.wrong(key, "cannot be used: " + error.args.value("reason", error.message),
                         error.args.value("remedy", std::string("Correct the expression")));
}

Result<std::vector<FeatureExpectation>> readExpectations(const YamlSection &section)
{
    std::vector<FeatureExpectation> list;
    if (!section.has("expectations"))
        return list;
    SLIPWAY_ASSIGN(const auto parts, section.sections("expectations"));
    for (const auto &part : parts) {
        FeatureExpectation expectation;
        SLIPWAY_ASSIGN(expectation.type, part.text("type"));
        const auto *type = data::findCheckType(expectation.type);
        if (!type || !expectation.type.starts_with("expect_column_"))
            return part.wrong("type", fmt::format("is {}, which is no check of one column", expectation.type),
                              "Use one of Great Expectations, like expect_column_values_to_be_between");
        SLIPWAY_ASSIGN(expectation.arguments, part.values({"type"}));
        for (const auto &[name, value] : expectation.arguments.items()) {
            const bool known = name == "mostly"
                || std::find(type->arguments.begin(), type->arguments.end(), name) != type->arguments.end();
            if (!known)
                return part.wrong(name, fmt::format("is no argument of {}", expectation.type),
                                  "Remove it, or write one that the check has");
        }
        list.push_back(std::move(expectation));
    }
    return list;
}

/// What every feature has, whatever its kind.
Result<Feature> readCommon(const YamlSection &section, FeatureKind kind)
{
    constexpr std::array<std::string_view, 3> types {"number", "text", "time"};
    Feature feature {.kind = kind, .line = section.line()};
    if (section.has("type")) {
        SLIPWAY_ASSIGN(const std::size_t type, section.choice("type", types));
        feature.type = static_cast<ValueType>(type);
    }
    SLIPWAY_ASSIGN(feature.hidden, section.flag("hidden", false));
    SLIPWAY_ASSIGN(feature.unit, optionalText(section, "unit"));
    SLIPWAY_ASSIGN(feature.description, section.text("description"));
    SLIPWAY_ASSIGN(feature.owner, optionalText(section, "owner"));
    SLIPWAY_ASSIGN(feature.tags, optionalTexts(section, "tags"));
    SLIPWAY_ASSIGN(feature.expectations, readExpectations(section));
    return feature;
}

Result<Feature> readColumnFeature(const YamlSection &section)
{
    SLIPWAY_TRY(section.allowOnly(
        {"name", "column", "type", "hidden", "unit", "description", "owner", "tags", "expectations"}));
    SLIPWAY_ASSIGN(Feature feature, readCommon(section, FeatureKind::Column));
    SLIPWAY_ASSIGN(feature.name, readName(section));
    SLIPWAY_ASSIGN(feature.expression, section.text("column"));
    if (const auto read = readSourceExpression(feature.expression); !read)
        return expressionError(section, "column", read.error());
    return feature;
}

/// Count and what counts can do without an expression; the others need one.
bool needsExpression(Aggregate aggregate)
{
    return aggregate != Aggregate::Count && aggregate != Aggregate::Rate && aggregate != Aggregate::TimeSince;
}

Result<TimeMicros> windowOf(const YamlSection &section, const std::string &key, const std::string &text)
{
    if (text == "all")
        return TimeMicros {0};
    const auto window = parseDuration(text);
    if (!window || *window == 0)
        return section.wrong(key, fmt::format("holds \"{}\"", text), "Write it like 7d, 12h or all");
    return *window;
}

/// The aggregate and its expression, without name and window.
Result<Feature> readAggregate(const YamlSection &section)
{
    constexpr std::array aggregates {Aggregate::Count, Aggregate::Sum,      Aggregate::Mean,
                                     Aggregate::Std,   Aggregate::Min,      Aggregate::Max,
                                     Aggregate::Last,  Aggregate::Distinct, Aggregate::Rate,
                                     Aggregate::Trend, Aggregate::TimeSince};
    std::vector<std::string_view> names;
    for (const auto aggregate : aggregates)
        names.push_back(aggregateName(aggregate));
    SLIPWAY_ASSIGN(Feature feature, readCommon(section, FeatureKind::Windowed));
    SLIPWAY_ASSIGN(const std::size_t choice, section.choice("aggregate", names));
    feature.aggregate = aggregates.at(choice);
    SLIPWAY_ASSIGN(feature.expression, optionalText(section, "of"));
    if (feature.expression.empty() && needsExpression(feature.aggregate))
        return section.wrong("of", "is missing", fmt::format("Say of what the {} is taken", names[choice]));
    if (!feature.expression.empty()) {
        if (const auto read = readSourceExpression(feature.expression); !read)
            return expressionError(section, "of", read.error());
    }
    if (feature.type != ValueType::Number && feature.aggregate != Aggregate::Last)
        return section.wrong("type", fmt::format("cannot be {}", valueTypeName(feature.type)),
                             fmt::format("A {} is a number; only last takes other types", names[choice]));
    return feature;
}

/// Adds one feature for each window.
Status readWindowed(const YamlSection &section, std::vector<Feature> &features)
{
    SLIPWAY_TRY(section.allowOnly({"name", "aggregate", "of", "window", "windows", "type", "hidden", "unit",
                                   "description", "owner", "tags", "expectations"}));
    SLIPWAY_ASSIGN(Feature feature, readAggregate(section));
    if (!section.has("windows")) {
        SLIPWAY_ASSIGN(feature.name, readName(section));
        SLIPWAY_ASSIGN(const auto window, optionalText(section, "window"));
        SLIPWAY_ASSIGN(feature.window, windowOf(section, "window", window.empty() ? "all" : window));
        features.push_back(std::move(feature));
        return done();
    }
    if (section.has("window"))
        return section.wrong("window", "stands beside windows", "Keep one of the two");
    SLIPWAY_ASSIGN(const auto windows, section.texts("windows"));
    SLIPWAY_ASSIGN(const std::string name, section.text("name"));
    if (name.find(placeholder) == std::string::npos)
        return section.wrong("name", "must hold {window} where there are windows",
                             "Write it like calls_{window}");
    for (const auto &text : windows) {
        Feature each = feature;
        SLIPWAY_ASSIGN(each.window, windowOf(section, "windows", text));
        each.name = boost::replace_all_copy(name, placeholder, text);
        each.description = boost::replace_all_copy(feature.description, placeholder,
                                                   text == "all" ? std::string("all time") : text);
        if (!isFeatureName(each.name))
            return section.wrong("name", fmt::format("becomes \"{}\"", each.name),
                                 "Use letters, digits and single underscores");
        features.push_back(std::move(each));
    }
    return done();
}

Result<TimeMicros> readDuration(const YamlSection &section, const std::string &key)
{
    SLIPWAY_ASSIGN(const auto text, optionalText(section, key));
    if (text.empty())
        return TimeMicros {0};
    const auto duration = parseDuration(text);
    if (!duration)
        return section.wrong(key, fmt::format("is \"{}\"", text), "Write it like 30s, 10m, 1h, 7d or 0");
    return *duration;
}

} // namespace

Result<Feature> readRequestFeature(const YamlSection &section)
{
    SLIPWAY_TRY(section.allowOnly(
        {"name", "type", "hidden", "unit", "description", "owner", "tags", "expectations"}));
    SLIPWAY_ASSIGN(Feature feature, readCommon(section, FeatureKind::Request));
    SLIPWAY_ASSIGN(feature.name, readName(section));
    return feature;
}

Result<Feature> readDerivedFeature(const YamlSection &section)
{
    SLIPWAY_TRY(section.allowOnly(
        {"name", "expression", "type", "hidden", "unit", "description", "owner", "tags", "expectations"}));
    SLIPWAY_ASSIGN(Feature feature, readCommon(section, FeatureKind::Derived));
    SLIPWAY_ASSIGN(feature.name, readName(section));
    SLIPWAY_ASSIGN(feature.expression, section.text("expression"));
    if (const auto parsed = Expression::parse(feature.expression); !parsed)
        return expressionError(section, "expression", parsed.error());
    return feature;
}

Result<FeatureView> readView(const YamlSection &section)
{
    SLIPWAY_TRY(section.allowOnly({"name", "entity", "source", "ttl", "every", "freshness", "owner",
                                   "description", "tags", "features"}));
    FeatureView view {.line = section.line()};
    SLIPWAY_ASSIGN(view.name, readName(section));
    SLIPWAY_ASSIGN(view.entity, section.text("entity"));
    SLIPWAY_ASSIGN(view.source, section.text("source"));
    SLIPWAY_ASSIGN(view.ttl, readDuration(section, "ttl"));
    SLIPWAY_ASSIGN(view.every, readDuration(section, "every"));
    SLIPWAY_ASSIGN(view.freshness, readDuration(section, "freshness"));
    SLIPWAY_ASSIGN(view.owner, optionalText(section, "owner"));
    SLIPWAY_ASSIGN(view.description, optionalText(section, "description"));
    SLIPWAY_ASSIGN(view.tags, optionalTexts(section, "tags"));
    SLIPWAY_ASSIGN(const auto features, section.sections("features"));
    bool windowed = false;
    for (const auto &each : features) {
        const bool isWindowed = each.has("aggregate");
        if (!isWindowed && !each.has("column"))
            return each.wrong("column", "is missing",
                              "Write column: with an expression, or aggregate: with a window");
        if (isWindowed != windowed && &each != &features.front())
            return each.wrong("name", "mixes columns and aggregates in one view",
                              "Give each kind a view of its own");
        windowed = isWindowed;
        if (isWindowed) {
            SLIPWAY_TRY(readWindowed(each, view.features));
        } else {
            SLIPWAY_ASSIGN(auto feature, readColumnFeature(each));
            view.features.push_back(std::move(feature));
        }
    }
    return view;
}

} // namespace slipway::features
