// The table of the Data page on 100 million rows: the time to the first rows and to jumps, in the file's
// order and through a built index (sorted, and filtered), at three heights: DuckDB's bare range query, the
// engine's window, and the window's model (question, thread, values and answer). The aim is 100 ms each after
// the first. The time that an index takes to build stands apart.
// bench_table [ROWS] [FOLDER]
//
// FOLDER becomes a workspace that is used again by the next call; of 100 million rows it takes 3 GB.

#include "core/base/clock.h"
#include "core/data/row_index.h"
#include "core/data/row_window.h"
#include "core/workspace/workspace.h"
#include "ui/models/data_rows_model.h"

#include <QCoreApplication>
#include <QEventLoop>

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <vector>

namespace {

using namespace slipway;
using namespace slipway::ui;
namespace fs = std::filesystem;

constexpr double aimMs = 100;
constexpr int jumps = 9;
constexpr int seenRows = 20; ///< of a table on a screen

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

template <typename Work>
double timedMs(Work work)
{
    const double started = steadySeconds();
    work();
    return (steadySeconds() - started) * 1e3;
}

workspace::DatasetVersion madeVersion(workspace::Workspace &workspace, std::int64_t rows)
{
    const auto name = fmt::format("rows_{}", rows);
    if (auto known = workspace.datasets().find(name))
        return known.value();
    const auto file = workspace / "rows.parquet";
    auto duck = need(data::Duck::open({.allowed = {file}}));
    const double seconds = timedMs([&] {
                               (void)need(duck.number(fmt::format(
                                   "COPY (SELECT range::INTEGER AS id, (hash(range) % 1000000)::INTEGER AS "
                                   "user_id, ['mobile', 'desktop', 'tablet', 'tv'][(1 + hash(range * 3) % "
                                   "4)::BIGINT] AS device, (hash(range * 11) % 20)::TINYINT AS position FROM "
                                   "range({})) TO {} (FORMAT parquet, USE_TMP_FILE false)",
                                   rows, data::quoted(data::absoluteText(file)))));
                           })
        / 1e3;
    fmt::print("the table was written in {:.1f} s, {} MB\n", seconds, fs::file_size(file) / 1'000'000);
    workspace::DatasetVersion version {
        .name = name, .digest = name, .sourceType = "generated", .source = "bench", .rows = rows};
    const auto source = need(data::openSource(file));
    for (const auto &column : source.columns)
        version.schema.push_back({{"name", column.name}, {"type", column.type}});
    version.fileHash = need(workspace.artifacts().put(file));
    fs::remove(file);
    return need(workspace.datasets().add(version));
}

struct Times {
    double open = 0;
    double first = 0;
    double middle = 0;
    std::vector<double> jumps;

