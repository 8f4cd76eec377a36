#include "core/report/lifecycle_parts.h"

#include "core/evaluate/number_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace slipway::report {

namespace {

constexpr std::size_t mostBars = 20;

using evaluate::fixedText;

Series history(const LifecycleFacts &facts, const char *key, std::string name)
{
    Series series {.name = std::move(name)};
    const Json *epochs = factAt(facts.model, "training.history");
    if (!epochs || !epochs->is_array())
        return series;
    for (const auto &epoch : *epochs) {
        series.x.push_back(numberIn(epoch, "epoch"));
        series.y.push_back(numberIn(epoch, key));
    }
    return series;
}

void markBest(ChartSpec &chart, const LifecycleFacts &facts)
{
    const double best = numberAt(facts.model, "training.best_epoch");
    if (std::isfinite(best) && !chart.empty())
        chart.limits.push_back(
            {.value = best, .word = "kept, epoch " + evaluate::countText(best), .onX = true});
}

/// "falls from 0.512 to 0.431", from the first to the last value that is there.
std::string course(const Series &series)
{
    std::vector<double> values;
    std::copy_if(series.y.begin(), series.y.end(), std::back_inserter(values),
                 [](double y) { return std::isfinite(y); });
    if (values.size() < 2)
        return values.empty() ? "was not measured" : "is " + fixedText(values.front(), 3);
    const auto first = fixedText(values.front(), 3);
    const auto last = fixedText(values.back(), 3);
    if (first == last)
        return "stays at " + first;
    return fmt::format("{} from {} to {}", values.back() > values.front() ? "rises" : "falls", first, last);
}

/// "; it is highest in epoch 6 with 0.738", unless that is where it ends.
std::string peak(const Series &series)
{
    std::size_t best = 0;
    for (std::size_t i = 1; i < series.y.size(); ++i) {
        if (series.y[i] > series.y[best])
            best = i;
    }
    if (best + 1 >= series.y.size() || !std::isfinite(series.y[best]))
        return "";
    return fmt::format("; it is highest in epoch {} with {}", evaluate::countText(series.x[best]),
                       fixedText(series.y[best], 3));
}

double limitOfPsi(const LifecycleFacts &facts)
{
    return numberAt(facts.drift, "psi_limit");
}

} // namespace

ChartSpec lossCurves(const LifecycleFacts &facts)
{
    ChartSpec chart {.title = "Loss per epoch", .unit = "log loss, lower is better"};
    chart.x = {.label = "Epoch", .whole = true};
    chart.emptyReason = "The training's history was not recorded.";
    auto train = history(facts, "train_loss", "training");
    auto validation = history(facts, "val_loss", "validation");
    train.style = 0;
    validation.style = 1;
    chart.series = {train, validation};
    chart.sentence = fmt::format("The loss on training rows {}, on validation rows it {}.", course(train),
                                 course(validation));
    markBest(chart, facts);
    return chart;
}

ChartSpec aucCurve(const LifecycleFacts &facts)
{
    ChartSpec chart {.title = "AUC per epoch", .unit = "validation rows, higher is better"};
    chart.x = {.label = "Epoch", .whole = true};
    chart.emptyReason = "The training's history was not recorded.";
    auto series = history(facts, "val_auc", "validation");
    series.style = 1;
    chart.sentence = fmt::format("The AUC on validation rows {}{}.", course(series), peak(series));
    chart.series = {series};
    markBest(chart, facts);
    return chart;
}

ChartSpec calibrationChart(const LifecycleFacts &facts)
{
    ChartSpec chart {
        .kind = ChartKind::Calibration, .title = "Calibration", .unit = "share of positives by score"};
    chart.x = {.label = "Predicted share", .lower = 0, .upper = 1};
    chart.y = {.label = "Observed share", .lower = 0, .upper = 1};
    Series points {.name = "test"};
    double furthest = 0;
    const Json *bins = factAt(facts.test, "calibration");
    for (const auto &bin : bins && bins->is_array() ? *bins : Json::array()) {
        points.x.push_back(numberIn(bin, "score"));
        points.y.push_back(numberIn(bin, "share"));
        points.low.push_back(numberIn(bin, "low"));
        points.high.push_back(numberIn(bin, "high"));
        const double distance = std::abs(points.y.back() - points.x.back());
        furthest = std::isfinite(distance) ? std::max(furthest, distance) : furthest;
    }
    chart.series = {{.name = "perfect", .x = {0, 1}, .y = {0, 1}, .reference = true}, points};
    const double error = numberAt(facts.test, "ece");
    chart.sentence = fmt::format("Points on the dashed line keep what they promise; the furthest is {} away.",
                                 fixedText(furthest, 3));
    if (std::isfinite(error))
        chart.sentence +=
            fmt::format(" The calibration error, weighted by rows, is {}.", fixedText(error, 3));
    return chart;
}

ChartSpec driftBars(const LifecycleFacts &facts)
{
    ChartSpec chart {.kind = ChartKind::Bars, .title = "Drift per feature", .unit = "PSI"};
    chart.emptyReason = "Drift was not measured.";
    Series bars {.name = "PSI"};
    const auto columns = driftColumns(facts);
    for (const auto &column : columns) {
        if (bars.x.size() < mostBars) {
            chart.y.categories.push_back(column.name);
            bars.x.push_back(column.psi);
        }
    }
    chart.series = {bars};
    if (columns.empty())
        return chart;
    const double limit = limitOfPsi(facts);
    if (std::isfinite(limit)) {
        chart.limits.push_back(
            {.value = limit, .word = "limit " + fixedText(limit, 2), .onX = true, .worse = Worse::Above});
        const auto over = std::count_if(columns.begin(), columns.end(),
                                        [&](const auto &column) { return column.psi > limit; });
        chart.sentence = over == 0
            ? "No feature is over the limit."
            : counted(static_cast<double>(over), "feature is", "features are") + " over the limit.";
    }
    if (std::isfinite(columns.front().psi)) {
        chart.sentence +=
            fmt::format("{}{} has moved most, with a PSI of {}.", chart.sentence.empty() ? "" : " ",
                        columns.front().name, fixedText(columns.front().psi, 3));
    }
    if (columns.size() > mostBars)
        chart.sentence += fmt::format(" The {} largest of {} are shown.", mostBars, columns.size());
    return chart;
}

ChartSpec stepBars(const LifecycleFacts &facts)
{
    ChartSpec chart {.kind = ChartKind::Bars, .title = "Time per step", .unit = "seconds"};
    chart.decimals = 1;
    chart.emptyReason = "No step was timed.";
    Series bars {.name = "seconds"};
    const Json *steps = factAt(facts.steps, "");
    double total = 0;
    std::size_t longest = 0;
    for (const auto &step : steps && steps->is_array() ? *steps : Json::array()) {
        const double seconds = numberIn(step, "seconds");
        chart.y.categories.push_back(textIn(step, "name"));
        bars.x.push_back(seconds);
        total += std::isfinite(seconds) ? seconds : 0;
        if (seconds > bars.x[longest])
            longest = bars.x.size() - 1;
    }
    chart.series = {bars};
    if (total > 0 && std::isfinite(bars.x[longest])) {
        chart.sentence = fmt::format("{} took {} in all; the longest step was \"{}\" with {}.",
                                     counted(static_cast<double>(bars.x.size()), "step", "steps"),
                                     evaluate::durationText(total), chart.y.categories[longest],
                                     evaluate::durationText(bars.x[longest]));
    }
    return chart;
}

} // namespace slipway::report
