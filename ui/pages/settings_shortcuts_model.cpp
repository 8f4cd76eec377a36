#include "ui/pages/settings_shortcuts_model.h"

#include "ui/actions/action_registry.h"

#include <QAction>

namespace slipway::ui {

SettingsShortcutsModel::SettingsShortcutsModel(const ActionRegistry &actions, QObject *parent)
    : RowsModel(parent)
    , m_actions(actions)
{
}

void SettingsShortcutsModel::refresh()
{
    std::vector<ShortcutRow> next;
    const QStringList ids = m_actions.ids();
    for (const QString &id : ids) {
        const ActionDescription *description = m_actions.description(id);
        next.push_back({id, description->category, QString(description->text).remove(u'&'),
                        m_actions.action(id)->shortcut(), description->shortcut});
    }
    std::stable_sort(next.begin(), next.end(), [](const ShortcutRow &left, const ShortcutRow &right) {
        return left.category.localeAwareCompare(right.category) < 0;
    });
    replaceRows(std::move(next));
    answered();
}

int SettingsShortcutsModel::changedCount() const
{
    return static_cast<int>(std::count_if(rows().begin(), rows().end(), [](const ShortcutRow &row) {
        return row.keys != row.standard;
    }));
}

int SettingsShortcutsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QString SettingsShortcutsModel::shownKeys(const QKeySequence &keys)
{
    return keys.toString(QKeySequence::NativeText);
}

QVariant SettingsShortcutsModel::headerCell(int column, int role) const
{
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(words());
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Category:
        return tr("Where");
    case Name:
        return tr("Action");
    case Keys:
        return tr("Keys");
    case Standard:
        return tr("Standard");
    default:
        return {};
    }
}

QVariant SettingsShortcutsModel::cell(const ShortcutRow &row, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
    case SortRole:
        return shown(row, column);
    case Qt::TextAlignmentRole:
        return headerCell(column, role);
    case Qt::AccessibleTextRole: {
        const QString name = tr("%1, %2").arg(row.category, row.name);
        return row.keys.isEmpty() ? tr("%1: no keys.").arg(name)
                                  : tr("%1: %2.").arg(name, shownKeys(row.keys));
    }
    case IdRole:
        return row.id;
    case FindRole:
        return QStringList {row.category, row.name, shownKeys(row.keys)}.join(u'\n');
    default:
        return {};
    }
}

QString SettingsShortcutsModel::shown(const ShortcutRow &row, int column) const
{
    switch (column) {
    case Category:
        return row.category;
    case Name:
        return row.name;
    case Keys:
        return shownKeys(row.keys);
    case Standard:
        return shownKeys(row.standard);
    default:
        return {};
    }
}

QString SettingsShortcutsModel::keyOf(const ShortcutRow &row) const
{
    return row.id;
}

} // namespace slipway::ui
