#include "core/report/lifecycle_parts.h"

#include "core/evaluate/number_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace slipway::report {

namespace {

using evaluate::fixedText;

struct Open {
    std::string challenge; ///< what stands in the way
    std::string work; ///< what to do about it
};

void addFailures(const LifecycleFacts &facts, std::vector<Open> &list)
{
    if (const auto checks = checkTally(facts); checks.known() && !checks.all()) {
        list.push_back({validationSentence(facts),
                        "Correct the data that failed its checks, or the checks, and run the life again."});
    }
    if (const auto gates = gateTally(facts); gates.known() && !gates.all()) {
        for (const auto &gate : *facts.gates) {
            if (!passedIn(gate))
                list.push_back(
                    {fmt::format("The gate {} refused: {}", textIn(gate, "gate"), textIn(gate, "sentence")),
                     ""});
        }
        list.back().work = "Bring the model over the gates that refused it before it serves.";
    }
    const auto steps = tally(factAt(facts.steps, ""));
    for (const auto &step : steps.known() && !steps.all() ? *facts.steps : Json::array()) {
        if (step.is_object() && step.contains("passed") && !passedIn(step))
            list.push_back({fmt::format("The step \"{}\" did not pass.", textIn(step, "name")), ""});
    }
}

void addQuality(const LifecycleFacts &facts, std::vector<Open> &list)
{
    const double auc = numberAt(facts.test, "auc");
    const double ceiling = numberAt(facts.ceiling, "auc");
    if (auc < ceiling)
        list.push_back({ceilingSentence(facts),
                        fmt::format("Close the distance of {} to the ceiling with features and settings that "
                                    "have not been tried.",
                                    fixedText(ceiling - auc, 3))});
    const auto change = changeOf(facts);
    if (change.verdict == "a_better")
        list.push_back(
            {comparisonSentence(facts), "Find out what the model before knows that this one does not."});
    if (change.verdict == "inconclusive")
        list.push_back({comparisonSentence(facts), "Compare the two models again on more rows."});
    const Json *stopped = factAt(facts.model, "training.stopped_early");
    if (stopped && stopped->is_boolean() && stopped->get<bool>())
        list.push_back({"The network begins to learn the training rows by heart: validation stopped "
                        "improving before the last epoch.",
                        ""});
}

void addDrift(const LifecycleFacts &facts, std::vector<Open> &list)
{
    const double drifted = numberAt(facts.drift, "summary.drifted_columns");
    if (drifted > 0)
        list.push_back({driftSentence(facts),
                        "Look at the features that drifted first, and decide whether the cause is the world "
                        "or the data's making."});
}

std::vector<Open> openMatters(const LifecycleFacts &facts)
{
    std::vector<Open> list;
    addFailures(facts, list);
    addQuality(facts, list);
    addDrift(facts, list);
    return list;
}

std::vector<std::string> missingMeasures(const LifecycleFacts &facts)
{
    std::vector<std::string> list;
    const auto note = [&](bool known, const char *what) {
        if (!known)
            list.emplace_back(what);
    };
    note(checkTally(facts).known(), "quality of the data");
    note(std::isfinite(numberAt(facts.test, "auc")), "ranking on test rows");
    note(std::isfinite(changeOf(facts).difference), "comparison with the model before");
    note(!servingSentence(facts).empty(), "latency");
    note(!driftSentence(facts).empty(), "drift");
    return list;
}

std::string joined(const std::vector<std::string> &words)
{
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i)
        text += (i == 0 ? "" : i + 1 == words.size() ? " and " : ", ") + words[i];
    return text;
}

Table gateTable(const Json &gates)
{
    Table table {.caption = "Gates", .columns = {{"Gate"}, {"Result"}, {"Value and limit"}}, .rows = {}};
    for (const auto &gate : gates) {
        const bool passed = passedIn(gate);
        table.rows.push_back({textIn(gate, "gate"),
                              Cell(passed ? "passed" : "refused", passed ? Tone::Ok : Tone::Bad),
                              textIn(gate, "sentence")});
    }
    return table;
}

std::string policySentence(const LifecycleFacts &facts)
{
    std::vector<std::string> reasons;
    const double drift = numberAt(facts.policy, "drift_limit");
    const double drop = numberAt(facts.policy, "accuracy_drop");
    const double days = numberAt(facts.policy, "days");
    const double pause = numberAt(facts.policy, "pause_days");
    if (std::isfinite(drift))
        reasons.push_back(fmt::format("the drift score is over {}", fixedText(drift, 2)));
    if (std::isfinite(drop))
        reasons.push_back(fmt::format("accuracy falls by more than {}", fixedText(drop, 2)));
    if (std::isfinite(days))
        reasons.push_back(counted(days, "day has", "days have") + " passed");
    if (reasons.empty())
        return "";
    auto text = "The model is trained again when " + joined(reasons);
    if (const auto last = text.rfind(" and "); reasons.size() > 1)
        text.replace(last, 5, " or ");
    if (std::isfinite(pause))
        text += fmt::format(", but not within {} of the last training", counted(pause, "day", "days"));
    return text + ".";
}

} // namespace

std::vector<Block> challengesSection(const LifecycleFacts &facts)
{
    List list;
    for (auto &matter : openMatters(facts))
        list.items.push_back(std::move(matter.challenge));
    const auto missing = missingMeasures(facts);
    if (!missing.empty())
        list.items.push_back(fmt::format("Not measured in this run: {}.", joined(missing)));
    if (list.items.empty())
        return {Paragraph {"Nothing failed, nothing drifted, and nothing was left unmeasured in this run."}};
    return {std::move(list)};
}

std::vector<Block> productionSection(const LifecycleFacts &facts)
{
    std::vector<Block> blocks;
    const auto sentence = gateSentence(facts);
    blocks.emplace_back(
        Paragraph {sentence.empty() ? "No version is registered, so nothing serves yet." : sentence});
    if (gateTally(facts).known())
        blocks.emplace_back(gateTable(*facts.gates));
    const auto policy = policySentence(facts);
    blocks.emplace_back(Paragraph {policy.empty() ? "When to train again was not recorded." : policy});
    const auto name = textAt(facts.version, "name");
    if (textAt(facts.version, "stage") == "Production" && !name.empty()) {
        blocks.emplace_back(
            Paragraph {"If the new version disappoints, one command brings the one before back:"});
        blocks.emplace_back(Code {"slipway registry rollback " + name});
    }
    return blocks;
}

std::vector<Block> futureSection(const LifecycleFacts &facts)
{
    List list;
    for (auto &matter : openMatters(facts)) {
        if (!matter.work.empty())
            list.items.push_back(std::move(matter.work));
    }
    const auto missing = missingMeasures(facts);
    if (!missing.empty())
        list.items.push_back(fmt::format("Measure what is missing: {}.", joined(missing)));
    if (list.items.empty())
        return {Paragraph {"Nothing in this run calls for work. The next one compares with it."}};
    return {std::move(list)};
}

} // namespace slipway::report
