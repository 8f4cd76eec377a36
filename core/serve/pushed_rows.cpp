#include "core/serve/pushed_rows.h"

#include "core/base/messages.h"
#include "core/features/store/entity_key.h"
#include "core/features/store/materialize.h"

#include <array>

namespace slipway::serve {

namespace {

using features::ValueType;

Error wrongValue(const std::string &column, std::size_t row, std::string_view expected)
{
    return failure("serve.df_value", {{"column", column}, {"row", row + 1}, {"expected", expected}});
}

/// The columns of a data frame, which must be equally long.
class Frame
{
public:
    static Result<Frame> read(const Json &df)
    {
        if (!df.is_object() || df.empty())
            return failure("serve.feature_member",
                           {{"member", "df"}, {"expected", "an object of lists like {\"user_id\":[7,8]}"}});
        Frame frame;
        frame.m_columns = &df;
        for (const auto &[name, values] : df.items()) {
            if (!values.is_array())
                return failure("serve.feature_member", {{"member", "df." + name}, {"expected", "a list"}});
            if (!frame.m_first.empty() && values.size() != frame.rows)
                return failure("store.uneven_columns",
                               {{"column", name},
                                {"values", values.size()},
                                {"other", frame.m_first},
                                {"expected", frame.rows}});
            frame.m_first = name;
            frame.rows = values.size();
        }
        return frame;
    }

    const Json *find(const std::string &name) const
    {
        const auto found = m_columns->find(name);
        return found == m_columns->end() ? nullptr : &*found;
    }

    Result<const Json *> require(const std::string &name, const std::string &view) const
    {
        if (const auto *column = find(name))
            return column;
        return failure("serve.df_missing_column", {{"column", name}, {"view", view}});
    }

    std::size_t rows = 0;

private:
    const Json *m_columns = nullptr;
    std::string m_first;
};

Status addKey(const std::string &name, const Json &value, std::size_t row, features::EntityKey &key)
{
    if (value.is_number_integer())
        key.add(value.get<std::int64_t>());
    else if (value.is_string())
        key.add(std::string_view(value.get_ref<const std::string &>()));
    else
        return wrongValue(name, row, "a whole number or a text");
    return done();
}

Status setValue(const features::RowLayout::Column &column, std::size_t place, const Json &value,
                std::size_t row, features::RowWriter &writer)
{
    if (value.is_null())
        return done();
    switch (column.type) {
    case ValueType::Number:
        if (value.is_boolean())
            writer.setNumber(place, value.get<bool>() ? 1 : 0);
        else if (value.is_number())
            writer.setNumber(place, value.get<double>());
        else
            return wrongValue(column.name, row, "a number");
        return done();
    case ValueType::Text:
        if (!value.is_string())
            return wrongValue(column.name, row, "a text");
        writer.setText(place, value.get_ref<const std::string &>());
        return done();
    case ValueType::Time: {
        const auto time = value.is_string()
            ? parseFeastTime(column.name, value.get_ref<const std::string &>())
            : Result<TimeMicros>(wrongValue(column.name, row, "a moment like 2026-01-20T00:00:00Z"));
        SLIPWAY_TRY(time);
        writer.setTime(place, time.value());
        return done();
    }
    }
    return done();
}

/// The column with the moments; null where there is none.
const Json *momentColumn(const Frame &frame, const std::string &ofSource, std::string_view standard)
{
    const auto *column = frame.find(std::string(standard));
    return column || ofSource.empty() ? column : frame.find(ofSource);
}

Result<TimeMicros> momentAt(const Json *column, std::size_t row, std::string_view name, TimeMicros standard)
{
    if (!column || column->at(row).is_null())
        return standard;
    if (!column->at(row).is_string())
        return wrongValue(std::string(name), row, "a moment like 2026-01-20T00:00:00Z");
    return parseFeastTime(name, column->at(row).get_ref<const std::string &>());
}

} // namespace

Result<TimeMicros> parseFeastTime(std::string_view member, std::string_view text)
{
    auto plain = text;
    for (const std::string_view utc : {"+00:00", "+0000", " UTC"}) {
        if (plain.ends_with(utc))
            plain.remove_suffix(utc.size());
    }
    std::string spelled(plain);
    if (spelled.size() > 10 && spelled[10] == ' ')
        spelled[10] = 'T';
    if (spelled.size() == 10)
        spelled += "T00:00:00";
    auto time = parseIsoTime(spelled);
    if (!time)
        return failure("serve.feast_time", {{"member", member}, {"value", text}});
    return time;
}

Result<PushedRows> readPushedRows(const features::FeatureSet &set, const features::FeatureView &view,
                                  const Json &df, TimeMicros now)
{
    SLIPWAY_ASSIGN(const auto frame, Frame::read(df));
    const auto &source = *set.source(view.source);
    PushedRows pushed;
    pushed.view = features::plannedView(set, view, 0);
    const auto &layout = pushed.view.layout;
    std::vector<const Json *> keys;
    std::vector<const Json *> values;
    for (const auto &key : layout.keys) {
        SLIPWAY_ASSIGN(const auto *column, frame.require(key, view.name));
        keys.push_back(column);
    }
    for (const auto &feature : layout.columns) {
        SLIPWAY_ASSIGN(const auto *column, frame.require(feature.name, view.name));
        values.push_back(column);
    }
    const auto *moments = momentColumn(frame, source.eventTime, "event_timestamp");
    const auto *created = momentColumn(frame, source.createdTime, "created_timestamp");
    features::RowWriter writer(layout);
    features::EntityKey key;
    for (std::size_t row = 0; row < frame.rows; ++row) {
        SLIPWAY_ASSIGN(const auto eventTime, momentAt(moments, row, "event_timestamp", now));
        SLIPWAY_ASSIGN(const auto createdTime, momentAt(created, row, "created_timestamp", now));
        Json line {{"event_timestamp", isoTime(eventTime)}, {"created_timestamp", isoTime(createdTime)}};
        key.clear();
        for (std::size_t i = 0; i < keys.size(); ++i) {
            SLIPWAY_TRY(addKey(layout.keys[i], keys[i]->at(row), row, key));
            line[layout.keys[i]] = keys[i]->at(row);
        }
        writer.begin(eventTime, createdTime, true);
        for (std::size_t i = 0; i < values.size(); ++i) {
            SLIPWAY_TRY(setValue(layout.columns[i], i, values[i]->at(row), row, writer));
            line[layout.columns[i].name] = values[i]->at(row);
        }
        pushed.rows.emplace_back(key.bytes(), writer.bytes());
        pushed.lines += writeJson(line) + "\n";
    }
    return pushed;
}

Status storePushedRows(features::OnlineStore &store, const PushedRows &pushed)
{
    SLIPWAY_ASSIGN(const auto writer, store.writer(pushed.view, features::WriteMode::Update));
    std::vector<features::NewRow> rows;
    for (const auto &[key, bytes] : pushed.rows)
        rows.push_back({key, bytes});
    SLIPWAY_TRY(writer->put(rows));
    SLIPWAY_TRY(writer->commit(pushed.view));
    return done();
}

} // namespace slipway::serve
