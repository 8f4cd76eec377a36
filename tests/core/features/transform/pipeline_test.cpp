#include "core/features/transform/pipeline.h"

#include "tests/core/features/transform/columns.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <cstring>

using namespace slipway;
using namespace slipway::testing;
using features::Pipeline;

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

const std::vector<std::string> three {"age", "device", "constant"};

data::Table training()
{
    return {{numbers("age", {20, 30, missing, 40, 70}), numbers("constant", {0.1, 0.1, 0.1, 0.1, 0.1}),
             texts("device", {"tablet", "mobile", "mobile", "-", "desktop"})}};
}

Pipeline proposed()
{
    return features::fitPipeline(features::proposedTransforms(training(), three), training(), {})
        .value()
        .pipeline;
}

/// Rows for every kind of transformer: 5000, so that several blocks and threads take part.
data::Table manyRows(std::uint64_t seed)
{
    Random random(seed);
    const std::vector<std::string> words {"quick", "fox", "Straße", "naïve", "dog,", "the", "of", "and"};
    std::vector<double> a, b, when, target;
    std::vector<std::string> plan, city, text;
    for (int row = 0; row < 5000; ++row) {
        a.push_back(random.uniform() < 0.1 ? missing : random.normal() * 10);
        b.push_back(row % 97 == 0 ? infinity : std::floor(random.uniform() * 4));
        when.push_back(random.uniform() * 2e9 - 1e8);
        plan.push_back(random.uniform() < 0.05 ? "-"
                                               : std::string(1, static_cast<char>('a' + random.below(5))));
        city.push_back("city " + std::to_string(random.below(300)));
        std::string line;
        for (std::uint64_t i = 0; i < random.below(8); ++i)
            line += words[random.below(words.size())] + " ";
        text.push_back(line.empty() ? "-" : line + std::to_string(row));
        target.push_back(random.uniform() < 0.3 ? 1 : 0);
    }
    return {{numbers("a", a), numbers("b", b), numbers("when", when), texts("plan", plan),
             texts("city", city), texts("text", text), numbers("y", target)}};
}

Json everything()
{
    return {
        {{"columns", {"a", "b"}},
         {"steps", {{{"type", "impute"}, {"by", "median"}, {"indicator", true}}, {{"type", "standard"}}}}},
        {{"columns", {"a", "b"}}, {"steps", {{{"type", "combine"}, {"by", "ratio"}}, {{"type", "robust"}}}}},
        {{"columns", {"a"}}, {"steps", {{{"type", "quantile"}, {"to", "normal"}, {"quantiles", 50}}}}},
        {{"columns", {"a"}}, {"steps", {{{"type", "log"}}, {{"type", "bin"}}}}},
        {{"columns", {"when"}}, {"steps", {{{"type", "dates"}}}}},
        {{"columns", {"plan"}}, {"steps", {{{"type", "one_hot"}, {"others", "place"}}}}},
        {{"columns", {"plan", "city"}}, {"steps", {{{"type", "ordinal"}}, {{"type", "standard"}}}}},
        {{"columns", {"city"}}, {"steps", {{{"type", "target"}}, {{"type", "bin"}, {"bins", 4}}}}},
        {{"columns", {"city"}}, {"steps", {{{"type", "hash"}}}}},
        {{"columns", {"plan", "city"}}, {"steps", {{{"type", "pair"}}, {{"type", "target"}}}}},
        {{"columns", {"text"}}, {"steps", {{{"type", "tfidf"}, {"to", 2}, {"most", 60}}}}},
        {{"columns", {"text"}}, {"steps", {{{"type", "ngrams"}, {"slots", 64}}}}}};
}

bool sameBits(const std::vector<float> &a, const std::vector<float> &b)
{
    return a.size() == b.size() && std::memcmp(a.data(), b.data(), a.size() * sizeof(float)) == 0;
}

} // namespace

class PipelineTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theProposalFillsAndScalesNumbersAndOpensCategories();
    void aMissingNumberCountsAsItsMean();
    void infinityCountsAsMissing();
    void anUnknownLevelIsAllZeros();
    void onlyTheMostFrequentLevelsGetAnInput();
    void manyLevelsAreToldByTheTarget();
    void textsAndTimesAreProposedTheirOwn();
    void batchAndRowAgreeToTheBit();
    void threadsDoNotMatter();
    void jsonReadsBackExactly();
    void modelsOfTheFormerFormatStillAnswer();
    void aMissingColumnIsAnErrorUnlessItIsFilled();
    void damagedJsonIsRefused();
    void everyDamageOfEveryStepIsRefusedOrHarmless();
    void badRequestsAreRefused();
};

void PipelineTest::theProposalFillsAndScalesNumbersAndOpensCategories()
{
    const auto pipeline = proposed();
    QCOMPARE(pipeline.names(),
             (std::vector<std::string> {"age", "constant", "age is missing", "device=desktop",
                                        "device=mobile", "device=tablet"}));
    const auto matrix = pipeline.encode(training());
    QVERIFY_OK(matrix);
    double sum = 0;
    double squares = 0;
    for (std::size_t row = 0; row < 5; ++row) {
        const double value = static_cast<double>(matrix.value().values[row * 6]);
        sum += value;
        squares += value * value;
        QCOMPARE(matrix.value().values[row * 6 + 1], 0.0F); // a constant gives zeros
    }
    QCOMPARE_NEAR(sum / 5, 0, 1e-7);
    QCOMPARE_NEAR(squares / 5, 1, 1e-7);
}

// The mean of 20, 30, 40, 70 is 40; with the filled row the squares are 400 + 100 + 0 + 0 + 900, over 5: 280.
void PipelineTest::aMissingNumberCountsAsItsMean()
{
    const auto matrix = proposed().encode(training()).value();
    QCOMPARE(matrix.values[2 * 6], 0.0F);
    QCOMPARE(matrix.values[0], static_cast<float>(-20 / std::sqrt(280.0)));
    QVERIFY(matrix.values[2 * 6 + 2] > 0); // the indicator, scaled as well
    QVERIFY(matrix.values[2] < 0);
}

void PipelineTest::infinityCountsAsMissing()
{
    const data::Table table {{numbers("age", {infinity, missing}), numbers("constant", {-infinity, missing}),
                              texts("device", {"-", "-"})}};
    const auto matrix = proposed().encode(table).value();
    QVERIFY(std::equal(matrix.values.begin(), matrix.values.begin() + 6, matrix.values.begin() + 6));
    auto withInfinity = training();
    withInfinity.columns[0].numbers[2] = infinity;
    const auto other =
        features::fitPipeline(features::proposedTransforms(withInfinity, three), withInfinity, {});
    QVERIFY_OK(other);
    QCOMPARE_TEXT(writeJson(other.value().pipeline.toJson()["chains"]),
                  writeJson(proposed().toJson()["chains"]));
}

void PipelineTest::anUnknownLevelIsAllZeros()
{
    const data::Table table {{numbers("age", {40, 40, 40}), numbers("constant", {0.1, 0.1, 0.1}),
                              texts("device", {"watch", "-", "tablet"})}};
    const auto matrix = proposed().encode(table).value();
    const std::vector<std::vector<float>> expected {{0, 0, 0}, {0, 0, 0}, {0, 0, 1}};
    for (std::size_t row = 0; row < 3; ++row) {
        for (std::size_t i = 0; i < 3; ++i)
            QCOMPARE(matrix.values[row * 6 + 3 + i], expected[row][i]);
    }
    const auto pipeline = proposed();
    QCOMPARE(pipeline.levelIndex(2, "mobile"), 1.0);
    QCOMPARE(pipeline.levelIndex(2, "watch"), features::unknownLevel);
}

