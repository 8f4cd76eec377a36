#pragma once

#include "core/features/store/entity_key.h"
#include "core/features/store/online_store.h"

#include <fmt/format.h>

namespace slipway::testing {

/// A view of users with a number and a text, for tests of stores.
inline features::StoredView userView(const std::string &name = "profile")
{
    features::StoredView view;
    view.set = "test";
    view.view = name;
    view.definition = "d1";
    view.layout.keys = {"user_id"};
    view.layout.columns = {{"score", features::ValueType::Number}, {"word", features::ValueType::Text}};
    view.layoutId = view.layout.id();
    view.from = 1;
    view.to = 100;
    view.materialized = 1000;
    return view;
}

inline std::string userKey(std::int64_t user)
{
    features::EntityKey key;
    key.add(user);
    return std::string(key.bytes());
}

/// Fills the row of a user; a third of them have no word.
inline void fillUser(features::RowWriter &row, std::int64_t user, double score, TimeMicros event, bool pushed)
{
    row.begin(event, event, pushed);
    row.setNumber(0, score);
    if (user % 3 != 0)
        row.setText(1, fmt::format("word {}", user));
}

inline std::string userRow(const features::StoredView &view, std::int64_t user, double score,
                           TimeMicros event = 50, bool pushed = false)
{
    features::RowWriter row(view.layout);
    fillUser(row, user, score, event, pushed);
    return std::string(row.bytes());
}

/// Writes users 0..count-1 whose score is `score`, some at a time.
inline Status writeUsers(features::ViewWriter &writer, const features::StoredView &view, std::int64_t count,
                         double score, TimeMicros event = 50)
{
    features::RowWriter row(view.layout);
    for (std::int64_t user = 0; user < count; ++user) {
        fillUser(row, user, score, event, false);
        const auto key = userKey(user);
        const features::NewRow one {key, row.bytes()};
        SLIPWAY_TRY(writer.put({&one, 1}));
    }
    return done();
}

inline Status replaceUsers(features::OnlineStore &store, const features::StoredView &view, std::int64_t count,
                           double score, TimeMicros event = 50)
{
    SLIPWAY_ASSIGN(const auto writer, store.writer(view, features::WriteMode::Replace));
    SLIPWAY_TRY(writeUsers(*writer, view, count, score, event));
    SLIPWAY_TRY(writer->commit(view));
    return done();
}

/// One row more, or a newer one.
inline Status pushUser(features::OnlineStore &store, const features::StoredView &view, std::int64_t user,
                       double score, TimeMicros event)
{
    auto pushed = view;
    pushed.to = pushed.from = 0;
    SLIPWAY_ASSIGN(const auto writer, store.writer(pushed, features::WriteMode::Update));
    const auto key = userKey(user);
    const auto row = userRow(view, user, score, event, true);
    const features::NewRow one {key, row};
    SLIPWAY_TRY(writer->put({&one, 1}));
    SLIPWAY_TRY(writer->commit(pushed));
    return done();
}

/// The score that is stored for a user; -1: none.
inline Result<double> scoreOf(features::OnlineStore &store, features::StoreReader &reader, std::int64_t user,
                              const std::string &name = "profile")
{
    features::ReadBatch batch;
    const auto id = store.names()->id("test", name);
    batch.add(id, userKey(user));
    SLIPWAY_TRY(reader.read(batch));
    const features::RowView row(batch.row(0), 2);
    return row.valid() ? row.number(0) : -1.0;
}

} // namespace slipway::testing
