#include "app/engine/file_options.h"
#include "app/engine/terminal.h"
#include "app/engine/verbs/data.h"

#include "core/data/profile/profile.h"
#include "core/data/versions.h"

#include <fmt/format.h>

#include <memory>

namespace slipway::engine {

namespace {

struct ProfileRequest {
    std::string name;
    data::ProfileOptions options;
    FileOptions reading;
};

constexpr std::size_t longestCell = 22;

std::string cell(const Json &column, const char *key)
{
    const auto found = column.find(key);
    if (found == column.end() || found->is_null())
        return "";
    std::string text = found->is_string() ? found->get<std::string>()
        : found->is_number_float()        ? fmt::format("{:.5g}", found->get<double>())
                                          : writeJson(*found);
    if (text.size() > longestCell)
        text = text.substr(0, longestCell - 3) + "...";
    return text;
}

std::string mostFrequent(const Json &column)
{
    const auto &top = column.at("top");
    return top.empty() ? ""
                       : fmt::format("{} ({})", cell(top[0], "value"), grouped(top[0].value("count", 0LL)));
}

std::string profileText(const Json &profile, const std::string &what)
{
    std::vector<std::vector<std::string>> rows {
        {"column", "type", "missing", "distinct", "min", "median", "max", "mean", "most frequent"}};
    for (const auto &name : profile.at("order")) {
        const Json &column = profile.at("columns").at(name.get<std::string>());
        rows.push_back({name.get<std::string>(), column.value("type", ""),
                        grouped(column.value("nulls", 0LL)), grouped(column.value("distinct", 0LL)),
                        cell(column, "min"), cell(column.at("quantiles"), "0.5"), cell(column, "max"),
                        cell(column, "mean"), mostFrequent(column)});
    }
    auto text = fmt::format("{}: {} rows, {} columns\n{}", what, grouped(profile.value("rows", 0LL)),
                            profile.at("columns").size(), textTable(rows));
    for (const auto &warning : profile.at("warnings"))
        text += fmt::format("  {}: {}\n", warning.value("severity", ""), warning.value("sentence", ""));
    return text;
}

/// A version never changes, so that its profile need not be made twice.
Status keep(const workspace::Workspace &workspace, const std::string &name, const std::string &target,
            const Json &profile)
{
    if (workspace.readOnly())
        return done();
    SLIPWAY_ASSIGN(const auto version, workspace.datasets().find(name));
    SLIPWAY_ASSIGN(const auto artifact, workspace.artifacts().putBytes(writeJson(profile)));
    return workspace.change({"data.profiled",
                             version.reference(),
                             {{"digest", version.digest},
                              {"profile", artifact},
                              {"target", target.empty() ? Json() : Json(target)},
                              {"warnings", profile.at("warnings").size()}}});
}

Result<Answer> profile(Session &session, ProfileRequest request)
{
    std::filesystem::path file = request.name;
    if (session.opened) {
        SLIPWAY_ASSIGN(file, data::versionFile(session.workspace(), request.name));
        request.options.spillFolder = session.workspace().workFolder(session.job);
    }
    SLIPWAY_ASSIGN(const auto result,
                   data::profile(file, readOptions(request.reading), request.options, session.context));
    if (session.opened)
        SLIPWAY_TRY(keep(session.workspace(), request.name, request.options.target, result));
    return Answer {result, profileText(result, request.name)};
}

} // namespace

void addDataProfileVerb(VerbList &verbs, CLI::App *group)
{
    auto request = std::make_shared<ProfileRequest>();
    CLI::App *command = group->add_subcommand(
        "profile", "Describe every column over all rows, and warn of what would mislead a model");
    command->add_option("NAME", request->name, "A data set, or a file")->required();
    command->add_option(
        "--target", request->options.target,
        "The column to be predicted: warns of columns that give it away, and of rare classes");
    command->add_option("--time", request->options.time,
                        "The column that orders the rows (standard: the only one of dates or times)");
    command->add_flag_callback(
        "--ranks", [=] { request->options.ranks = true; },
        "Rank correlations (Spearman) on large tables too; small ones have them anyway");
    addFileOptions(command, request->reading);
    command->footer("Examples:\n  slipway data profile people.csv --target churned\n"
                    "  slipway --json data profile interactions@2 --target click --time timestamp");
    verbs.addChoice(command, [=]() -> Request {
        return {namesFile(request->name) ? Needs::Nothing : Needs::Workspace, Runs::AsJob,
                [=](Session &session) { return profile(session, *request); }};
    });
}

} // namespace slipway::engine
