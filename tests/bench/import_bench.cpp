// How long the import of a large CSV takes beside DuckDB's own bare COPY of the same file, and beside pandas.
// import_bench [MEGABYTES]
#include "core/base/clock.h"
#include "core/data/duckdb.h"
#include "core/data/import.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include <sys/resource.h>

using namespace slipway;

namespace {

struct Cost {
    double wall = 0;
    double processor = 0;
};

double processorSeconds()
{
    rusage usage {};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval &time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) * 1e-6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

Cost cost(const std::function<bool()> &work)
{
    const double wall = steadySeconds();
    const double processor = processorSeconds();
    if (!work()) {
        std::fprintf(stderr, "import_bench: a step failed\n");
        std::exit(1);
    }
    return {steadySeconds() - wall, processorSeconds() - processor};
}

Cost median(std::vector<Cost> costs)
{
    std::sort(costs.begin(), costs.end(), [](const Cost &a, const Cost &b) { return a.wall < b.wall; });
    return costs[costs.size() / 2];
}

/// About 109 bytes a row: whole numbers, times, categories, reals, dates, and texts in quotes with gaps.
std::string generation(const std::filesystem::path &file, long long rows)
{
    return "COPY (SELECT range AS id, TIMESTAMP '2026-01-01' + to_milliseconds(range * 2592) AS at, (range * "
           "7919) "
           "% 100000 AS user_id, 'item_' || (range * 31) % 5000 AS item, CASE range % 3 WHEN 0 THEN 'mobile' "
           "WHEN "
           "1 THEN 'desktop' ELSE 'tablet' END AS device, round((hash(range) % 1000000) / 997.0, 4) AS "
           "amount, "
           "(hash(range + 7) % 100000) / 100000.0 AS score, range % 20 AS position, (range % 8 = 0)::INTEGER "
           "AS "
           "click, DATE '2020-01-01' + (range % 2000)::INTEGER AS day, CASE WHEN range % 7 = 0 THEN NULL "
           "ELSE 'a "
           "note with, commas ' || (range % 1000) END AS note FROM range("
        + std::to_string(rows) + ")) TO " + data::quoted(file.string())
        + " (FORMAT csv, HEADER, USE_TMP_FILE false)";
}

bool run(const std::filesystem::path &folder, const std::string &sql)
{
    auto duck = data::Duck::open({.allowed = {folder}, .temporaryFolder = folder});
    return duck && duck.value().execute(sql).ok();
}

} // namespace

int main(int argc, char **argv)
{
    const long long megabytes = argc > 1 ? std::atoll(argv[1]) : 1024;
    const auto folder = std::filesystem::temp_directory_path() / "slipway-import-bench";
    std::filesystem::create_directories(folder);
    const auto csv = folder / "table.csv";
    if (!run(folder, generation(csv, megabytes * 9600)))
        return 1;
    const std::string copy = "COPY (FROM read_csv(" + data::quoted(csv.string()) + ")) TO "
        + data::quoted((folder / "bare.parquet").string()) + " (FORMAT parquet, USE_TMP_FILE false)";

    std::vector<Cost> ours;
    std::vector<Cost> bare;
    for (int round = 0; round < 3; ++round) {
        bare.push_back(cost([&] { return run(folder, copy); }));
        ours.push_back(cost([&] { return data::importFiles({csv}, {.folder = folder}, {}).ok(); }));
    }
    const Cost our = median(ours);
    const Cost duck = median(bare);
    std::printf("%.0f MB, medians of 3 (wall, processor)\n",
                static_cast<double>(std::filesystem::file_size(csv)) / 1e6);
    std::printf("bare DuckDB COPY  %.2f s  %.2f s\n", duck.wall, duck.processor);
    std::printf("import            %.2f s  %.2f s  %.2f x bare by the clock, %.2f x by the processor\n",
                our.wall, our.processor, our.wall / duck.wall, our.processor / duck.processor);
    // Reading alone: Debian has no pyarrow, and pandas writes Parquet with nothing else.
    const char *python = std::getenv("SLIPWAY_PYTHON");
    const std::string pandas = std::string(python ? python : "python3")
        + " -c \"import pandas, time; t = time.time(); pandas.read_csv('" + csv.string()
        + "', parse_dates=['at', 'day']); print('pandas read_csv   %.2f s, storing nothing' % (time.time() - "
          "t))\" 2>/dev/null";
    std::fflush(stdout);
    if (std::system(pandas.c_str()) != 0)
        std::printf("pandas            absent: name a Python that has it in SLIPWAY_PYTHON\n");
    rusage usage {};
    getrusage(RUSAGE_SELF, &usage);
    std::printf("peak memory       %.0f MB\n", static_cast<double>(usage.ru_maxrss) / 1024);
    std::filesystem::remove_all(folder);
    return 0;
}
