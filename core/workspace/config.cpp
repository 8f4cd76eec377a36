#include "core/workspace/config.h"

#include "core/base/messages.h"
#include "core/workspace/vault.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <set>

namespace slipway::workspace {

namespace {

/// Where in the file a node stands, for sentences.
struct Place {
    std::string_view file;
    int line; ///< from 1

    Error wrong(std::string_view id, Json args) const
    {
        args["file"] = file;
        args["line"] = line;
        return failure(id, std::move(args));
    }
};

/// Edits that turn one word into the other (Levenshtein), to guess what was meant.
std::size_t distance(std::string_view a, std::string_view b)
{
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j)
        row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i);
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, substituted});
        }
    }
    return row.back();
}

std::string_view lastWord(std::string_view key)
{
    return key.substr(key.rfind('.') + 1); // all of it where there is no dot
}

/// What was meant most likely: a slip of the pen, or the right key in another section.
std::string nearest(const ConfigSchema &schema, std::string_view key)
{
    std::vector<std::string_view> candidates;
    for (const auto &parameter : schema.parameters) {
        candidates.push_back(parameter.name);
        if (key.find('.') == std::string_view::npos) // a section may be meant
            candidates.push_back(candidates.back().substr(0, candidates.back().find('.')));
    }
    const auto edits = [&](std::string_view candidate) {
        return std::min(distance(candidate, key), distance(lastWord(candidate), lastWord(key)) + 1);
    };
    return std::string(
        *std::min_element(candidates.begin(), candidates.end(),
                          [&](std::string_view a, std::string_view b) { return edits(a) < edits(b); }));
}

bool isSection(const ConfigSchema &schema, const std::string &key)
{
    return std::any_of(schema.parameters.begin(), schema.parameters.end(),
                       [&](const Parameter &parameter) { return parameter.name.starts_with(key + "."); });
}

/// YAML keeps texts; the parameter knows what they should be.
Result<Json> valueOf(const Parameter &parameter, const YAML::Node &node)
{
    if (node.IsSequence() && parameter.type == ParameterType::Integers) {
        std::string joined;
        for (const auto &item : node)
            joined += (joined.empty() ? "" : ",") + (item.IsScalar() ? item.Scalar() : std::string("?"));
        return parsedValue(parameter, joined);
    }
    const bool quoted = node.Tag() == "!";
    if (!node.IsScalar() || (quoted && parameter.type != ParameterType::Text))
        return failure("parameter.wrong_type");
    return parsedValue(parameter, node.Scalar());
}

Status readSection(const ConfigSchema &schema, const YAML::Node &section, const std::string &prefix,
                   std::string_view file, Json &values);

std::string example(const Parameter &parameter)
{
    const auto leaf = lastWord(parameter.name);
    const auto value = parameter.standard.is_string() ? parameter.standard.get<std::string>()
                                                      : writeJson(parameter.standard);
    return fmt::format("{}: {}", leaf, value);
}

std::string shown(const YAML::Node &node)
{
    if (node.IsScalar())
        return node.Scalar();
    return node.IsNull() ? "" : YAML::Dump(node);
}

/// One section of a list; each of its keys is checked like a setting of its own.
Result<Json> recordOf(const Parameter &parameter, const YAML::Node &node, const Place &list)
{
    if (!node.IsMap()) {
        return Place {list.file, node.Mark().line + 1}.wrong(
            "config.not_a_section", {{"key", "each entry of " + parameter.name}});
    }
    ConfigSchema fields {parameter.name, "", parameter.fields};
    Json record = Json::object();
    SLIPWAY_TRY(readSection(fields, node, "", list.file, record));
    for (const auto &field : parameter.fields) {
        if (!field.standard.is_null() || record.contains(field.name))
            continue;
        return Place {list.file, node.Mark().line + 1}.wrong(
            "config.missing_key",
            {{"key", field.name}, {"section", parameter.name}, {"expected", expectation(field)}});
    }
    return record;
}

