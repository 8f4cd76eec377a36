#include "core/data/worlds/generate.h"

#include "core/base/hash.h"
#include "core/data/identity.h"
#include "tests/core/data/worlds/made_world.h"
#include "tests/core/workspace/child.h"
#include "tests/support/test_main.h"

#include <QObject>
#include <QTest>

#include <array>
#include <chrono>
#include <thread>

using namespace slipway;
using namespace slipway::data;
using slipway::testing::MadeWorld;
using slipway::testing::onSmallDisk;
using slipway::testing::readText;
using slipway::testing::said;
using slipway::testing::TemporaryFolder;
using slipway::testing::withoutRights;

/// What holds in every world.
class GenerateTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theSameSeedGivesTheSameBytesWhateverTheThreads_data() { everyScenario(); }
    void theSameSeedGivesTheSameBytesWhateverTheThreads();
    void csvAndParquetAreOneVersion_data() { everyScenario(); }
    void csvAndParquetAreOneVersion();
    void theFeedIsWhatItAlwaysWas();
    void theTablesHaveTheRowsThatWereAsked_data() { everyScenario(); }
    void theTablesHaveTheRowsThatWereAsked();
    void rowsComeInTheOrderOfTimeAndKeysHold_data() { everyScenario(); }
    void rowsComeInTheOrderOfTimeAndKeysHold();
    void valuesGetLostWhereTheyMayAndAsOftenAsAsked();
    void anIncidentChangesWhatItSaysAndNothingBefore_data();
    void anIncidentChangesWhatItSaysAndNothingBefore();
    void recordedFaultsAreWhatTheySay();
    void aStopLeavesNothingBehind_data() { everyScenario(); }
    void aStopLeavesNothingBehind();
    void aFolderThatCannotBeWrittenToIsNamed();
    void aFullDiskIsNamed();
    void wrongSettingsAreSentences();

private:
    static void everyScenario();
};

