#include "core/features/definitions/read.h"
#include "core/features/store/lmdb_store.h"
#include "core/features/store/online_reader.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <cstdlib>
#include <new>

using namespace slipway;
using namespace slipway::features;
using namespace slipway::testing;

namespace {

constexpr std::string_view shop = R"yaml(
features: shop
owner: someone
labels: {table: visits, time: visited_at, target: bought}
entities:
  - {name: everybody, keys: []}
  - {name: user, keys: [user_id]}
  - {name: item, keys: [item_id]}
  - {name: user_kind, keys: [user_id, kind]}
sources:
  - {name: users, table: users, event_time: seen_at}
  - {name: items, table: items}
  - {name: visits, table: visits, event_time: visited_at, visible: before}
request:
  - {name: price, unit: euro, description: What it costs today}
views:
  - name: profile
    entity: user
    source: users
    ttl: 1h
    features:
      - {name: age, column: age, unit: years, description: Age}
      - {name: city, column: city, type: text, description: City}
      - {name: born, column: born, type: time, hidden: true, description: Birth}
  - name: things
    entity: item
    source: items
    features:
      - {name: kind, column: kind, type: text, description: Kind}
  - name: habits
    entity: user_kind
    source: visits
    features:
      - {name: visits_so_far, aggregate: count, description: Visits}
  - name: all
    entity: everybody
    source: visits
    every: 1h
    features:
      - {name: all_visits, aggregate: count, description: Visits of everybody}
derived:
  - {name: share, expression: "coalesce(visits_so_far, 0) / all_visits", description: Share}
  - {name: price_a_year, expression: "price / age", description: Price}
  - {name: age_days, expression: "days_between(born, now)", description: Days}
)yaml";

constexpr TimeMicros hour = 3600 * microsPerSecond;
constexpr TimeMicros noon = 1'800'000'000 * microsPerSecond;

RowLayout layoutOf(const FeatureSet &set, const FeatureView &view)
{
    RowLayout layout;
    layout.keys = set.entity(view.entity)->keys;
    for (const auto &feature : view.features)
        layout.columns.push_back({feature.name, feature.type});
    return layout;
}

FeatureSet shopSet()
{
    auto set = readFeatureSet(shop, "shop.yaml");
    if (!set)
        qFatal("%s", set.error().message.c_str());
    return std::move(set).value();
}

class World
{
public:
    World()
        : set(std::make_shared<const FeatureSet>(shopSet()))
        , store(LmdbStore::open(folder.path(), {.create = true}).value())
        , thread(store->reader().value())
    {
        put("profile", {"7"}, noon - hour, [](RowWriter &row) {
            row.setNumber(0, 40);
            row.setText(1, "Porto");
            row.setTime(2, noon - 10 * microsPerDay);
        });
        put("profile", {"8"}, noon - 2 * hour, [](RowWriter &row) { row.setNumber(0, 41); });
        put("profile", {"9"}, noon, [](RowWriter &) {});
        put("things", {"100"}, 0, [](RowWriter &row) { row.setText(0, "hat"); });
        put("things", {"101"}, 0, [](RowWriter &) {});
        put("habits", {"7", "hat"}, noon - 5, [](RowWriter &row) { row.setNumber(0, 3); });
        put("all", {}, noon - 7, [](RowWriter &row) { row.setNumber(0, 12); });
    }

    template <typename Fill>
    void put(const std::string &name, const std::vector<std::string> &keys, TimeMicros event,
             const Fill &fill)
    {
        StoredView view;
        view.set = set->name;
        view.view = name;
        view.layout = layoutOf(*set, *set->view(name));
        auto writer = store->writer(view, WriteMode::Update).value();
        RowWriter row(view.layout);
        row.begin(event, event);
        fill(row);
        EntityKey key;
        for (const auto &part : keys)
            key.add(std::string_view(part));
        const NewRow one {key.bytes(), row.bytes()};
        QVERIFY_OK(writer->put({&one, 1}));
        QVERIFY_OK(writer->commit(view));
    }

