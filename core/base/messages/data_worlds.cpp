#include "core/base/messages/rooms.h"

#include <array>

namespace slipway::messages {

std::span<const Message> dataWorlds()
{
    static constexpr std::array sentences {
        Message {"worlds.scenario_unknown", ErrorCode::NotFound,
                 "There is no scenario {scenario}. Choose one of {known}; what each is about: slipway data "
                 "scenarios"},
        Message {"worlds.scenario_wrong", ErrorCode::BadInput,
                 "{file}, line {line}: {key} {reason}. {remedy}."},
        Message {"worlds.no_entities", ErrorCode::InvalidArgument,
                 "In the scenario {scenario} every row of {table} is an entity of its own. Say how many with "
                 "rows, and leave entities at 0."},
        Message {"worlds.entities_too_many", ErrorCode::InvalidArgument,
                 "{entities} {table} are too many for {rows} rows. Give more rows, or at most {most} "
                 "{table}."},
        Message {"worlds.start_wrong", ErrorCode::InvalidArgument,
                 "generation.start is {start}, which is no time. Write it like 2026-01-01T00:00:00Z."},
        Message {
            "worlds.incident_unreadable", ErrorCode::InvalidArgument,
            "\"{text}\" is no incident. Write KIND:COLUMN@TIME=STRENGTH, like unit_change:amount@0.6=100; "
            "column and strength may be left out."},
        Message {"worlds.incident_unknown", ErrorCode::InvalidArgument,
                 "There is no incident {kind}. Choose one of {known}."},
        Message {"worlds.incident_senseless", ErrorCode::InvalidArgument,
                 "{kind} makes no sense in the scenario {scenario}; it would in {where}. Here one can have "
                 "{offered}."},
        Message {"worlds.incident_time", ErrorCode::InvalidArgument,
                 "{kind}: {at} is no moment of the generated time, which runs from {from} to {to}. Give a "
                 "share of it like 0.6, or a moment like {example}."},
        Message {"worlds.incident_column", ErrorCode::InvalidArgument,
                 "{kind} cannot happen to {column} in the scenario {scenario}. It can happen to {known}."},
        Message {"worlds.incident_strength", ErrorCode::InvalidArgument,
                 "{kind}: its strength must be {expected}, not {strength}."},
        Message {"worlds.incident_twice", ErrorCode::InvalidArgument,
                 "{kind} happens to {column} twice. Keep one of the two."},
    };
    return sentences;
}

} // namespace slipway::messages
