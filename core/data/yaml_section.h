#pragma once

#include "core/base/result.h"

#include <yaml-cpp/yaml.h>

#include <cstdint>
#include <initializer_list>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::data {

/// What a YAML file is and how its mistakes are told.
struct YamlDocument {
    std::string file; ///< as messages name it
    std::string begin = "scenario: NAME"; ///< how such a file begins
    std::string messageId = "worlds.scenario_wrong"; ///< a sentence with file, line, key, reason and remedy
};

/// Keys and values of a YAML file, read with checks: each error names file, line, key and the remedy.
class YamlSection
{
public:
    static Result<YamlSection> parse(std::string_view text, const YamlDocument &document);

    bool has(const std::string &key) const;
    int line() const; ///< where it begins, from 1

    /// Refuses a key that is not in the list, or that stands there twice.
    Status allowOnly(std::initializer_list<std::string_view> keys) const;

    Result<std::string> text(const std::string &key) const;
    Result<std::vector<std::string>> texts(const std::string &key, bool mayBeEmpty = false) const;
    Result<double> number(const std::string &key) const;
    Result<std::int64_t> whole(const std::string &key, std::optional<std::int64_t> standard,
                               std::int64_t least, std::int64_t most) const;
    Result<bool> flag(const std::string &key, bool standard) const;
    /// Which of the choices it is.
    Result<std::size_t> choice(const std::string &key, std::span<const std::string_view> choices) const;
    Result<YamlSection> section(const std::string &key) const;
    Result<std::vector<YamlSection>> sections(const std::string &key) const;

    /// What stands behind the keys that are not in the list, as JSON: numbers, flags, texts and lists of
    /// them.
    Result<Json> values(std::initializer_list<std::string_view> without) const;

    /// "churn.yaml, line 12: standard is not between least and most. Choose a value between the two."
    Error wrong(const std::string &key, std::string_view reason, std::string_view remedy) const;

private:
    YamlSection(YAML::Node node, YamlDocument document);
    YAML::Node at(const std::string &key) const;
    Result<YAML::Node> scalar(const std::string &key) const;
    Error missing(const std::string &key) const;

    YAML::Node m_node;
    YamlDocument m_document;
};

} // namespace slipway::data
