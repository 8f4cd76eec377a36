#pragma once

#include "ui/models/workspace_reader.h"
#include "ui/pages/workspace_page.h"

class QComboBox;

namespace slipway::ui {

class Chip;
class DecisionForm;
class GateChecks;
class GatesPanel;
class GraphView;
class RegistryRows;
class Segments;
class StoryReader;
class TableView;
class VersionsModel;
struct VersionRow;

/// Actions of the page; their buttons have the same names.
inline constexpr QLatin1String promoteId("registry.promote");
inline constexpr QLatin1String rollbackId("registry.rollback");
inline constexpr QLatin1String registerId("registry.register");
inline constexpr QLatin1String compareId("registry.compare");

/// The versions of a model: which one serves, which gates another one passes, and the decision to promote it
/// or to roll back.
class RegistryPage : public WorkspacePage
{
    Q_OBJECT
public:
    RegistryPage(const PageServices &services, const PageDescription &description, QWidget *parent = nullptr);
    ~RegistryPage() override;

    QStringList command() const override;

protected:
    void refresh() override;

private:
    void registerActions();
    void makeFilterLine();
    void offerWays(); ///< of the empty view
    QWidget *makeTable();
    QWidget *makeLineage();
    QPushButton *makeDecisionButton(const QString &action, bool primary);

    void takeVersions();
    void takeRuns();
    void select(const QString &reference);
    void showSelected();
    void showGates();
    void showLineage();
    void showInspection();
    void updateSentence();
    void updateActions();

    const VersionRow *selected() const;
    const VersionRow *production() const; ///< of the model that is shown
    QString whyNotPromote() const; ///< empty where it can be promoted
    QString whyNotRollBack() const;

    void promote();
    void chooseRollback();
    void rollBack(const QString &target, const QString &text);
    void registerNewest();
    void compareWithProduction();
    void openNode(const QString &node);

    void changeProduction(const QStringList &command, const QString &text);
    void takeDone(const QString &text);
    void takeRefused(const QString &text, const Json &result);
    void takeFailed(const QString &text, const Error &error);

    VersionsModel *m_versions;
    RegistryRows *m_rows;
    GateChecks *m_checks;
    StoryReader *m_story;
    Chip *m_production;
    QComboBox *m_models = nullptr;
    Segments *m_filter = nullptr;
    TableView *m_table = nullptr;
    DecisionForm *m_decision;
    GatesPanel *m_gates;
    GraphView *m_lineage = nullptr;
    QPushButton *m_register = nullptr;
    QPushButton *m_compare = nullptr;
    QString m_model; ///< "feed-model"
    QString m_selected; ///< "feed-model/3"
    QString m_candidate; ///< the newest evaluated run without a version
    QString m_candidateName; ///< "run 7"
    QString m_underWay; ///< the change of production that was asked for: "Promote v3"
    workspace::RunPage m_newestRuns;
    Pending m_runs;
};

} // namespace slipway::ui
