#include "ui/jobs/job_sentence.h"

#include "core/workspace/jobs.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/ui_test_main.h"
#include "tests/support/verify.h"

using namespace slipway;
using namespace slipway::ui;
using slipway::testing::TemporaryFolder;

class JobSentenceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyVerbHasItsSentence_data();
    void everyVerbHasItsSentence();
    void aTrainingNamesItsEpoch();
    void anEndIsPartOfTheSentence();
    void aCommandCanBePastedIntoAShell();
};

void JobSentenceTest::everyVerbHasItsSentence_data()
{
    QTest::addColumn<QString>("command");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *command, const char *sentence) {
        QTest::newRow(command) << QString::fromUtf8(command) << QString::fromUtf8(sentence);
    };
    row("data generate", "Generate data");
    row("data generate --scenario feed --rows 1000000", "Generate 1,000,000 interactions");
    row("data generate --scenario churn --rows 50000 --seed 7", "Generate 50,000 rows of churn");
    row("data import /home/ada/a.csv --name items", "Import items");
    row("data validate interactions", "Check interactions");
    row("features build", "Build features");
    row("train", "Train the ranker");
    row("train --name ranker", "Train the ranker");
    row("train --name mlp_64 --set training.epochs=3", "Train mlp_64");
    row("evaluate 01a1fafac5c8700088e79f899c6496c9", "Evaluate run 01a1fafac5c87");
    row("evaluate feed-model/3", "Evaluate feed-model/3");
    row("compare feed-model/1 feed-model/2", "Compare feed-model/1 with feed-model/2");
    row("registry register 01a1fafac5c8700088e79f899c6496c9", "Register run 01a1fafac5c87");
    row("registry promote feed-model/2 --reason demo", "Promote feed-model/2");
    row("registry rollback feed-model --to 1", "Roll feed-model back");
    row("registry rollback --to 1", "Roll back");
    row("serve --port 0", "Serve the model in production");
    row("drift", "Measure drift");
    row("bench serving", "Measure serving");
    row("report feed --format html", "Write the report on feed");
    row("demo feed --rows 2000", "Run the whole life of feed");
    row("runs delete 01a1fafac5c8700088e79f899c6496c9", "Delete run 01a1fafac5c87");
    row("teleport now", "teleport now");
}

void JobSentenceTest::everyVerbHasItsSentence()
{
    QFETCH(const QString, command);
    QTEST(JobSentence::title(command.split(QLatin1Char(' '))), "sentence");
}

void JobSentenceTest::aTrainingNamesItsEpoch()
{
    const TemporaryFolder folder;
    const auto recorder = workspace::JobRecorder::start(folder.path(), "j1", {"train"}).value();
    recorder->append("state", {{"state", "training"}, {"run", "r"}, {"epochs", 8}});
    recorder->append("progress", {{"fraction", 0.55}, {"stage", "training"}});
    Job job(folder.path(), QStringLiteral("j1"));
    QTRY_COMPARE(JobSentence::whole(job), QStringLiteral("Train the ranker, epoch 5 of 8"));
    recorder->append("progress", {{"fraction", 1}, {"stage", "training"}});
    QTRY_COMPARE(JobSentence::detail(job), QStringLiteral("epoch 8 of 8"));
    recorder->append("progress", {{"fraction", 1}, {"stage", "measuring"}});
    QTRY_COMPARE(JobSentence::detail(job), QStringLiteral("measuring"));
}

void JobSentenceTest::anEndIsPartOfTheSentence()
{
    workspace::JobSummary summary {.id = "j1",
                                   .command = {"train"},
                                   .state = workspace::JobState::Done,
                                   .started = 1'000'000,
                                   .ended = 4'900'000,
                                   .result = Json::object()};
    const auto told = [&] { return JobSentence::whole(Job({}, summary)); };
    QCOMPARE(told(), QStringLiteral("Train the ranker, done in 3.9 s"));
    summary.state = workspace::JobState::Cancelled;
    QCOMPARE(told(), QStringLiteral("Train the ranker, stopped"));
    summary.state = workspace::JobState::Lost;
    QCOMPARE(told(), QStringLiteral("Train the ranker, lost: its process is gone"));
}

void JobSentenceTest::aCommandCanBePastedIntoAShell()
{
    QCOMPARE(JobSentence::commandLine(QStringLiteral("/home/ada/feed ranking"),
                                      {QStringLiteral("registry"), QStringLiteral("promote"),
                                       QStringLiteral("feed-model/2"), QStringLiteral("--reason"),
                                       QStringLiteral("it's better"), QString()}),
             QStringLiteral("slipway -w '/home/ada/feed ranking' registry promote feed-model/2 --reason "
                            "'it'\\''s better' ''"));
    QCOMPARE(JobSentence::commandLine(QStringLiteral("/w"),
                                      {QStringLiteral("serve"), QStringLiteral("--parent"),
                                       QStringLiteral("77"), QStringLiteral("--port"), QStringLiteral("0")}),
             QStringLiteral("slipway -w /w serve --port 0"));
}

SLIPWAY_UI_TEST_MAIN(JobSentenceTest)
#include "job_sentence_test.moc"