    OnlineReader readerFor(const std::vector<std::string> &wanted, const std::vector<std::string> &given)
    {
        auto reader = OnlineReader::make(set, *store, wanted, given);
        return std::move(reader).value();
    }

    TemporaryFolder folder;
    std::shared_ptr<const FeatureSet> set;
    std::unique_ptr<OnlineStore> store;
    std::unique_ptr<StoreReader> thread;
    OnlineAnswers answers;
};

std::size_t allocations = 0;

} // namespace

void *operator new(std::size_t size)
{
    ++allocations;
    if (void *memory = std::malloc(size))
        return memory;
    throw std::bad_alloc();
}

void operator delete(void *memory) noexcept
{
    std::free(memory);
}

void operator delete(void *memory, std::size_t) noexcept
{
    std::free(memory);
}

class OnlineReaderTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void findsFeaturesOfAnEntity();
    void keysComeFromFeaturesWhereNobodyGivesThem();
    void whoeverGivesAKeyIsBelieved();
    void derivesFromWhatIsThere();
    void valuesBeyondTheirTtlAreNone();
    void tellsNothingStoredFromNoValue();
    void whatCannotBeAKeyIsInvalid();
    void answersManyAtOnce();
    void allButHiddenOnesAreTheStandard();
    void unknownFeaturesAreNamed();
    void aNewLayoutIsTakenUp();
    void readsWithoutAllocating();
};

void OnlineReaderTest::findsFeaturesOfAnEntity()
{
    World world;
    const auto reader = world.readerFor({"age", "city"}, {"user_id"});
    QCOMPARE(reader.inputs().size(), std::size_t {1});
    QCOMPARE_TEXT(reader.inputs()[0].name, "user_id");
    QCOMPARE_TEXT(reader.features()[1].view, "profile");
    for (const auto &input : {OnlineInput::ofWhole(7), OnlineInput::ofText("7"), OnlineInput::ofNumber(7)}) {
        QVERIFY_OK(reader.read(*world.thread, {1, {&input, 1}, noon}, world.answers));
        QCOMPARE(world.answers.value(0, 0).number, 40.0);
        QCOMPARE_TEXT(world.answers.value(0, 1).text, "Porto");
        QCOMPARE_TEXT(featureStatusName(world.answers.status(0, 1)), "PRESENT");
        QCOMPARE(world.answers.eventTime(0, 0), noon - hour);
    }
}

void OnlineReaderTest::keysComeFromFeaturesWhereNobodyGivesThem()
{
    World world;
    const auto reader = world.readerFor({"visits_so_far"}, {"user_id", "item_id"});
    const std::vector inputs {OnlineInput::ofWhole(7), OnlineInput::ofWhole(100)};
    QCOMPARE(reader.inputs().size(), std::size_t {2});
    QVERIFY_OK(reader.read(*world.thread, {1, inputs, noon}, world.answers));
    QCOMPARE(world.answers.value(0, 0).number, 3.0);
    const std::vector unkind {OnlineInput::ofWhole(7), OnlineInput::ofWhole(101)};
    QVERIFY_OK(reader.read(*world.thread, {1, unkind, noon}, world.answers));
    QCOMPARE(world.answers.status(0, 0), FeatureStatus::NotFound);
}

void OnlineReaderTest::whoeverGivesAKeyIsBelieved()
{
    World world;
    const auto reader = world.readerFor({"visits_so_far"}, {"user_id", "kind"});
    QCOMPARE(reader.inputs().size(), std::size_t {2});
    QCOMPARE_TEXT(reader.inputs()[1].name, "kind");
    const std::vector inputs {OnlineInput::ofWhole(7), OnlineInput::ofText("hat")};
    QVERIFY_OK(reader.read(*world.thread, {1, inputs, noon}, world.answers));
    QCOMPARE(world.answers.value(0, 0).number, 3.0);
}

