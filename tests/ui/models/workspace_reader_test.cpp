#include "ui/models/workspace_reader.h"

#include "core/workspace/vault.h"
#include "tests/support/sample_workspace.h"
#include "tests/support/ui_test_main.h"
#include "tests/support/verify.h"

#include <QTest>
#include <QThread>

using namespace slipway;
using namespace slipway::ui;
using slipway::testing::SampleWorkspace;

class WorkspaceReaderTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anAnswerComesOnTheThreadThatAsked();
    void aNewerQuestionDropsTheOlderAnswer();
    void nothingIsDeliveredToAReceiverThatIsGone();
    void anAnswerMayEndItsReceiver();
    void aCancelledQuestionIsNotAnswered();
    void anEvaluationIsReadByItsRun();
    void reportsAreListedNewestFirst();

private:
    SampleWorkspace m_workspace;
    WorkspaceReader m_reader {m_workspace.folder()};
};

void WorkspaceReaderTest::anAnswerComesOnTheThreadThatAsked()
{
    const auto id = m_workspace.addRun("ranker", {{"val_auc", 1, 1, 0.7}});
    Pending pending;
    bool answered = false;
    m_reader.run(pending, QString::fromStdString(id), [&](const Result<workspace::RunSummary> &run) {
        answered = true;
        QCOMPARE(QThread::currentThread(), thread());
        QVERIFY_OK(run);
        QCOMPARE(run.value().metrics.at("val_auc"), 0.7);
    });
    QVERIFY(!answered); // never at once: who asks has not finished yet
    QVERIFY(pending.isWaiting());
    QTRY_VERIFY(answered);
    QVERIFY(!pending.isWaiting());
}

void WorkspaceReaderTest::aNewerQuestionDropsTheOlderAnswer()
{
    Pending pending;
    QStringList answers;
    for (int i = 0; i < 50; ++i) {
        m_reader.run(pending, QString::number(i), [&answers, i](const Result<workspace::RunSummary> &run) {
            QVERIFY_FAILS(run, "run.missing");
            answers << QString::number(i);
        });
    }
    QTRY_VERIFY(!pending.isWaiting());
    QTest::qWait(50);
    QCOMPARE(answers, QStringList {QStringLiteral("49")});
}

void WorkspaceReaderTest::nothingIsDeliveredToAReceiverThatIsGone()
{
    for (int wait = 0; wait < 3; ++wait) {
        auto pending = std::make_unique<Pending>();
        m_reader.datasets(*pending, [](const auto &) { QFAIL("nobody is there"); });
        QThread::msleep(static_cast<unsigned long>(wait) * 10); // gone before, while and after it was read
        pending.reset();
        QTest::qWait(50);
    }
}

void WorkspaceReaderTest::anAnswerMayEndItsReceiver()
{
    auto pending = std::make_unique<Pending>();
    m_reader.datasets(*pending, [&](const auto &) { pending.reset(); });
    QTRY_VERIFY(!pending);
}

void WorkspaceReaderTest::aCancelledQuestionIsNotAnswered()
{
    Pending pending;
    m_reader.versions(pending, [](const auto &) { QFAIL("it was cancelled"); });
    pending.cancel();
    QVERIFY(!pending.isWaiting());
    QTest::qWait(50);
}

void WorkspaceReaderTest::anEvaluationIsReadByItsRun()
{
    QVERIFY_OK(workspace::writeFile(m_workspace.folder() / "models/runs/abc1/evaluation.json",
                                    R"({"metrics":{"auc":0.72}})"));
    Pending first;
    Pending second;
    Pending third;
    int answers = 0;
    m_reader.evaluation(first, QStringLiteral("abc1"), [&](const Result<Json> &json) {
        ++answers;
        QCOMPARE(json.value().at("metrics").at("auc").get<double>(), 0.72);
    });
    m_reader.evaluation(second, QStringLiteral("abc2"), [&](const Result<Json> &json) {
        ++answers;
        QVERIFY(json.value().is_null());
    });
    m_reader.evaluation(third, QStringLiteral("../../../etc"), [&](const Result<Json> &json) {
        ++answers;
        QVERIFY_FAILS(json, "run.missing");
    });
    QTRY_COMPARE(answers, 3);
}

void WorkspaceReaderTest::reportsAreListedNewestFirst()
{
    for (const char *name :
         {"feed-20261119-104100.html", "feed-20261120-104100.md", "feed.html", "notes.txt"}) {
        QVERIFY_OK(workspace::writeFile(m_workspace.folder() / "reports" / name, "hello"));
        QTest::qWait(10); // the files' times tell which is newer
    }
    Pending pending;
    QStringList names;
    m_reader.reports(pending, [&](const Result<std::vector<ReportFile>> &reports) {
        for (const auto &report : reports.value())
            names << report.name + QLatin1Char(' ') + report.format + QLatin1Char(' ')
                    + QString::number(report.sizeBytes);
    });
    QTRY_COMPARE(names,
                 (QStringList {QStringLiteral("feed-20261120-104100.md md 5"),
                               QStringLiteral("feed-20261119-104100.html html 5")}));
    QByteArray bytes;
    m_reader.report(pending, QStringLiteral("feed-20261120-104100.md"),
                    [&](const Result<QByteArray> &read) { bytes = read.value(); });
    QTRY_COMPARE(bytes, QByteArray("hello"));
}

SLIPWAY_UI_TEST_MAIN(WorkspaceReaderTest)
#include "workspace_reader_test.moc"