void PipelineTest::onlyTheMostFrequentLevelsGetAnInput()
{
    std::vector<std::string> values;
    for (int level = 0; level < 70; ++level) {
        for (int i = 0; i <= level; ++i)
            values.push_back("level" + std::to_string(100 + level));
    }
    const auto made = fitted(chain({"t"}, {{{"type", "one_hot"}}}), {{texts("t", values)}});
    QVERIFY_OK(made);
    QCOMPARE(made.value().pipeline.width(), std::size_t {64});
    QCOMPARE_TEXT(made.value().pipeline.names().front(), "t=level106");
    QCOMPARE_TEXT(made.value().pipeline.names().back(), "t=level169");
    data::Column unused = texts("t", {"a", "b"});
    unused.codes = {0, 0};
    QCOMPARE(fitted(chain({"t"}, {{{"type", "one_hot"}}}), {{unused}}).value().pipeline.width(),
             std::size_t {1});
}

void PipelineTest::manyLevelsAreToldByTheTarget()
{
    const auto table = manyRows(1);
    const std::vector<std::string> names {"city", "plan"};
    const auto spec = features::proposedTransforms(table, names);
    QCOMPARE_TEXT(spec.chains[0].steps[0].type, "one_hot");
    QCOMPARE_TEXT(spec.chains[1].steps[0].type, "target");
    QCOMPARE(spec.chains[1].columns, (std::vector<std::string> {"city"}));
    QCOMPARE_TEXT(features::proposedTransforms(table, names, {.hasTarget = false}).chains[1].steps[0].type,
                  "hash");
}

void PipelineTest::textsAndTimesAreProposedTheirOwn()
{
    data::Table table {{numbers("when", {1, 2, 3}),
                        texts("review", {"a fine thing indeed", "not worth the money", "would buy it again"}),
                        texts("name", {"Ann", "Bob", "Cid"})}};
    table.columns[0].sourceType = "TIMESTAMP";
    const std::vector<std::string> names {"when", "review", "name"};
    const auto spec = features::proposedTransforms(table, names);
    QCOMPARE(spec.chains.size(), std::size_t {3});
    QCOMPARE_TEXT(spec.chains[0].steps[0].type, "dates");
    QCOMPARE_TEXT(spec.chains[1].steps[0].type, "one_hot");
    QCOMPARE_TEXT(spec.chains[2].steps[0].type, "tfidf");
    const auto given = chains(chain({"name"}, {{{"type", "hash"}}}));
    const auto whole = features::completedTransforms(given, table, names);
    QVERIFY_OK(whole);
    QCOMPARE_TEXT(whole.value().chains[0].steps[0].type, "hash");
    QCOMPARE(whole.value().chains.size(), std::size_t {3});
    const auto strange = chains(chain({"surname"}, {{{"type", "hash"}}}));
    QVERIFY_FAILS(features::completedTransforms(strange, table, names), "features.transforms_no_feature");
}

void PipelineTest::batchAndRowAgreeToTheBit()
{
    const auto made = fitted(everything(), manyRows(1), "y");
    QVERIFY_OK(made);
    const auto &pipeline = made.value().pipeline;
    auto later = manyRows(2);
    later.columns[3].levels.push_back("never seen");
    later.columns[3].codes[7] = static_cast<std::int32_t>(later.columns[3].levels.size() - 1);
    const auto matrix = pipeline.encode(later);
    QVERIFY_OK(matrix);
    for (std::size_t row = 0; row < later.rows(); row += row < 200 ? 1 : 37) {
        const auto alone = oneRow(pipeline, later, row);
        const auto *batch = matrix.value().values.data() + row * matrix.value().width;
        QVERIFY(sameBits(alone, {batch, batch + matrix.value().width}));
        for (const float value : alone)
            QVERIFY(std::isfinite(value));
    }
}

