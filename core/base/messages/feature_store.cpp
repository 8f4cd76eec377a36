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
        Message {
            "store.unknown_feature", ErrorCode::NotFound,
            "The feature set {set} has no feature {feature}. List what it has with: slipway features show "
            "{set}."},
        Message {"store.unknown_view", ErrorCode::NotFound,
                 "The feature set {set} has no view {view}. List what it has with: slipway features show "
                 "{set}."},
        Message {
            "store.from_after_to", ErrorCode::InvalidArgument,
            "The period begins at {from}, after its end at {to}. Give an earlier --from or a later --to."},
        Message {
            "store.unexpected", ErrorCode::BadInput,
            "{failed} of {checked} things that the feature set {set} expects are not so, and nothing was "
            "stored: {failures} Correct the data or the expectations, or store the values as they are "
            "without --strict."},
        Message {"store.unknown_feature_of_view", ErrorCode::NotFound,
                 "The view {view} of the feature set {set} has no feature {feature}. List what it has with: "
                 "slipway features show {set}."},
        Message {"store.feature_twice", ErrorCode::InvalidArgument,
                 "The feature {feature} is asked for twice. Ask for it once."},
        Message {"store.no_entities", ErrorCode::InvalidArgument,
                 "No entity is named. Give the keys whose features are wanted, such as user_id=7."},
        Message {"store.uneven_columns", ErrorCode::InvalidArgument,
                 "{column} has {values} values, but {other} has {expected}. Give each entity one of both."},
        Message {
            "store.no_key", ErrorCode::InvalidArgument,
            "The key {key} is missing, which the features asked for of the set {set} need. Give it with the "
            "others."},
        Message {"store.bad_entity", ErrorCode::InvalidArgument,
                 "\"{value}\" names no entity. Write a key and its values, like user_id=7 or user_id=7,8."},
        Message {"store.bad_time", ErrorCode::InvalidArgument,
                 "{flag}: \"{value}\" is no moment. Write it like 2026-01-20T00:00:00Z."},
        // What was served, against what was known
        Message {"skew.bad_line", ErrorCode::BadInput,
                 "{place} is no line of a log of served features. Name a file from logs/served in the "
                 "workspace, or remove the line."},
        Message {"skew.other_set", ErrorCode::BadInput,
                 "The log has features of the set {set}, not of {expected}. Name that set with --set {set}."},
        Message {
            "skew.no_log", ErrorCode::NotFound,
            "No served features were logged in {folder} yet. Start the server with slipway serve, ask it "
            "for features, and try again."},
        Message {"skew.no_reason", ErrorCode::Backend,
                 "The two sides know the same events, and calculate different values."},
        Message {
            "skew.stored_earlier", ErrorCode::Backend,
            "The stored row of {view} was of {stored} (materialized up to {as_of}); offline the latest is "
            "of {offline}."},
        Message {
            "skew.stored_later", ErrorCode::Backend,
            "The stored row of {view} was of {stored}; offline the latest is of {offline}. It was pushed, "
            "or the offline tables have lost events since."},
        // Pushed rows
        Message {
            "pushed.changed", ErrorCode::BadInput,
            "{file} was changed where its rows are in the data already, so that new ones cannot be told from "
            "old ones. Put it back, or move it away and bring the new rows with: slipway data import."},
        Message {"pushed.windowed", ErrorCode::BadInput,
                 "The features of {view} are windows over the events of the data set {table}, and pushed "
                 "values of "
                 "them are no events. Bring the events with: slipway data import."},
        Message {
            "pushed.no_column", ErrorCode::BadInput,
            "{member} of {view} is {expression}, which is no column of the data set {table}, so that pushed "
            "values cannot become rows of it. Bring the rows with: slipway data import."},
        Message {
            "pushed.looked_up_condition", ErrorCode::BadInput,
            "The source {source} sees only rows of which {where} is true, which needs more than the data set "
            "{table}. Bring the rows with: slipway data import."},
        Message {"pushed.unknown_view", ErrorCode::BadInput,
                 "Rows were pushed to the view {view} of the feature set {set}, which is not in force or has "
                 "no such "
                 "view. Put it in force with slipway features apply, or move the file away."},
        Message {"pushed.nothing", ErrorCode::NotFound,
                 "Nothing was pushed to the view {view}. See what was with: slipway features pushed"},
        Message {
            "pushed.bad_row", ErrorCode::BadInput,
            "{file}, line {line}: {reason}. Nothing was taken into the data. Correct or remove the line."},
        Message {"pushed.reason_wrong_value", ErrorCode::BadInput, "is {value}, not {expected}"},
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
        Message {
            "store.busy", ErrorCode::Environment,
            "Another program has been writing into the online store in {folder} for more than {seconds} s. "
            "Wait for it or end it (slipway jobs list shows it), and try again."},
        Message {"store.failed", ErrorCode::Environment,
                 "The online store in {folder} cannot be used: {reason}. Check the disk and try again."},
        // Redis
        Message {"store.redis_unreachable", ErrorCode::Environment,
                 "Redis at {address} cannot be reached: {reason}. Start it, or correct the address."},
        Message {
            "store.redis_slow", ErrorCode::Environment,
            "Redis at {address} did not answer within {milliseconds} ms. Try again, or look at its load."},
        Message {"store.redis_lost", ErrorCode::Environment,
                 "The connection to Redis at {address} broke before its answer was whole. Try again."},
        Message {"store.redis_denied", ErrorCode::Environment,
                 "Redis at {address} does not let this program in: {reason}. Put the password into the "
                 "environment variable SLIPWAY_REDIS_PASSWORD."},
        Message {"store.redis_other", ErrorCode::Environment,
                 "What answers at {address} does not speak Redis' protocol: {reason}. Correct the address."},
        Message {
            "store.redis_full", ErrorCode::Environment,
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
