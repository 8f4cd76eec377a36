#include "core/features/store/served_rows.h"

#include "core/base/messages.h"

#include <charconv>

namespace slipway::features {

namespace {

template <typename Number>
void append(std::string &json, Number number)
{
    char digits[32];
    json.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
}

void appendTime(std::string &json, std::optional<TimeMicros> time)
{
    json += time ? '"' + isoTime(*time) + '"' : "null";
}

/// Members of an object, with the commas between them.
class Members
{
public:
    explicit Members(std::string &json)
        : m_json(json)
    {
        m_json += '{';
    }
    std::string &member(std::string_view name)
    {
        m_json += m_first ? "\"" : ",\"";
        m_json.append(name).append("\":");
        m_first = false;
        return m_json;
    }
    void end() { m_json += '}'; }

private:
    std::string &m_json;
    bool m_first = true;
};

void appendInputs(const OnlineReader &reader, const OnlineInput *inputs, bool keys, std::string &json)
{
    Members members(json);
    for (std::size_t i = 0; i < reader.inputs().size(); ++i) {
        if (reader.inputs()[i].isKey == keys)
            appendInput(inputs[i], members.member(reader.inputs()[i].name));
    }
    members.end();
}

std::optional<TimeMicros> timeIn(const Json &value)
{
    if (!value.is_string())
        return std::nullopt;
    const auto time = parseIsoTime(value.get_ref<const std::string &>());
    return time ? std::optional(time.value()) : std::nullopt;
}

} // namespace

void appendInput(const OnlineInput &input, std::string &json)
{
    switch (input.kind) {
    case OnlineInput::Kind::Whole:
        return append(json, input.whole);
    case OnlineInput::Kind::Number:
        return append(json, input.number);
    case OnlineInput::Kind::Text:
        json += Json(input.text).dump(-1, ' ', false, Json::error_handler_t::replace);
        return;
    case OnlineInput::Kind::Missing:
    case OnlineInput::Kind::Wrong:
        json += "null";
        return;
    }
}

void appendValue(const Value &value, ValueType type, std::string &json)
{
    if (!value.present) {
        json += "null";
    } else if (type == ValueType::Number) {
        append(json, value.number);
    } else if (type == ValueType::Time) {
        appendTime(json, value.time);
    } else {
        json += Json(value.text).dump(-1, ' ', false, Json::error_handler_t::replace);
    }
}

void writeServedRow(const OnlineReader &reader, const OnlineQuestions &questions,
                    const OnlineAnswers &answers, std::size_t entity, std::string_view request,
                    std::int64_t version, std::string &line)
{
    const auto *inputs = questions.inputs.data() + entity * reader.inputs().size();
    Members row(line);
    appendTime(row.member("time"), questions.now);
    row.member("request").append("\"").append(request).append("\"");
    row.member("set").append("\"").append(reader.set().name).append("\"");
    append(row.member("version"), version);
    appendInputs(reader, inputs, true, row.member("entities"));
    appendInputs(reader, inputs, false, row.member("given"));
    Members features(row.member("features"));
    for (std::size_t i = 0; i < reader.features().size(); ++i) {
        const auto &feature = reader.features()[i];
        appendValue(answers.value(entity, i), feature.type, features.member(feature.name));
    }
    features.end();
    Members views(row.member("views"));
    const auto names = reader.views();
    for (std::size_t i = 0; i < names.size(); ++i) {
        Members view(views.member(names[i]));
        appendTime(view.member("event_time"), answers.rowTime(entity, i));
        appendTime(view.member("as_of"), answers.asOf(i));
        view.end();
    }
    views.end();
    row.end();
}

Result<ServedRow> readServedRow(std::string_view line, std::string_view place)
{
    const auto json = Json::parse(line, nullptr, false);
    ServedRow row;
    try {
        const auto time = timeIn(json.at("time"));
        row.request = json.at("request");
        row.set = json.at("set");
        row.version = json.at("version");
        row.entities = json.at("entities").get<std::map<std::string, Json>>();
        row.given = json.at("given").get<std::map<std::string, Json>>();
        row.features = json.at("features").get<std::map<std::string, Json>>();
        for (const auto &[name, view] : json.at("views").items())
            row.views[name] = {timeIn(view.at("event_time")), timeIn(view.at("as_of")).value_or(0)};
        if (time) {
            row.time = *time;
            return row;
        }
    } catch (const Json::exception &) {
        // Said below, for this and for a time that is none.
    }
    return failure("skew.bad_line", {{"place", place}});
}

} // namespace slipway::features
