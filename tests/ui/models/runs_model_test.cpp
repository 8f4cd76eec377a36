#include "ui/models/runs_model.h"

#include "tests/support/print_model.h"
#include "tests/support/sample_workspace.h"
#include "tests/support/ui_test_main.h"
#include "tests/support/verify.h"

#include <QAbstractItemModelTester>

using namespace slipway;
using namespace slipway::ui;
using slipway::testing::printModel;
using slipway::testing::SampleWorkspace;

class RunsModelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void theTableShowsTheNewestRunsFirst();
    void aRunThatChangesChangesItsRow();
    void aRunThatBeginsComesOnTop();
    void aFilterAndASortAreAnsweredByTheRecords();
    void moreRunsComePageByPage();
    void whatChangesWhileItIsReadIsNotMissed();
    void aDamagedWorkspaceIsSaid();

private:
    void refresh()
    {
        m_model->refresh();
        settle();
    }
    void settle()
    {
        bool loaded = false;
        QObject scope;
        connect(m_model.get(), &RowsModelBase::loaded, &scope, [&] { loaded = true; });
        QVERIFY(QTest::qWaitFor([&] { return loaded; }, 10'000));
    }
    QString column(int column) const
    {
        QStringList cells;
        for (int row = 0; row < m_model->rowCount(); ++row)
            cells << m_model->index(row, column).data().toString();
        return cells.join(QLatin1Char(' '));
    }

    std::unique_ptr<SampleWorkspace> m_workspace;
    std::unique_ptr<WorkspaceReader> m_reader;
    std::unique_ptr<RunsModel> m_model;
    std::unique_ptr<QAbstractItemModelTester> m_tester;
};

void RunsModelTest::init()
{
    m_tester.reset();
    m_model.reset();
    m_reader.reset();
    m_workspace = std::make_unique<SampleWorkspace>();
    m_reader = std::make_unique<WorkspaceReader>(m_workspace->folder());
    m_model = std::make_unique<RunsModel>(*m_reader);
    m_tester = std::make_unique<QAbstractItemModelTester>(
        m_model.get(), QAbstractItemModelTester::FailureReportingMode::QtTest);
}

void RunsModelTest::theTableShowsTheNewestRunsFirst()
{
    m_workspace->addRun("first", {{"val_auc", 1, 1, 0.61234}, {"test_ndcg@10", 0, 1, 0.4}});
    m_workspace->addRun("second", {{"val_auc", 1, 1, 0.7}}, "RUNNING");
    m_workspace->addRun("third", {}, "FAILED");
    QVERIFY(!m_model->isLoaded());
    refresh();
    QCOMPARE(printModel(*m_model),
             QStringLiteral(
                 "Run | Name | State | Algorithm | AUC, validation | AUC, test | NDCG@10, test | Time | "
                 "Started\n"
                 "3 | third | Failed | mlp | – | – | – | 2 s | 1 Jan 2020\n"
                 "2 | second | Running | mlp | 0.700 | – | – | – | 1 Jan 2020\n"
                 "1 | first | Finished | mlp | 0.612 | – | 0.400 | 2 s | 1 Jan 2020"));
    const auto cell = m_model->index(2, RunsModel::FirstMetric);
    QCOMPARE(cell.data(SortRole).toDouble(), 0.61234);
    QCOMPARE(
        cell.data(Qt::AccessibleTextRole).toString(),
        QStringLiteral("Run 1, first, finished, started 1 Jan 2020, AUC, validation 0.612, NDCG@10, test "
                       "0.400."));
    QVERIFY(slipway::testing::isSpoken(*m_model));
    QCOMPARE(m_model->index(1, RunsModel::State).data(StatusRole).value<ui::Status>(), ui::Status::Running);
    QCOMPARE(m_model->total(), qint64 {3});
}

void RunsModelTest::aRunThatChangesChangesItsRow()
{
    const auto run = m_workspace->addRun("ranker", {{"val_auc", 1, 1, 0.6}}, "RUNNING");
    refresh();
    QList<int> rows;
    connect(m_model.get(), &QAbstractItemModel::dataChanged, this,
            [&](const QModelIndex &first, const QModelIndex &) { rows << first.row(); });
    QVERIFY_OK(m_workspace->workspace().runs().addMetrics(run, {{"val_auc", 2, 2, 0.65}}));
    refresh();
    QCOMPARE(rows, QList<int> {0});
    QCOMPARE(column(RunsModel::FirstMetric), QStringLiteral("0.650"));
    refresh();
    QCOMPARE(rows, QList<int> {0}); // nothing new, nothing said
}

void RunsModelTest::aRunThatBeginsComesOnTop()
{
    m_workspace->addRun("a");
    refresh();
    const QPersistentModelIndex selected(m_model->index(0, 0));
    m_workspace->addRun("b");
    refresh();
    QCOMPARE(column(RunsModel::Name), QStringLiteral("b a"));
    QCOMPARE(selected.row(), 1);
}

void RunsModelTest::aFilterAndASortAreAnsweredByTheRecords()
{
    m_workspace->addRun("mlp_64", {{"val_auc", 1, 1, 0.70}});
    m_workspace->addRun("two_tower", {{"val_auc", 1, 1, 0.74}});
    m_workspace->addRun("mlp_256", {{"val_auc", 1, 1, 0.72}});
    m_model->sort(RunsModel::FirstMetric, Qt::DescendingOrder);
    settle();
    QCOMPARE(column(RunsModel::Name), QStringLiteral("two_tower mlp_256 mlp_64"));
    m_model->setFilter(QStringLiteral(" MLP "));
    settle();
    QCOMPARE(column(RunsModel::Name), QStringLiteral("mlp_256 mlp_64"));
    QCOMPARE(m_model->total(), qint64 {2});
    QCOMPARE(m_model->all(), qint64 {3});
    m_model->sort(RunsModel::Name, Qt::AscendingOrder);
    m_model->setFilter({}); // the answer to the first of the two questions is not shown
    settle();
    QCOMPARE(column(RunsModel::Name), QStringLiteral("mlp_256 mlp_64 two_tower"));
    m_model->setMetrics({QStringLiteral("loss")});
    settle();
    QCOMPARE(m_model->headerData(RunsModel::FirstMetric, Qt::Horizontal, Qt::DisplayRole).toString(),
             QStringLiteral("Loss"));
    QCOMPARE(column(RunsModel::FirstMetric), QStringLiteral("– – –"));
}

void RunsModelTest::moreRunsComePageByPage()
{
    m_tester.reset(); // it fetches by itself
    for (int i = 0; i < 450; ++i)
        m_workspace->addRun(std::to_string(i));
    refresh();
    QCOMPARE(m_model->rowCount(), 200);
    QCOMPARE(m_model->total(), qint64 {450});
    QVERIFY(m_model->canFetchMore({}));
    m_model->fetchMore({});
    m_model->fetchMore({}); // a view asks more often than answers come
    settle();
    QCOMPARE(m_model->rowCount(), 400);
    m_workspace->addRun("new"); // moves every page by one
    m_model->fetchMore({});
    settle();
    QCOMPARE(m_model->rowCount(), 450);
    refresh();
    QCOMPARE(m_model->rowCount(), 450);
    QCOMPARE(m_model->index(0, RunsModel::Name).data().toString(), QStringLiteral("new"));
    m_model->fetchMore({});
    settle();
    QCOMPARE(m_model->rowCount(), 451);
    QVERIFY(!m_model->canFetchMore({}));
}

void RunsModelTest::whatChangesWhileItIsReadIsNotMissed()
{
    refresh();
    for (int i = 0; i < 20; ++i) {
        m_model->refresh();
        m_workspace->addRun(std::to_string(i));
        m_model->refresh();
        QTRY_COMPARE(m_model->rowCount(), i + 1);
    }
}

void RunsModelTest::aDamagedWorkspaceIsSaid()
{
    const slipway::testing::TemporaryFolder folder;
    folder.write("slipway.db", std::string(8192, 'x'));
    WorkspaceReader reader(folder.path());
    RunsModel model(reader);
    QString said;
    connect(&model, &RowsModelBase::failed, this,
            [&](const Error &error) { said = QString::fromStdString(error.id); });
    model.refresh();
    QTRY_COMPARE(said, QStringLiteral("workspace.damaged"));
    QVERIFY(!model.isLoaded());
}

SLIPWAY_UI_TEST_MAIN(RunsModelTest)
#include "runs_model_test.moc"