void OnlineReaderTest::derivesFromWhatIsThere()
{
    World world;
    const auto reader =
        world.readerFor({"share", "price_a_year", "age_days"}, {"user_id", "item_id", "price"});
    std::vector<OnlineInput> inputs;
    for (const auto &input : reader.inputs()) {
        inputs.push_back(input.name == "user_id"     ? OnlineInput::ofWhole(7)
                             : input.name == "price" ? OnlineInput::ofNumber(80)
                                                     : OnlineInput::ofWhole(100));
        QCOMPARE(input.isKey, input.name != "price");
    }
    QVERIFY_OK(reader.read(*world.thread, {1, inputs, noon}, world.answers));
    QCOMPARE(world.answers.value(0, 0).number, 0.25);
    QCOMPARE(world.answers.eventTime(0, 0), noon - 5);
    QCOMPARE(world.answers.value(0, 1).number, 2.0);
    QCOMPARE(world.answers.value(0, 2).number, 10.0);
    inputs[1] = {};
    inputs[0] = OnlineInput::ofWhole(1234);
    for (std::size_t i = 0; i < inputs.size(); ++i)
        inputs[i] = reader.inputs()[i].name == "user_id" ? OnlineInput::ofWhole(1234) : OnlineInput {};
    QVERIFY_OK(reader.read(*world.thread, {1, inputs, noon}, world.answers));
    QCOMPARE(world.answers.value(0, 0).number, 0.0);
    QCOMPARE(world.answers.status(0, 1), FeatureStatus::NullValue);
}

// The row is an hour old, and that is just allowed.
void OnlineReaderTest::valuesBeyondTheirTtlAreNone()
{
    World world;
    const auto reader = world.readerFor({"age"}, {"user_id"});
    const auto seven = OnlineInput::ofWhole(7);
    QVERIFY_OK(reader.read(*world.thread, {1, {&seven, 1}, noon}, world.answers));
    QCOMPARE(world.answers.status(0, 0), FeatureStatus::Present);
    QVERIFY_OK(reader.read(*world.thread, {1, {&seven, 1}, noon + 1}, world.answers));
    QCOMPARE(world.answers.status(0, 0), FeatureStatus::OutsideMaxAge);
    QVERIFY(!world.answers.value(0, 0).present);
    QCOMPARE(world.answers.eventTime(0, 0), noon - hour);
}

void OnlineReaderTest::tellsNothingStoredFromNoValue()
{
    World world;
    const auto reader = world.readerFor({"age", "city"}, {"user_id"});
    for (const auto &[user, status] :
         {std::pair {9, FeatureStatus::NullValue}, {10, FeatureStatus::NotFound}}) {
        const auto input = OnlineInput::ofWhole(user);
        QVERIFY_OK(reader.read(*world.thread, {1, {&input, 1}, noon}, world.answers));
        QCOMPARE(world.answers.status(0, 0), status);
        QCOMPARE(world.answers.status(0, 1), status);
    }
    const OnlineInput none;
    QVERIFY_OK(reader.read(*world.thread, {1, {&none, 1}, noon}, world.answers));
    QCOMPARE(world.answers.status(0, 0), FeatureStatus::NotFound);
}

void OnlineReaderTest::whatCannotBeAKeyIsInvalid()
{
    World world;
    const auto reader = world.readerFor({"age", "price"}, {"user_id", "price"});
    const bool keyFirst = reader.inputs()[0].name == "user_id";
    const OnlineInput wrong {.kind = OnlineInput::Kind::Wrong};
    for (const auto &key : {wrong, OnlineInput::ofNumber(7.5)}) {
        const std::vector inputs {keyFirst ? key : OnlineInput::ofText("dear"),
                                  keyFirst ? OnlineInput::ofText("dear") : key};
        QVERIFY_OK(reader.read(*world.thread, {1, inputs, noon}, world.answers));
        QCOMPARE(world.answers.status(0, 0), FeatureStatus::Invalid);
        QCOMPARE(world.answers.status(0, 1), FeatureStatus::Invalid);
        QVERIFY(!world.answers.value(0, 1).present);
    }
}