    double median() const { return jumps[jumps.size() / 2]; }
};

/// `read` gets the first row of a window.
template <typename Read>
Times walk(std::int64_t rows, Read read)
{
    Times times;
    times.first = timedMs([&] { read(0); });
    times.middle = timedMs([&] { read(rows / 2); });
    for (int i = 1; i <= jumps; ++i)
        times.jumps.push_back(timedMs([&] { read(rows / (jumps + 1) * i + 12'345 % (rows / 10)); }));
    std::sort(times.jumps.begin(), times.jumps.end());
    return times;
}

void report(const char *what, const Times &times, const Times &bare)
{
    fmt::print(
        "  {:<12} open {:6.1f} ms, first rows {:6.1f}, middle {:6.1f}, {} jumps: median {:6.1f}, longest "
        "{:6.1f} ms = {:.2f} of the aim, {:.2f} x bare\n",
        what, times.open, times.first, times.middle, jumps, times.median(), times.jumps.back(),
        times.jumps.back() / aimMs, times.median() / bare.median());
}

Times walkBare(const fs::path &file, std::int64_t rows)
{
    auto duck = need(data::Duck::open({.allowed = {file}}));
    return walk(rows, [&](std::int64_t first) {
        const auto read = duck.stream(
            fmt::format("SELECT * FROM read_parquet({}) WHERE file_row_number >= {} AND file_row_number < {}",
                        data::quoted(data::literalPath(file)), first, first + DataRowsModel::blockRows),
            [](const data::Block &) { return done(); });
        if (!read)
            fail(read.error());
    });
}

Times walkEngine(const fs::path &file, std::int64_t rows)
{
    const double started = steadySeconds();
    auto source = need(data::openSource(file));
    const double openMs = (steadySeconds() - started) * 1e3;
    auto times = walk(rows, [&](std::int64_t first) {
        const auto read = data::readWindow(source, {first, DataRowsModel::blockRows},
                                           [](const data::Block &) { return done(); });
        if (!read)
            fail(read.error());
    });
    times.open = openMs;
    return times;
}

/// From the wish to the cells that a table would paint.
Times walkModel(const fs::path &folder, const workspace::DatasetVersion &version, const QString &index,
                std::int64_t rows)
{
    WorkspaceReader reader(folder);
    DataRowsModel model(reader);
    QObject::connect(&model, &RowsModelBase::failed, [](const Error &error) { fail(error); });
    const auto settle = [&](std::int64_t place) {
        const auto cell = [&](std::int64_t at) {
            return model.index(static_cast<int>(std::min(at, rows - 1) - model.first()), 0);
        };
        while (cell(place).data(DataRowsModel::WaitingRole).toBool()
               || cell(place + seenRows).data(DataRowsModel::WaitingRole).toBool())
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    };
    const double openMs = timedMs([&] {
        model.show(version);
        if (!index.isEmpty())
            model.showIndex(index, rows);
        settle(0);
    });
    auto times = walk(rows, [&](std::int64_t first) {
        model.moveTo(first);
        const int row = static_cast<int>(first - model.first());
        model.setVisible(row, std::min(row + seenRows, model.rowCount() - 1), 0, model.columnCount() - 1);
        settle(first);
    });
    times.open = openMs;
    return times;
}

void measure(const char *what, const workspace::Workspace &workspace,
             const workspace::DatasetVersion &version, const fs::path &table, const data::RowView &view)
{
    fs::path file = table;
    std::int64_t rows = version.rows;
    QString index;
    fmt::print("{}\n", what);
    if (view.sort || !view.filter.empty()) {
        file = data::rowIndexFile(workspace, version, view);
        index = QString::fromStdString(file.lexically_relative(workspace.folder()).string());
        if (!fs::exists(file)) {
            const double ms =
                timedMs([&] { (void)need(data::buildRowIndex(table, view, file, workspace / "spill", {})); });
            fmt::print("  built in {:.1f} s, {} MB\n", ms / 1e3, fs::file_size(file) / 1'000'000);
        }
        rows = need(data::openRowIndex(file)).rows;
    }
    const auto bare = walkBare(file, rows);
    report("bare DuckDB", bare, bare);
    report("engine", walkEngine(file, rows), bare);
    report("model", walkModel(workspace.folder(), version, index, rows), bare);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const std::int64_t rows = argc > 1 ? std::max(1000LL, std::atoll(argv[1])) : 100'000'000;
    const fs::path folder = argc > 2 ? fs::path(argv[2]) : fs::temp_directory_path() / "slipway-bench-table";
    auto workspace =
        need(workspace::Workspace::open(folder, workspace::OpenMode::Create, {"bench", "cli", ""}));
    const auto version = madeVersion(workspace, rows);
    const auto table = need(workspace.artifacts().find(version.fileHash));
    fmt::print("{} rows, {} MB; aim {:.0f} ms for a jump; the model's opening is to the first cells\n", rows,
               fs::file_size(table) / 1'000'000, aimMs);
    measure("in the file's order", workspace, version, table, {});
    measure("filtered", workspace, version, table, {.filter = "device = 'tv' and position < 10"});
    measure("sorted", workspace, version, table, {.sort = data::RowOrder {"user_id", true}});
    return 0;
}
