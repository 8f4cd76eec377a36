#include "core/features/definitions/feature_set_json.h"
#include "core/features/definitions/read.h"
#include "core/features/definitions/scenario_sets.h"
#include "core/features/propose/yaml_text.h"

#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

using namespace slipway;
using namespace slipway::features;

class YamlTextTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsWrittenMeansTheSame();
    void windowsBecomeOneLine();
    void difficultTextsComeBack();
    void commentsStandAboveWhatTheyAreAbout();
};

void YamlTextTest::whatIsWrittenMeansTheSame()
{
    for (const auto &each : scenarioSets()) {
        const auto yaml = featureSetYaml(each.set);
        const auto read = readFeatureSet(yaml, each.scenario);
        QVERIFY_OK(read);
        QCOMPARE_TEXT(featureSetDigest(read.value()), featureSetDigest(each.set));
        QCOMPARE(read.value().outputs().size(), each.set.outputs().size());
    }
}

void YamlTextTest::windowsBecomeOneLine()
{
    const auto yaml = featureSetYaml(findScenarioSet("churn").value()->set);
    const std::string line =
        "{name: \"data_gb_{window}\", aggregate: mean, of: data_gb, windows: [7d, 28d, 84d, all]";
    QVERIFY2(yaml.find(line) != std::string::npos, yaml.c_str());
}

void YamlTextTest::difficultTextsComeBack()
{
    for (const std::string text :
         {"a: b", "a, b", "- x",    "#no",    "yes",         "\"quoted\"", "it's", "{x}",
          "[1]",  "a #b", " blank", "tab\tx", "ü",           "100",        "null", "a\nb",
          "?",    "%x",   "@y",     "`z`",    "back\\slash", "x: y # z"}) {
        FeatureSet set {.name = "test", .description = text, .owner = text};
        set.labels = {.table = "t", .target = text};
        set.request.push_back({.name = "f", .kind = FeatureKind::Request, .unit = text, .description = text});
        const auto yaml = featureSetYaml(set);
        const auto read = readFeatureSet(yaml, "test");
        QVERIFY2(read, (read ? "" : read.error().message + "\n" + yaml).c_str());
        QCOMPARE_TEXT(read.value().description, text);
        QCOMPARE_TEXT(read.value().request.front().description, text);
        QCOMPARE_TEXT(read.value().request.front().unit, text);
        QCOMPARE_TEXT(read.value().labels.target, text);
    }
}

void YamlTextTest::commentsStandAboveWhatTheyAreAbout()
{
    FeatureSet set {.name = "test", .owner = "me"};
    set.labels = {.table = "t", .target = "y"};
    set.request.push_back({.name = "f", .kind = FeatureKind::Request, .description = "A feature"});
    const auto yaml = featureSetYaml(set, {{"top", {"First"}}, {"request/f", {"Why f"}}, {"end", {"Last"}}});
    QCOMPARE_TEXT(
        yaml,
        "# First\nfeatures: test\nowner: me\n\nlabels:\n  table: t\n  target: \"y\"\n\nrequest:\n  # Why f\n"
        "  - {name: f, description: A feature}\n# Last\n");
}

SLIPWAY_TEST_MAIN(YamlTextTest)
#include "yaml_text_test.moc"
