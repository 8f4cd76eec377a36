#include "core/features/transform/murmur3.h"
#include "tests/core/features/transform/columns.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <fmt/format.h>

#include <numbers>
#include <set>

using namespace slipway;
using namespace slipway::testing;
using slipway::features::transformerKinds;

namespace {

/// made_reference.py's values: null is missing.
data::Column columnOf(const Json &values)
{
    if (std::any_of(values.begin(), values.end(), [](const Json &each) { return each.is_string(); })) {
        std::vector<std::string> list;
        for (const auto &each : values)
            list.push_back(each.is_null() ? "-" : each.get<std::string>());
        return texts("x", list);
    }
    std::vector<double> list;
    for (const auto &each : values)
        list.push_back(each.is_null() ? missing : each.get<double>());
    return numbers("x", list);
}

Json reference()
{
    const auto text = readText(std::filesystem::path(SLIPWAY_GOLDEN_DIR) / "transforms/reference.json");
    return parseJson(text, "reference.json").value();
}

/// The inputs of one column after the steps, fitted on the column itself.
std::vector<float> through(const Json &steps, const data::Column &column, const data::Column &later)
{
    const auto made = fitted(chain({"x"}, steps), {{column}});
    if (!made)
        qFatal("%s", made.error().message.c_str());
    return made.value().pipeline.encode({{later}}).value().values;
}

std::vector<float> through(const Json &steps, const data::Column &column)
{
    return through(steps, column, column);
}

} // namespace

class TransformersTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void thereAreFifteenAndAllAreDescribed();
    void valuesAreThoseOfScikitLearn_data();
    void valuesAreThoseOfScikitLearn();
    void murmur3GivesThePublishedNumbers();
    void logarithmsAreDefinedBelowMinusOne();
    void binsTakeGivenEdges();
    void aMissingLevelCanBeToldAndFilled();
    void datesGoRound();
    void datesBeforeNineteenSeventyAndFarAwayHaveAnAnswer();
    void productsAndRatiosMissWhereTheyMust();
    void pairsOfCategoriesAreLevels();
    void targetMeansAreSmoothed();
    void targetMeansOfTrainingRowsAreOutOfFold();
    void aRandomCategoryDoesNotBeatChanceOnTrainingRows();
    void columnsWithoutAnyValueHaveAnAnswer();
};

void TransformersTest::thereAreFifteenAndAllAreDescribed()
{
    QCOMPARE(transformerKinds().size(), std::size_t {15});
    std::set<std::string_view> names;
    for (const auto &kind : transformerKinds()) {
        QVERIFY(names.insert(kind.name).second);
        QVERIFY(!kind.help.empty() && !kind.onnx.empty() && !kind.help.ends_with('.'));
        for (const auto &option : kind.options) {
            QVERIFY2(!option.help.empty(), option.name.c_str());
            QVERIFY_OK(checkedValue(option, option.standard));
        }
    }
}

void TransformersTest::valuesAreThoseOfScikitLearn_data()
{
    QTest::addColumn<int>("index");
    const auto json = reference();
    int index = 0;
    for (const auto &each : json["cases"])
        QTest::newRow(each["name"].get<std::string>().c_str()) << index++;
}

void TransformersTest::valuesAreThoseOfScikitLearn()
{
    QFETCH(int, index);
    const auto json = reference()["cases"][static_cast<std::size_t>(index)];
    auto later = columnOf(json["later"]);
    const auto values = through(json["steps"], columnOf(json["train"]), later);
    std::vector<double> expected;
    for (const auto &row : json["inputs"]) {
        for (const auto &value : row)
            expected.push_back(value.get<double>());
    }
    QCOMPARE(values.size(), expected.size());
    for (std::size_t i = 0; i < values.size(); ++i) {
        QVERIFY2(std::abs(static_cast<double>(values[i]) - expected[i])
                     <= 1e-6 * std::max(1.0, std::abs(expected[i])),
                 fmt::format("value {}: {} instead of {}", i, values[i], expected[i]).c_str());
    }
}

