#include "core/base/messages/rooms.h"

#include <array>

namespace slipway::messages {

std::span<const Message> workspace()
{
    static constexpr std::array sentences {
        Message {"file.unreadable", ErrorCode::NotFound, "{file} could not be read: {reason}."},
    };
    return sentences;
}

} // namespace slipway::messages
