#pragma once

#include "core/features/definitions/feature_set.h"
#include "core/features/definitions/lineage.h"
#include "core/report/document.h"

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace slipway::features {

/// A model that learned from features of the set.
struct ModelUse {
    std::string model; ///< "churn-model/3"
    std::set<std::string> features;
};

/// What is known about a set beyond its definitions. What is empty is not said.
struct DocsFacts {
    std::string version; ///< "churn@3"
    std::string digest;
    bool modelsKnown = false; ///< false: nobody has looked for models
    std::vector<ModelUse> models {};
};

struct DocsPage {
    std::string path; ///< below the folder, without the ending: "index", "features/age"
    report::Document document;
};

/// A page for each feature, hidden ones too, and the index, first: features by view, by tag and by owner,
/// and the sources. `ending` is that of the files that the pages lead to: "html" or "md".
std::vector<DocsPage> featurePages(const FeatureSet &set, const DocsFacts &facts, std::string_view ending);

/// What the two kinds of pages say in the same way.
namespace docs {

/// By feature. Finding one means to read its SQL, and every page asks for those of all others.
using Origins = std::map<std::string, FeatureOrigin>;

/// The feature's own tags and those of its view, each once.
std::vector<std::string> tagsOf(const FeatureSet &set, const Feature &feature);
std::string typeWords(const Feature &feature); ///< "number, EUR"

report::Document indexPage(const FeatureSet &set, const DocsFacts &facts, std::string_view ending);
report::Document featurePage(const FeatureSet &set, const Feature &feature, const DocsFacts &facts,
                             const Origins &origins, std::string_view ending);

} // namespace docs

} // namespace slipway::features
