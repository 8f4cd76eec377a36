#include "core/base/json.h"

#include "core/base/result.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

#include <bit>
#include <cmath>
#include <limits>

using namespace slipway;

class JsonTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void numbersAreThoseOfTheRfc();
    void theExampleOfTheRfcIsReproduced();
    void keysAreSortedByUtf16();
    void stringsAreEscapedAsLittleAsPossible();
    void canonicalTextReadsBackToItself();
    void bytesThatAreNoTextAreReplaced();
    void aMistakeIsNamedByLineAndColumn_data();
    void aMistakeIsNamedByLineAndColumn();
    void aNumberTooLargeIsAMistakeToo();
    void deepNestingIsReadWithoutHarm();
    void writtenNumbersReadBackExactly();
    void numbersThatDoNotExistAreNullWithAReason();
};

// RFC 8785, appendix B: the IEEE 754 bits and the text they must have.
void JsonTest::numbersAreThoseOfTheRfc()
{
    struct Row {
        std::uint64_t bits;
        const char *text;
    };
    const Row rows[] {
        {0x0000000000000000, "0"},
        {0x8000000000000000, "0"},
        {0x0000000000000001, "5e-324"},
        {0x8000000000000001, "-5e-324"},
        {0x7fefffffffffffff, "1.7976931348623157e+308"},
        {0xffefffffffffffff, "-1.7976931348623157e+308"},
        {0x4340000000000000, "9007199254740992"},
        {0xc340000000000000, "-9007199254740992"},
        {0x4430000000000000, "295147905179352830000"},
        {0x44b52d02c7e14af5, "9.999999999999997e+22"},
        {0x44b52d02c7e14af6, "1e+23"},
        {0x44b52d02c7e14af7, "1.0000000000000001e+23"},
        {0x444b1ae4d6e2ef4e, "999999999999999700000"},
        {0x444b1ae4d6e2ef4f, "999999999999999900000"},
        {0x444b1ae4d6e2ef50, "1e+21"},
        {0x3eb0c6f7a0b5ed8c, "9.999999999999997e-7"},
        {0x3eb0c6f7a0b5ed8d, "0.000001"},
        {0x41b3de4355555553, "333333333.3333332"},
        {0x41b3de4355555554, "333333333.33333325"},
        {0x41b3de4355555555, "333333333.3333333"},
        {0x41b3de4355555556, "333333333.3333334"},
        {0x41b3de4355555557, "333333333.33333343"},
        {0xbecbf647612f3696, "-0.0000033333333333333333"},
        {0x43143ff3c1cb0959, "1424953923781206.2"},
    };
    for (const auto &row : rows)
        QCOMPARE_TEXT(canonicalJson(std::bit_cast<double>(row.bits)), row.text);
}

// RFC 8785, section 3.2.2 with the sorting of 3.2.3.
void JsonTest::theExampleOfTheRfcIsReproduced()
{
    const auto value = parseJson(R"({
        "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
        "literals": [null, true, false]
    })",
                                 "the example");
    QVERIFY_OK(value);
    QCOMPARE_TEXT(canonicalJson(value.value()),
                  "{\"literals\":[null,true,false],"
                  "\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                  "\"string\":\"\xE2\x82\xAC$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
}

// RFC 8785, section 3.2.3: the emoji's surrogates (D83D DE00) come before U+FB33, though its code point is
// greater.
void JsonTest::keysAreSortedByUtf16()
{
    const auto value = parseJson(R"({"\u20ac":"Euro Sign","\r":"Carriage Return",
        "\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One","\ud83d\ude00":"Emoji: Grinning Face",
        "\u0080":"Control","\u00f6":"Latin Small Letter O With Diaeresis"})",
                                 "the example");
    QVERIFY_OK(value);
    const auto text = canonicalJson(value.value());
    std::size_t last = 0;
    for (const auto *word : {"Carriage Return", "One", "Control", "Latin Small Letter O With Diaeresis",
                             "Euro Sign", "Emoji: Grinning Face", "Hebrew Letter Dalet With Dagesh"}) {
        const auto place = text.find(word);
        QVERIFY2(place != std::string::npos && place > last, word);
        last = place;
    }
}

void JsonTest::stringsAreEscapedAsLittleAsPossible()
{
    QCOMPARE_TEXT(canonicalJson("\b\t\n\f\r\"\\/\x01\x1f\x7f\xC3\xA9"),
                  "\"\\b\\t\\n\\f\\r\\\"\\\\/\\u0001\\u001f\x7f\xC3\xA9\"");
}

