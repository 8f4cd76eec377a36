#pragma once

#include "ui/models/drift_report.h"
#include "ui/widgets/panel.h"

#include <QList>

class QGridLayout;

namespace slipway::ui {

class ChartView;
class Chip;

/// One feature in both samples: how it is spread, and the numbers of its drift.
class MonitoringFeature : public Panel
{
    Q_OBJECT
public:
    explicit MonitoringFeature(const Theme &theme, QWidget *parent = nullptr);

    void show(const DriftRow &row, const DriftReport &report);
    void clear();

private:
    QLabel *addNumber(QGridLayout &grid, const QString &id, const QString &title);
    void setNumber(int place, const QString &value);

    Chip *m_chip;
    QLabel *m_unit; ///< of the heights
    ChartView *m_chart;
    QList<QLabel *> m_numbers;
};

} // namespace slipway::ui
