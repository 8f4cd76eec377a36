#include "core/base/messages/rooms.h"

#include <array>

namespace slipway::messages {

std::span<const Message> features()
{
    static constexpr std::array sentences {
        Message {"features.no_features", ErrorCode::InvalidArgument,
                 "No features were chosen. Name at least one column to learn from."},
        Message {"features.no_training_rows", ErrorCode::BadInput,
                 "The training data has no rows. Choose data with at least one."},
        Message {"features.named_twice", ErrorCode::InvalidArgument,
                 "The feature {feature} is named twice. Name it once."},
        Message {"features.other_kind", ErrorCode::BadInput,
                 "The column {feature} is a {found} here, but the model was trained with a {expected}. Give "
                 "it the same kind of values."},
        Message {"features.encoder_damaged", ErrorCode::BadInput,
                 "The model's description of its features is damaged: {what}. Train the model again, or "
                 "restore its files."},
        Message {
            "features.missing_file", ErrorCode::NotFound,
            "There is no {file}. Make the data with `slipway data generate`, or put your own file there."},
        Message {"features.missing_column", ErrorCode::BadInput,
                 "{file} has no column {column}. It has: {known}. Add the column, or rename the one that "
                 "holds it."},
        Message {"features.wrong_type", ErrorCode::BadInput,
                 "{file}: the column {column} must hold {expected}, but holds \"{example}\". Correct that "
                 "value and try again."},
        Message {"features.empty", ErrorCode::BadInput,
                 "{file} has no rows. Give it at least a few interactions."},
        Message {"features.missing_values", ErrorCode::BadInput,
                 "{file}: {rows} rows have no {column}. Fill the gaps, or remove these rows."},
        Message {"features.bad_values", ErrorCode::BadInput,
                 "{file}: {rows} rows have a {column} that is not {expected}. Correct or remove these rows."},
        Message {"features.repeated_ids", ErrorCode::BadInput,
                 "{file}: {rows} rows repeat a {column} that stands further up. Keep one row for each."},
        Message {"features.bad_shares", ErrorCode::InvalidArgument,
                 "The training and validation shares must be above 0 and leave room for a test part: {train} "
                 "and {val} do not."},
        Message {"features.too_few_times", ErrorCode::BadInput,
                 "The interactions have too few different timestamps to part them in time: the {part} part "
                 "would be "
                 "empty. Give it a longer period."},
        Message {"features.not_served", ErrorCode::BadInput,
                 "The model needs the feature {feature} as a {kind}, which the feature set {set} does not "
                 "have. Put the definitions in force that the model learnt from, or choose another model."},
        Message {"features.not_given", ErrorCode::BadInput,
                 "The model's features of the set {set} need {name}, which a request for scores does not "
                 "have. Choose another model."},
    };
    return sentences;
}

} // namespace slipway::messages
