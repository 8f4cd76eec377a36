#pragma once

#include "core/base/parameter.h"

#include <filesystem>
#include <span>
#include <string>
#include <string_view>

namespace slipway::workspace {

/// One of the three configuration files: its name and every setting it may hold.
struct ConfigSchema {
    std::string file; ///< "model_config.yaml"
    std::string purpose; ///< one sentence, the first line of the file
    std::vector<Parameter> parameters;
};

/// data_config.yaml, model_config.yaml and monitoring_config.yaml.
std::span<const ConfigSchema> configSchemas();
const ConfigSchema &configSchema(std::string_view file);

/// The settings of one file, checked. A key that the file leaves out has its standard value.
class Config
{
public:
    /// Reads the text of a file. The error names file, line, key and the remedy.
    static Result<Config> parse(const ConfigSchema &schema, std::string_view text, std::string_view file);

    /// Reads the workspace's file; where there is none, every setting has its standard value.
    static Result<Config> read(const ConfigSchema &schema, const std::filesystem::path &configFolder);

    std::int64_t integer(std::string_view key) const
    {
        return m_values.at(std::string(key)).get<std::int64_t>();
    }
    double number(std::string_view key) const { return m_values.at(std::string(key)).get<double>(); }
    std::string text(std::string_view key) const { return m_values.at(std::string(key)).get<std::string>(); }
    bool flag(std::string_view key) const { return m_values.at(std::string(key)).get<bool>(); }

    /// Every setting by its dotted name.
    const Json &values() const { return m_values; }

    /// Overrides one setting from the command line ("training.epochs", "3").
    Status set(const ConfigSchema &schema, std::string_view key, std::string_view text);

private:
    Json m_values;
};

/// The file with every setting at its standard value and its help as a comment.
std::string standardConfig(const ConfigSchema &schema);

} // namespace slipway::workspace
