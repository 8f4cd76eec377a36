#include "core/base/messages/rooms.h"

#include <array>

namespace slipway::messages {

std::span<const Message> monitor()
{
    static constexpr std::array sentences {
        Message {"stats.empty_sample", ErrorCode::BadInput,
                 "The {sample} sample has no values, so there is nothing to compare. Give it at least one "
                 "row with a "
                 "value."},
        Message {"stats.missing_values", ErrorCode::InvalidArgument,
                 "The {sample} sample has {missing} missing values. Leave them out before comparing, and "
                 "report their "
                 "share."},
        Message {
            "monitor.empty_table", ErrorCode::BadInput,
            "The {side} data has no rows, so drift cannot be judged. Choose data with at least one row."},
        Message {"monitor.missing_columns", ErrorCode::BadInput,
                 "The {side} data lacks columns that the other side has: {columns}. Name the columns to "
                 "compare, or "
                 "ignore these."},
        Message {"monitor.unknown_columns", ErrorCode::InvalidArgument,
                 "Neither side has the columns {columns}. Check their spelling."},
        Message {"monitor.kinds_differ", ErrorCode::BadInput,
                 "Column {column} holds numbers in one side and texts in the other. Convert one of them, or "
                 "ignore the "
                 "column."},
        Message {"monitor.no_columns", ErrorCode::InvalidArgument,
                 "No column is left to compare. Name at least one column, or ignore fewer."},
        Message {
            "monitor.unknown_profile", ErrorCode::InvalidArgument,
            "There is no drift profile called {profile}. Known profiles: calibrated, evidently, documents."},
        Message {"monitor.bad_limit", ErrorCode::InvalidArgument, "{name} must be {expected}, not {value}."},
        Message {
            "monitor.not_scores", ErrorCode::BadInput,
            "Column {column} is not a column of numbers in both sides. Choose the column with the model's "
            "probabilities."},
        // Reasons inside a result, not failures: the code is what a caller would use who treats them as one.
        Message {"monitor.reason_empty_side", ErrorCode::BadInput,
                 "the {side} data has no value in this column"},
        Message {"monitor.reason_both_empty", ErrorCode::BadInput, "neither side has a value in this column"},
        Message {"monitor.reason_distance", ErrorCode::BadInput,
                 "a distance with a fixed limit has no p-value"},
        Message {"monitor.reason_text", ErrorCode::BadInput,
                 "Evidently judges free text with a classifier, which this profile does not run"},
        Message {"monitor.reason_new_level", ErrorCode::BadInput,
                 "a level that the reference lacks makes the one-sample statistic infinite"},
        Message {"monitor.reason_only_numbers", ErrorCode::BadInput, "defined for columns of numbers only"},
        Message {"monitor.reason_only_categories", ErrorCode::BadInput, "defined for categories only"},
        Message {"monitor.reason_blind", ErrorCode::BadInput,
                 "no other column drifted, but these have no value on one side: {columns}"},
        Message {"monitor.reason_no_test", ErrorCode::BadInput, "no column could be tested"},
        Message {"monitor.reason_rate_was_zero", ErrorCode::BadInput,
                 "the reference rate is 0, so a relative change does not exist"},
        Message {"monitor.retrain_drift", ErrorCode::BadInput,
                 "Data drift: the score {score} is above the limit {limit}."},
        Message {"monitor.retrain_accuracy", ErrorCode::BadInput,
                 "Performance: accuracy fell by {drop} from {baseline} to {recent}; the limit is {limit}."},
        Message {"monitor.retrain_age", ErrorCode::BadInput,
                 "Schedule: {days} days since the last training; the limit is {limit}."},
        Message {
            "monitor.retrain_too_soon", ErrorCode::BadInput,
            "Held back: the model was trained {days} days ago, and retraining waits at least {limit} days."},
        Message {"monitor.wait_pause", ErrorCode::BadInput,
                 "Pause: {days} days since the last training; retraining waits at least {limit} days."},
        Message {"monitor.fine_drift", ErrorCode::BadInput,
                 "Data drift: the score {score} is within the limit {limit}."},
        Message {"monitor.fine_accuracy", ErrorCode::BadInput,
                 "Performance: accuracy is {recent} against {baseline}; a fall of {limit} is accepted."},
        Message {"monitor.fine_age", ErrorCode::BadInput,
                 "Schedule: {days} days since the last training; retraining is due after {limit}."},
        Message {"monitor.fine_pause", ErrorCode::BadInput,
                 "Pause: {days} days since the last training; at least {limit} have to pass."},
        Message {"monitor.unknown_drift", ErrorCode::BadInput,
                 "Drift is not known: run a drift report on recent data."},
        Message {"monitor.unknown_baseline", ErrorCode::BadInput,
                 "The baseline accuracy is not known: evaluate the model behind the alias Production."},
        Message {"monitor.unknown_recent", ErrorCode::BadInput,
                 "Recent accuracy is not known: log a run named production_evaluation."},
        Message {"monitor.unknown_age", ErrorCode::BadInput,
                 "The time of the last training is not known: register the model with its training run."},
        Message {"monitor.unknown_pause", ErrorCode::BadInput,
                 "The pause since the last training is not known: nothing has been trained here."},
    };
    return sentences;
}

} // namespace slipway::messages
