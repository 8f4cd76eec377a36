#include "core/base/messages/rooms.h"

#include <array>

namespace slipway::messages {

std::span<const Message> engine()
{
    static constexpr std::array sentences {
        Message {"engine.internal", ErrorCode::Backend,
                 "Something went wrong inside Slipway: {what}. The log has more."},
    };
    return sentences;
}

} // namespace slipway::messages
