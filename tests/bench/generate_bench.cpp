// How long the feed world takes beside a bare DuckDB that writes a CSV of the same shape.
#include "core/base/clock.h"
#include "core/data/duckdb.h"
#include "core/data/feed_generator.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

using namespace slipway;

namespace {

double median(std::vector<double> times)
{
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

double seconds(const std::function<bool()> &work)
{
    const double start = steadySeconds();
    if (!work()) {
        std::fprintf(stderr, "generate_bench: a step failed\n");
        std::exit(1);
    }
    return steadySeconds() - start;
}

} // namespace

int main(int argc, char **argv)
{
    const std::int64_t rows = argc > 1 ? std::atoll(argv[1]) : 1'000'000;
    const auto folder = std::filesystem::temp_directory_path() / "slipway-generate-bench";
    std::filesystem::create_directories(folder);
    const auto bare = folder / "bare.csv";
    const std::string copy =
        "COPY (SELECT range AS interaction_id, TIMESTAMP '2026-01-01' + to_milliseconds(range * 2592) AS "
        "timestamp, (range * 7919) % 10000 AS user_id, (range * 31) % 5000 AS item_id, "
        "CASE range % 3 WHEN 0 THEN 'mobile' WHEN 1 THEN 'desktop' ELSE 'tablet' END AS device, "
        "range % 20 AS position, (range % 8 = 0)::INTEGER AS click, (range % 400) / 10 AS dwell_time FROM "
        "range("
        + std::to_string(rows) + ")) TO " + data::quoted(bare.string())
        + " (FORMAT csv, HEADER, USE_TMP_FILE false)";

    std::vector<double> csv, parquet, duck;
    for (int round = 0; round < 5; ++round) {
        data::FeedOptions options;
        options.interactions = rows;
        csv.push_back(seconds(
            [&] { return data::generateFeed(options, folder, "csv", folder / "truth.parquet").ok(); }));
        duck.push_back(seconds([&] {
            auto opened = data::Duck::open({.allowed = {folder}});
            return opened && opened.value().execute(copy).ok();
        }));
        parquet.push_back(seconds(
            [&] { return data::generateFeed(options, folder, "parquet", folder / "truth.parquet").ok(); }));
    }
    std::filesystem::remove_all(folder);
    std::printf("rows %lld, medians of 5\n", static_cast<long long>(rows));
    std::printf("feed as csv      %.3f s  %.2f x bare\n", median(csv), median(csv) / median(duck));
    std::printf("feed as parquet  %.3f s  %.2f x bare\n", median(parquet), median(parquet) / median(duck));
    std::printf("bare DuckDB csv  %.3f s\n", median(duck));
    return 0;
}
