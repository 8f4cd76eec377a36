#include "ui/models/ranking_model.h"

#include "ui/models/number_text.h"

namespace slipway::ui {

namespace {

constexpr int scoreDecimals = 3;

} // namespace

void RankingModel::show(std::vector<RankedItem> ranking)
{
    replaceRows(std::move(ranking));
    if (rowCount() > 0)
        announceRows(0, rowCount() - 1); // the bars are measured against the best of this ranking
    answered();
}

int RankingModel::unknownCount() const
{
    return static_cast<int>(
        std::count_if(rows().begin(), rows().end(), [](const RankedItem &item) { return !item.isKnown; }));
}

int RankingModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RankingModel::headerCell(int column, int role) const
{
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(column == Score ? numbers() : words());
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Rank:
        return tr("Rank");
    case Item:
        return tr("Item");
    case Score:
        return tr("Score");
    default:
        return {};
    }
}

QVariant RankingModel::cell(const RankedItem &item, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return shown(item, column);
    case Qt::TextAlignmentRole:
        return headerCell(column, role);
    case Qt::ToolTipRole:
        return column == Item && !item.isKnown
            ? tr("The model has not seen this item; its score comes from defaults.")
            : QString();
    case SortRole:
        return column == Rank ? QVariant(item.rank) : column == Item ? QVariant(item.item) : QVariant(item.score);
    case Qt::AccessibleTextRole:
        return item.isKnown
            ? tr("Rank %1, item %2, score %3.").arg(shown(item, Rank), shown(item, Item), shown(item, Score))
            : tr("Rank %1, item %2, score %3 from defaults, because the model has not seen it.")
                  .arg(shown(item, Rank), QString::number(item.item), shown(item, Score));
    case IdRole:
        return QString::number(item.item);
    case ShareRole:
        return rows().front().score > 0 ? std::clamp(item.score / rows().front().score, 0.0, 1.0) : 0.0;
    default:
        return {};
    }
}

QString RankingModel::shown(const RankedItem &item, int column) const
{
    switch (column) {
    case Rank:
        return NumberText::count(item.rank);
    case Item: // an id is no quantity: it is not grouped
        return item.isKnown ? QString::number(item.item) : tr("%1, new").arg(item.item);
    case Score:
        return NumberText::fixed(item.score, scoreDecimals);
    default:
        return {};
    }
}

/// The same item may be asked for twice, so it is the rank that makes a row.
QString RankingModel::keyOf(const RankedItem &item) const
{
    return QString::number(item.rank);
}

} // namespace slipway::ui
