#include "core/features/docs/write.h"

#include "core/base/messages.h"
#include "core/report/html.h"
#include "core/report/markdown.h"
#include "core/workspace/vault.h"

#include <fstream>

namespace slipway::features {

namespace {

namespace fs = std::filesystem;

/// Plain files in a folder of their own: hundreds of small flushes would take longer than all the rest.
Status writePage(const DocsPage &page, const fs::path &folder, std::string_view format)
{
    auto name = page.path;
    name.append(".").append(format);
    std::ofstream file(folder / name, std::ios::binary);
    file << (format == "md" ? report::toMarkdown(page.document) : report::toHtml(page.document));
    file.close();
    if (!file)
        return failure("feature_docs.not_written", {{"file", (folder / name).string()}});
    return done();
}

/// Removes what is left when the work ends early.
class Scratch
{
public:
    explicit Scratch(fs::path folder)
        : m_folder(std::move(folder))
    {
    }
    ~Scratch()
    {
        std::error_code ignored;
        fs::remove_all(m_folder, ignored);
    }
    Scratch(const Scratch &) = delete;
    Scratch &operator=(const Scratch &) = delete;

private:
    fs::path m_folder;
};

Status makeFolder(const fs::path &folder)
{
    std::error_code problem;
    fs::create_directories(folder, problem);
    if (problem)
        return failure("feature_docs.no_folder", {{"folder", folder.string()}}, problem.message());
    return done();
}

Status moveInto(const fs::path &from, const fs::path &to)
{
    std::error_code problem;
    fs::rename(from, to, problem);
    if (problem)
        return failure("feature_docs.not_written", {{"file", to.string()}}, problem.message());
    return done();
}

} // namespace

Result<Json> writeFeatureDocs(const FeatureSet &set, const DocsFacts &facts, const fs::path &folder,
                              std::string_view format, const RunContext &context)
{
    const auto pages = featurePages(set, facts, format);
    const fs::path scratch = workspace::temporaryName(folder);
    SLIPWAY_TRY(makeFolder(folder / "features"));
    SLIPWAY_TRY(makeFolder(scratch / "features"));
    const Scratch cleaning(scratch);
    for (std::size_t i = 0; i < pages.size(); ++i) {
        if (context.cancelled())
            return cancelled();
        SLIPWAY_TRY(writePage(pages[i], scratch, format));
        context.progress(static_cast<double>(i) / static_cast<double>(pages.size()), "Writing pages");
    }
    // The index comes last, so that it never leads to a page that is not there.
    for (std::size_t i = pages.size(); i-- > 0;) {
        const auto name = pages[i].path + "." + std::string(format);
        SLIPWAY_TRY(moveInto(scratch / name, folder / name));
    }
    return Json {{"pages", pages.size()},
                 {"folder", folder.string()},
                 {"index", (folder / ("index." + std::string(format))).string()}};
}

} // namespace slipway::features
