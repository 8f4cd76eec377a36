#pragma once

#include "ui/models/scenario_plan.h"
#include "ui/models/scenario_sampler.h"

#include <QWidget>

class QStackedWidget;

namespace slipway::ui {

class DataScenarioAbout;
class DataScenarioIncidents;
class DataScenarioKnobs;
class DataScenarioPicture;
class Segments;
class Theme;
class TitleLine;

/// What is asked before data is generated: which world, how much of it, what happens to it, with a picture of
/// that. It takes the place of the page's content until it is answered or left.
class DataScenarioPanel : public QWidget
{
    Q_OBJECT
public:
    explicit DataScenarioPanel(const Theme &theme, QWidget *parent = nullptr);

    /// The settings of the workspace's data_config.yaml by their dotted names, which the fields begin with.
    /// What somebody has already chosen stays.
    void setConfig(const Json &config);

    void open();
    void close(); ///< emits closed() if it was open

    QStringList command() const { return m_plan.command(); }

Q_SIGNALS:
    void accepted(const QStringList &command);
    void copyWanted(); ///< of the command
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void addHead(const Theme &theme);
    QWidget *makeChoices(const Theme &theme);
    QWidget *makeViews();
    void chooseScenario(const QString &name);
    void showPlan();
    void take(); ///< something was changed
    void ask();
    void showView();
    void accept();

    Json m_config;
    ScenarioPlan m_plan;
    ScenarioSampler m_sampler;
    bool m_touched = false; ///< somebody has changed something since the fields were filled
    bool m_fine = true;
    bool m_open = false;
    TitleLine *m_head;
    Segments *m_scenario;
    DataScenarioKnobs *m_knobs;
    DataScenarioIncidents *m_incidents;
    Segments *m_view;
    QStackedWidget *m_views;
    DataScenarioAbout *m_about;
    DataScenarioPicture *m_picture;
};

} // namespace slipway::ui
