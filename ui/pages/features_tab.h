#pragma once

#include "ui/models/feature_store_answers.h"
#include "ui/models/features_model.h"

#include <QWidget>

class QAbstractItemModel;
class QLabel;

namespace slipway::ui {

class ActionRegistry;
class ElidedLabel;
class TableView;
class Theme;
class WorkspaceSession;

/// What the page of features shows, for all of its parts.
struct FeaturesShown {
    std::vector<FeatureSetRow> sets; ///< those in force
    std::vector<FeatureOffer> offers; ///< those of scenarios that are not
    std::optional<FeatureSetAnswer> set; ///< none where only a build is known
    std::optional<FeatureBuild> build;
    std::optional<StoreStatus> status;
    QString statusProblem; ///< why there is no status
    std::vector<ModelImportance> importances; ///< the newest model's first
    FeatureRow feature; ///< without a name: none is selected

    QString setName() const { return set ? set->set : build ? build->set : QString(); }
    FeatureWanted wanted() const;
};

/// What a part of the page stands on. All of it outlives the part.
struct FeaturesScene {
    const Theme &theme;
    WorkspaceSession &session;
    ActionRegistry &actions;
    const FeaturesShown &shown;
};

/// A part of the page below the definitions. It is made when it is first looked at, and asks for what it
/// shows only while somebody looks.
class FeaturesTab : public QWidget
{
    Q_OBJECT
public:
    explicit FeaturesTab(const FeaturesScene &scene, QWidget *parent = nullptr);

    void bringUpToDate();

    /// What it shows, as a command of the engine; empty where there is none of its own.
    virtual QStringList command() const { return {}; }

    /// Stand at the right of the tabs while this one is shown.
    virtual QList<QWidget *> tools() const { return {}; }

Q_SIGNALS:
    void featureChosen(const QString &name);
    void pageWanted(const QString &page);
    void chipChanged(slipway::ui::Status status, const QString &word, const QString &sentence);

protected:
    virtual void make() = 0; ///< what it consists of; once
    virtual void showShown() = 0; ///< something that is shown has changed

    /// Dense rows of which one is chosen, in the order of the model.
    TableView *makeTable(const QString &objectName, const QString &what, QAbstractItemModel &model);
    /// A double click or Enter chooses the feature that the column names.
    void chooseFrom(TableView &table, int column);
    QLabel *makeNothing(const QString &objectName) const; ///< says why there is no result, in its place
    ElidedLabel *makeSaid(const QString &objectName) const; ///< the sentence above a result
    void layFormBeside(QWidget *form, QWidget *answer);

    const Theme &theme() const { return m_scene.theme; }
    WorkspaceSession &session() const { return m_scene.session; }
    ActionRegistry &actions() const { return m_scene.actions; }
    const FeaturesShown &shown() const { return m_scene.shown; }
    const FeaturesScene &scene() const { return m_scene; }

private:
    FeaturesScene m_scene;
    bool m_made = false;
};

} // namespace slipway::ui
