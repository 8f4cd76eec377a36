#include "core/base/messages/rooms.h"

#include <array>

namespace slipway::messages {

std::span<const Message> report()
{
    static constexpr std::array sentences {
        Message {"report.internal", ErrorCode::Backend,
                 "Something went wrong inside Slipway: {what}. The log has more."},
    };
    return sentences;
}

} // namespace slipway::messages
