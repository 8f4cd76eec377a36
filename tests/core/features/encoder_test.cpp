#include "core/features/encoder.h"

#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <cmath>
#include <cstring>
#include <limits>

using namespace slipway;
using slipway::data::Column;
using slipway::data::ColumnKind;
using slipway::data::Table;
using slipway::features::Encoder;

namespace {

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

Column numbers(std::string name, std::vector<double> values)
{
    return {std::move(name), ColumnKind::Number, "DOUBLE", std::move(values), {}, {}};
}

/// An empty text is a missing one.
Column texts(std::string name, const std::vector<std::string> &values)
{
    Column column {std::move(name), ColumnKind::Category, "VARCHAR", {}, {}, {}};
    for (const auto &value : values) {
        const auto found = std::find(column.levels.begin(), column.levels.end(), value);
        column.codes.push_back(value.empty() ? -1 : static_cast<std::int32_t>(found - column.levels.begin()));
        if (!value.empty() && found == column.levels.end())
            column.levels.push_back(value);
    }
    return column;
}

Table training()
{
    return {{numbers("age", {20, 30, missing, 40, 70}), numbers("constant", {0.1, 0.1, 0.1, 0.1, 0.1}),
             texts("device", {"tablet", "mobile", "mobile", "", "desktop"})}};
}

Encoder fitted()
{
    return Encoder::fit(training(), std::vector<std::string> {"age", "device", "constant"}).value();
}

} // namespace

class EncoderTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void trainingRowsHaveMeanZeroAndDeviationOne();
    void aMissingNumberCountsAsItsMean();
    void aConstantColumnGivesZeros();
    void aColumnWithoutAnyValueGivesZeros();
    void levelsAreSortedByName();
    void anUnknownLevelIsAllZeros();
    void onlyTheMostFrequentLevelsAreKept();
    void levelsThatNoTrainingRowHasAreNotKept();
    void encodeAndEncodeRowAgreeToTheBit();
    void jsonReadsBackExactly();
    void damagedJsonIsRefused();
    void badRequestsAreRefused();
};

void EncoderTest::trainingRowsHaveMeanZeroAndDeviationOne()
{
    std::vector<double> values;
    for (int i = 0; i < 1000; ++i)
        values.push_back(std::sin(i) * 40 + 1e4);
    const Table table {{numbers("x", values)}};
    const auto encoder = Encoder::fit(table, std::vector<std::string> {"x"});
    QVERIFY_OK(encoder);
    const auto matrix = encoder.value().encode(table);
    QVERIFY_OK(matrix);
    double sum = 0;
    double squares = 0;
    for (const float value : matrix.value().values) {
        sum += static_cast<double>(value);
        squares += static_cast<double>(value) * static_cast<double>(value);
    }
    QCOMPARE_NEAR(sum / 1000, 0, 1e-6);
    QCOMPARE_NEAR(squares / 1000, 1, 1e-6);
}

// Mean of 20, 30, 40, 70 is 40; squares 400 + 100 + 0 + 900, over 4: 350.
void EncoderTest::aMissingNumberCountsAsItsMean()
{
    const auto encoder = fitted();
    QCOMPARE(encoder.features()[0].mean, 40.0);
    QCOMPARE_NEAR(encoder.features()[0].deviation, std::sqrt(350.0), 1e-12);
    const auto matrix = encoder.encode(training());
    QVERIFY_OK(matrix);
    QCOMPARE(matrix.value().values[2 * encoder.width()], 0.0F);
    QCOMPARE(matrix.value().values[0], static_cast<float>(-20 / std::sqrt(350.0)));
}

void EncoderTest::aConstantColumnGivesZeros()
{
    const auto encoder = fitted();
    QCOMPARE(encoder.features()[2].mean, 0.1);
    QCOMPARE(encoder.features()[2].deviation, 1.0);
    const auto matrix = encoder.encode(training());
    for (std::size_t row = 0; row < 5; ++row)
        QCOMPARE(matrix.value().values[row * encoder.width() + 4], 0.0F);
}

void EncoderTest::aColumnWithoutAnyValueGivesZeros()
{
    const Table table {{numbers("x", {missing, missing}), texts("t", {"", ""})}};
    const auto encoder = Encoder::fit(table, std::vector<std::string> {"x", "t"});
    QVERIFY_OK(encoder);
    QCOMPARE(encoder.value().width(), std::size_t {1});
    QCOMPARE(encoder.value().encode(table).value().values, (std::vector<float> {0, 0}));
}

void EncoderTest::levelsAreSortedByName()
{
    const auto encoder = fitted();
    QCOMPARE(encoder.features()[1].levels, (std::vector<std::string> {"desktop", "mobile", "tablet"}));
    QCOMPARE(encoder.width(), std::size_t {5});
    QCOMPARE(encoder.levelIndex(1, "mobile"), 1.0);
    QVERIFY(std::isnan(encoder.levelIndex(1, "watch")));
}

