#pragma once

#include "ui/models/feature_parts_model.h"
#include "ui/pages/features_tab.h"

class QLabel;
class QPushButton;
class QStackedWidget;

namespace slipway::ui {

class ChartView;
class ElidedLabel;
class Segments;

/// How the selected feature is spread: in training and test rows with its numbers beside, or over the time of
/// the rows.
class FeaturesDistribution : public FeaturesTab
{
    Q_OBJECT
public:
    explicit FeaturesDistribution(const FeaturesScene &scene, QWidget *parent = nullptr);

    QList<QWidget *> tools() const override;

protected:
    void make() override;
    void showShown() override;

private:
    QWidget *makeParts();
    void clear();
    void readParts();
    void readTimeline();
    bool isOverTime() const;
    QString nothingSentence() const;

    Segments *m_view;
    QPushButton *m_more;
    FeaturePartsModel m_parts;
    QStackedWidget *m_stack = nullptr;
    ChartView *m_chart = nullptr;
    ChartView *m_timeline = nullptr;
    ElidedLabel *m_partsSaid = nullptr;
    ElidedLabel *m_timeSaid = nullptr;
    QString m_partsOf; ///< feature and build that are shown, or asked for
    QString m_timelineOf;
    Pending m_partsPending;
    Pending m_timelinePending;
};

} // namespace slipway::ui
