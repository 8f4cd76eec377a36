#pragma once

#include "core/data/worlds/scenario.h"

namespace slipway::data {

/// Something that happens to a world at a chosen time; everything before it is as it would have been.
struct Incident {
    IncidentKind kind = IncidentKind::CovariateShift;
    TimeMicros at = 0;
    TimeMicros until = 0; ///< the first moment after it; where it lasts, the end of all time
    std::string table; ///< empty where it needs no column
    std::string column;
    double strength = 1;

    bool active(TimeMicros time) const { return time >= at && time < until; }
};

/// "KIND[:COLUMN]@TIME[=STRENGTH]" as the object that data_config.yaml would have.
Result<Json> parseIncident(std::string_view text);

/// Incidents from objects with "kind", "at" and perhaps "column" and "strength", checked against what the
/// scenario offers. "at" is a share of the period or a moment in it.
Result<std::vector<Incident>> resolveIncidents(const Scenario &scenario, const Json &wanted, TimeMicros start,
                                               int days);

Json toJson(const Incident &incident);

/// One cause of a world, and what the incidents say about it.
class Switch
{
public:
    Switch() = default;
    /// The incident of this kind that names this column ("" for kinds without one), if there is one.
    Switch(const std::vector<Incident> &incidents, IncidentKind kind, std::string_view column = {});

    /// Its strength from its time on, and 0 before.
    double at(TimeMicros time) const { return time >= m_at ? m_strength : 0.0; }
    bool on(TimeMicros time) const { return m_strength != 0 && time >= m_at; }

private:
    TimeMicros m_at = std::numeric_limits<TimeMicros>::max();
    double m_strength = 0;
};

} // namespace slipway::data
