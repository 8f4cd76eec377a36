#include "core/serve/feed_request.h"

#include "core/base/messages.h"
#include "core/serve/bad_body.h"

#include <simdjson.h>

namespace slipway::serve {

namespace {

using simdjson::dom::element;
using simdjson::dom::element_type;
using Answer = std::optional<Refusal>;

constexpr std::size_t depthLimit = 64;
constexpr std::string_view idExpected = "a whole number from 0, such as 1001";
constexpr std::string_view positionExpected = "a whole number from 0";
constexpr std::string_view hourExpected = "a whole number from 0 to 23";

Refusal wrong(std::string_view id, Json args)
{
    return {422, failure(id, std::move(args))};
}

std::string_view nameOf(element_type type)
{
    switch (type) {
    case element_type::ARRAY:
        return "a list";
    case element_type::OBJECT:
        return "an object";
    case element_type::STRING:
        return "text";
    case element_type::BOOL:
        return "true or false";
    case element_type::NULL_VALUE:
        return "null";
    default:
        return "a number";
    }
}

Refusal wrongType(std::string_view member, element value, std::string_view expected)
{
    return wrong("serve.member_wrong_type",
                 {{"member", member}, {"found", nameOf(value.type())}, {"expected", expected}});
}

/// `name` makes the member's name, only where a sentence needs it.
template <typename Name>
Answer readWhole(element value, std::string_view expected, std::int64_t &number, Name name)
{
    switch (value.type()) {
    case element_type::INT64:
        number = value.get_int64().value_unsafe();
        if (number < 0)
            return wrong("serve.number_negative",
                         {{"member", name()}, {"value", number}, {"expected", expected}});
        return std::nullopt;
    case element_type::UINT64:
        return wrong("serve.number_too_large", {{"member", name()}, {"expected", expected}});
    case element_type::DOUBLE:
        return wrong(
            "serve.number_fractional",
            {{"member", name()}, {"value", value.get_double().value_unsafe()}, {"expected", expected}});
    default:
        return wrongType(name(), value, expected);
    }
}

Answer readItems(element value, std::vector<std::int64_t> &items)
{
    simdjson::dom::array list;
    if (value.get(list) != simdjson::SUCCESS)
        return wrongType("item_ids", value, "a list of whole numbers from 0");
    items.clear();
    std::size_t count = 0;
    for (const element item : list) {
        if (++count > FeedRequest::itemLimit)
            continue;
        std::int64_t id = 0;
        if (auto refusal = readWhole(item, idExpected, id,
                                     [&] { return "item_ids[" + std::to_string(count - 1) + "]"; }))
            return refusal;
        items.push_back(id);
    }
    if (count == 0)
        return wrong("serve.items_empty", Json::object());
    if (count > FeedRequest::itemLimit)
        return wrong("serve.items_too_many", {{"count", count}, {"limit", FeedRequest::itemLimit}});
    return std::nullopt;
}

Answer readTime(element value, std::optional<TimeMicros> &time)
{
    std::string_view text;
    if (value.get(text) != simdjson::SUCCESS)
        return wrongType("context.time", value, "a text like 2026-11-20T10:41:00Z");
    const auto parsed = parseIsoTime(text);
    if (!parsed)
        return wrong("serve.time_malformed", {{"value", text}});
    time = parsed.value();
    return std::nullopt;
}

/// The known members of the context, each at most once. `null` is the same as leaving the member out.
class ContextReader
{
public:
    explicit ContextReader(FeedContext &context)
        : m_context(context)
    {
    }

