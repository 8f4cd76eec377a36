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
        Message {"features.split_needs", ErrorCode::InvalidArgument,
                 "A {kind} split needs the column of the {what}. Name it."},
        Message {"features.split_no_group", ErrorCode::InvalidArgument,
                 "A split by group needs the columns that name the entity. Name at least one, like "
                 "user_id."},
        Message {"features.split_empty", ErrorCode::BadInput,
                 "The {part} part would be empty. Give the {kind} split more rows, or change the shares."},
        Message {"features.split_all_purged", ErrorCode::BadInput,
                 "The {part} part would be empty: the labels of all its rows look into the part after it. "
                 "Give it a longer period, or a shorter horizon."},
        Message {"features.transform_unknown", ErrorCode::InvalidArgument,
                 "There is no transformer called {name}. Known ones: {known}."},
        Message {"features.transforms_shape", ErrorCode::BadInput,
                 "These are no transforms: {what}. Under transforms, each chain names its columns and its "
                 "steps, and each "
                 "step its type; `slipway train --help` shows one."},
        Message {"features.transforms_wrong", ErrorCode::BadInput,
                 "{file}, line {line}: {key} {reason}. {remedy}."},
        Message {"features.transforms_key", ErrorCode::BadInput,
                 "{key} is not known here. Known keys: {known}."},
        Message {"features.transforms_no_feature", ErrorCode::BadInput,
                 "The transforms name the column {column}, which is no feature. Features: {known}."},
        Message {"features.transform_takes", ErrorCode::BadInput,
                 "The transformer {type} takes {takes}, and {column} is none. Choose another transformer, or "
                 "put the column into a chain of its own."},
        Message {"features.transform_columns", ErrorCode::BadInput,
                 "The transformer {type} needs {needed} columns in its chain, and this one has {given}. Name "
                 "as "
                 "many."},
        Message {"features.transform_first", ErrorCode::BadInput,
                 "The transformer {type} reads texts, so that it must be the first step of its chain."},
        Message {"features.transform_last", ErrorCode::BadInput,
                 "The transformer {type} makes the model's inputs, so that no step can follow it. Make it "
                 "the last one."},
        Message {"features.transform_no_inputs", ErrorCode::BadInput,
                 "A chain ends with {type}, which leaves a category, and a model takes numbers. End the "
                 "chain with one_hot, ordinal, target or hash."},
        Message {"features.transform_no_number", ErrorCode::InvalidArgument,
                 "{type}: \"{text}\" in {key} is no number. Write it like 0.5."},
        Message {"features.transform_edges", ErrorCode::InvalidArgument,
                 "The edges of bins must ascend, and {edge} follows {before}. Put them in order, each once."},
        Message {"features.transform_needs", ErrorCode::InvalidArgument,
                 "The transformer {type} needs {key}. Give it at least one."},
        Message {"features.transform_order", ErrorCode::InvalidArgument,
                 "{type} goes from {low} to {high}, and the first must be below the second. Swap them."},
        Message {"features.transform_part", ErrorCode::InvalidArgument,
                 "A time has no part called {part}. Parts: {known}."},
        Message {"features.transform_no_target", ErrorCode::BadInput,
                 "{column} is to be told by the target, and there is none, or rows without one. Name the "
                 "target, fill its gaps, or choose one_hot or hash."},
        Message {"features.transform_few_rows", ErrorCode::BadInput,
                 "{rows} training rows cannot be parted into {folds} folds. Give it more rows, or fewer "
                 "folds."},
        Message {"features.leak_other_rows", ErrorCode::BadInput,
                 "The transforms were fitted on {fitted} rows that are not the {training} training rows, so "
                 "that the model would be judged by rows that it has seen. Fit them on the training rows "
                 "alone."},
        Message {"features.screen_target_constant", ErrorCode::BadInput,
                 "{target} has one value in all rows, so that no column can tell anything about it. Choose "
                 "another target."},
        Message {"features.screen_set_of_file", ErrorCode::InvalidArgument,
                 "The feature set {set} says nothing about the columns of a file. Leave `--set` out, or name "
                 "a data set of the workspace."},
        Message {"features.screen_constant", ErrorCode::BadInput,
                 "{column} has one value, or none, in all rows: it tells nothing. Leave it out."},
        Message {
            "features.screen_variance", ErrorCode::BadInput,
            "One value of {column} fills the share {value} of the rows (limit {limit}). Leave it out, or "
            "give it more rows of the other values."},
        Message {"features.screen_missing", ErrorCode::BadInput,
                 "{column} is missing in the share {value} of the rows (limit {limit}), and that it is says "
                 "nothing about {target}. Leave it out, or find the values."},
        Message {
            "features.screen_missing_tells", ErrorCode::BadInput,
            "Whether {column} is missing tells something about {target} ({value} nats; chance gives "
            "{limit}). Keep an input that says so, and check that it is missing for the same reasons when "
            "predicted."},
        Message {"features.screen_duplicate", ErrorCode::BadInput,
                 "{column} is equal to {other} in every row. Keep one of the two."},
        Message {"features.screen_identifier", ErrorCode::BadInput,
                 "{column} has {value} different values in {limit} rows: it names the row, and a model could "
                 "only learn it by heart. Leave it out."},
        Message {"features.screen_correlation", ErrorCode::BadInput,
                 "{column} moves with {other} (correlation {value}, limit {limit}), which tells more about "
                 "{target}. Keep {other}."},
        Message {"features.screen_mutual_information", ErrorCode::BadInput,
                 "{column} tells no more about {target} ({value} nats) than a column by chance could "
                 "({limit}). Leave it out, unless it matters together with another."},
        Message {"features.screen_leak", ErrorCode::BadInput,
                 "{column} alone tells the share {value} of {target} (limit {limit}). Check that it is known "
                 "before {target} is; if not, it gives the answer away."},
    };
    return sentences;
}

} // namespace slipway::messages
