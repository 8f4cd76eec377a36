#include "core/report/lifecycle_parts.h"

#include "core/evaluate/number_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace slipway::report {

using evaluate::countText;
using evaluate::durationText;
using evaluate::fixedText;
using evaluate::intervalText;
using evaluate::shareText;
using evaluate::signedIntervalText;
using evaluate::signedText;
using evaluate::twoDigitText;

std::string rankingSentence(const LifecycleFacts &facts)
{
    const double auc = numberAt(facts.test, "auc");
    if (!std::isfinite(auc))
        return "";
    const auto interval = intervalAt(facts.test, "auc_ci");
    const auto rows = numberAt(facts.test, "n");
    const auto on =
        std::isfinite(rows) ? " on " + countText(rows) + " test rows" : std::string(" on the test rows");
    const auto sure = interval.known()
        ? fmt::format(", 95% interval {}", intervalText(interval.low, interval.high, 3))
        : "";
    return fmt::format("A positive row scores above a negative one in {} of 100 pairs{} (AUC {}{}).",
                       fixedText(100 * auc, 1), on, fixedText(auc, 3), sure);
}

std::string ceilingSentence(const LifecycleFacts &facts)
{
    const double auc = numberAt(facts.test, "auc");
    const double ceiling = numberAt(facts.ceiling, "auc");
    if (!std::isfinite(auc) || !std::isfinite(ceiling))
        return "";
    const auto text = fixedText(ceiling, 3);
    if (auc >= ceiling)
        return fmt::format("The AUC reaches the ceiling of {}, which is what the generator's own "
                           "probabilities reach on the same rows.",
                           text);
    const auto way = ceiling > 0.5
        ? fmt::format(", {} of the way from chance to there", shareText((auc - 0.5) / (ceiling - 0.5)))
        : std::string();
    return fmt::format(
        "The AUC is {} below the ceiling of {}, the AUC of the generator's own probabilities on "
        "the same rows{}.",
        fixedText(ceiling - auc, 3), text, way);
}

std::string comparisonSentence(const LifecycleFacts &facts)
{
    const auto change = changeOf(facts);
    if (!std::isfinite(change.difference))
        return "";
    const auto values = fmt::format("AUC {} against {}", fixedText(numberAt(facts.comparison, "auc_b"), 3),
                                    fixedText(numberAt(facts.comparison, "auc_a"), 3));
    const auto difference = change.interval.known()
        ? fmt::format("difference {}, 95% interval {}", signedText(change.difference, 3),
                      signedIntervalText(change.interval.low, change.interval.high, 3))
        : "difference " + signedText(change.difference, 3);
    const auto proof = fmt::format("{}; {}", difference, values);
    if (change.verdict == "b_better")
        return fmt::format("It ranks better than the model before: {}.", proof);
    if (change.verdict == "a_better")
        return fmt::format("It ranks worse than the model before: {}.", proof);
    if (change.verdict == "no_difference")
        return fmt::format("There is no difference to the model before: {}.", proof);
    return fmt::format("Whether it ranks better than the model before cannot be said from these rows: {}.",
                       proof);
}

std::string gateSentence(const LifecycleFacts &facts)
{
    const auto gates = gateTally(facts);
    const auto stage = textAt(facts.version, "stage");
    const auto name = textAt(facts.version, "name");
    auto who = name.empty() ? versionWords(facts) : name + " " + versionWords(facts);
    if (who.starts_with("the model"))
        who = "The model";
    const auto serves = stage == "Production" ? " and is in production"
        : stage.empty()                       ? ""
                                              : fmt::format(" and is in stage {}", stage);
    if (!gates.known()) {
        if (stage.empty())
            return "";
        return stage == "Production" ? who + " is in production."
                                     : fmt::format("{} is in stage {}.", who, stage);
    }
    if (gates.all())
        return fmt::format("{} passed {}{}.", who,
                           gates.total == 1 ? "its gate" : fmt::format("all {} gates", gates.total), serves);
    return fmt::format("{} was refused by {} of {} gates{}.", who, gates.total - gates.passed, gates.total,
                       serves);
}

std::string validationSentence(const LifecycleFacts &facts)
{
    const auto checks = checkTally(facts);
    if (!checks.known())
        return "";
    if (checks.all())
        return fmt::format("The data passed {}.",
                           checks.total == 1 ? "its check" : fmt::format("all {} checks", checks.total));
    return fmt::format("The data failed {} of {} checks.", checks.total - checks.passed, checks.total);
}

std::string driftSentence(const LifecycleFacts &facts)
{
    const auto columns = driftColumns(facts);
    const double drifted = numberAt(facts.drift, "summary.drifted_columns");
    const double all = numberAt(facts.drift, "summary.columns");
    if (!std::isfinite(drifted) || !std::isfinite(all))
        return "";
    const double score = numberAt(facts.drift, "summary.overall_score");
    const auto overall =
        std::isfinite(score) ? fmt::format(" The overall drift score is {}.", fixedText(score, 3)) : "";
    if (drifted == 0)
        return fmt::format("None of {} drifted.{}", counted(all, "feature", "features"), overall);
    std::string names;
    std::size_t named = 0;
    for (const auto &column : columns) {
        if (column.drifted && named < 3)
            names += (named++ > 0 ? ", " : "") + column.name;
    }
    if (!names.empty())
        names = fmt::format("{}{}", static_cast<double>(named) < drifted ? ", most of all " : ": ", names);
    return fmt::format("{} of {} drifted{}.{}", countText(drifted), counted(all, "feature", "features"),
                       names, overall);
}

std::string servingSentence(const LifecycleFacts &facts)
{
    const double p50 = numberAt(facts.serving, "p50_ms");
    const double p99 = numberAt(facts.serving, "p99_ms");
    if (!std::isfinite(p50) || !std::isfinite(p99))
        return "";
    const double requests = numberAt(facts.serving, "requests");
    const auto of =
        std::isfinite(requests) ? " of " + counted(requests, "request", "requests") : std::string();
    return fmt::format("Half{} were answered within {} ms, 99 of 100 within {} ms.", of, twoDigitText(p50),
                       twoDigitText(p99));
}

std::string trainingSentence(const LifecycleFacts &facts)
{
    const Json *history = factAt(facts.model, "training.history");
    const auto epochs = history && history->is_array() ? static_cast<double>(history->size()) : 0;
    if (epochs == 0)
        return "";
    const double seconds = numberAt(facts.model, "training.seconds");
    const double best = numberAt(facts.model, "training.best_epoch");
    auto text = "Training took " + counted(epochs, "epoch", "epochs");
    if (std::isfinite(seconds))
        text += " and " + durationText(seconds);
    if (std::isfinite(best))
        text += fmt::format("; epoch {} was kept", countText(best));
    const Json *stopped = factAt(facts.model, "training.stopped_early");
    if (stopped && stopped->is_boolean() && stopped->get<bool>())
        text += ", and the training stopped by itself because nothing improved after it";
    return text + ".";
}

} // namespace slipway::report
