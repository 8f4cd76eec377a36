#include "core/features/store/skew.h"
#include "tests/core/features/store/visits_world.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

using namespace slipway;
using namespace slipway::features;
using namespace slipway::testing;

namespace {

/// What a server logs that answers about some users at a moment.
std::vector<ServedRow> serve(const VisitsWorld &world, OnlineStore &store, TimeMicros now,
                             const std::vector<std::string> &features = {})
{
    auto answerer = std::move(FeatureAnswerer::make(world.set, store)).value();
    FeatureQuestion question;
    question.features = features;
    question.entities = {{"user_id", {}}, {"kind", {}}, {"price", {}}};
    for (int user = 0; user < 12; ++user) {
        question.entities[0].values.push_back(OnlineInput::ofWhole(user));
        question.entities[1].values.push_back(OnlineInput::ofText(user % 2 == 0 ? "hat" : "cap"));
        question.entities[2].values.push_back(user == 5 ? OnlineInput() : OnlineInput::ofNumber(1.5 + user));
    }
    std::vector<ServedRow> rows;
    if (!answerer.answer(question, now))
        return rows;
    for (std::size_t i = 0; i < question.rows(); ++i) {
        std::string line;
        writeServedRow(answerer.reader(), answerer.asked(), answerer.answers(), i, "r" + std::to_string(now),
                       1, line);
        rows.push_back(std::move(readServedRow(line, "line")).value());
    }
    return rows;
}

std::unique_ptr<OnlineStore> filled(const VisitsWorld &world, TimeMicros to)
{
    auto store = world.store();
    auto offline = world.offline();
    static_cast<void>(materialize(offline, *store, {.to = to}));
    return store;
}

constexpr auto to = VisitsWorld::visitTime(100);

} // namespace

class FeatureSkewTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anUntouchedLogHasNone();
    void differentQuestionsGoTogether();
    void aPlantedValueIsFound();
    void aWrongStoreIsFound();
    void laterEventsMakeAValueStale();
    void whatIsStoredTooLateIsStale();
    void valuesBeyondTheirTtlAreNoSkew();
    void aBillionthIsNoDifference();
    void damagedLinesAreNamed();
    void rowsOfOtherSetsAreRefused();
};

void FeatureSkewTest::anUntouchedLogHasNone()
{
    VisitsWorld world(100);
    const auto store = filled(world, to);
    SkewTest test(*world.set, world.tables());
    for (const auto moment : {to, to + 1, to + VisitsWorld::hour / 2}) {
        const auto rows = serve(world, *store, moment);
        QCOMPARE(rows.size(), std::size_t {12});
        QVERIFY_OK(test.add(rows));
    }
    const auto &report = test.report();
    QCOMPARE(report.requests, std::int64_t {3});
    QCOMPARE(report.cells, std::int64_t {3 * 12 * 11});
    QVERIFY2(report.listed.empty(),
             report.listed.empty() ? ""
                                   : (report.listed[0].feature + ": " + report.listed[0].reason).c_str());
    QCOMPARE(report.different, std::int64_t {0});
    QCOMPARE(report.largestDifference, 0.0);
}

void FeatureSkewTest::differentQuestionsGoTogether()
{
    VisitsWorld world;
    const auto store = filled(world, to);
    auto rows = serve(world, *store, to, {"affordable"});
    const auto more = serve(world, *store, to, {"visits_of_kind", "city"});
    rows.insert(rows.end(), more.begin(), more.end());
    SkewTest test(*world.set, world.tables());
    QVERIFY_OK(test.add(rows));
    QCOMPARE(test.report().cells, std::int64_t {36});
    QCOMPARE(test.report().different + test.report().stale, std::int64_t {0});
}

void FeatureSkewTest::aPlantedValueIsFound()
{
    VisitsWorld world;
    const auto store = filled(world, to);
    auto rows = serve(world, *store, to);
    rows[4].features["mean_spent"] = rows[4].features["mean_spent"].get<double>() * (1 + 1e-6);
    rows[6].features["city"] = "Braga";
    rows[8].features["age"] = nullptr;
    SkewTest test(*world.set, world.tables());
    QVERIFY_OK(test.add(rows));
    const auto &report = test.report();
    QCOMPARE(report.different, std::int64_t {3});
    QCOMPARE(report.stale, std::int64_t {0});
    QCOMPARE_TEXT(report.listed[0].feature, "mean_spent");
    QCOMPARE(report.listed[0].entity.at("user_id"), Json(4));
    QCOMPARE_NEAR(report.largestDifference, 1e-6, 1e-9);
    QCOMPARE(report.listed[1].offline, Json("Porto"));
    QCOMPARE(report.listed[2].offline, Json(28.0));
}