namespace {

WorldOptions optionsOf(const Scenario &scenario, const Json &settings)
{
    const auto options = worldOptions(scenario, settings);
    if (!options)
        qFatal("%s", options.error().message.c_str());
    return options.value();
}

Json incidentsOf(const std::string &text)
{
    return Json::array({parseIncident(text).value()});
}

Json fewRows(const std::string &scenario)
{
    // A year of sales, for holidays before and behind an incident.
    return {{"rows", scenario == "churn" ? 900 : 30'000},
            {"seed", 7},
            {"days", scenario == "demand" || scenario == "churn" ? 365 : 60}};
}

/// Pairs of "table.column" and the table whose first column it names.
std::vector<std::pair<std::string, std::string>> keysOf(const std::string &scenario)
{
    if (scenario == "feed")
        return {{"interactions.user_id", "users"}, {"interactions.item_id", "items"}};
    if (scenario == "churn")
        return {{"contracts.customer_id", "customers"},
                {"usage.customer_id", "customers"},
                {"billing.customer_id", "customers"},
                {"support.customer_id", "customers"}};
    if (scenario == "fraud")
        return {{"transactions.card_id", "cards"}, {"transactions.merchant_id", "merchants"}};
    if (scenario == "demand")
        return {{"sales.store_id", "stores"}, {"sales.item_id", "items"}};
    return {{"reviews.product_id", "products"}};
}

} // namespace

void GenerateTest::everyScenario()
{
    QTest::addColumn<QByteArray>("name");
    for (const auto &scenario : scenarios())
        QTest::newRow(scenario.name.c_str()) << QByteArray::fromStdString(scenario.name);
}

void GenerateTest::theSameSeedGivesTheSameBytesWhateverTheThreads()
{
    QFETCH(QByteArray, name);
    const Scenario &scenario = *findScenario(name.toStdString()).value();
    // A stuck sensor needs the rows before, so it is what an order of threads would disturb.
    Json settings = fewRows(scenario.name);
    settings["missing"] = 0.05;
    settings["incidents"] = incidentsOf("sensor_stuck@0.7");
    const auto options = optionsOf(scenario, settings);
    for (const char *format : {"csv", "parquet"}) {
        const TemporaryFolder one;
        const TemporaryFolder two;
        const TemporaryFolder again;
        QVERIFY_OK(generateScenario(scenario, options, {one.path(), format, {}, 1}));
        QVERIFY_OK(generateScenario(scenario, options, {two.path(), format, {}, 2}));
        QVERIFY_OK(generateScenario(scenario, options, {again.path(), format, {}, 5}));
        for (const auto &table : scenario.tables) {
            const auto file = table.name + "." + (table.truth ? "parquet" : format);
            QVERIFY2(readText(one / file) == readText(two / file), file.c_str());
            QVERIFY2(readText(one / file) == readText(again / file), file.c_str());
        }
    }
    settings["seed"] = 8;
    const TemporaryFolder other;
    QVERIFY_OK(generateScenario(scenario, optionsOf(scenario, settings), {other.path(), "csv", {}, 1}));
    const TemporaryFolder first;
    QVERIFY_OK(generateScenario(scenario, options, {first.path(), "csv", {}, 1}));
    for (const auto &table : scenario.tables) {
        const auto file = table.name + "." + (table.truth ? "parquet" : "csv");
        QVERIFY2(readText(first / file) != readText(other / file), file.c_str());
    }
}

void GenerateTest::csvAndParquetAreOneVersion()
{
    QFETCH(QByteArray, name);
    const Scenario &scenario = *findScenario(name.toStdString()).value();
    Json settings = fewRows(scenario.name);
    settings["missing"] = 0.05;
    const auto options = optionsOf(scenario, settings);
    const TemporaryFolder folder;
    QVERIFY_OK(generateScenario(scenario, options, {folder.path(), "csv", {}, 0}));
    QVERIFY_OK(generateScenario(scenario, options, {folder.path(), "parquet", {}, 0}));
    for (const auto &table : scenario.tables) {
        if (table.truth)
            continue;
        const auto csv = contentIdentity(folder / (table.name + ".csv"));
        const auto parquet = contentIdentity(folder / (table.name + ".parquet"));
        QVERIFY_OK(csv);
        QVERIFY_OK(parquet);
        QVERIFY2(csv.value().sha256 == parquet.value().sha256, table.name.c_str());
    }
}

// The content of the first release's feed (50,000 rows, seed 7), whose demos and figures are known.
void GenerateTest::theFeedIsWhatItAlwaysWas()
{
    const Scenario &scenario = *findScenario("feed").value();
    const TemporaryFolder folder;
    const auto options = optionsOf(scenario, {{"rows", 50'000}, {"seed", 7}});
    const auto made = generateScenario(scenario, options, {folder.path(), "csv", {}, 0});
    QVERIFY_OK(made);
    const std::array known {
        std::pair {"interactions.csv", "e8cd9690975628ff0889dc42c9b3772cfcdef0e2c5aedb86ddc23ccec991708b"},
        std::pair {"items.csv", "f1297c0577396054a619b259b03dab58559c9ced845abd8d13482a3f739ca382"},
        std::pair {"users.csv", "d198298a8a31119043d08e656030036fc19bb6160f19475dff995703eb2df1ce"}};
    for (const auto &[file, hash] : known)
        QCOMPARE_TEXT(sha256OfFile(folder / file).value(), hash);
    QCOMPARE(made.value()["clicks"].get<int>(), 6123);
    QCOMPARE_NEAR(made.value()["best_auc"].get<double>(), 0.7825871567814338, 1e-5);
}

void GenerateTest::theTablesHaveTheRowsThatWereAsked()
{
    QFETCH(QByteArray, name);
    for (const int rows : {1, 2, 4321}) {
        MadeWorld world(name.constData(), {{"rows", rows}, {"days", 30}});
        const auto &main = world.scenario().rowsOf;
        QCOMPARE(world.number("SELECT count(*) FROM " + main), double(rows));
        QCOMPARE(world.number("SELECT count(*) FROM " + main + "_truth"), double(rows));
        for (const auto &[table, count] : world.summary()["rows"].items())
            QCOMPARE(world.number("SELECT count(*) FROM " + table), count.get<double>());
    }
}

void GenerateTest::rowsComeInTheOrderOfTimeAndKeysHold()
{
    QFETCH(QByteArray, name);
    MadeWorld world(name.constData(), fewRows(name.toStdString()));
    const auto days = std::to_string(fewRows(name.toStdString())["days"].get<int>());
    for (const auto &table : world.scenario().tables) {
        if (table.time == WorldTable::none)
            continue;
        const auto time = "\"" + table.columns[table.time].name + "\"";
        const std::string within =
            table.entity == WorldTable::none ? "" : "PARTITION BY " + table.columns[table.entity].name;
        QVERIFY2(world.number("SELECT count(*) FROM (SELECT " + time + " < lag(" + time + ") OVER (" + within
                              + " ORDER BY file_row_number) AS back FROM read_parquet("
                              + data::quoted(world.file(table.name).string())
                              + ", file_row_number = true)) WHERE back")
                     == 0,
                 table.name.c_str());
        QVERIFY2(world.number("SELECT count(*) FROM " + table.name + " WHERE " + time
                              + " < TIMESTAMP '2026-01-01' OR " + time + " >= TIMESTAMP '2026-01-01' + "
                              + "to_days(" + days + ")")
                     == 0,
                 table.name.c_str());
    }
    for (const auto &[column, of] : keysOf(name.toStdString())) {
        const auto table = column.substr(0, column.find('.'));
        const auto key = world.scenario().table(of)->columns.front().name;
        QVERIFY2(world.number("SELECT count(*) FROM " + table + " ANTI JOIN " + of + " ON " + column + " = "
                              + of + "." + key)
                     == 0,
                 column.c_str());
    }
}

void GenerateTest::valuesGetLostWhereTheyMayAndAsOftenAsAsked()
{
    MadeWorld world("feed", {{"rows", 50'000}, {"missing", 0.1}});
    // Four standard deviations of a binomial share.
    QCOMPARE_NEAR(world.number("SELECT avg((device IS NULL)::INTEGER) FROM interactions"), 0.1,
                  4 * std::sqrt(0.1 * 0.9 / 50'000));
    QCOMPARE(world.number("SELECT count(*) - count(click) + count(*) - count(user_id) FROM interactions"),
             0.0);
    // Whether a value is lost has nothing to do with it.
    MadeWorld whole("feed", {{"rows", 50'000}});
    QVERIFY(whole.summary()["best_auc"] == world.summary()["best_auc"]);
}

void GenerateTest::anIncidentChangesWhatItSaysAndNothingBefore_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("incident");
    for (const auto &scenario : scenarios()) {
        for (const auto &offer : scenario.incidents) {
            const auto kind = std::string(incidentKindNames()[static_cast<std::size_t>(offer.kind)]);
            auto columns = offer.columns;
            if (columns.empty())
                columns.emplace_back();
            for (const auto &column : columns) {
                const auto text = kind + (column.empty() ? "" : ":") + column + "@0.6";
                QTest::newRow((scenario.name + " " + text).c_str())
                    << QByteArray::fromStdString(scenario.name) << QByteArray::fromStdString(text);
            }
        }
    }
}

// Before its time every value of every table is as without the incident; after it something is not.
void GenerateTest::anIncidentChangesWhatItSaysAndNothingBefore()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, incident);
    const Scenario &scenario = *findScenario(name.toStdString()).value();
    Json settings = fewRows(scenario.name);
    settings["rows"] = scenario.name == "churn" ? 300 : 4000;
    const TemporaryFolder before;
    const TemporaryFolder after;
    QVERIFY_OK(generateScenario(scenario, optionsOf(scenario, settings), {before.path(), "parquet", {}, 0}));
    settings["incidents"] = incidentsOf(incident.toStdString());
    const auto options = optionsOf(scenario, settings);
    QVERIFY_OK(generateScenario(scenario, options, {after.path(), "parquet", {}, 0}));

    Duck duck = Duck::open({.allowed = {before.path(), after.path()}}).value();
    const auto at = data::quoted(isoTime(options.incidents.front().at).substr(0, 19));
    double changes = 0;
    for (const auto &table : scenario.tables) {
        const auto read = [&](const TemporaryFolder &folder) {
            std::string names;
            for (const auto &column : table.columns)
                names += (names.empty() ? "" : ", ") + column.name;
            const bool timed = table.time != WorldTable::none;
            return "(SELECT " + names + " FROM read_parquet("
                + data::quoted((folder / (table.name + ".parquet")).string()) + ")"
                + (timed ? " WHERE " + table.columns[table.time].name + " {} TIMESTAMP " + at : "") + ")";
        };
        const auto differences = [&](const char *when) {
            auto one = read(before);
            auto two = read(after);
            for (auto *text : {&one, &two}) {
                if (const auto place = text->find("{}"); place != std::string::npos)
                    text->replace(place, 2, when);
            }
            return duck
                .number("SELECT count(*) FROM ((" + one + " EXCEPT ALL " + two + ") UNION ALL (" + two
                        + " EXCEPT ALL " + one + "))")
                .value();
        };
        // Customers who are looked at later may be other ones, with another past.
        const bool redrawn = table.entity != WorldTable::none
            && (incident.startsWith("prior_shift") || incident.contains("contract_type"));
        if (table.time != WorldTable::none && !redrawn)
            QVERIFY2(differences("<") == 0, table.name.c_str());
        changes += differences(">=");
    }
    QVERIFY(changes > 0);
}

void GenerateTest::recordedFaultsAreWhatTheySay()
{
    const Json settings {{"rows", 20'000}, {"days", 10}};
    const auto with = [&](const char *incident) {
        Json changed = settings;
        changed["incidents"] = incidentsOf(incident);
        return changed;
    };
    MadeWorld usual("fraud", settings);
    const std::string later = " timestamp >= TIMESTAMP '2026-01-06'";

    MadeWorld cents("fraud", with("unit_change:amount@0.5=100"));
    QCOMPARE_NEAR(cents.number("SELECT sum(amount) FROM transactions WHERE" + later)
                      / usual.number("SELECT sum(amount) FROM transactions WHERE" + later),
                  100, 1e-9);
    QVERIFY(cents.summary()["best_auc"] == usual.summary()["best_auc"]); // the world is the same

    MadeWorld stuck("fraud", with("sensor_stuck:amount@0.5=0.2"));
    QCOMPARE(stuck.number("SELECT count(DISTINCT amount) FROM transactions WHERE timestamp >= TIMESTAMP "
                          "'2026-01-06' AND timestamp < TIMESTAMP '2026-01-08'"),
             1.0);
    QVERIFY(stuck.number("SELECT count(DISTINCT amount) FROM transactions WHERE timestamp >= TIMESTAMP "
                         "'2026-01-08'")
            > 1000);

    MadeWorld block("fraud", with("missing_block:amount@0.5=0.2"));
    QCOMPARE(
        block.number("SELECT count(*) FROM transactions WHERE (amount IS NULL) <> (timestamp >= TIMESTAMP "
                     "'2026-01-06' AND timestamp < TIMESTAMP '2026-01-08')"),
        0.0);

    MadeWorld level("fraud", with("new_category:channel@0.5=0.25"));
    const double later2 = level.number("SELECT count(*) FROM transactions WHERE" + later);
    QCOMPARE_NEAR(level.number("SELECT count(*) FROM transactions WHERE channel = 'new_channel' AND" + later)
                      / later2,
                  0.25, 4 * std::sqrt(0.25 * 0.75 / later2));

    MadeWorld schema("fraud", with("schema_break:amount@0.5"));
    QCOMPARE(schema.number("SELECT count(*) FROM transactions WHERE (amount IS NULL) = (amount_v2 IS NULL)"),
             0.0);
    QCOMPARE_NEAR(schema.number("SELECT sum(coalesce(amount, amount_v2)) FROM transactions"),
                  usual.number("SELECT sum(amount) FROM transactions"), 1e-4);

    // Each customer's own meter sticks at its own last value.
    MadeWorld meters("churn", {{"rows", 200}, {"incidents", incidentsOf("sensor_stuck:usage.data_gb@0.4")}});
    QCOMPARE(meters.number("SELECT max(n) FROM (SELECT count(DISTINCT data_gb) AS n FROM usage WHERE "
                           "week_start >= TIMESTAMP '2026-05-27' AND week_start < TIMESTAMP '2026-07-02' "
                           "GROUP BY customer_id)"),
             1.0);
    QVERIFY(meters.number("SELECT count(DISTINCT data_gb) FROM usage WHERE week_start = DATE '2026-06-11'")
            > 50);
}

void GenerateTest::aStopLeavesNothingBehind()
{
    QFETCH(QByteArray, name);
    const Scenario &scenario = *findScenario(name.toStdString()).value();
    const auto options =
        optionsOf(scenario, {{"rows", 200'000'000}, {"entities", name == "churn" ? 0 : 1000}});
    for (const char *format : {"csv", "parquet"}) {
        for (const int delayMs : {0, 150}) {
            const TemporaryFolder folder;
            std::stop_source stop;
            std::jthread later([&] {
                std::this_thread::sleep_for(std::chrono::milliseconds(delayMs));
                stop.request_stop();
            });
            const double start = steadySeconds();
            const auto result = generateScenario(scenario, options, {folder.path(), format, {}, 0},
                                                 {.stop = stop.get_token()});
            QVERIFY_FAILS(result, "base.cancelled");
            QVERIFY2(steadySeconds() - start < 0.5 + delayMs / 1000.0, "the stop took too long");
            QVERIFY(std::filesystem::is_empty(folder.path()));
        }
    }
}

void GenerateTest::aFolderThatCannotBeWrittenToIsNamed()
{
    const Scenario &scenario = *findScenario("reviews").value();
    const auto options = optionsOf(scenario, {{"rows", 10}});
    const TemporaryFolder folder;
    std::filesystem::permissions(folder.path(), std::filesystem::perms(0555));
    const auto answer = withoutRights([&] {
        return said(generateScenario(scenario, options, {folder.path(), "parquet", {}, 1}));
    });
    SKIP_IF_NOT_PERMITTED(answer);
    QCOMPARE_TEXT(answer,
                  "file.read_only: " + folder.path().string()
                      + " cannot be written to. Choose another folder, or ask for write permission.");
    const TemporaryFolder other;
    const auto file = other.write("file", "x");
    QVERIFY(!generateScenario(scenario, options, {file, "csv", {}, 1}).ok());
    QCOMPARE_TEXT(readText(file), "x");
}

void GenerateTest::aFullDiskIsNamed()
{
    const Scenario &scenario = *findScenario("reviews").value();
    const auto options = optionsOf(scenario, {{"rows", 40'000}});
    const TemporaryFolder folder;
    for (const char *format : {"csv", "parquet"}) {
        const auto answer = onSmallDisk(folder.path(), "512k", [&] {
            const auto made = said(generateScenario(scenario, options, {folder.path(), format, {}, 1}));
            return made + (std::filesystem::is_empty(folder.path()) ? "|empty" : "|left something");
        });
        SKIP_IF_NOT_PERMITTED(answer);
        QVERIFY2(answer.starts_with("file.disk_full: ") || answer.starts_with("data.engine_files: "),
                 answer.c_str());
        QVERIFY2(answer.ends_with("|empty"), answer.c_str());
    }
}

void GenerateTest::wrongSettingsAreSentences()
{
    const auto settings = [](const char *scenario, const Json &values) {
        return worldOptions(*findScenario(scenario).value(), values);
    };
    QVERIFY_FAILS(settings("churn", {{"entities", 10}}), "worlds.no_entities");
    QVERIFY_FAILS(settings("demand", {{"rows", 100}, {"days", 50}, {"entities", 3}}),
                  "worlds.entities_too_many");
    QVERIFY_FAILS(settings("feed", {{"start", "soon"}}), "worlds.start_wrong");
    QVERIFY_FAILS(settings("feed", {{"missing", 2}}), "parameter.out_of_range");
    QVERIFY_FAILS(worldOptions(*findScenario("churn").value(), Json::object(), {{"churn_rate", 2}}),
                  "parameter.out_of_range");
    QVERIFY_FAILS(worldOptions(*findScenario("churn").value(), Json::object(), {{"rate", 0.2}}),
                  "parameter.unknown");
    const Scenario &scenario = *findScenario("feed").value();
    const TemporaryFolder folder;
    QVERIFY_FAILS(
        generateScenario(scenario, optionsOf(scenario, {{"rows", 10}}), {folder.path(), "xlsx", {}, 0}),
        "data.format_unknown");
}

SLIPWAY_TEST_MAIN(GenerateTest)
#include "generate_test.moc"
