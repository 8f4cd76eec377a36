#pragma once

#include "ui/models/feature_parts_model.h"
#include "ui/models/workspace_reader.h"

#include <QWidget>

namespace slipway::ui {

class ChartView;
class Panel;
class TableView;
class Theme;

/// One feature in training and test rows: a chart, and beside it its numbers in all three parts.
class FeaturesDistribution : public QWidget
{
    Q_OBJECT
public:
    FeaturesDistribution(const Theme &theme, WorkspaceReader &reader, QWidget *parent = nullptr);

    /// Reads it from the build of this time; what is shown already is not read again.
    void show(const BuiltFeature &feature, TimeMicros built);
    void clear();

private:
    void take(const FeatureDistribution &distribution, const QString &unit);

    WorkspaceReader &m_reader;
    FeaturePartsModel m_parts;
    Panel *m_chartPanel;
    ChartView *m_chart;
    Panel *m_partsPanel;
    QString m_feature;
    TimeMicros m_built = 0;
    Pending m_pending;
};

} // namespace slipway::ui
