#include "core/data/yaml_section.h"

#include "core/base/messages.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

namespace slipway::data {

namespace {

/// A plain word as what it looks like; one in quotes is a text.
Json plainValue(const YAML::Node &node)
{
    const auto &text = node.Scalar();
    if (node.Tag() == "!")
        return text;
    if (text == "true" || text == "false")
        return text == "true";
    std::int64_t whole = 0;
    const char *end = text.data() + text.size();
    if (const auto [stop, error] = std::from_chars(text.data(), end, whole);
        error == std::errc() && stop == end)
        return whole;
    double number = 0;
    if (const auto [stop, error] = std::from_chars(text.data(), end, number);
        error == std::errc() && stop == end && std::isfinite(number))
        return number;
    return text;
}

/// Nothing where the node is neither a word nor a list of words.
std::optional<Json> valueOf(const YAML::Node &node)
{
    if (node.IsNull())
        return Json();
    if (node.IsScalar())
        return plainValue(node);
    if (!node.IsSequence())
        return std::nullopt;
    Json list = Json::array();
    for (const auto &item : node) {
        if (!item.IsScalar())
            return std::nullopt;
        list.push_back(plainValue(item));
    }
    return list;
}

} // namespace

YamlSection::YamlSection(YAML::Node node, YamlDocument document)
    : m_node(std::move(node))
    , m_document(std::move(document))
{
}

Result<YamlSection> YamlSection::parse(std::string_view text, const YamlDocument &document)
{
    try {
        YamlSection section(YAML::Load(std::string(text)), document);
        if (!section.m_node.IsMap())
            return section.wrong("", "is no list of keys with values", "Begin it with " + document.begin);
        return section;
    } catch (const YAML::Exception &error) {
        return failure("config.syntax",
                       {{"file", document.file}, {"line", error.mark.line + 1}, {"reason", error.msg}});
    }
}

YAML::Node YamlSection::at(const std::string &key) const
{
    for (const auto &entry : m_node) {
        if (entry.first.Scalar() == key)
            return entry.second;
    }
    return YAML::Node(YAML::NodeType::Undefined);
}

bool YamlSection::has(const std::string &key) const
{
    return at(key).IsDefined();
}

Error YamlSection::wrong(const std::string &key, std::string_view reason, std::string_view remedy) const
{
    int line = m_node.Mark().line;
    if (m_node.IsMap()) {
        for (const auto &entry : m_node) {
            if (entry.first.Scalar() == key)
                line = entry.first.Mark().line;
        }
    }
    return failure(m_document.messageId,
                   {{"file", m_document.file},
                    {"line", std::max(line, 0) + 1},
                    {"key", key.empty() ? "this" : key},
                    {"reason", reason},
                    {"remedy", remedy}});
}

int YamlSection::line() const
{
    return std::max(m_node.Mark().line, 0) + 1;
}

Error YamlSection::missing(const std::string &key) const
{
    return wrong(key, "is missing", "Add that key");
}

Status YamlSection::allowOnly(std::initializer_list<std::string_view> keys) const
{
    std::set<std::string> seen;
    for (const auto &entry : m_node) {
        const std::string key = entry.first.IsScalar() ? entry.first.Scalar() : "?";
        if (std::find(keys.begin(), keys.end(), key) == keys.end())
            return wrong(key, "is not a known key", fmt::format("Known here: {}", fmt::join(keys, ", ")));
        if (!seen.insert(key).second)
            return wrong(key, "stands there a second time", "Keep one of the two");
    }
    return done();
}

Result<YAML::Node> YamlSection::scalar(const std::string &key) const
{
    const auto node = at(key);
    if (!node.IsDefined() || node.IsNull())
        return missing(key);
    if (!node.IsScalar())
        return wrong(key, "must be a single value", "Write it behind the colon");
    return node;
}

Result<std::string> YamlSection::text(const std::string &key) const
{
    SLIPWAY_ASSIGN(const YAML::Node node, scalar(key));
    auto text = node.Scalar();
    while (!text.empty() && text.back() == '\n')
        text.pop_back();
    if (text.empty())
        return missing(key);
    return text;
}

Result<std::vector<std::string>> YamlSection::texts(const std::string &key, bool mayBeEmpty) const
{
    const auto node = at(key);
    if (!node.IsDefined())
        return missing(key);
    std::vector<std::string> list;
    for (const auto &item : node) {
        if (!item.IsScalar())
            break;
        list.push_back(item.Scalar());
    }
    if (!node.IsSequence() || (list.empty() && !mayBeEmpty) || list.size() != node.size())
        return wrong(key, "must be a list of words", "Write it as [first, second]");
    return list;
}

Result<double> YamlSection::number(const std::string &key) const
{
    SLIPWAY_ASSIGN(const YAML::Node node, scalar(key));
    const auto &text = node.Scalar();
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value))
        return wrong(key, "must be a number, not \"" + text + "\"", "Write it like 0.5");
    return value;
}

Result<std::int64_t> YamlSection::whole(const std::string &key, std::optional<std::int64_t> standard,
                                        std::int64_t least, std::int64_t most) const
{
    if (standard && !has(key))
        return *standard;
    SLIPWAY_ASSIGN(const double value, number(key));
    if (value != std::floor(value) || value < static_cast<double>(least) || value > static_cast<double>(most))
        return wrong(key, fmt::format("must be a whole number from {} to {}", least, most),
                     "Choose one of these");
    return static_cast<std::int64_t>(value);
}

Result<bool> YamlSection::flag(const std::string &key, bool standard) const
{
    if (!has(key))
        return standard;
    SLIPWAY_ASSIGN(const auto word, text(key));
    if (word != "true" && word != "false")
        return wrong(key, "must be true or false", "Write one of the two");
    return word == "true";
}

Result<std::size_t> YamlSection::choice(const std::string &key,
                                        std::span<const std::string_view> choices) const
{
    SLIPWAY_ASSIGN(const auto word, text(key));
    const auto found = std::find(choices.begin(), choices.end(), word);
    if (found == choices.end())
        return wrong(key, "cannot be \"" + word + "\"",
                     fmt::format("Choose one of {}", fmt::join(choices, ", ")));
    return static_cast<std::size_t>(found - choices.begin());
}

Result<Json> YamlSection::values(std::initializer_list<std::string_view> without) const
{
    Json all = Json::object();
    for (const auto &entry : m_node) {
        const auto &key = entry.first.Scalar();
        if (std::find(without.begin(), without.end(), key) != without.end())
            continue;
        const auto value = valueOf(entry.second);
        if (!value)
            return wrong(key, "must be a value or a list of values", "Write it like 0.5 or [a, b]");
        all[key] = *value;
    }
    return all;
}

Result<YamlSection> YamlSection::section(const std::string &key) const
{
    const auto node = at(key);
    if (!node.IsDefined())
        return missing(key);
    if (!node.IsMap())
        return wrong(key, "must be a section with keys below it", "Indent its keys by two blanks");
    return YamlSection(node, m_document);
}

Result<std::vector<YamlSection>> YamlSection::sections(const std::string &key) const
{
    const auto node = at(key);
    if (!node.IsDefined())
        return missing(key);
    std::vector<YamlSection> list;
    if (node.IsSequence()) {
        for (const auto &item : node) {
            if (!item.IsMap())
                return YamlSection(item, m_document)
                    .wrong("", "must be a section with keys below it", "Write it as - {key: value}");
            list.push_back(YamlSection(item, m_document));
        }
    }
    if (list.empty())
        return wrong(key, "must be a list of sections", "Begin each with a dash");
    return list;
}

} // namespace slipway::data
