#include "core/base/messages/rooms.h"

#include <array>

namespace slipway::messages {

std::span<const Message> featureDefinitions()
{
    static constexpr std::array sentences {
        Message {"definitions.expression_wrong", ErrorCode::BadInput, "{expression}: {reason}. {remedy}."},
        Message {"definitions.wrong", ErrorCode::BadInput, "{file}, line {line}: {key} {reason}. {remedy}."},
        Message {
            "definitions.set_missing", ErrorCode::NotFound,
            "There is no feature set {set} here. These are in force: {known}. See all with: slipway features "
            "list"},
        Message {"definitions.no_set", ErrorCode::NotFound,
                 "No features are defined here. Make a scenario's data with slipway data generate, which "
                 "brings its "
                 "features along, or define your own: slipway features apply FILE"},
        Message {"definitions.several_sets", ErrorCode::InvalidArgument,
                 "Several feature sets could be meant: {known}. Name the one that is meant."},
        Message {"definitions.apply_what", ErrorCode::InvalidArgument,
                 "Name either a file with definitions or a scenario: slipway features apply FILE, or slipway "
                 "features "
                 "apply --scenario feed"},
        Message {"definitions.scenario_unknown", ErrorCode::NotFound,
                 "The scenario {scenario} has no features. These have some: {known}."},
    };
    return sentences;
}

} // namespace slipway::messages
