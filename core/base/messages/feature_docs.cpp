#include "core/base/messages/rooms.h"

#include <array>

namespace slipway::messages {

std::span<const Message> featureDocs()
{
    static constexpr std::array sentences {
        Message {"feature_docs.no_folder", ErrorCode::InvalidArgument,
                 "{folder} cannot become a folder for the pages. Name another one with --out."},
        Message {"feature_docs.not_written", ErrorCode::Environment,
                 "{file} cannot be written. Make room and see that you may write there, then try again."},
        Message {"feature_propose.no_target", ErrorCode::InvalidArgument,
                 "Nobody has said which column of {table} is to be predicted. Name it with --target; it has: "
                 "{known}."},
        Message {"feature_propose.no_column", ErrorCode::InvalidArgument,
                 "{table} has no column {column}. It has: {known}."},
        Message {"feature_propose.no_time", ErrorCode::InvalidArgument,
                 "The column {column} of {table} is no date and no time, but a {kind}. Name another one with "
                 "--time, or import the file with --type {column}=time."},
        Message {
            "feature_propose.no_key", ErrorCode::BadInput,
            "{table} shares no key with {first}. Columns that join them must have the same name and kind "
            "of values in both, like customer_id."},
        Message {"feature_propose.keys_differ", ErrorCode::BadInput,
                 "{table} and {first} both have {key}, but no value of it is in both. Import tables that "
                 "belong together."},
        Message {"feature_propose.nothing", ErrorCode::BadInput,
                 "{table} has no column to learn from beside {target}: all others are empty, the same in all "
                 "rows, names of the rows, or give {target} away."},
    };
    return sentences;
}

} // namespace slipway::messages
