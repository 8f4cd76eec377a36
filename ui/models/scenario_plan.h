#pragma once

#include "core/data/worlds/world.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace slipway::ui {

/// An incident as a person plans it.
struct PlannedIncident {
    data::IncidentKind kind = data::IncidentKind::CovariateShift;
    QString column; ///< "interactions.device"; empty where it needs none
    double share = 0; ///< of the period, when it begins
    double strength = 1;

    bool operator==(const PlannedIncident &other) const = default;
};

/// What is to be generated, as a form holds it: the scenario, how much of it, and what happens to it. It says
/// the command that does so, and the same options that the command would have.
class ScenarioPlan
{
public:
    /// As the workspace's data_config.yaml and the scenario say. `config` has the settings by their dotted
    /// names; null where there is no file. Incidents that another scenario was meant by are left out.
    explicit ScenarioPlan(const data::Scenario &scenario, Json config = Json());

    const data::Scenario &scenario() const { return *m_scenario; }

    QStringList command() const; ///< after `slipway`

    /// Fails with the sentence that the command would fail with.
    Result<data::WorldOptions> options() const;

    /// An incident of this kind as it is usual here: its first column that no other incident has, in the
    /// middle of what is left to see. None where every column has one already.
    std::optional<PlannedIncident> usual(data::IncidentKind kind) const;

    /// Whether a second incident does the same to the same column, which no world can have.
    bool isTwice(std::size_t incident) const;

    qint64 rows = 0;
    qint64 entities = 0; ///< 0: as many as suit the rows
    int days = 0;
    qint64 seed = 0;
    double missing = 0;
    QString format = QStringLiteral("csv");
    std::vector<double> parameters; ///< in the order of the scenario's
    std::vector<PlannedIncident> incidents;

private:
    Json setting(const char *name) const;
    void planIncidents();
    QString text(const PlannedIncident &incident) const;

    const data::Scenario *m_scenario;
    Json m_config;
};

/// A number as the command line takes it: the shortest text that is it.
QString engineNumber(double value);

} // namespace slipway::ui
