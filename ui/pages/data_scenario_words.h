#pragma once

#include "core/data/worlds/incident_picture.h"
#include "core/data/worlds/sample.h"
#include "core/report/chart_spec.h"

#include <QCoreApplication>

namespace slipway::ui {

/// What people read about a world that is to be made, and about what happens to it.
class ScenarioWords
{
    Q_DECLARE_TR_FUNCTIONS(slipway::ui::ScenarioWords)
public:
    static QString scenarioName(const data::Scenario &scenario); ///< "Feed"
    static QString entitiesName(const data::Scenario &scenario); ///< "Users"
    static QString parameterName(const Parameter &parameter); ///< "Churn rate"
    static QString strengthName(data::IncidentKind kind); ///< what its number counts: "Factor"

    /// "About 4.1 MB on disk: 100,000 interactions, 1,000 users, 500 items."
    static QString size(const data::Scenario &scenario, const data::WorldEstimate &estimate,
                        const QString &format);
    static QString predicted(const data::Scenario &scenario);
    /// "AUC 0.780, F1 0.401, in a sample of 30,000 rows"
    static QString best(const data::WorldEstimate &estimate);

    /// "From day 18 on, mobile is 58.1% of device instead of 36.0%."
    static QString effect(const data::IncidentPicture &picture, int days);
    static QString measureTitle(const data::IncidentPicture &picture);
    static QString spreadTitle(const data::IncidentPicture &picture);
    static report::ChartSpec course(const data::IncidentPicture &picture, int days);
    static report::ChartSpec spread(const data::IncidentPicture &picture, int days);

private:
    static bool isShare(const data::IncidentPicture &picture);
    static QString value(const data::IncidentPicture &picture, double value);
    static std::vector<std::string> groupNames(const data::IncidentPicture &picture);
};

} // namespace slipway::ui
