#include "core/data/row_filter.h"

#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

using namespace slipway;
using namespace slipway::data;
using slipway::testing::TemporaryFolder;

class RowFilterTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void theRightRowsAreChosen_data();
    void theRightRowsAreChosen();
    void mistakesAreToldWithTheirPlace_data();
    void mistakesAreToldWithTheirPlace();
    void anUnknownColumnIsAnsweredWithTheKnownOnes();
    void nothingButColumnsCanBeNamed_data();
    void nothingButColumnsCanBeNamed();

private:
    TemporaryFolder m_folder;
    std::optional<Source> m_source;
};

void RowFilterTest::initTestCase()
{
    auto source = openSource(m_folder.write("t.csv",
                                            "device,position,dwell,when,flag,note,first name\n"
                                            "mobile,1,0.5,2026-01-01,true,a,O'Neil\n"
                                            "mobile,5,-2.5,2026-01-02,false,,Anna\n"
                                            "tv,2,10,2026-02-01,true,b,Bert\n"
                                            "desktop,3,,2026-03-01,false,null,Ann\n"));
    QVERIFY_OK(source);
    m_source.emplace(std::move(source).value());
}

void RowFilterTest::theRightRowsAreChosen_data()
{
    QTest::addColumn<QByteArray>("filter");
    QTest::addColumn<QByteArray>("positions");
    const auto row = [](const char *filter, const char *positions) {
        QTest::newRow(filter) << QByteArray(filter) << QByteArray(positions);
    };
    row("device = 'mobile'", "1 5");
    row("device == 'mobile' AND position < 3", "1");
    row("device != 'mobile'", "2 3");
    row("device <> 'tv' or position = 2", "1 5 2 3");
    row("not device = 'tv'", "1 5 3");
    row("not (device = 'tv' or position >= 5)", "1 3");
    row("position = 1 or position = 2 and device = 'mobile'", "1"); // and binds closer
    row("3 <= position", "5 3");
    row("position <= dwell", "2");
    row("dwell < -1e0", "5");
    row("dwell > +0.25", "1 2");
    row("dwell is null", "3");
    row("dwell is not null", "1 5 2");
    row("not dwell > 0", "5"); // a missing value is not chosen either way
    row("position in (1, 3)", "1 3");
    row("position not in (1, 3)", "5 2");
    row("device in ('tv')", "2");
    row("position between 2 and 3 and flag", "2");
    row("position not between 2 and 3", "1 5");
    row("flag", "1 2");
    row("not flag", "5 3");
    row("flag = false", "5 3");
    row("\"first name\" like 'Ann%'", "5 3");
    row("\"first name\" not like 'Ann%'", "1 2");
    row("\"first name\" = 'O''Neil'", "1");
    row("when >= '2026-02-01'", "2 3");
    row("'2026-01-02 00:00:00' > when", "1");
    row("when between '2026-01-02' and '2026-02-01'", "5 2");
    row("note = 'null'", "3");
    row("((position = 1))", "1");
}

void RowFilterTest::theRightRowsAreChosen()
{
    QFETCH(QByteArray, filter);
    QFETCH(QByteArray, positions);
    const auto condition = filterCondition(filter.toStdString(), m_source->columns);
    QVERIFY_OK(condition);
    const auto rows =
        m_source->duck.query("SELECT position FROM " + m_source->expression + " WHERE " + condition.value());
    QVERIFY_OK(rows);
    QByteArray found;
    for (const double position : rows.value().columns[0].numbers)
        found += (found.isEmpty() ? "" : " ") + QByteArray::number(position);
    QCOMPARE(found, positions);
}

void RowFilterTest::mistakesAreToldWithTheirPlace_data()
{
    QTest::addColumn<QByteArray>("filter");
    QTest::addColumn<int>("place");
    const auto row = [](const char *filter, int place) {
        QTest::newRow(filter) << QByteArray(filter) << place;
    };
    row("", 1);
    row("   ", 4);
    row("device =", 9);
    row("device = 'mobile", 10);
    row("device = 'mobile' and", 22);
    row("device = 'tv''", 10);
    row("(position = 1", 14);
    row("position = 1)", 13);
    row("position", 9);
    row("position like 'x'", 10);
    row("position = 'one'", 12);
    row("device = 1", 10);
    row("flag > 2", 8);
    row("position = null", 12);
    row("position in (device)", 14);
    row("position in 1", 13);
    row("position between 1", 19);
    row("device % 2 = 0", 8);
    row("device = 'a' device = 'b'", 14);
}

void RowFilterTest::mistakesAreToldWithTheirPlace()
{
    QFETCH(QByteArray, filter);
    QFETCH(int, place);
    const auto condition = filterCondition(filter.toStdString(), m_source->columns);
    QVERIFY_FAILS(condition, "data.filter_invalid");
    QCOMPARE(condition.error().args.at("place").get<int>(), place);
}

void RowFilterTest::anUnknownColumnIsAnsweredWithTheKnownOnes()
{
    const auto condition = filterCondition("colour = 'red'", m_source->columns);
    QVERIFY_FAILS(condition, "data.column_missing");
    QVERIFY(condition.error().message.find("device, position") != std::string::npos);
}

void RowFilterTest::nothingButColumnsCanBeNamed_data()
{
    QTest::addColumn<QByteArray>("filter");
    for (const char *filter :
         {"position = (select 1)", "read_text('/etc/passwd') = 'x'", "position = 1; drop table x",
          "device = getenv('HOME')", "position = 1 -- and more", "lower(device) = 'tv'",
          "device = 'a' || 'b'", "position = 1 union select 2", "device[1] = 'm'", "position::text = '1'"})
        QTest::newRow(filter) << QByteArray(filter);
    QByteArray nested;
    for (int i = 0; i < 100'000; ++i)
        nested += '(';
    QTest::newRow("deeply nested") << nested;
}

void RowFilterTest::nothingButColumnsCanBeNamed()
{
    QFETCH(QByteArray, filter);
    QVERIFY(!filterCondition(filter.toStdString(), m_source->columns).ok());
}

SLIPWAY_TEST_MAIN(RowFilterTest)
#include "row_filter_test.moc"
