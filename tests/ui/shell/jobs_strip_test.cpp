#include "tests/support/ui_test_main.h"
#include "tests/ui/shell/shell_fixture.h"
#include "ui/shell/job_row.h"
#include "ui/shell/jobs_strip.h"
#include "ui/shell/quiet_button.h"

#include <QLabel>
#include <QProgressBar>
#include <QSignalSpy>
#include <QTest>

using namespace slipway::testing;
using namespace slipway::ui;

class JobsStripTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void saysThatNothingRuns();
    void showsSentenceBarTimeLeftAndStop();
    void stopNamesTheJobAndThenSaysStopping();
    void whatFindsNoRoomIsCounted();
    void theLastOutcomeStaysInSight();
    void opensToRunningJobsFirstThenHistory();
    void hasTheHeightsOfTheLook();
    void aBurstOfEventsIsOneRepaint();
    void aJobThatGoesAwayLeavesNoLine();

private:
    template <typename Widget>
    QList<Widget *> visible(const QString &name) const
    {
        QList<Widget *> found;
        for (auto *widget : strip().findChildren<Widget *>(name)) {
            if (widget->isVisible())
                found.append(widget);
        }
        return found;
    }
    JobsStrip &strip() const { return m_shell->window->jobsStrip(); }

    std::unique_ptr<Shell> m_shell;
};

void JobsStripTest::init()
{
    m_shell = std::make_unique<Shell>();
    m_shell->window->show();
}

void JobsStripTest::cleanup()
{
    m_shell->window->setJobs(nullptr);
    m_shell.reset();
}

void JobsStripTest::saysThatNothingRuns()
{
    QCOMPARE(visible<QLabel>(QStringLiteral("jobs.nothing")).size(), 1);
    QVERIFY(visible<QuietButton>(QStringLiteral("jobs.stop")).isEmpty());
}

void JobsStripTest::showsSentenceBarTimeLeftAndStop()
{
    const auto jobs = jobsModel({{.id = QStringLiteral("48"),
                                  .sentence = QStringLiteral("Train the ranker, epoch 5 of 8"),
                                  .fraction = 0.6,
                                  .timeLeft = QStringLiteral("6 s left")}});
    m_shell->window->setJobs(jobs.get());
    const auto rows = visible<JobRow>({});
    QCOMPARE(rows.size(), 1);
    QCOMPARE(visible<QLabel>(QStringLiteral("jobs.sentence")).constFirst()->text(),
             QStringLiteral("Train the ranker, epoch 5 of 8"));
    QCOMPARE(visible<QProgressBar>(QStringLiteral("jobs.progress")).constFirst()->value(), 600);
    QCOMPARE(visible<QuietButton>(QStringLiteral("jobs.stop")).size(), 1);
    m_shell->window->setJobs(nullptr);
}

void JobsStripTest::stopNamesTheJobAndThenSaysStopping()
{
    const auto jobs = jobsModel({{.id = QStringLiteral("48"), .sentence = QStringLiteral("Train")}});
    m_shell->window->setJobs(jobs.get());
    QSignalSpy asked(m_shell->window.get(), &MainWindow::stopJobRequested);
    auto *stop = visible<QuietButton>(QStringLiteral("jobs.stop")).constFirst();
    QTest::mouseClick(stop, Qt::LeftButton);
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked[0][0].toString(), QStringLiteral("48"));

    jobs->item(0)->setData(QVariant::fromValue(Job::State::Stopping), JobsModel::StateRole);
    jobs->item(0)->setData(false, JobsModel::CanStopRole);
    QTRY_VERIFY(!stop->isEnabled());
    const auto labels = strip().findChildren<QLabel *>();
    QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
        return label->isVisible() && label->text() == QStringLiteral("Stopping…");
    }));
    m_shell->window->setJobs(nullptr);
}

