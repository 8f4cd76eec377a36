#include "core/base/messages/rooms.h"

#include <array>

namespace slipway::messages {

std::span<const Message> report()
{
    static constexpr std::array sentences {
        Message {"report.malformed", ErrorCode::BadInput,
                 "This is not a {what} that Slipway wrote: a part is missing or has another form. Make the "
                 "report again."},
        Message {"report.unknown_block", ErrorCode::BadInput,
                 "The report holds a part of kind {type}, which this version does not know. Open it with a "
                 "newer Slipway."},
    };
    return sentences;
}

} // namespace slipway::messages
