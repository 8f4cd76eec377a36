#include "ui/models/scenario_plan.h"

#include "core/workspace/config.h"
#include "ui/models/text.h"

#include <algorithm>

namespace slipway::ui {

namespace {

constexpr double usualShare = 0.6;
constexpr auto section = "generation.";

std::string kindName(data::IncidentKind kind)
{
    return std::string(data::incidentKindNames()[static_cast<std::size_t>(kind)]);
}

PlannedIncident planned(const data::Incident &incident, TimeMicros start, TimeMicros span)
{
    return {incident.kind, incident.column.empty() ? QString() : text(incident.table + "." + incident.column),
            static_cast<double>(incident.at - start) / static_cast<double>(span), incident.strength};
}

} // namespace

QString engineNumber(double value)
{
    return QString::number(value, 'g', 10);
}

ScenarioPlan::ScenarioPlan(const data::Scenario &scenario, Json config)
    : m_scenario(&scenario)
    , m_config(std::move(config))
{
    const auto orElse = [](const Json &value, qint64 standard) {
        return value.get<qint64>() > 0 ? value.get<qint64>() : standard;
    };
    rows = orElse(setting("rows"), scenario.rows);
    days = static_cast<int>(orElse(setting("days"), scenario.days));
    seed = setting("seed").get<qint64>();
    missing = setting("missing").get<double>();
    if (!scenario.entitiesOf.empty()) {
        const qint64 users = scenario.name == "feed" ? setting("users").get<qint64>() : 0;
        entities = orElse(setting("entities"), users);
    }
    for (const auto &parameter : scenario.parameters)
        parameters.push_back(parameter.standard.get<double>());
    planIncidents();
}

/// As the configuration says, or as it says where it leaves something out.
Json ScenarioPlan::setting(const char *name) const
{
    const std::string key = section + std::string(name);
    if (m_config.is_object() && m_config.contains(key))
        return m_config.at(key);
    const auto &schema = workspace::configSchema("data_config.yaml");
    return findParameter(schema.parameters, key).value()->standard;
}

void ScenarioPlan::planIncidents()
{
    const auto start = parseIsoTime(setting("start").get<std::string>());
    if (!start)
        return; // the command will say what is wrong with it
    const TimeMicros span = days * microsPerDay;
    const Json configured = setting("incidents");
    for (const auto &each : configured) {
        const auto incident = data::resolveIncidents(*m_scenario, Json::array({each}), start.value(), days);
        if (incident)
            incidents.push_back(planned(incident.value().front(), start.value(), span));
    }
}

QString ScenarioPlan::text(const PlannedIncident &incident) const
{
    QString words = ui::text(kindName(incident.kind));
    if (!incident.column.isEmpty())
        words += QLatin1Char(':') + incident.column;
    return words + QLatin1Char('@') + engineNumber(incident.share) + QLatin1Char('=')
        + engineNumber(incident.strength);
}

QStringList ScenarioPlan::command() const
{
    QStringList words {QStringLiteral("data"),     QStringLiteral("generate"), QStringLiteral("--scenario"),
                       ui::text(m_scenario->name), QStringLiteral("--rows"),   QString::number(rows)};
    const auto add = [&](const char *option, const QString &value) {
        words << QString::fromLatin1(option) << value;
    };
    const ScenarioPlan standard(*m_scenario, m_config);
    const bool isConfigured = setting("entities").get<qint64>() > 0 || setting("users").get<qint64>() > 0;
    if (entities > 0 || isConfigured)
        add("--entities", QString::number(entities));
    if (days != standard.days)
        add("--days", QString::number(days));
    add("--seed", QString::number(seed));
    if (engineNumber(missing) != engineNumber(standard.missing))
        add("--missing", engineNumber(missing));
    if (!setting("incidents").empty())
        words << QStringLiteral("--only-these-incidents");
    for (const auto &incident : incidents)
        add("--incident", text(incident));
    for (std::size_t i = 0; i < parameters.size(); ++i) {
        if (engineNumber(parameters[i]) != engineNumber(standard.parameters[i]))
            add("--set",
                ui::text(m_scenario->parameters[i].name) + QLatin1Char('=') + engineNumber(parameters[i]));
    }
    if (format != standard.format)
        add("--format", format);
    return words;
}

Result<data::WorldOptions> ScenarioPlan::options() const
{
    Json settings {{"rows", rows},
                   {"entities", entities},
                   {"days", days},
                   {"seed", seed},
                   {"missing", missing},
                   {"start", setting("start")},
                   {"items", setting("items")},
                   {"incidents", Json::array()}};
    for (const auto &incident : incidents) {
        SLIPWAY_ASSIGN(Json each, data::parseIncident(text(incident).toStdString()));
        settings["incidents"].push_back(std::move(each));
    }
    Json values = Json::object();
    for (std::size_t i = 0; i < parameters.size(); ++i)
        values[m_scenario->parameters[i].name] = parameters[i];
    return data::worldOptions(*m_scenario, settings, values);
}

std::optional<PlannedIncident> ScenarioPlan::usual(data::IncidentKind kind) const
{
    const auto *offer = m_scenario->offer(kind);
    if (!offer)
        return std::nullopt;
    const auto isFree = [&](const QString &column) {
        return std::none_of(incidents.begin(), incidents.end(), [&](const PlannedIncident &other) {
            return other.kind == kind && other.column == column;
        });
    };
    PlannedIncident incident {kind, {}, usualShare, offer->strength};
    if (offer->columns.empty())
        return isFree({}) ? std::optional(incident) : std::nullopt;
    for (const auto &column : offer->columns) {
        incident.column = ui::text(column);
        if (isFree(incident.column))
            return incident;
    }
    return std::nullopt;
}

bool ScenarioPlan::isTwice(std::size_t incident) const
{
    const auto &mine = incidents.at(incident);
    return std::count_if(incidents.begin(), incidents.end(),
                         [&](const PlannedIncident &other) {
                             return other.kind == mine.kind && other.column == mine.column;
                         })
        > 1;
}

} // namespace slipway::ui
