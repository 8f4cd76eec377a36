#pragma once

#include "core/features/definitions/read.h"
#include "core/features/join/offline.h"
#include "core/features/store/feature_question.h"
#include "core/features/store/lmdb_store.h"
#include "core/features/store/materialize.h"
#include "tests/support/temporary_folder.h"

#include <fmt/format.h>

namespace slipway::testing {

/// Users, and their visits of an hour each, in files: enough to materialize from.
class VisitsWorld
{
public:
    static constexpr std::string_view yaml = R"yaml(
features: visits
owner: someone
labels: {table: visits, time: visited_at, target: spent}
entities:
  - {name: everybody, keys: []}
  - {name: user, keys: [user_id]}
  - {name: user_kind, keys: [user_id, kind]}
sources:
  - {name: users, table: users, event_time: seen_at}
  - {name: visits, table: visits, event_time: visited_at, visible: before}
request:
  - {name: price, description: What it costs}
views:
  - name: profile
    entity: user
    source: users
    ttl: 30d
    features:
      - {name: age, column: age, description: Age}
      - {name: city, column: city, type: text, description: City}
      - {name: seen, column: seen_at, type: time, description: When}
  - name: habits
    entity: user
    source: visits
    features:
      - {name: visits_so_far, aggregate: count, description: Visits}
      - {name: spent_so_far, aggregate: sum, of: spent, description: Spent}
  - name: tastes
    entity: user_kind
    source: visits
    features:
      - {name: visits_of_kind, aggregate: count, description: Visits of a kind}
  - name: week
    entity: everybody
    source: visits
    every: 1h
    features:
      - {name: visits_in_week, aggregate: count, window: 7d, description: Visits of everybody}
derived:
  - {name: mean_spent, expression: spent_so_far / visits_so_far, description: Mean}
  - {name: affordable, expression: mean_spent / price, description: Ratio}
  - {name: days_known, expression: "days_between(seen, now)", description: Days}
)yaml";

    static constexpr TimeMicros hour = 3600 * microsPerSecond;
    /// 2026-03-01; users 0..9 were seen on that day, and visits follow, one an hour.
    static constexpr TimeMicros begin = 1'772'323'200 * microsPerSecond;

    explicit VisitsWorld(int visits = 200)
        : set(std::make_shared<const features::FeatureSet>(
            features::readFeatureSet(yaml, "visits.yaml").value()))
    {
        std::string users = "user_id,age,city,seen_at\n";
        for (int user = 0; user < 10; ++user)
            users += fmt::format("{},{},{},{}\n", user, user == 3 ? "" : std::to_string(20 + user),
                                 user % 2 == 0 ? "Porto" : "Faro", sql(begin + user * microsPerSecond));
        folder.write("users.csv", users);
        setVisits(visits);
    }

    /// The first so many visits have happened.
    void setVisits(int visits)
    {
        std::string text = "user_id,kind,visited_at,spent\n";
        for (int visit = 0; visit < visits; ++visit)
            text += fmt::format("{},{},{},{}\n", visit * 7 % 10, visit % 3 == 0 ? "hat" : "cap",
                                sql(visitTime(visit)), visit % 13);
        folder.write("visits.csv", text);
    }

    static constexpr TimeMicros visitTime(int visit) { return begin + visit * hour; }

    features::OfflineOptions tables() const
    {
        features::OfflineOptions options;
        options.tables = {{"users", folder / "users.csv"}, {"visits", folder / "visits.csv"}};
        return options;
    }

    features::OfflineFeatures offline() const
    {
        return std::move(features::OfflineFeatures::open(*set, tables())).value();
    }

    std::unique_ptr<features::OnlineStore> store(const char *name = "online") const
    {
        return std::move(features::LmdbStore::open(folder / name, {.create = true})).value();
    }

    TemporaryFolder folder;
    std::shared_ptr<const features::FeatureSet> set;

private:
    static std::string sql(TimeMicros time)
    {
        auto text = isoTime(time).substr(0, 19);
        text[10] = ' ';
        return text;
    }
};

} // namespace slipway::testing
