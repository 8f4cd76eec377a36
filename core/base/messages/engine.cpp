#include "core/base/messages/rooms.h"

#include <array>

namespace slipway::messages {

std::span<const Message> engine()
{
    static constexpr std::array sentences {
        Message {"engine.unknown_verb", ErrorCode::InvalidArgument,
                 "There is no verb \"{verb}\". See what there is with: slipway --help"},
        Message {"engine.internal", ErrorCode::Backend,
                 "Something went wrong inside Slipway: {what}. The log has more."},
        Message {"engine.usage", ErrorCode::InvalidArgument, "{what}. Add --help to see what is possible."},
        Message {
            "engine.output", ErrorCode::Environment,
            "The result could not be written to the output: the disk is full or the file is not writable."},
        Message {"engine.no_data", ErrorCode::NotFound,
                 "This workspace has no {what} yet. Make them with: {command}"},
        Message {"engine.setting", ErrorCode::InvalidArgument,
                 "\"{text}\" is not a setting. Write it like training.epochs=3."},
        Message {"engine.bad_answer", ErrorCode::Backend,
                 "The server answered with status {status} where 200 was expected: {body}"},
    };
    return sentences;
}

} // namespace slipway::messages
