#pragma once

#include "core/data/worlds/sample.h"
#include "ui/models/scenario_columns_model.h"

#include <QWidget>

class QGridLayout;
class QLabel;

namespace slipway::ui {

class Panel;
class TableView;
class Theme;

/// A scenario in words: its story, what is predicted and how well that can be done, its tables.
class DataScenarioAbout : public QWidget
{
    Q_OBJECT
public:
    explicit DataScenarioAbout(const Theme &theme, QWidget *parent = nullptr);

    void show(const data::Scenario &scenario);
    void setBest(const data::WorldEstimate &estimate);

private:
    QLabel *addFact(QGridLayout &grid, const QString &name, const QString &objectName);

    ScenarioColumnsModel m_columns;
    Panel *m_panel;
    QLabel *m_story;
    QLabel *m_predicted;
    QLabel *m_truth;
    QLabel *m_best;
    QLabel *m_causes;
    TableView *m_table;
};

} // namespace slipway::ui
