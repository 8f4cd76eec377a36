// How fast features are built. Usage:
//   bench_features feed [ROWS] [ROUNDS]   beside the bare SQL: the same windows, joins and files written by
//   hand,
//                                         without checks, smoothing or documentation; and
//                                         beside the Python peer where SLIPWAY_PEERS names its folder and
//                                         python3 has pandas
//   bench_features scale [ROWS]           seconds and peak memory of one build from Parquet
//   bench_features churn [CUSTOMERS]      the same for the churn scenario with a year of events

#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/data/duckdb.h"
#include "core/data/feed_generator.h"
#include "core/data/read.h"
#include "core/data/worlds/generate.h"
#include "core/features/definitions/scenario_sets.h"
#include "core/features/feed_features.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

using namespace slipway;
namespace fs = std::filesystem;

namespace {

/// One window more for each way in which interactions belong together, as in the definitions.
constexpr std::string_view windows =
    "CREATE TABLE x AS SELECT *, count(*) OVER u AS un, sum(click) OVER u AS uc, sum(dwell_time) OVER u AS "
    "ud, count(*) "
    "OVER c AS cn, sum(click) OVER c AS cc, count(*) OVER i AS it, sum(click) OVER i AS ic, sum(dwell_time) "
    "OVER i AS idw "
    "FROM (SELECT * FROM {} LEFT JOIN (SELECT item_id, category FROM items) USING (item_id)) WINDOW "
    "u AS (PARTITION BY user_id ORDER BY \"timestamp\" RANGE BETWEEN UNBOUNDED PRECEDING AND {} PRECEDING), "
    "c AS (PARTITION BY user_id, category ORDER BY \"timestamp\" RANGE BETWEEN UNBOUNDED PRECEDING AND {} "
    "PRECEDING), "
    "i AS (PARTITION BY item_id ORDER BY \"timestamp\" RANGE BETWEEN UNBOUNDED PRECEDING AND {} PRECEDING)";

constexpr std::string_view part = "COPY (SELECT interaction_id, \"timestamp\", user_id, item_id, click, uc / "
                                  "un AS user_historical_ctr, ud / un AS "
                                  "user_avg_dwell_time, un, cc / cn AS user_category_ctr, age, country, "
                                  "activity_segment, ic / it AS item_ctr, idw / it AS "
                                  "item_avg_dwell_time, ln(it + 1) AS item_popularity, date_diff('second', "
                                  "created_at, \"timestamp\") / 86400.0 AS "
                                  "item_age, items.category, ln(length_seconds + 1) AS item_length, "
                                  "ln(creator_followers + 1) AS item_creator_followers, "
                                  "device, position, hour(\"timestamp\") AS hour_of_day FROM x LEFT JOIN "
                                  "users USING (user_id) LEFT JOIN items USING "
                                  "(item_id) WHERE \"timestamp\" >= make_timestamp({}) AND \"timestamp\" < "
                                  "make_timestamp({}) ORDER BY \"timestamp\", "
                                  "interaction_id) TO {} (FORMAT parquet)";

Status bareSql(const fs::path &raw, const fs::path &out)
{
    SLIPWAY_ASSIGN(data::Duck duck, data::Duck::open({.allowed = {raw, out}, .temporaryFolder = {}}));
    const auto file = [](const fs::path &path) { return data::quoted(path.string()); };
    constexpr std::string_view tie = "INTERVAL 1 MICROSECOND";
    SLIPWAY_TRY(duck.execute(fmt::format("CREATE TABLE users AS FROM {}; CREATE TABLE items AS FROM {}",
                                         file(raw / "users.csv"), file(raw / "items.csv"))));
    SLIPWAY_TRY(duck.execute(fmt::format(windows, file(raw / "interactions.csv"), tie, tie, tie)));
    std::vector<double> borders {0};
    for (const double share : {0.7, 0.85}) {
        SLIPWAY_ASSIGN(
            const double border,
            duck.number(fmt::format("SELECT epoch_us(quantile_disc(\"timestamp\", {})) FROM x", share)));
        borders.push_back(border);
    }
    borders.push_back(4e15);
    for (std::size_t i = 0; i < 3; ++i) {
        SLIPWAY_TRY(duck.execute(fmt::format(part, static_cast<std::int64_t>(borders[i]),
                                             static_cast<std::int64_t>(borders[i + 1]),
                                             file(out / fmt::format("bare{}.parquet", i)))));
    }
    return done();
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

/// Seconds that the work took, or the end of the program.
template <typename Work>
double timed(Work work)
{
    const double began = steadySeconds();
    if (const auto result = work(); !result) {
        fmt::print(stderr, "{}\n{}\n", result.error().message, result.error().detail);
        std::exit(1);
    }
    return steadySeconds() - began;
}

/// Seconds of the peer's own clock, or 0 where it cannot run. It makes its data once.
double peerSeconds(std::int64_t rows, const fs::path &folder)
{
    const char *peers = std::getenv("SLIPWAY_PEERS");
    if (!peers)
        return 0;
    const char *python = std::getenv("SLIPWAY_PYTHON");
    const auto command = [&](const char *stage) {
        return fmt::format(
            "{} {}/feed_pipeline.py --stages {} --users {} --items {} --rows {} --out {} 2>/dev/null",
            python ? python : "python3", peers, stage, rows / 100, rows / 200, rows, folder.string());
    };
    if (!fs::exists(folder / "interactions.csv")
        && std::system((command("generate") + " >/dev/null").c_str()) != 0)
        return 0;
    FILE *pipe = popen(command("features").c_str(), "r");
    double time = 0;
    if (pipe && std::fscanf(pipe, "features %lf", &time) != 1)
        time = 0;
    if (pipe)
        pclose(pipe);
    return time;
}

struct Measured {
    double seconds = 0;
    double peakMb = 0;
};

/// The work in a process of its own, so that its peak memory is its own.
Measured measured(const std::function<void()> &work)
{
    const double began = steadySeconds();
    const pid_t child = fork();
    if (child == 0) {
        work();
        _exit(0);
    }
    int status = 0;
    rusage usage {};
    wait4(child, &status, 0, &usage);
    if (status != 0)
        std::exit(1);
    return {steadySeconds() - began, static_cast<double>(usage.ru_maxrss) / 1024};
}

void benchFeed(std::int64_t rows, int rounds, const fs::path &folder)
{
    const auto raw = folder / "raw";
    const auto out = folder / "out";
    fs::create_directories(out);
    timed([&] { return data::generateFeed({.interactions = rows}, raw, "csv", folder / "truth.parquet"); });
    std::vector<double> built;
    std::vector<double> bare;
    std::vector<double> peer;
    for (int round = 0; round < rounds; ++round) {
        built.push_back(timed([&] { return features::buildFeedFeatures(raw, out); }));
        bare.push_back(timed([&] { return bareSql(raw, out); }));
        peer.push_back(peerSeconds(rows, folder / "peer"));
    }
    fmt::print("{} rows: build {:.3f} s, bare SQL {:.3f} s, ratio {:.2f} (medians of {})\n", rows,
               median(built), median(bare), median(built) / median(bare), rounds);
    if (median(peer) > 0)
        fmt::print("Python peer {:.3f} s, the build is {:.1f} times as fast\n", median(peer),
                   median(peer) / median(built));
}

void generated(const char *scenario, const Json &settings, const fs::path &folder)
{
    timed([&]() -> Status {
        SLIPWAY_ASSIGN(const auto *world, data::findScenario(scenario));
        SLIPWAY_ASSIGN(const auto options, data::worldOptions(*world, settings));
        SLIPWAY_TRY(data::generateScenario(*world, options, {.folder = folder, .format = "parquet"}));
        return done();
    });
}

void benchSet(const char *scenario, const Json &settings, const fs::path &folder)
{
    measured([&] { generated(scenario, settings, folder / "raw"); });
    const auto &set = features::findScenarioSet(scenario).value()->set;
    std::map<std::string, fs::path> tables;
    for (const auto &table : set.tables())
        tables[table] = folder / "raw" / (table + ".parquet");
    const auto cost = measured([&] {
        timed([&] {
            return features::buildFeatures(set, tables, folder / "out",
                                           {.temporaryFolder = folder / "spill"});
        });
    });
    fmt::print("{} {}: {} features, {:.1f} s, peak {:.0f} MB\n", scenario, settings.dump(),
               set.outputs().size(), cost.seconds, cost.peakMb);
}

} // namespace

int main(int argc, char **argv)
{
    const std::string what = argc > 1 ? argv[1] : "feed";
    const auto rows = argc > 2 ? std::atoll(argv[2]) : 0;
    const auto folder = fs::temp_directory_path() / ("slipway-bench-" + newId());
    fs::create_directories(folder);
    if (what == "feed") {
        benchFeed(rows > 0 ? rows : 1'000'000, argc > 3 ? std::max(1, std::atoi(argv[3])) : 5, folder);
    } else if (what == "scale") {
        const auto all = rows > 0 ? rows : 10'000'000;
        benchSet("feed", {{"rows", all}, {"entities", 100'000}, {"items", 50'000}}, folder);
    } else if (what == "churn") {
        benchSet("churn", {{"rows", rows > 0 ? rows : 50'000}}, folder);
    } else {
        fmt::print(stderr, "Choose feed, scale or churn.\n");
        return 2;
    }
    fs::remove_all(folder);
    return 0;
}
