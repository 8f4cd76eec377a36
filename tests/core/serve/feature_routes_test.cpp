#include "core/features/definitions/read.h"
#include "core/features/store/entity_key.h"
#include "core/features/store/feature_question.h"
#include "core/features/store/lmdb_store.h"
#include "core/features/store/materialize.h"
#include "core/features/store/served_rows.h"
#include "core/serve/client.h"
#include "core/serve/server.h"
#include "tests/core/serve/exposition.h"
#include "tests/core/serve/numbered_scorer.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <fstream>
#include <mutex>

using namespace slipway;
using namespace slipway::serve;
using namespace slipway::testing;

namespace {

constexpr std::string_view driving = R"yaml(
features: driving
owner: someone
labels: {table: rides, time: ridden_at, target: tip}
entities:
  - {name: driver, keys: [driver_id]}
sources:
  - {name: stats, table: stats, event_time: seen_at}
request:
  - {name: weather, type: text, description: The weather}
views:
  - name: driver_hourly_stats
    entity: driver
    source: stats
    ttl: 1d
    features:
      - {name: conv_rate, column: conv_rate, description: Rate}
      - {name: acc_rate, column: acc_rate, description: Rate}
      - {name: home, column: home, type: text, description: Home}
derived:
  - {name: both, expression: conv_rate + acc_rate, description: Both}
)yaml";

/// A server with two drivers, of whom the second's row is too old.
class World
{
public:
    World()
        : set(std::make_shared<const features::FeatureSet>(
            features::readFeatureSet(driving, "driving.yaml").value()))
        , now(utcNow())
        , store(std::move(features::LmdbStore::open(folder / "online", {.create = true})).value())
    {
        const auto &view = set->views.front();
        auto planned = features::plannedView(*set, view, 3);
        planned.to = now;
        auto writer = std::move(store->writer(planned, features::WriteMode::Replace)).value();
        features::RowWriter row(planned.layout);
        for (const std::int64_t driver : {1001, 1002}) {
            row.begin(driver == 1001 ? now - microsPerSecond : now - 2 * microsPerDay, 0);
            row.setNumber(0, 0.7);
            if (driver == 1002)
                row.setNumber(1, 0.25);
            row.setText(2, "Setúbal \"north\"");
            features::EntityKey key;
            key.add(driver);
            const features::NewRow one {key.bytes(), row.bytes()};
            static_cast<void>(writer->put({&one, 1}));
        }
        static_cast<void>(writer->commit(planned));
        ServeOptions options;
        options.port = 0;
        options.threads = 2;
        options.featureLog.folder = folder / "served";
        options.featureWork.materialize = [this](const FeatureWork::Order &order) -> Status {
            const std::lock_guard lock(mutex);
            orders.push_back(order);
            return done();
        };
        options.featureWork.keepOffline = [this](const auto &, const auto &name,
                                                 const auto &lines) -> Status {
            const std::lock_guard lock(mutex);
            offline += name + ": " + lines;
            return done();
        };
        server = std::move(Server::start(options, loadNumbered)).value();
    }

    void serve()
    {
        auto source = std::make_shared<FeatureSource>();
        source->sets = {{set, 3}};
        source->store = store;
        server->serveFeatures(source);
    }

    HttpAnswer post(const std::string &path, const std::string &body) const
    {
        auto answer = request("POST", server->port(), path, body);
        return answer ? std::move(answer).value() : HttpAnswer();
    }

    Json get(const std::string &body) const { return Json::parse(post("/get-online-features", body).body); }

    TemporaryFolder folder;
    std::shared_ptr<const features::FeatureSet> set;
    TimeMicros now;
    std::shared_ptr<features::OnlineStore> store;
    std::mutex mutex;
    std::vector<FeatureWork::Order> orders;
    std::string offline;
    std::unique_ptr<Server> server;
};

/// {"module","class","message"} out of the text that Feast puts them into.
Json feastError(const HttpAnswer &answer)
{
    const auto text = Json::parse(answer.body, nullptr, false);
    return text.is_string() ? Json::parse(text.get<std::string>(), nullptr, false) : Json();
}

const std::string twoDrivers =
    R"({"features":["driver_hourly_stats:conv_rate","driver_hourly_stats:acc_rate"],"entities":{"driver_id":[1001,1002,1003]}})";

} // namespace

class FeatureRoutesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void answersColumnByColumn();
    void aServiceIsAWholeSet();
    void fullNamesNameTheView();
    void derivedFeaturesAreAnsweredToo();
    void keysThatCannotBeAreInvalid();
    void errorsHaveFeastsForm();
    void badBodiesAreAnswered();
    void answersWithoutAModelAndNotWithoutFeatures();
    void pushesAreSeenAtOnce();
    void pushesOfflineAreKept();
    void pushedRowsMustBeWhole();
    void materializeIsOrdered();
    void metricsHaveFeastsNames();
    void logsWhatItServed();
    void logsNoMoreThanAllowed();
    void examplesOfTheDocumentationWork();
};

// Feast's own test looks for the entity's values at the place of its name.
void FeatureRoutesTest::answersColumnByColumn()
{
    World world;
    world.serve();
    const auto json = world.get(twoDrivers);
    QCOMPARE(json.at("metadata"),
             (Json {{"feature_names", Json::array({"driver_id", "conv_rate", "acc_rate"})}}));
    const auto &results = json.at("results");
    QCOMPARE(results.size(), std::size_t {3});
    QCOMPARE(results[0].at("values"), Json::array({1001, 1002, 1003}));
    QCOMPARE(results[0].at("statuses"), Json::array({"PRESENT", "PRESENT", "PRESENT"}));
    QCOMPARE(results[0].at("event_timestamps")[2], Json("1970-01-01T00:00:00Z"));
    QCOMPARE(results[1].at("values"), Json::array({0.7, nullptr, nullptr}));
    QCOMPARE(results[1].at("statuses"), Json::array({"PRESENT", "OUTSIDE_MAX_AGE", "NOT_FOUND"}));
    QCOMPARE(results[1].at("event_timestamps")[0], Json(isoTime(world.now - microsPerSecond)));
    QCOMPARE(results[2].at("statuses"), Json::array({"NULL_VALUE", "OUTSIDE_MAX_AGE", "NOT_FOUND"}));
}

void FeatureRoutesTest::aServiceIsAWholeSet()
{
    World world;
    world.serve();
    const auto json =
        world.get(R"({"feature_service":"driving","entities":{"driver_id":["1001"],"weather":["rain"]}})");
    QCOMPARE(json.at("metadata").at("feature_names"),
             Json::array({"driver_id", "weather", "conv_rate", "acc_rate", "home", "both"}));
    QCOMPARE(json.at("results")[1].at("values"), Json::array({"rain"}));
    QCOMPARE(json.at("results")[4].at("values"), Json::array({"Setúbal \"north\""}));
}

void FeatureRoutesTest::fullNamesNameTheView()
{
    World world;
    world.serve();
    const auto json = world.get(
        R"({"features":["both","driver_hourly_stats:home"],"entities":{"driver_id":[1001]},"full_feature_names":true})");
    QCOMPARE(json.at("metadata").at("feature_names"),
             Json::array({"driver_id", "derived__both", "driver_hourly_stats__home"}));
}

void FeatureRoutesTest::derivedFeaturesAreAnsweredToo()
{
    World world;
    world.serve();
    const auto json = world.get(R"({"features":["derived:both"],"entities":{"driver_id":[1001]}})");
    QCOMPARE(json.at("results")[1].at("statuses"), Json::array({"NULL_VALUE"}));
}

void FeatureRoutesTest::keysThatCannotBeAreInvalid()
{
    World world;
    world.serve();
    const auto json = world.get(
        R"({"features":["driver_hourly_stats:home"],"entities":{"driver_id":[1.5,true,null,[1],18446744073709551615]}})");
    QCOMPARE(json.at("results")[1].at("statuses"),
             Json::array({"INVALID", "INVALID", "NOT_FOUND", "INVALID", "INVALID"}));
}

void FeatureRoutesTest::errorsHaveFeastsForm()
{
    World world;
    world.serve();
    const auto fails = [&](const std::string &body, int status, const char *name) {
        const auto answer = world.post("/get-online-features", body);
        const auto error = feastError(answer);
        QCOMPARE(answer.status, status);
        QCOMPARE_TEXT(error.at("class").get<std::string>(), name);
        QVERIFY(error.at("module").is_string());
        QVERIFY(error.at("message").get<std::string>().ends_with("."));
    };
    fails(R"({"features":["nowhere:x"],"entities":{"driver_id":[1]}})", 404, "FeatureViewNotFoundException");
    fails(R"({"features":["driver_hourly_stats:x"],"entities":{"driver_id":[1]}})", 404,
          "FeatureViewNotFoundException");
    fails(R"({"feature_service":"x","entities":{"driver_id":[1]}})", 404, "FeatureServiceNotFoundException");
    fails(R"({"features":["both","derived:both"],"entities":{"driver_id":[1]}})", 422,
          "FeatureNameCollisionError");
    fails(R"({"features":["both"],"entities":{"rider_id":[1]}})", 422, "FeastEntityDFMissingColumnsError");
}

