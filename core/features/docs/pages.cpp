#include "core/features/docs/pages.h"

#include <algorithm>

namespace slipway::features {

std::vector<DocsPage> featurePages(const FeatureSet &set, const DocsFacts &facts, std::string_view ending)
{
    std::vector<DocsPage> pages;
    pages.push_back({"index", docs::indexPage(set, facts, ending)});
    docs::Origins origins;
    for (const auto *feature : set.all())
        origins[feature->name] = originOf(set, *feature);
    for (const auto *feature : set.all())
        pages.push_back(
            {"features/" + feature->name, docs::featurePage(set, *feature, facts, origins, ending)});
    return pages;
}

namespace docs {

std::vector<std::string> tagsOf(const FeatureSet &set, const Feature &feature)
{
    std::vector<std::string> tags;
    const auto add = [&](const std::vector<std::string> &list) {
        for (const auto &tag : list) {
            if (std::find(tags.begin(), tags.end(), tag) == tags.end())
                tags.push_back(tag);
        }
    };
    if (const auto *view = set.viewOf(feature.name))
        add(view->tags);
    add(feature.tags);
    return tags;
}

std::string typeWords(const Feature &feature)
{
    const std::string type(valueTypeName(feature.type));
    return feature.unit.empty() ? type : type + ", " + feature.unit;
}

} // namespace docs

} // namespace slipway::features
