#include "core/base/messages/rooms.h"

#include <array>

namespace slipway::messages {

std::span<const Message> pipeline()
{
    static constexpr std::array sentences {
        Message {"pipeline.internal", ErrorCode::Backend,
                 "Something went wrong inside Slipway: {what}. The log has more."},
    };
    return sentences;
}

} // namespace slipway::messages
