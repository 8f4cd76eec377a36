#include "core/features/store/materialize.h"
#include "tests/core/features/store/visits_world.h"
#include "tests/core/workspace/child.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <csignal>
#include <thread>

using namespace slipway;
using namespace slipway::features;
using namespace slipway::testing;

namespace {

/// Every feature of every user and kind, as text.
std::string everything(const VisitsWorld &world, OnlineStore &store, TimeMicros now)
{
    auto answerer = std::move(FeatureAnswerer::make(world.set, store)).value();
    FeatureQuestion question;
    question.entities = {{"user_id", {}}, {"kind", {}}};
    for (int user = 0; user < 12; ++user) {
        for (const auto *kind : {"hat", "cap"}) {
            question.entities[0].values.push_back(OnlineInput::ofWhole(user));
            question.entities[1].values.push_back(OnlineInput::ofText(kind));
        }
    }
    const auto status = answerer.answer(question, now);
    std::string json = status ? "" : status.error().message;
    if (status)
        writeFeastAnswer(question, answerer.reader(), answerer.answers(), json);
    return json;
}

/// The same world where something is expected of two views.
FeatureSet demanding(const VisitsWorld &world, int oldest)
{
    auto set = *world.set;
    set.views[0].features[0].expectations = {{"expect_column_values_to_be_between", {{"max_value", oldest}}},
                                             {"expect_column_values_to_not_be_null"}};
    set.views[1].features[0].expectations = {{"expect_column_min_to_be_between", {{"min_value", 1}}}};
    return set;
}

} // namespace

class MaterializeTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void storesTheValuesOfAMoment();
    void incrementallyEndsWhereAllAtOnceEnds();
    void theFirstIncrementGoesBackAsFarAsTheTtl();
    void anotherDefinitionIsStoredAnew();
    void onlyTheViewsThatAreNamed();
    void wordsAreNoMatter();
    void badPeriodsAndNamesAreRefused();
    void tellsWhatIsNotAsExpected();
    void strictlyStoresAllOrNothing();
    void stopsWhenAsked();
    void killedHalfWayLeavesWhatWasThere();
};

// By hand: user 7 has visits 1, 11, 21, ... and before visit 100's moment there are ten of them.
void MaterializeTest::storesTheValuesOfAMoment()
{
    VisitsWorld world;
    const auto store = world.store();
    auto offline = world.offline();
    const auto to = VisitsWorld::visitTime(100);
    const auto done = materialize(offline, *store, {.to = to});
    QVERIFY_OK(done);
    QCOMPARE(done.value().size(), std::size_t {4});
    QCOMPARE(done.value()[0].rows, std::int64_t {10});
    QCOMPARE(done.value()[0].values, std::int64_t {29}); // one has no age
    QCOMPARE(done.value()[2].rows, std::int64_t {20});
    QCOMPARE(done.value()[3].rows, std::int64_t {1});

    auto answerer = std::move(FeatureAnswerer::make(world.set, *store)).value();
    FeatureQuestion question;
    question.features = {"visits_so_far", "spent_so_far", "mean_spent", "city", "visits_in_week"};
    question.entities = {{"user_id", {OnlineInput::ofWhole(7)}}};
    QVERIFY_OK(answerer.answer(question, to));
    double spent = 0;
    for (int visit = 1; visit < 100; visit += 10)
        spent += visit % 13;
    QCOMPARE(answerer.answers().value(0, 0).number, 10.0);
    QCOMPARE(answerer.answers().value(0, 1).number, spent);
    QCOMPARE(answerer.answers().value(0, 2).number, spent / 10);
    QCOMPARE_TEXT(answerer.answers().value(0, 3).text, "Faro");
    QCOMPARE(answerer.answers().value(0, 4).number, 100.0);
    QCOMPARE(answerer.answers().eventTime(0, 4), to);
}

