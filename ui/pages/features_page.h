#pragma once

#include "ui/models/features_filter.h"
#include "ui/models/features_model.h"
#include "ui/pages/features_tab.h"
#include "ui/pages/workspace_page.h"

#include <QTimer>

class QMenu;
class QPushButton;

namespace slipway::ui {

class FeaturesDetails;
class FeaturesFilterLine;
class FeaturesSets;
class TableView;
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
    void addTitle();
    void addFilterLine();
    QWidget *makeResult();
    QWidget *makeTable();
    void take();
    void takeSets();
    void takeSet();
    void takeStatus();
    void decide();
    void showColumns();
    void showCount();
    void showFeature();
    void choose(const QString &feature);
    void showEmptyText();
    void showSentence();
    void readImportances();
    bool mayWork() const;
    bool mayBuild() const;
    QStringList buildCommand() const;
    QStringList materializeCommand(bool all) const;
    void materialize(bool all);
    void apply(const QString &named);
    void takeApplied(const Json &answer);
    void askForFile(bool toCompare);
    void propose(const QString &table);
    void fillProposals(QMenu *menu);
    void openDocumentation();

    FeaturesShown m_data; ///< what all parts of the page show
    FeaturesSets *m_sets;
    FeaturesModel m_features;
    FeaturesFilter m_shown;
    QWidget *m_result = nullptr;
    TableView *m_table = nullptr;
    FeaturesDetails *m_details = nullptr;
    FeaturesFilterLine *m_filterLine = nullptr;
    Tag *m_version = nullptr;
    QPushButton *m_splitButton = nullptr;
    QString m_split; ///< "stratified", "group"; empty: by time
    QString m_wantedFeature; ///< to be selected once it is there
    bool m_hasRawTables = false; ///< of the feed
    QStringList m_imported; ///< tables that somebody brought, the newest first
    QTimer m_minute; ///< "6 min ago" grows old
    TimeMicros m_weighed = 0; ///< the evaluation whose weights are shown
    Pending m_dataPending;
    Pending m_weightsPending;
    Pending m_weightsAgePending;
};

} // namespace slipway::ui
