#pragma once

#include "ui/models/features_model.h"
#include "ui/pages/features_tab.h"
#include "ui/pages/workspace_page.h"

#include <QTimer>

namespace slipway::ui {

class FeaturesDetails;
class FeaturesFiles;
class FeaturesFilterLine;
class FeaturesSets;
class FeaturesSplit;
class FeaturesTable;
class Tag;

/// What a model is told about each row: the definitions, where they come from, how their values are spread,
/// stored and served.
class FeaturesPage : public WorkspacePage
{
    Q_OBJECT
public:
    FeaturesPage(const PageServices &services, const PageDescription &description, QWidget *parent = nullptr);
    ~FeaturesPage() override;

    QStringList command() const override;

    /// Puts the definitions of a file in force; what that changes is shown, and can be taken back.
    void applyFile(const QString &file);

protected:
    void refresh() override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    void addActions();
    void addFileActions();
    void addStoreActions();
    void addTitle();
    void addMenu();
    void addFilterLine();
    QWidget *makeTable();
    QWidget *makeResult();
    void take();
    void takeSets();
    void takeSet();
    void takeStatus();
    void takeDatasets(const std::vector<workspace::DatasetVersion> &datasets);
    void decide();
    void showCount();
    void showFeature();
    void choose(const QString &feature);
    void showEmptyText();
    void growOld();
    void showSentence();
    void readImportances();
    bool mayWork() const;
    bool mayBuild() const;
    bool isOffered() const; ///< there are definitions for the tables that are here
    QStringList buildCommand() const;
    QStringList materializeCommand(bool all) const;
    void materialize(bool all);

    FeaturesShown m_data; ///< what all parts of the page show
    FeaturesSets *m_sets;
    FeaturesFiles *m_files;
    FeaturesSplit *m_split;
    FeaturesModel m_features;
    QWidget *m_result = nullptr;
    FeaturesTable *m_table = nullptr;
    FeaturesDetails *m_details = nullptr;
    FeaturesFilterLine *m_filterLine = nullptr;
    Tag *m_version = nullptr;
    QString m_wantedFeature; ///< to be selected once it is there
    bool m_hasRawTables = false; ///< of the feed
    QStringList m_imported; ///< tables that somebody brought, the newest first
    QTimer m_minute; ///< "6 min ago" grows old, and so does what is stored
    TimeMicros m_weighed = 0; ///< the evaluation whose weights are shown
    Pending m_dataPending;
    Pending m_weightsPending;
    Pending m_weightsAgePending;
};

} // namespace slipway::ui
