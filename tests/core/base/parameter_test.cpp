#include "core/base/parameter.h"

#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

using namespace slipway;

class ParameterTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void typedValuesBecomeTheirType();
    void jsonValuesBecomeTheirType();
    void valuesOfAnotherTypeAreRefused();
    void limitsAreInclusive();
    void everyNumberOfAListIsChecked();
    void recordsAreCheckedFieldByField();
    void onlyTheChoicesAreTaken();
    void numbersThatDoNotExistAreRefused();
    void theExpectationSaysTypeAndRange();
    void theSentenceNamesSettingRangeAndValue();
    void anUnknownNameListsTheKnownOnes();
};

namespace {

using enum ParameterType;

const Parameter epochs {"training.epochs", Integer, 10, "Most passes over the rows", 1, 1000};
const Parameter rate {"training.rate", Number, 0.001, "Step size", 1e-7, 1};
const Parameter kind {"model.type", Text, "mlp", "Kind of model", {}, {}, {"mlp", "linear"}};
const Parameter address {"serving.address", Text, "127.0.0.1", "Where to listen"};
const Parameter events {"events", Flag, false, "Whether to tell"};
const Parameter hidden {"model.hidden", Integers, Json::array({128, 64}), "Units of each layer", 1, 4096};

std::string typed(const Parameter &parameter, std::string_view text)
{
    const auto value = parsedValue(parameter, text);
    return value ? writeJson(value.value()) : value.error().id;
}

std::string given(const Parameter &parameter, const Json &json)
{
    const auto value = checkedValue(parameter, json);
    return value ? writeJson(value.value()) : value.error().id;
}

} // namespace

void ParameterTest::typedValuesBecomeTheirType()
{
    QCOMPARE_TEXT(typed(epochs, "3"), "3");
    QCOMPARE_TEXT(typed(epochs, "1e2"), "100");
    QCOMPARE_TEXT(typed(rate, "1"), "1.0");
    QCOMPARE_TEXT(typed(rate, "5e-4"), "0.0005");
    QCOMPARE_TEXT(typed(kind, "linear"), "\"linear\"");
    QCOMPARE_TEXT(typed(address, "8080"), "\"8080\"");
    QCOMPARE_TEXT(typed(address, "true"), "\"true\"");
    QCOMPARE_TEXT(typed(address, ""), "\"\"");
    QCOMPARE_TEXT(typed(events, "true"), "true");
    QCOMPARE_TEXT(typed(events, "false"), "false");
    QCOMPARE_TEXT(typed(hidden, "256"), "[256]");
    QCOMPARE_TEXT(typed(hidden, "256,128,64"), "[256,128,64]");
}

void ParameterTest::jsonValuesBecomeTheirType()
{
    QCOMPARE_TEXT(given(epochs, 3.0), "3");
    QCOMPARE_TEXT(given(rate, 1), "1.0");
    QCOMPARE_TEXT(given(hidden, Json::array({128.0, 64})), "[128,64]");
}

void ParameterTest::valuesOfAnotherTypeAreRefused()
{
    for (const char *text : {"", "three", "3x", "2.5", "true", "1,2", "0x10"})
        QCOMPARE_TEXT(typed(epochs, text), "parameter.wrong_type");
    for (const char *text : {"", "much", "0,5", "true"})
        QCOMPARE_TEXT(typed(rate, text), "parameter.wrong_type");
    for (const char *text : {"", "1", "yes", "True"})
        QCOMPARE_TEXT(typed(events, text), "parameter.wrong_type");
    for (const char *text : {"", "a", "128,,64", ",128", "128,2.5", "128;64"})
        QCOMPARE_TEXT(typed(hidden, text), "parameter.wrong_type");
    QCOMPARE_TEXT(given(address, 8080), "parameter.wrong_type");
    QCOMPARE_TEXT(given(epochs, Json()), "parameter.wrong_type");
    QCOMPARE_TEXT(given(epochs, "3"), "parameter.wrong_type");
    QCOMPARE_TEXT(given(hidden, 128), "parameter.wrong_type");
    QCOMPARE_TEXT(given(hidden, Json::object({{"0", 128}})), "parameter.wrong_type");
}

void ParameterTest::limitsAreInclusive()
{
    QCOMPARE_TEXT(typed(epochs, "1"), "1");
    QCOMPARE_TEXT(typed(epochs, "1000"), "1000");
    QCOMPARE_TEXT(typed(epochs, "0"), "parameter.out_of_range");
    QCOMPARE_TEXT(typed(epochs, "1001"), "parameter.out_of_range");
    QCOMPARE_TEXT(typed(epochs, "-99999999999999999999999"), "parameter.wrong_type");
    QCOMPARE_TEXT(typed(rate, "1e-7"), "1e-07");
    QCOMPARE_TEXT(typed(rate, "1e-8"), "parameter.out_of_range");
    QCOMPARE_TEXT(typed(rate, "1.0000001"), "parameter.out_of_range");
}