void FeatureRoutesTest::badBodiesAreAnswered()
{
    World world;
    world.serve();
    for (const auto &[body, status] :
         {std::pair {"", 422},
          {"{", 400},
          {"[]", 422},
          {"{}", 422},
          {R"({"entities":1})", 422},
          {R"({"entities":{}})", 422},
          {R"({"entities":{"driver_id":1}})", 422},
          {R"({"entities":{"driver_id":[1],"weather":[]}})", 422},
          {R"({"entities":{"driver_id":[1],"driver_id":[2]}})", 422},
          {R"({"entities":{"driver_id":[1]},"features":[1]})", 422},
          {R"({"entities":{"driver_id":[1]},"features":"both"})", 422},
          {R"({"entities":{"driver_id":[1]},"full_feature_names":"yes"})", 422},
          {R"({"entities":{"driver_id":[1]},"features":["both"],"feature_service":"driving"})", 422}}) {
        const auto answer = world.post("/get-online-features", body);
        QVERIFY2(answer.status == status, body);
        QVERIFY2(feastError(answer).contains("message"), body);
    }
    for (const auto *path : {"/push", "/write-to-online-store", "/materialize", "/materialize-incremental"}) {
        for (const auto *body : {"", "{", "[]", "{}", R"({"push_source_name":1})"})
            QVERIFY2(world.post(path, body).status / 100 == 4, path);
    }
}

void FeatureRoutesTest::answersWithoutAModelAndNotWithoutFeatures()
{
    World world;
    auto answer = world.post("/get-online-features", twoDrivers);
    QCOMPARE(answer.status, 503);
    QVERIFY(feastError(answer).at("message").get<std::string>().find("materialize") != std::string::npos);
    world.serve();
    QCOMPARE(world.post("/get-online-features", twoDrivers).status, 200);
    const auto health = request("GET", world.server->port(), "/health").value();
    QCOMPARE(health.status, 503);
    QCOMPARE(Json::parse(health.body).at("features"),
             (Json {{"store", "lmdb"}, {"sets", Json::array({"driving@3"})}}));
}

void FeatureRoutesTest::pushesAreSeenAtOnce()
{
    World world;
    world.serve();
    const auto frame = [&](const std::string &rate, TimeMicros time) {
        return R"("df":{"driver_id":[1002],"conv_rate":[)" + rate
            + R"(],"acc_rate":[1],"home":["x"],"seen_at":[")" + isoTime(time) + R"("]}})";
    };
    auto answer = world.post("/push", R"({"push_source_name":"stats",)" + frame("0.9", world.now));
    QCOMPARE(answer.status, 200);
    QCOMPARE_TEXT(answer.body, "null");
    QCOMPARE(world.get(twoDrivers).at("results")[1].at("values")[1], Json(0.9));
    // An older one does not count.
    answer = world.post("/write-to-online-store",
                        R"({"feature_view_name":"driver_hourly_stats",)" + frame("0.1", world.now - 5));
    QCOMPARE(answer.status, 200);
    QCOMPARE(world.get(twoDrivers).at("results")[1].at("values")[1], Json(0.9));
    answer = world.post("/write-to-online-store",
                        R"({"feature_view_name":"driver_hourly_stats",)" + frame("0.2", world.now + 5));
    QCOMPARE(world.get(twoDrivers).at("results")[1].at("values")[1], Json(0.2));
    QVERIFY(world.offline.empty());
}

void FeatureRoutesTest::pushesOfflineAreKept()
{
    World world;
    world.serve();
    const std::string df =
        R"("df":{"driver_id":[1001,9],"conv_rate":[0.5,null],"acc_rate":[1,2],"home":["x","y"],"event_timestamp":["2030-01-01T00:00:00+00:00",null]}})";
    QCOMPARE(world.post("/push", R"({"push_source_name":"stats","to":"offline",)" + df).status, 200);
    QCOMPARE(world.get(twoDrivers).at("results")[1].at("values")[0], Json(0.7));
    QVERIFY(world.offline.starts_with("driver_hourly_stats: {"));
    const auto line = Json::parse(world.offline.substr(21, world.offline.find('\n') - 21));
    QCOMPARE(line.at("event_timestamp"), Json("2030-01-01T00:00:00.000000Z"));
    QCOMPARE(line.at("driver_id"), Json(1001));
    QCOMPARE(world.post("/push", R"({"push_source_name":"stats","to":"online_and_offline",)" + df).status,
             200);
    QCOMPARE(world.get(twoDrivers).at("results")[1].at("values")[0], Json(0.5));
    QCOMPARE(std::ranges::count(world.offline, '\n'), std::ptrdiff_t {4});
}

