#include "core/base/messages/rooms.h"

#include <array>

namespace slipway::messages {

std::span<const Message> featureStore()
{
    static constexpr std::array sentences {
        // Any store
        Message {"store.missing", ErrorCode::NotFound,
                 "There is no online store in {folder} yet. Fill it with: slipway features materialize."},
        Message {"store.nothing_stored", ErrorCode::NotFound,
                 "Nothing of the feature set {set} is in the online store. Fill it with: slipway features "
                 "materialize --set {set}."},
        Message {"store.other_definition", ErrorCode::BadInput,
                 "The view {view} was stored under another definition, so new rows do not fit to the old "
                 "ones. Materialize it once without --incremental."},
        Message {"store.damaged", ErrorCode::BadInput,
                 "The online store {store} is damaged: {what}. Move it away and fill a new one with: slipway "
                 "features materialize."},
        Message {"store.damaged_row", ErrorCode::BadInput,
                 "The online store {store} has something else than a row of the view {view}. Materialize the "
                 "view again."},
        Message {"store.unknown_address", ErrorCode::InvalidArgument,
                 "\"{address}\" is no online store. Write lmdb, or an address like "
                 "redis://127.0.0.1:6379/0."},
        // LMDB
        Message {"store.full", ErrorCode::Environment,
                 "The online store in {folder} has reached the largest size that it may have. Move it away "
                 "and materialize fewer views."},
        Message {"store.other_format", ErrorCode::BadInput,
                 "What is in {folder} is no online store of this version of Slipway. Move the folder away "
                 "and fill a new one with: slipway features materialize."},
        Message {"store.locked", ErrorCode::Environment,
                 "The online store in {folder} is in use by too many programs at once. End some of them and "
                 "try again."},
        Message {"store.failed", ErrorCode::Environment,
                 "The online store in {folder} cannot be used: {reason}. Check the disk and try again."},
        // Redis
        Message {"store.redis_unreachable", ErrorCode::Environment,
                 "Redis at {address} cannot be reached: {reason}. Start it, or correct the address."},
        Message {"store.redis_slow", ErrorCode::Environment,
                 "Redis at {address} did not answer within {milliseconds} ms. Try again, or look at its load."},
        Message {"store.redis_lost", ErrorCode::Environment,
                 "The connection to Redis at {address} broke before its answer was whole. Try again."},
        Message {"store.redis_denied", ErrorCode::Environment,
                 "Redis at {address} does not let this program in: {reason}. Put the password into the "
                 "environment variable SLIPWAY_REDIS_PASSWORD."},
        Message {"store.redis_other", ErrorCode::Environment,
                 "What answers at {address} does not speak Redis' protocol: {reason}. Correct the address."},
        Message {"store.redis_full", ErrorCode::Environment,
                 "Redis at {address} has no memory left: {reason}. Give it more, or materialize fewer views."},
        Message {"store.redis_failed", ErrorCode::Environment,
                 "Redis at {address} refused a command: {reason}. Correct that and try again."},
        Message {"store.redis_resting", ErrorCode::Environment,
                 "Redis at {address} has failed several times in a row and is left alone for a moment. Try "
                 "again when it works."},
    };
    return sentences;
}

} // namespace slipway::messages
