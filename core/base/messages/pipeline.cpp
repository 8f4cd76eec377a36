#include "core/base/messages/rooms.h"

#include <array>

namespace slipway::messages {

std::span<const Message> pipeline()
{
    static constexpr std::array sentences {
        Message {"pipeline.not_started", ErrorCode::Environment, "{program} could not be started: {reason}."},
        Message {
            "pipeline.job_died", ErrorCode::Backend,
            "The job ended without a word ({signal}). What it had finished before is safe; start it again."},
        Message {"pipeline.no_result", ErrorCode::Backend,
                 "The job ended without a result. What it had finished before is safe; its log has more."},
        Message {"pipeline.placeholder", ErrorCode::InvalidArgument,
                 "\"{text}\" asks for something that no earlier step has answered."},
        Message {"pipeline.unknown_step", ErrorCode::InvalidArgument,
                 "Step {step} waits for {before}, which does not exist."},
        Message {"pipeline.circle", ErrorCode::InvalidArgument,
                 "Some steps of this pipeline wait for each other."},
    };
    return sentences;
}

} // namespace slipway::messages
