#include "core/data/duckdb.h"

#include "tests/core/features/transform/columns.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <fmt/format.h>

using namespace slipway;
using namespace slipway::testing;

namespace {

constexpr int folds = 5;

struct Rows {
    std::vector<std::string> levels; ///< "-" is missing
    std::vector<double> target;

    data::Table table() const { return {{texts("x", levels), numbers("y", target)}}; }
};

/// Targets are whole numbers, whose sums are exact in any order.
Rows randomRows(std::uint64_t seed, std::size_t count)
{
    Random random(seed);
    Rows rows;
    for (std::size_t i = 0; i < count; ++i) {
        const auto level = random.below(7);
        rows.levels.push_back(level == 6 ? "-" : std::string(1, static_cast<char>('a' + level * level % 11)));
        rows.target.push_back(static_cast<double>(random.below(40)) - 10);
    }
    return rows;
}

Result<features::FittedPipeline> fit(const Rows &rows, double smoothing)
{
    return fitted(chain({"x"}, {{{"type", "target"}, {"smoothing", smoothing}, {"folds", folds}}}),
                  rows.table(), "y");
}

/// The rows as DuckDB's table t(i, x, y), and a number more for each where there are any.
Result<data::Duck> duckWith(const Rows &rows, const std::vector<std::size_t> &fold = {})
{
    SLIPWAY_ASSIGN(auto duck, data::Duck::open({}));
    std::string values;
    for (std::size_t i = 0; i < rows.target.size(); ++i) {
        values += fmt::format("{}({}, {}, {}::DOUBLE, {})", i == 0 ? "" : ", ", i,
                              rows.levels[i] == "-" ? "NULL" : data::quoted(rows.levels[i]), rows.target[i],
                              fold.empty() ? 0 : fold[i]);
    }
    SLIPWAY_TRY(duck.execute(
        "CREATE TABLE t(i BIGINT, x VARCHAR, y DOUBLE, fold BIGINT); INSERT INTO t VALUES " + values));
    return duck;
}

std::string differs(const std::vector<float> &values, const data::Table &wanted)
{
    const auto &numbers = wanted.columns.front().numbers;
    if (values.size() != numbers.size())
        return "another number of rows";
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i] != static_cast<float>(numbers[i]))
            return fmt::format("row {}: {} instead of {}", i, values[i], numbers[i]);
    }
    return {};
}

} // namespace

/// What the encoding by the target must be, whatever the rows.
class TargetTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aLevelsValueIsWhatSqlSays_data();
    void aLevelsValueIsWhatSqlSays();
    void noTrainingRowSeesItsOwnTarget();
    void aTrainingRowsValueIsThatOfTheOtherFolds();
};

void TargetTest::aLevelsValueIsWhatSqlSays_data()
{
    QTest::addColumn<int>("seed");
    QTest::addColumn<double>("smoothing");
    for (int seed = 1; seed <= 10; ++seed)
        QTest::addRow("rows %d", seed) << seed << (seed % 3 == 0 ? 0.0 : 2.5 * seed);
}

void TargetTest::aLevelsValueIsWhatSqlSays()
{
    QFETCH(int, seed);
    QFETCH(double, smoothing);
    const auto rows = randomRows(static_cast<std::uint64_t>(seed), 300);
    const auto made = fit(rows, smoothing);
    QVERIFY_OK(made);
    auto duck = duckWith(rows);
    QVERIFY_OK(duck);
    const auto wanted = duck.value().query(
        fmt::format("SELECT (sum(y) OVER level + {0} * (SELECT avg(y) FROM t)) / (count(*) OVER level + {0}) "
                    "FROM t WINDOW level AS (PARTITION BY x) ORDER BY i",
                    smoothing));
    QVERIFY_OK(wanted);
    const auto wrong = differs(made.value().pipeline.encode(rows.table()).value().values, wanted.value());
    QVERIFY2(wrong.empty(), wrong.c_str());
}

// Another target of one row changes the inputs of other rows, so that it was looked at, but not its own.
void TargetTest::noTrainingRowSeesItsOwnTarget()
{
    for (const double smoothing : {0.0, 10.0}) {
        const auto rows = randomRows(21, 80);
        const auto before = fit(rows, smoothing);
        QVERIFY_OK(before);
        for (std::size_t row = 0; row < rows.target.size(); ++row) {
            auto changed = rows;
            changed.target[row] += 1000;
            const auto after = fit(changed, smoothing);
            QVERIFY_OK(after);
            QCOMPARE(after.value().training.values[row], before.value().training.values[row]);
            QVERIFY(after.value().training.values != before.value().training.values);
        }
    }
}

// With smoothing every row knows the mean of all other folds: the rows that another target of one row leaves
// as they are, are that row's fold.
void TargetTest::aTrainingRowsValueIsThatOfTheOtherFolds()
{
    constexpr double smoothing = 3;
    const auto rows = randomRows(22, 60);
    const auto made = fit(rows, smoothing);
    QVERIFY_OK(made);
    const auto &values = made.value().training.values;
    std::vector<std::size_t> fold(rows.target.size(), rows.target.size());
    for (std::size_t row = 0; row < rows.target.size(); ++row) {
        auto changed = rows;
        changed.target[row] += 1000;
        const auto after = fit(changed, smoothing);
        QVERIFY_OK(after);
        std::size_t mates = 0;
        for (std::size_t other = 0; other < values.size(); ++other) {
            if (after.value().training.values[other] != values[other])
                continue;
            ++mates;
            const bool isNew = fold[other] == values.size();
            if (isNew)
                fold[other] = row;
            QVERIFY2(!isNew || other >= row, "the folds overlap");
        }
        QCOMPARE(mates, values.size() / folds);
    }
    auto duck = duckWith(rows, fold);
    QVERIFY_OK(duck);
    const auto wanted = duck.value().query(fmt::format(
        "SELECT (coalesce(sum(b.y) FILTER (same), 0) + {0} * avg(b.y)) / (count(*) FILTER (same) + {0}) FROM "
        "(SELECT a.i, b.y, a.x IS NOT DISTINCT FROM b.x AS same FROM t a JOIN t b ON a.fold <> b.fold) b "
        "GROUP BY i ORDER BY i",
        smoothing));
    QVERIFY_OK(wanted);
    const auto wrong = differs(values, wanted.value());
    QVERIFY2(wrong.empty(), wrong.c_str());
}

SLIPWAY_TEST_MAIN(TargetTest)
#include "target_test.moc"
