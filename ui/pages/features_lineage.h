#pragma once

#include "ui/models/feature_graph.h"
#include "ui/pages/features_tab.h"

namespace slipway::ui {

class ElidedLabel;
class FeaturesGraph;
class Segments;

/// Where the selected feature comes from and goes to, or the whole set.
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
    void open(const QString &id);
    QHash<QString, QString> notes() const;

    Segments *m_reach;
    FeaturesGraph *m_graph = nullptr;
    ElidedLabel *m_said = nullptr;
    FeatureGraph m_shownGraph; ///< before it was placed
    bool m_isWhole = false;
};

} // namespace slipway::ui