void FeatureRoutesTest::pushedRowsMustBeWhole()
{
    World world;
    world.serve();
    const auto pushed = [&](const std::string &source, const std::string &df) {
        return world.post("/push", R"({"push_source_name":")" + source + R"(","df":)" + df + "}");
    };
    const auto unknown = pushed("elsewhere", R"({"driver_id":[1]})");
    QCOMPARE(unknown.status, 422);
    QCOMPARE_TEXT(feastError(unknown).at("class").get<std::string>(), "PushSourceNotFoundException");
    for (const auto *df :
         {"{}", "[]", R"({"driver_id":[1]})", R"({"driver_id":[1],"conv_rate":[1],"acc_rate":[1]})",
          R"({"driver_id":[1],"conv_rate":[1],"acc_rate":[1],"home":[]})",
          R"({"driver_id":[1],"conv_rate":["high"],"acc_rate":[1],"home":["x"]})",
          R"({"driver_id":[null],"conv_rate":[1],"acc_rate":[1],"home":["x"]})",
          R"({"driver_id":[1],"conv_rate":[1],"acc_rate":[1],"home":["x"],"seen_at":["noon"]})"}) {
        const auto answer = pushed("stats", df);
        QVERIFY2(answer.status == 422, df);
        QVERIFY2(feastError(answer).contains("message"), df);
    }
    QCOMPARE(
        world.get(R"({"features":["both"],"entities":{"driver_id":[1]}})").at("results")[1].at("statuses"),
        Json::array({"NULL_VALUE"}));
}

void FeatureRoutesTest::materializeIsOrdered()
{
    World world;
    world.serve();
    QCOMPARE(
        world
            .post(
                "/materialize",
                R"({"start_ts":"2026-01-01T00:00:00","end_ts":"2026-02-01 00:00:00+00:00","feature_views":["driver_hourly_stats"]})")
            .status,
        200);
    QCOMPARE(world.post("/materialize-incremental", R"({"end_ts":"2026-03-01"})").status, 200);
    QCOMPARE(world.orders.size(), std::size_t {2});
    QCOMPARE_TEXT(world.orders[0].set, "driving");
    QCOMPARE(world.orders[0].views, (std::vector<std::string> {"driver_hourly_stats"}));
    QCOMPARE(*world.orders[0].from, parseIsoTime("2026-01-01T00:00:00Z").value());
    QCOMPARE(world.orders[0].to, parseIsoTime("2026-02-01T00:00:00Z").value());
    QVERIFY(world.orders[1].incremental && world.orders[1].views.empty() && !world.orders[1].from);
    for (const auto &[body, status] :
         {std::pair {R"({"start_ts":"2026-01-02T00:00:00","end_ts":"2026-01-01T00:00:00"})", 422},
          {R"({"start_ts":"soon","end_ts":"2026-01-01T00:00:00"})", 422},
          {R"({"start_ts":"2026-01-01T00:00:00","end_ts":"2026-02-01T00:00:00","feature_views":["x"]})",
           404}})
        QCOMPARE(world.post("/materialize", body).status, status);
    QCOMPARE(world.orders.size(), std::size_t {2});
}

void FeatureRoutesTest::metricsHaveFeastsNames()
{
    World world;
    world.serve();
    for (int i = 0; i < 3; ++i)
        world.post("/get-online-features", twoDrivers);
    world.post("/get-online-features", "{");
    world.server->setMaterialized("driver_hourly_stats", 0.3);
    const auto read = ExpositionReader(request("GET", world.server->port(), "/metrics").value().body).take();
    QVERIFY2(read.complaints.empty(), read.complaints.empty() ? "" : read.complaints.front().c_str());
    const auto requests = [&](const char *status) {
        return read.value("feast_feature_server_request_total",
                          {{"endpoint", "/get-online-features"}, {"status", status}});
    };
    QCOMPARE(requests("success"), 3.0);
    QCOMPARE(requests("error"), 1.0);
    QCOMPARE(read.value("feast_feature_server_request_latency_seconds_count",
                        {{"endpoint", "/get-online-features"}}),
             4.0);
    QCOMPARE(read.value("feast_online_features_entity_count_sum"), 9.0);
    const double age =
        read.value("feast_feature_freshness_seconds", {{"feature_view", "driver_hourly_stats"}});
    QVERIFY2(age >= 1 && age < 100, qPrintable(QString::number(age)));
    QCOMPARE(
        read.value("feast_materialization_duration_seconds_count", {{"feature_view", "driver_hourly_stats"}}),
        1.0);
    QCOMPARE(read.value("slipway_online_rows", {{"feature_view", "driver_hourly_stats"}}), 2.0);
}

