#pragma once

#include "ui/models/rows_model.h"

#include <QStringList>
#include <QVariant>

#include <optional>
#include <vector>

namespace slipway::ui {

/// A row of a small table that is made at once from an answer: what stands in its cells, ready for people.
struct TextRow {
    QString key; ///< unlike that of any other row
    QStringList cells;
    QVariantList numbers {}; ///< what a column is sorted by; empty or invalid: its text
    std::optional<Status> status {}; ///< of the first column
    QString sentence {}; ///< the row for people who do not see it
    QString tip {}; ///< what more there is to say
    std::vector<double> bars {}; ///< counts for a small histogram in the column that shows them

    bool operator==(const TextRow &other) const
    {
        return key == other.key && cells == other.cells && status == other.status && tip == other.tip
            && bars == other.bars;
    }
};

/// A column of such a table.
struct TextColumn {
    QString title;
    bool isNumber = false;
    QString tip {};
};

/// Small tables that need no model of their own.
class TextTableModel : public RowsModel<TextRow>
{
    Q_OBJECT
public:
    enum TextRole { BarsRole = FirstOwnRole }; ///< QVariant of std::vector<double>

    explicit TextTableModel(QList<TextColumn> columns, QObject *parent = nullptr);

    void show(std::vector<TextRow> rows);
    /// Other columns, and no rows yet.
    void setColumns(const QList<TextColumn> &columns);

    int columnCount(const QModelIndex &parent = {}) const override;

protected:
    QVariant headerCell(int column, int role) const override;
    QVariant cell(const TextRow &row, int column, int role) const override;
    QString keyOf(const TextRow &row) const override { return row.key; }

private:
    QList<TextColumn> m_columns;
};

} // namespace slipway::ui

Q_DECLARE_METATYPE(std::vector<double>)
