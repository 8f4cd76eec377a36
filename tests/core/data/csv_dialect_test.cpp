#include "core/data/csv_dialect.h"

#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

using namespace slipway;
using namespace slipway::data;

class CsvDialectTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theDelimiterIsWhatMakesLinesAgree_data();
    void theDelimiterIsWhatMakesLinesAgree();
    void aShortLineIsAnException();
    void linesThatAgreeOnNothingAreNotClear();
    void quotesAreToldByWhatTheyEnclose();
    void blanksBehindEveryDelimiterBelongToIt();
    void theFirstLineIsDataWhereItHasTheTypesOfTheOthers_data();
    void theFirstLineIsDataWhereItHasTheTypesOfTheOthers();
    void aDelimiterAtEveryEndBeginsNoColumn();
    void whatIsGivenIsNotGuessed();
};

namespace {

/// The tokens need one byte behind the end.
CsvDialect guessed(const std::string &text, const ReadOptions &options = {})
{
    const std::string stopped = text + "\n";
    return guessDialect(std::string_view(stopped).substr(0, text.size()), options);
}

} // namespace

void CsvDialectTest::theDelimiterIsWhatMakesLinesAgree_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<char>("delimiter");
    QTest::addColumn<int>("fields");
    QTest::newRow("comma") << "a,b\n1,2\n" << ',' << 2;
    QTest::newRow("semicolon") << "a;b\n1,5;2,5\n" << ';' << 2;
    QTest::newRow("decimal commas without a header") << "1,5;2,5\n1,7;2,8\n" << ';' << 2;
    QTest::newRow("tab") << "a, b\tc\nd, e, f\tg\n" << '\t' << 2;
    QTest::newRow("bar") << "a|b|c\n1|2|3\n" << '|' << 3;
    QTest::newRow("one column") << "a\n1\n2\n" << '\0' << 1;
    QTest::newRow("sentences") << "text\nGood, really good.\nBad.\nSo, so, so.\n" << '\0' << 1;
    QTest::newRow("quoted sentences") << "\"a, b\"\n\"c, d, e\"\n" << '\0' << 1;
}

void CsvDialectTest::theDelimiterIsWhatMakesLinesAgree()
{
    QFETCH(const QString, text);
    QFETCH(const char, delimiter);
    QFETCH(const int, fields);
    const auto dialect = guessed(text.toStdString());
    QCOMPARE(dialect.delimiter, delimiter);
    QCOMPARE(dialect.fields, static_cast<std::size_t>(fields));
    QVERIFY(dialect.clear);
}

void CsvDialectTest::aShortLineIsAnException()
{
    const auto dialect = guessed("a,b\n1,2\n3\n");
    QCOMPARE(dialect.delimiter, ',');
    QCOMPARE(dialect.fields, std::size_t(2));
}

void CsvDialectTest::linesThatAgreeOnNothingAreNotClear()
{
    QVERIFY(!guessed("a,b\n1,2,3\n4,5,6,7\n8,9,10,11,12\n").clear);
    QVERIFY(guessed("a,b\n1,2,3\n4,5,6,7\n8,9,10,11,12\n", {.delimiter = noCharacter}).clear);
}

void CsvDialectTest::quotesAreToldByWhatTheyEnclose()
{
    QCOMPARE(guessed("a,b\n\"x, y\",2\n").quote, '"');
    QCOMPARE(guessed("a,b\n'x,y',2\n'z,z',3\n").quote, '\'');
    QCOMPARE(guessed("\"no\" he said\t1\n\"yes\" she said\t0\nwell\t1\n").quote, '\0');
    QCOMPARE(guessed("a,b\n\"say \\\"hi, you\\\"\",2\n").escape, '\\');
    QCOMPARE(guessed("a,b\n\"say \"\"hi, you\"\"\",2\n").escape, '"');
    QCOMPARE(guessed("a,b\nO'Brien,2\nD'Arcy,3\n").quote, '"');
}

void CsvDialectTest::blanksBehindEveryDelimiterBelongToIt()
{
    QVERIFY(guessed("39, Private, 5\n50, Self, 7\n").trimBlanks);
    QVERIFY(!guessed("a,b\nx, y\nz,w\n").trimBlanks);
    const auto quoted = guessed("a, b\n1, \"x, y\"\n2, \"z, w\"\n");
    QVERIFY(quoted.trimBlanks);
    QCOMPARE(quoted.fields, std::size_t(2));
}

void CsvDialectTest::theFirstLineIsDataWhereItHasTheTypesOfTheOthers_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("header");
    QTest::newRow("names") << "a,b\n1,2\n3,4\n" << true;
    QTest::newRow("numbers") << "1,2\n3,4\n5,7\n" << false;
    QTest::newRow("codes and numbers") << "A11,6\nA12,48\nA14,12\n" << false;
    QTest::newRow("a text and a label") << "Good.\t1\nBad.\t0\nSo.\t0\n" << false;
    QTest::newRow("years as names") << "country,2019,2020\nDE,1,2\nFR,3,4\n" << true;
    QTest::newRow("names over texts") << "city,state\nRome,IT\nParis,FR\nBonn,DE\n" << true;
    QTest::newRow("codes only") << "A11,A34\nA12,A34\nA11,A33\nA11,A34\n" << false;
    QTest::newRow("an index without a name") << ",x\n0,5\n1,6\n" << true;
    QTest::newRow("strays among numbers") << "a\n1\nNA\n2\n3\n4\n5\n" << true;
    QTest::newRow("one line of numbers") << "1,2,3\n" << false;
    QTest::newRow("one line of words") << "a,b,c\n" << true;
}

void CsvDialectTest::theFirstLineIsDataWhereItHasTheTypesOfTheOthers()
{
    QFETCH(const QString, text);
    QFETCH(const bool, header);
    QCOMPARE(guessed(text.toStdString()).header, header);
}

void CsvDialectTest::aDelimiterAtEveryEndBeginsNoColumn()
{
    const auto dialect = guessed("a,b\n1,2,\n3,4,\n");
    QVERIFY(dialect.trailingDelimiter);
    QCOMPARE(dialect.fields, std::size_t(3));
    QVERIFY(!guessed("a,b,\n1,2,\n").trailingDelimiter);
}

void CsvDialectTest::whatIsGivenIsNotGuessed()
{
    const auto dialect = guessed("a,b;c\n1,2;3\n", {.header = false, .delimiter = ';', .quote = noCharacter});
    QCOMPARE(dialect.delimiter, ';');
    QCOMPARE(dialect.quote, '\0');
    QVERIFY(!dialect.header);
}

SLIPWAY_TEST_MAIN(CsvDialectTest)
#include "csv_dialect_test.moc"
