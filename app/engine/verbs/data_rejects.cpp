#include "app/engine/verbs/data.h"

#include "core/base/messages.h"
#include "core/data/versions.h"
#include "core/workspace/vault.h"

#include <fmt/format.h>

#include <fstream>
#include <memory>

namespace slipway::engine {

namespace {

struct RejectsRequest {
    std::string name;
    std::string out;
    std::int64_t limit = 100;
};

/// All of them, line by line: there may be more than fit into memory.
Result<Answer> exportRejects(const std::filesystem::path &file, const std::string &out,
                             const RunContext &context)
{
    SLIPWAY_ASSIGN(auto to, workspace::NewFile::create(out));
    std::ifstream from(file);
    std::int64_t count = 0;
    for (std::string line; std::getline(from, line); ++count) {
        if (count % 1024 == 0 && context.cancelled())
            return cancelled();
        SLIPWAY_TRY(to.write(line + "\n"));
    }
    SLIPWAY_TRY(to.commit());
    return Answer {{{"count", count}, {"file", out}}, fmt::format("{} lines in {}\n", count, out)};
}

Result<Answer> rejects(Session &session, const RejectsRequest &request)
{
    SLIPWAY_ASSIGN(const auto file, data::rejectsOf(session.workspace(), request.name));
    if (!request.out.empty())
        return exportRejects(file, request.out, session.context);
    std::ifstream lines(file);
    Json shown = Json::array();
    std::string text;
    std::int64_t count = 0;
    for (std::string line; std::getline(lines, line); ++count) {
        if (count >= request.limit)
            continue;
        shown.push_back(Json::parse(line, nullptr, false));
        text += fmt::format("{}, line {}: {}\n  {}\n", shown.back().value("file", ""),
                            shown.back().value("line", 0), shown.back().value("reason", ""),
                            shown.back().value("text", ""));
    }
    if (count > request.limit)
        text += fmt::format("... and {} more; all of them with --out FILE\n", count - request.limit);
    return Answer {{{"count", count}, {"rejects", shown}}, text};
}

} // namespace

void addDataRejectsVerb(VerbList &verbs, CLI::App *group)
{
    auto request = std::make_shared<RejectsRequest>();
    CLI::App *command =
        group->add_subcommand("rejects", "The lines that were no rows when a data set was imported");
    command->add_option("NAME", request->name, "Like customers, or customers@2")->required();
    command->add_option("--limit", request->limit, "How many to show")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    command->add_option("--out", request->out, "Write all of them to this file, one JSON object a line");
    verbs.add(command, Needs::Workspace, Runs::AtOnce,
              [=](Session &session) { return rejects(session, *request); });
}

} // namespace slipway::engine
