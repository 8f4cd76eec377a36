#include "ui/models/comparison_model.h"

#include "core/base/json_value.h"
#include "core/evaluate/metric_catalogue.h"
#include "ui/models/number_text.h"
#include "ui/models/same_number.h"
#include "ui/models/text.h"
#include "ui/widgets/item_roles.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace slipway::ui {

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

/// In the order of the table; those that neither model has are left out.
constexpr std::array keys {"auc",       "average_precision", "user_auc", "ndcg@10",
                           "recall@10", "log_loss",          "brier",    "ece",
                           "f1",        "precision",         "recall"};

double numberIn(const Json &object, const char *key)
{
    return valueOr(object, key, none);
}

bool dependsOnThreshold(const std::string &key)
{
    return key == "f1" || key == "precision" || key == "recall";
}

Comparison::Verdict verdictNamed(const std::string &name)
{
    if (name == "b_better")
        return Comparison::Verdict::BBetter;
    if (name == "a_better")
        return Comparison::Verdict::ABetter;
    return name == "no_difference" ? Comparison::Verdict::NoDifference : Comparison::Verdict::Inconclusive;
}

} // namespace

bool Comparison::hasInterval() const
{
    return std::isfinite(low) && std::isfinite(high);
}

Comparison comparisonFrom(const Json &result)
{
    const auto ends = valueOr(result, "ci", Json());
    const bool known = ends.is_array() && ends.size() == 2 && ends[0].is_number() && ends[1].is_number();
    const auto rightAlone = valueOr(result, "mcnemar", Json::object());
    return {.verdict = verdictNamed(valueOr(result, "verdict", std::string())),
            .aucA = numberIn(result, "auc_a"),
            .aucB = numberIn(result, "auc_b"),
            .difference = -numberIn(result, "difference"),
            .low = known ? -ends[1].get<double>() : none,
            .high = known ? -ends[0].get<double>() : none,
            .p = numberIn(result, "p_value"),
            .smallest = numberIn(result, "smallest_difference"),
            .onlyA = numberIn(rightAlone, "b"),
            .onlyB = numberIn(rightAlone, "c"),
            .mcNemarP = numberIn(rightAlone, "p_value"),
            .rows = numberIn(result, "n"),
            .data = text(valueOr(result, "data", std::string()))};
}

QString changeText(double value, int decimals)
{
    const QString shown = NumberText::fixed(value, decimals);
    const bool isZero = shown == NumberText::fixed(0, decimals);
    return value > 0 && !isZero ? u'+' + shown : shown;
}

bool MetricPair::operator==(const MetricPair &other) const
{
    return key == other.key && sameNumber(a, other.a) && sameNumber(b, other.b) && sameNumber(low, other.low)
        && sameNumber(high, other.high);
}

void ComparisonModel::show(const Json &evaluationA, const Json &evaluationB,
                           const std::optional<Comparison> &comparison)
{
    const auto metricsA = valueOr(evaluationA, "metrics", Json::object());
    const auto metricsB = valueOr(evaluationB, "metrics", Json::object());
    const double threshold = numberIn(metricsA, "threshold");
    m_threshold = threshold == numberIn(metricsB, "threshold") ? threshold : none;
    std::vector<MetricPair> next;
    for (const char *key : keys) {
        MetricPair pair {QString::fromLatin1(key), numberIn(metricsA, key), numberIn(metricsB, key), none,
                         none};
        if (pair.key == QLatin1String("auc") && comparison) {
            const auto dataA = valueOr(evaluationA, "data", Json::object());
            if (text(valueOr(dataA, "name", std::string())) == comparison->data) {
                pair.a = comparison->aucA;
                pair.b = comparison->aucB;
                pair.low = comparison->low;
                pair.high = comparison->high;
            }
        }
        if (std::isfinite(pair.a) || std::isfinite(pair.b))
            next.push_back(pair);
    }
    replaceRows(std::move(next));
    answered();
}

double ComparisonModel::reach() const
{
    double farthest = 0;
    for (const auto &pair : rows()) {
        if (std::isfinite(pair.low))
            farthest = std::max({farthest, std::abs(pair.low), std::abs(pair.high)});
    }
    return farthest;
}

int ComparisonModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ComparisonModel::headerCell(int column, int role) const
{
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(column == A || column == B || column == Change ? numbers() : words());
    if (role == Qt::ToolTipRole && column == Interval)
        return tr("The 95% interval of the difference; right of the line B is better.");
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Metric:
        return tr("Metric");
    case A:
        return tr("● A");
    case B:
        return tr("■ B");
    case Change:
        return tr("B minus A");
    case Interval:
        return tr("← A better   B better →");
    default:
        return {};
    }
}

QVariant ComparisonModel::cell(const MetricPair &pair, int column, int role) const
{
    const bool known = std::isfinite(pair.low);
    switch (role) {
    case Qt::DisplayRole:
        return shown(pair, column);
    case Qt::TextAlignmentRole:
        return headerCell(column, role);
    case Qt::ToolTipRole: {
        const auto metric = evaluate::findMetric(pair.key.toStdString());
        if (column == Interval)
            return known ? sentence(pair) : tr("The interval of this difference is not measured.");
        return metric ? text(metric->metric->source) : QString();
    }
    case SortRole:
        if (column == A)
            return pair.a;
        if (column == B)
            return pair.b;
        if (column == Change)
            return pair.b - pair.a;
        return column == Interval ? QVariant(known ? pair.b - pair.a : none) : QVariant(shown(pair, column));
    case IntervalLowRole:
        return pair.low;
    case IntervalHighRole:
        return pair.high;
    case StrongRole:
        // Only where the interval says so.
        return known && ((column == B && pair.low > 0) || (column == A && pair.high < 0));
    case Qt::AccessibleTextRole:
        return sentence(pair);
    case IdRole:
        return pair.key;
    default:
        return {};
    }
}

QString ComparisonModel::shown(const MetricPair &pair, int column) const
{
    const auto key = pair.key.toStdString();
    switch (column) {
    case Metric:
        return dependsOnThreshold(key) && std::isfinite(m_threshold)
            ? tr("%1 at %2").arg(NumberText::metricLabel(key), NumberText::twoDigits(m_threshold))
            : NumberText::metricLabel(key);
    case A:
        return NumberText::metric(key, pair.a);
    case B:
        return NumberText::metric(key, pair.b);
    case Change:
        return changeText(pair.b - pair.a);
    case Interval:
        return std::isfinite(pair.low) ? tr("%1 to %2").arg(changeText(pair.low), changeText(pair.high))
                                       : QString();
    default:
        return {};
    }
}

QString ComparisonModel::sentence(const MetricPair &pair) const
{
    const QString values = tr("%1: A %2, B %3, B minus A %4")
                               .arg(shown(pair, Metric), shown(pair, A), shown(pair, B), shown(pair, Change));
    return std::isfinite(pair.low) ? tr("%1, 95% interval %2.").arg(values, shown(pair, Interval))
                                   : tr("%1.").arg(values);
}

} // namespace slipway::ui
