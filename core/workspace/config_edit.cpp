#include "core/workspace/config_edit.h"

#include "core/base/messages.h"
#include "core/workspace/vault.h"

#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <cctype>
#include <optional>
#include <vector>

namespace slipway::workspace {

namespace {

constexpr std::string_view blanks = " \t";

/// The lines without their ends, and the end that the file has.
struct Lines {
    std::vector<std::string> lines;
    std::string end = "\n";

    explicit Lines(std::string_view text)
    {
        if (text.find("\r\n") != std::string_view::npos)
            end = "\r\n";
        while (!text.empty()) {
            const auto at = text.find('\n');
            auto line = text.substr(0, at);
            text = at == std::string_view::npos ? std::string_view {} : text.substr(at + 1);
            if (line.ends_with('\r'))
                line.remove_suffix(1);
            lines.emplace_back(line);
        }
    }

    std::string text() const
    {
        std::string joined;
        for (const auto &line : lines)
            joined += line + end;
        return joined;
    }
};

/// A value as YAML that reads back as this value.
std::string asYaml(const Parameter &parameter, const Json &value)
{
    if (parameter.type != ParameterType::Text)
        return writeJson(value);
    const auto text = value.get<std::string>();
    const bool plain = !text.empty() && text.back() != ':' && std::isalnum(static_cast<unsigned char>(text.front()))
        && std::all_of(text.begin(), text.end(), [](unsigned char c) {
               return std::isalnum(c) || std::string_view("_-./:").find(static_cast<char>(c)) != std::string_view::npos;
           });
    return plain ? text : writeJson(value); // a JSON string is a YAML string
}

/// Where the value that begins at `begin` ends in its line.
std::size_t endOfValue(const std::string &line, std::size_t begin)
{
    if (begin >= line.size())
        return line.size();
    const char first = line[begin];
    if (first == '"' || first == '\'' || first == '[') {
        const char closing = first == '[' ? ']' : first;
        const auto at = line.find(closing, begin + 1);
        return at == std::string::npos ? line.size() : at + 1;
    }
    auto end = line.size();
    for (const std::string_view stop : {" #", "\t#"})
        end = std::min(end, line.find(stop, begin));
    const auto last = line.find_last_not_of(blanks, end - 1);
    return last == std::string::npos || last < begin ? begin : last + 1;
}

/// Puts the value into the line; a comment behind it stays in its column where there is room.
std::string replaced(const std::string &line, std::size_t begin, const std::string &value)
{
    const auto end = endOfValue(line, begin);
    std::string made = line.substr(0, begin) + value;
    const auto comment = line.find('#', end);
    if (comment == std::string::npos)
        return made;
    made.append(made.size() < comment ? comment - made.size() : 1, ' ');
    return made + line.substr(comment);
}

bool isItem(const std::string &line)
{
    const auto at = line.find_first_not_of(blanks);
    return at != std::string::npos && line[at] == '-' && (at + 1 == line.size() || line[at + 1] == ' ');
}

std::string indentOf(const std::string &line)
{
    return line.substr(0, std::min(line.find_first_not_of(blanks), line.size()));
}

/// The file's text as it is, and where in it the setting stands.
class Edit
{
public:
    Edit(std::string_view text, std::string_view key)
        : m_lines(text)
        , m_section(key.substr(0, key.find('.')))
        , m_leaf(key.substr(key.find('.') + 1))
        , m_root(YAML::Load(std::string(text)))
    {
    }

    int line() const { return m_line; } ///< from 1; what the edit is about

    std::string put(const std::string &value)
    {
        const auto [sectionKey, section] = entry(m_root, m_section);
        if (!sectionKey) {
            append(value);
            return m_lines.text();
        }
        m_line = sectionKey.Mark().line + 1;
        const auto [leafKey, leaf] = entry(section, m_leaf);
        if (!leafKey)
            insert(section, value);
        else
            replace(leafKey, leaf, value);
        return m_lines.text();
    }

private:
    struct Entry {
        YAML::Node key;
        YAML::Node value;
    };

    static std::pair<YAML::Node, YAML::Node> entry(const YAML::Node &map, const std::string &name)
    {
        if (map.IsMap()) {
            for (const auto &pair : map) {
                if (pair.first.Scalar() == name)
                    return {pair.first, pair.second};
            }
        }
        return {YAML::Node(YAML::NodeType::Undefined), YAML::Node()};
    }

    std::string &at(int line) { return m_lines.lines[static_cast<std::size_t>(line)]; }

    /// The section is not in the file.
    void append(const std::string &value)
    {
        m_line = static_cast<int>(m_lines.lines.size()) + 1;
        if (!m_lines.lines.empty() && !m_lines.lines.back().empty())
            m_lines.lines.emplace_back();
        m_lines.lines.push_back(m_section + ":");
        m_lines.lines.push_back(fmt::format("  {}: {}", m_leaf, value));
    }

