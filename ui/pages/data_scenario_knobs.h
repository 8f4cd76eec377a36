#pragma once

#include "ui/models/scenario_plan.h"
#include "ui/widgets/panel.h"

#include <QList>

class QGridLayout;
class QLabel;
class QLineEdit;

namespace slipway::ui {

class FormRow;
class Segments;

/// How much of a world is made: rows, entities, days, seed, what is left out, and the scenario's own rates.
class DataScenarioKnobs : public Panel
{
    Q_OBJECT
public:
    explicit DataScenarioKnobs(const Theme &theme, QWidget *parent = nullptr);

    void show(const ScenarioPlan &plan);

    /// Puts what the fields say into the plan. False where one says nothing that can be used; the line below
    /// it tells why.
    bool read(ScenarioPlan &plan);

    void focusRows();
    void focusMistake();

    void setEstimate(const QString &sentence);
    void setProblem(const QString &sentence); ///< in place of the estimate; empty: there is none

Q_SIGNALS:
    void changed();
    void accepted(); ///< Enter in a field

private:
    struct Field {
        QLineEdit *edit;
        FormRow *row;
        double least;
        double most;
        bool whole;
    };

    Field add(const QString &objectName, const QString &name, double least, double most, bool whole);
    void place(const QList<FormRow *> &rows);
    void showParameters(const ScenarioPlan &plan);
    /// The number in a field; tells below it what is wrong where it is none.
    std::optional<double> numberIn(const Field &field) const;

    const Theme &m_theme;
    QGridLayout *m_grid;
    Field m_rows;
    Field m_entities;
    Field m_days;
    Field m_seed;
    Field m_missing;
    QList<Field> m_parameters;
    Segments *m_format;
    FormRow *m_formatRow;
    QLabel *m_estimate;
    bool m_showing = false; ///< fields are being filled: nobody has changed anything
};

} // namespace slipway::ui
