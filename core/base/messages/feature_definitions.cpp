#include "core/base/messages/rooms.h"

#include <array>

namespace slipway::messages {

std::span<const Message> featureDefinitions()
{
    static constexpr std::array sentences {
        Message {"definitions.expression_wrong", ErrorCode::BadInput, "{expression}: {reason}. {remedy}."},
        Message {"definitions.wrong", ErrorCode::BadInput, "{file}, line {line}: {key} {reason}. {remedy}."},
        Message {"definitions.scenario_unknown", ErrorCode::NotFound,
                 "The scenario {scenario} has no features. These have some: {known}."},
    };
    return sentences;
}

} // namespace slipway::messages
