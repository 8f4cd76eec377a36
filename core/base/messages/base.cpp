#include "core/base/messages/rooms.h"

#include <array>

namespace slipway::messages {

std::span<const Message> base()
{
    static constexpr std::array sentences {
        Message {"base.cancelled", ErrorCode::Cancelled,
                 "Stopped on request; nothing half-written was left behind."},
        Message {"base.no_memory", ErrorCode::Environment,
                 "The machine ran out of memory. Close other programs, or use fewer rows."},
        Message {
            "json.malformed", ErrorCode::BadInput,
            "{place}: line {line}, column {column} is not valid JSON. Correct the text there and try again."},
        Message {"parameter.unknown", ErrorCode::InvalidArgument,
                 "There is no setting called {name}. Known settings: {known}."},
        Message {"parameter.wrong_type", ErrorCode::InvalidArgument,
                 "{name} must be {expected}, not \"{value}\"."},
        Message {"parameter.out_of_range", ErrorCode::InvalidArgument,
                 "{name} must be {expected}, not {value}."},
        Message {"time.malformed", ErrorCode::InvalidArgument,
                 "\"{text}\" is not a time. Write it like 2026-11-20T10:41:00Z."},
    };
    return sentences;
}

} // namespace slipway::messages
