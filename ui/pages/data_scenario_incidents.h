#pragma once

#include "ui/models/scenario_incidents_model.h"
#include "ui/widgets/panel.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QMenu;
class QPushButton;
class QSlider;

namespace slipway::ui {

class FormRow;
class TableView;

/// What happens to a world: a list of incidents, and below it the one that is chosen.
class DataScenarioIncidents : public Panel
{
    Q_OBJECT
public:
    explicit DataScenarioIncidents(const Theme &theme, QWidget *parent = nullptr);

    void show(const ScenarioPlan &plan); ///< nothing is chosen then

    const std::vector<PlannedIncident> &incidents() const { return m_plan.incidents; }
    int chosen() const { return m_chosen; } ///< -1: none
    void setDays(int days);

    /// Whether the world can be made with them; the lines below the fields say why not.
    bool check();
    void focusMistake();

Q_SIGNALS:
    void changed();
    void chosenChanged();

private:
    QWidget *makeEditor(const Theme &theme);
    void fillMenu();
    void add(data::IncidentKind kind);
    void remove();
    void choose(int incident);
    void showChosen();
    void showTime();
    void setKind(data::IncidentKind kind);
    void setShare(double share);
    void takeStrength();
    void announce();

    const Theme &m_theme;
    ScenarioPlan m_plan;
    ScenarioIncidentsModel m_model;
    int m_chosen = -1;
    bool m_showing = false; ///< fields are being filled: nobody has changed anything
    QMenu *m_menu;
    QPushButton *m_add;
    QLabel *m_none;
    TableView *m_table;
    QWidget *m_editor;
    QComboBox *m_kind;
    QComboBox *m_column;
    FormRow *m_columnRow;
    QLineEdit *m_day;
    FormRow *m_dayRow;
    QSlider *m_time;
    FormRow *m_timeRow;
    QLineEdit *m_strength;
    FormRow *m_strengthRow;
    QLabel *m_meaning;
};

} // namespace slipway::ui
