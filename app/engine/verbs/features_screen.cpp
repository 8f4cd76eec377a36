#include "app/engine/file_options.h"
#include "app/engine/terminal.h"
#include "app/engine/verbs/features.h"

#include "core/base/messages.h"
#include "core/data/source.h"
#include "core/data/versions.h"
#include "core/features/definitions/set_records.h"
#include "core/features/screen/screen.h"
#include "core/features/split/split.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <memory>

namespace slipway::engine {

namespace {

namespace fs = std::filesystem;

struct ScreenRequest {
    std::string name;
    std::string target;
    std::string set; ///< whose features are looked at; empty: all columns are
    std::string split; ///< empty: all rows are training rows
    std::string time;
    std::vector<std::string> group;
    std::int64_t rows = 1'000'000; ///< at most so many are looked at
    features::ScreenOptions options;
    FileOptions reading;
};

/// What stands after FROM: all rows, or those of the training part.
Result<std::string> trainingRows(data::Source &source, const ScreenRequest &request,
                                 const RunContext &context)
{
    if (request.split.empty())
        return source.expression;
    SLIPWAY_ASSIGN(const auto kind, features::splitKind(request.split));
    SLIPWAY_ASSIGN(const auto parted,
                   features::split(source.duck,
                                   {.kind = kind,
                                    .table = source.expression,
                                    .time = request.time,
                                    .target = request.target,
                                    .group = request.group},
                                   context));
    return fmt::format("(SELECT * FROM {} WHERE {})", source.expression, parted.parts[0].condition);
}

/// Leaves the features of the set and the target. Keys and moments stand beside them, and tell nothing that a
/// model is told.
Status keepFeatures(data::Source &source, Session &session, const ScreenRequest &request)
{
    if (request.set.empty())
        return done();
    if (!session.opened)
        return failure("features.screen_set_of_file", {{"set", request.set}});
    SLIPWAY_ASSIGN(const auto chosen, features::FeatureSets(session.workspace()).choose(request.set));
    const auto outputs = chosen.set.outputs();
    std::erase_if(source.columns, [&](const data::SourceColumn &column) {
        return column.name != request.target && std::ranges::none_of(outputs, [&](const auto *feature) {
                   return feature->name == column.name;
               });
    });
    return done();
}

/// The rows in memory, every k-th where there are too many: the same whatever the number of threads.
Result<data::Table> readRows(data::Source &source, const ScreenRequest &request, const RunContext &context)
{
    SLIPWAY_ASSIGN(const auto from, trainingRows(source, request, context));
    SLIPWAY_ASSIGN(const double rows,
                   source.duck.number(fmt::format("SELECT count(*) FROM {}", from), context));
    std::vector<std::string> columns;
    for (const auto &column : source.columns)
        columns.push_back(data::selected(column));
    const auto list = fmt::format("{}", fmt::join(columns, ", "));
    const auto step = static_cast<std::int64_t>(std::ceil(rows / static_cast<double>(request.rows)));
    if (step <= 1)
        return source.duck.query(fmt::format("SELECT {} FROM {}", list, from), context);
    return source.duck.query(
        fmt::format(
            "SELECT {} FROM (SELECT *, row_number() OVER () AS slipway_row FROM {}) WHERE slipway_row "
            "% {} = 0",
            list, from, step),
        context);
}

std::string number(double value)
{
    return std::isfinite(value) ? fmt::format("{:.4g}", value) : std::string();
}

std::string reportText(const features::ScreenReport &report, const ScreenRequest &request)
{
    std::vector<std::vector<std::string>> rows {
        {"column", "type", "kept", "missing", "variance", "information", "correlation", "with"}};
    std::size_t kept = 0;
    for (const auto &column : report.columns) {
        kept += column.kept ? 1 : 0;
        rows.push_back({column.name, std::string(column.type), column.kept ? "yes" : "no",
                        number(column.missingShare), number(column.variance),
                        number(column.mutualInformation), number(column.correlation), column.correlatedWith});
    }
    auto text = fmt::format("{}: {} of {} columns may tell something about {}, by {} rows\n{}", request.name,
                            kept, report.columns.size(), request.target,
                            grouped(static_cast<std::int64_t>(report.rows)), textTable(rows));
    for (const auto &column : report.columns) {
        for (const auto &reason : column.reasons)
            text += fmt::format("  {}: {}\n", column.kept ? "note" : "out", reason.sentence);
    }
    return text;
}

Result<Answer> screen(Session &session, const ScreenRequest &request)
{
    fs::path file = request.name;
    data::DuckOptions limits;
    if (session.opened) {
        SLIPWAY_ASSIGN(file, data::versionFile(session.workspace(), request.name));
        limits.temporaryFolder = session.workspace().workFolder(session.job);
    }
    session.context.progress(0, "Reading the rows");
    SLIPWAY_ASSIGN(auto source,
                   data::openSource(file, readOptions(request.reading), session.context, std::move(limits)));
    SLIPWAY_TRY(keepFeatures(source, session, request));
    const auto table = readRows(source, request, session.context);
    if (!table)
        return table.error().id.starts_with("data.query") ? data::sourceError(file, table.error())
                                                          : table.error();
    session.context.progress(0.4, "Looking at each column");
    const auto report = features::screen(table.value(), request.target, request.options, session.context);
    if (!report)
        return report.error().in(request.name);
    return Answer {features::toJson(report.value()), reportText(report.value(), request)};
}

} // namespace

void addFeaturesScreenVerb(VerbList &verbs, CLI::App *group)
{
    auto request = std::make_shared<ScreenRequest>();
    CLI::App *command = group->add_subcommand(
        "screen", "Which columns may tell something about the target, and which not, each with its reason");
    command->add_option("NAME", request->name, "A data set of training rows, or a file")->required();
    command->add_option("--target", request->target, "The column to be predicted")->required();
    command->add_option("--set", request->set,
                        "Look only at the features of this set, and not at keys and moments beside them");
    command
        ->add_option("--split", request->split,
                     "Look only at the training part of the rows, parted like this (standard: all are "
                     "training rows)")
        ->check(CLI::IsMember({"time", "stratified", "group"}));
    command->add_option("--time", request->time, "The column that a split by time parts by");
    command->add_option("--group", request->group, "The columns that name the entity of a split by group");
    command
        ->add_option("--most-rows", request->rows,
                     "Of more rows every k-th is looked at, so that memory does not grow")
        ->check(CLI::Range(std::int64_t {1}, std::int64_t {100'000'000}))
        ->capture_default_str();
    command
        ->add_option("--correlation", request->options.correlation,
                     "Of two numbers that correlate as much, the one that tells less is left out")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    command
        ->add_option("--missing", request->options.mostMissing,
                     "A column that is missing in as great a share of the rows is left out")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    command
        ->add_option("--leak", request->options.leak,
                     "A column that alone tells as great a share of the target may give it away")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    addFileOptions(command, request->reading);
    command->footer("Nothing but training rows may decide what a model looks at: name the training part, or "
                    "say how the rows are parted.\n"
                    "Examples:\n  slipway features screen feed_train --target click --set feed\n"
                    "  slipway features screen people.csv --target churned --split stratified");
    verbs.addChoice(command, [=]() -> Request {
        return {namesFile(request->name) ? Needs::Nothing : Needs::Workspace, Runs::AsJob,
                [=](Session &session) { return screen(session, *request); }};
    });
}

} // namespace slipway::engine
