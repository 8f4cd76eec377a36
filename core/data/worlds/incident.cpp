#include "core/data/worlds/incident.h"

#include "core/base/messages.h"
#include "core/workspace/config.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

namespace slipway::data {

namespace {

using enum IncidentKind;

/// Half of the word in front of the sign and half behind it; the second is empty where there is none.
std::pair<std::string_view, std::string_view> split(std::string_view text, std::size_t at)
{
    if (at == std::string_view::npos)
        return {text, {}};
    return {text.substr(0, at), text.substr(at + 1)};
}

bool readNumber(std::string_view text, double &value)
{
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc() && end == text.data() + text.size() && std::isfinite(value);
}

/// What a strength may be, and how that is said.
struct StrengthRule {
    double least;
    double most;
    std::string_view expected;
};

StrengthRule strengthRule(IncidentKind kind)
{
    switch (kind) {
    case NewCategory:
    case SensorStuck:
    case MissingBlock:
        return {1e-9, 1, "a share above 0 and at most 1"};
    case UnitChange:
        return {1e-6, 1e6, "a factor from 0.000001 to 1000000"};
    default:
        return {-10, 10, "a number from -10 to 10"};
    }
}

bool lastsForAShare(IncidentKind kind)
{
    return kind == SensorStuck || kind == MissingBlock;
}

std::string joined(const std::vector<std::string> &words)
{
    return fmt::format("{}", fmt::join(words, ", "));
}

std::string shownDate(TimeMicros time)
{
    return isoTime(time).substr(0, 19);
}

Error senseless(const Scenario &scenario, std::string_view kindName, IncidentKind kind)
{
    std::vector<std::string> where;
    for (const auto &other : scenarios()) {
        if (other.offer(kind))
            where.push_back(other.name);
    }
    std::vector<std::string> offered;
    for (const auto &offer : scenario.incidents)
        offered.emplace_back(incidentKindNames()[static_cast<std::size_t>(offer.kind)]);
    return failure("worlds.incident_senseless",
                   {{"kind", kindName},
                    {"scenario", scenario.name},
                    {"where", joined(where)},
                    {"offered", joined(offered)}});
}

/// Resolves one incident after the other; what all of them need stands here.
struct Resolver {
    const Scenario &scenario;
    TimeMicros start;
    int days;

    TimeMicros span() const { return days * microsPerDay; }

    Result<TimeMicros> moment(std::string_view kind, const std::string &text) const
    {
        double share = 0;
        if (readNumber(text, share) && share >= 0 && share < 1)
            return start + static_cast<TimeMicros>(share * static_cast<double>(span()));
        const auto time = parseIsoTime(text.size() == 10 ? text + "T00:00:00" : text);
        if (time && time.value() >= start && time.value() < start + span())
            return time.value();
        return failure("worlds.incident_time",
                       {{"kind", kind},
                        {"at", text},
                        {"from", shownDate(start)},
                        {"to", shownDate(start + span())},
                        {"example", shownDate(start + span() / 2)}});
    }

    Status chooseColumn(const IncidentOffer &offer, std::string_view kind, const std::string &wanted,
                        Incident &incident) const
    {
        if (offer.columns.empty() && wanted.empty())
            return done();
        const auto fits = [&](const std::string &known) {
            return wanted.empty() || known == wanted || known.substr(known.find('.') + 1) == wanted;
        };
        const auto found = std::find_if(offer.columns.begin(), offer.columns.end(), fits);
        if (found == offer.columns.end()) {
            return failure("worlds.incident_column",
                           {{"kind", kind},
                            {"column", wanted},
                            {"scenario", scenario.name},
                            {"known",
                             offer.columns.empty() ? "the whole world, so leave the column out"
                                                   : joined(offer.columns)}});
        }
        incident.table = found->substr(0, found->find('.'));
        incident.column = found->substr(found->find('.') + 1);
        return done();
    }

    Result<Incident> resolve(const Json &wanted) const
    {
        const auto names = incidentKindNames();
        const auto kindName = wanted.value("kind", "");
        const auto kind = std::find(names.begin(), names.end(), kindName);
        if (kind == names.end())
            return failure("worlds.incident_unknown",
                           {{"kind", kindName}, {"known", fmt::format("{}", fmt::join(names, ", "))}});
        Incident incident;
        incident.kind = static_cast<IncidentKind>(kind - names.begin());
        const IncidentOffer *offer = scenario.offer(incident.kind);
        if (!offer)
            return senseless(scenario, kindName, incident.kind);
        SLIPWAY_ASSIGN(incident.at, moment(kindName, wanted.value("at", "")));
        SLIPWAY_TRY(chooseColumn(*offer, kindName, wanted.value("column", ""), incident));
        incident.strength = wanted.value("strength", offer->strength);
        const auto rule = strengthRule(incident.kind);
        if (!(incident.strength >= rule.least && incident.strength <= rule.most)) {
            return failure(
                "worlds.incident_strength",
                {{"kind", kindName}, {"expected", rule.expected}, {"strength", incident.strength}});
        }
        incident.until = std::numeric_limits<TimeMicros>::max();
        if (lastsForAShare(incident.kind))
            incident.until =
                incident.at + static_cast<TimeMicros>(incident.strength * static_cast<double>(span()));
        return incident;
    }
};

} // namespace

Result<Json> parseIncident(std::string_view text)
{
    const auto at = text.find('@');
    const auto [what, when] = split(text, at);
    const auto [kind, column] = split(what, what.find(':'));
    const auto [time, strength] = split(when, when.rfind('='));
    Json incident {{"kind", kind}, {"at", time}};
    double value = 0;
    const bool hasStrength = when.find('=') != std::string_view::npos;
    if (kind.empty() || time.empty() || (hasStrength && !readNumber(strength, value)))
        return failure("worlds.incident_unreadable", {{"text", text}});
    if (!column.empty())
        incident["column"] = column;
    if (hasStrength)
        incident["strength"] = value;
    return incident;
}

Result<std::vector<Incident>> resolveIncidents(const Scenario &scenario, const Json &wanted, TimeMicros start,
                                               int days)
{
    const Resolver resolver {scenario, start, days};
    std::vector<Incident> incidents;
    for (const auto &each : wanted) {
        SLIPWAY_ASSIGN(auto incident, resolver.resolve(each));
        const bool twice = std::any_of(incidents.begin(), incidents.end(), [&](const Incident &other) {
            return other.kind == incident.kind && other.column == incident.column
                && other.table == incident.table;
        });
        if (twice) {
            return failure("worlds.incident_twice",
                           {{"kind", each.value("kind", "")},
                            {"column", incident.column.empty() ? "the world" : incident.column}});
        }
        incidents.push_back(std::move(incident));
    }
    return incidents;
}

Json toJson(const Incident &incident)
{
    Json json {{"kind", incidentKindNames()[static_cast<std::size_t>(incident.kind)]},
               {"at", isoTime(incident.at)},
               {"strength", incident.strength}};
    if (!incident.column.empty()) {
        json["table"] = incident.table;
        json["column"] = incident.column;
    }
    return json;
}

Switch::Switch(const std::vector<Incident> &incidents, IncidentKind kind, std::string_view column)
{
    for (const auto &incident : incidents) {
        if (incident.kind != kind || (!column.empty() && incident.column != column))
            continue;
        m_at = incident.at;
        m_strength = incident.strength;
    }
}

} // namespace slipway::data
