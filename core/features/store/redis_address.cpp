#include "core/features/store/redis_address.h"

#include "core/base/messages.h"

#include <fmt/format.h>

#include <charconv>
#include <optional>

namespace slipway::features {

namespace {

constexpr std::string_view scheme = "redis://";

std::optional<int> numberUpTo(std::string_view text, int most)
{
    int number = -1;
    const auto end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, number);
    if (read.ec != std::errc() || read.ptr != end || number < 0 || number > most)
        return std::nullopt;
    return number;
}

} // namespace

Result<RedisAddress> RedisAddress::parse(std::string_view text)
{
    RedisAddress address;
    auto rest = text;
    const auto at = rest.rfind('@');
    // The sentence must not repeat a password.
    const auto wrong = [&] {
        const auto shown = at == std::string_view::npos
            ? std::string(text)
            : std::string(scheme) + "..." + std::string(text.substr(at));
        return failure("store.unknown_address", {{"address", shown}});
    };
    if (!rest.starts_with(scheme))
        return wrong();
    if (at != std::string_view::npos) {
        const auto who = rest.substr(scheme.size(), at - scheme.size());
        const auto colon = who.find(':');
        if (colon == std::string_view::npos)
            return wrong();
        address.user = who.substr(0, colon);
        address.password = who.substr(colon + 1);
        rest.remove_prefix(at + 1);
    } else {
        rest.remove_prefix(scheme.size());
    }
    if (const auto slash = rest.find('/'); slash != std::string_view::npos) {
        const auto database = slash + 1 == rest.size() ? 0 : numberUpTo(rest.substr(slash + 1), 1 << 20);
        if (!database)
            return wrong();
        address.database = *database;
        rest = rest.substr(0, slash);
    }
    const auto bracket = rest.rfind(']'); // of an IPv6 address
    const auto colon = rest.rfind(':');
    if (colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket)) {
        const auto port = numberUpTo(rest.substr(colon + 1), 65535);
        if (!port || *port == 0)
            return wrong();
        address.port = *port;
        rest = rest.substr(0, colon);
    }
    if (rest.starts_with('[') && rest.ends_with(']'))
        rest = rest.substr(1, rest.size() - 2);
    if (rest.empty())
        return wrong();
    address.host = rest;
    return address;
}

std::string RedisAddress::shown() const
{
    const bool v6 = host.find(':') != std::string::npos;
    return fmt::format("{}{}{}{}:{}/{}", scheme, v6 ? "[" : "", host, v6 ? "]" : "", port, database);
}

} // namespace slipway::features
