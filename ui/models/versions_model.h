#pragma once

#include "core/registry/models.h"
#include "ui/models/rows_model.h"
#include "ui/models/workspace_reader.h"

namespace slipway::ui {

/// One version of a registered model, with what equality of two readings means.
struct VersionRow : registry::ModelVersion {
    bool operator==(const VersionRow &other) const;
};

/// The registered versions, newest first.
class VersionsModel : public RowsModel<VersionRow>
{
    Q_OBJECT
public:
    enum Column { Version, Stage, Aliases, Auc, Ndcg, Run, Registered, ColumnCount };

    explicit VersionsModel(WorkspaceReader &reader, QObject *parent = nullptr);

    void refresh();
    const VersionRow *production() const; ///< the one that serves, nullptr where none does

    int columnCount(const QModelIndex &parent = {}) const override;

protected:
    QVariant headerCell(int column, int role) const override;
    QVariant cell(const VersionRow &version, int column, int role) const override;
    QString keyOf(const VersionRow &version) const override;

private:
    QString shown(const VersionRow &version, int column) const;

    WorkspaceReader &m_reader;
    bool m_readAgain = false;
    Pending m_pending;
};

} // namespace slipway::ui
