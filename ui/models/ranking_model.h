#pragma once

#include "ui/models/rows_model.h"

namespace slipway::ui {

/// One item of an answer to a request for predictions.
struct RankedItem {
    int rank = 0; ///< from 1
    qint64 item = 0;
    double score = 0;
    bool isKnown = true; ///< one that the model does not know is scored from defaults

    bool operator==(const RankedItem &other) const = default;
};

/// A ranking as the server gave it, best first. What it shows is given to it.
class RankingModel : public RowsModel<RankedItem>
{
    Q_OBJECT
public:
    enum Column { Rank, Item, Score, ColumnCount };
    enum RankingRole {
        ShareRole = FirstOwnRole, ///< of the best score: the length of a bar, 0 to 1
    };

    using RowsModel::RowsModel;

    void show(std::vector<RankedItem> ranking);
    int unknownCount() const; ///< items that the model does not know

    int columnCount(const QModelIndex &parent = {}) const override;

protected:
    QVariant headerCell(int column, int role) const override;
    QVariant cell(const RankedItem &item, int column, int role) const override;
    QString keyOf(const RankedItem &item) const override;

private:
    QString shown(const RankedItem &item, int column) const;
};

} // namespace slipway::ui
