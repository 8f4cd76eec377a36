#include "ui/models/metrics_model.h"

#include "ui/models/number_text.h"
#include "ui/models/same_number.h"
#include "ui/models/text.h"

#include <cmath>
#include <map>

namespace slipway::ui {

namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();

} // namespace

bool MetricStep::operator==(const MetricStep &other) const
{
    return step == other.step
        && std::equal(values.begin(), values.end(), other.values.begin(), other.values.end(), sameNumber);
}

MetricsModel::MetricsModel(WorkspaceReader &reader, QObject *parent)
    : RowsModel(parent)
    , m_reader(reader)
{
}

void MetricsModel::showRun(const QString &run)
{
    if (run == m_run)
        return;
    m_run = run;
    m_pending.cancel();
    m_keys.clear();
    clearRows();
    refresh();
}

void MetricsModel::refresh()
{
    if (m_run.isEmpty())
        return;
    if (m_pending.isWaiting()) {
        m_readAgain = true;
        return;
    }
    m_readAgain = false;
    m_reader.curves(m_pending, m_run, [this](const Result<std::vector<workspace::MetricCurve>> &curves) {
        if (!curves) {
            Q_EMIT failed(curves.error());
            return;
        }
        take(curves.value());
        answered();
        if (m_readAgain)
            refresh();
    });
}

/// Records are written up to 250 ms after a point was measured: what the job has told already stays.
void MetricsModel::take(const std::vector<workspace::MetricCurve> &curves)
{
    for (const auto &curve : curves)
        columnOf(curve.key);
    std::map<qint64, MetricStep> steps;
    for (const auto &row : rows())
        steps[row.step] = row;
    for (const auto &curve : curves) {
        const auto column = columnOf(curve.key);
        for (const auto &point : curve.points) {
            auto &row = steps[point.step];
            row.step = point.step;
            row.values.resize(m_keys.size(), none);
            row.values[column] = point.value;
        }
    }
    std::vector<MetricStep> next;
    for (auto &[step, row] : steps)
        next.push_back(std::move(row));
    replaceRows(std::move(next));
    for (const auto &key : m_keys)
        Q_EMIT grown(text(key));
}

void MetricsModel::add(const Measurement &point)
{
    if (m_run.isEmpty() || point.run != m_run)
        return;
    put(columnOf(point.key.toStdString()), point.step, point.value);
    Q_EMIT grown(point.key);
}

std::size_t MetricsModel::columnOf(const std::string &key)
{
    const auto found = std::find(m_keys.begin(), m_keys.end(), key);
    const auto metric = static_cast<std::size_t>(found - m_keys.begin());
    if (found != m_keys.end())
        return metric;
    const int column = columnCount();
    beginInsertColumns({}, column, column);
    m_keys.push_back(key);
    for (int row = 0; row < rowCount(); ++row)
        mutableRow(row).values.resize(m_keys.size(), none);
    endInsertColumns();
    return metric;
}

void MetricsModel::put(std::size_t metric, qint64 step, double value)
{
    const auto place =
        std::lower_bound(rows().begin(), rows().end(), step,
                         [](const MetricStep &row, qint64 wanted) { return row.step < wanted; });
    const int row = static_cast<int>(place - rows().begin());
    if (place == rows().end() || place->step != step) {
        std::vector<MetricStep> fresh {{step, std::vector<double>(m_keys.size(), none)}};
        fresh.front().values[metric] = value;
        insertAt(row, fresh.begin(), fresh.end());
        return;
    }
    mutableRow(row).values[metric] = value;
    announceRows(row, row);
}

QStringList MetricsModel::keys() const
{
    return texts(m_keys);
}

MetricCurveData MetricsModel::curve(const QString &key) const
{
    MetricCurveData curve {key, NumberText::metricLabel(key.toStdString()), {}, {}};
    const auto found = std::find(m_keys.begin(), m_keys.end(), key.toStdString());
    if (found == m_keys.end())
        return curve;
    const auto metric = static_cast<std::size_t>(found - m_keys.begin());
    for (const auto &row : rows()) {
        if (!std::isfinite(row.values[metric]))
            continue;
        curve.steps << static_cast<double>(row.step);
        curve.values << row.values[metric];
    }
    return curve;
}

int MetricsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : 1 + static_cast<int>(m_keys.size());
}

QVariant MetricsModel::headerCell(int column, int role) const
{
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(numbers());
    if (role != Qt::DisplayRole)
        return {};
    return column == 0 ? tr("Step") : NumberText::metricLabel(m_keys[static_cast<std::size_t>(column - 1)]);
}

QVariant MetricsModel::cell(const MetricStep &step, int column, int role) const
{
    if (role == Qt::TextAlignmentRole)
        return headerCell(column, role);
    const auto metric = static_cast<std::size_t>(std::max(column - 1, 0));
    switch (role) {
    case Qt::DisplayRole:
        return column == 0 ? NumberText::count(static_cast<double>(step.step))
                           : NumberText::metric(m_keys[metric], step.values[metric]);
    case SortRole:
        return column == 0 ? QVariant(step.step) : QVariant(step.values[metric]);
    case Qt::AccessibleTextRole:
        if (column == 0)
            return tr("Step %1.").arg(NumberText::count(static_cast<double>(step.step)));
        return tr("%1 at step %2: %3.")
            .arg(NumberText::metricLabel(m_keys[metric]), NumberText::count(static_cast<double>(step.step)),
                 NumberText::metric(m_keys[metric], step.values[metric]));
    default:
        return {};
    }
}

QString MetricsModel::keyOf(const MetricStep &step) const
{
    return QString::number(step.step);
}

} // namespace slipway::ui