Result<Json> recordsOf(const Parameter &parameter, const YAML::Node &node, const Place &place)
{
    if (!node.IsSequence() && !node.IsNull())
        return place.wrong("config.not_a_list", {{"key", parameter.name}});
    Json list = Json::array();
    for (const auto &each : node) {
        SLIPWAY_ASSIGN(auto record, recordOf(parameter, each, place));
        list.push_back(std::move(record));
    }
    return list;
}

Status readSection(const ConfigSchema &schema, const YAML::Node &section, const std::string &prefix,
                   std::string_view file, Json &values)
{
    std::set<std::string> seen;
    for (const auto &entry : section) {
        const std::string key = prefix + entry.first.Scalar();
        const Place place {file, entry.first.Mark().line + 1};
        if (!seen.insert(key).second)
            return place.wrong("config.repeated_key", {{"key", key}});
        if (isSection(schema, key)) {
            if (entry.second.IsNull()) // every key of it is commented out
                continue;
            if (!entry.second.IsMap())
                return place.wrong("config.not_a_section", {{"key", key}});
            SLIPWAY_TRY(readSection(schema, entry.second, key + ".", file, values));
            continue;
        }
        const auto parameter = findParameter(schema.parameters, key);
        if (!parameter)
            return place.wrong("config.unknown_key", {{"key", key}, {"nearest", nearest(schema, key)}});
        if (parameter.value()->type == ParameterType::Records) {
            SLIPWAY_ASSIGN(values[key], recordsOf(*parameter.value(), entry.second, place));
            continue;
        }
        const auto value = valueOf(*parameter.value(), entry.second);
        if (!value) {
            return place.wrong("config.wrong_value",
                               {{"key", key},
                                {"expected", expectation(*parameter.value())},
                                {"value", shown(entry.second)},
                                {"example", example(*parameter.value())}});
        }
        values[key] = value.value();
    }
    return done();
}

Json standardValues(const ConfigSchema &schema)
{
    Json values = Json::object();
    for (const auto &parameter : schema.parameters)
        values[parameter.name] = parameter.standard;
    return values;
}

} // namespace

Result<Config> Config::parse(const ConfigSchema &schema, std::string_view text, std::string_view file)
{
    Config config;
    config.m_values = standardValues(schema);
    try {
        const YAML::Node root = YAML::Load(std::string(text));
        if (root.IsNull())
            return config;
        if (!root.IsMap())
            return Place {file, 1}.wrong("config.not_a_section", {{"key", "the file"}});
        SLIPWAY_TRY(readSection(schema, root, "", file, config.m_values));
    } catch (const YAML::Exception &error) {
        return Place {file, error.mark.line + 1}.wrong("config.syntax", {{"reason", error.msg}});
    }
    return config;
}

Result<Config> Config::read(const ConfigSchema &schema, const std::filesystem::path &configFolder)
{
    const auto file = configFolder / schema.file;
    constexpr std::size_t largestConfig = 1 << 20;
    const auto text = readFile(file, largestConfig);
    if (!text && text.error().id != "file.missing")
        return text.error();
    return parse(schema, text ? text.value() : std::string(), file.string());
}

Status Config::set(const ConfigSchema &schema, std::string_view key, std::string_view text)
{
    SLIPWAY_ASSIGN(const Parameter *const parameter, findParameter(schema.parameters, key));
    SLIPWAY_ASSIGN(m_values[parameter->name], parsedValue(*parameter, text));
    return done();
}

std::string standardConfig(const ConfigSchema &schema)
{
    std::string text = "# " + schema.purpose + "\n";
    std::string section;
    for (const auto &parameter : schema.parameters) {
        const auto dot = parameter.name.find('.');
        if (const auto own = parameter.name.substr(0, dot); own != section) {
            section = own;
            text += "\n" + section + ":\n";
        }
        text +=
            fmt::format("  {:<36} # {} ({})\n", example(parameter), parameter.help, expectation(parameter));
    }
    return text;
}

} // namespace slipway::workspace
