// How much the feature build adds to the bare SQL: the same windows, joins and files written by hand, without
// checks, smoothing, documentation or online snapshot. Usage: bench_features RAW_FOLDER [ROUNDS]

#include "core/base/clock.h"
#include "core/data/duckdb.h"
#include "core/features/feed_features.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <vector>

using namespace slipway;
namespace fs = std::filesystem;

namespace {

Status bareSql(const fs::path &raw, const fs::path &out)
{
    SLIPWAY_ASSIGN(data::Duck duck, data::Duck::open({.allowed = {raw, out}}));
    const auto file = [](const fs::path &path) { return data::quoted(path.string()); };
    SLIPWAY_TRY(duck.execute(fmt::format(
        "CREATE TABLE x AS SELECT *, count(*) OVER u AS un, sum(click) OVER u AS uc, sum(dwell_time) OVER u "
        "AS ud, "
        "count(*) OVER i AS it, sum(click) OVER i AS ic, sum(dwell_time) OVER i AS idw FROM {} WINDOW "
        "u AS (PARTITION BY user_id ORDER BY \"timestamp\" RANGE BETWEEN UNBOUNDED PRECEDING AND INTERVAL 1 "
        "MICROSECOND "
        "PRECEDING), "
        "i AS (PARTITION BY item_id ORDER BY \"timestamp\" RANGE BETWEEN UNBOUNDED PRECEDING AND INTERVAL 1 "
        "MICROSECOND "
        "PRECEDING)",
        file(raw / "interactions.csv"))));
    SLIPWAY_TRY(duck.execute(fmt::format("CREATE TABLE users AS FROM {}; CREATE TABLE items AS FROM {}",
                                         file(raw / "users.csv"), file(raw / "items.csv"))));
    SLIPWAY_ASSIGN(const double val,
                   duck.number("SELECT epoch_us(quantile_disc(\"timestamp\", 0.7)) FROM x"));
    SLIPWAY_ASSIGN(const double test,
                   duck.number("SELECT epoch_us(quantile_disc(\"timestamp\", 0.85)) FROM x"));
    const std::vector<std::pair<std::string, std::string>> parts {
        {"train", fmt::format("\"timestamp\" < make_timestamp({:.0f})", val)},
        {"val",
         fmt::format("\"timestamp\" >= make_timestamp({0:.0f}) AND \"timestamp\" < make_timestamp({1:.0f})",
                     val, test)},
        {"test", fmt::format("\"timestamp\" >= make_timestamp({:.0f})", test)},
    };
    for (const auto &[name, condition] : parts) {
        SLIPWAY_TRY(duck.execute(
            fmt::format("COPY (SELECT interaction_id, \"timestamp\", user_id, item_id, click, uc / un AS "
                        "user_historical_ctr, ud / un AS "
                        "user_avg_dwell_time, un, age, country, segment, ic / it AS item_ctr, idw / it AS "
                        "item_avg_dwell_time, ln(it + 1) "
                        "AS item_popularity, date_diff('second', created_at, \"timestamp\") / 86400.0 AS "
                        "item_age, category, device, "
                        "position, hour(\"timestamp\") AS hour_of_day FROM x LEFT JOIN users USING (user_id) "
                        "LEFT JOIN items USING "
                        "(item_id) WHERE {} ORDER BY \"timestamp\", interaction_id) TO {} (FORMAT parquet)",
                        condition, file(out / (name + ".parquet")))));
    }
    return done();
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 2) {
        fmt::print(stderr, "Usage: bench_features RAW_FOLDER [ROUNDS]\n");
        return 2;
    }
    const fs::path raw = argv[1];
    const int rounds = argc > 2 ? std::max(1, std::atoi(argv[2])) : 5;
    const fs::path out = fs::temp_directory_path() / fmt::format("slipway-bench-{}", steadySeconds());
    fs::create_directories(out);
    std::vector<double> built;
    std::vector<double> bare;
    for (int round = 0; round < rounds; ++round) {
        double began = steadySeconds();
        if (const auto result = features::buildFeedFeatures(raw, out); !result) {
            fmt::print(stderr, "{}\n", result.error().message);
            return 1;
        }
        built.push_back(steadySeconds() - began);
        began = steadySeconds();
        if (const auto result = bareSql(raw, out); !result) {
            fmt::print(stderr, "{}\n{}\n", result.error().message, result.error().detail);
            return 1;
        }
        bare.push_back(steadySeconds() - began);
    }
    fs::remove_all(out);
    fmt::print("build {:.3f} s, bare SQL {:.3f} s, ratio {:.2f} (medians of {})\n", median(built),
               median(bare), median(built) / median(bare), rounds);
    return 0;
}
