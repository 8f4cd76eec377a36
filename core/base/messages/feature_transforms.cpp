#include "core/base/messages/rooms.h"

#include <array>

namespace slipway::messages {

std::span<const Message> featureTransforms()
{
    static constexpr std::array sentences {
        Message {"features.split_unknown", ErrorCode::InvalidArgument,
                 "There is no split called {name}. Known ones: {known}."},
        Message {"features.split_no_time", ErrorCode::BadInput,
                 "{rows} rows have no {column}, so it is not known which part they belong to. Fill the gaps, "
                 "leave these rows out, or choose another split."},
        Message {"features.split_not_a_time", ErrorCode::BadInput,
                 "Rows are parted by the time in {column}, which holds {type}. Name a column of dates, of "
                 "times, or of whole numbers, or choose another split."},
        Message {"features.split_many_strata", ErrorCode::BadInput,
                 "{column} has {values} different values; rows can be parted by at most {most}. Choose a "
                 "target of "
                 "classes, or another split."},
        Message {"features.split_no_group", ErrorCode::InvalidArgument,
                 "A split by group needs the columns that name the entity. Name at least one, like "
                 "user_id."},
        Message {"features.split_empty", ErrorCode::BadInput,
                 "The {part} part would be empty. Give the {kind} split more rows, or change the shares."},
        Message {"features.split_all_purged", ErrorCode::BadInput,
                 "The {part} part would be empty: the labels of all its rows look into the part after it. "
                 "Give it a longer period, or a shorter horizon."},
    };
    return sentences;
}

} // namespace slipway::messages
