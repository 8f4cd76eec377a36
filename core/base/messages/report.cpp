#include "core/base/messages/rooms.h"

#include <array>

namespace slipway::messages {

std::span<const Message> report()
{
    static constexpr std::array sentences {
        Message {"report.malformed", ErrorCode::BadInput,
                 "This is not a {what} that Slipway wrote: a part is missing or has another form. Make the report again."},
    };
    return sentences;
}

} // namespace slipway::messages
