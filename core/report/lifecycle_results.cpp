#include "core/report/lifecycle_parts.h"

#include "core/evaluate/metric_catalogue.h"
#include "core/evaluate/number_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace slipway::report {

namespace {

constexpr std::size_t mostRows = 30;

std::string orNotMeasured(std::string sentence, std::string_view what)
{
    return sentence.empty() ? fmt::format("{} was not measured.", what) : sentence;
}

/// Every metric that the catalogue knows, in its order, whatever else the facts hold.
Table metricTable(const LifecycleFacts &facts)
{
    Table table {
        .caption = "Metrics on the test rows",
        .columns = {{"Metric"}, {"95% interval", Align::Right}, {"Value", Align::Right}, {"What it is"}},
        .rows = {}};
    for (const auto &metric : evaluate::metricCatalogue()) {
        for (const auto &item : facts.test->items()) {
            const auto key = evaluate::findMetric(item.key());
            if (!key || key->metric != &metric || key->interval
                || !(item.value().is_number() || item.value().is_null()))
                continue;
            const auto interval = intervalAt(facts.test, item.key() + "_ci");
            const double value = item.value().is_null() ? std::nan("") : item.value().get<double>();
            const auto reason = textAt(facts.test, "undefined." + item.key());
            table.rows.push_back({key->label(),
                                  interval.known()
                                      ? evaluate::intervalText(interval.low, interval.high, metric.decimals)
                                      : std::string(),
                                  evaluate::metricText(metric, value),
                                  reason.empty() ? std::string(metric.source) : "No value: " + reason + "."});
            table.rows.back()[2].strong = true;
        }
    }
    return table;
}

void addModel(const LifecycleFacts &facts, std::vector<Block> &blocks)
{
    blocks.emplace_back(Heading {2, "Model"});
    auto sentence = orNotMeasured(rankingSentence(facts), "How well the model ranks");
    for (const auto &more : {ceilingSentence(facts), comparisonSentence(facts)}) {
        if (!more.empty())
            sentence += " " + more;
    }
    blocks.emplace_back(Paragraph {sentence});
    if (facts.test && facts.test->is_object()) {
        if (auto table = metricTable(facts); !table.rows.empty())
            blocks.emplace_back(std::move(table));
    }
    blocks.emplace_back(Figure {lossCurves(facts), "", true});
    blocks.emplace_back(Figure {aucCurve(facts), "", true});
    if (factAt(facts.test, "calibration"))
        blocks.emplace_back(
            Figure {calibrationChart(facts), "Whiskers are 95% intervals of the observed share."});
}

void addSystem(const LifecycleFacts &facts, std::vector<Block> &blocks)
{
    blocks.emplace_back(Heading {2, "System"});
    blocks.emplace_back(Paragraph {orNotMeasured(servingSentence(facts), "How fast answers come")});
    if (!facts.serving)
        return;
    const auto number = [&](const char *key, auto write) {
        const double value = numberAt(facts.serving, key);
        return std::isfinite(value) ? write(value) : std::string(notMeasured);
    };
    const auto ms = [](double value) { return evaluate::twoDigitText(value) + " ms"; };
    Table table {.caption = "", .columns = {{"Measure"}, {"Value", Align::Right}}, .rows = {}};
    table.rows.push_back({"Latency, median", number("p50_ms", ms)});
    table.rows.push_back({"Latency, p99", number("p99_ms", ms)});
    table.rows.push_back(
        {"Throughput, requests per second", number("requests_per_second", evaluate::countText)});
    table.rows.push_back({"Requests", number("requests", evaluate::countText)});
    table.rows.push_back({"Errors", number("errors", evaluate::countText)});
    blocks.emplace_back(std::move(table));
}

void addDataQuality(const LifecycleFacts &facts, std::vector<Block> &blocks)
{
    blocks.emplace_back(Heading {2, "Data quality"});
    const auto checks = checkTally(facts);
    auto sentence = orNotMeasured(validationSentence(facts), "The quality of the data");
    if (checks.known())
        sentence += fmt::format(" The pass rate is {}.", evaluate::shareText(checks.share()));
    blocks.emplace_back(Paragraph {sentence});
    if (!checks.known())
        return;
    std::vector<const Json *> ordered;
    for (const auto &check : facts.validation->at("checks"))
        ordered.push_back(&check);
    std::stable_partition(ordered.begin(), ordered.end(),
                          [](const Json *check) { return !passedIn(*check); });
    Table table {
        .caption = "Checks", .columns = {{"Check"}, {"Column"}, {"Result"}, {"What was found"}}, .rows = {}};
    for (std::size_t i = 0; i < std::min(ordered.size(), mostRows); ++i) {
        const auto &check = *ordered[i];
        const bool passed = passedIn(check);
        table.rows.push_back({textIn(check, "check"), textIn(check, "column"),
                              Cell(passed ? "passed" : "failed", passed ? Tone::Ok : Tone::Bad),
                              textIn(check, "sentence")});
    }
    blocks.emplace_back(std::move(table));
    if (ordered.size() > mostRows)
        blocks.emplace_back(Paragraph {
            fmt::format("The table shows {} of {} checks, failed ones first.", mostRows, ordered.size())});
}

void addDrift(const LifecycleFacts &facts, std::vector<Block> &blocks)
{
    blocks.emplace_back(Heading {2, "Drift"});
    blocks.emplace_back(Paragraph {orNotMeasured(driftSentence(facts), "Drift")});
    const auto columns = driftColumns(facts);
    if (columns.empty())
        return;
    const bool scored = std::any_of(columns.begin(), columns.end(),
                                    [](const auto &column) { return std::isfinite(column.psi); });
    if (scored)
        blocks.emplace_back(
            Figure {driftBars(facts),
                    "PSI compares the shares in ten quantiles of the reference; 0 means the same shares."});
    Table table {.caption = "",
                 .columns = {{"Feature"},
                             {"Type"},
                             {"Result"},
                             {"PSI", Align::Right},
                             {"Test"},
                             {"Statistic", Align::Right},
                             {"p-value", Align::Right}},
                 .rows = {}};
    for (std::size_t i = 0; i < std::min(columns.size(), mostRows); ++i) {
        const auto &column = columns[i];
        table.rows.push_back(
            {column.name, column.type,
             Cell(column.drifted ? "drifted" : "steady", column.drifted ? Tone::Warn : Tone::Ok),
             evaluate::fixedText(column.psi, 3), column.test, evaluate::fixedText(column.statistic, 3),
             evaluate::pValueText(column.pValue)});
    }
    blocks.emplace_back(std::move(table));
    if (columns.size() > mostRows)
        blocks.emplace_back(Paragraph {fmt::format(
            "The table shows the {} features with the largest PSI of {}.", mostRows, columns.size())});
}

} // namespace

std::vector<Block> resultsSection(const LifecycleFacts &facts)
{
    std::vector<Block> blocks;
    addModel(facts, blocks);
    addSystem(facts, blocks);
    addDataQuality(facts, blocks);
    addDrift(facts, blocks);
    return blocks;
}

} // namespace slipway::report