// Somebody writes another value under the same moment, and everything that is made from it follows.
void FeatureSkewTest::aWrongStoreIsFound()
{
    VisitsWorld world;
    const auto store = filled(world, to);
    const auto &view = *world.set->view("habits");
    auto planned = plannedView(*world.set, view, 1);
    RowWriter row(planned.layout);
    row.begin(VisitsWorld::visitTime(96), 0);
    row.setNumber(0, 10);
    row.setNumber(1, 1000);
    EntityKey key;
    key.add(std::int64_t {2});
    const NewRow one {key.bytes(), row.bytes()};
    auto writer = std::move(store->writer(planned, WriteMode::Update)).value();
    QVERIFY_OK(writer->put({&one, 1}));
    QVERIFY_OK(writer->commit(planned));
    SkewTest test(*world.set, world.tables());
    QVERIFY_OK(test.add(serve(world, *store, to)));
    QCOMPARE(test.report().different, std::int64_t {3}); // spent_so_far, mean_spent, affordable
}

void FeatureSkewTest::laterEventsMakeAValueStale()
{
    VisitsWorld world(100);
    const auto store = filled(world, to);
    world.setVisits(103);
    SkewTest test(*world.set, world.tables());
    QVERIFY_OK(test.add(serve(world, *store, VisitsWorld::visitTime(103))));
    const auto &report = test.report();
    QCOMPARE(report.different, std::int64_t {0});
    QVERIFY(report.stale > 3);
    QVERIFY(report.listed[0].stale);
    QVERIFY(report.listed[0].reason.find("was of 2026-03-0") != std::string::npos);
}

void FeatureSkewTest::whatIsStoredTooLateIsStale()
{
    VisitsWorld world;
    const auto store = filled(world, VisitsWorld::visitTime(3));
    SkewTest test(*world.set, world.tables());
    QVERIFY_OK(test.add(serve(world, *store, VisitsWorld::visitTime(20))));
    QCOMPARE(test.report().different, std::int64_t {0});
    QVERIFY(test.report().stale > 20);
}

void FeatureSkewTest::valuesBeyondTheirTtlAreNoSkew()
{
    VisitsWorld world;
    const auto store = filled(world, to);
    const auto rows =
        serve(world, *store, VisitsWorld::begin + 31 * microsPerDay, {"age", "city", "days_known"});
    QVERIFY(rows[1].features.at("age").is_null());
    SkewTest test(*world.set, world.tables());
    QVERIFY_OK(test.add(rows));
    QCOMPARE(test.report().different + test.report().stale, std::int64_t {0});
}

void FeatureSkewTest::aBillionthIsNoDifference()
{
    VisitsWorld world;
    const auto store = filled(world, to);
    auto rows = serve(world, *store, to, {"mean_spent"});
    rows[4].features["mean_spent"] = rows[4].features["mean_spent"].get<double>() * (1 + 5e-10);
    SkewTest test(*world.set, world.tables());
    QVERIFY_OK(test.add(rows));
    QCOMPARE(test.report().different, std::int64_t {0});
    QCOMPARE_NEAR(test.report().largestDifference, 5e-10, 1e-12);
}

void FeatureSkewTest::damagedLinesAreNamed()
{
    for (const auto *line : {"", "{", "[]", "{}", R"({"time":"soon"})"}) {
        const auto row = readServedRow(line, "served.jsonl, line 7");
        QVERIFY_FAILS(row, "skew.bad_line");
        QVERIFY(row.error().message.starts_with("served.jsonl, line 7 "));
    }
}

void FeatureSkewTest::rowsOfOtherSetsAreRefused()
{
    VisitsWorld world;
    SkewTest test(*world.set, world.tables());
    ServedRow row;
    row.set = "other";
    QVERIFY_FAILS(test.add({&row, 1}), "skew.other_set");
}

SLIPWAY_TEST_MAIN(FeatureSkewTest)
#include "skew_test.moc"