void FeatureRoutesTest::logsWhatItServed()
{
    World world;
    world.serve();
    world.post("/get-online-features", twoDrivers);
    world.server.reset(); // writes what is waiting
    std::vector<features::ServedRow> rows;
    for (const auto &entry : std::filesystem::directory_iterator(world.folder / "served")) {
        std::ifstream stream(entry.path());
        for (std::string line; std::getline(stream, line);) {
            auto row = features::readServedRow(line, "the log");
            QVERIFY_OK(row);
            rows.push_back(std::move(row).value());
        }
    }
    QCOMPARE(rows.size(), std::size_t {3});
    QCOMPARE_TEXT(rows[0].set, "driving");
    QCOMPARE(rows[0].version, std::int64_t {3});
    QCOMPARE(rows[0].entities.at("driver_id"), Json(1001));
    QCOMPARE(rows[0].features.at("conv_rate"), Json(0.7));
    QVERIFY(rows[1].features.at("conv_rate").is_null());
    QVERIFY(rows[0].request == rows[2].request && rows[0].time == rows[2].time);
    const auto &view = rows[0].views.at("driver_hourly_stats");
    QCOMPARE(*view.eventTime, world.now - microsPerSecond);
    QCOMPARE(view.asOf, world.now);
    QVERIFY(!rows[2].views.at("driver_hourly_stats").eventTime);
}

void FeatureRoutesTest::logsNoMoreThanAllowed()
{
    World world;
    auto answerer = features::FeatureAnswerer::make(world.set, *world.store);
    QVERIFY_OK(answerer);
    features::FeatureQuestion question;
    question.entities = {{"driver_id", {features::OnlineInput::ofWhole(1001)}}};
    QVERIFY_OK(answerer.value().answer(question, world.now));
    for (const auto &[share, limit, least, most] : {std::tuple {1.0, 1'000'000, 1000, 1000},
                                                    {0.25, 1'000'000, 250, 250},
                                                    {1.0, 10, 1, 40},
                                                    {0.0, 10, 0, 0}}) {
        const auto folder = world.folder / ("log-" + std::to_string(share) + std::to_string(limit));
        {
            FeatureLog log(
                {.folder = folder, .share = share, .rowsASecond = limit, .fileBytes = 50'000, .files = 3});
            for (int i = 0; i < 1000; ++i)
                log.offer(answerer.value().reader(), answerer.value().asked(), answerer.value().answers(), 1);
        }
        int lines = 0;
        int files = 0;
        std::error_code none;
        for (const auto &entry : std::filesystem::directory_iterator(folder, none)) {
            std::ifstream stream(entry.path());
            for (std::string line; std::getline(stream, line); ++lines) { }
            ++files;
        }
        QVERIFY(files <= 3);
        if (files < 3)
            QVERIFY2(lines >= least && lines <= most, qPrintable(QString::number(lines)));
    }
}

void FeatureRoutesTest::examplesOfTheDocumentationWork()
{
    World world;
    world.serve();
    const auto api = Json::parse(request("GET", world.server->port(), "/openapi.json").value().body);
    QVERIFY(request("GET", world.server->port(), "/docs").value().body.find("/get-online-features")
            != std::string::npos);
    for (const auto *path : {"/get-online-features", "/push", "/write-to-online-store", "/materialize",
                             "/materialize-incremental"}) {
        const auto &operation = api.at("paths").at(path).at("post");
        const auto answer = world.post(path, "{}");
        QVERIFY2(operation.at("responses").contains(std::to_string(answer.status)), path);
        const auto reference =
            operation.at("requestBody").at("content").at("application/json").at("schema").at("$ref");
        QVERIFY(api.contains(Json::json_pointer(reference.get<std::string>().substr(1))));
    }
}

SLIPWAY_TEST_MAIN(FeatureRoutesTest)
#include "feature_routes_test.moc"
