#include "core/base/messages/rooms.h"

#include <array>

namespace slipway::messages {

std::span<const Message> featureDefinitions()
{
    static constexpr std::array sentences {
        Message {"definitions.expression_wrong", ErrorCode::BadInput, "{expression}: {reason}. {remedy}."},
    };
    return sentences;
}

} // namespace slipway::messages
