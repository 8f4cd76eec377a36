#include "core/base/messages/rooms.h"

#include <array>

namespace slipway::messages {

std::span<const Message> dataQuality()
{
    static constexpr std::array sentences {
        Message {"data.profile_time_kind", ErrorCode::InvalidArgument,
                 "{place}: column {column} is of the type {type}, which does not order rows in time. Name a "
                 "column of "
                 "dates, times or numbers with --time."},
        Message {"data.warn_leak_auc", ErrorCode::BadInput,
                 "{column} alone tells the classes of {target} apart with an AUC of {shown}. Make sure that "
                 "it is known "
                 "before {target} is; drop it if it is not."},
        Message {
            "data.warn_leak_missing", ErrorCode::BadInput,
            "Whether {column} has a value tells the classes of {target} apart with an AUC of {shown}. It is "
            "probably filled in after {target} is known; drop it then."},
        Message {"data.warn_leak_correlation", ErrorCode::BadInput,
                 "{column} follows {target} with a correlation of {shown}. Make sure that it is known before "
                 "{target} "
                 "is; drop it if it is not."},
        Message {
            "data.warn_leak_sum", ErrorCode::BadInput,
            "In every row {first} + {second} = {result}. A model that sees two of them knows the third: drop "
            "those that are not known before the target is."},
        Message {"data.warn_leak_copy", ErrorCode::BadInput,
                 "In every row {first} = {result}. One of them is the target: drop the other."},
        Message {"data.warn_redundant_sum", ErrorCode::BadInput,
                 "In every row {first} + {second} = {result}. One of the three says nothing new."},
        Message {"data.warn_same_columns", ErrorCode::BadInput,
                 "In every row {first} = {result}. One of them says nothing new: drop it."},
        Message {"data.warn_target_missing", ErrorCode::BadInput,
                 "{column} is to be predicted and is missing in {missing} rows ({percent}). They cannot "
                 "train or test "
                 "a model."},
        Message {
            "data.warn_target_constant", ErrorCode::BadInput,
            "{column} is to be predicted and has {classes} different values. There is nothing to learn."},
        Message {"data.warn_target_imbalance", ErrorCode::BadInput,
                 "Only {count} of {rows} rows have {column} = {value} ({percent}). Accuracy says little "
                 "here: look at "
                 "average precision, and split by class."},
        Message {"data.warn_id_like", ErrorCode::BadInput,
                 "{column} has a different value in every row, like an id. Drop it before training."},
        Message {"data.warn_constant", ErrorCode::BadInput,
                 "{column} has one value in all of its {count} rows. It says nothing: drop it."},
        Message {"data.warn_almost_constant", ErrorCode::BadInput,
                 "{column} has one value in {count} rows ({percent}). It says little."},
        Message {
            "data.warn_many_levels", ErrorCode::BadInput,
            "{column} has {distinct} different texts in {rows} rows. Group the rare ones, or encode it by "
            "frequency or by target within folds."},
        Message {
            "data.warn_mostly_missing", ErrorCode::BadInput,
            "{column} is missing in {missing} rows ({percent}). Find out why before a model learns from it."},
        Message {"data.warn_empty_column", ErrorCode::BadInput,
                 "{column} has no value in any of {rows} rows. Drop it."},
        Message {"data.warn_infinite", ErrorCode::BadInput,
                 "{column} is infinite in {count} rows. Most likely something was divided by zero: correct "
                 "it or call "
                 "it missing."},
        Message {"data.warn_duplicates", ErrorCode::BadInput,
                 "{count} rows ({percent}) are equal to an earlier row in every column. If they fall into "
                 "training and "
                 "test, the test is too easy."},
        Message {"data.warn_not_sorted", ErrorCode::BadInput,
                 "The rows are not in the order of {column}: it steps back {steps_back} times. Split by its "
                 "value, not "
                 "by the place of the rows."},
        Message {"data.warn_future_rows", ErrorCode::BadInput,
                 "{column} lies in the future in {count} rows ({percent}). Check the clock or the format of "
                 "the dates."},
        Message {"data.check_not_missing", ErrorCode::BadInput,
                 "{column}: {unexpected} of {rows} values are there and should be missing ({percent}%), for "
                 "example "
                 "{example}."},
        Message {"data.check_not_in_set", ErrorCode::BadInput,
                 "{column}: {unexpected} of {rows} values are one of {rule} and should not ({percent}%), for "
                 "example "
                 "{example}."},
        Message {
            "data.check_not_regex", ErrorCode::BadInput,
            "{column}: {unexpected} of {rows} values match {rule} and should not ({percent}%), for example "
            "{example}."},
        Message {
            "data.check_length", ErrorCode::BadInput,
            "{column}: of {unexpected} of {rows} values the length is not {rule} ({percent}%), for example "
            "{example}."},
        Message {
            "data.check_time_format", ErrorCode::BadInput,
            "{column}: {unexpected} of {rows} values are not written as {rule} ({percent}%), for example "
            "{example}."},
        Message {
            "data.check_z_score", ErrorCode::BadInput,
            "{column}: {unexpected} of {rows} values lie {rule} or more standard deviations from the mean "
            "({percent}%), for example {example}."},
        Message {"data.check_pair", ErrorCode::BadInput,
                 "{column}: in {unexpected} of {rows} rows the first is not {rule} the second ({percent}%), "
                 "for example "
                 "{example}."},
        Message {"data.check_sum", ErrorCode::BadInput,
                 "{column}: in {unexpected} of {rows} rows the sum is not {rule} ({percent}%), for example "
                 "{example}."},
        Message {"data.check_statistic", ErrorCode::BadInput,
                 "{column}: the {statistic} is {observed}, and should be {rule}."},
        Message {"data.check_quantiles", ErrorCode::BadInput,
                 "{column}: the quantiles {quantiles} are {observed}, and should lie in {rule}."},
        Message {"data.check_distinct_in_set", ErrorCode::BadInput,
                 "{column}: not all different values are among {rule}."},
        Message {"data.check_distinct_contain", ErrorCode::BadInput,
                 "{column}: not all of {rule} are among the values."},
        Message {"data.check_distinct_equal", ErrorCode::BadInput,
                 "{column}: the different values are not exactly {rule}."},
        Message {"data.check_most_common", ErrorCode::BadInput,
                 "{column}: the most common value is {observed}, and should be one of {rule}."},
        Message {"data.check_divergence", ErrorCode::BadInput,
                 "{column}: the divergence from the expected shares is {observed}, and should be {rule}."},
        Message {"data.check_column_count", ErrorCode::BadInput,
                 "The table has {columns} columns, which is not {rule}."},
        Message {"data.check_columns", ErrorCode::BadInput,
                 "The columns are not those that are expected. Missing: {missing}. Unexpected: "
                 "{unexpected_columns}."},
        Message {"data.check_column_order", ErrorCode::BadInput,
                 "The columns are {found}, and should be {rule}, in this order."},
        Message {"data.check_number", ErrorCode::InvalidArgument,
                 "There is no check {number} in the suite {suite}: it has {count}, counted from 0."},
        Message {"data.no_last_suite", ErrorCode::NotFound,
                 "{name} was not checked yet, or by a version of Slipway that did not keep the suite. Name a "
                 "suite with --suite."},
        Message {"data.check_without_rows", ErrorCode::InvalidArgument,
                 "{type} is about the table as a whole, so there are no rows that fail it. Choose a check of "
                 "values."},
    };
    return sentences;
}

} // namespace slipway::messages