void MaterializeTest::incrementallyEndsWhereAllAtOnceEnds()
{
    VisitsWorld world;
    const auto stepwise = world.store("stepwise");
    auto offline = world.offline();
    QVERIFY_OK(materialize(offline, *stepwise, {.to = VisitsWorld::visitTime(40)}));
    for (const int visit : {41, 77, 150}) {
        const auto done =
            materialize(offline, *stepwise, {.to = VisitsWorld::visitTime(visit), .incremental = true});
        QVERIFY_OK(done);
        if (visit == 41) {
            QCOMPARE(done.value()[0].rows, std::int64_t {0}); // nobody's profile has changed
            QCOMPARE(done.value()[1].rows, std::int64_t {1});
            QCOMPARE(*done.value()[1].from, VisitsWorld::visitTime(40));
        }
    }
    const auto atOnce = world.store("at once");
    QVERIFY_OK(materialize(offline, *atOnce, {.to = VisitsWorld::visitTime(150)}));
    const auto now = VisitsWorld::visitTime(150);
    QCOMPARE_TEXT(everything(world, *stepwise, now), everything(world, *atOnce, now));
    for (const auto &view : world.set->views) {
        const auto one = *stepwise->find("visits", view.name).value();
        const auto other = *atOnce->find("visits", view.name).value();
        QCOMPARE(one.rows, other.rows);
        QCOMPARE(one.present, other.present);
        QCOMPARE(one.to, other.to);
        QVERIFY(one.latestEvent == other.latestEvent);
    }
}

void MaterializeTest::theFirstIncrementGoesBackAsFarAsTheTtl()
{
    VisitsWorld world;
    const auto store = world.store();
    auto offline = world.offline();
    const auto to = VisitsWorld::visitTime(100);
    const auto done = materialize(offline, *store, {.to = to, .incremental = true});
    QVERIFY_OK(done);
    QCOMPARE(*done.value()[0].from, to - 30 * microsPerDay);
    QCOMPARE(*done.value()[1].from, to - 52 * 7 * microsPerDay);
    const auto full = world.store("full");
    QVERIFY_OK(materialize(offline, *full, {.to = to}));
    QCOMPARE_TEXT(everything(world, *store, to), everything(world, *full, to));
}

void MaterializeTest::anotherDefinitionIsStoredAnew()
{
    VisitsWorld world;
    const auto store = world.store();
    const auto to = VisitsWorld::visitTime(100);
    {
        auto offline = world.offline();
        QVERIFY_OK(materialize(offline, *store, {.to = to - VisitsWorld::hour}));
    }
    auto other = *world.set;
    other.views[0].features[0].expression = "age + 1";
    auto offline = std::move(OfflineFeatures::open(other, world.tables())).value();
    const auto done = materialize(offline, *store, {.views = {"profile"}, .to = to, .incremental = true});
    QVERIFY_OK(done);
    QCOMPARE(done.value()[0].rows, std::int64_t {10});
    QCOMPARE(done.value()[0].stored.rows, std::int64_t {10});
    auto answerer = std::move(FeatureAnswerer::make(world.set, *store)).value();
    FeatureQuestion question;
    question.features = {"age"};
    question.entities = {{"user_id", {OnlineInput::ofWhole(5)}}};
    QVERIFY_OK(answerer.answer(question, to));
    QCOMPARE(answerer.answers().value(0, 0).number, 26.0);
}

void MaterializeTest::onlyTheViewsThatAreNamed()
{
    VisitsWorld world;
    const auto store = world.store();
    auto offline = world.offline();
    QVERIFY_OK(materialize(offline, *store, {.views = {"week"}, .to = VisitsWorld::visitTime(100)}));
    QCOMPARE(store->views().value().size(), std::size_t {1});
}

void MaterializeTest::wordsAreNoMatter()
{
    VisitsWorld world;
    auto other = *world.set;
    other.views[0].description = "New words";
    other.views[0].features[0].description = "Other words";
    other.views[0].features[0].tags = {"tag"};
    const auto digest = [](const FeatureSet &set) { return plannedView(set, set.views[0], 1).definition; };
    QCOMPARE_TEXT(digest(other), digest(*world.set));
    other.views[0].ttl += microsPerSecond;
    QVERIFY(digest(other) != digest(*world.set));
}

void MaterializeTest::badPeriodsAndNamesAreRefused()
{
    VisitsWorld world;
    const auto store = world.store();
    auto offline = world.offline();
    QVERIFY_FAILS(materialize(offline, *store, {.views = {"nothing"}}), "store.unknown_view");
    QVERIFY_FAILS(materialize(offline, *store, {.from = 10, .to = 5}), "store.from_after_to");
    QVERIFY(store->views().value().empty());
}