void EncoderTest::anUnknownLevelIsAllZeros()
{
    const auto encoder = fitted();
    const Table table {{numbers("age", {40, 40, 40}), numbers("constant", {0.1, 0.1, 0.1}),
                        texts("device", {"watch", "", "tablet"})}};
    const auto matrix = encoder.encode(table);
    QVERIFY_OK(matrix);
    QCOMPARE(matrix.value().values,
             (std::vector<float> {0, 0, 0, 0, 0, /**/ 0, 0, 0, 0, 0, /**/ 0, 0, 0, 1, 0}));
}

void EncoderTest::onlyTheMostFrequentLevelsAreKept()
{
    std::vector<std::string> values;
    for (int level = 0; level < 70; ++level) {
        for (int i = 0; i <= level; ++i)
            values.push_back("level" + std::to_string(100 + level));
    }
    const Table table {{texts("t", values)}};
    const auto encoder = Encoder::fit(table, std::vector<std::string> {"t"});
    QVERIFY_OK(encoder);
    QCOMPARE(encoder.value().width(), std::size_t {64});
    QCOMPARE_TEXT(encoder.value().features()[0].levels.front(), "level106");
    QCOMPARE_TEXT(encoder.value().features()[0].levels.back(), "level169");
}

void EncoderTest::levelsThatNoTrainingRowHasAreNotKept()
{
    Column column = texts("t", {"a", "b"});
    column.codes = {0, 0};
    const auto encoder = Encoder::fit({{column}}, std::vector<std::string> {"t"});
    QVERIFY_OK(encoder);
    QCOMPARE(encoder.value().features()[0].levels, (std::vector<std::string> {"a"}));
}

void EncoderTest::encodeAndEncodeRowAgreeToTheBit()
{
    const auto encoder = fitted();
    const Table table {{texts("device", {"mobile", "watch", "", "tablet"}),
                        numbers("constant", {0.1, 5, missing, -1e300}),
                        numbers("age", {1.0 / 3, missing, std::numeric_limits<double>::infinity(), 71.5})}};
    const auto matrix = encoder.encode(table);
    QVERIFY_OK(matrix);
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const auto code = table.columns[0].codes[row];
        const double device = code < 0
            ? missing
            : encoder.levelIndex(1, table.columns[0].levels[static_cast<std::size_t>(code)]);
        const std::vector<double> raw {table.columns[2].numbers[row], device, table.columns[1].numbers[row]};
        std::vector<float> inputs(encoder.width(), 42.0F);
        encoder.encodeRow(raw, inputs);
        QCOMPARE(std::memcmp(inputs.data(), matrix.value().values.data() + row * encoder.width(),
                             inputs.size() * sizeof(float)),
                 0);
    }
}

void EncoderTest::jsonReadsBackExactly()
{
    const Table table {{numbers("x", {0.1, 0.7, 1.0 / 3}), texts("t", {"é", "\"quoted\"", "a b"})}};
    const auto encoder = Encoder::fit(table, std::vector<std::string> {"x", "t"}).value();
    const auto text = writeJson(encoder.toJson());
    const auto again = Encoder::fromJson(parseJson(text, "the test").value());
    QVERIFY_OK(again);
    QCOMPARE(again.value().features()[0].mean, encoder.features()[0].mean);
    QCOMPARE(again.value().features()[0].deviation, encoder.features()[0].deviation);
    QCOMPARE(again.value().features()[1].levels, encoder.features()[1].levels);
    QCOMPARE(again.value().width(), encoder.width());
    QCOMPARE_TEXT(writeJson(again.value().toJson()), text);
}

void EncoderTest::damagedJsonIsRefused()
{
    const auto good = fitted().toJson();
    QVERIFY_FAILS(Encoder::fromJson(Json()), "features.encoder_damaged");
    QVERIFY_FAILS(Encoder::fromJson({{"features", Json::array()}}), "features.encoder_damaged");
    const std::vector<std::pair<std::string, Json>> damages {
        {"/features/0/mean", "forty"}, {"/features/0/deviation", 0},  {"/features/0/name", nullptr},
        {"/features/1/kind", "word"},  {"/features/1/levels", "abc"}, {"/features/1/levels", {"b", "a"}},
    };
    for (const auto &[place, value] : damages) {
        auto damaged = good;
        damaged[Json::json_pointer(place)] = value;
        QVERIFY_FAILS(Encoder::fromJson(damaged), "features.encoder_damaged");
    }
}

void EncoderTest::badRequestsAreRefused()
{
    QVERIFY_FAILS(Encoder::fit(training(), {}), "features.no_features");
    QVERIFY_FAILS(Encoder::fit({{numbers("x", {})}}, std::vector<std::string> {"x"}),
                  "features.no_training_rows");
    QVERIFY_FAILS(Encoder::fit(training(), std::vector<std::string> {"age", "age"}), "features.named_twice");
    QVERIFY(!Encoder::fit(training(), std::vector<std::string> {"height"}).ok());
    auto other = training();
    other.columns[0] = texts("age", {"a", "b", "c", "d", "e"});
    QVERIFY_FAILS(fitted().encode(other), "features.other_kind");
    other.columns.erase(other.columns.begin());
    QVERIFY(!fitted().encode(other).ok());
}

SLIPWAY_TEST_MAIN(EncoderTest)
#include "encoder_test.moc"
