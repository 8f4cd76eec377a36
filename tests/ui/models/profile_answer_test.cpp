#include "ui/models/profile_answer.h"

#include "core/data/profile/profile.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/ui_test_main.h"
#include "tests/support/verify.h"
#include "ui/models/column_target.h"

#include <QSet>

using namespace slipway;
using namespace slipway::ui;
using slipway::testing::TemporaryFolder;

class ProfileAnswerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyWarningHasItsSentence_data();
    void everyWarningHasItsSentence();
    void columnsWarningsAndPairsComeFromTheEnginesAnswer();
    void aWarningOfANewerEngineKeepsItsWords();
    void theShareOfTheTargetIsToldByFifthsOfAColumn();
    void theShareOfTheTargetIsToldByValuesOfACategory();
    void nothingIsToldAgainstATargetThatIsNotThere();

private:
    /// Fifty rows: x is 1.5 to 50.5; y follows it; bought is yes from 41 on; shop alternates.
    std::filesystem::path people() const
    {
        std::string text = "id,x,y,shop,bought\n";
        for (int i = 1; i <= 50; ++i)
            text += "p" + std::to_string(i) + "," + std::to_string(i) + ".5," + std::to_string(3 * i + 1)
                + "," + (i % 2 == 0 ? "north" : "south") + "," + (i > 40 ? "1" : "0") + "\n";
        return m_folder.write("people.csv", text);
    }

    TemporaryFolder m_folder;
};

void ProfileAnswerTest::everyWarningHasItsSentence_data()
{
    QTest::addColumn<QString>("id");
    for (const char *id :
         {"leak_auc",      "leak_missing", "leak_correlation", "leak_sum",       "leak_copy",
          "redundant_sum", "same_columns", "target_constant",  "target_missing", "target_imbalance",
          "id_like",       "constant",     "almost_constant",  "many_levels",    "mostly_missing",
          "empty_column",  "infinite",     "duplicates",       "not_sorted",     "future_rows"})
        QTest::newRow(id) << QString::fromLatin1(id);
}

void ProfileAnswerTest::everyWarningHasItsSentence()
{
    QFETCH(const QString, id);
    QVERIFY(ProfileWords::knows(id));
    const Json numbers {
        {"target", "churn"}, {"shown", "0.97"},   {"first", "casual"}, {"second", "registered"},
        {"missing", 12},     {"percent", "3.1%"}, {"count", 7},        {"value", "1"},
        {"distinct", 900},   {"rows", 1000},      {"steps_back", 4}};
    const QString words = ProfileWords::of(id, QStringLiteral("age"), numbers, {});
    QVERIFY2(words.endsWith(QLatin1Char('.')), qPrintable(words));
    QVERIFY2(!words.contains(QLatin1String("%1")) && !words.contains(QLatin1String("%2"))
                 && !words.contains(QLatin1String("%3")) && !words.contains(QLatin1String("%4")),
             qPrintable(words));
    QVERIFY2(!words.contains(QChar(0x2013)), qPrintable(words));
}

void ProfileAnswerTest::columnsWarningsAndPairsComeFromTheEnginesAnswer()
{
    const auto profile = data::profile(people(), {}, {.target = "bought"});
    QVERIFY_OK(profile);
    const auto answer = profileAnswerFrom(profile.value());
    QCOMPARE(answer.rows, 50.0);
    QCOMPARE(answer.columns.size(), 5U);
    QCOMPARE(answer.target, QStringLiteral("bought"));
    const auto &x = answer.columns[1];
    QCOMPARE(x.name, QStringLiteral("x"));
    QCOMPARE(x.mean, QStringLiteral("26"));
    QCOMPARE(x.median, QStringLiteral("26"));
    QCOMPARE(x.distinct, 50.0);
    QVERIFY(!x.bars.empty());
    QVERIFY(answer.columns[0].idLike);
    QCOMPARE(answer.columns[3].topRows, 25.0);
    QVERIFY(!answer.pairs.empty());
    QCOMPARE_NEAR(answer.pairs.front().pearson, 1.0, 1e-9);
    const bool leaks = std::any_of(answer.warnings.begin(), answer.warnings.end(), [](const auto &warning) {
        return warning.id == QLatin1String("leak_auc") && warning.column == QLatin1String("x")
            && warning.status() == ui::Status::Failed;
    });
    QVERIFY(leaks);
}

void ProfileAnswerTest::aWarningOfANewerEngineKeepsItsWords()
{
    QCOMPARE(ProfileWords::of(QStringLiteral("dragons"), {}, Json::object(), QStringLiteral("Here be some.")),
             QStringLiteral("Here be some."));
}

void ProfileAnswerTest::theShareOfTheTargetIsToldByFifthsOfAColumn()
{
    auto source = data::openSource(people());
    QVERIFY_OK(source);
    const auto against = readAgainstTarget(source.value(), QStringLiteral("x"), "bought", {});
    QVERIFY_OK(against);
    QCOMPARE(against.value().positive, QStringLiteral("1"));
    QVERIFY(against.value().groups.isEmpty());
    QCOMPARE(against.value().values, (std::vector<double> {0, 0, 0, 0, 1}));
}

void ProfileAnswerTest::theShareOfTheTargetIsToldByValuesOfACategory()
{
    auto source = data::openSource(people());
    QVERIFY_OK(source);
    const auto against = readAgainstTarget(source.value(), QStringLiteral("shop"), "bought", {});
    QVERIFY_OK(against);
    QCOMPARE(against.value().groups, (QStringList {QStringLiteral("north"), QStringLiteral("south")}));
    QCOMPARE_NEAR(against.value().values.at(0), 0.2, 1e-12); // 5 of 25
}

void ProfileAnswerTest::nothingIsToldAgainstATargetThatIsNotThere()
{
    auto source = data::openSource(people());
    QVERIFY_OK(source);
    QVERIFY(!readAgainstTarget(source.value(), QStringLiteral("x"), "dragons", {}).value().isKnown());
    QVERIFY(!readAgainstTarget(source.value(), QStringLiteral("bought"), "bought", {}).value().isKnown());
}

SLIPWAY_UI_TEST_MAIN(ProfileAnswerTest)
#include "profile_answer_test.moc"
