#pragma once

#include "core/data/worlds/incident_picture.h"

#include <QWidget>

class QLabel;

namespace slipway::ui {

class ChartView;
class Panel;
class Theme;

/// What an incident does: its column or label over the time, and how the values are spread while it lasts,
/// without it and with it.
class DataScenarioPicture : public QWidget
{
    Q_OBJECT
public:
    explicit DataScenarioPicture(const Theme &theme, QWidget *parent = nullptr);

    void show(const data::IncidentPicture &picture, int days);
    void showReason(const QString &reason); ///< why there is no picture

private:
    QLabel *m_effect;
    QLabel *m_sample;
    ChartView *m_course;
    ChartView *m_spread;
    Panel *m_coursePanel;
    Panel *m_spreadPanel;
};

} // namespace slipway::ui
