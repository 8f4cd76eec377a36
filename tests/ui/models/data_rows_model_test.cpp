#include "ui/models/data_rows_model.h"

#include "core/data/duckdb.h"
#include "core/data/row_index.h"
#include "tests/support/print_model.h"
#include "tests/support/sample_workspace.h"
#include "tests/support/ui_test_main.h"
#include "tests/support/verify.h"
#include "ui/models/text.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

using namespace slipway;
using namespace slipway::ui;
using slipway::testing::SampleWorkspace;

namespace {

constexpr qint64 rows = 50'000;
constexpr qint64 window = 10'000;

} // namespace

class DataRowsModelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void init()
    {
        m_reader = std::make_unique<WorkspaceReader>(m_workspace.folder());
        m_model = std::make_unique<DataRowsModel>(*m_reader, nullptr, window);
        m_model->show(m_version);
    }
    void cleanup()
    {
        m_model.reset();
        m_reader.reset();
    }
    void rowsAreThereAtOnceAndTheirCellsComeLater();
    void theWindowMovesOverAllRows();
    void thePlacesThatAreOnlyPassedAreNotRead();
    void aViewIsReadThroughItsIndex();
    void aMistakeInAFilterIsSaidBeforeAnythingIsBuilt();
    void hiddenColumnsLeaveTheOthersAsTheyAre();
    void aTableOfManyColumnsIsReadInParts();
    void aFileThatIsGoneIsSaidOnce();

private:
    workspace::DatasetVersion add(const char *name, const std::string &query, qint64 count);
    QVariant settled(qint64 place, int column = 0)
    {
        const auto index = m_model->index(static_cast<int>(place - m_model->first()), column);
        (void)QTest::qWaitFor([&] { return !index.data(DataRowsModel::WaitingRole).toBool(); });
        return index.data(SortRole);
    }

    SampleWorkspace m_workspace;
    workspace::DatasetVersion m_version;
    workspace::DatasetVersion m_wide;
    std::unique_ptr<WorkspaceReader> m_reader;
    std::unique_ptr<DataRowsModel> m_model;
};

workspace::DatasetVersion DataRowsModelTest::add(const char *name, const std::string &query, qint64 count)
{
    auto &workspace = m_workspace.workspace();
    const auto file = workspace / (std::string(name) + ".parquet");
    auto duck = data::Duck::open({.allowed = {file}}).value();
    const auto made = duck.execute("COPY (" + query + ") TO " + data::quoted(file.string())
                                   + " (FORMAT parquet, ROW_GROUP_SIZE 4096, USE_TMP_FILE false)");
    if (!made)
        qFatal("%s", made.error().detail.c_str());
    const auto source = data::openSource(file).value();
    workspace::DatasetVersion version {.name = name, .digest = name, .sourceType = "imported", .rows = count};
    for (const auto &column : source.columns)
        version.schema.push_back({{"name", column.name}, {"type", column.type}});
    version.fileHash = workspace.artifacts().put(file).value();
    return workspace.datasets().add(version).value();
}

void DataRowsModelTest::initTestCase()
{
    m_version = add("numbers",
                    "SELECT range AS id, 'text ' || range AS name, (range * 7919) % 1000 AS x FROM "
                    "range(50000)",
                    rows);
    std::string columns;
    for (int i = 0; i < 500; ++i)
        columns += (i == 0 ? "range + " : ", range + ") + std::to_string(i) + " AS c" + std::to_string(i);
    m_wide = add("wide", "SELECT " + columns + " FROM range(300)", 300);
}

