#include "core/workspace/run_page.h"

#include "core/workspace/runs.h"
#include "core/workspace/sqlite_store.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

#include <cmath>

using namespace slipway;
using namespace slipway::workspace;

class RunPageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void anEmptyWorkspaceHasNoRuns();
    void theNewestRunComesFirst();
    void aPageGivesTheMetricsAndParamsThatWereAskedFor();
    void aPageEqualsTheRunsReadOneByOne();
    void pagesFollowEachOtherWithoutGaps();
    void aFilterLooksAtNameStateExperimentAndId();
    void wildcardsInAFilterStandForThemselves();
    void runsWithoutTheMetricComeLastBothWays();
    void runsThatStillRunComeLastByDuration();
    void deletedRunsAreApart();
    void rowsWithoutANumberAreEqual();

private:
    std::string add(const std::string &name, double auc, const std::string &status = "FINISHED",
                    TimeMicros seconds = 1)
    {
        Runs runs(*m_store);
        const auto id = runs.create({"feed", name, "", ""}).value();
        if (!std::isnan(auc))
            (void)runs.addMetrics(id, {{"val_auc", 1, 1, auc - 0.1}, {"val_auc", 2, 2, auc}});
        (void)runs.setParam(id, "model.type", "mlp " + name);
        ++m_minute;
        (void)m_store->execute(
            "UPDATE runs SET status = ?, start_time = ?, end_time = ? WHERE run_id = ?",
            {status, m_minute * 60 * microsPerSecond,
             status == "RUNNING" ? Value() : Value((m_minute * 60 + seconds) * microsPerSecond), id});
        return id;
    }

    QString names(const RunQuery &query)
    {
        QStringList found;
        const auto page = readRunPage(*m_store, query).value();
        for (const auto &run : page.rows)
            found << QString::fromStdString(run.name);
        return found.join(QLatin1Char(' '));
    }

    std::unique_ptr<Store> m_store;
    std::int64_t m_minute = 0;
};

namespace {

const double none = std::nan("");

}

void RunPageTest::init()
{
    m_store = openMemoryStore().value();
    m_minute = 0;
}

void RunPageTest::anEmptyWorkspaceHasNoRuns()
{
    const auto page = readRunPage(*m_store, {});
    QVERIFY_OK(page);
    QVERIFY(page.value().rows.empty());
    QCOMPARE(page.value().total, std::int64_t {0});
}

void RunPageTest::theNewestRunComesFirst()
{
    add("a", 0.5);
    add("b", 0.7);
    add("c", 0.6);
    QCOMPARE(names({}), QStringLiteral("c b a"));
    QCOMPARE(names({.descending = false}), QStringLiteral("a b c"));
    QCOMPARE(names({.order = RunOrder::Name}), QStringLiteral("c b a"));
    QCOMPARE(names({.order = RunOrder::Metric, .orderMetric = "val_auc"}), QStringLiteral("b c a"));
}

void RunPageTest::aPageGivesTheMetricsAndParamsThatWereAskedFor()
{
    const auto id = add("a", 0.7);
    const auto page =
        readRunPage(*m_store, {.metrics = {"val_loss", "val_auc"}, .params = {"model.type", "epochs"}})
            .value();
    const auto &run = page.rows.front();
    QCOMPARE_TEXT(run.id, id);
    QCOMPARE(run.number, std::int64_t {1});
    QVERIFY(std::isnan(run.metrics[0]));
    QCOMPARE(run.metrics[1], 0.7);
    QCOMPARE_TEXT(run.params[0], "mlp a");
    QCOMPARE_TEXT(run.params[1], "");
    QCOMPARE(run.end - run.start, microsPerSecond);
}

// The same facts as Runs::list, which reads run by run.
void RunPageTest::aPageEqualsTheRunsReadOneByOne()
{
    for (int i = 0; i < 20; ++i)
        add("run " + std::to_string(i), i % 3 == 0 ? none : 0.5 + i / 100.0,
            i % 5 == 0 ? "FAILED" : "FINISHED");
    const auto page = readRunPage(*m_store, {.metrics = {"val_auc"}, .limit = 7}).value();
    const auto runs = Runs(*m_store).list("", false, 7).value();
    QCOMPARE(page.rows.size(), runs.size());
    for (std::size_t i = 0; i < runs.size(); ++i) {
        QCOMPARE_TEXT(page.rows[i].id, runs[i].id);
        QCOMPARE_TEXT(page.rows[i].status, runs[i].status);
        QCOMPARE(page.rows[i].start, runs[i].start);
        const auto known = runs[i].metrics.find("val_auc");
        QCOMPARE(std::isnan(page.rows[i].metrics[0]), known == runs[i].metrics.end());
        if (known != runs[i].metrics.end())
            QCOMPARE(page.rows[i].metrics[0], known->second);
    }
}

