#include "app/engine/file_options.h"
#include "app/engine/terminal.h"
#include "app/engine/verbs/data.h"

#include "core/data/import.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <memory>

namespace slipway::engine {

namespace {

struct PreviewRequest {
    std::vector<std::string> files;
    std::string target;
    bool noTarget = false;
    bool unionByName = false;
    FileOptions reading;
};

constexpr std::size_t mostShown = 8;

std::string shown(const Json &value)
{
    if (value.is_null())
        return "";
    auto text = value.is_string() ? value.get<std::string>() : writeJson(value);
    for (char &c : text) {
        if (c == '\n' || c == '\r' || c == '\t')
            c = ' ';
    }
    return text.size() > 24 ? text.substr(0, 21) + "..." : text;
}

std::string formText(const Json &preview)
{
    if (!preview.contains("delimiter"))
        return preview.value("kind", "") + "\n";
    const auto named = [&](const char *key) {
        const Json &value = preview.at(key);
        return value.is_null() ? std::string("none") : value.get<std::string>();
    };
    return fmt::format("{} in {}, delimiter {}, quote {}, {}, decimal mark {}\n", preview.value("kind", ""),
                       preview.value("encoding", ""), named("delimiter"), named("quote"),
                       preview.value("header", true) ? "with a header" : "without a header",
                       preview.value("decimal", "."));
}

std::string columnsText(const Json &preview)
{
    std::vector<std::vector<std::string>> rows {{"column", "type", "written", "missing", "first rows"}};
    const Json &first = preview.at("first_rows");
    for (std::size_t i = 0; i < preview.at("columns").size(); ++i) {
        const Json &column = preview.at("columns")[i];
        std::vector<std::string> examples;
        for (std::size_t row = 0; row < first.size() && row < 3; ++row)
            examples.push_back(shown(first[row][i]));
        auto missing = column.contains("missing") ? std::to_string(column.value("missing", 0)) : "";
        for (const auto &token : column.value("null_tokens", Json::array()))
            missing += " " + token.get<std::string>();
        const Json format = column.value("format", Json());
        rows.push_back({column.value("name", ""), column.value("type", ""), shown(format), missing,
                        fmt::format("{}", fmt::join(examples, " | "))});
    }
    return textTable(rows);
}

std::string previewText(const Json &preview)
{
    std::string text = formText(preview) + columnsText(preview);
    for (const auto &notice : preview.at("notices"))
        text += notice.get<std::string>() + "\n";
    if (const Json target = preview.value("target", Json()); target.is_string())
        text += "Likely target: " + target.get<std::string>() + "\n";
    const Json &rejected = preview.at("rejected");
    if (rejected.value("count", 0) > 0)
        text += fmt::format("{} lines would be rejected:\n", rejected.value("count", 0));
    std::size_t count = 0;
    for (const auto &reject : rejected.at("first")) {
        if (count++ < mostShown)
            text += fmt::format("  line {}: {}\n", reject.value("line", 0), reject.value("reason", ""));
    }
    if (!preview.value("whole", true))
        text += "Only the beginning was looked at; an import looks at every line.\n";
    return text;
}

} // namespace

void addDataPreviewVerb(VerbList &verbs, CLI::App *group)
{
    auto request = std::make_shared<PreviewRequest>();
    CLI::App *preview =
        group->add_subcommand("preview", "Show how a file would be read, before anything is stored");
    preview->add_option("FILE", request->files, "One file, or several with the same columns")->required();
    auto *target = preview->add_option("--target", request->target,
                                       "The column that is to be predicted (standard: guessed)");
    preview->add_flag("--no-target", request->noTarget, "No column is to be predicted")->excludes(target);
    preview->add_flag("--union", request->unionByName, "Take files with differing columns");
    addFileOptions(preview, request->reading);
    verbs.add(preview, Needs::Nothing, Runs::AtOnce, [=](Session &session) -> Result<Answer> {
        const data::ImportOptions options {.reading = readOptions(request->reading),
                                           .unionByName = request->unionByName,
                                           .target = request->target,
                                           .noTarget = request->noTarget,
                                           .folder = {}};
        SLIPWAY_ASSIGN(
            const Json json,
            data::previewFiles({request->files.begin(), request->files.end()}, options, session.context));
        return Answer {json, previewText(json)};
    });
}

} // namespace slipway::engine