void PipelineTest::threadsDoNotMatter()
{
    const auto made = fitted(everything(), manyRows(1), "y");
    QVERIFY_OK(made);
    const auto table = manyRows(3);
    const auto alone = made.value().pipeline.encode(table, 1).value();
    QVERIFY(sameBits(alone.values, made.value().pipeline.encode(table, 4).value().values));
    QVERIFY(sameBits(made.value().training.values,
                     fitted(everything(), manyRows(1), "y").value().training.values));
}

void PipelineTest::jsonReadsBackExactly()
{
    const auto made = fitted(everything(), manyRows(1), "y");
    QVERIFY_OK(made);
    const auto text = writeJson(made.value().pipeline.toJson());
    const auto again = Pipeline::fromJson(parseJson(text, "the test").value());
    QVERIFY_OK(again);
    QCOMPARE_TEXT(writeJson(again.value().toJson()), text);
    QCOMPARE(again.value().names(), made.value().pipeline.names());
    QVERIFY(sameBits(again.value().encode(manyRows(2)).value().values,
                     made.value().pipeline.encode(manyRows(2)).value().values));
    QVERIFY_OK(features::checkFittedOn(again.value(), manyRows(1)));
}

// What a model.json of format 1 says about its features.
void PipelineTest::modelsOfTheFormerFormatStillAnswer()
{
    const Json old {{"features",
                     {{{"name", "age"}, {"kind", "number"}, {"mean", 40.0}, {"deviation", 20.0}},
                      {{"name", "device"}, {"kind", "category"}, {"levels", {"desktop", "mobile"}}},
                      {{"name", "height"}, {"kind", "number"}, {"mean", 1.0}, {"deviation", 0.5}}}}};
    const auto pipeline = Pipeline::fromJson(old);
    QVERIFY_OK(pipeline);
    const data::Table table {{numbers("height", {2, missing}), texts("device", {"mobile", "watch"}),
                              numbers("age", {30, missing})}};
    QCOMPARE(pipeline.value().encode(table).value().values, (std::vector<float> {-0.5, 0, 1, 2, 0, 0, 0, 0}));
}

void PipelineTest::aMissingColumnIsAnErrorUnlessItIsFilled()
{
    auto table = training();
    table.columns.erase(table.columns.begin()); // age, which is imputed
    const auto filled = proposed().encode(table);
    QVERIFY_OK(filled);
    QCOMPARE(filled.value().values[0], 0.0F);
    QVERIFY(filled.value().values[2] > 0);
    table.columns.pop_back(); // device
    const auto refused = proposed().encode(table);
    QVERIFY_FAILS(refused, "data.column_missing");
    QVERIFY(refused.error().message.find("device") != std::string::npos);
    // Online it counts as missing.
    std::vector<float> inputs(6);
    proposed().encodeRow(std::vector<double>(3, missing), inputs);
    QCOMPARE(std::vector<float>(inputs.begin() + 3, inputs.end()), (std::vector<float> {0, 0, 0}));
}

void PipelineTest::damagedJsonIsRefused()
{
    const auto good = proposed().toJson();
    QVERIFY_FAILS(Pipeline::fromJson(Json()), "features.encoder_damaged");
    QVERIFY_FAILS(Pipeline::fromJson({{"features", Json::array()}}), "features.encoder_damaged");
    const std::vector<std::pair<std::string, Json>> damages {
        {"/features/0/name", nullptr},
        {"/features/1/kind", "word"},
        {"/features/0/kind", "category"},
        {"/chains/0/columns", {"height"}},
        {"/chains/0/columns", {"age"}},
        {"/chains/0/columns", {"age", "device"}},
        {"/chains/0/steps/0/type", "magic"},
        {"/chains/0/steps/0/numbers", "forty"},
        {"/chains/0/steps/0/indicated", {7}},
        {"/chains/0/steps/1/scales", {1, 0, 1}},
        {"/chains/0/steps/1/centres", {1}},
        {"/chains/1/steps/0/levels", {{"b", "a"}}},
        {"/chains/1/steps/0/levels", {{"a"}, {"b"}}},
        {"/chains/1/steps", Json::array()},
        {"/fitted_on/fingerprint", 7},
    };
    for (const auto &[place, value] : damages) {
        auto damaged = good;
        damaged[Json::json_pointer(place)] = value;
        const auto read = Pipeline::fromJson(damaged);
        QVERIFY2(!read.ok(), place.c_str());
        QCOMPARE_TEXT(read.error().id, "features.encoder_damaged");
    }
}

