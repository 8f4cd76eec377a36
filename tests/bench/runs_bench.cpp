// How long the first page of the table of runs takes in a workspace of 10,000 runs and a million metric
// points, beside a bare query for the same rows, and how long the curves of one run take. bench_runs [RUNS]
// [POINTS A RUN]

#include "core/base/clock.h"
#include "core/workspace/metric_curves.h"
#include "core/workspace/run_page.h"
#include "core/workspace/sqlite_store.h"
#include "tests/bench/many_runs.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <functional>

namespace {

using namespace slipway;
using namespace slipway::workspace;

/// The best of several, in milliseconds.
double milliseconds(const std::function<void()> &work)
{
    double best = 1e9;
    for (int i = 0; i < 15; ++i) {
        const double begin = steadySeconds();
        work();
        best = std::min(best, 1000 * (steadySeconds() - begin));
    }
    return best;
}

} // namespace

int main(int argc, char **argv)
{
    const std::int64_t runs = argc > 1 ? std::atoll(argv[1]) : 10'000;
    const std::int64_t points = argc > 2 ? std::atoll(argv[2]) : 100;
    std::string folder = (std::filesystem::temp_directory_path() / "slipway-runs-XXXXXX").string();
    if (!mkdtemp(folder.data()))
        return 1;
    const auto store = openSqliteStore(std::filesystem::path(folder) / "slipway.db").value();
    const double begin = steadySeconds();
    if (const auto filled = bench::fillRuns(*store, runs, points); !filled) {
        fmt::print("{}\n", filled.error().message);
        return 1;
    }
    fmt::print("{} runs, {} metric points, made in {:.1f} s\n", runs, runs * points, steadySeconds() - begin);

    const double bare = milliseconds([&] {
        (void)store->each(
            "SELECT id, run_id, name, status, start_time, end_time FROM runs WHERE lifecycle_stage = "
            "'active' ORDER BY start_time DESC, id DESC LIMIT 200",
            {}, [](const Row &row) { (void)row.text(1); });
    });
    fmt::print("bare query of 200 rows                {:8.2f} ms\n", bare);
    const auto report = [&](const char *what, RunQuery query) {
        query.metrics = {"val_auc", "test_auc"};
        query.params = {"model.type"};
        const double time = milliseconds([&] { (void)readRunPage(*store, query); });
        fmt::print("{:<37} {:8.2f} ms  {:5.1f} x bare\n", what, time, time / bare);
    };
    report("first page with metrics and a param", {});
    report("page 40", {.offset = 7800});
    report("first page by a metric", {.order = RunOrder::Metric, .orderMetric = "val_auc"});
    report("first page of a filter", {.text = "mlp_99"});
    report("every run at once", {.limit = runs});
    const double curves = milliseconds([&] {
        const auto page = readRunPage(*store, {.limit = 1}).value();
        (void)readCurves(*store, page.rows.front().id);
    });
    fmt::print("curves of one run                     {:8.2f} ms\n", curves);
    std::filesystem::remove_all(folder);
    return 0;
}
