#include "core/data/row_window.h"

#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

#include <fstream>

using namespace slipway;
using namespace slipway::data;
using slipway::testing::TemporaryFolder;

class RowWindowTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theRowsOfAWindowComeInOrder_data();
    void theRowsOfAWindowComeInOrder();
    void onlyTheRowGroupsOfTheWindowAreRead();
    void onlyTheColumnsThatAreWantedAreHandedOver();
    void aTextFileIsCountedTheSameWay();
    void aColumnNamedLikeTheRowNumberIsOnlyAColumn();
    void aStopIsAnswered();

private:
    TemporaryFolder m_folder;

    /// Ten thousand rows in row groups of 2048.
    std::filesystem::path table(const std::string &columns = "range AS id, 'text ' || range AS name")
    {
        const auto file = m_folder / "rows.parquet";
        auto duck = Duck::open({.allowed = {m_folder.path()}}).value();
        const auto made =
            duck.execute("COPY (SELECT " + columns + " FROM range(10000)) TO " + data::quoted(file.string())
                         + " (FORMAT parquet, ROW_GROUP_SIZE 2048, USE_TMP_FILE false)");
        if (!made)
            qFatal("%s", made.error().detail.c_str());
        return file;
    }
};

namespace {

Result<std::vector<std::int64_t>> read(Source &source, RowWindow window)
{
    std::vector<std::int64_t> ids;
    SLIPWAY_TRY(readWindow(source, window, [&](const Block &block) {
        for (std::size_t row = 0; row < block.rows; ++row)
            ids.push_back(block.columns[0].whole[row]);
        return done();
    }));
    return ids;
}

/// Writes nonsense over the values of every row group but one.
void spoilAllBut(const std::filesystem::path &file, double spared)
{
    auto duck = Duck::open({.allowed = {file}}).value();
    const auto groups =
        duck.query("SELECT row_group_id, coalesce(dictionary_page_offset, data_page_offset) AS at, "
                   "total_compressed_size AS bytes FROM parquet_metadata("
                   + data::quoted(file.string()) + ")")
            .value();
    std::fstream stream(file, std::ios::binary | std::ios::in | std::ios::out);
    for (std::size_t i = 0; i < groups.rows(); ++i) {
        if (groups.columns[0].numbers[i] == spared)
            continue;
        stream.seekp(static_cast<std::streamoff>(groups.columns[1].numbers[i]));
        stream << std::string(static_cast<std::size_t>(groups.columns[2].numbers[i]), '\xee');
    }
}

} // namespace

void RowWindowTest::theRowsOfAWindowComeInOrder_data()
{
    QTest::addColumn<qint64>("first");
    QTest::addColumn<qint64>("count");
    QTest::addColumn<qint64>("expected");
    QTest::newRow("first rows") << qint64(0) << qint64(200) << qint64(200);
    QTest::newRow("middle") << qint64(5000) << qint64(200) << qint64(200);
    QTest::newRow("across row groups") << qint64(2000) << qint64(5000) << qint64(5000);
    QTest::newRow("one row") << qint64(2048) << qint64(1) << qint64(1);
    QTest::newRow("over the end") << qint64(9990) << qint64(200) << qint64(10);
    QTest::newRow("behind the end") << qint64(10000) << qint64(200) << qint64(0);
    QTest::newRow("nothing") << qint64(10) << qint64(0) << qint64(0);
}

void RowWindowTest::theRowsOfAWindowComeInOrder()
{
    QFETCH(qint64, first);
    QFETCH(qint64, count);
    QFETCH(qint64, expected);
    auto source = openSource(table());
    QVERIFY_OK(source);
    const auto ids = read(source.value(), {first, count});
    QVERIFY_OK(ids);
    QCOMPARE(static_cast<qint64>(ids.value().size()), expected);
    for (std::size_t i = 0; i < ids.value().size(); ++i)
        QCOMPARE(ids.value()[i], first + static_cast<qint64>(i));
}

void RowWindowTest::onlyTheRowGroupsOfTheWindowAreRead()
{
    const auto file = table();
    spoilAllBut(file, 2); // rows 4096 to 6143
    auto source = openSource(file);
    QVERIFY_OK(source);
    const auto ids = read(source.value(), {5000, 200});
    QVERIFY_OK(ids);
    QCOMPARE(ids.value().size(), std::size_t {200});
    QCOMPARE(ids.value().front(), std::int64_t {5000});
    QVERIFY(!read(source.value(), {8000, 200}).ok());
}

void RowWindowTest::onlyTheColumnsThatAreWantedAreHandedOver()
{
    auto source = openSource(table("range AS a, range + 1 AS b, range + 2 AS c")).value();
    std::string names;
    const auto note = [&](const Block &block) {
        for (const auto &column : block.columns)
            names += column.name;
        return done();
    };
    QVERIFY_OK(readWindow(source, {.first = 10, .count = 2, .firstColumn = 1, .columns = 1}, note));
    QVERIFY_OK(readWindow(source, {.first = 10, .count = 2, .firstColumn = 2, .columns = 9}, note));
    QVERIFY_OK(readWindow(source, {.first = 10, .count = 2, .firstColumn = 3, .columns = 9}, note));
    QCOMPARE_TEXT(names, "bc");
}

void RowWindowTest::aTextFileIsCountedTheSameWay()
{
    std::string text = "id,name\n";
    for (int i = 0; i < 500; ++i)
        text += std::to_string(i) + ",x\n";
    auto source = openSource(m_folder.write("rows.csv", text));
    QVERIFY_OK(source);
    const auto ids = read(source.value(), {490, 100});
    QVERIFY_OK(ids);
    QCOMPARE(ids.value().size(), std::size_t {10});
    QCOMPARE(ids.value().front(), std::int64_t {490});
}

void RowWindowTest::aColumnNamedLikeTheRowNumberIsOnlyAColumn()
{
    auto source = openSource(table("range AS id, 7 AS file_row_number"));
    QVERIFY_OK(source);
    const auto ids = read(source.value(), {6000, 3});
    QVERIFY_OK(ids);
    QCOMPARE(ids.value(), (std::vector<std::int64_t> {6000, 6001, 6002}));
}

void RowWindowTest::aStopIsAnswered()
{
    auto source = openSource(table());
    QVERIFY_OK(source);
    std::stop_source stop;
    stop.request_stop();
    QVERIFY_FAILS(
        readWindow(source.value(), {0, 10}, [](const Block &) { return done(); }, {.stop = stop.get_token()}),
        "base.cancelled");
}

SLIPWAY_TEST_MAIN(RowWindowTest)
#include "row_window_test.moc"
