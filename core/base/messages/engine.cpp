#include "core/base/messages/rooms.h"

#include <array>

namespace slipway::messages {

std::span<const Message> engine()
{
    static constexpr std::array sentences {
        Message {"engine.internal", ErrorCode::Backend,
                 "Something went wrong inside Slipway: {what}. The log has more."},
        Message {"engine.usage", ErrorCode::InvalidArgument, "{what}. Add --help to see what is possible."},
        Message {
            "engine.output", ErrorCode::Environment,
            "The result could not be written to the output: the disk is full or the file is not writable."},
        Message {"engine.no_data", ErrorCode::NotFound,
                 "This workspace has no {what} yet. Make them with: {command}"},
    };
    return sentences;
}

} // namespace slipway::messages
