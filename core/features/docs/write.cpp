#include "core/features/docs/write.h"

#include "core/base/messages.h"
#include "core/report/html.h"
#include "core/report/markdown.h"
#include "core/workspace/vault.h"

namespace slipway::features {

namespace {

namespace fs = std::filesystem;

Status writePage(const DocsPage &page, const fs::path &folder, std::string_view format)
{
    const auto text = format == "md" ? report::toMarkdown(page.document) : report::toHtml(page.document);
    auto name = page.path;
    name.append(".").append(format);
    return workspace::writeFile(folder / name, text);
}

} // namespace

Result<Json> writeFeatureDocs(const FeatureSet &set, const DocsFacts &facts, const fs::path &folder,
                              std::string_view format, const RunContext &context)
{
    std::error_code problem;
    if (fs::exists(folder, problem) && !fs::is_directory(folder, problem))
        return failure("feature_docs.no_folder", {{"folder", folder.string()}});
    const auto pages = featurePages(set, facts, format);
    for (std::size_t i = 1; i < pages.size(); ++i) {
        if (context.cancelled())
            return cancelled();
        SLIPWAY_TRY(writePage(pages[i], folder, format));
        context.progress(static_cast<double>(i) / static_cast<double>(pages.size()), "Writing pages");
    }
    SLIPWAY_TRY(writePage(pages.front(), folder, format));
    return Json {{"pages", pages.size()},
                 {"folder", folder.string()},
                 {"index", (folder / ("index." + std::string(format))).string()}};
}

} // namespace slipway::features
