#pragma once

#include "core/data/yaml_section.h"
#include "core/features/definitions/feature_set.h"

#include <string>
#include <string_view>
#include <vector>

/// The parts of a feature set's file, each read on its own. What they say about each other is checked
/// afterwards, in meaning.h.
namespace slipway::features {

using data::YamlSection;

Result<Entity> readEntity(const YamlSection &section);
Result<EventSource> readSource(const YamlSection &section);
Result<Labels> readLabels(const YamlSection &section);

/// A feature that is asked for with the request, or derived from others.
Result<Feature> readRequestFeature(const YamlSection &section);
Result<Feature> readDerivedFeature(const YamlSection &section);

/// With its features; one that has several windows becomes several.
Result<FeatureView> readView(const YamlSection &section);

/// Whether it can be written in YAML, SQL and requests: letters, digits and single underscores.
bool isFeatureName(std::string_view text);

/// A name of that kind.
Result<std::string> readName(const YamlSection &section, const std::string &key = "name");

/// The text behind a key that may be missing.
Result<std::string> optionalText(const YamlSection &section, const std::string &key);
Result<std::vector<std::string>> optionalTexts(const YamlSection &section, const std::string &key);

} // namespace slipway::features
