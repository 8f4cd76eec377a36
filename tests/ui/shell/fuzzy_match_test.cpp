#include "tests/support/ui_test_main.h"
#include "ui/shell/fuzzy_match.h"

#include <QTest>

using namespace slipway::ui;

class FuzzyMatchTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void findsWhatATyperMeans_data();
    void findsWhatATyperMeans();
    void doesNotFindWhatIsNotThere();
    void everythingMatchesNothing();
    void theBetterPlaceWins_data();
    void theBetterPlaceWins();
    void wordsMayStandInAnyOrder();
    void aLongTextIsNoTrap();
};

void FuzzyMatchTest::findsWhatATyperMeans_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QList<int>>("places");
    const auto row = [](const char *name, const char *pattern, const char *text, const QList<int> &places) {
        QTest::newRow(name) << QString::fromLatin1(pattern) << QString::fromLatin1(text) << places;
    };
    row("one piece", "comp", "Compare", {0, 1, 2, 3});
    row("in the middle", "pare", "Compare", {3, 4, 5, 6});
    row("at a word rather than inside one", "run", "Prune the runs", {10, 11, 12});
    row("after an underscore", "comp", "mlp_compact_64", {4, 5, 6, 7});
    row("first letters", "cwp", "Compare with production", {0, 8, 13});
    row("with a letter left out", "exprim", "Experiments", {0, 1, 2, 4, 5, 6});
    row("start of a capital in a word", "mW", "mainWindow", {0, 4});
}

void FuzzyMatchTest::findsWhatATyperMeans()
{
    QFETCH(const QString, pattern);
    QFETCH(const QString, text);
    QFETCH(const QList<int>, places);
    const auto match = fuzzyMatch(pattern, text);
    QVERIFY(match);
    QCOMPARE(match->places, places);
}

void FuzzyMatchTest::doesNotFindWhatIsNotThere()
{
    QVERIFY(!fuzzyMatch(u"xyz", u"Compare"));
    QVERIFY(!fuzzyMatch(u"compareX", u"compare"));
    QVERIFY(!fuzzyMatch(u"erapmoc", u"compare"));
    QVERIFY(!fuzzyMatch(u"a", u""));
}

void FuzzyMatchTest::everythingMatchesNothing()
{
    const auto match = fuzzyMatch(u"", u"Compare");
    QVERIFY(match);
    QCOMPARE(match->score, 0);
    QVERIFY(match->places.isEmpty());
    QVERIFY(fuzzyMatch(u"   ", u"Compare"));
}

void FuzzyMatchTest::theBetterPlaceWins_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<QString>("better");
    QTest::addColumn<QString>("worse");
    const auto row = [](const char *name, const char *pattern, const char *better, const char *worse) {
        QTest::newRow(name) << QString::fromLatin1(pattern) << QString::fromLatin1(better)
                            << QString::fromLatin1(worse);
    };
    row("the start of the text", "comp", "Compare", "item_competition");
    row("the start of a word", "comp", "item_competition", "decompose");
    row("one piece", "data", "Data", "Drift at all");
    row("the shorter text", "re", "Registry", "Registry of all the models that ever were");
}

void FuzzyMatchTest::theBetterPlaceWins()
{
    QFETCH(const QString, pattern);
    QFETCH(const QString, better);
    QFETCH(const QString, worse);
    QVERIFY(fuzzyMatch(pattern, better));
    QVERIFY(fuzzyMatch(pattern, worse));
    QVERIFY(fuzzyMatch(pattern, better)->score > fuzzyMatch(pattern, worse)->score);
}

void FuzzyMatchTest::wordsMayStandInAnyOrder()
{
    const auto match = fuzzyMatch(u"run comp", u"Compare run 48");
    QVERIFY(match);
    QCOMPARE(match->places, (QList<int> {0, 1, 2, 3, 8, 9, 10}));
    QVERIFY(!fuzzyMatch(u"run xyz", u"Compare run 48"));
}

void FuzzyMatchTest::aLongTextIsNoTrap()
{
    const QString text(20000, QLatin1Char('a'));
    QVERIFY(fuzzyMatch(u"aaaa", text));
    QVERIFY(!fuzzyMatch(u"aaab", text));
}

SLIPWAY_UI_TEST_MAIN(FuzzyMatchTest)
#include "fuzzy_match_test.moc"
