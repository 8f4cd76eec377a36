#pragma once

#include "core/base/result.h"

#include <span>

namespace slipway {

/// A sentence that Slipway says when something fails. `{name}` in the text stands for an argument.
/// It says what happened and what to do, in words that someone who has not read the source understands.
struct Message {
    std::string_view id; ///< "<room>.<what>", never changed once published
    ErrorCode code;
    std::string_view english;
};

/// The sentences of every room, for the window's translation and for the test that no id stands twice.
/// One file a room below core/base/messages/.
std::span<const std::span<const Message>> allMessages();

/// The English sentence of `id` with its arguments filled in.
std::string sentence(std::string_view id, const Json &args);

/// The error with the sentence `id`. An unknown id is a programmer's mistake and asserts.
Error failure(std::string_view id, Json args = Json::object(), std::string detail = {});

/// What every operation returns once its stop was requested.
Error cancelled();

} // namespace slipway
