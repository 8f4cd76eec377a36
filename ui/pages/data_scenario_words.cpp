#include "ui/pages/data_scenario_words.h"

#include "ui/models/number_text.h"
#include "ui/models/text.h"

#include <QLocale>

#include <cmath>

namespace slipway::ui {

using data::IncidentPicture;
using report::ChartKind;
using report::ChartSpec;
using report::Series;
using Measure = IncidentPicture::Measure;
using Spread = IncidentPicture::Spread;

namespace {

QString capital(const std::string &word)
{
    QString words = text(word);
    if (!words.isEmpty())
        words[0] = words[0].toUpper();
    return words;
}

std::vector<double> percent(std::vector<double> values, bool isShare)
{
    for (double &value : values)
        value *= isShare ? 100 : 1;
    return values;
}

double numberIn(const Json &json, const char *key)
{
    const auto found = json.find(key);
    return found != json.end() && found->is_number() ? found->get<double>() : std::nan("");
}

/// As many decimals as tell the values of a chart apart.
int decimalsFor(double greatest)
{
    return greatest >= 1000 ? 0 : greatest >= 10 ? 1 : greatest >= 1 ? 2 : 3;
}

double greatestOf(const ChartSpec &chart, const std::vector<double> Series::*values)
{
    double greatest = 0;
    for (const auto &series : chart.series) {
        for (const double value : series.*values)
            greatest = std::isfinite(value) ? std::max(greatest, std::abs(value)) : greatest;
    }
    return greatest;
}

} // namespace

QString ScenarioWords::scenarioName(const data::Scenario &scenario)
{
    return capital(scenario.name);
}

QString ScenarioWords::entitiesName(const data::Scenario &scenario)
{
    return capital(scenario.entitiesOf);
}

QString ScenarioWords::parameterName(const Parameter &parameter)
{
    return capital(parameter.name).replace(QLatin1Char('_'), QLatin1Char(' '));
}

QString ScenarioWords::strengthName(data::IncidentKind kind)
{
    using enum data::IncidentKind;
    switch (kind) {
    case NewCategory:
        return tr("S&hare of the rows");
    case SensorStuck:
    case MissingBlock:
        return tr("S&hare of the period");
    case UnitChange:
        return tr("&Factor");
    default:
        return tr("Stren&gth");
    }
}

QString ScenarioWords::size(const data::Scenario &scenario, const data::WorldEstimate &estimate,
                            const QString &format)
{
    QStringList tables;
    for (const auto &table : estimate.tables) {
        if (!scenario.table(table.name)->truth)
            tables << tr("%1 %2", "1,000 users").arg(NumberText::count(table.rows), text(table.name));
    }
    const auto bytes = static_cast<qint64>(estimate.bytes(scenario, format.toStdString()));
    return tr("About %1 on disk: %2.")
        .arg(QLocale().formattedDataSize(bytes, bytes < 10'000'000 ? 1 : 0, QLocale::DataSizeSIFormat),
             tables.join(tr(", ", "between the parts of a list")));
}

QString ScenarioWords::predicted(const data::Scenario &scenario)
{
    const auto &task = scenario.task;
    return tr("%1 of %2", "a column of a table").arg(text(task.target), text(task.table));
}

QString ScenarioWords::best(const data::WorldEstimate &estimate)
{
    const Json &best = estimate.ceiling;
    const auto score = [&](const char *key) { return NumberText::fixed(numberIn(best, key), 3); };
    const QString rows = NumberText::count(static_cast<double>(estimate.sampled));
    if (best.contains("best_rmse"))
        return tr("RMSE %1, WAPE %2, in a sample of %3 rows")
            .arg(score("best_rmse"), score("best_wape"), rows);
    if (best.contains("best_accuracy"))
        return tr("accuracy %1, AUC %2, in a sample of %3 rows")
            .arg(score("best_accuracy"), score("best_auc"), rows);
    if (!std::isfinite(numberIn(best, "best_auc")))
        return tr("Too few rows to say");
    return tr("AUC %1, F1 %2, in a sample of %3 rows").arg(score("best_auc"), score("best_f1"), rows);
}

bool ScenarioWords::isShare(const IncidentPicture &picture)
{
    return picture.measure == Measure::Level || picture.measure == Measure::Filled
        || (picture.measure == Measure::Label && !picture.level.empty());
}

QString ScenarioWords::value(const IncidentPicture &picture, double value)
{
    if (!isShare(picture))
        return NumberText::fixed(value, decimalsFor(std::abs(value)));
    constexpr double rare = 0.01; // below it one decimal tells nothing
    return value > 0 && value < rare ? tr("%1%").arg(NumberText::fixed(100 * value, 3))
                                     : NumberText::share(value);
}

QString ScenarioWords::measureTitle(const IncidentPicture &picture)
{
    const QString column = text(picture.column);
    switch (picture.measure) {
    case Measure::Level:
        return tr("Share of %1 in %2").arg(text(picture.level), column);
    case Measure::Label:
        return picture.level.empty() ? tr("Mean of %1").arg(column)
                                     : tr("Share of %1 = %2").arg(column, text(picture.level));
    case Measure::Filled:
        return tr("Rows with a value of %1").arg(column);
    case Measure::Mean:
        break;
    }
    return tr("Mean of %1").arg(column);
}

QString ScenarioWords::effect(const IncidentPicture &picture, int days)
{
    const auto day = [](double of) {
        return NumberText::fixed(of, std::abs(of - std::round(of)) < 0.05 ? 0 : 1);
    };
    const QString when = picture.toDay < days
        ? tr("From day %1 to day %2").arg(day(picture.fromDay), day(picture.toDay))
        : tr("From day %1 on").arg(day(picture.fromDay));
    if (picture.rowsAfter == 0)
        return tr("%1 there are no rows: nothing changes.").arg(when);
    const QString with = value(picture, picture.meanWith);
    const QString without = value(picture, picture.meanWithout);
    const QString column = text(picture.column);
    switch (picture.measure) {
    case Measure::Level:
        return tr("%1, %2 is %3 of %4 instead of %5.").arg(when, text(picture.level), with, column, without);
    case Measure::Label:
        return picture.level.empty()
            ? tr("%1, %2 is %3 on average instead of %4.").arg(when, column, with, without)
            : tr("%1, %2 is %3 in %4 of the rows instead of %5.")
                  .arg(when, column, text(picture.level), with, without);
    case Measure::Filled:
        return picture.renamed.empty()
            ? tr("%1, %2 has a value in %3 of the rows instead of %4.").arg(when, column, with, without)
            : tr("%1, %2 is blank and %3 holds its values.").arg(when, column, text(picture.groups.back()));
    case Measure::Mean:
        break;
    }
    return std::isfinite(picture.meanWith)
        ? tr("%1, %2 is %3 on average instead of %4.").arg(when, column, with, without)
        : tr("%1, %2 has no values.").arg(when, column);
}

ChartSpec ScenarioWords::course(const IncidentPicture &picture, int days)
{
    ChartSpec chart;
    chart.kind = ChartKind::Line;
    chart.title = measureTitle(picture).toStdString();
    chart.unit = (isShare(picture)          ? tr("%, by day")
                      : picture.logarithmic ? tr("by day, log scale")
                                            : tr("by day"))
                     .toStdString();
    chart.sentence = effect(picture, days).toStdString();
    chart.emptyReason = tr("No row has a value.").toStdString();
    chart.x.lower = 0;
    chart.x.upper = days;
    Series without {.name = tr("without").toStdString(), .reference = true};
    Series with {.name = tr("with").toStdString()};
    without.x = with.x = picture.days;
    without.y = percent(picture.without, isShare(picture));
    with.y = percent(picture.with, isShare(picture));
    chart.series = {without, with};
    if (!picture.renamed.empty())
        chart.series.push_back({.name = picture.groups.back(),
                                .x = picture.days,
                                .y = percent(picture.renamed, true),
                                .style = 1});
    if (picture.logarithmic)
        chart.y.scale = report::ScaleKind::Logarithmic;
    else
        chart.y.lower = 0;
    chart.decimals = decimalsFor(greatestOf(chart, &Series::y));
    const auto mark = [&](double day, const QString &word) {
        chart.limits.push_back({.value = day, .word = word.toStdString(), .onX = true});
    };
    mark(picture.fromDay, tr("begins"));
    if (picture.toDay < days)
        mark(picture.toDay, tr("ends"));
    return chart;
}

QString ScenarioWords::spreadTitle(const IncidentPicture &picture)
{
    const QString column = text(picture.column);
    if (picture.measure == Measure::Filled)
        return tr("Where the values are");
    if (picture.spread != Spread::Rates)
        return tr("Values of %1").arg(column);
    if (picture.groupedBy.empty())
        return measureTitle(picture);
    return tr("%1 by %2", "share of churn = 1 by tenure").arg(measureTitle(picture), text(picture.groupedBy));
}

std::vector<std::string> ScenarioWords::groupNames(const IncidentPicture &picture)
{
    if (!picture.groups.empty() || picture.edges.empty())
        return picture.groups;
    std::vector<std::string> names;
    const auto shown = [](double value) { return QLocale().toString(value, 'g', 4); };
    for (std::size_t i = 0; i + 1 < picture.edges.size(); ++i)
        names.push_back(tr("%1 to %2", "5 to 10")
                            .arg(shown(picture.edges[i]), shown(picture.edges[i + 1]))
                            .toStdString());
    return names;
}

ChartSpec ScenarioWords::spread(const IncidentPicture &picture, int days)
{
    ChartSpec chart;
    chart.title = spreadTitle(picture).toStdString();
    const bool inPercent = picture.spread != Spread::Rates || isShare(picture);
    const QString rows = picture.logarithmic ? tr("% of the rows above 0, log scale") : tr("% of the rows");
    chart.unit = (picture.spread == Spread::Rates ? (inPercent ? tr("%") : QString()) : rows).toStdString();
    chart.sentence = effect(picture, days).toStdString();
    chart.emptyReason = tr("No row has a value while it lasts.").toStdString();
    Series without {.name = tr("without").toStdString(), .reference = true};
    Series with {.name = tr("with").toStdString()};
    if (picture.spread == Spread::Histogram) {
        chart.kind = ChartKind::Histogram;
        chart.y.lower = 0;
        if (picture.logarithmic)
            chart.x.scale = report::ScaleKind::Logarithmic;
        without.x = with.x = picture.edges;
        without.y = percent(picture.sharesWithout, true);
        with.y = percent(picture.sharesWith, true);
    } else {
        chart.kind = ChartKind::Bars;
        chart.x.lower = 0;
        chart.y.categories = groupNames(picture);
        without.x = percent(picture.sharesWithout, inPercent);
        with.x = percent(picture.sharesWith, inPercent);
    }
    chart.series = {without, with};
    const bool bars = chart.kind == ChartKind::Bars;
    chart.decimals = decimalsFor(greatestOf(chart, bars ? &Series::x : &Series::y));
    return chart;
}

} // namespace slipway::ui
