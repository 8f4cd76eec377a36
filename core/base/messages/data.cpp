#include "core/base/messages/rooms.h"

#include <array>

namespace slipway::messages {

std::span<const Message> data()
{
    static constexpr std::array sentences {
        Message {"data.engine_memory", ErrorCode::Environment,
                 "This step needs more memory than the {limit} that it was given. Use fewer rows or columns, "
                 "or give it more memory."},
        Message {"data.engine_forbidden", ErrorCode::InvalidArgument,
                 "A file or a setting that this step may not use was asked for: {reason}. Name the file as "
                 "an input."},
        Message {"data.engine_files", ErrorCode::Environment,
                 "A file could not be read or written: {reason}. Check that the disk has room and that the "
                 "folder is yours."},
        Message {
            "data.query_invalid", ErrorCode::InvalidArgument,
            "The expression could not be understood: {reason}. Correct the names and the spelling in it."},
        Message {
            "data.values_invalid", ErrorCode::BadInput,
            "A value in the data could not be used: {reason}. Correct it, or name it as a missing value."},
        Message {"data.engine_failed", ErrorCode::Backend,
                 "The data engine stopped: {reason}. The log has more."},
        Message {"data.column_type", ErrorCode::BadInput,
                 "Column {column} is of the kind {type}, which is neither number, text nor time. Convert it "
                 "first."},
        Message {"data.column_missing", ErrorCode::NotFound,
                 "{place} has no column {column}. It has: {known}."},
        Message {"data.column_not_numbers", ErrorCode::BadInput,
                 "{place}: column {column} holds texts like \"{example}\", and numbers are needed. Choose "
                 "another column, or correct the file."},
    };
    return sentences;
}

} // namespace slipway::messages
