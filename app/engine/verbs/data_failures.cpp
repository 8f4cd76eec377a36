#include "app/engine/file_options.h"
#include "app/engine/terminal.h"
#include "app/engine/verbs/data.h"

#include "core/data/expectations.h"
#include "core/data/versions.h"

#include <fmt/format.h>

#include <memory>

namespace slipway::engine {

namespace {

struct FailuresRequest {
    std::string name;
    std::string suite;
    data::FailingRowsOptions wanted;
    std::string out;
    FileOptions reading;
};

std::string failuresText(const Json &answer)
{
    const auto total = grouped(answer.value("total", 0LL));
    if (answer.contains("out"))
        return fmt::format("{} rows fail; they are in {}\n", total, answer.value("out", ""));
    std::string text =
        fmt::format("{} rows fail {} (rows are counted from 0)\n", total, answer.value("type", ""));
    for (const auto &row : answer.at("rows"))
        text += fmt::format("{:>10}  {}\n", row.value("row", 0LL), writeJson(row.at("values")));
    return text;
}

Result<Answer> failures(Session &session, FailuresRequest request)
{
    SLIPWAY_ASSIGN(const auto suite, chosenSuite(session, request.suite, request.name));
    std::filesystem::path file = request.name;
    if (session.opened) {
        SLIPWAY_ASSIGN(file, data::versionFile(session.workspace(), request.name));
        request.wanted.spillFolder = session.workspace().workFolder(session.job);
    }
    request.wanted.out = request.out;
    SLIPWAY_ASSIGN(
        const auto answer,
        data::failingRows(file, suite, request.wanted, readOptions(request.reading), session.context));
    return Answer {answer, failuresText(answer)};
}

} // namespace

void addDataFailuresVerb(VerbList &verbs, CLI::App *group)
{
    auto request = std::make_shared<FailuresRequest>();
    CLI::App *command =
        group->add_subcommand("failures", "List or export every row that fails one check of a suite");
    command->add_option("NAME", request->name, "A data set, or a file")->required();
    command
        ->add_option("--check", request->wanted.check,
                     "Number of the check in the suite, counted from 0 as data validate tells it")
        ->required();
    command->add_option("--suite", request->suite,
                        "The suite, or \"last\" for the one of the last check (standard: feed)");
    command->add_option("--offset", request->wanted.offset, "Failing rows to pass over")
        ->check(CLI::NonNegativeNumber)
        ->capture_default_str();
    command->add_option("--limit", request->wanted.limit, "Most rows to list")
        ->check(CLI::Range(0, 1'000'000))
        ->capture_default_str();
    command->add_option("--out", request->out, "Write all failing rows into this file, .csv or .parquet");
    addFileOptions(command, request->reading);
    command->footer("Examples:\n  slipway data failures people.csv --suite people_suite.json --check 3\n"
                    "  slipway data failures interactions --check 17 --out wrong_devices.csv");
    verbs.addChoice(command, [=]() -> Request {
        return {namesFile(request->name) ? Needs::Nothing : Needs::Workspace, Runs::AsJob,
                [=](Session &session) { return failures(session, *request); }};
    });
}

} // namespace slipway::engine
