#include "core/base/messages/rooms.h"

#include <array>

namespace slipway::messages {

std::span<const Message> serve()
{
    static constexpr std::array sentences {
        // Starting
        Message {"serve.port_taken", ErrorCode::Environment,
                 "Port {port} on {address} is already used by another program. Stop that program, or "
                 "choose another port with --port (0 lets the system choose a free one)."},
        Message {"serve.port_denied", ErrorCode::Environment,
                 "The system does not let this user listen on port {port}. Choose a port from 1024 with "
                 "--port."},
        Message {"serve.bad_port", ErrorCode::InvalidArgument,
                 "{port} is not a port. Choose a number from 0 (the system chooses) to 65535."},
        Message {"serve.bad_address", ErrorCode::InvalidArgument,
                 "\"{address}\" is not an address of this machine. Use 127.0.0.1 for this machine only, or "
                 "0.0.0.0 for every network that it is on."},
        Message {"serve.cannot_listen", ErrorCode::Environment,
                 "The server cannot listen on {address}, port {port}: {reason}. Correct that, or choose "
                 "another address or port."},
        Message {"serve.unknown_scenario", ErrorCode::InvalidArgument,
                 "There is nothing to serve for the scenario \"{scenario}\". Known scenarios: feed."},
        // The model
        Message {"serve.no_model", ErrorCode::NotFound,
                 "No model is being served yet. Promote a version to Production, and the server takes it "
                 "up by itself."},
        Message {"serve.reload_failed", ErrorCode::Backend,
                 "Version {version} could not be loaded, so version {current} is still served: {reason}"},
        Message {"serve.load_failed", ErrorCode::Backend, "Version {version} could not be loaded: {reason}"},
        Message {"serve.score_not_a_number", ErrorCode::Backend,
                 "The model gave a score that is not a number for item {item}. Roll back to the version "
                 "before."},
        Message {"serve.internal", ErrorCode::Backend,
                 "Something went wrong inside the server: {what}. The request can be sent again."},
        // Routes
        Message {"serve.no_route", ErrorCode::NotFound,
                 "There is nothing at {path}. GET /docs lists what there is."},
        Message {"serve.wrong_method", ErrorCode::InvalidArgument,
                 "{path} does not answer {method}. Use one of: {allowed}."},
        // HTTP itself
        Message {"serve.http_malformed", ErrorCode::BadInput,
                 "This is not a well-formed HTTP request ({reason}). Send HTTP/1.1 with a Host header."},
        Message {"serve.http_version", ErrorCode::BadInput, "Only HTTP/1.0 and HTTP/1.1 are spoken here."},
        Message {"serve.http_coding", ErrorCode::BadInput,
                 "The body is encoded as \"{coding}\". Send it as plain JSON text."},
        Message {"serve.http_header_too_large", ErrorCode::BadInput,
                 "The request's header is larger than {limit} bytes. Send fewer or shorter header lines."},
        Message {"serve.http_body_too_large", ErrorCode::BadInput,
                 "The request's body is larger than {limit} bytes. Send fewer items in one request."},
        Message {"serve.http_too_slow", ErrorCode::BadInput,
                 "The request did not arrive whole within {seconds} seconds. Send it again."},
        Message {"serve.http_too_many", ErrorCode::Environment,
                 "All {limit} connections are in use. Try again in a second, or keep connections open and "
                 "reuse them."},
        // The body of POST /predict: not JSON
        Message {"serve.body_empty", ErrorCode::BadInput,
                 "The request has no body. Send a JSON object with user_id and item_ids."},
        Message {"serve.body_not_utf8", ErrorCode::BadInput,
                 "The request's body is not valid UTF-8 text. Encode it as UTF-8."},
        Message {"serve.body_too_deep", ErrorCode::BadInput,
                 "The request's body is nested deeper than {limit} levels. Send a flat object."},
        Message {"serve.body_nan", ErrorCode::BadInput,
                 "{place}: line {line}, column {column} has NaN or Infinity, which are not JSON. Leave the "
                 "value out."},
        Message {"serve.body_not_json", ErrorCode::BadInput,
                 "The request's body is not valid JSON. Correct it and try again."},
        // The body of POST /predict: JSON of the wrong shape
        Message {"serve.body_not_object", ErrorCode::BadInput,
                 "The request's body is {found}. Send a JSON object with user_id and item_ids."},
        Message {"serve.member_missing", ErrorCode::BadInput, "{member} is missing. It must be {expected}."},
        Message {"serve.member_repeated", ErrorCode::BadInput,
                 "{member} stands more than once. Send it once."},
        Message {"serve.member_wrong_type", ErrorCode::BadInput,
                 "{member} is {found}. It must be {expected}."},
        Message {"serve.number_fractional", ErrorCode::BadInput,
                 "{member} is {value}, written with a fraction or an exponent. It must be {expected}."},
        Message {"serve.number_negative", ErrorCode::BadInput,
                 "{member} is {value}, below zero. It must be {expected}."},
        Message {"serve.number_too_large", ErrorCode::BadInput,
                 "{member} is larger than a number can be here. It must be {expected}."},
        Message {"serve.items_empty", ErrorCode::BadInput,
                 "item_ids is empty. It must list at least one item to score."},
        Message {"serve.items_too_many", ErrorCode::BadInput,
                 "item_ids has {count} items. Send at most {limit} in one request."},
        Message {"serve.hour_out_of_range", ErrorCode::BadInput,
                 "context.hour is {value}. It must be a whole number from 0 to 23."},
        Message {"serve.time_malformed", ErrorCode::BadInput,
                 "context.time is \"{value}\", which is not a time. Write it like 2026-11-20T10:41:00Z."},
        // Features
        Message {"serve.no_features", ErrorCode::NotFound,
                 "No features are being served yet. Store some with: slipway features materialize."},
        Message {"serve.view_not_stored", ErrorCode::Environment,
                 "The online store has nothing of the view {view}, which the model reads. Fill it with: "
                 "slipway features materialize --set {set}@{version}."},
        Message {"serve.view_of_others", ErrorCode::Environment,
                 "The online store has the view {view} by other definitions than {set}@{version}, which the "
                 "model learnt from. Fill it with: slipway features materialize --set {set}@{version}."},
        Message {"serve.feature_member", ErrorCode::BadInput, "{member} must be {expected}."},
        Message {"serve.features_and_service", ErrorCode::BadInput,
                 "The request has both features and feature_service. Name one of them."},
        Message {"serve.entities_too_many", ErrorCode::BadInput,
                 "The request asks for {count} entities. Ask for at most {limit} at once."},
        Message {
            "serve.unknown_service", ErrorCode::NotFound,
            "There is no feature service {service}. The name of a feature set is one; slipway features list "
            "tells them."},
        Message {
            "serve.unknown_push_source", ErrorCode::NotFound,
            "There is no push source {source}. The names of sources and of views are ones; slipway features "
            "show tells them."},
        Message {"serve.df_missing_column", ErrorCode::BadInput,
                 "The data frame df has no column {column}, which the view {view} has. Send all of its keys "
                 "and features."},
        Message {"serve.df_value", ErrorCode::BadInput,
                 "Row {row} of {column} in df must be {expected}. Correct that value."},
        Message {"serve.feast_time", ErrorCode::BadInput,
                 "{member} is \"{value}\", which is not a time in UTC. Write it like 2026-01-20T00:00:00Z."},
        Message {
            "serve.materialize_running", ErrorCode::Environment,
            "The set {set} is being materialized already. Try again when that is done; slipway jobs list "
            "tells when."},
        // Our own client
        Message {"serve.unreachable", ErrorCode::Environment,
                 "Nothing answers on port {port} of this machine ({reason}). Start the server with: "
                 "slipway serve --port {port}."},
        Message {"serve.bad_answer", ErrorCode::Backend,
                 "What answers on port {port} is not HTTP ({reason}). Another program may be using that "
                 "port."},
        // namespace slipway::messages
    };
    return sentences;
}

} // namespace slipway::messages
