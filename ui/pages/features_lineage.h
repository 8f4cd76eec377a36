#pragma once

#include "ui/models/feature_graph_groups.h"
#include "ui/pages/features_tab.h"

class QPushButton;

namespace slipway::ui {

class ElidedLabel;
class FeaturesGraph;
class Segments;

/// Where the selected feature comes from and goes to, or the whole set. A set of many features is shown by
/// its tables and views first; each of them can be opened, and all at once.
class FeaturesLineage : public FeaturesTab
{
    Q_OBJECT
public:
    explicit FeaturesLineage(const FeaturesScene &scene, QWidget *parent = nullptr);

    QList<QWidget *> tools() const override;

protected:
    void make() override;
    void showShown() override;

private:
    QWidget *makeHead();
    void open(const QString &id);
    void openAll();
    bool isWhole() const;
    void beginSet();
    void showGraph(const FeatureGraph &graph);
    QString sentence() const;
    QHash<QString, QString> notes(const FeatureGraph &graph) const;

    Segments *m_reach;
    FeaturesGraph *m_graph = nullptr;
    ElidedLabel *m_said = nullptr;
    QPushButton *m_all = nullptr;
    FeatureGraph m_shownGraph; ///< before it was placed
    QString m_of; ///< the set
    QSet<QString> m_open; ///< groups
    bool m_allOpen = false;
    bool m_wasWhole = false;
};

} // namespace slipway::ui