void ParameterTest::everyNumberOfAListIsChecked()
{
    QCOMPARE_TEXT(typed(hidden, "1,4096"), "[1,4096]");
    QCOMPARE_TEXT(typed(hidden, "128,0"), "parameter.out_of_range");
    QCOMPARE_TEXT(typed(hidden, "5000,1"), "parameter.out_of_range");
    QCOMPARE_TEXT(given(hidden, Json::array()), "parameter.wrong_type");
}

void ParameterTest::recordsAreCheckedFieldByField()
{
    const Parameter visits {.name = "visits",
                            .type = ParameterType::Records,
                            .standard = Json::array(),
                            .help = "Who came",
                            .fields = {{"who", Text, nullptr, "Name"}, {"times", Integer, 1, "How often", 1, 9}}};
    QCOMPARE_TEXT(expectation(visits), "a list of sections with who, times");
    QCOMPARE_TEXT(typed(visits, "[]"), "[]");
    QCOMPARE_TEXT(typed(visits, R"([{"who":"a"},{"who":"b","times":3}])"),
                  R"([{"who":"a"},{"times":3,"who":"b"}])");
    QCOMPARE_TEXT(typed(visits, R"({"who":"a"}, {"who":"b"})"), R"([{"who":"a"},{"who":"b"}])");
    QCOMPARE_TEXT(typed(visits, R"([{"who":"a","times":10}])"), "parameter.out_of_range");
    QCOMPARE_TEXT(typed(visits, R"([{"times":2}])"), "parameter.wrong_type"); // who is missing
    QCOMPARE_TEXT(typed(visits, R"([{"who":"a","when":2}])"), "parameter.unknown");
    QCOMPARE_TEXT(typed(visits, "a, b"), "parameter.wrong_type");
    QVERIFY(parsedValue(visits, R"([{"who":"a"},{"who":"b","times":10}])")
                .error()
                .message.starts_with("visits 2: times must be"));
}

void ParameterTest::onlyTheChoicesAreTaken()
{
    QCOMPARE_TEXT(typed(kind, "forest"), "parameter.out_of_range");
    QCOMPARE_TEXT(typed(kind, "MLP"), "parameter.out_of_range");
    QCOMPARE_TEXT(typed(kind, ""), "parameter.out_of_range");
}

void ParameterTest::numbersThatDoNotExistAreRefused()
{
    for (const char *text : {"nan", "inf", "-inf"}) {
        QCOMPARE_TEXT(typed(rate, text), "parameter.out_of_range");
        QCOMPARE_TEXT(typed(epochs, text), "parameter.wrong_type");
    }
    const Parameter open {"open", Number, 0, "Without limits"};
    QCOMPARE_TEXT(typed(open, "inf"), "parameter.out_of_range");
    QCOMPARE_TEXT(typed(open, "-1e300"), "-1e+300");
}

void ParameterTest::theExpectationSaysTypeAndRange()
{
    QCOMPARE_TEXT(expectation(epochs), "a whole number from 1 to 1000");
    QCOMPARE_TEXT(expectation(rate), "a number from 1e-07 to 1");
    QCOMPARE_TEXT(expectation({.name = "x", .type = Number, .standard = 1, .help = "", .least = 0}),
                  "a number of at least 0");
    QCOMPARE_TEXT(expectation({.name = "x", .type = Integer, .standard = 1, .help = "", .most = 9e15}),
                  "a whole number of at most 9000000000000000");
    QCOMPARE_TEXT(expectation(kind), "one of mlp, linear");
    QCOMPARE_TEXT(expectation(address), "a text");
    QCOMPARE_TEXT(expectation(events), "true or false");
    QCOMPARE_TEXT(expectation(hidden), "a list of whole numbers from 1 to 4096");
}

void ParameterTest::theSentenceNamesSettingRangeAndValue()
{
    QCOMPARE_TEXT(parsedValue(epochs, "0").error().message,
                  "training.epochs must be a whole number from 1 to 1000, not 0.");
    QCOMPARE_TEXT(parsedValue(epochs, "many").error().message,
                  "training.epochs must be a whole number from 1 to 1000, not \"many\".");
}

void ParameterTest::anUnknownNameListsTheKnownOnes()
{
    const std::vector<Parameter> known {epochs, rate};
    const auto found = findParameter(known, "training.rate");
    QVERIFY_OK(found);
    QCOMPARE(found.value(), &known[1]);
    const auto missing = findParameter(known, "epochs");
    QVERIFY_FAILS(missing, "parameter.unknown");
    QCOMPARE_TEXT(missing.error().message,
                  "There is no setting called epochs. Known settings: training.epochs, training.rate.");
}

SLIPWAY_TEST_MAIN(ParameterTest)
#include "parameter_test.moc"
