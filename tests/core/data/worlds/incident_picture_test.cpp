#include "core/data/worlds/incident_picture.h"

#include "core/data/worlds/generate.h"
#include "core/data/worlds/sample.h"
#include "core/data/worlds/slices.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

#include <filesystem>
#include <numeric>

using namespace slipway;
using namespace slipway::data;

namespace {

Result<IncidentPicture> picture(const char *scenario, const std::string &incident)
{
    SLIPWAY_ASSIGN(const Json wanted, parseIncident(incident));
    const Scenario &known = *findScenario(scenario).value();
    SLIPWAY_ASSIGN(const auto options, worldOptions(known, {{"incidents", Json::array({wanted})}}));
    return pictureOf(known, options, 0);
}

} // namespace

class IncidentPictureTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void slicesBeginAndEndAtTheMoments();
    void quantilesOfEqualValuesAreOneSlice();
    void aFactorShowsAsThatFactor();
    void aBlockWithoutValuesIsEmptyThereOnly();
    void doubledOddsAreDoubledOdds();
    void withoutItsEffectTheColumnSaysNothing();
    void aNewValueHasTheShareThatWasAskedFor();
    void theEstimateIsNearWhatIsWritten();
    void aStopEndsIt();
};

void IncidentPictureTest::slicesBeginAndEndAtTheMoments()
{
    const auto edges = timeSlices(30, {18, 21});
    QCOMPARE(edges.size(), 31U);
    QVERIFY(std::find(edges.begin(), edges.end(), 18.0) != edges.end());
    QVERIFY(std::find(edges.begin(), edges.end(), 21.0) != edges.end());
    QCOMPARE(timeSlices(1, {0}).front(), 0.0);
    QCOMPARE(timeSlices(1, {0}).back(), 1.0);
    QCOMPARE(sliceOf(edges, 18.0), 18U);
    QCOMPARE(sliceOf(edges, 99.0), 29U);
    QCOMPARE(evenEdges(0, 5, 24, true), (std::vector<double> {0, 1, 2, 3, 4, 5, 6}));
}

void IncidentPictureTest::quantilesOfEqualValuesAreOneSlice()
{
    QCOMPARE(quantileEdges({0, 0, 0, 0, 0, 0, 0, 1, 2, 3}, 5), (std::vector<double> {0, 1, 3}));
    QVERIFY(quantileEdges({4, 4, 4}, 5).empty());
}

void IncidentPictureTest::aFactorShowsAsThatFactor()
{
    const auto made = picture("fraud", "unit_change:amount@0.5=100");
    QVERIFY_OK(made);
    QCOMPARE_NEAR(made.value().meanWith / made.value().meanWithout, 100, 1e-6);
    QVERIFY(made.value().logarithmic);
    QCOMPARE_NEAR(std::accumulate(made.value().sharesWith.begin(), made.value().sharesWith.end(), 0.0), 1,
                  1e-9);
    for (std::size_t i = 0; i < made.value().days.size(); ++i) {
        if (made.value().days[i] < made.value().fromDay)
            QCOMPARE(made.value().with[i], made.value().without[i]);
    }
}

void IncidentPictureTest::aBlockWithoutValuesIsEmptyThereOnly()
{
    const auto made = picture("reviews", "missing_block:stars@0.4=0.2");
    QVERIFY_OK(made);
    for (std::size_t i = 0; i < made.value().days.size(); ++i) {
        const double day = made.value().days[i];
        QCOMPARE(made.value().with[i], day > 0.4 * 365 && day < 0.6 * 365 ? 0.0 : 1.0);
        QCOMPARE(made.value().without[i], 1.0);
    }
}

void IncidentPictureTest::doubledOddsAreDoubledOdds()
{
    const auto made = picture("reviews", "prior_shift@0.5=1");
    QVERIFY_OK(made);
    QVERIFY(made.value().meanWith > 1.1 * made.value().meanWithout);
    QVERIFY(made.value().meanWith < 2 * made.value().meanWithout);
    QCOMPARE_TEXT(made.value().level, "negative");
}

void IncidentPictureTest::withoutItsEffectTheColumnSaysNothing()
{
    const auto made = picture("reviews", "concept_drift:text@0.5=1");
    QVERIFY_OK(made);
    QCOMPARE_TEXT(made.value().groupedBy, "stars");
    QCOMPARE(made.value().groups.size(), 5U);
    QVERIFY(made.value().sharesWithout.front() - made.value().sharesWithout.back() > 0.9);
    QVERIFY(made.value().sharesWith.front() - made.value().sharesWith.back() < 0.15);
}

void IncidentPictureTest::aNewValueHasTheShareThatWasAskedFor()
{
    const auto made = picture("demand", "new_category:holiday@0.5=0.25");
    QVERIFY_OK(made);
    QCOMPARE_NEAR(made.value().meanWith, 0.25, 0.02);
    QCOMPARE(made.value().meanWithout, 0.0);
    QCOMPARE_TEXT(made.value().level, "new_holiday");
}

void IncidentPictureTest::theEstimateIsNearWhatIsWritten()
{
    testing::TemporaryFolder folder;
    const Scenario &scenario = *findScenario("fraud").value();
    const auto options = worldOptions(scenario, {{"rows", 240'000}});
    QVERIFY_OK(options);
    const auto estimate = estimateWorld(scenario, options.value());
    QVERIFY_OK(estimate);
    QVERIFY(estimate.value().sampled < 240'000);
    QVERIFY_OK(generateScenario(scenario, options.value(), {.folder = folder.path()}));
    for (const auto &table : estimate.value().tables) {
        const auto file = folder / (table.name + ".csv");
        if (table.name == "transactions")
            QCOMPARE_NEAR(table.csvBytes / static_cast<double>(std::filesystem::file_size(file)), 1, 0.05);
    }
    QVERIFY(estimate.value().ceiling.at("best_auc").get<double>() > 0.9);
}

void IncidentPictureTest::aStopEndsIt()
{
    std::stop_source stop;
    stop.request_stop();
    const Scenario &scenario = *findScenario("feed").value();
    const auto options = worldOptions(scenario, Json::object());
    QVERIFY_OK(options);
    const auto estimate = estimateWorld(scenario, options.value(), stop.get_token());
    QVERIFY(!estimate);
    QCOMPARE(estimate.error().code, ErrorCode::Cancelled);
}

SLIPWAY_TEST_MAIN(IncidentPictureTest)
#include "incident_picture_test.moc"
