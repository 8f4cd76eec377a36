#include "ui/pages/evaluate_metrics.h"

#include "core/base/json_value.h"
#include "core/evaluate/metric_catalogue.h"
#include "ui/models/number_text.h"
#include "ui/models/roles.h"
#include "ui/models/text.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace slipway::ui {

namespace {

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

/// Where a metric stands in the catalogue; behind all others where it is not in there.
std::ptrdiff_t place(const std::string &key)
{
    const auto catalogue = evaluate::metricCatalogue();
    const auto known = evaluate::findMetric(key);
    return known ? known->metric - catalogue.data() : static_cast<std::ptrdiff_t>(catalogue.size());
}

QString meaningOf(const std::string &key)
{
    const auto known = evaluate::findMetric(key);
    return known ? QCoreApplication::translate("slipway::evaluate", std::string(known->metric->source).c_str())
                 : QString();
}

} // namespace

void EvaluationMetrics::setEvaluation(const Json &evaluation)
{
    beginResetModel();
    m_rows.clear();
    const Json metrics = valueOr(evaluation, "metrics", Json::object());
    addMetrics(metrics);
    addCounts(valueOr(metrics, "confusion", Json::object()));
    endResetModel();
}

void EvaluationMetrics::addMetrics(const Json &metrics)
{
    std::vector<std::string> keys;
    for (const auto &metric : metrics.items()) {
        if (metric.value().is_number() || metric.value().is_null())
            keys.push_back(metric.key());
    }
    std::stable_sort(keys.begin(), keys.end(),
                     [](const auto &left, const auto &right) { return place(left) < place(right); });
    const Json reasons = valueOr(metrics, "undefined", Json::object());
    for (const auto &key : keys) {
        const double value = valueOr(metrics, key.c_str(), unknown);
        const auto known = evaluate::findMetric(key);
        const QString reason = text(valueOr(reasons, key.c_str(), std::string()));
        // What the catalogue does not know are numbers of users: queries, and queries with both classes.
        m_rows.append({text(key), NumberText::metricLabel(key), value,
                       known ? NumberText::metric(key, value) : NumberText::count(value),
                       reason.isEmpty() ? meaningOf(key) : reason});
    }
}

void EvaluationMetrics::addCounts(const Json &confusion)
{
    const auto add = [&](const char *key, const QString &name, const QString &meaning) {
        const double value = valueOr(confusion, key, unknown);
        if (std::isfinite(value))
            m_rows.append({QString::fromLatin1(key), name, value, NumberText::count(value), meaning});
    };
    add("true_positives", tr("Found"), tr("Clicks with a score of at least the threshold (true positives)."));
    add("false_negatives", tr("Missed"), tr("Clicks with a lower score (false negatives)."));
    add("false_positives", tr("False alarms"), tr("Other rows with a score of at least the threshold (false positives)."));
    add("true_negatives", tr("Rightly left out"), tr("Other rows with a lower score (true negatives)."));
}

int EvaluationMetrics::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int EvaluationMetrics::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant EvaluationMetrics::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || index.row() >= m_rows.size())
        return {};
    const Row &row = m_rows[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == Name ? row.name : index.column() == Value ? row.shown : row.meaning;
    case Qt::ToolTipRole:
        return row.meaning;
    case Qt::TextAlignmentRole:
        return headerData(index.column(), Qt::Horizontal, role);
    case Qt::AccessibleTextRole:
        return tr("%1: %2. %3").arg(row.name, row.shown, row.meaning);
    case SortRole:
        return index.column() == Value ? QVariant(row.value) : data(index, Qt::DisplayRole);
    case IdRole:
        return row.key;
    default:
        return {};
    }
}

QVariant EvaluationMetrics::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal)
        return {};
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue((section == Value ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    if (role != Qt::DisplayRole)
        return {};
    return section == Name ? tr("Metric") : section == Value ? tr("Value") : tr("What it says");
}

} // namespace slipway::ui
