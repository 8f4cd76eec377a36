#pragma once

#include "ui/models/rows_model.h"
#include "ui/models/workspace_reader.h"

namespace slipway::ui {

/// One written report.
struct ReportRow : ReportFile {
    bool operator==(const ReportRow &other) const
    {
        return name == other.name && written == other.written && sizeBytes == other.sizeBytes;
    }

    QString scenario() const { return name.section(QLatin1Char('-'), 0, 0); } ///< "feed"
    QString formatName() const; ///< "HTML"
    QString size() const; ///< "78 KB"
};

/// The reports of a workspace, newest first.
class ReportsModel : public RowsModel<ReportRow>
{
    Q_OBJECT
public:
    enum Column { Name, Format, Written, Size, ColumnCount };
    enum ReportRole {
        TitleRole = FirstOwnRole, ///< "Life of feed"
        NoteRole, ///< "21:25, 78 KB"
    };

    explicit ReportsModel(WorkspaceReader &reader, QObject *parent = nullptr);

    void refresh();

    int columnCount(const QModelIndex &parent = {}) const override;

protected:
    QVariant headerCell(int column, int role) const override;
    QVariant cell(const ReportRow &report, int column, int role) const override;
    QString keyOf(const ReportRow &report) const override;

private:
    QString shown(const ReportRow &report, int column) const;

    WorkspaceReader &m_reader;
    bool m_readAgain = false;
    Pending m_pending;
};

} // namespace slipway::ui
