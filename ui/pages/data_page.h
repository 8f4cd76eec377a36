#pragma once

#include "ui/models/data_rows_model.h"
#include "ui/models/datasets_model.h"
#include "ui/pages/data_versions.h"
#include "ui/pages/workspace_page.h"

namespace slipway::ui {

class Chip;
class DataArrival;
class DataDetails;
class DataListPanel;
class DataRejects;
class DataRowsPanel;
class DataRowsView;
class DataSuites;
class Tag;

/// The data sets of the workspace: every version, its rows, and its checks.
class DataPage : public WorkspacePage
{
    Q_OBJECT
public:
    DataPage(const PageServices &services, const PageDescription &description, QWidget *parent = nullptr);
    ~DataPage() override;

    QStringList command() const override;

    QString commandLine() const override;

    /// Shows what files would become; nothing is stored before the person says so.
    void importFiles(const QStringList &files);

    /// Shows a version ("users@2"), or the newest of that name.
    void choose(const QString &id);
    QString chosen() const { return m_chosen; }

protected:
    void refresh() override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void addActions();
    void addEmptyView();
    QWidget *makeResult();
    void addRowsActions();
    void addRowsLine();
    void exportRows();
    QHash<QString, qint64> newestVersions() const;
    void cleanUp();
    void take();
    void showChosen();
    void showChecks();
    void inspectColumn(const QString &name);
    void showColumn();
    const DatasetRow *dataset() const;
    const Validation *checks() const { return m_versions.validation(m_chosen); }
    bool mayWork() const;
    bool hasOwnChecks() const; ///< whether the checks of the feed are meant for what is chosen

    DatasetsModel m_datasets;
    DataVersions m_versions;
    DataRowsModel m_rows;
    DataRowsView *m_view;
    QWidget *m_result = nullptr;
    DataListPanel *m_list = nullptr;
    DataRowsPanel *m_rowsPanel = nullptr;
    DataDetails *m_details = nullptr;
    DataArrival *m_arrival;
    DataSuites *m_suites;
    DataRejects *m_rejects;
    Tag *m_tag;
    Chip *m_chip;
    QString m_chosen; ///< id of the version that is shown
    QString m_wanted; ///< id of one that a job has made, shown as soon as it is there
    TimeMicros m_checked = 0; ///< when the shown checks were made
    QString m_column; ///< the inspected one; empty: the data set
    Pending m_checksPending;
    Pending m_columnPending;
    Pending m_againstPending;
    Pending m_bytesPending;
    ColumnFacts m_facts; ///< of the inspected column
    AgainstTarget m_against;
    Pending m_shapesPending;
};

} // namespace slipway::ui
