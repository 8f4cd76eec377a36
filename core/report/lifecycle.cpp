#include "core/report/lifecycle.h"

#include "core/base/clock.h"
#include "core/evaluate/metric_catalogue.h"
#include "core/evaluate/number_text.h"
#include "core/report/lifecycle_parts.h"

#include <fmt/format.h>

#include <cmath>

namespace slipway::report {

namespace {

using evaluate::fixedText;

KeyFigure missing(std::string label)
{
    return {.label = std::move(label), .value = "\u2013", .note = std::string(notMeasured)};
}

/// A test metric with its interval. What the number is compared with follows in the note.
KeyFigure metricFigure(const LifecycleFacts &facts, const std::string &key)
{
    const auto metric = evaluate::findMetric(key);
    const double value = numberAt(facts.test, key);
    auto label = metric->label() + ", test";
    if (!std::isfinite(value))
        return missing(std::move(label));
    KeyFigure figure {.label = std::move(label), .value = evaluate::metricText(*metric->metric, value)};
    if (const auto interval = intervalAt(facts.test, key + "_ci"); interval.known())
        figure.interval =
            "95%: " + evaluate::intervalText(interval.low, interval.high, metric->metric->decimals);
    if (metric->metric->better == evaluate::Better::Lower)
        figure.note = "lower is better";
    return figure;
}

KeyFigure aucFigure(const LifecycleFacts &facts)
{
    auto figure = metricFigure(facts, "auc");
    const auto change = changeOf(facts);
    const double ceiling = numberAt(facts.ceiling, "auc");
    if (std::isfinite(change.difference)) {
        const bool certain = change.verdict == "b_better" || change.verdict == "a_better";
        const auto size = fixedText(std::abs(change.difference), 3);
        if (!certain)
            figure.note = change.verdict == "no_difference" ? "no difference to the model before"
                                                            : "undecided against the model before";
        else
            figure.note = fmt::format("{} {} {} the model before", change.difference > 0 ? "↑" : "↓", size,
                                      change.difference > 0 ? "over" : "under");
        figure.tone = !certain ? Tone::Neutral : change.difference > 0 ? Tone::Ok : Tone::Bad;
    } else if (std::isfinite(ceiling) && std::isfinite(numberAt(facts.test, "auc"))) {
        figure.note = fmt::format("the ceiling is {}", fixedText(ceiling, 3));
    }
    return figure;
}

/// precision@10, or whichever K was measured.
KeyFigure precisionFigure(const LifecycleFacts &facts)
{
    if (facts.test && facts.test->is_object()) {
        for (const auto &item : facts.test->items()) {
            const auto metric = evaluate::findMetric(item.key());
            if (!metric || metric->interval || !metric->split.empty() || metric->metric->id != "precision@k")
                continue;
            auto figure = metricFigure(facts, item.key());
            if (figure.note.empty())
                figure.note = fmt::format("positives among the first {}", metric->k);
            return figure;
        }
    }
    return missing("Precision@K, test");
}

KeyFigure latencyFigure(const LifecycleFacts &facts)
{
    const double p99 = numberAt(facts.serving, "p99_ms");
    if (!std::isfinite(p99))
        return missing("Latency, p99");
    KeyFigure figure {.label = "Latency, p99", .value = evaluate::twoDigitText(p99) + " ms"};
    const double p50 = numberAt(facts.serving, "p50_ms");
    const double requests = numberAt(facts.serving, "requests");
    if (std::isfinite(p50))
        figure.note = "median " + evaluate::twoDigitText(p50) + " ms";
    if (std::isfinite(requests))
        figure.interval = counted(requests, "request", "requests");
    return figure;
}

KeyFigure validationFigure(const LifecycleFacts &facts)
{
    const auto checks = checkTally(facts);
    if (!checks.known())
        return missing("Checks of the data passed");
    return {.label = "Checks of the data passed",
            .value = evaluate::shareText(checks.share()),
            .note = fmt::format("{} of {}", checks.passed, checks.total),
            .tone = checks.all() ? Tone::Ok : Tone::Bad};
}

KeyFigure driftFigure(const LifecycleFacts &facts)
{
    const double drifted = numberAt(facts.drift, "summary.drifted_columns");
    const double all = numberAt(facts.drift, "summary.columns");
    if (!std::isfinite(drifted) || !std::isfinite(all))
        return missing("Features with drift");
    return {.label = "Features with drift",
            .value = evaluate::countText(drifted),
            .note = "of " + evaluate::countText(all),
            .tone = drifted > 0 ? Tone::Warn : Tone::Ok};
}

std::string lead(const LifecycleFacts &facts)
{
    std::string text;
    for (const auto &sentence : {rankingSentence(facts), driftSentence(facts)}) {
        if (!sentence.empty())
            text += (text.empty() ? "" : " ") + sentence;
    }
    return text.empty() ? "Nothing has been measured yet." : text;
}

/// "2026-11-20 10:41 UTC" of what isoTime wrote, other texts as they are.
std::string readableTime(const std::string &text)
{
    return parseIsoTime(text) && text.size() > 16 ? text.substr(0, 10) + " " + text.substr(11, 5) + " UTC"
                                                  : text;
}

Callout decision(const LifecycleFacts &facts)
{
    const auto gates = gateTally(facts);
    if (!gates.known())
        return {Tone::Neutral, "Open", "No gate was checked, so nothing says whether this model may serve."};
    std::string refused;
    for (const auto &gate : *facts.gates) {
        if (!passedIn(gate))
            refused += (refused.empty() ? "" : " ") + textIn(gate, "sentence");
    }
    return gates.all() ? Callout {Tone::Ok, "Passed", gateSentence(facts), comparisonSentence(facts)}
                       : Callout {Tone::Bad, "Refused", gateSentence(facts), refused};
}

} // namespace

std::vector<Block> summarySection(const LifecycleFacts &facts)
{
    std::vector<Block> blocks;
    blocks.emplace_back(decision(facts));
    blocks.emplace_back(
        KeyFigures {{aucFigure(facts), metricFigure(facts, "log_loss"), precisionFigure(facts),
                     latencyFigure(facts), validationFigure(facts), driftFigure(facts)}});
    // The lead and the callout say the rest where it was measured; what was not is said here.
    const std::pair<const char *, std::string> sentences[] = {
        {"Data", validationSentence(facts)},
        {"Training", trainingSentence(facts)},
        {"Quality on test rows", rankingSentence(facts)},
        {"Distance to the ceiling", ceilingSentence(facts)},
        {"Comparison with the model before", comparisonSentence(facts)},
        {"Serving", servingSentence(facts)},
        {"Drift", driftSentence(facts)},
    };
    const auto saidAbove = [&](const std::string &sentence) {
        const bool inCallout =
            gateTally(facts).known() && gateTally(facts).all() && sentence == comparisonSentence(facts);
        return sentence == rankingSentence(facts) || sentence == driftSentence(facts) || inCallout;
    };
    List list;
    for (const auto &[what, sentence] : sentences) {
        if (sentence.empty())
            list.items.push_back(fmt::format("{}: {}.", what, notMeasured));
        else if (!saidAbove(sentence))
            list.items.push_back(sentence);
    }
    blocks.emplace_back(std::move(list));
    return blocks;
}

Document lifecycleReport(const LifecycleFacts &facts)
{
    Document document;
    document.title = facts.scenario.empty() ? "Lifecycle report" : "Lifecycle report: " + facts.scenario;
    document.lead = lead(facts);
    const std::pair<const char *, std::string> making[] = {
        {"Scenario", facts.scenario}, {"Workspace", facts.workspace}, {"Made", readableTime(facts.created)}};
    for (const auto &[label, value] : making) {
        if (!value.empty())
            document.facts.emplace_back(label, value);
    }
    const std::pair<const char *, std::vector<Block> (*)(const LifecycleFacts &)> sections[] = {
        {"Executive Summary", summarySection},
        {"Architecture", architectureSection},
        {"Implementation", implementationSection},
        {"Results", resultsSection},
        {"Challenges", challengesSection},
        {"Production Plan", productionSection},
        {"Future Work", futureSection},
    };
    for (const auto &[heading, section] : sections) {
        document.blocks.emplace_back(Heading {1, heading});
        for (auto &block : section(facts))
            document.blocks.push_back(std::move(block));
    }
    return document;
}

} // namespace slipway::report