// Each value of each step is replaced by others in turn; whatever is still read must encode without a crash.
void PipelineTest::everyDamageOfEveryStepIsRefusedOrHarmless()
{
    const auto made = fitted(everything(), manyRows(1), "y");
    QVERIFY_OK(made);
    const auto good = made.value().pipeline.toJson();
    auto few = manyRows(2);
    for (auto &column : few.columns) {
        column.numbers.resize(std::min<std::size_t>(column.numbers.size(), 20));
        column.codes.resize(std::min<std::size_t>(column.codes.size(), 20));
    }
    const std::vector<Json> values {nullptr,
                                    -1,
                                    0,
                                    3,
                                    1e300,
                                    "text",
                                    true,
                                    Json::array(),
                                    Json::object(),
                                    {1, 2},
                                    {"a"},
                                    {{1.0}},
                                    {{"a"}},
                                    {{"a", "b"}, {"c"}}};
    int read = 0;
    for (std::size_t c = 0; c < good["chains"].size(); ++c) {
        for (std::size_t s = 0; s < good["chains"][c]["steps"].size(); ++s) {
            for (const auto &[key, unused] : good["chains"][c]["steps"][s].items()) {
                for (const auto &value : values) {
                    auto damaged = good;
                    damaged["chains"][c]["steps"][s][key] = value;
                    const auto pipeline = Pipeline::fromJson(damaged);
                    if (!pipeline)
                        continue;
                    ++read;
                    QVERIFY_OK(pipeline.value().encode(few));
                }
            }
        }
    }
    QVERIFY(read > 10);
}

void PipelineTest::badRequestsAreRefused()
{
    QVERIFY_FAILS(features::fitPipeline({}, training(), {}), "features.no_features");
    QVERIFY_FAILS(fitted(chain({"x"}, {{{"type", "standard"}}}), {{numbers("x", {})}}),
                  "features.no_training_rows");
    QVERIFY_FAILS(fitted(chain({"height"}, {{{"type", "standard"}}}), training()), "data.column_missing");
    QVERIFY_FAILS(fitted(chain({"device"}, {{{"type", "standard"}}}), training()),
                  "features.transform_takes");
    QVERIFY_FAILS(fitted(chain({"age"}, {{{"type", "one_hot"}}}), training()), "features.transform_takes");
    QVERIFY_FAILS(
        fitted(chain({"age", "device"}, {{{"type", "impute"}, {"by", "most_frequent"}}}), training()),
        "features.transform_takes");
    QVERIFY_FAILS(fitted(chain({"device"}, {{{"type", "one_hot"}}, {{"type", "standard"}}}), training()),
                  "features.transform_last");
    QVERIFY_FAILS(
        fitted(chain({"device"}, {{{"type", "impute"}, {"by", "most_frequent"}}, {{"type", "hash"}}}),
               training()),
        "features.transform_first");
    QVERIFY_FAILS(fitted(chain({"device"}, {{{"type", "impute"}, {"by", "most_frequent"}}}), training()),
                  "features.transform_no_inputs");
    auto other = training();
    other.columns[0] = texts("age", {"a", "b", "c", "d", "e"});
    QVERIFY_FAILS(proposed().encode(other), "features.other_kind");
}

SLIPWAY_TEST_MAIN(PipelineTest)
#include "pipeline_test.moc"
