#include "core/base/messages/rooms.h"

#include <array>

namespace slipway::messages {

std::span<const Message> evaluate()
{
    static constexpr std::array sentences {
        Message {"evaluate.internal", ErrorCode::Backend,
                 "Something went wrong inside Slipway: {what}. The log has more."},
    };
    return sentences;
}

} // namespace slipway::messages
