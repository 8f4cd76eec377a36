#include "core/base/messages/rooms.h"

#include <array>

namespace slipway::messages {

std::span<const Message> evaluate()
{
    static constexpr std::array sentences {
        Message {"evaluate.lengths_differ", ErrorCode::InvalidArgument,
                 "There are {labels} labels and {others} {what}. Each row needs one of both."},
        Message {"evaluate.no_rows", ErrorCode::BadInput,
                 "There are no rows to measure. Give a file with at least one."},
        Message {"evaluate.bad_label", ErrorCode::BadInput,
                 "Row {row} has the label {value}. Labels must be 0 or 1; drop or correct the other rows."},
        Message {"evaluate.bad_grade", ErrorCode::BadInput,
                 "Row {row} has the label {value}. Labels of a ranking must be 0 or larger; drop or correct "
                 "the other rows."},
        Message {"evaluate.missing_score", ErrorCode::BadInput,
                 "Row {row} has no score. Score every row, or drop the rows without one."},
        Message {
            "evaluate.no_probabilities", ErrorCode::BadInput,
            "A score lies outside 0 to 1. Calibration needs probabilities; give the column that holds them."},
        Message {"evaluate.bad_k", ErrorCode::InvalidArgument, "K must be 1 or larger, not {value}."},
    };
    return sentences;
}

} // namespace slipway::messages
