#include "core/serve/feed_answer.h"

#include "core/base/messages.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <numeric>

namespace slipway::serve {

namespace {

template <typename Number>
void append(std::string &json, Number number)
{
    char digits[32];
    json.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
}

} // namespace

Status rank(const FeedRequest &request, FeedScores &scores)
{
    const auto bad = std::ranges::find_if(scores.scores, [](float score) { return !std::isfinite(score); });
    if (bad != scores.scores.end()) {
        const auto index = static_cast<std::size_t>(bad - scores.scores.begin());
        return failure("serve.score_not_a_number", {{"item", request.itemIds[index]}});
    }
    scores.order.resize(scores.scores.size());
    std::iota(scores.order.begin(), scores.order.end(), std::size_t {0});
    // The index breaks ties: as std::stable_sort, without its allocation.
    std::ranges::sort(scores.order, [&](std::size_t a, std::size_t b) {
        return scores.scores[a] != scores.scores[b] ? scores.scores[a] > scores.scores[b] : a < b;
    });
    return done();
}

void writeAnswer(const FeedRequest &request, const FeedScores &scores, std::string_view version,
                 double seconds, std::string &json)
{
    json += "{\"user_id\":";
    append(json, request.userId);
    json += scores.coldUser ? ",\"cold_start\":true,\"predictions\":["
                            : ",\"cold_start\":false,\"predictions\":[";
    std::size_t place = 0;
    for (const std::size_t item : scores.order) {
        json += place == 0 ? "{\"item_id\":" : ",{\"item_id\":";
        append(json, request.itemIds[item]);
        json += ",\"score\":";
        append(json, scores.scores[item]);
        json += ",\"rank\":";
        append(json, ++place);
        json += scores.coldItems[item] ? ",\"cold_start\":true}" : ",\"cold_start\":false}";
    }
    // `version` is already quoted and escaped JSON: it is made once a reload, not once a request.
    json += "],\"model_version\":";
    json += version;
    fmt::format_to(std::back_inserter(json), ",\"latency_ms\":{:.3f}}}", seconds * 1e3);
}

} // namespace slipway::serve
