#include "core/features/split/split.h"

#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <fmt/format.h>

#include <map>

using namespace slipway;
using features::Split;
using features::SplitKind;
using features::SplitPlan;

namespace {

/// A thousand rows: a moment each, 90 users of very different sizes, and a target that is 1 in a tenth.
Result<data::Duck> world(std::string_view order = "i", int threads = 2)
{
    SLIPWAY_ASSIGN(auto duck, data::Duck::open({.threads = threads}));
    SLIPWAY_TRY(duck.execute(
        fmt::format("CREATE TABLE t AS SELECT i AS id, 'u' || CAST(floor(sqrt(i * 8)) AS INT) AS person, "
                    "i % 10 = 3 AS bought, TIMESTAMP '2024-01-01' + INTERVAL (i * 37 % 1000) HOUR AS moment "
                    "FROM range(1000) AS r(i) ORDER BY {}",
                    order)));
    return duck;
}

std::string idsOf(data::Duck &duck, const std::string &condition)
{
    const auto table = duck.query("SELECT string_agg(id, ' ' ORDER BY id) FROM t WHERE " + condition);
    return table ? table.value().columns[0].levels.at(0) : table.error().message;
}

double count(data::Duck &duck, const std::string &what)
{
    return duck.number(what).value();
}

SplitPlan byTime()
{
    return {.table = "t", .time = "moment"};
}
SplitPlan byTarget()
{
    return {.kind = SplitKind::Stratified, .table = "t", .target = "bought", .id = {"id"}};
}
SplitPlan byPerson()
{
    return {.kind = SplitKind::Group, .table = "t", .group = {"person"}};
}

} // namespace

class SplitTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void timePartsFollowOneAnotherAndMomentsAreNotSplit();
    void theMomentIsFoundWhereOneHourHoldsEverything();
    void rowsWhoseLabelLooksIntoTheNextPartAreLeftOut();
    void aLongHorizonLeavesRoomForEveryPart();
    void everyKindOfTimeColumnGivesTheSameParts();
    void everyPartHasTheTargetInTheSameShare();
    void noEntityIsInTwoParts();
    void theOrderOfRowsAndThreadsDoNotMatter();
    void theSeedMatters();
    void aMissingGroupIsAGroupOfItsOwn();
    void badPlansAreRefused();
};

