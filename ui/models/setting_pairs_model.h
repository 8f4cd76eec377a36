#pragma once

#include "ui/models/rows_model.h"

#include <map>
#include <string>

namespace slipway::ui {

/// One setting of two runs.
struct SettingPair {
    QString key; ///< "training.epochs"
    QString a; ///< empty where the run does not have it
    QString b;

    bool operator==(const SettingPair &other) const = default;
};

/// The settings in which two runs differ.
class SettingPairsModel : public RowsModel<SettingPair>
{
    Q_OBJECT
public:
    enum Column { Setting, A, B, ColumnCount };

    using RowsModel::RowsModel;
    using Settings = std::map<std::string, std::string>;

    void show(const Settings &a, const Settings &b);

    /// How many settings the two have alike.
    int alike() const { return m_alike; }

    int columnCount(const QModelIndex &parent = {}) const override;

protected:
    QVariant headerCell(int column, int role) const override;
    QVariant cell(const SettingPair &pair, int column, int role) const override;
    QString keyOf(const SettingPair &pair) const override { return pair.key; }

private:
    int m_alike = 0;
};

} // namespace slipway::ui