// What is hashed is stored as text and read again before it is checked.
void JsonTest::canonicalTextReadsBackToItself()
{
    for (const double number : {5.0, -0.0, 1e20, 1e21, 9223372036854775808.0, 18446744073709551616.0, 0.1,
                                1e-7, 123456789012345680.0}) {
        const auto once = canonicalJson({{"x", number}});
        QCOMPARE_TEXT(canonicalJson(parseJson(once, "text").value()), once);
    }
}

void JsonTest::bytesThatAreNoTextAreReplaced()
{
    QCOMPARE_TEXT(canonicalJson({{"caf\xE9", "\xFF"}}), "{\"caf\xEF\xBF\xBD\":\"\xEF\xBF\xBD\"}");
    QCOMPARE_TEXT(writeJson({{"a", "\xFF"}}), "{\"a\":\"\xEF\xBF\xBD\"}");
}

void JsonTest::aMistakeIsNamedByLineAndColumn_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    QTest::newRow("nothing") << QByteArray("") << 1 << 1;
    QTest::newRow("not JSON") << QByteArray("hello") << 1 << 1;
    QTest::newRow("a comma too many") << QByteArray("{\n  \"a\": 1,\n}") << 3 << 1;
    QTest::newRow("a colon missing") << QByteArray("{\n  \"a\" 1\n}") << 2 << 7;
    QTest::newRow("a word cut by the line's end") << QByteArray("{\n  \"a\": tru\n}") << 2 << 11;
    QTest::newRow("a text not closed") << QByteArray("{\n  \"a\": \"b\n}") << 2 << 10;
    QTest::newRow("cut off") << QByteArray("{\n  \"a\": [1, 2") << 2 << 13;
    QTest::newRow("something behind") << QByteArray("{}\n{}") << 2 << 1;
    QTest::newRow("columns are characters") << QByteArray("[\"\xC3\xA4\xC3\xB6\", x]") << 1 << 8;
    QTest::newRow("not UTF-8") << QByteArray("[\"a\xFF\"]") << 1 << 4;
    QTest::newRow("NaN") << QByteArray("[1,\n NaN]") << 2 << 2;
}

void JsonTest::aMistakeIsNamedByLineAndColumn()
{
    QFETCH(QByteArray, text);
    QFETCH(int, line);
    QFETCH(int, column);
    const auto parsed = parseJson(text.toStdString(), "model.json");
    QVERIFY_FAILS(parsed, "json.malformed");
    QCOMPARE_TEXT(writeJson(parsed.error().args),
                  "{\"column\":" + std::to_string(column) + ",\"line\":" + std::to_string(line)
                      + ",\"place\":\"model.json\"}");
    QVERIFY(!parsed.error().detail.empty());
}

void JsonTest::aNumberTooLargeIsAMistakeToo()
{
    const auto parsed = parseJson("{\n  \"a\": 1e999\n}", "model.json");
    QVERIFY_FAILS(parsed, "json.malformed");
    QCOMPARE(parsed.error().args.at("line").get<int>(), 2);
}

void JsonTest::deepNestingIsReadWithoutHarm()
{
    QVERIFY_OK(parseJson(std::string(50'000, '[') + std::string(50'000, ']'), "the request"));
    QVERIFY_FAILS(parseJson(std::string(50'000, '['), "the request"), "json.malformed");
}

void JsonTest::writtenNumbersReadBackExactly()
{
    for (const double number : {0.1, 1.0 / 3, 5e-324, 1.7976931348623157e308, -1e-7, 1e22}) {
        const auto back = parseJson(writeJson(number), "text").value().get<double>();
        QCOMPARE(std::bit_cast<std::uint64_t>(back), std::bit_cast<std::uint64_t>(number));
    }
    QCOMPARE_TEXT(writeJson(std::nan("")), "null");
}

void JsonTest::numbersThatDoNotExistAreNullWithAReason()
{
    Json object = Json::object();
    setNumber(object, "auc", 0.5, "one class only");
    setNumber(object, "psi", std::numeric_limits<double>::infinity(), "no rows");
    setNumber(object, "ks", std::nan(""), "no rows either");
    QCOMPARE_TEXT(canonicalJson(object),
                  R"({"auc":0.5,"ks":null,"psi":null,"undefined":{"ks":"no rows either","psi":"no rows"}})");
}

SLIPWAY_TEST_MAIN(JsonTest)
#include "json_test.moc"
