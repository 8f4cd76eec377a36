#include "core/base/messages/rooms.h"

#include <array>

namespace slipway::messages {

std::span<const Message> featureJoin()
{
    static constexpr std::array sentences {
        Message {
            "feature_join.no_table", ErrorCode::NotFound,
            "The feature set {set} needs the data set {table}, which is not there. Import it with `slipway "
            "data import FILE --name {table}`, or make it with `slipway data generate`."},
        Message {"feature_join.empty", ErrorCode::BadInput,
                 "The data set {table} has no rows. Give it at least a few."},
        Message {
            "feature_join.unknown_column", ErrorCode::BadInput,
            "{place} needs the column {column}, which the data set {table} does not have. It has: {known}. "
            "Correct the definition, or rename the column."},
        Message {"feature_join.expression_wrong", ErrorCode::BadInput,
                 "{place} is {expression}, which does not work on the data set {table}: {reason}. It has: "
                 "{known}. "
                 "Correct the definition, or the data."},
        Message {"feature_join.wrong_type", ErrorCode::BadInput,
                 "{place} must be {expected}, but {expression} is {found} in the data set {table}, like "
                 "\"{example}\". Correct that value, or convert it in the definition."},
        Message {
            "feature_join.not_a_time", ErrorCode::BadInput,
            "{source}'s {name} is {expression}, which is no time in the data set {table}: \"{example}\". Use "
            "times like 2026-11-20T10:41:00Z, or seconds since 1970."},
        Message {"feature_join.key_types", ErrorCode::BadInput,
                 "The key {key} holds {one} in {table} but {other} in {other_table}, so that no row would be "
                 "found. "
                 "Give it the same kind of values in both."},
        Message {
            "feature_join.broken_key", ErrorCode::BadInput,
            "The key {key} must hold whole numbers, but holds \"{example}\" in the data set {table}. Correct "
            "that value."},
        Message {"feature_join.repeated_key", ErrorCode::BadInput,
                 "The data set {table} has {rows} rows with the same {key}, {value}. Keep one row for each."},
        Message {"feature_join.too_large", ErrorCode::BadInput,
                 "{place} sums values as large as {example} in the data set {table}, which cannot be added "
                 "exactly. "
                 "Divide them in the definition."},
        Message {"feature_join.overflow", ErrorCode::BadInput,
                 "The values of {view} are so large that their sums or squares cannot be added exactly. "
                 "Divide them "
                 "in the definition."},
        Message {
            "feature_join.not_exact", ErrorCode::BadInput,
            "{place} sums very large and very small values of the data set {table} together, so that the "
            "small ones would be lost. Use two features, or round the values in the definition."},
        Message {"feature_join.questions_wrong", ErrorCode::BadInput,
                 "The rows that ask for features cannot be read: {reason}. Correct the query."},
        Message {
            "feature_join.no_time", ErrorCode::BadInput,
            "The rows that ask for features have no column {column}, which says at which moment. Add it."},
        Message {"feature_join.question_without_time", ErrorCode::BadInput,
                 "{rows} rows have no {column}, or none that is a time, so that nobody knows what was known "
                 "by then. "
                 "Fill the gaps with times like 2026-11-20T10:41:00Z, or remove these rows."},
        Message {"feature_join.no_key", ErrorCode::BadInput,
                 "The view {view} needs the key {key}, which is neither a column of the rows that ask nor a "
                 "feature. Add the column."},
        Message {
            "feature_join.unknown_key", ErrorCode::InvalidArgument,
            "The feature set {set} has no key {key}. It knows: {known}. Name one of them, like KEY=VALUE."},
        Message {"feature_join.bad_key", ErrorCode::InvalidArgument,
                 "{key} must be a number, but {value} is none. Write it like {key}=7."},
        Message {"feature_join.bad_entity", ErrorCode::InvalidArgument,
                 "{text} does not name an entity. Write it like user_id=7."},
        Message {"feature_join.bad_time", ErrorCode::InvalidArgument,
                 "{text} is no time. Write it like 2026-11-20T10:41:00Z."},
        Message {"feature_join.no_feature", ErrorCode::NotFound,
                 "The feature set {set} has no feature {feature}. Look at `slipway features show {set}`."},
        Message {
            "feature_build.no_time", ErrorCode::InvalidArgument,
            "The labels of the feature set {set} have no time, so their rows cannot be split by it. Choose "
            "`--split stratified` or `--split group`."},
        Message {
            "feature_build.no_group", ErrorCode::InvalidArgument,
            "The data set {table} has no column with the key of an entity of the feature set {set}, by which "
            "its rows could be grouped. Choose another split."},
        Message {
            "feature_join.spool", ErrorCode::Environment,
            "Running totals cannot be kept in {folder}: {reason}. Make room on that disk, or allow writing."},
        Message {"feature_join.rows_without_time", ErrorCode::BadInput,
                 "{rows} rows of the data set {table} have no event time. They are never seen."},
        Message {"feature_join.rows_of_the_future", ErrorCode::BadInput,
                 "{rows} rows of {sources} are later than now. They are not seen before their time."},
        Message {"feature_join.rows_without_key", ErrorCode::BadInput,
                 "{rows} rows of the source {source} lack a key. They belong to nobody."},
        Message {"feature_build.too_close", ErrorCode::InvalidArgument,
                 "The labels of {set} look further ahead than they lie apart, so the parts are stratified "
                 "instead of "
                 "one after the other. Choose with `--split`."},
    };
    return sentences;
}

} // namespace slipway::messages
