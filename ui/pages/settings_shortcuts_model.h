#pragma once

#include "ui/models/rows_model.h"

#include <QKeySequence>

namespace slipway::ui {

class ActionRegistry;

/// One action of the window and the keys that it has.
struct ShortcutRow {
    QString id;
    QString category;
    QString name;
    QKeySequence keys;
    QKeySequence standard;

    bool operator==(const ShortcutRow &other) const = default;
};

/// Every action of the window with its keys, by category.
class SettingsShortcutsModel : public RowsModel<ShortcutRow>
{
    Q_OBJECT
public:
    enum Column { Category, Name, Keys, Standard, ColumnCount };
    enum ShortcutRole {
        FindRole = FirstOwnRole, ///< what a filter looks through
    };

    explicit SettingsShortcutsModel(const ActionRegistry &actions, QObject *parent = nullptr);

    void refresh();
    int changedCount() const;

    int columnCount(const QModelIndex &parent = {}) const override;

    static QString shownKeys(const QKeySequence &keys);

protected:
    QVariant headerCell(int column, int role) const override;
    QVariant cell(const ShortcutRow &row, int column, int role) const override;
    QString keyOf(const ShortcutRow &row) const override;

private:
    QString shown(const ShortcutRow &row, int column) const;

    const ActionRegistry &m_actions;
};

} // namespace slipway::ui
