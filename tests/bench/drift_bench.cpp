// The whole drift report against its limit: one std::sort per column of the same data, on as many threads.
// Usage: bench_drift [reference rows] [current rows] [columns] [rounds]

#include "core/base/clock.h"
#include "core/base/random.h"
#include "core/monitor/drift.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace slipway;

/// Kinds of column in turn: bell-shaped, skewed, mostly zero, whole numbers, and floats as a model's features
/// are stored.
double valueOf(std::size_t kind, Random &random)
{
    const double normal = random.normal();
    switch (kind % 5) {
    case 0:
        return normal;
    case 1:
        return std::exp(normal);
    case 2:
        return normal < 1 ? 0 : normal;
    case 3:
        return std::floor(std::abs(normal) * 40);
    default:
        return static_cast<float>(normal);
    }
}

data::Table makeTable(std::size_t rows, std::size_t columns, std::uint64_t seed)
{
    data::Table table;
    for (std::size_t i = 0; i < columns; ++i) {
        Random random(seed, i);
        data::Column column;
        column.name = std::to_string(i).insert(0, 1, 'x');
        column.sourceType = "DOUBLE";
        column.numbers.resize(rows);
        for (double &value : column.numbers)
            value = valueOf(i, random);
        table.columns.push_back(std::move(column));
    }
    return table;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

/// Seconds to copy and sort each column's pooled values.
double sortSeconds(const data::Table &reference, const data::Table &current)
{
    const double start = steadySeconds();
    std::atomic<std::size_t> next {0};
    const auto work = [&] {
        std::vector<double> pooled;
        for (std::size_t i = next++; i < reference.columns.size(); i = next++) {
            pooled = reference.columns[i].numbers;
            pooled.insert(pooled.end(), current.columns[i].numbers.begin(), current.columns[i].numbers.end());
            std::sort(pooled.begin(), pooled.end());
        }
    };
    {
        std::vector<std::jthread> others;
        for (unsigned i = 1; i < std::max(1u, std::thread::hardware_concurrency()); ++i)
            others.emplace_back(work);
        work();
    }
    return steadySeconds() - start;
}

double reportSeconds(const data::Table &reference, const data::Table &current)
{
    const double start = steadySeconds();
    const auto report = monitor::driftReport(reference, current, {}, {});
    if (!report) {
        fmt::print(stderr, "{}\n", report.error().message);
        std::exit(1);
    }
    return steadySeconds() - start;
}

std::size_t argument(int argc, char **argv, int place, std::size_t standard)
{
    return argc > place ? std::stoul(argv[place]) : standard;
}

} // namespace

int main(int argc, char **argv)
{
    const std::size_t referenceRows = argument(argc, argv, 1, 700'000);
    const std::size_t currentRows = argument(argc, argv, 2, 150'000);
    const std::size_t columns = argument(argc, argv, 3, 30);
    const std::size_t rounds = argument(argc, argv, 4, 5);
    const auto reference = makeTable(referenceRows, columns, 1);
    const auto current = makeTable(currentRows, columns, 2);

    // A B A B: a machine that slows down slows both.
    std::vector<double> limit;
    std::vector<double> report;
    for (std::size_t round = 0; round < rounds; ++round) {
        limit.push_back(sortSeconds(reference, current));
        report.push_back(reportSeconds(reference, current));
    }
    fmt::print("{} columns, {} reference rows, {} current rows, {} threads, medians of {}\n", columns,
               referenceRows, currentRows, std::thread::hardware_concurrency(), rounds);
    fmt::print("drift report            {:.3f} s\n", median(report));
    fmt::print("one std::sort a column  {:.3f} s\n", median(limit));
    fmt::print("ratio                   {:.2f}\n", median(report) / median(limit));
}
