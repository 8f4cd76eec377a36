#include "core/features/definitions/read.h"

#include "core/base/messages.h"
#include "core/data/text_encoding.h"
#include "core/features/definitions/meaning.h"
#include "core/features/definitions/parts.h"
#include "core/features/transform/spec.h"
#include "core/workspace/vault.h"

#include <algorithm>

namespace slipway::features {

namespace {

constexpr std::size_t largest = 4 << 20; ///< bytes of a file of definitions

/// Reads each section of a list that may be missing, and adds it.
template <typename Part, typename Read>
Status readList(const YamlSection &file, const std::string &key, std::vector<Part> &list, Read read)
{
    if (!file.has(key))
        return done();
    SLIPWAY_ASSIGN(const auto sections, file.sections(key));
    for (const auto &each : sections) {
        SLIPWAY_ASSIGN(auto part, read(each));
        list.push_back(std::move(part));
    }
    return done();
}

/// Every feature is somebody's: its own owner, else the view's, else the set's.
void handDownOwners(FeatureSet &set)
{
    const auto fill = [](std::vector<Feature> &features, const std::string &owner) {
        for (auto &feature : features) {
            if (feature.owner.empty())
                feature.owner = owner;
        }
    };
    for (auto &view : set.views) {
        if (view.owner.empty())
            view.owner = set.owner;
        fill(view.features, view.owner);
    }
    fill(set.request, set.owner);
    fill(set.derived, set.owner);
}

} // namespace

Result<FeatureSet> readFeatureSet(std::string_view text, std::string_view file)
{
    if (text.size() > largest)
        return definitionWrong(file, 1, "this", "is larger than 4 MB, so it is no file of definitions",
                               "Name the file that begins with features: NAME");
    if (data::utf8Signs(text).broken > 0 || text.find('\0') != std::string_view::npos)
        return definitionWrong(file, 1, "this", "holds bytes that are no UTF-8 text",
                               "Save the file as UTF-8");
    SLIPWAY_ASSIGN(
        const YamlSection section,
        YamlSection::parse(
            text, {.file = std::string(file), .begin = "features: NAME", .messageId = "definitions.wrong"}));
    SLIPWAY_TRY(section.allowOnly({"features", "description", "owner", "labels", "entities", "sources",
                                   "request", "views", "derived", "transforms"}));
    FeatureSet set;
    SLIPWAY_ASSIGN(set.name, readName(section, "features"));
    SLIPWAY_ASSIGN(set.description, optionalText(section, "description"));
    SLIPWAY_ASSIGN(set.owner, section.text("owner"));
    SLIPWAY_ASSIGN(const YamlSection labels, section.section("labels"));
    SLIPWAY_ASSIGN(set.labels, readLabels(labels));
    SLIPWAY_TRY(readList(section, "entities", set.entities, readEntity));
    SLIPWAY_TRY(readList(section, "sources", set.sources, readSource));
    SLIPWAY_TRY(readList(section, "request", set.request, readRequestFeature));
    SLIPWAY_TRY(readList(section, "views", set.views, readView));
    SLIPWAY_TRY(readList(section, "derived", set.derived, readDerivedFeature));
    if (section.has("transforms")) {
        SLIPWAY_ASSIGN(set.transforms, readTransforms(section, file));
    }
    handDownOwners(set);
    SLIPWAY_TRY(checkMeaning(set, file));
    return set;
}

Result<FeatureSet> readFeatureSetFile(const std::filesystem::path &file)
{
    SLIPWAY_ASSIGN(const std::string text, workspace::readFile(file, largest));
    return readFeatureSet(text, file.filename().string());
}

} // namespace slipway::features