void SplitTest::timePartsFollowOneAnotherAndMomentsAreNotSplit()
{
    auto duck = world();
    QVERIFY_OK(duck);
    const auto parted = features::split(duck.value(), byTime());
    QVERIFY_OK(parted);
    const auto &parts = parted.value().parts;
    QCOMPARE(parts[0].rows, 700);
    QCOMPARE(parts[1].rows, 150);
    QCOMPARE(parts[2].rows, 150);
    QCOMPARE(parted.value().purged, 0);
    QCOMPARE(parts[0].until, parts[1].from);
    // Every hour has one row, so part two begins 700 hours after the first.
    QCOMPARE(parts[1].from - parts[0].from, 700LL * 3'600'000'000);
    QVERIFY_OK(duck.value().execute("CREATE OR REPLACE TABLE t AS SELECT * FROM t, range(5)"));
    const auto five = features::split(duck.value(), byTime());
    QVERIFY_OK(five);
    QCOMPARE(five.value().parts[1].from, parts[1].from);
    QCOMPARE(five.value().parts[0].rows, 3500);
}

// Half of the rows at one moment, the others scattered over a thousand years before.
void SplitTest::theMomentIsFoundWhereOneHourHoldsEverything()
{
    auto duck = data::Duck::open({});
    QVERIFY_OK(duck);
    QVERIFY_OK(duck.value().execute("CREATE TABLE t AS SELECT CASE WHEN i < 300000 THEN i * 100000000 ELSE "
                                    "2000000000000000 + i // 1000 END AS at FROM range(600000) AS r(i)"));
    SplitPlan plan {.table = "t", .trainShare = 0.6, .valShare = 0.2, .time = "at"};
    const auto parted = features::split(duck.value(), plan);
    QVERIFY_OK(parted);
    QCOMPARE(parted.value().parts[1].from, 2'000'000'000'000'360);
    QCOMPARE(parted.value().parts[2].from, 2'000'000'000'000'480);
    QCOMPARE(parted.value().parts[0].rows, 360'000);
}

// An hour a row: a label that looks 10 hours ahead touches nothing of the next part only where its row is at
// least 10 hours before it. 9 rows at each of two borders are closer than that.
void SplitTest::rowsWhoseLabelLooksIntoTheNextPartAreLeftOut()
{
    auto duck = world();
    QVERIFY_OK(duck);
    auto plan = byTime();
    plan.horizon = 10LL * 3'600'000'000;
    const auto parted = features::split(duck.value(), plan);
    QVERIFY_OK(parted);
    QCOMPARE(parted.value().purged, 18);
    QCOMPARE(parted.value().parts[0].rows, 691);
    QCOMPARE(parted.value().parts[2].rows, 150);
    QCOMPARE(
        count(duck.value(),
              fmt::format("SELECT count(*) FROM t WHERE ({}) AND epoch_us(moment) + {} > {}",
                          parted.value().parts[0].condition, plan.horizon, parted.value().parts[1].from)),
        0.0);
    plan.horizon = 2000LL * 3'600'000'000;
    QVERIFY_FAILS(features::split(duck.value(), plan), "features.split_all_purged");
}

// 160 hours of 1000 at each of two borders would be all of the validation part's 150: 2 x 159 rows are left
// out, and 70%, 15% and 15% of the 682 others are 477, 102 and 103.
void SplitTest::aLongHorizonLeavesRoomForEveryPart()
{
    auto duck = world();
    QVERIFY_OK(duck);
    auto plan = byTime();
    plan.horizon = 160LL * 3'600'000'000;
    const auto parted = features::split(duck.value(), plan);
    QVERIFY_OK(parted);
    const auto &parts = parted.value().parts;
    QCOMPARE(parted.value().purged, 318);
    QCOMPARE(parts[0].rows, 477);
    QCOMPARE(parts[1].rows, 102);
    QCOMPARE(parts[2].rows, 103);
    for (const std::size_t i : {0U, 1U})
        QCOMPARE(count(duck.value(),
                       fmt::format("SELECT count(*) FROM t WHERE ({}) AND epoch_us(moment) + {} > {}",
                                   parts[i].condition, plan.horizon, parts[i + 1].from)),
                 0.0);
}

void SplitTest::everyKindOfTimeColumnGivesTheSameParts()
{
    auto duck = world();
    QVERIFY_OK(duck);
    const auto expected = features::split(duck.value(), byTime());
    QVERIFY_OK(expected);
    for (const char *form :
         {"epoch_us(moment)", "CAST(moment AS TIMESTAMP_MS)", "CAST(moment AS TIMESTAMP_NS)"}) {
        QVERIFY_OK(duck.value().execute(
            fmt::format("CREATE OR REPLACE VIEW v AS SELECT id, {} AS moment FROM t", form)));
        auto plan = byTime();
        plan.table = "v";
        const auto parted = features::split(duck.value(), plan);
        QVERIFY_OK(parted);
        QCOMPARE(parted.value().parts[1].from, expected.value().parts[1].from);
        QCOMPARE(parted.value().parts[0].rows, 700);
    }
}

void SplitTest::everyPartHasTheTargetInTheSameShare()
{
    auto duck = world();
    QVERIFY_OK(duck);
    const auto parted = features::split(duck.value(), byTarget());
    QVERIFY_OK(parted);
    const std::map<std::string_view, double> expected {{"train", 70}, {"val", 15}, {"test", 15}};
    for (const auto &part : parted.value().parts) {
        const double bought =
            count(duck.value(), fmt::format("SELECT count(*) FROM t WHERE bought AND ({})", part.condition));
        QCOMPARE_NEAR(bought, expected.at(part.name), 1);
        QCOMPARE_NEAR(static_cast<double>(part.rows), 10 * expected.at(part.name), 2);
    }
    QCOMPARE(parted.value().purged, 0);
}

void SplitTest::noEntityIsInTwoParts()
{
    auto duck = world();
    QVERIFY_OK(duck);
    const auto parted = features::split(duck.value(), byPerson());
    QVERIFY_OK(parted);
    const auto &parts = parted.value().parts;
    QCOMPARE(
        count(duck.value(),
              fmt::format("SELECT count(*) FROM (SELECT person FROM t GROUP BY person HAVING "
                          "(bool_or({0}) AND NOT bool_and({0})) OR (bool_or({1}) AND NOT bool_and({1})))",
                          parts[0].condition, parts[1].condition)),
        0.0);
    QCOMPARE_NEAR(static_cast<double>(parts[0].rows), 700, 15); // the largest person has 22 rows
    QCOMPARE(parts[0].rows + parts[1].rows + parts[2].rows, 1000);
}

void SplitTest::theOrderOfRowsAndThreadsDoNotMatter()
{
    for (const auto &plan : {byTime(), byTarget(), byPerson()}) {
        std::map<std::string_view, std::string> expected;
        for (const auto &[order, threads] :
             std::vector<std::pair<std::string, int>> {{"i", 1}, {"i * 7919 % 1000", 2}, {"-i", 3}}) {
            auto duck = world(order, threads);
            QVERIFY_OK(duck);
            const auto parted = features::split(duck.value(), plan);
            QVERIFY_OK(parted);
            for (const auto &part : parted.value().parts) {
                const auto ids = idsOf(duck.value(), part.condition);
                auto &first = expected[part.name];
                if (first.empty())
                    first = ids;
                QCOMPARE_TEXT(ids, first);
            }
        }
    }
}

void SplitTest::theSeedMatters()
{
    auto duck = world();
    QVERIFY_OK(duck);
    for (auto plan : {byTarget(), byPerson()}) {
        const auto one = features::split(duck.value(), plan);
        plan.seed = 7;
        const auto other = features::split(duck.value(), plan);
        QVERIFY_OK(one);
        QVERIFY_OK(other);
        QVERIFY(idsOf(duck.value(), one.value().parts[2].condition)
                != idsOf(duck.value(), other.value().parts[2].condition));
    }
}

void SplitTest::aMissingGroupIsAGroupOfItsOwn()
{
    auto duck = world();
    QVERIFY_OK(duck);
    QVERIFY_OK(duck.value().execute("UPDATE t SET person = NULL WHERE id < 20"));
    const auto parted = features::split(duck.value(), byPerson());
    QVERIFY_OK(parted);
    QCOMPARE(parted.value().purged, 0);
    int holders = 0;
    for (const auto &part : parted.value().parts)
        holders += count(duck.value(),
                         fmt::format("SELECT count(*) FROM t WHERE person IS NULL AND ({})", part.condition))
                > 0
            ? 1
            : 0;
    QCOMPARE(holders, 1);
}

void SplitTest::badPlansAreRefused()
{
    auto opened = world();
    QVERIFY_OK(opened);
    auto &duck = opened.value();
    auto plan = byTime();
    plan.trainShare = 0.9;
    QVERIFY_FAILS(features::split(duck, plan), "features.bad_shares");
    plan = byTime();
    plan.time = "when";
    QVERIFY_FAILS(features::split(duck, plan), "data.column_missing");
    plan.time = "person";
    QVERIFY_FAILS(features::split(duck, plan), "features.split_not_a_time");
    plan = byTarget();
    plan.target = "id";
    QVERIFY_FAILS(features::split(duck, plan), "features.split_many_strata");
    plan = byPerson();
    plan.group = {};
    QVERIFY_FAILS(features::split(duck, plan), "features.split_no_group");
    QVERIFY_FAILS(features::splitKind("random"), "features.split_unknown");
    QCOMPARE(features::splitKind("group").value(), SplitKind::Group);
    QVERIFY_OK(duck.execute("UPDATE t SET moment = NULL WHERE id = 4"));
    QVERIFY_FAILS(features::split(duck, byTime()), "features.split_no_time");
    QVERIFY_OK(duck.execute("UPDATE t SET moment = TIMESTAMP '2024-01-01'"));
    QVERIFY_FAILS(features::split(duck, byTime()), "features.too_few_times");
    QVERIFY_OK(duck.execute("UPDATE t SET person = 'everybody'"));
    QVERIFY_FAILS(features::split(duck, byPerson()), "features.split_empty");
    QVERIFY_OK(duck.execute("DELETE FROM t"));
    for (const auto &each : {byTime(), byTarget(), byPerson()})
        QVERIFY_FAILS(features::split(duck, each), "features.split_empty");
}

SLIPWAY_TEST_MAIN(SplitTest)
#include "split_test.moc"