// User 3 has no age, the oldest of the others is 29, and nobody spends more than 12 at a time.
void MaterializeTest::tellsWhatIsNotAsExpected()
{
    VisitsWorld world;
    const auto set = demanding(world, 28);
    auto tables = world.tables();
    tables.outputs = {world.folder.path()};
    auto offline = std::move(OfflineFeatures::open(set, tables)).value();
    const auto store = world.store();
    const auto to = VisitsWorld::visitTime(100);
    const auto done = materialize(offline, *store, {.to = to, .checkFolder = world.folder.path()});
    QVERIFY_OK(done);
    const auto &profile = done.value()[0].expectations;
    QCOMPARE(profile.at("checked").get<int>(), 2);
    QCOMPARE(profile.at("failed").get<int>(), 2);
    QCOMPARE(profile.at("failures").size(), std::size_t {2});
    QCOMPARE(done.value()[1].expectations.at("checked").get<int>(), 1);
    QCOMPARE(done.value()[1].expectations.at("failed").get<int>(), 0);
    QCOMPARE(done.value()[2].expectations.at("checked").get<int>(), 0);
    QVERIFY(!std::filesystem::exists(world.folder / "profile.parquet"));

    // What is checked on the way is stored as it would be without.
    const auto plain = world.store("plain");
    auto unchecked = world.offline();
    QVERIFY_OK(materialize(unchecked, *plain, {.to = to}));
    QCOMPARE_TEXT(everything(world, *store, to), everything(world, *plain, to));

    // Nobody's profile has changed since, so there is nothing to expect anything of.
    const auto later =
        materialize(offline, *store, {.to = to + 1, .incremental = true, .checkFolder = world.folder.path()});
    QVERIFY_OK(later);
    QCOMPARE(later.value()[0].rows, std::int64_t {0});
    QCOMPARE(later.value()[0].expectations.at("checked").get<int>(), 0);
}

void MaterializeTest::strictlyStoresAllOrNothing()
{
    VisitsWorld world;
    auto tables = world.tables();
    tables.outputs = {world.folder.path()};
    const auto store = world.store();
    MaterializeOptions options {
        .to = VisitsWorld::visitTime(100), .checkFolder = world.folder.path(), .strict = true};
    auto set = demanding(world, 29);
    {
        auto offline = std::move(OfflineFeatures::open(set, tables)).value();
        const auto refused = materialize(offline, *store, options);
        QVERIFY_FAILS(refused, "store.unexpected");
        QCOMPARE(refused.error().args.at("failed").get<int>(), 1);
        QVERIFY(store->views().value().empty()); // nor is what is as expected
    }
    set.views[0].features[0].expectations.pop_back();
    auto offline = std::move(OfflineFeatures::open(set, tables)).value();
    const auto done = materialize(offline, *store, options);
    QVERIFY_OK(done);
    QCOMPARE(done.value()[0].expectations.at("checked").get<int>(), 1);
    QCOMPARE(store->views().value().size(), std::size_t {4});
    QCOMPARE(done.value()[0].rows, std::int64_t {10});
}

void MaterializeTest::stopsWhenAsked()
{
    VisitsWorld world;
    const auto store = world.store();
    auto offline = world.offline();
    std::stop_source source;
    source.request_stop();
    QVERIFY_FAILS(materialize(offline, *store, {}, {.stop = source.get_token()}), "base.cancelled");
    QVERIFY(store->views().value().empty());
}

void MaterializeTest::killedHalfWayLeavesWhatWasThere()
{
    VisitsWorld world;
    const auto to = VisitsWorld::visitTime(100);
    const auto first = inChild([&] {
        auto offline = world.offline();
        return said(materialize(offline, *world.store(), {.to = to}));
    });
    QCOMPARE_TEXT(first, "ok");
    const pid_t child = ::fork();
    if (child == 0) {
        auto offline = world.offline();
        const auto store = world.store();
        for (int visit = 101;; visit = visit == 199 ? 101 : visit + 1)
            static_cast<void>(
                materialize(offline, *store, {.views = {"tastes"}, .to = VisitsWorld::visitTime(visit)}));
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(400));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    const auto store = world.store();
    const auto tastes = store->find("visits", "tastes").value();
    QCOMPARE(tastes->rows, std::int64_t {20});
    // What is stored is what the offline tables knew at the moment that the view names.
    auto offline = world.offline();
    const auto again = world.store("again");
    QVERIFY_OK(materialize(offline, *again, {.to = to}));
    QVERIFY_OK(materialize(offline, *again, {.views = {"tastes"}, .to = tastes->to}));
    QCOMPARE_TEXT(everything(world, *store, to), everything(world, *again, to));
}

SLIPWAY_TEST_MAIN(MaterializeTest)
#include "materialize_test.moc"
