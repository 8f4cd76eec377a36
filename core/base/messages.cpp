#include "core/base/messages.h"

#include "core/base/messages/rooms.h"

#include <array>
#include <cassert>

namespace slipway {

namespace {

const Message *find(std::string_view id)
{
    for (const auto room : allMessages()) {
        for (const auto &message : room) {
            if (message.id == id)
                return &message;
        }
    }
    return nullptr;
}

std::string shown(const Json &value)
{
    return value.is_string() ? value.get<std::string>() : writeJson(value);
}

} // namespace

std::span<const std::span<const Message>> allMessages()
{
    static const std::array rooms {
        messages::base(),
        messages::workspace(),
        messages::data(),
        messages::features(),
        messages::learn(),
        messages::evaluate(),
        messages::registry(),
        messages::monitor(),
        messages::serve(),
        messages::pipeline(),
        messages::report(),
        messages::engine(),
        messages::dataVersions(),
        messages::dataImport(),
        messages::dataQuality(),
        messages::dataWorlds(),
        messages::featureDefinitions(),
        messages::featureDocs(),
        messages::featureJoin(),
        messages::featureStore(),
        messages::featureTransforms(),
    };
    return rooms;
}

std::string sentence(std::string_view id, const Json &args)
{
    const Message *message = find(id);
    assert(message && "no such message id");
    if (!message)
        return std::string(id);
    std::string text;
    for (std::size_t i = 0; i < message->english.size();) {
        const char c = message->english[i];
        const auto close = c == '{' ? message->english.find('}', i) : std::string_view::npos;
        const auto name = close == std::string_view::npos ? std::string_view {}
                                                          : message->english.substr(i + 1, close - i - 1);
        if (!name.empty() && args.contains(name)) {
            text += shown(args.at(std::string(name)));
            i = close + 1;
        } else {
            text += c;
            ++i;
        }
    }
    return text;
}

Error failure(std::string_view id, Json args, std::string detail)
{
    const Message *message = find(id);
    assert(message && "no such message id");
    auto text = sentence(id, args);
    return {message ? message->code : ErrorCode::Backend, std::string(id), std::move(args), std::move(text),
            std::move(detail)};
}

Error cancelled()
{
    return failure("base.cancelled");
}

} // namespace slipway
