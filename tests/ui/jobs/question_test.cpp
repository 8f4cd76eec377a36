#include "ui/jobs/question.h"

#include "tests/support/temporary_folder.h"
#include "tests/support/ui_test_main.h"
#include "tests/support/verify.h"
#include "ui/jobs/launcher.h"
#include "ui/models/text.h"

#include <QSignalSpy>
#include <QTest>

using namespace slipway;
using namespace slipway::ui;
using slipway::testing::TemporaryFolder;

namespace {

constexpr int engineMs = 30'000;

/// Every answer that came.
class Answers
{
public:
    explicit Answers(Question &question)
    {
        QObject::connect(&question, &Question::answered, &question,
                         [this](const Result<Json> &answer) { all.push_back(answer); });
    }

    std::vector<Result<Json>> all;
};

QStringList previewOf(const std::filesystem::path &file)
{
    return {QStringLiteral("data"), QStringLiteral("preview"), text(file.string())};
}

} // namespace

class QuestionTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anAnswerComesBackAndNoJobIsLeft();
    void aMistakeComesBackAsOne();
    void onlyTheNewestQuestionIsAnswered();
    void aCancelledQuestionIsNotAnswered();
    void anEngineThatIsNotThereIsSaid();

private:
    TemporaryFolder m_folder;
};

void QuestionTest::anAnswerComesBackAndNoJobIsLeft()
{
    Launcher launcher(m_folder / "workspace", QStringLiteral(SLIPWAY_BIN_DIR "/slipway"));
    const QSignalSpy started(&launcher, &Launcher::started);
    Question question(launcher);
    const Answers answers(question);
    question.ask(previewOf(m_folder.write("a.csv", "a,b\n1,2\n")));
    QVERIFY(question.isWaiting());
    QTRY_COMPARE_WITH_TIMEOUT(answers.all.size(), std::size_t(1), engineMs);
    QVERIFY(!question.isWaiting());
    const auto &answer = answers.all.front();
    QVERIFY_OK(answer);
    QCOMPARE(answer.value().at("columns").size(), std::size_t(2));
    QVERIFY(started.isEmpty());
    QVERIFY(!std::filesystem::exists(m_folder / "workspace"));
}

void QuestionTest::aMistakeComesBackAsOne()
{
    Launcher launcher(m_folder / "workspace", QStringLiteral(SLIPWAY_BIN_DIR "/slipway"));
    Question question(launcher);
    const Answers answers(question);
    question.ask(previewOf(m_folder.write("empty.csv", "")));
    QTRY_COMPARE_WITH_TIMEOUT(answers.all.size(), std::size_t(1), engineMs);
    const auto &answer = answers.all.front();
    QVERIFY(!answer);
    QCOMPARE(text(answer.error().id), QStringLiteral("data.file_empty"));
}

void QuestionTest::onlyTheNewestQuestionIsAnswered()
{
    Launcher launcher(m_folder / "workspace", QStringLiteral(SLIPWAY_BIN_DIR "/slipway"));
    Question question(launcher);
    const Answers answers(question);
    question.ask(previewOf(m_folder.write("old.csv", "old\n1\n")));
    question.ask(previewOf(m_folder.write("new.csv", "new,er\n1,2\n")));
    QTRY_COMPARE_WITH_TIMEOUT(answers.all.size(), std::size_t(1), engineMs);
    const auto &answer = answers.all.front();
    QVERIFY_OK(answer);
    QCOMPARE(text(answer.value().at("columns")[0].at("name").get<std::string>()), QStringLiteral("new"));
    QTest::qWait(300);
    QCOMPARE(answers.all.size(), std::size_t(1));
}

void QuestionTest::aCancelledQuestionIsNotAnswered()
{
    Launcher launcher(m_folder / "workspace", QStringLiteral(SLIPWAY_BIN_DIR "/slipway"));
    Question question(launcher);
    const Answers answers(question);
    question.ask(previewOf(m_folder.write("a.csv", "a,b\n1,2\n")));
    question.cancel();
    QVERIFY(!question.isWaiting());
    QTest::qWait(300);
    QVERIFY(answers.all.empty());
}

void QuestionTest::anEngineThatIsNotThereIsSaid()
{
    Launcher launcher(m_folder / "workspace", QStringLiteral("/nowhere/slipway"));
    Question question(launcher);
    const Answers answers(question);
    question.ask({QStringLiteral("data"), QStringLiteral("list")});
    QVERIFY(answers.all.empty()); // not before ask() has returned
    QTRY_COMPARE_WITH_TIMEOUT(answers.all.size(), std::size_t(1), engineMs);
    const auto &answer = answers.all.front();
    QVERIFY(!answer);
    QCOMPARE(text(answer.error().id), QStringLiteral("job.no_engine"));
}

SLIPWAY_UI_TEST_MAIN(QuestionTest)
#include "question_test.moc"