// The published test vectors of MurmurHash3_x86_32, and those of scikit-learn's murmurhash3_32.
void TransformersTest::murmur3GivesThePublishedNumbers()
{
    using features::murmur3;
    QCOMPARE(murmur3("", 0), 0U);
    QCOMPARE(murmur3("", 1), 0x514E28B7U);
    QCOMPARE(murmur3("", 0xffffffffU), 0x81F16F39U);
    QCOMPARE(murmur3(std::string_view("\0\0\0\0", 4)), 0x2362F9DEU);
    QCOMPARE(murmur3("aaaa", 0x9747b28cU), 0x5A97808AU);
    QCOMPARE(murmur3("abc", 0x9747b28cU), 0xC84A62DDU);
    QCOMPARE(murmur3("Hello, world!", 0x9747b28cU), 0x24884CBAU);
    QCOMPARE(murmur3("The quick brown fox jumps over the lazy dog", 0x9747b28cU), 0x2FA826CDU);
    const auto json = reference();
    for (const auto &each : json["murmur3"])
        QCOMPARE(murmur3(each[0].get<std::string>()), each[1].get<std::uint32_t>());
}

void TransformersTest::logarithmsAreDefinedBelowMinusOne()
{
    const auto column = numbers("x", {-5, 0, 3, missing});
    const auto sign = through({{{"type", "log"}}}, column);
    QCOMPARE(
        sign,
        (std::vector<float> {static_cast<float>(-std::log(6.0)), 0, static_cast<float>(std::log(4.0)), 0}));
    // Shifted by the least training value; what lies below it counts as that.
    const auto shift =
        through({{{"type", "log"}, {"rule", "shift"}}}, column, numbers("x", {-5, 3, -100, missing}));
    QCOMPARE(shift, (std::vector<float> {0, static_cast<float>(std::log(9.0)), 0, 0}));
}

void TransformersTest::binsTakeGivenEdges()
{
    const Json steps {{{"type", "bin"}, {"by", "edges"}, {"edges", {0, 18, 65}}, {"as", "index"}}};
    QCOMPARE(through(steps, numbers("x", {-1, 0, 17.9, 18, 65, 1e9, missing})),
             (std::vector<float> {0, 1, 1, 2, 3, 3, -1}));
    const auto made =
        fitted(chain({"x"}, {{{"type", "bin"}, {"by", "edges"}, {"edges", "0, 18"}}}), {{numbers("x", {1})}});
    QVERIFY_OK(made);
    QCOMPARE(made.value().pipeline.names(), (std::vector<std::string> {"x < 0", "0 <= x < 18", "x >= 18"}));
    QCOMPARE(made.value().pipeline.encode({{numbers("x", {missing})}}).value().values,
             (std::vector<float> {0, 0, 0}));
    QVERIFY_FAILS(
        fitted(chain({"x"}, {{{"type", "bin"}, {"by", "edges"}, {"edges", {3, 2}}}}), {{numbers("x", {1})}}),
        "features.transform_edges");
    QVERIFY_FAILS(fitted(chain({"x"}, {{{"type", "bin"}, {"by", "edges"}}}), {{numbers("x", {1})}}),
                  "features.transform_needs");
}

void TransformersTest::aMissingLevelCanBeToldAndFilled()
{
    const auto column = texts("x", {"a", "b", "-", "b"});
    QCOMPARE(through({{{"type", "one_hot"}, {"missing", "place"}}}, column, texts("x", {"-", "z", "b"})),
             (std::vector<float> {0, 0, 1, /**/ 0, 0, 0, /**/ 0, 1, 0}));
    QCOMPARE(through({{{"type", "one_hot"}, {"missing", "place"}, {"others", "place"}}}, column,
                     texts("x", {"-", "z", "b"})),
             (std::vector<float> {0, 0, 0, 1, /**/ 0, 0, 1, 0, /**/ 0, 1, 0, 0}));
    QCOMPARE(through({{{"type", "impute"}, {"by", "most_frequent"}}, {{"type", "one_hot"}}}, column,
                     texts("x", {"-", "z", "a"})),
             (std::vector<float> {0, 1, /**/ 0, 0, /**/ 1, 0}));
    QCOMPARE(through({{{"type", "impute"}, {"by", "constant"}, {"value", "none"}}, {{"type", "ordinal"}}},
                     column, texts("x", {"-", "z", "b"})),
             (std::vector<float> {2, -1, 1})); // a, b, none
    QCOMPARE(through({{{"type", "ordinal"}}}, column, texts("x", {"-", "z", "b"})),
             (std::vector<float> {-2, -1, 1}));
    QVERIFY_FAILS(fitted(chain({"x"}, {{{"type", "impute"}}, {{"type", "one_hot"}}}), {{column}}),
                  "features.transform_takes");
}

