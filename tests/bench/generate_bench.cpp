// How fast worlds are made. Usage:
//   bench_generate feed [ROWS]    the feed beside a bare DuckDB that writes a CSV of the same shape, and
//   beside
//                                 the Python peer where SLIPWAY_PEERS names its folder and python3 has pandas
//   bench_generate scale [ROWS]   rows per second and peak memory at ROWS, a tenth and a hundredth of them
//   bench_generate churn [GB]     a churn set of about that size, MB/s beside cat of the same files
#include "core/base/clock.h"
#include "core/data/duckdb.h"
#include "core/data/worlds/generate.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <vector>

using namespace slipway;
namespace fs = std::filesystem;

namespace {

double median(std::vector<double> times)
{
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

[[noreturn]] void fail(const std::string &why)
{
    std::fprintf(stderr, "generate_bench: %s\n", why.c_str());
    std::exit(1);
}

double seconds(const std::function<bool()> &work)
{
    const double start = steadySeconds();
    if (!work())
        fail("a step failed");
    return steadySeconds() - start;
}

bool made(const char *name, const Json &settings, const fs::path &folder, const char *format)
{
    const auto &scenario = *data::findScenario(name).value();
    const auto options = data::worldOptions(scenario, settings);
    if (!options)
        fail(options.error().message);
    const auto result =
        data::generateScenario(scenario, options.value(), {.folder = folder, .format = format});
    if (!result)
        fail(result.error().message);
    return true;
}

/// The work in a process of its own, so that its peak memory is its own; MB.
double peakMemory(const std::function<bool()> &work)
{
    const pid_t child = fork();
    if (child == 0)
        _exit(work() ? 0 : 1);
    int status = 0;
    rusage usage {};
    wait4(child, &status, 0, &usage);
    if (status != 0)
        fail("a step failed");
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

double sizeOf(const fs::path &folder)
{
    double bytes = 0;
    for (const auto &entry : fs::directory_iterator(folder))
        bytes += static_cast<double>(entry.file_size());
    return bytes / 1e6;
}

/// Seconds of the peer's own clock, or 0 where it cannot run.
double peerSeconds(std::int64_t rows, const fs::path &folder)
{
    const char *peers = std::getenv("SLIPWAY_PEERS");
    if (!peers)
        return 0;
    const char *python = std::getenv("SLIPWAY_PYTHON");
    const auto command = std::string(python ? python : "python3") + " " + peers
        + "/feed_pipeline.py --stages generate --users " + std::to_string(rows / 100) + " --items "
        + std::to_string(rows / 200) + " --rows " + std::to_string(rows) + " --out " + folder.string()
        + " 2>/dev/null";
    FILE *pipe = popen(command.c_str(), "r");
    double time = 0;
    if (pipe && std::fscanf(pipe, "generate %lf", &time) != 1)
        time = 0;
    if (pipe)
        pclose(pipe);
    return time;
}

void benchFeed(std::int64_t rows, const fs::path &folder)
{
    const auto bare = folder / "bare.csv";
    const std::string copy =
        "COPY (SELECT range AS interaction_id, TIMESTAMP '2026-01-01' + to_milliseconds(range * 2592) AS "
        "timestamp, (range * 7919) % 10000 AS user_id, (range * 31) % 5000 AS item_id, "
        "CASE range % 3 WHEN 0 THEN 'mobile' WHEN 1 THEN 'desktop' ELSE 'tablet' END AS device, "
        "range % 20 AS position, (range % 8 = 0)::INTEGER AS click, (range % 400) / 10 AS dwell_time FROM "
        "range("
        + std::to_string(rows) + ")) TO " + data::quoted(bare.string())
        + " (FORMAT csv, HEADER, USE_TMP_FILE false)";
    const Json settings {{"rows", rows}};
    std::vector<double> csv, parquet, duck, peer;
    for (int round = 0; round < 5; ++round) {
        csv.push_back(seconds([&] { return made("feed", settings, folder, "csv"); }));
        duck.push_back(seconds([&] {
            auto opened = data::Duck::open({.allowed = {folder}});
            return opened && opened.value().execute(copy).ok();
        }));
        parquet.push_back(seconds([&] { return made("feed", settings, folder, "parquet"); }));
        if (round < 3)
            peer.push_back(peerSeconds(rows, folder / "peer"));
    }
    std::printf("rows %lld, medians of 5 (peer: of 3)\n", static_cast<long long>(rows));
    std::printf("feed as csv      %.3f s  %.2f x bare\n", median(csv), median(csv) / median(duck));
    std::printf("feed as parquet  %.3f s  %.2f x bare\n", median(parquet), median(parquet) / median(duck));
    std::printf("bare DuckDB csv  %.3f s\n", median(duck));
    if (median(peer) > 0) {
        std::printf("Python peer      %.3f s  the feed as csv is %.1f times as fast\n", median(peer),
                    median(peer) / median(csv));
    } else {
        std::printf("Python peer      not run: set SLIPWAY_PEERS (and SLIPWAY_PYTHON, which needs pandas)\n");
    }
}

void benchScale(std::int64_t most, const fs::path &folder)
{
    std::printf("%14s %10s %14s %12s\n", "rows", "seconds", "rows/s", "peak MB");
    for (const std::int64_t rows : {most / 100, most / 10, most}) {
        const Json settings {{"rows", rows}, {"entities", 100'000}, {"items", 50'000}};
        double peak = 0;
        const double time = seconds([&] {
            peak = peakMemory([&] { return made("feed", settings, folder, "parquet"); });
            return true;
        });
        std::printf("%14lld %10.2f %14.0f %12.0f\n", static_cast<long long>(rows), time,
                    static_cast<double>(rows) / time, peak);
    }
}

void benchChurn(double gigabytes, const fs::path &folder)
{
    made("churn", {{"rows", 2000}}, folder, "csv");
    const double each = sizeOf(folder) / 2000; // MB a customer
    const auto rows = static_cast<std::int64_t>(gigabytes * 1000 / each);
    double time = 0;
    const double peak = peakMemory([&] { return made("churn", {{"rows", 1000}}, folder, "parquet"); });
    const double large = [&] {
        double memory = 0;
        time = seconds([&] {
            memory = peakMemory([&] { return made("churn", {{"rows", rows}}, folder, "csv"); });
            return true;
        });
        return memory;
    }();
    fs::remove(folder / "customers.parquet");
    const double size = sizeOf(folder);
    const auto cat = "cat " + folder.string() + "/*.csv > " + (folder / "copy").string();
    const double copy = seconds([&] { return std::system(cat.c_str()) == 0; });
    std::printf("churn, %lld customers, %.0f MB of CSV and truth\n", static_cast<long long>(rows), size);
    std::printf("generate  %.2f s  %.0f MB/s  peak %.0f MB (of 1000 customers: %.0f MB)\n", time, size / time,
                large, peak);
    std::printf("cat       %.2f s  %.0f MB/s  generating takes %.1f times as long\n", copy, size / copy,
                time / copy);
}

} // namespace

int main(int argc, char **argv)
{
    const std::string what = argc > 1 ? argv[1] : "feed";
    const double number = argc > 2 ? std::atof(argv[2]) : 0;
    const auto folder = fs::temp_directory_path() / "slipway-generate-bench";
    fs::remove_all(folder);
    fs::create_directories(folder);
    if (what == "feed")
        benchFeed(number > 0 ? static_cast<std::int64_t>(number) : 1'000'000, folder);
    else if (what == "scale")
        benchScale(number > 0 ? static_cast<std::int64_t>(number) : 10'000'000, folder);
    else if (what == "churn")
        benchChurn(number > 0 ? number : 0.5, folder);
    else
        fail("choose feed, scale or churn");
    fs::remove_all(folder);
    return 0;
}
