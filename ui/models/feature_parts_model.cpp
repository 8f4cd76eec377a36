#include "ui/models/feature_parts_model.h"

#include "ui/models/number_text.h"

#include <cmath>

namespace slipway::ui {

namespace {

/// Four digits, and all of them from 1,000 on.
QString fourDigits(double value)
{
    const double size = std::abs(value);
    if (!std::isfinite(value) || size == 0 || size >= 1000)
        return NumberText::fixed(value, 0);
    const int decimals = 3 - static_cast<int>(std::floor(std::log10(size)));
    return NumberText::fixed(value, std::clamp(decimals, 0, 6));
}

} // namespace

void FeaturePartsModel::show(const FeatureDistribution &distribution)
{
    std::vector<MeasureRow> rows;
    const auto add = [&](const QString &name, auto number, QString (*shown)(double)) {
        MeasureRow row {.measure = name, .values = {}, .numbers = {}};
        for (std::size_t i = 0; i < distribution.parts.size(); ++i) {
            row.numbers[i] = number(distribution.parts[i]);
            row.values[i] = shown(row.numbers[i]);
        }
        rows.push_back(std::move(row));
    };
    using Part = ColumnMeasures;
    add(
        tr("Rows"), [](const Part &part) { return part.rows; }, NumberText::count);
    add(
        tr("Blank"), [](const Part &part) { return part.blank / part.rows; }, NumberText::share);
    add(
        tr("Distinct"), [](const Part &part) { return part.distinct; }, NumberText::count);
    if (distribution.number) {
        add(
            tr("Mean"), [](const Part &part) { return part.mean; }, fourDigits);
        add(
            tr("Std. deviation"), [](const Part &part) { return part.deviation; }, fourDigits);
        for (std::size_t i = 0; i < quantileShares.size(); ++i) {
            const double share = quantileShares[i];
            const QString name = share == 0 ? tr("Least")
                : share == 1                ? tr("Greatest")
                : share == 0.5              ? tr("Median")
                                            : tr("%1% quantile").arg(NumberText::fixed(100 * share, 0));
            add(
                name, [i](const Part &part) { return part.quantiles[i]; }, fourDigits);
        }
    }
    replaceRows(std::move(rows));
    answered();
}

int FeaturePartsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant FeaturePartsModel::headerCell(int column, int role) const
{
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(column == Measure ? words() : numbers());
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Measure:
        return tr("Measure");
    case Train:
        return tr("Train");
    case Val:
        return tr("Validation");
    case Test:
        return tr("Test");
    default:
        return {};
    }
}

QVariant FeaturePartsModel::cell(const MeasureRow &row, int column, int role) const
{
    const auto part = static_cast<std::size_t>(std::max(0, column - Train));
    switch (role) {
    case Qt::DisplayRole:
        return column == Measure ? row.measure : row.values[part];
    case Qt::TextAlignmentRole:
        return headerCell(column, role);
    case SortRole:
        return column == Measure ? QVariant(row.measure) : QVariant(row.numbers[part]);
    case Qt::AccessibleTextRole:
        return tr("%1: train %2, validation %3, test %4.")
            .arg(row.measure, row.values[0], row.values[1], row.values[2]);
    case IdRole:
        return keyOf(row);
    default:
        return {};
    }
}

QString FeaturePartsModel::keyOf(const MeasureRow &row) const
{
    return row.measure;
}

} // namespace slipway::ui
