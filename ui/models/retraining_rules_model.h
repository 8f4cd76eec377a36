#pragma once

#include "ui/models/retraining_answer.h"
#include "ui/models/rows_model.h"

namespace slipway::ui {

/// The rules of the retraining policy with what they say today. What it shows is given to it.
class RetrainingRulesModel : public RowsModel<RetrainingRule>
{
    Q_OBJECT
public:
    enum Column { Rule, Value, Limit, Verdict, Why, ColumnCount };

    using RowsModel::RowsModel;

    void show(const RetrainingAnswer &answer);

    static QString title(const RetrainingRule &rule); ///< "Drift score"
    static QString value(const RetrainingRule &rule); ///< "0.501", "24 days"
    static QString limit(const RetrainingRule &rule); ///< "above 0.300"
    static QString word(const RetrainingRule &rule); ///< "asks for it"
    static QString why(const RetrainingRule &rule); ///< in a sentence
    static Status status(const RetrainingRule &rule);

    int columnCount(const QModelIndex &parent = {}) const override;

protected:
    QVariant headerCell(int column, int role) const override;
    QVariant cell(const RetrainingRule &rule, int column, int role) const override;
    QString keyOf(const RetrainingRule &rule) const override { return rule.id; }

private:
    QString shown(const RetrainingRule &rule, int column) const;
};

} // namespace slipway::ui
