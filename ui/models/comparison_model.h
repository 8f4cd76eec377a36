#pragma once

#include "ui/models/rows_model.h"

#include <QString>

#include <optional>

namespace slipway::ui {

/// What a comparison of two models on the same rows has found, seen from B: a positive difference is good
/// for B.
struct Comparison {
    enum class Verdict { BBetter, ABetter, NoDifference, Inconclusive };

    Verdict verdict = Verdict::Inconclusive;
    double aucA = 0; ///< NaN where the rows have one class only
    double aucB = 0;
    double difference = 0; ///< B minus A
    double low = 0; ///< ends of its 95% interval, NaN where there is none
    double high = 0;
    double p = 0; ///< DeLong
    double smallest = 0; ///< the smallest difference that anybody would act on
    double onlyA = 0; ///< rows about which only A is right
    double onlyB = 0;
    double mcNemarP = 0;
    double rows = 0;
    QString data; ///< name of the data set

    bool hasInterval() const;
};

/// From the answer of `slipway compare A B`, which is A minus B.
Comparison comparisonFrom(const Json &result);

/// A difference with its sign: "+0.013", "−0.007"; "0.000" has none.
QString changeText(double value, int decimals = 3);

/// One metric of two models.
struct MetricPair {
    QString key; ///< "log_loss"
    double a = 0; ///< NaN where it was not measured
    double b = 0;
    double low = 0; ///< of the interval of B minus A, NaN where it is not known
    double high = 0;

    bool operator==(const MetricPair &other) const;
};

/// The metrics of two evaluations side by side, and the interval of the one that was compared on the same
/// rows.
class ComparisonModel : public RowsModel<MetricPair>
{
    Q_OBJECT
public:
    enum Column { Metric, A, B, Change, Interval, ColumnCount };

    using RowsModel::RowsModel;

    /// Evaluations as `slipway evaluate` answers. Where the comparison is of other rows, its interval is left
    /// out.
    void show(const Json &evaluationA, const Json &evaluationB, const std::optional<Comparison> &comparison);

    /// What the column of intervals has to reach, around zero.
    double reach() const;

    int columnCount(const QModelIndex &parent = {}) const override;

protected:
    QVariant headerCell(int column, int role) const override;
    QVariant cell(const MetricPair &pair, int column, int role) const override;
    QString keyOf(const MetricPair &pair) const override { return pair.key; }

private:
    QString shown(const MetricPair &pair, int column) const;
    QString sentence(const MetricPair &pair) const;

    double m_threshold = 0; ///< of both evaluations; NaN where they differ
};

} // namespace slipway::ui
