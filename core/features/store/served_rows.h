#pragma once

#include "core/features/store/online_reader.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace slipway::features {

/// The features of one entity as they were served: a line of a log. Values are JSON: numbers, texts, and
/// times as ISO texts; null where there is none.
struct ServedRow {
    struct View {
        std::optional<TimeMicros> eventTime; ///< of the entity's row; nothing: it had none
        TimeMicros asOf = 0; ///< up to when the view was materialized
    };
    TimeMicros time = 0; ///< of the request
    std::string request;
    std::string set;
    std::int64_t version = 0;
    std::map<std::string, Json> entities; ///< keys
    std::map<std::string, Json> given; ///< features that came with the request
    std::map<std::string, Json> features;
    std::map<std::string, View> views;
};

/// Appends the line of an entity:
/// {"time","request","set","version","entities","given","features","views":{view:{"event_time","as_of"}}}
void writeServedRow(const OnlineReader &reader, const OnlineQuestions &questions,
                    const OnlineAnswers &answers, std::size_t entity, std::string_view request,
                    std::int64_t version, std::string &line);

/// Reads what writeServedRow wrote; `place` ("served.jsonl, line 3") leads the sentence where it is damaged.
Result<ServedRow> readServedRow(std::string_view line, std::string_view place);

/// The key or value of a question, as it was sent.
void appendInput(const OnlineInput &input, std::string &json);

/// The value of a feature as the log, the answers over HTTP and `features get` write it.
void appendValue(const Value &value, ValueType type, std::string &json);

} // namespace slipway::features
