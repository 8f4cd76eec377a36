#include "tests/support/ui_test_main.h"
#include "ui/pages/page_list.h"
#include "ui/tour/tour.h"

#include <QTest>

using namespace slipway::ui;

class TourTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsEveryField();
    void saysWhatIsWrongAndWhere_data();
    void saysWhatIsWrongAndWhere();
    void theFeedTourHasEightWholeSteps();
    void everyBuiltInTourKeepsToItsPages();
    void anUnknownTourIsNamed();
};

void TourTest::readsEveryField()
{
    QString problem;
    const auto tour = readTour(QStringLiteral("demo"), R"(
title: A tour
minutes: 4
steps:
  - id: one
    page: data
    target: data.rows
    name: rows
    title: Which rows?
    text: >-
      These rows,
      and **no others**.
    try: choose one.
    action: data.choose
    await: data.chosen
)",
                               &problem);
    QVERIFY2(tour, qPrintable(problem));
    QCOMPARE(tour->id, QStringLiteral("demo"));
    QCOMPARE(tour->minutes, 4);
    QCOMPARE(tour->steps.size(), 1);
    const TourStep &step = tour->steps[0];
    QCOMPARE(step.page, QStringLiteral("data"));
    QCOMPARE(step.target, QStringLiteral("data.rows"));
    QCOMPARE(step.name, QStringLiteral("rows"));
    QCOMPARE(step.text, QStringLiteral("These rows, and **no others**."));
    QCOMPARE(step.tryIt, QStringLiteral("choose one."));
    QCOMPARE(step.action, QStringLiteral("data.choose"));
    QCOMPARE(step.awaited, QStringLiteral("data.chosen"));
}

void TourTest::saysWhatIsWrongAndWhere_data()
{
    QTest::addColumn<QByteArray>("yaml");
    QTest::addColumn<QString>("sentence");
    const auto row = [](const char *name, const char *yaml, const char *sentence) {
        QTest::newRow(name) << QByteArray(
            yaml) << QStringLiteral("The tour demo cannot be shown. ") + QString::fromLatin1(sentence);
    };
    row("no list", "title: A tour\n", "There is no list of steps.");
    row("an empty list", "steps: []\n", "There is no list of steps.");
    row("no id", "steps: [{title: A, text: B}]\n", "Step 1 has no id.");
    row("no text", "steps: [{id: one, title: A}]\n", "The step one needs a title and a text.");
    row("twice", "steps: [{id: one, title: A, text: B}, {id: one, title: A, text: B}]\n",
        "Two steps are called one.");
    row("an action without words", "steps: [{id: one, title: A, text: B, action: x}]\n",
        "The step one has an action, and no words under \"try\" that tell what it does.");
}

void TourTest::saysWhatIsWrongAndWhere()
{
    QFETCH(const QByteArray, yaml);
    QFETCH(const QString, sentence);
    QString problem;
    QVERIFY(!readTour(QStringLiteral("demo"), yaml, &problem));
    QCOMPARE(problem, sentence);
    QVERIFY(!readTour(QStringLiteral("demo"), "steps:\n  - id: [\n", &problem));
    QVERIFY2(problem.contains(QStringLiteral("Line ")), qPrintable(problem));
}

void TourTest::theFeedTourHasEightWholeSteps()
{
    QString problem;
    const auto tour = builtInTour(QStringLiteral("feed"), &problem);
    QVERIFY2(tour, qPrintable(problem));
    QCOMPARE(tour->steps.size(), 8);
    QVERIFY(!tour->title.isEmpty());
    for (const TourStep &step : tour->steps) {
        QVERIFY2(!step.name.isEmpty(), qPrintable(step.id));
        QVERIFY2(!step.target.isEmpty(), qPrintable(step.id));
        QVERIFY2(step.title.endsWith(QLatin1Char('?')), qPrintable(step.id));
    }
}

// A target's and an action's first word is the page (or "shell"), so that a page can be renamed in one place.
void TourTest::everyBuiltInTourKeepsToItsPages()
{
    QVERIFY(builtInTours().contains(QStringLiteral("feed")));
    const PageList pages;
    for (const QString &id : builtInTours()) {
        QString problem;
        const auto tour = builtInTour(id, &problem);
        QVERIFY2(tour, qPrintable(problem));
        for (const TourStep &step : tour->steps) {
            QVERIFY2(step.page.isEmpty() || pages.find(step.page), qPrintable(step.id));
            const QString owner = step.page.isEmpty() ? QStringLiteral("shell") : step.page;
            QVERIFY2(step.target.startsWith(owner + u'.'), qPrintable(step.id));
            QVERIFY2(step.action.isEmpty() || step.action.startsWith(owner + u'.'), qPrintable(step.id));
        }
    }
}

void TourTest::anUnknownTourIsNamed()
{
    QString problem;
    QVERIFY(!builtInTour(QStringLiteral("moon"), &problem));
    QCOMPARE(problem, QStringLiteral("There is no tour called moon."));
}

SLIPWAY_UI_TEST_MAIN(TourTest)
#include "tour_test.moc"
