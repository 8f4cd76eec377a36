#pragma once

#include "ui/models/rows_model.h"
#include "ui/models/table_answers.h"
#include "ui/models/workspace_reader.h"

namespace slipway::ui {

/// One row of a data set, by its place in the file.
struct DataRow {
    qint64 place = 0; ///< from 0
    QVector<QVariant> cells;

    bool operator==(const DataRow &other) const { return place == other.place && cells == other.cells; }
};

/// The rows of one version of a data set, block by block as the table is scrolled.
class DataRowsModel : public RowsModel<DataRow>
{
    Q_OBJECT
public:
    enum HeaderRole {
        TypeRole = FirstOwnRole, ///< in a word: "whole", "real", "text"
        EngineTypeRole, ///< as DuckDB spells it: "BIGINT"
    };

    static constexpr qint64 blockRows = 200;

    explicit DataRowsModel(WorkspaceReader &reader, QObject *parent = nullptr);

    /// Shows this version; what is shown already stays as it is, because versions never change.
    void show(const workspace::DatasetVersion &version);
    void clear();

    QString dataset() const { return m_dataset; } ///< "interactions@2"; empty where none is shown
    qint64 total() const { return m_total; } ///< rows of the version, loaded or not
    QString columnName(int column) const;
    int columnOf(const QString &name) const; ///< -1 where there is none

    static QString typeWord(const QString &engineType); ///< for a header: "real"
    static QString typeName(const QString &engineType); ///< for a sentence: "real number"

    /// Whether a column holds numbers that are read as such and stand at the right.
    static bool isAmount(const QString &columnName, const QString &engineType);

    /// A cell or a number of a column as people read it.
    static QString shown(const QVariant &value, const QString &columnName);

    int columnCount(const QModelIndex &parent = {}) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

protected:
    QVariant headerCell(int column, int role) const override;
    QVariant cell(const DataRow &row, int column, int role) const override;
    QString keyOf(const DataRow &row) const override;

private:
    struct Column {
        QString name;
        QString type;
    };

    void read();

    WorkspaceReader &m_reader;
    QString m_dataset;
    qint64 m_total = 0;
    bool m_complete = false; ///< nothing is left, or what is left cannot be read
    std::vector<Column> m_columns;
    Pending m_pending;
};

} // namespace slipway::ui