    Answer read(element value)
    {
        simdjson::dom::object members;
        if (value.get(members) != simdjson::SUCCESS)
            return wrongType("context", value, "an object such as {\"device\":\"mobile\"}");
        for (const auto [key, member] : members) {
            if (auto refusal = readMember(key, member))
                return refusal;
        }
        return std::nullopt;
    }

private:
    Answer readMember(std::string_view key, element value)
    {
        bool *seen = key == "device" ? &m_device
            : key == "position"      ? &m_position
            : key == "hour"          ? &m_hour
            : key == "time"          ? &m_time
                                     : nullptr;
        if (!seen)
            return std::nullopt;
        const auto name = [key] { return "context." + std::string(key); };
        if (*seen)
            return wrong("serve.member_repeated", {{"member", name()}});
        *seen = true;
        if (value.is_null())
            return std::nullopt;
        if (seen == &m_device)
            return readDevice(value);
        if (seen == &m_time)
            return readTime(value, m_context.time);
        std::int64_t number = 0;
        if (auto refusal = readWhole(value, seen == &m_hour ? hourExpected : positionExpected, number, name))
            return refusal;
        if (seen == &m_hour && number > 23)
            return wrong("serve.hour_out_of_range", {{"value", number}});
        (seen == &m_hour ? m_context.hour : m_context.position) = static_cast<double>(number);
        return std::nullopt;
    }

    Answer readDevice(element value)
    {
        std::string_view text;
        if (value.get(text) != simdjson::SUCCESS)
            return wrongType("context.device", value, "a text such as \"mobile\"");
        m_context.device = text;
        return std::nullopt;
    }

    FeedContext &m_context;
    bool m_device = false;
    bool m_position = false;
    bool m_hour = false;
    bool m_time = false;
};

Answer readBody(element body, FeedRequest &request)
{
    simdjson::dom::object members;
    if (body.get(members) != simdjson::SUCCESS)
        return wrong("serve.body_not_object", {{"found", nameOf(body.type())}});
    request.context.device.clear(); // keeps its memory, unlike a new context
    request.context.position = request.context.hour = std::numeric_limits<double>::quiet_NaN();
    request.context.time.reset();
    // simdjson hands out every member, repeated ones too; taking either of two would be a guess.
    bool user = false;
    bool items = false;
    bool context = false;
    for (const auto [key, value] : members) {
        bool *seen = key == "user_id" ? &user
            : key == "item_ids"       ? &items
            : key == "context"        ? &context
                                      : nullptr;
        if (!seen)
            continue;
        if (*seen)
            return wrong("serve.member_repeated", {{"member", key}});
        *seen = true;
        Answer refusal;
        if (seen == &user)
            refusal = readWhole(value, idExpected, request.userId, [] { return "user_id"; });
        else if (seen == &items)
            refusal = readItems(value, request.itemIds);
        else if (!value.is_null())
            refusal = ContextReader(request.context).read(value);
        if (refusal)
            return refusal;
    }
    if (!user)
        return wrong("serve.member_missing", {{"member", "user_id"}, {"expected", idExpected}});
    if (!items)
        return wrong("serve.member_missing",
                     {{"member", "item_ids"}, {"expected", "a list of whole numbers from 0"}});
    return std::nullopt;
}

} // namespace

struct FeedRequestParser::State {
    simdjson::dom::parser parser;
};

FeedRequestParser::FeedRequestParser()
    : m_state(std::make_unique<State>())
{
    // Room for an everyday body; larger ones make it grow, and the depth limit stays.
    if (m_state->parser.allocate(4096, depthLimit) != simdjson::SUCCESS)
        throw std::bad_alloc();
}

FeedRequestParser::~FeedRequestParser() = default;
FeedRequestParser::FeedRequestParser(FeedRequestParser &&) noexcept = default;

std::optional<Refusal> FeedRequestParser::parse(std::string_view body, FeedRequest &request)
{
    if (body.find_first_not_of(" \t\r\n") == std::string_view::npos)
        return Refusal {400, failure("serve.body_empty")};
    element document;
    switch (m_state->parser.parse(body.data(), body.size()).get(document)) {
    case simdjson::SUCCESS:
        return readBody(document, request);
    case simdjson::UTF8_ERROR:
        return Refusal {400, failure("serve.body_not_utf8")};
    case simdjson::DEPTH_ERROR:
        return Refusal {400, failure("serve.body_too_deep", {{"limit", depthLimit}})};
    default:
        return explainBadBody(body);
    }
}

} // namespace slipway::serve