    /// The section has other settings, or none.
    void insert(const YAML::Node &section, const std::string &value)
    {
        std::string indent = "  ";
        if (section.IsMap() && section.size() > 0)
            indent = indentOf(at(section.begin()->first.Mark().line));
        m_lines.lines.insert(m_lines.lines.begin() + m_line, fmt::format("{}{}: {}", indent, m_leaf, value));
    }

    void replace(const YAML::Node &key, const YAML::Node &node, const std::string &value)
    {
        const int keyLine = key.Mark().line;
        m_line = keyLine + 1;
        const int valueLine = node.Mark().line;
        if (valueLine == keyLine) {
            at(keyLine) = replaced(at(keyLine), static_cast<std::size_t>(node.Mark().column), value);
            return;
        }
        // A list with an item a line: the items go, the key's own line keeps its comment.
        auto first = m_lines.lines.begin() + keyLine + 1;
        auto last = first;
        while (last != m_lines.lines.end() && isItem(*last))
            ++last;
        m_lines.lines.erase(first, last);
        const auto colon = at(keyLine).find(':', static_cast<std::size_t>(key.Mark().column));
        const auto comment = at(keyLine).find('#');
        at(keyLine) = at(keyLine).substr(0, colon + 1) + " " + value
            + (comment == std::string::npos ? "" : " " + at(keyLine).substr(comment));
    }

    Lines m_lines;
    std::string m_section;
    std::string m_leaf;
    YAML::Node m_root;
    int m_line = 1;
};

/// A value as one word of a command line. None for texts that a shell would take apart.
std::optional<std::string> asWord(const Json &value)
{
    std::string word;
    if (value.is_string()) {
        word = value.get<std::string>();
    } else if (value.is_array()) {
        for (const auto &each : value)
            word += (word.empty() ? "" : ",") + writeJson(each);
    } else {
        word = writeJson(value);
    }
    if (word.empty() || word.find_first_of("\"'\\$` \t\n") != std::string::npos)
        return {};
    return word;
}

Result<const ConfigSchema *> findSchema(std::string_view file)
{
    std::string known;
    for (const auto &schema : configSchemas()) {
        if (schema.file == file)
            return &schema;
        known += (known.empty() ? "" : ", ") + schema.file;
    }
    return failure("config.unknown_file", {{"file", file}, {"known", known}});
}

} // namespace

Result<std::string> withSetting(const ConfigSchema &schema, std::string_view text, std::string_view file,
                                std::string_view key, std::string_view value)
{
    SLIPWAY_ASSIGN(const auto before, Config::parse(schema, text, file));
    auto wanted = before;
    SLIPWAY_TRY(wanted.set(schema, key, value));
    SLIPWAY_ASSIGN(const Parameter *const parameter, findParameter(schema.parameters, key));

    int line = 1;
    try {
        Edit edit(text, key);
        auto changed = edit.put(asYaml(*parameter, wanted.values().at(parameter->name)));
        line = edit.line();
        const auto now = Config::parse(schema, changed, file);
        if (now && now.value().values() == wanted.values())
            return changed;
    } catch (const YAML::Exception &) {
        // what was read a moment ago cannot be taken apart: the sentence below says so
    }
    return failure("config.cannot_edit", {{"file", file}, {"line", line}, {"key", key}});
}

Result<SettingChange> changeSetting(const Workspace &workspace, std::string_view file, std::string_view key,
                                    std::string_view value)
{
    SLIPWAY_ASSIGN(const ConfigSchema *const schema, findSchema(file));
    const auto path = workspace.configFolder() / schema->file;
    SettingChange change;
    // The lock on the records also keeps two changes of one file apart.
    SLIPWAY_TRY(workspace.store().transaction([&]() -> Status {
        SLIPWAY_ASSIGN(const auto config, workspace.config(schema->file));
        auto wanted = config;
        SLIPWAY_TRY(wanted.set(*schema, key, value));
        change.before = config.values().at(std::string(key));
        change.now = wanted.values().at(std::string(key));
        if (change.now == change.before)
            return done();
        const auto text = readFile(path);
        if (!text && text.error().id != "file.missing")
            return text.error();
        SLIPWAY_ASSIGN(const auto changed, withSetting(*schema, text ? text.value() : standardConfig(*schema),
                                                       path.string(), key, value));
        SLIPWAY_ASSIGN(auto written, NewFile::create(path));
        SLIPWAY_TRY(written.write(changed));
        std::optional<std::string> inverse;
        if (const auto word = asWord(change.before))
            inverse = fmt::format("config set {} {} {}", schema->file, key, *word);
        change.inverse = inverse.value_or("");
        SLIPWAY_TRY(workspace.change({"config.changed",
                                      std::string(key),
                                      {{"file", schema->file}, {"before", change.before}, {"value", change.now}},
                                      inverse}));
        return written.commit();
    }));
    return change;
}

} // namespace slipway::workspace
