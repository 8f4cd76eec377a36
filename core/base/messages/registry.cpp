#include "core/base/messages/rooms.h"

#include <array>

namespace slipway::messages {

std::span<const Message> registry()
{
    static constexpr std::array sentences {
        Message {"registry.version_missing", ErrorCode::NotFound,
                 "There is no model version {version}. List them with: slipway registry list"},
        Message {"registry.nothing_serves", ErrorCode::NotFound,
                 "No version of {name} is in production, so there is nothing to roll back."},
        Message {"registry.nothing_before", ErrorCode::NotFound,
                 "No version of {name} served before the present one. Name the version to go to with --to."},
        Message {"registry.nothing_to_serve", ErrorCode::NotFound,
                 "No version of {name} is in production, so nothing can be served. More rows make a better "
                 "model; a "
                 "version that passes its gates is promoted with: slipway registry promote"},
        Message {"registry.not_trained", ErrorCode::NotFound,
                 "Run {run} has no model. Train one with: slipway train"},
        Message {"registry.model_missing", ErrorCode::NotFound,
                 "{model} is not a model: name a run, a version like feed-model/3, an alias like "
                 "feed-model@Production, or a folder that holds model.json."},
        Message {"registry.data_unchecked", ErrorCode::BadInput,
                 "What {data} was made from was never checked with {suite}, and data_config.yaml asks for it "
                 "(validation.required). Check it with slipway data validate, then train again."},
        Message {"registry.data_failed", ErrorCode::BadInput,
                 "What {data} was made from failed {suite}, and data_config.yaml asks for it "
                 "(validation.required). Correct "
                 "the data, or the suite, then train again."},
    };
    return sentences;
}

} // namespace slipway::messages
