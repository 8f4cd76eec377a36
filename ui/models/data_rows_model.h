#pragma once

#include "ui/models/rows_model.h"
#include "ui/models/workspace_reader.h"

#include <QCache>
#include <QTimer>

namespace slipway::ui {

/// The rows of one version of a data set, or of a view of it: as many as there are, of which the table sees a
/// window of at most a million. Rows come in blocks from the reader's thread when they are looked at. One
/// block is read at a time, and always one that is visible then: places that somebody only passes are not
/// read.
class DataRowsModel : public RowsModelBase
{
    Q_OBJECT
public:
    enum HeaderRole {
        TypeRole = FirstOwnRole, ///< in a word: "whole", "real", "text"
        EngineTypeRole, ///< as DuckDB spells it: "BIGINT"
        PlaceRole, ///< of a column in the data set, from 0
        WaitingRole, ///< of a cell: it is not read yet
    };

    static constexpr qint64 windowRows = 1'000'000;
    static constexpr qint64 blockRows = 200;
    static constexpr int blockColumns = 32;

    explicit DataRowsModel(WorkspaceReader &reader, QObject *parent = nullptr, qint64 mostRows = windowRows);

    /// Shows this version, every row and column; what is shown already stays as it is, because versions never
    /// change.
    void show(const workspace::DatasetVersion &version);
    void clear();

    /// Shows a view of the version by its index; an empty name shows every row in the file's order.
    void showIndex(const QString &index, qint64 rows);
    void showEveryRow() { showIndex({}, m_all); }

    QString dataset() const { return m_dataset; } ///< "interactions@2"; empty where none is shown
    qint64 total() const { return m_total; } ///< rows of what is shown, in the window or not
    qint64 all() const { return m_all; } ///< rows of the version

    /// The place of the window's first row in what is shown, from 0.
    qint64 first() const { return m_first; }
    /// Moves the window where that place is not well inside.
    void moveTo(qint64 place);
    /// The cells that are looked at, by rows and columns of the window.
    void setVisible(int firstRow, int lastRow, int firstColumn, int lastColumn);

    QStringList allColumns() const;
    const std::vector<int> &columns() const { return m_shown; } ///< places of those that are shown
    void setColumns(std::vector<int> places);

    QString columnName(int column) const;
    int columnOf(const QString &name) const; ///< -1 where there is none, or it is not shown
    QString columnType(const QString &name) const; ///< as DuckDB spells it, also where it is not shown

    static QString typeWord(const QString &engineType); ///< for a header: "real"
    static QString typeName(const QString &engineType); ///< for a sentence: "real number"

    /// Whether a column holds numbers that are read as such and stand at the right.
    static bool isAmount(const QString &columnName, const QString &engineType);

    /// A cell or a number of a column as people read it.
    static QString shown(const QVariant &value, const QString &columnName);

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

Q_SIGNALS:
    void windowMoved(); ///< every row of the model is another one now
    void blockRead();

protected:
    QVariant headerCell(int column, int role) const override;

private:
    struct Column {
        QString name;
        QString type;
    };
    using BlockKey = quint64;

    void reset();
    BlockKey keyOf(qint64 place, int column) const;
    void look(BlockKey key) const;
    void readNext();
    void read(BlockKey key);
    void take(BlockKey key, const Result<RowBlock> &block);
    std::optional<BlockKey> wantedBlock() const;
    QVariant waitingCell(qint64 place, const Column &column, int role) const;
    QVariant cell(const QVariant &value, qint64 place, const Column &column, int role) const;

    WorkspaceReader &m_reader;
    const qint64 m_mostRows;
    QString m_dataset;
    QString m_index;
    qint64 m_all = 0;
    qint64 m_total = 0;
    qint64 m_first = 0;
    bool m_broken = false; ///< what is left cannot be read
    std::vector<Column> m_columns;
    std::vector<int> m_shown;
    mutable QCache<BlockKey, RowBlock> m_blocks; ///< those that were looked at last
    std::vector<BlockKey> m_visible;
    mutable std::vector<BlockKey> m_lookedAt; ///< asked for by whoever reads cells one by one
    mutable QTimer m_soon;
    Pending m_pending;
};

} // namespace slipway::ui