// 2024-03-15 06:30:00 UTC was a Friday: seconds 1710484200.
void TransformersTest::datesGoRound()
{
    const auto column = numbers("x", {1'710'484'200});
    const Json plain {{{"type", "dates"},
                       {"parts", {"year", "quarter", "month", "day", "weekday", "hour", "minute"}},
                       {"cycles", false}}};
    QCOMPARE(through(plain, column), (std::vector<float> {2024, 1, 3, 15, 4, 6, 30}));
    const auto round = through({{{"type", "dates"}, {"parts", "hour, month"}}}, column);
    QCOMPARE_NEAR(static_cast<double>(round[0]), 1, 1e-7); // 6 of 24 hours: a quarter turn
    QCOMPARE_NEAR(static_cast<double>(round[1]), 0, 1e-7);
    QCOMPARE_NEAR(static_cast<double>(round[2]), std::sin(std::numbers::pi / 3), 1e-7); // 2 of 12 months
    const auto made = fitted(chain({"x"}, {{{"type", "dates"}}}), {{column}});
    QCOMPARE(made.value().pipeline.names(),
             (std::vector<std::string> {"x month sin", "x month cos", "x weekday sin", "x weekday cos",
                                        "x hour sin", "x hour cos"}));
    QVERIFY_FAILS(fitted(chain({"x"}, {{{"type", "dates"}, {"parts", "century"}}}), {{column}}),
                  "features.transform_part");
}

void TransformersTest::datesBeforeNineteenSeventyAndFarAwayHaveAnAnswer()
{
    const Json plain {{{"type", "dates"}, {"parts", "year, weekday, hour"}, {"cycles", false}}};
    // 1969-12-31 23:00 was a Wednesday.
    QCOMPARE(through(plain, numbers("x", {-3600, missing, 1e300, -1e300})),
             (std::vector<float> {1969, 2, 23, /**/ 0, 0, 0, /**/ 0, 0, 0, /**/ 0, 0, 0}));
}

void TransformersTest::productsAndRatiosMissWhereTheyMust()
{
    const data::Table table {{numbers("a", {6, 5, missing, 1}), numbers("b", {3, 0, 2, missing})}};
    const Json filled {{{"type", "combine"}, {"by", "ratio"}},
                       {{"type", "impute"}, {"by", "constant"}, {"value", "-9"}}};
    const auto ratio = fitted(chain({"a", "b"}, filled), table);
    QVERIFY_OK(ratio);
    QCOMPARE(ratio.value().training.values, (std::vector<float> {2, -9, -9, -9}));
    const auto product = fitted(chain({"a", "b"}, {{{"type", "combine"}}}), table);
    QVERIFY_OK(product);
    QCOMPARE(product.value().training.values, (std::vector<float> {18, 0, 0, 0}));
    QCOMPARE_TEXT(product.value().pipeline.names()[0], "a x b");
    QVERIFY_FAILS(fitted(chain({"a"}, {{{"type", "combine"}}}), table), "features.transform_columns");
}

void TransformersTest::pairsOfCategoriesAreLevels()
{
    const data::Table table {{texts("a", {"x", "x", "y", "-", "y"}), texts("b", {"1", "2", "1", "1", "-"})}};
    const auto made =
        fitted(chain({"a", "b"}, {{{"type", "pair"}}, {{"type", "one_hot"}, {"missing", "place"}}}), table);
    QVERIFY_OK(made);
    QCOMPARE(made.value().pipeline.names(),
             (std::vector<std::string> {"a & b=x & 1", "a & b=x & 2", "a & b=y & 1", "a & b is missing"}));
    // y & 2 never stood together, z is no level at all, and one that misses makes the pair miss.
    const data::Table later {{texts("a", {"y", "y", "z", "-"}), texts("b", {"1", "2", "1", "2"})}};
    QCOMPARE(made.value().pipeline.encode(later).value().values,
             (std::vector<float> {0, 0, 1, 0, /**/ 0, 0, 0, 0, /**/ 0, 0, 0, 0, /**/ 0, 0, 0, 1}));
}

// Prior 3/6. a: 2 of 3 positive, (2 + 2 * 0.5) / (3 + 2) = 0.6; b: 0 of 2, 1 / 4; missing: 1 of 1, 2 / 3.
void TransformersTest::targetMeansAreSmoothed()
{
    const data::Table table {{texts("x", {"a", "a", "a", "b", "b", "-"}), numbers("y", {1, 1, 0, 0, 0, 1})}};
    const auto made =
        fitted(chain({"x"}, {{{"type", "target"}, {"smoothing", 2}, {"folds", 2}}}), table, "y");
    QVERIFY_OK(made);
    const auto later = made.value().pipeline.encode({{texts("x", {"a", "b", "-", "new"})}});
    QVERIFY_OK(later);
    const std::vector<double> expected {0.6, 0.25, 2.0 / 3, 0.5};
    for (std::size_t i = 0; i < expected.size(); ++i)
        QCOMPARE_NEAR(static_cast<double>(later.value().values[i]), expected[i], 1e-7);
    QCOMPARE(made.value().pipeline.inputsThatKnowTarget(), (std::vector<std::size_t> {0}));
    QVERIFY_FAILS(fitted(chain({"x"}, {{{"type", "target"}}}), table), "features.transform_no_target");
    QVERIFY_FAILS(fitted(chain({"x"}, {{{"type", "target"}, {"folds", 7}}}), table, "y"),
                  "features.transform_few_rows");
}

// As many folds as rows: without smoothing each row gets the mean of the other rows of its level, and a
// level's only row that of all other rows.
void TransformersTest::targetMeansOfTrainingRowsAreOutOfFold()
{
    const data::Table table {{texts("x", {"a", "a", "a", "b"}), numbers("y", {1, 0, 0, 1})}};
    const auto made =
        fitted(chain({"x"}, {{{"type", "target"}, {"smoothing", 0}, {"folds", 4}}}), table, "y");
    QVERIFY_OK(made);
    const std::vector<double> expected {0, 0.5, 0.5, 1.0 / 3};
    for (std::size_t i = 0; i < expected.size(); ++i)
        QCOMPARE_NEAR(static_cast<double>(made.value().training.values[i]), expected[i], 1e-7);
}

void TransformersTest::aRandomCategoryDoesNotBeatChanceOnTrainingRows()
{
    Random random(11);
    std::vector<std::string> levels;
    std::vector<double> target;
    for (int row = 0; row < 4000; ++row) {
        levels.push_back(std::to_string(random.below(1000)));
        target.push_back(random.uniform() < 0.3 ? 1 : 0);
    }
    const data::Table table {{texts("x", levels), numbers("y", target)}};
    const auto made = fitted(chain({"x"}, {{{"type", "target"}}}), table, "y");
    QVERIFY_OK(made);
    // The mean of the inputs of positive rows against that of the others, in standard errors.
    const auto distance = [&](const std::vector<float> &inputs) {
        double sums[2] {};
        double squares = 0;
        double counts[2] {};
        for (std::size_t row = 0; row < inputs.size(); ++row) {
            const auto value = static_cast<double>(inputs[row]);
            sums[target[row] > 0 ? 1 : 0] += value;
            counts[target[row] > 0 ? 1 : 0] += 1;
            squares += value * value;
        }
        const double rows = counts[0] + counts[1];
        const double mean = (sums[0] + sums[1]) / rows;
        const double deviation = std::sqrt(squares / rows - mean * mean);
        return (sums[1] / counts[1] - sums[0] / counts[0])
            / (deviation * std::sqrt(1 / counts[0] + 1 / counts[1]));
    };
    QVERIFY2(distance(made.value().training.values) < 3, "learnt from nothing");
    QVERIFY2(distance(made.value().pipeline.encode(table).value().values) > 10,
             "in sample it would look like a find");
}

void TransformersTest::columnsWithoutAnyValueHaveAnAnswer()
{
    const auto empty = numbers("x", {missing, missing});
    for (const char *type : {"impute", "standard", "robust", "quantile", "log", "dates"}) {
        const auto made = fitted(chain({"x"}, {{{"type", type}}}), {{empty}});
        QVERIFY_OK(made);
        for (const float value : made.value().training.values)
            QCOMPARE(value, 0.0F);
    }
    QCOMPARE(through({{{"type", "bin"}}}, empty, numbers("x", {3})), (std::vector<float> {1}));
    const auto nothing = texts("x", {"-", "-"});
    for (const char *type : {"one_hot", "hash", "tfidf", "ngrams"}) {
        const auto made = fitted(chain({"x"}, {{{"type", type}}}), {{nothing}});
        QVERIFY_OK(made);
        for (const float value : made.value().training.values)
            QCOMPARE(value, 0.0F);
    }
}

SLIPWAY_TEST_MAIN(TransformersTest)
#include "transformers_test.moc"
