#include "core/report/lifecycle_parts.h"

#include "core/evaluate/number_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

namespace slipway::report {

namespace {

using evaluate::countText;

std::string shown(const Json &value)
{
    if (value.is_string())
        return value.get<std::string>();
    if (value.is_number_integer())
        return countText(value.get<double>());
    if (value.is_boolean())
        return value.get<bool>() ? "yes" : "no";
    if (!value.is_array())
        return writeJson(value);
    std::string list;
    for (const auto &item : value)
        list += (list.empty() ? "" : ", ") + shown(item);
    return list;
}

std::string nameOf(const Json &item)
{
    return item.is_string() ? item.get<std::string>() : textIn(item, "name");
}

/// "3 tables with 105,000 rows", "11 features", "a network (mlp)": what the pieces of this run are.
std::vector<std::string> pieces(const LifecycleFacts &facts)
{
    std::vector<std::string> list;
    if (const Json *tables = factAt(facts.data, "tables"); tables && tables->is_array() && !tables->empty()) {
        double rows = 0;
        for (const auto &table : *tables)
            rows += numberIn(table, "rows");
        list.push_back(fmt::format("Data: {} with {}.",
                                   counted(static_cast<double>(tables->size()), "table", "tables"),
                                   counted(rows, "row", "rows")));
    }
    if (const auto checks = checkTally(facts); checks.known())
        list.push_back(fmt::format("Validation: {} before anything is learnt.",
                                   counted(static_cast<double>(checks.total), "check", "checks")));
    if (const Json *features = factAt(facts.features, "features"); features && features->is_array())
        list.push_back(fmt::format("Features: {}, built at the point in time of each row.",
                                   counted(static_cast<double>(features->size()), "column", "columns")));
    if (const auto algorithm = textAt(facts.model, "algorithm"); !algorithm.empty())
        list.push_back(fmt::format("Training: algorithm {}.", algorithm));
    if (const auto name = textAt(facts.version, "name"); !name.empty())
        list.push_back(fmt::format("Registry: {} {}.", name, versionWords(facts)));
    if (facts.serving)
        list.emplace_back("Serving: an HTTP server with /predict, /health and /metrics.");
    if (const double columns = numberAt(facts.drift, "summary.columns"); std::isfinite(columns))
        list.push_back(fmt::format("Monitoring: drift of {}.", counted(columns, "column", "columns")));
    return list;
}

Table dataTable(const Json &tables)
{
    Table table {
        .caption = "", .columns = {{"Table"}, {"Rows", Align::Right}, {"Columns", Align::Right}}, .rows = {}};
    for (const auto &item : tables)
        table.rows.push_back(
            {textIn(item, "name"), countText(numberIn(item, "rows")), countText(numberIn(item, "columns"))});
    return table;
}

std::string splitSentence(const LifecycleFacts &facts)
{
    const double train = numberAt(facts.features, "rows.train");
    const double val = numberAt(facts.features, "rows.val");
    const double test = numberAt(facts.features, "rows.test");
    if (!std::isfinite(train + val + test))
        return "";
    return fmt::format(
        "The parts follow each other in time: {} rows to train on, {} to choose by, {} to test on.",
        countText(train), countText(val), countText(test));
}

void addFeatures(const LifecycleFacts &facts, std::vector<Block> &blocks)
{
    blocks.emplace_back(Heading {2, "Features"});
    const Json *features = factAt(facts.features, "features");
    const auto split = splitSentence(facts);
    if (!features && split.empty()) {
        blocks.emplace_back(Paragraph {"What was built was not recorded."});
        return;
    }
    if (!split.empty())
        blocks.emplace_back(Paragraph {split});
    if (!features || !features->is_array() || features->empty())
        return;
    const bool described = std::any_of(features->begin(), features->end(),
                                       [](const Json &item) { return !textIn(item, "description").empty(); });
    Table table {.caption = "", .columns = {{"Feature"}}, .rows = {}};
    if (described)
        table.columns.push_back({"What it is"});
    for (const auto &item : *features) {
        std::vector<Cell> row {nameOf(item)};
        if (described)
            row.emplace_back(textIn(item, "description"));
        table.rows.push_back(std::move(row));
    }
    blocks.emplace_back(std::move(table));
}

void addTraining(const LifecycleFacts &facts, std::vector<Block> &blocks)
{
    blocks.emplace_back(Heading {2, "Training"});
    const auto sentence = trainingSentence(facts);
    blocks.emplace_back(Paragraph {sentence.empty() ? "No training was recorded." : sentence});
    Table table {.caption = "Settings", .columns = {{"Setting"}, {"Value", Align::Right}}, .rows = {}};
    for (const char *part : {"architecture", "training"}) {
        const Json *settings = factAt(facts.model, part);
        if (!settings || !settings->is_object())
            continue;
        for (const auto &item : settings->items()) {
            // The history is drawn, the outcome is said above, and the network's Python form is for programs.
            static constexpr std::array elsewhere {"history", "torch", "best_epoch", "stopped_early",
                                                   "seconds"};
            const bool readable = std::find(elsewhere.begin(), elsewhere.end(), item.key()) == elsewhere.end()
                && !item.value().is_object() && !item.value().is_null();
            if (readable)
                table.rows.push_back({item.key(), shown(item.value())});
        }
    }
    if (!table.rows.empty())
        blocks.emplace_back(std::move(table));
}

} // namespace

std::vector<Block> architectureSection(const LifecycleFacts &facts)
{
    std::vector<Block> blocks;
    auto list = pieces(facts);
    if (list.empty()) {
        blocks.emplace_back(Paragraph {"No step of the life was recorded."});
    } else {
        blocks.emplace_back(Paragraph {
            "Each part hands files and records to the next, so that any step can be run again on its own:"});
        blocks.emplace_back(List {std::move(list), true});
    }
    if (!facts.steps)
        return blocks;
    blocks.emplace_back(Figure {stepBars(facts)});
    return blocks;
}

std::vector<Block> implementationSection(const LifecycleFacts &facts)
{
    std::vector<Block> blocks;
    blocks.emplace_back(Heading {2, "Data"});
    const double share = numberAt(facts.data, "positive_share");
    const Json *tables = factAt(facts.data, "tables");
    if (std::isfinite(share))
        blocks.emplace_back(
            Paragraph {fmt::format("{} of the rows are positive.", evaluate::shareText(share))});
    if (tables && tables->is_array() && !tables->empty())
        blocks.emplace_back(dataTable(*tables));
    else if (!std::isfinite(share))
        blocks.emplace_back(Paragraph {"The data was not summarised."});
    addFeatures(facts, blocks);
    addTraining(facts, blocks);
    if (!facts.commands.empty()) {
        std::string commands;
        for (const auto &command : facts.commands)
            commands += command + "\n";
        blocks.emplace_back(Heading {2, "Commands that do it again"});
        blocks.emplace_back(Code {commands});
    }
    return blocks;
}

} // namespace slipway::report