void OnlineReaderTest::answersManyAtOnce()
{
    World world;
    const auto reader = world.readerFor({"all_visits", "age", "city"}, {"user_id"});
    std::vector<OnlineInput> inputs;
    for (int i = 0; i < 300; ++i)
        inputs.push_back(OnlineInput::ofWhole(7 + i % 4));
    QVERIFY_OK(reader.read(*world.thread, {300, inputs, noon}, world.answers));
    for (std::size_t i = 0; i < 300; ++i) {
        QCOMPARE(world.answers.value(i, 0).number, 12.0);
        QCOMPARE(world.answers.status(i, 1),
                 (std::vector {FeatureStatus::Present, FeatureStatus::OutsideMaxAge, FeatureStatus::NullValue,
                               FeatureStatus::NotFound})[i % 4]);
    }
    // A smaller question afterwards sees nothing of the larger one.
    const auto nobody = OnlineInput::ofWhole(1);
    QVERIFY_OK(reader.read(*world.thread, {1, {&nobody, 1}, noon}, world.answers));
    QVERIFY(!world.answers.value(0, 2).present);
}

void OnlineReaderTest::allButHiddenOnesAreTheStandard()
{
    World world;
    const auto reader = world.readerFor({}, {"user_id", "item_id"});
    std::vector<std::string> names;
    for (const auto &feature : reader.features())
        names.push_back(feature.name);
    QCOMPARE(names,
             (std::vector<std::string> {"price", "age", "city", "kind", "visits_so_far", "all_visits",
                                        "share", "price_a_year", "age_days"}));
}

void OnlineReaderTest::unknownFeaturesAreNamed()
{
    World world;
    const std::vector<std::string> wanted {"height"};
    QVERIFY_FAILS(OnlineReader::make(world.set, *world.store, wanted, {}), "store.unknown_feature");
}

// What the definitions have and the stored rows have not is not found; it is once there are other rows.
void OnlineReaderTest::aNewLayoutIsTakenUp()
{
    World world;
    const auto reader = world.readerFor({"kind"}, {"item_id"});
    const auto hundred = OnlineInput::ofWhole(100);
    StoredView view;
    view.set = "shop";
    view.view = "things";
    view.layout = {{"item_id"}, {{"other", ValueType::Number}}};
    EntityKey key;
    key.add(std::int64_t {100});
    for (const bool old : {true, false}) {
        RowWriter row(view.layout);
        row.begin(0, 0);
        if (old)
            row.setNumber(0, 1);
        else
            row.setText(1, "cap");
        const NewRow one {key.bytes(), row.bytes()};
        auto writer = world.store->writer(view, WriteMode::Replace).value();
        QVERIFY_OK(writer->put({&one, 1}));
        QVERIFY_OK(writer->commit(view));
        QVERIFY_OK(reader.read(*world.thread, {1, {&hundred, 1}, noon}, world.answers));
        QCOMPARE(world.answers.status(0, 0), old ? FeatureStatus::NotFound : FeatureStatus::Present);
        view.layout.columns.push_back({"kind", ValueType::Text});
    }
    QCOMPARE_TEXT(world.answers.value(0, 0).text, "cap");
}

void OnlineReaderTest::readsWithoutAllocating()
{
    World world;
    const auto reader = world.readerFor({}, {"user_id", "item_id"});
    std::vector<OnlineInput> inputs(reader.inputs().size(), OnlineInput::ofWhole(7));
    for (int i = 0; i < 3; ++i)
        QVERIFY_OK(reader.read(*world.thread, {1, inputs, noon}, world.answers));
    const auto before = allocations;
    for (int i = 0; i < 100; ++i)
        static_cast<void>(reader.read(*world.thread, {1, inputs, noon}, world.answers));
    QCOMPARE(allocations - before, std::size_t {0});
}

SLIPWAY_TEST_MAIN(OnlineReaderTest)
#include "online_reader_test.moc"
