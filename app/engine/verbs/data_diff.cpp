#include "app/engine/file_options.h"
#include "app/engine/terminal.h"
#include "app/engine/verbs/data.h"

#include "core/base/messages.h"
#include "core/data/common_form.h"
#include "core/data/diff.h"
#include "core/data/versions.h"
#include "core/monitor/drift.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>

namespace slipway::engine {

namespace {

constexpr double mostValues = 100e6; ///< a side that are compared as distributions: 800 MB of numbers

struct DiffRequest {
    std::string before;
    std::string after;
    data::DiffOptions options;
    std::string out;
    FileOptions reading;
    bool distributions = true;
};

/// A file as it lies, or the file behind a data set.
Result<data::DiffSide> sideOf(Session &session, const std::string &named, const FileOptions &reading)
{
    if (!session.opened || namesFile(named))
        return data::DiffSide {named, readOptions(reading), named};
    SLIPWAY_ASSIGN(const auto file, data::versionFile(session.workspace(), named));
    return data::DiffSide {file, {}, named};
}

/// The columns that are of one kind on both sides and name no rows.
Result<std::vector<std::string>> comparableColumns(const data::DiffSide &before, const data::DiffSide &after,
                                                   const std::vector<std::string> &key,
                                                   const RunContext &context)
{
    SLIPWAY_ASSIGN(const auto left, data::openSource(before.file, before.reading, context));
    SLIPWAY_ASSIGN(const auto right, data::openSource(after.file, after.reading, context));
    const auto ignored = monitor::DriftOptions().ignored;
    std::vector<std::string> columns;
    for (const auto &column : right.columns) {
        const auto *old = left.find(column.name);
        const bool names = std::find(key.begin(), key.end(), column.name) != key.end()
            || std::find(ignored.begin(), ignored.end(), column.name) != ignored.end();
        if (old && !names && data::sameKind(*old, column))
            columns.push_back(column.name);
    }
    return columns;
}

/// Why the distributions are not compared; empty where they can be.
std::string obstacle(const Json &diff, const DiffRequest &request, std::size_t columns)
{
    const auto rows = [&](const char *side) { return diff.at(side).at("rows").get<std::int64_t>(); };
    if (columns == 0)
        return sentence("data.reason_no_columns", Json::object());
    for (const auto &[side, name] :
         {std::pair("before", request.before), std::pair("after", request.after)}) {
        if (rows(side) == 0)
            return sentence("data.reason_no_rows", {{"place", name}});
    }
    const auto most = static_cast<double>(std::max(rows("before"), rows("after")));
    if (most * static_cast<double>(columns) > mostValues)
        return sentence("data.reason_too_large", {{"limit", grouped(static_cast<std::int64_t>(mostValues))}});
    return {};
}

/// The drift report of the columns that both sides have, or null with the reason.
Status addDistributions(Session &session, const DiffRequest &request, const data::DiffSide &before,
                        const data::DiffSide &after, Json &diff)
{
    SLIPWAY_ASSIGN(const auto columns,
                   comparableColumns(before, after, request.options.key, session.context));
    if (const auto reason = obstacle(diff, request, columns.size()); !reason.empty()) {
        diff["distributions"] = nullptr;
        diff["undefined"]["distributions"] = reason;
        return done();
    }
    session.context.progress(0.9, "comparing the distributions");
    SLIPWAY_ASSIGN(const auto reference,
                   data::readTable(before.file, columns, before.reading, session.context));
    SLIPWAY_ASSIGN(const auto current, data::readTable(after.file, columns, after.reading, session.context));
    SLIPWAY_ASSIGN(diff["distributions"],
                   monitor::driftReport(reference, current, {.columns = columns}, session.context));
    return done();
}

std::string schemaText(const Json &schema)
{
    if (schema.at("same").get<bool>())
        return "schema  the same columns\n";
    std::string text = "schema\n";
    for (const auto &[key, word] : {std::pair("added", "added"), std::pair("removed", "removed")}) {
        for (const auto &column : schema.at(key))
            text += fmt::format("  {} {} ({})\n", word, column.value("column", ""), column.value("type", ""));
    }
    for (const auto &column : schema.at("retyped"))
        text += fmt::format("  {}: {} became {}\n", column.value("column", ""), column.value("before", ""),
                            column.value("after", ""));
    if (schema.at("reordered").get<bool>())
        text += "  the common columns stand in another order\n";
    return text;
}

std::string examplesText(const Json &rows)
{
    std::string text;
    for (const char *change : {"added", "removed", "changed"}) {
        for (const auto &example : rows.at("examples").at(change))
            text += fmt::format("  {:<8}{}\n", change, writeJson(example));
    }
    return text;
}

std::string rowsText(const Json &diff)
{
    const auto &rows = diff.at("rows");
    const auto shown = [&](const char *key) { return grouped(rows.at(key).get<std::int64_t>()); };
    std::string text =
        fmt::format("rows    {} before, {} after: {} added, {} removed, {} changed, {} the same{}\n",
                    grouped(diff.at("before").at("rows").get<std::int64_t>()),
                    grouped(diff.at("after").at("rows").get<std::int64_t>()), shown("added"),
                    shown("removed"), shown("changed"), shown("same"),
                    rows.at("key").empty() ? " (without a key a changed row is one removed and "
                                             "one added; name one with --key)"
                                           : "");
    for (const auto &item : rows.at("changed_columns").items())
        text +=
            fmt::format("  {} changed in {} rows\n", item.key(), grouped(item.value().get<std::int64_t>()));
    return text + examplesText(rows);
}

std::string distributionsText(const Json &diff)
{
    if (!diff.contains("distributions"))
        return {};
    if (diff.at("distributions").is_null())
        return "distributions  not compared: " + diff.at("undefined").at("distributions").get<std::string>()
            + "\n";
    std::vector<std::string> drifted;
    for (const auto &item : diff.at("distributions").at("features").items()) {
        if (item.value().value("drift_detected", Json()) == true)
            drifted.push_back(item.key());
    }
    return fmt::format("distributions  {} of {} columns differ{}{}\n", drifted.size(),
                       diff.at("distributions").at("features").size(), drifted.empty() ? "" : ": ",
                       fmt::join(drifted, ", "));
}

Result<Answer> compare(Session &session, const DiffRequest &request)
{
    SLIPWAY_ASSIGN(const auto before, sideOf(session, request.before, request.reading));
    SLIPWAY_ASSIGN(const auto after, sideOf(session, request.after, request.reading));
    data::DiffOptions options = request.options;
    options.out = request.out;
    options.temporaryFolder = session.opened
        ? session.workspace().workFolder(session.job) / "spill"
        : std::filesystem::temp_directory_path() / ("slipway-" + session.job);
    auto diff = data::diffTables(before, after, options, session.context);
    if (!session.opened) {
        std::error_code ignored;
        std::filesystem::remove_all(options.temporaryFolder, ignored);
    }
    SLIPWAY_TRY(diff);
    Json json = std::move(diff).value();
    json["before"]["name"] = request.before;
    json["after"]["name"] = request.after;
    if (request.distributions)
        SLIPWAY_TRY(addDistributions(session, request, before, after, json));
    std::string text = fmt::format("{} -> {}{}\n", request.before, request.after,
                                   json.at("same").get<bool>() ? ": the same" : "");
    text += schemaText(json.at("schema")) + rowsText(json) + distributionsText(json);
    if (!request.out.empty())
        text += "every difference is in " + request.out + "\n";
    return Answer {std::move(json), std::move(text)};
}

} // namespace

void addDataDiffVerb(VerbList &verbs, CLI::App *group)
{
    auto request = std::make_shared<DiffRequest>();
    CLI::App *diff = group->add_subcommand(
        "diff", "What differs between two data sets, versions or files: columns, rows and distributions");
    diff->add_option("BEFORE", request->before, "A data set like items@1, or a file")->required();
    diff->add_option("AFTER", request->after, "A data set like items@2, or a file")->required();
    diff->add_option("--key", request->options.key,
                     "The columns that name a row, separated by commas; without them whole rows are compared")
        ->delimiter(',');
    diff->add_option("--limit", request->options.examples, "How many rows to show of each kind")
        ->check(CLI::Range(0, 10'000))
        ->capture_default_str();
    diff->add_option("--out", request->out, "Write every difference into this .csv, .parquet or .jsonl file");
    diff->add_flag("!--no-distributions", request->distributions, "Leave out how the columns are spread");
    addFileOptions(diff, request->reading);
    diff->footer("For example: slipway data diff items@1 items@2 --key item_id");
    verbs.addChoice(diff, [=]() -> Request {
        const bool onFiles = namesFile(request->before) && namesFile(request->after);
        return {onFiles ? Needs::Nothing : Needs::Workspace, Runs::AsJob,
                [=](Session &session) { return compare(session, *request); }};
    });
}

} // namespace slipway::engine
