#pragma once

#include "ui/models/rows_model.h"
#include "ui/models/workspace_reader.h"

namespace slipway::ui {

/// One setting of a configuration file.
struct ConfigRow {
    QString file; ///< "model_config.yaml"
    const Parameter *parameter = nullptr; ///< of the schema, which lives as long as the program
    Json value; ///< null where its file cannot be read

    QString key() const;
    bool isStandard() const { return value.is_null() || value == parameter->standard; }
    bool operator==(const ConfigRow &other) const = default;
};

/// Every setting of the workspace's three configuration files. A value can be edited: what does not fit is
/// refused with a sentence, what fits is handed on to be written.
class ConfigModel : public RowsModel<ConfigRow>
{
    Q_OBJECT
public:
    enum Column { Key, Value, Standard, Allowed, Meaning, ColumnCount };
    enum ConfigRole {
        FileRole = FirstOwnRole,
        ChoicesRole, ///< QStringList; empty where any text may stand
        IsStandardRole,
        FindRole, ///< what a filter looks through
    };

    explicit ConfigModel(WorkspaceReader &reader, QObject *parent = nullptr);

    void refresh();

    int columnCount(const QModelIndex &parent = {}) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;

    int changedCount() const; ///< settings that differ from their standard
    QStringList mistakes() const { return m_mistakes; } ///< a sentence for each file that cannot be read

    /// A value as it is typed: "0.001", "128, 64".
    static QString typed(const Json &value);
    /// What may stand there, in a sentence: "a whole number from 1 to 10,000".
    static QString allowed(const Parameter &parameter);
    static QString bounds(const Parameter &parameter); ///< the same in short: "1 to 10,000"

Q_SIGNALS:
    void edited(const QString &file, const QString &key, const QString &value); ///< one word for a command line
    void refused(const QString &sentence); ///< the value that was typed does not fit

protected:
    QVariant headerCell(int column, int role) const override;
    QVariant cell(const ConfigRow &row, int column, int role) const override;
    QString keyOf(const ConfigRow &row) const override;

private:
    QString shown(const ConfigRow &row, int column) const;
    QString sentence(const ConfigRow &row) const;

    WorkspaceReader &m_reader;
    QStringList m_mistakes;
    bool m_readAgain = false;
    Pending m_pending;
};

} // namespace slipway::ui
