// A profile of a wide table and the check of 25 expectations on it, against the same in pandas where there is
// one. Usage: bench_profile [rows] [rounds]; the Python with pandas is python3, or what SLIPWAY_PYTHON names.

#include "core/base/clock.h"
#include "core/data/duckdb.h"
#include "core/data/expectations.h"
#include "core/data/profile/profile.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <sys/resource.h>
#include <unistd.h>
#include <vector>

namespace {

using namespace slipway;

constexpr int columns = 30;
constexpr double profileAim = 1.5; ///< seconds for a million rows on two cores

/// Ten of numbers that differ in every row, ten of whole numbers, five with gaps, four of texts, and a
/// target.
std::string tableSql(std::size_t rows)
{
    std::vector<std::string> values;
    for (int i = 0; i < 10; ++i)
        values.push_back(fmt::format("sqrt(-2 * ln(1 - random())) * cos(6.283185 * random()) AS x{}", i));
    for (int i = 0; i < 10; ++i)
        values.push_back(fmt::format("CAST(floor(random() * {}) AS BIGINT) AS n{}", 10 << i, i));
    for (int i = 0; i < 5; ++i)
        values.push_back(fmt::format("CASE WHEN random() < 0.9 THEN random() * 100 END AS g{}", i));
    for (int i = 0; i < 4; ++i)
        values.push_back(
            fmt::format("'level ' || CAST(floor(random() * {}) AS INTEGER) AS s{}", 5 << (2 * i), i));
    values.emplace_back("CAST(random() < 0.2 AS INTEGER) AS label");
    return fmt::format("SELECT {} FROM range({})", fmt::join(values, ", "), rows);
}

std::vector<data::Expectation> expectations()
{
    std::vector<data::Expectation> all;
    const auto add = [&](const std::string &type, Json kwargs) {
        all.push_back({"expect_" + type, std::move(kwargs), Json::object()});
    };
    add("table_row_count_to_be_between", {{"min_value", 1}});
    for (const char *column : {"x0", "x1", "n0", "s0", "label"})
        add("column_values_to_not_be_null", {{"column", column}});
    add("column_values_to_not_be_null", {{"column", "g0"}, {"mostly", 0.8}});
    for (const char *column : {"x0", "x1", "x2"})
        add("column_values_to_be_between",
            {{"column", column}, {"min_value", -4}, {"max_value", 4}, {"mostly", 0.99}});
    for (const char *column : {"n0", "n1", "n2"})
        add("column_values_to_be_between", {{"column", column}, {"min_value", 0}, {"max_value", 100}});
    add("column_values_to_be_in_set", {{"column", "label"}, {"value_set", {0, 1}}});
    add("column_values_to_be_in_set",
        {{"column", "s0"}, {"value_set", {"level 0", "level 1", "level 2", "level 3", "level 4"}}});
    add("column_values_to_be_unique", {{"column", "x3"}});
    add("column_values_to_match_regex", {{"column", "s1"}, {"regex", "^level [0-9]+$"}});
    add("column_value_lengths_to_be_between", {{"column", "s2"}, {"min_value", 7}, {"max_value", 9}});
    add("column_mean_to_be_between", {{"column", "x4"}, {"min_value", -1}, {"max_value", 1}});
    add("column_median_to_be_between", {{"column", "x5"}, {"min_value", -1}, {"max_value", 1}});
    add("column_stdev_to_be_between", {{"column", "x6"}, {"min_value", 0}, {"max_value", 2}});
    add("column_max_to_be_between", {{"column", "n3"}, {"max_value", 80}});
    add("column_unique_value_count_to_be_between", {{"column", "n4"}, {"min_value", 2}});
    add("compound_columns_to_be_unique", {{"column_list", {"n9", "x7"}}});
    add("column_pair_values_a_to_be_greater_than_b",
        {{"column_A", "n9"}, {"column_B", "n0"}, {"mostly", 0.5}});
    return all;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

template <typename Work>
double seconds(const Work &work)
{
    const double start = steadySeconds();
    const auto result = work();
    if (!result) {
        fmt::print(stderr, "{}\n", result.error().message);
        std::exit(1);
    }
    return steadySeconds() - start;
}

/// Seconds that pandas takes for the same on a table that it has read already; none where there is no pandas.
std::vector<double> peer(const std::filesystem::path &csv)
{
    const char *python = std::getenv("SLIPWAY_PYTHON");
    const auto command = fmt::format("{} '{}/tests/bench/profile_peer.py' '{}' 2>/dev/null",
                                     python ? python : "python3", SLIPWAY_SOURCE_DIR, csv.string());
    std::vector<double> answer;
    if (FILE *pipe = popen(command.c_str(), "r")) {
        double value = 0;
        while (std::fscanf(pipe, "%lf", &value) == 1)
            answer.push_back(value);
        pclose(pipe);
    }
    return answer.size() == 2 ? answer : std::vector<double>();
}

} // namespace

int main(int argc, char **argv)
{
    const std::size_t rows = argc > 1 ? std::stoul(argv[1]) : 1'000'000;
    const int rounds = argc > 2 ? std::stoi(argv[2]) : 3;
    const auto folder =
        std::filesystem::temp_directory_path() / fmt::format("slipway-bench-profile-{}", getpid());
    std::filesystem::create_directories(folder);
    const auto file = folder / "table.parquet";
    const auto csv = folder / "table.csv";
    {
        auto duck = data::Duck::open({.allowed = {folder}});
        if (!duck)
            return 1;
        (void)duck.value().execute(
            fmt::format("COPY ({}) TO '{}' (FORMAT parquet)", tableSql(rows), file.string()));
        (void)duck.value().execute(fmt::format("COPY (SELECT * FROM '{}') TO '{}' (FORMAT csv, HEADER)",
                                               file.string(), csv.string()));
    }
    data::Suite suite;
    suite.expectations = expectations();
    std::vector<double> profiles;
    std::vector<double> validations;
    for (int i = 0; i < rounds; ++i) {
        profiles.push_back(seconds([&] { return data::profile(file, {}, {.target = "label"}); }));
        validations.push_back(seconds([&] { return data::validate(file, suite); }));
    }
    const double csvProfile = seconds([&] { return data::profile(csv, {}, {.target = "label"}); });
    rusage usage {};
    getrusage(RUSAGE_SELF, &usage);
    fmt::print("{} rows x {} columns, Parquet, medians of {}\n", rows, columns, rounds);
    fmt::print("profile with target         {:.2f} s (aim {:.1f} s a million rows); from CSV {:.2f} s\n",
               median(profiles), profileAim, csvProfile);
    fmt::print("{} expectations             {:.2f} s\n", suite.expectations.size(), median(validations));
    fmt::print("peak memory                 {} MB\n", usage.ru_maxrss / 1024);
    const auto pandas = peer(csv);
    if (pandas.empty()) {
        fmt::print("pandas                      absent: name a Python that has it in SLIPWAY_PYTHON\n");
    } else {
        fmt::print("pandas, without reading     profile {:.2f} s, expectations {:.2f} s\n", pandas[0],
                   pandas[1]);
        fmt::print("ratio                       profile {:.1f}x, expectations {:.1f}x\n",
                   pandas[0] / median(profiles), pandas[1] / median(validations));
    }
    std::filesystem::remove_all(folder);
}