void JobsStripTest::whatFindsNoRoomIsCounted()
{
    QList<ShownJob> many;
    for (int i = 0; i < 6; ++i)
        many.append({.id = QString::number(i), .sentence = QStringLiteral("Train %1").arg(i)});
    const auto jobs = jobsModel(many);
    m_shell->window->setJobs(jobs.get());
    const auto rows = visible<JobRow>({}).size();
    QVERIFY(rows >= 1 && rows < 6);
    QCOMPARE(visible<QLabel>(QStringLiteral("jobs.more")).constFirst()->text(),
             QStringLiteral("%1 more").arg(6 - rows));
    m_shell->window->setJobs(nullptr);
}

void JobsStripTest::theLastOutcomeStaysInSight()
{
    const auto jobs = jobsModel({{.id = QStringLiteral("62"),
                                  .sentence = QStringLiteral("Train churn, failed"),
                                  .state = Job::State::Failed}});
    m_shell->window->setJobs(jobs.get());
    QSignalSpy asked(m_shell->window.get(), &MainWindow::showJobRequested);
    QVERIFY(visible<QuietButton>(QStringLiteral("jobs.stop")).isEmpty());
    QTest::mouseClick(visible<QuietButton>(QStringLiteral("jobs.open")).constFirst(), Qt::LeftButton);
    QCOMPARE(asked.size(), 1);
    QCOMPARE(asked[0][0].toString(), QStringLiteral("62"));
    m_shell->window->setJobs(nullptr);
}

void JobsStripTest::opensToRunningJobsFirstThenHistory()
{
    const auto jobs = jobsModel(
        {{.id = QStringLiteral("3"), .sentence = QStringLiteral("newest, done"), .state = Job::State::Done},
         {.id = QStringLiteral("2"), .sentence = QStringLiteral("running")},
         {.id = QStringLiteral("1"),
          .sentence = QStringLiteral("oldest, failed"),
          .state = Job::State::Failed}});
    m_shell->window->setJobs(jobs.get());
    m_shell->window->setJobsOpen(true);
    QTest::qWait(20);
    QMap<int, QString> byPlace;
    for (const JobRow *row : visible<JobRow>({})) {
        if (row->height() == 28) // the rows of the list
            byPlace.insert(row->mapTo(&strip(), QPoint()).y(), row->jobId());
    }
    QCOMPARE(byPlace.values(), QStringList({QStringLiteral("2"), QStringLiteral("3"), QStringLiteral("1")}));
    m_shell->window->setJobs(nullptr);
}

void JobsStripTest::hasTheHeightsOfTheLook()
{
    QCOMPARE(strip().height(), 30);
    m_shell->actions.trigger(QStringLiteral("shell.jobs_open"));
    QTRY_COMPARE(strip().height(), 220);
    m_shell->actions.trigger(QStringLiteral("shell.jobs_open"));
    QTRY_COMPARE(strip().height(), 30);
}

void JobsStripTest::aBurstOfEventsIsOneRepaint()
{
    const auto jobs = jobsModel({{.id = QStringLiteral("48"), .sentence = QStringLiteral("Train")}});
    m_shell->window->setJobs(jobs.get());
    auto *bar = visible<QProgressBar>(QStringLiteral("jobs.progress")).constFirst();
    QSignalSpy moved(bar, &QProgressBar::valueChanged);
    for (int i = 1; i <= 100; ++i)
        jobs->item(0)->setData(i / 100.0, JobsModel::FractionRole);
    QTRY_COMPARE(bar->value(), 1000);
    QCOMPARE(moved.size(), 1);
    m_shell->window->setJobs(nullptr);
}

void JobsStripTest::aJobThatGoesAwayLeavesNoLine()
{
    const auto jobs = jobsModel({{.id = QStringLiteral("48"), .sentence = QStringLiteral("Train")}});
    m_shell->window->setJobs(jobs.get());
    QCOMPARE(visible<JobRow>({}).size(), 1);
    jobs->removeRow(0);
    QTRY_VERIFY(visible<JobRow>({}).isEmpty());
    QCOMPARE(visible<QLabel>(QStringLiteral("jobs.nothing")).size(), 1);
    m_shell->window->setJobs(nullptr);
}

SLIPWAY_UI_TEST_MAIN(JobsStripTest)
#include "jobs_strip_test.moc"
