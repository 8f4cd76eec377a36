// A table of many rows as the window scrolls it: the time to the first rows and to jumps, in the file's order
// and through a built index (sorted, and filtered), against the aim of 100 ms each after the first; the time
// that the index takes to build apart, beside DuckDB writing the same rows unsorted.
// bench_rows [ROWS] [FOLDER]

#include "core/base/clock.h"
#include "core/data/row_index.h"
#include "core/data/row_window.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <vector>

namespace {

using namespace slipway;
using namespace slipway::data;
namespace fs = std::filesystem;

constexpr std::int64_t windowRows = 200;
constexpr double aimMs = 100;
constexpr int jumps = 9;

[[noreturn]] void fail(const Error &error)
{
    fmt::print(stderr, "{} ({})\n", error.message, error.detail);
    std::exit(1);
}

template <typename T>
T need(Result<T> result)
{
    if (!result)
        fail(result.error());
    return std::move(result).value();
}

/// A feed's columns: ids, a time, a level, small numbers, and one that no order of rows follows.
double makeTable(const fs::path &file, std::int64_t rows)
{
    Duck duck = need(Duck::open({.allowed = {file}}));
    const double started = steadySeconds();
    (void)need(duck.number(fmt::format(
        "COPY (SELECT range AS interaction_id, (hash(range) % 1000000)::BIGINT AS user_id, "
        "(hash(range * 7) % 100000)::BIGINT AS item_id, "
        "TIMESTAMP '2026-01-01' + to_microseconds(range * 300000) AS timestamp, "
        "['mobile', 'desktop', 'tablet', 'tv'][(1 + hash(range * 3) % 4)::BIGINT] AS device, "
        "(hash(range * 11) % 20)::INTEGER AS position, (hash(range * 13) % 100 < 5)::INTEGER AS click, "
        "(hash(range * 17) % 100000) / 1000.0::DOUBLE AS dwell FROM range({})) TO {} (FORMAT parquet, "
        "USE_TMP_FILE false)",
        rows, data::quoted(absoluteText(file)))));
    return steadySeconds() - started;
}

double readMs(Source &source, std::int64_t first)
{
    std::int64_t rows = 0;
    const double started = steadySeconds();
    const auto read = readWindow(source, {first, windowRows}, [&](const Block &block) {
        rows += static_cast<std::int64_t>(block.rows);
        return done();
    });
    if (!read)
        fail(read.error());
    return (steadySeconds() - started) * 1e3;
}

/// Opens the file, reads its first rows, then jumps to places all over it.
void walk(const char *what, const fs::path &file, std::int64_t rows)
{
    const double started = steadySeconds();
    Source source = need(openSource(file));
    const double openMs = (steadySeconds() - started) * 1e3;
    const double first = readMs(source, 0);
    const double again = readMs(source, windowRows);
    const double middle = readMs(source, rows / 2);
    std::vector<double> others;
    for (int i = 1; i <= jumps; ++i)
        others.push_back(
            readMs(source, rows / (jumps + 1) * i + 12'345 % std::max<std::int64_t>(rows / 10, 1)));
    std::sort(others.begin(), others.end());
    fmt::print(
        "{:<22} open {:6.1f} ms, first rows {:6.1f}, next {:6.1f}, middle {:6.1f}, {} jumps: median {:6.1f}, "
        "longest {:6.1f} ms = {:.2f} of the aim\n",
        what, openMs, first, again, middle, jumps, others[others.size() / 2], others.back(),
        others.back() / aimMs);
}

void index(const char *what, const fs::path &folder, const fs::path &table, const RowView &view, double plain)
{
    const auto file = folder / rowIndexName("bench", view);
    const double started = steadySeconds();
    const auto built = need(buildRowIndex(table, view, file, folder / "spill", {}));
    const double seconds = steadySeconds() - started;
    fmt::print("{:<22} {} rows, built in {:.1f} s = {:.2f} x writing the table, {:.2f} of its bytes\n", what,
               built.rows, seconds, seconds / plain,
               static_cast<double>(fs::file_size(file)) / static_cast<double>(fs::file_size(table)));
    walk(what, file, built.rows);
    fs::remove(file);
}

} // namespace

int main(int argc, char **argv)
{
    const std::int64_t rows = argc > 1 ? std::max(1000LL, std::atoll(argv[1])) : 10'000'000;
    const fs::path folder = argc > 2 ? fs::path(argv[2]) : fs::temp_directory_path() / "slipway-bench-rows";
    fs::create_directories(folder);
    const auto table = folder / "rows.parquet";
    const double seconds = makeTable(table, rows);
    fmt::print("{} rows, {} MB, written in {:.1f} s; aim {:.0f} ms a window of {} rows after the first\n",
               rows, fs::file_size(table) / 1'000'000, seconds, aimMs, windowRows);
    walk("in the file's order", table, rows);
    index("filtered", folder, table, {.filter = "device = 'tv' and dwell between 10 and 50"}, seconds);
    index("sorted", folder, table, {.sort = RowOrder {"dwell", true}}, seconds);
    fs::remove_all(folder);
    return 0;
}