void DataRowsModelTest::rowsAreThereAtOnceAndTheirCellsComeLater()
{
    const QAbstractItemModelTester tester(m_model.get(),
                                          QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(m_model->rowCount(), static_cast<int>(window));
    QCOMPARE(m_model->total(), rows);
    const auto cell = m_model->index(3, 1);
    QVERIFY(cell.data(DataRowsModel::WaitingRole).toBool());
    QCOMPARE(cell.data().toString(), QString());
    QCOMPARE(cell.data(Qt::AccessibleTextRole).toString(), QStringLiteral("Row 4, name: it is being read."));
    QTRY_COMPARE(cell.data().toString(), QStringLiteral("text 3"));
    QVERIFY(!cell.data(DataRowsModel::WaitingRole).toBool());
    QCOMPARE(cell.data(Qt::AccessibleTextRole).toString(), QStringLiteral("Row 4, name: text 3."));
    QVERIFY(m_model->isLoaded());
}

void DataRowsModelTest::theWindowMovesOverAllRows()
{
    QSignalSpy moved(m_model.get(), &DataRowsModel::windowMoved);
    m_model->moveTo(100);
    QCOMPARE(moved.size(), 0);
    m_model->moveTo(25'000);
    QCOMPARE(moved.size(), 1);
    QCOMPARE(m_model->first(), 20'000);
    QCOMPARE(settled(25'000).toLongLong(), 25'000);
    m_model->moveTo(26'000); // well inside
    QCOMPARE(moved.size(), 1);
    m_model->moveTo(29'500);
    QCOMPARE(m_model->first(), 24'500);
    m_model->moveTo(rows - 1);
    QCOMPARE(m_model->first(), rows - window);
    QCOMPARE(settled(rows - 1).toLongLong(), rows - 1);
    m_model->moveTo(0);
    QCOMPARE(m_model->first(), 0);
}

void DataRowsModelTest::thePlacesThatAreOnlyPassedAreNotRead()
{
    QCOMPARE(settled(0).toLongLong(), 0);
    QSignalSpy read(m_model.get(), &DataRowsModel::blockRead);
    for (int row = 1000; row <= 9000; row += 250) // a drag, faster than any disk
        m_model->setVisible(row, row + 10, 0, 2);
    QCOMPARE(settled(9000).toLongLong(), 9000);
    QTest::qWait(30);
    QCOMPARE(read.size(), 1);
    QVERIFY(m_model->index(5000, 0).data(DataRowsModel::WaitingRole).toBool());
}

void DataRowsModelTest::aViewIsReadThroughItsIndex()
{
    const data::RowView view {.sort = data::RowOrder {"x", true}, .filter = "x < 500"};
    Pending pending;
    std::optional<std::optional<RowIndexFile>> found;
    const auto ask = [&] {
        found.reset();
        m_reader->rowIndex(pending, m_model->dataset(), view,
                           [&](const auto &answer) { found = answer ? answer.value() : std::nullopt; });
        return QTest::qWaitFor([&] { return found.has_value(); });
    };
    QVERIFY(ask());
    QVERIFY(!found->has_value());
    auto &workspace = m_workspace.workspace();
    const auto table = workspace.artifacts().find(m_version.fileHash).value();
    QVERIFY_OK(data::buildRowIndex(table, view, data::rowIndexFile(workspace, m_version, view),
                                   workspace / "spill", {}));
    QVERIFY(ask());
    QVERIFY(found->has_value());
    QCOMPARE((*found)->rows, rows / 2);
    m_model->showIndex((*found)->name, (*found)->rows);
    QCOMPARE(m_model->total(), rows / 2);
    QCOMPARE(m_model->all(), rows);
    QCOMPARE(settled(0, 2).toInt(), 499);
    QCOMPARE(m_model->index(0, 1).data().toString(),
             QStringLiteral("text %1").arg(m_model->index(0, 0).data(SortRole).toInt()));
    m_model->moveTo(rows / 2 - 1);
    QCOMPARE(settled(rows / 2 - 1, 2).toInt(), 0);
    m_model->showEveryRow();
    QCOMPARE(m_model->total(), rows);
    QCOMPARE(settled(0).toLongLong(), 0);
}

void DataRowsModelTest::aMistakeInAFilterIsSaidBeforeAnythingIsBuilt()
{
    Pending pending;
    QString said;
    const auto ask = [&](const data::RowView &view) {
        said.clear();
        m_reader->rowIndex(pending, m_model->dataset(), view, [&](const auto &answer) {
            said = answer ? QStringLiteral("?") : text(answer.error().id);
        });
        (void)QTest::qWaitFor([&] { return !said.isEmpty(); });
        return said;
    };
    QCOMPARE(ask({.filter = "x <"}), QStringLiteral("data.filter_invalid"));
    QCOMPARE(ask({.filter = "y < 3"}), QStringLiteral("data.column_missing"));
    QCOMPARE(ask({.sort = data::RowOrder {"y"}}), QStringLiteral("data.column_missing"));
}

void DataRowsModelTest::hiddenColumnsLeaveTheOthersAsTheyAre()
{
    QCOMPARE(settled(7).toLongLong(), 7);
    m_model->setColumns({2, 1});
    QCOMPARE(m_model->columnCount(), 2);
    QCOMPARE(m_model->columnName(1), QStringLiteral("name"));
    QCOMPARE(m_model->headerData(0, Qt::Horizontal, DataRowsModel::PlaceRole).toInt(), 2);
    QCOMPARE(m_model->columnOf(QStringLiteral("id")), -1);
    QCOMPARE(m_model->columnType(QStringLiteral("id")), QStringLiteral("BIGINT"));
    QCOMPARE(m_model->index(7, 1).data().toString(), QStringLiteral("text 7")); // it was read before
}

void DataRowsModelTest::aTableOfManyColumnsIsReadInParts()
{
    m_model->show(m_wide);
    QCOMPARE(m_model->columnCount(), 500);
    QCOMPARE(settled(0).toLongLong(), 0);
    QSignalSpy read(m_model.get(), &DataRowsModel::blockRead);
    m_model->setVisible(10, 20, 490, 499);
    QCOMPARE(settled(10, 499).toLongLong(), 509);
    QCOMPARE(read.size(), 1);
    QVERIFY(m_model->index(10, 250).data(DataRowsModel::WaitingRole).toBool());
    QCOMPARE(settled(299, 250).toLongLong(), 549);
}

void DataRowsModelTest::aFileThatIsGoneIsSaidOnce()
{
    auto gone = m_version;
    gone.version = 9;
    QSignalSpy failed(m_model.get(), &RowsModelBase::failed);
    m_model->show(gone);
    QTRY_COMPARE(failed.size(), 1);
    (void)m_model->index(500, 0).data();
    QTest::qWait(30);
    QCOMPARE(failed.size(), 1);
}

SLIPWAY_UI_TEST_MAIN(DataRowsModelTest)
#include "data_rows_model_test.moc"
