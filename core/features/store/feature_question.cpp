#include "core/features/store/feature_question.h"

#include "core/base/messages.h"
#include "core/features/store/served_rows.h"

#include <algorithm>

namespace slipway::features {

namespace {

/// Questions of more kinds than these are worked out anew each time.
constexpr std::size_t mostReaders = 256;
constexpr std::string_view epoch = "1970-01-01T00:00:00Z";

/// "view:feature" to "feature"; an error where that view does not have it.
Result<std::string> featureNamed(const FeatureSet &set, const std::string &reference)
{
    const auto colon = reference.find(':');
    const auto name = colon == std::string::npos ? reference : reference.substr(colon + 1);
    const auto *feature = set.feature(name);
    if (colon == std::string::npos)
        return feature ? Result<std::string>(name)
                       : failure("store.unknown_feature", {{"feature", name}, {"set", set.name}});
    const auto view = reference.substr(0, colon);
    const bool known = set.view(view) || view == "derived" || view == "request";
    if (!known)
        return failure("store.unknown_view", {{"view", view}, {"set", set.name}});
    const auto *holder = set.viewOf(name);
    const auto *ownView = !feature              ? ""
        : holder                                ? holder->name.c_str()
        : feature->kind == FeatureKind::Request ? "request"
                                                : "derived";
    if (view != ownView)
        return failure("store.unknown_feature_of_view",
                       {{"feature", name}, {"view", view}, {"set", set.name}});
    return name;
}

bool isAmong(const std::vector<FeatureQuestion::Column> &columns, std::string_view name)
{
    return std::ranges::find(columns, name, &FeatureQuestion::Column::name) != columns.end();
}

void appendTexts(const std::vector<std::string> &texts, std::string &json)
{
    const char *separator = "[";
    for (const auto &text : texts) {
        json.append(separator).append(Json(text).dump(-1, ' ', false, Json::error_handler_t::replace));
        separator = ",";
    }
    json += ']';
}

/// {"values":[...],"statuses":[...],"event_timestamps":[...]}, each made by one of the functions.
template <typename Value_, typename StatusText, typename Moment>
void appendColumn(std::size_t rows, std::string &json, const Value_ &value, const StatusText &status,
                  const Moment &moment)
{
    const auto list = [&](std::string_view name, const auto &one) {
        json.append(name);
        for (std::size_t i = 0; i < rows; ++i) {
            json += i == 0 ? "" : ",";
            one(i);
        }
        json += ']';
    };
    list("{\"values\":[", value);
    list(",\"statuses\":[", [&](std::size_t i) { json.append("\"").append(status(i)).append("\""); });
    list(",\"event_timestamps\":[", [&](std::size_t i) { moment(i); });
    json += '}';
}

/// "2021-12-31T23:00:00Z", with a fraction where there is one. Most rows of a view have the moment of the one
/// before them, and writing it is what takes longest.
class MomentWriter
{
public:
    void append(TimeMicros time, std::string &json)
    {
        if (m_text.empty() || time != m_last) {
            m_last = time;
            m_text = time == 0 ? std::string(epoch) : isoTime(time);
            if (const auto zeros = m_text.find(".000000Z"); zeros != std::string::npos)
                m_text.replace(zeros, 8, "Z");
        }
        json.append("\"").append(m_text).append("\"");
    }

private:
    TimeMicros m_last = 0;
    std::string m_text;
};

} // namespace

Status checkColumns(const FeatureQuestion &question)
{
    if (question.entities.empty())
        return failure("store.no_entities");
    for (const auto &column : question.entities) {
        if (column.values.size() != question.rows())
            return failure("store.uneven_columns",
                           {{"column", column.name},
                            {"values", column.values.size()},
                            {"other", question.entities.front().name},
                            {"expected", question.rows()}});
    }
    return done();
}

FeatureAnswerer::FeatureAnswerer(std::shared_ptr<const FeatureSet> set, OnlineStore &store,
                                 std::unique_ptr<StoreReader> thread)
    : m_set(std::move(set))
    , m_store(&store)
    , m_thread(std::move(thread))
{
}

Result<FeatureAnswerer> FeatureAnswerer::make(std::shared_ptr<const FeatureSet> set, OnlineStore &store)
{
    SLIPWAY_ASSIGN(auto thread, store.reader());
    return FeatureAnswerer(std::move(set), store, std::move(thread));
}

Result<OnlineReader> FeatureAnswerer::makeReader(const FeatureQuestion &question) const
{
    std::vector<std::string> wanted;
    for (const auto &reference : question.features) {
        SLIPWAY_ASSIGN(auto name, featureNamed(*m_set, reference));
        if (std::ranges::find(wanted, name) != wanted.end())
            return failure("store.feature_twice", {{"feature", reference}});
        wanted.push_back(std::move(name));
    }
    std::vector<std::string> given;
    for (const auto &column : question.entities)
        given.push_back(column.name);
    SLIPWAY_ASSIGN(auto reader, OnlineReader::make(m_set, *m_store, wanted, given));
    for (const auto &input : reader.inputs()) {
        if (input.isKey && std::ranges::find(given, input.name) == given.end())
            return failure("store.no_key", {{"key", input.name}, {"set", m_set->name}});
    }
    return reader;
}

Result<const OnlineReader *> FeatureAnswerer::readerFor(const FeatureQuestion &question)
{
    m_name.clear();
    for (const auto &feature : question.features)
        m_name.append(feature).append("\n");
    for (const auto &column : question.entities)
        m_name.append("\t").append(column.name);
    if (const auto known = m_readers.find(m_name); known != m_readers.end())
        return &known->second;
    SLIPWAY_ASSIGN(auto reader, makeReader(question));
    if (m_readers.size() >= mostReaders)
        m_readers.clear();
    return &m_readers.emplace(m_name, std::move(reader)).first->second;
}

Status FeatureAnswerer::gatherInputs(const FeatureQuestion &question, TimeMicros now)
{
    const auto &wanted = m_reader->inputs();
    const auto rows = question.rows();
    m_inputs.assign(rows * wanted.size(), {});
    for (std::size_t i = 0; i < wanted.size(); ++i) {
        const auto column =
            std::ranges::find(question.entities, wanted[i].name, &FeatureQuestion::Column::name);
        for (std::size_t row = 0; column != question.entities.end() && row < rows; ++row)
            m_inputs[row * wanted.size() + i] = column->values[row];
    }
    m_asked = {rows, m_inputs, now};
    return done();
}

Status FeatureAnswerer::answer(const FeatureQuestion &question, TimeMicros now)
{
    SLIPWAY_TRY(checkColumns(question));
    SLIPWAY_ASSIGN(m_reader, readerFor(question));
    SLIPWAY_TRY(gatherInputs(question, now));
    return m_reader->read(*m_thread, m_asked, m_answers);
}

void writeFeastAnswer(const FeatureQuestion &question, const OnlineReader &reader,
                      const OnlineAnswers &answers, std::string &json)
{
    std::vector<std::string> names;
    std::vector<std::size_t> features;
    for (const auto &column : question.entities)
        names.push_back(column.name);
    for (std::size_t i = 0; i < reader.features().size(); ++i) {
        const auto &feature = reader.features()[i];
        if (isAmong(question.entities, feature.name))
            continue; // it came with the request, and stands there already
        names.push_back(question.fullNames ? feature.view + "__" + feature.name : feature.name);
        features.push_back(i);
    }
    json += "{\"metadata\":{\"feature_names\":";
    appendTexts(names, json);
    json += answers.stale() ? ",\"stale\":true},\"results\":[" : "},\"results\":[";
    const auto rows = question.rows();
    MomentWriter moments;
    const char *separator = "";
    for (const auto &column : question.entities) {
        json += std::exchange(separator, ",");
        appendColumn(
            rows, json, [&](std::size_t i) { appendInput(column.values[i], json); },
            [&](std::size_t) { return std::string_view("PRESENT"); },
            [&](std::size_t) { moments.append(0, json); });
    }
    for (const auto feature : features) {
        json += std::exchange(separator, ",");
        appendColumn(
            rows, json,
            [&](std::size_t i) {
                appendValue(answers.value(i, feature), reader.features()[feature].type, json);
            },
            [&](std::size_t i) { return featureStatusName(answers.status(i, feature)); },
            [&](std::size_t i) { moments.append(answers.eventTime(i, feature), json); });
    }
    json += "]}";
}

} // namespace slipway::features
