#include "core/features/transform/spec.h"

#include "tests/support/test_main.h"
#include "tests/support/verify.h"

using namespace slipway;
using features::transformsFromJson;

namespace {

Json with(const Json &chain)
{
    return {{"transforms", Json::array({chain})}};
}

Result<features::TransformSpec> step(const Json &json)
{
    return transformsFromJson(with({{"columns", {"x"}}, {"steps", Json::array({json})}}), "t.yaml");
}

} // namespace

class SpecTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void optionsThatAreNotGivenHaveTheirStandard();
    void listsAndNumbersMayStandWhereTextsDo();
    void whatIsWrittenReadsBack();
    void mistakesAreNamedWithTheirPlace();
    void yamlSaysTheSameAndNamesTheLine();
};

void SpecTest::optionsThatAreNotGivenHaveTheirStandard()
{
    const auto spec = step({{"type", "one_hot"}, {"min_count", 5}});
    QVERIFY_OK(spec);
    const auto &options = spec.value().chains[0].steps[0].options;
    QCOMPARE(options["min_count"].get<int>(), 5);
    QCOMPARE(options["most"].get<int>(), 64);
    QCOMPARE_TEXT(options["others"].get<std::string>(), "zeros");
}

void SpecTest::listsAndNumbersMayStandWhereTextsDo()
{
    const auto bins = step({{"type", "bin"}, {"by", "edges"}, {"edges", {0, 18.5}}});
    QVERIFY_OK(bins);
    QCOMPARE_TEXT(bins.value().chains[0].steps[0].options["edges"].get<std::string>(), "0, 18.5");
    const auto fill = step({{"type", "impute"}, {"by", "constant"}, {"value", -3}});
    QVERIFY_OK(fill);
    QCOMPARE_TEXT(fill.value().chains[0].steps[0].options["value"].get<std::string>(), "-3");
}

void SpecTest::whatIsWrittenReadsBack()
{
    const auto spec = step({{"type", "tfidf"}, {"to", 2}});
    QVERIFY_OK(spec);
    const auto again = transformsFromJson(features::toJson(spec.value()), "again");
    QVERIFY_OK(again);
    QCOMPARE_TEXT(writeJson(features::toJson(again.value())), writeJson(features::toJson(spec.value())));
}

void SpecTest::mistakesAreNamedWithTheirPlace()
{
    const auto unknown = step({{"type", "magic"}});
    QVERIFY_FAILS(unknown, "features.transform_unknown");
    QVERIFY(unknown.error().message.starts_with("t.yaml: chain 1: step 1: "));
    QVERIFY_FAILS(step({{"type", "standard"}, {"mean", 3}}), "parameter.unknown");
    QVERIFY_FAILS(step({{"type", "bin"}, {"bins", "many"}}), "parameter.wrong_type");
    QVERIFY_FAILS(step({{"type", "bin"}, {"bins", 1}}), "parameter.out_of_range");
    QVERIFY_FAILS(step({{"type", "impute"}, {"by", "guess"}}), "parameter.out_of_range");
    QVERIFY_FAILS(step({{"by", "mean"}}), "features.transforms_shape");
    QVERIFY_FAILS(transformsFromJson(Json::array(), "t"), "features.transforms_shape");
    QVERIFY_FAILS(transformsFromJson(with({{"columns", Json::array()}}), "t"), "features.transforms_shape");
    QVERIFY_FAILS(transformsFromJson(with({{"columns", {"x"}}}), "t"), "features.transforms_shape");
    QVERIFY_FAILS(transformsFromJson(with({{"columns", {"x"}}, {"do", {1}}}), "t"),
                  "features.transforms_key");
}

void SpecTest::yamlSaysTheSameAndNamesTheLine()
{
    const auto spec = features::readTransforms("transforms:\n  - columns: [age, income]\n    steps:\n"
                                               "      - {type: bin, by: edges, edges: [0, 18.5], as: index}\n"
                                               "      - type: standard\n",
                                               "t.yaml");
    QVERIFY_OK(spec);
    QCOMPARE(spec.value().chains[0].columns.size(), std::size_t {2});
    QCOMPARE_TEXT(spec.value().chains[0].steps[0].options["edges"].get<std::string>(), "0, 18.5");
    QCOMPARE_TEXT(spec.value().chains[0].steps[1].type, "standard");
    const auto fails = [](const char *text) {
        const auto read = features::readTransforms(text, "t.yaml");
        return read ? std::string("read") : read.error().message;
    };
    QVERIFY(fails("transforms:\n  - columns: [x]\n    steps:\n      - type: magic\n")
                .starts_with("t.yaml, line 4: "));
    QVERIFY(fails("transforms:\n  - columns: [x]\n").starts_with("t.yaml, line 2: "));
    QVERIFY(fails("transforms:\n  - columns: [x]\n    step: 1\n").starts_with("t.yaml, line 3: "));
    QVERIFY(fails("transforms: [\n").find("t.yaml") != std::string::npos);
    QVERIFY(fails("[]").find("t.yaml") != std::string::npos);
}

SLIPWAY_TEST_MAIN(SpecTest)
#include "spec_test.moc"
