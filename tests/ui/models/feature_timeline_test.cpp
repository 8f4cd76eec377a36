#include "ui/models/feature_timeline.h"

#include "tests/support/temporary_folder.h"
#include "tests/support/ui_test_main.h"
#include "tests/support/verify.h"

using namespace slipway;
using namespace slipway::ui;
using slipway::testing::TemporaryFolder;

namespace {

/// Four rows a day: x is 1, 2, 3, 4 times the day, blank once; k is a, a, b and c.
std::string days(int first, int count)
{
    std::string text = "at,x,k\n";
    for (int day = first; day < first + count; ++day) {
        const std::string date = "2026-01-" + std::string(day < 10 ? "0" : "") + std::to_string(day);
        text += date + " 00:00:00," + std::to_string(day) + ".0,a\n";
        text += date + " 06:00:00," + std::to_string(2 * day) + ".0,a\n";
        text += date + " 12:00:00," + std::to_string(3 * day) + ".0,b\n";
        text += date + " 18:00:00,,c\n";
    }
    return text;
}

} // namespace

class FeatureTimelineTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void numbersHaveQuantilesByDay();
    void categoriesHaveSharesByDay();
    void aWeekEndsOnSunday();
    void partsThatOverlapAreSaid();
    void aMissingColumnIsAnError();

private:
    Result<FeatureTimeline> read(const std::string &train, const std::string &val, const std::string &test,
                                 const char *feature, const char *time = "")
    {
        std::vector<data::Source> sources;
        int number = 0;
        for (const auto &text : {train, val, test}) {
            auto source = data::openSource(m_folder.write("part" + std::to_string(number++) + ".csv", text));
            if (!source)
                return source.error();
            sources.push_back(std::move(source).value());
        }
        return readTimeline({&sources[0], &sources[1], &sources[2]}, QString::fromLatin1(feature),
                            QString::fromLatin1(time), {});
    }

    TemporaryFolder m_folder;
};

void FeatureTimelineTest::numbersHaveQuantilesByDay()
{
    const auto timeline = read(days(1, 6), days(7, 1), days(8, 2), "x", "at");
    QVERIFY_OK(timeline);
    QVERIFY(timeline.value().number);
    QCOMPARE(timeline.value().width, 86400.0);
    QCOMPARE(timeline.value().steps.size(), 9U);
    QVERIFY(!timeline.value().partsOverlap);
    for (std::size_t i = 0; i < 9; ++i) {
        const auto &step = timeline.value().steps[i];
        const double day = static_cast<double>(i + 1);
        QCOMPARE(step.rows, 4.0);
        QCOMPARE(step.present, 3.0);
        QCOMPARE(step.part, i < 6 ? 0 : i < 7 ? 1 : 2);
        // Of 1, 2 and 3 times the day, linear between the ranks.
        QCOMPARE_NEAR(step.quantiles[0], 1.1 * day, 1e-9);
        QCOMPARE_NEAR(step.quantiles[1], 1.5 * day, 1e-9);
        QCOMPARE_NEAR(step.quantiles[2], 2.0 * day, 1e-9);
        QCOMPARE_NEAR(step.quantiles[4], 2.9 * day, 1e-9);
    }
    QCOMPARE(timeline.value().begins[1], 1'767'744'000.0); // 7 January 2026
}

void FeatureTimelineTest::categoriesHaveSharesByDay()
{
    const auto timeline = read(days(1, 4), days(5, 1), days(6, 1), "k");
    QVERIFY_OK(timeline);
    QVERIFY(!timeline.value().number);
    QCOMPARE(timeline.value().levels,
             (QStringList {QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}));
    QVERIFY(!timeline.value().hasOthers);
    for (const auto &step : timeline.value().steps)
        QCOMPARE(step.shares, (std::vector<double> {0.5, 0.25, 0.25}));
}

void FeatureTimelineTest::aWeekEndsOnSunday()
{
    std::string text = "at,x\n";
    for (int day = 0; day < 200; ++day)
        text += QDate(2026, 1, 5).addDays(day).toString(Qt::ISODate).toStdString() + " 12:00:00,1.0\n";
    const auto timeline =
        read(text, "at,x\n2026-08-01 12:00:00,1.0\n", "at,x\n2026-08-02 12:00:00,1.0\n", "x");
    QVERIFY_OK(timeline);
    QCOMPARE(timeline.value().width, 7 * 86400.0);
    // 5 January 2026 is a Monday: the first step has a whole week.
    QCOMPARE(timeline.value().steps.front().rows, 7.0);
}

void FeatureTimelineTest::partsThatOverlapAreSaid()
{
    const auto timeline = read(days(1, 6), days(1, 6), days(1, 6), "x");
    QVERIFY_OK(timeline);
    QVERIFY(timeline.value().partsOverlap);
}

void FeatureTimelineTest::aMissingColumnIsAnError()
{
    QVERIFY(!read(days(1, 2), days(3, 1), days(4, 1), "nothing"));
    QVERIFY(!read("x\n1.0\n", "x\n1.0\n", "x\n1.0\n", "x")); // no moment
}

SLIPWAY_UI_TEST_MAIN(FeatureTimelineTest)
#include "feature_timeline_test.moc"