void RunPageTest::pagesFollowEachOtherWithoutGaps()
{
    for (int i = 0; i < 25; ++i)
        add(std::to_string(i), 0.5); // all equal: only the number tells them apart
    QStringList all;
    for (std::int64_t offset = 0; offset < 30; offset += 10)
        all << names({.order = RunOrder::Metric, .orderMetric = "val_auc", .offset = offset, .limit = 10})
                   .split(QLatin1Char(' '));
    QCOMPARE(all.size(), 25);
    QCOMPARE(all.first(), QStringLiteral("24"));
    QCOMPARE(all.last(), QStringLiteral("0"));
    QCOMPARE(QSet<QString>(all.begin(), all.end()).size(), 25);
    QCOMPARE(readRunPage(*m_store, {.limit = 10}).value().total, std::int64_t {25});
}

void RunPageTest::aFilterLooksAtNameStateExperimentAndId()
{
    const auto id = add("Two Tower", 0.5);
    add("mlp", 0.5, "FAILED");
    QCOMPARE(names({.text = "two tower"}), QStringLiteral("Two Tower"));
    QCOMPARE(names({.text = "failed"}), QStringLiteral("mlp"));
    QCOMPARE(names({.text = id}), QStringLiteral("Two Tower"));
    QCOMPARE(names({.text = "feed", .descending = false}), QStringLiteral("Two Tower mlp"));
    const auto page = readRunPage(*m_store, {.text = "tower"}).value();
    QCOMPARE(page.total, std::int64_t {1});
    QCOMPARE(page.all, std::int64_t {2});
}

void RunPageTest::wildcardsInAFilterStandForThemselves()
{
    add("half_100%", 0.5);
    add("halfx100y", 0.5);
    QCOMPARE(names({.text = "f_1"}), QStringLiteral("half_100%"));
    QCOMPARE(names({.text = "0%"}), QStringLiteral("half_100%"));
    QCOMPARE(names({.text = "\\"}), QString());
}

void RunPageTest::runsWithoutTheMetricComeLastBothWays()
{
    add("low", 0.5);
    add("none", none);
    add("high", 0.7);
    QCOMPARE(names({.order = RunOrder::Metric, .orderMetric = "val_auc"}), QStringLiteral("high low none"));
    QCOMPARE(names({.order = RunOrder::Metric, .orderMetric = "val_auc", .descending = false}),
             QStringLiteral("low high none"));
    QCOMPARE(names({.order = RunOrder::Metric, .orderMetric = "never_measured"}),
             QStringLiteral("high none low"));
}

void RunPageTest::runsThatStillRunComeLastByDuration()
{
    add("long", 0.5, "FINISHED", 50);
    add("running", 0.5, "RUNNING");
    add("short", 0.5, "FINISHED", 2);
    QCOMPARE(names({.order = RunOrder::Duration}), QStringLiteral("long short running"));
    QCOMPARE(names({.order = RunOrder::Duration, .descending = false}), QStringLiteral("short long running"));
}

void RunPageTest::deletedRunsAreApart()
{
    const auto id = add("gone", 0.5);
    add("here", 0.5);
    QVERIFY_OK(Runs(*m_store).setDeleted(id, true));
    QCOMPARE(names({}), QStringLiteral("here"));
    QCOMPARE(names({.deleted = true}), QStringLiteral("gone"));
    QCOMPARE(readRunPage(*m_store, {.deleted = true}).value().all, std::int64_t {1});
}

void RunPageTest::rowsWithoutANumberAreEqual()
{
    add("a", none);
    const RunQuery query {.metrics = {"val_auc"}};
    const auto before = readRunPage(*m_store, query).value().rows;
    QVERIFY(before == readRunPage(*m_store, query).value().rows);
    QVERIFY_OK(Runs(*m_store).addMetrics(before.front().id, {{"val_auc", 1, 1, 0.5}}));
    QVERIFY(!(before == readRunPage(*m_store, query).value().rows));
}

SLIPWAY_TEST_MAIN(RunPageTest)
#include "run_page_test.moc"
