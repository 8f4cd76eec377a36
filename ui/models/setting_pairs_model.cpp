#include "ui/models/setting_pairs_model.h"

#include "ui/models/number_text.h"
#include "ui/models/text.h"

namespace slipway::ui {

void SettingPairsModel::show(const Settings &a, const Settings &b)
{
    Settings all = a;
    all.insert(b.begin(), b.end());
    std::vector<SettingPair> next;
    for (const auto &setting : all) {
        const auto valueIn = [&](const Settings &settings) {
            const auto found = settings.find(setting.first);
            return found == settings.end() ? QString() : text(found->second);
        };
        SettingPair pair {text(setting.first), valueIn(a), valueIn(b)};
        if (pair.a != pair.b)
            next.push_back(std::move(pair));
    }
    m_alike = static_cast<int>(all.size() - next.size());
    replaceRows(std::move(next));
    answered();
}

int SettingPairsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SettingPairsModel::headerCell(int column, int role) const
{
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(words());
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Setting:
        return tr("Setting");
    case A:
        return tr("● A");
    case B:
        return tr("■ B");
    default:
        return {};
    }
}

QVariant SettingPairsModel::cell(const SettingPair &pair, int column, int role) const
{
    const auto shown = [](const QString &value) { return value.isEmpty() ? NumberText::missing() : value; };
    switch (role) {
    case Qt::DisplayRole:
    case SortRole:
        return column == Setting ? pair.key : shown(column == A ? pair.a : pair.b);
    case Qt::AccessibleTextRole:
        return tr("%1: A %2, B %3.").arg(pair.key, shown(pair.a), shown(pair.b));
    case IdRole:
        return pair.key;
    default:
        return {};
    }
}

} // namespace slipway::ui
