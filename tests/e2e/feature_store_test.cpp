#include "core/serve/client.h"
#include "tests/core/features/store/redis_server.h"
#include "tests/support/engine_process.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <fstream>
#include <signal.h>

using namespace slipway;
using namespace slipway::testing;

namespace {

QStringList words(const char *text)
{
    return QString::fromUtf8(text).split(u' ');
}

int portOf(QProcess &server)
{
    return Engine::waitForEvent(server, QStringLiteral("state")).value("port", 0);
}

/// The answer to Feast's question, once features are served.
serve::HttpAnswer ask(int port, const std::string &body)
{
    serve::HttpAnswer answer;
    for (int i = 0; i < 100; ++i) {
        const auto got = serve::request("POST", port, "/get-online-features", body);
        answer = got ? got.value() : serve::HttpAnswer();
        if (answer.status != 503)
            break;
        QTest::qWait(50);
    }
    return answer;
}

/// Feast's answer without the features that move with the clock.
Json still(Json answer)
{
    auto &names = answer["metadata"]["feature_names"];
    for (std::size_t i = names.size(); i-- > 0;) {
        if (names[i] == "item_age" || names[i] == "hour_of_day") {
            names.erase(i);
            answer["results"].erase(i);
        }
    }
    return answer;
}

void stop(QProcess &server)
{
    QVERIFY(server.processId() > 0); // 0 would mean this whole group
    ::kill(static_cast<pid_t>(server.processId()), SIGINT);
    server.waitForFinished(10'000);
}

const std::string question =
    R"({"feature_service":"feed","entities":{"user_id":[7,8,99999],"item_id":[12,99999,12]}})";

} // namespace

class FeatureStoreTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void saysWhatIsMissing();
    void materializesShowsAndAnswers();
    void theServerAnswersAsTheCommandDoes();
    void anUntouchedLogHasNoSkew();
    void aPlantedSkewIsFound();
    void theServerOrdersMaterializing();
    void rowsPushedToOfflineBecomeData();
    void redisMayGo();
    void aKilledMaterializationLeavesTheOldValues();
    void whatIsStoredOfAWithdrawnSetGoes();

private:
    /// The age of user 7 as the data knows it.
    Json knownAge() const;

    TemporaryFolder m_folder;
    std::unique_ptr<Engine> m_engine;
};

void FeatureStoreTest::initTestCase()
{
    m_engine = std::make_unique<Engine>(m_folder / "w");
    QVERIFY_EXIT_OK(m_engine->run(words("data generate --scenario feed --rows 3000 --seed 7")));
}

void FeatureStoreTest::saysWhatIsMissing()
{
    const auto get = m_engine->run(words("features get --entity user_id=7"));
    QCOMPARE(get.exit, 3);
    QVERIFY(get.errors.contains("slipway features materialize"));
    QCOMPARE(m_engine->run(words("features status")).exit, 3);
    QCOMPARE(m_engine->run(words("features skew")).exit, 3);
    QCOMPARE(m_engine->run(words("features materialize --store http://x")).exit, 2);
    QCOMPARE(m_engine->run(words("features materialize --to noon")).exit, 2);
    QCOMPARE(m_engine->run(words("features materialize --view none")).exit, 3);
    QCOMPARE(m_engine->run(words("features materialize --store redis://127.0.0.1:1")).exit, 5);
}

void FeatureStoreTest::materializesShowsAndAnswers()
{
    auto answer = m_engine->ask(words("features materialize"));
    QVERIFY_EXIT_OK(answer);
    auto json = answer.json();
    QCOMPARE(json.at("views").size(), std::size_t {6});
    QVERIFY(json.at("views")[0].at("rows").get<int>() > 10);
    QVERIFY(json.at("views")[0].at("from").is_null());
    QCOMPARE(json.at("expectations").at("checked").get<int>(), 0); // the feed's definitions expect nothing
    answer = m_engine->ask(words("features materialize --incremental"));
    QVERIFY_EXIT_OK(answer);
    QVERIFY(answer.json().at("views")[0].at("from").is_string());

    json = m_engine->ask(words("features status")).json();
    QCOMPARE(json.at("views").size(), std::size_t {6});
    for (const auto &view : json.at("views")) {
        QVERIFY(view.at("current").get<bool>());
        for (const auto &share : view.at("completeness"))
            QVERIFY(share.get<double>() > 0 && share.get<double>() <= 1);
    }
    answer = m_engine->ask(words(
        "features get -e user_id=7 -e item_id=12 -f user_profile:user_age,item_ctr --full-feature-names"));
    QVERIFY_EXIT_OK(answer);
    QCOMPARE(answer.json().at("metadata").at("feature_names"),
             Json::array({"user_id", "item_id", "user_profile__user_age", "derived__item_ctr"}));
    QCOMPARE(m_engine->run(words("features get -e user_id=7 -f item_ctr")).exit, 2);
    QCOMPARE(m_engine->run(words("features get -e user_id=7 -f nothing")).exit, 3);
}

void FeatureStoreTest::theServerAnswersAsTheCommandDoes()
{
    const auto server = m_engine->start(words("serve --port 0"));
    const int port = portOf(*server);
    const auto answer = ask(port, question);
    QCOMPARE(answer.status, 200);
    const auto typed = m_engine->ask(words("features get -e user_id=7,8,99999 -e item_id=12,99999,12"));
    QVERIFY_EXIT_OK(typed);
    auto fromServer = still(Json::parse(answer.body));
    auto fromCommand = still(typed.json());
    // What was typed is text, what was sent are numbers.
    for (auto *json : {&fromServer, &fromCommand})
        (*json)["results"].erase(0), (*json)["results"].erase(0);
    QVERIFY2(fromServer == fromCommand, fromServer.dump().c_str());
    const auto health = serve::request("GET", port, "/health");
    QVERIFY_OK(health);
    QCOMPARE(health.value().status, 503); // there is no model
    stop(*server);
}

void FeatureStoreTest::anUntouchedLogHasNoSkew()
{
    const auto answer = m_engine->ask(words("features skew"));
    QVERIFY_EXIT_OK(answer);
    const auto json = answer.json();
    QCOMPARE(json.at("requests").get<int>(), 1);
    QVERIFY(json.at("cells").get<int>() >= 3 * 15);
    QCOMPARE(json.at("different").get<int>(), 0);
    QCOMPARE(json.at("stale").get<int>(), 0);
    QVERIFY(json.at("passed").get<bool>());
}

void FeatureStoreTest::aPlantedSkewIsFound()
{
    std::string text;
    for (const auto &entry : std::filesystem::directory_iterator(m_engine->workspace() / "logs/served"))
        text += readText(entry.path());
    const auto at = text.find("\"user_historical_ctr\":0.");
    QVERIFY(at != std::string::npos);
    auto &digit = text[at + std::string_view("\"user_historical_ctr\":0.").size()];
    digit = digit == '9' ? '8' : static_cast<char>(digit + 1);
    const auto file = m_folder.write("planted.jsonl", text);
    const auto answer = m_engine->ask(words("features skew --log") << QString::fromStdString(file.string()));
    QCOMPARE(answer.exit, 1);
    const auto json = answer.json();
    QCOMPARE(json.at("different").get<int>(), 1);
    QCOMPARE(json.at("cells_different")[0].at("feature"), Json("user_historical_ctr"));
    QCOMPARE(m_engine->run(words("features skew --log /nowhere.jsonl")).exit, 3);
    const auto damaged = m_folder.write("damaged.jsonl", "{}\n{}\n");
    QCOMPARE(m_engine->run(words("features skew --log") << QString::fromStdString(damaged.string())).exit, 4);
}

void FeatureStoreTest::theServerOrdersMaterializing()
{
    const auto server = m_engine->start(words("serve --port 0"));
    const int port = portOf(*server);
    ask(port, question);
    const auto before = m_engine->ask(words("features status")).json().at("views")[0].at("materialized");
    const auto answer =
        serve::request("POST", port, "/materialize-incremental", R"({"end_ts":"2030-01-01T00:00:00Z"})");
    QVERIFY_OK(answer);
    QCOMPARE(answer.value().status, 200);
    QTRY_VERIFY_WITH_TIMEOUT(
        m_engine->ask(words("features status")).json().at("views")[0].at("materialized") != before, 20'000);
    QTRY_VERIFY_WITH_TIMEOUT(
        serve::request("GET", port, "/metrics")
                .value()
                .body.find("feast_materialization_duration_seconds_count{feature_view=\"user_profile\"} 1")
            != std::string::npos,
        5'000);
    stop(*server);
}

Json FeatureStoreTest::knownAge() const
{
    const auto known = m_engine->ask(words("features asof --entity user_id=7")).json();
    for (const auto &feature : known.value("features", Json::array())) {
        if (feature.at("name") == "user_age")
            return feature.at("value");
    }
    return known;
}

void FeatureStoreTest::rowsPushedToOfflineBecomeData()
{
    const auto none = m_engine->ask(words("features pushed"));
    QVERIFY_EXIT_OK(none);
    QVERIFY(none.json().at("views").empty());
    const auto server = m_engine->start(words("serve --port 0"));
    const int port = portOf(*server);
    ask(port, question);
    const auto push = [&](const std::string &source, const std::string &df) {
        const auto answer =
            serve::request("POST", port, "/push",
                           R"({"push_source_name":")" + source + R"(","to":"offline","df":)" + df + "}");
        return answer ? answer.value().status : 0;
    };
    QCOMPARE(push("user_profile",
                  R"({"user_id":[7],"user_age":[99],"user_country":["PT"],"user_segment":["casual"]})"),
             200);
    QCOMPARE(push("everybody_history", R"({"all_impressions":[1],"all_clicks":[1],"all_dwell_ms":[1]})"),
             200);
    stop(*server);

    const auto list = m_engine->ask(words("features pushed"));
    QVERIFY_EXIT_OK(list);
    QCOMPARE(list.json().at("rows").get<int>(), 2);
    QCOMPARE(list.json().at("views")[0].at("fits").get<bool>(), false); // everybody's windows
    QCOMPARE(list.json().at("views")[1].at("rows").get<int>(), 1);
    QCOMPARE(list.json().at("views")[1].at("dataset"), Json("users@1"));
    const auto age = knownAge();
    QVERIFY(age != Json(99.0));

    const auto kept = m_engine->ask(words("features pushed --keep"));
    QVERIFY_EXIT_OK(kept);
    const auto version = kept.json().at("versions").at(0);
    QCOMPARE(version.at("name"), Json("users"));
    QCOMPARE(version.at("version").get<int>(), 2);
    QCOMPARE(kept.json().at("left").size(), std::size_t {1});
    QCOMPARE(knownAge(), Json(99.0));
    QCOMPARE(m_engine->ask(words("features pushed")).json().at("views")[1].at("kept").get<int>(), 1);
    const auto lineage = m_engine->run(words("data lineage users@2"));
    QVERIFY2(lineage.output.contains("data/pushed/feed.user_profile.jsonl"), lineage.output.constData());
    QCOMPARE(m_engine->run(words("features pushed --keep --view user_profile")).exit, 0); // nothing is new
    QCOMPARE(m_engine->run(words("features pushed --keep --view everybody_history")).exit, 4);
    QCOMPARE(m_engine->run(words("features pushed --view nothing")).exit, 3);

    QVERIFY_EXIT_OK(
        m_engine->run(QString::fromStdString(version.at("inverse").get<std::string>()).split(u' ')));
    QCOMPARE(knownAge(), age);
    QCOMPARE(m_engine->ask(words("features pushed")).json().at("views")[1].at("rows").get<int>(), 1);
    const auto file = m_engine->workspace() / "data/pushed/feed.user_profile.jsonl";
    std::ofstream(file, std::ios::app)
        << R"({"event_timestamp":"2026-01-01T00:00:00Z","user_id":7,"user_age":"old"})"
        << "\n";
    const auto refused = m_engine->run(words("features pushed --keep"));
    QCOMPARE(refused.exit, 4);
    QVERIFY2(refused.errors.contains("feed.user_profile.jsonl, line 2"), refused.errors.constData());
    std::filesystem::remove_all(file.parent_path());
    QVERIFY_EXIT_OK(m_engine->run(words("audit verify")));
}

void FeatureStoreTest::redisMayGo()
{
    if (!RedisServer::installed())
        QSKIP("redis-server is not on this machine");
    RedisServer redis(m_folder.path());
    const auto address = QString::fromStdString(redis.address());
    QVERIFY_EXIT_OK(m_engine->run(words("features materialize --store") << address));
    const auto server = m_engine->start(words("serve --port 0 --store") << address);
    const int port = portOf(*server);
    const auto before = ask(port, question);
    QCOMPARE(before.status, 200);
    QVERIFY(!before.headers.contains("x-slipway-stale"));
    redis.stop();
    for (int i = 0; i < 20; ++i) {
        const auto after = ask(port, question);
        QCOMPARE(after.status, 200);
        // The first may still find the rows at hand.
        if (i > 0 && after.headers.contains("x-slipway-stale")) {
            auto json = Json::parse(after.body);
            QVERIFY(json.at("metadata").at("stale").get<bool>());
            json["metadata"].erase("stale");
            QVERIFY(still(json) == still(Json::parse(before.body)));
        }
        QTest::qWait(100);
    }
    QCOMPARE_TEXT(ask(port, question).headers["x-slipway-stale"], "true");
    const auto metrics = serve::request("GET", port, "/metrics").value().body;
    QVERIFY(metrics.find("slipway_online_store_circuit_opened_total 1") != std::string::npos);
    stop(*server);
}

void FeatureStoreTest::aKilledMaterializationLeavesTheOldValues()
{
    const auto get = words("features get -e user_id=7 -e item_id=12 -f user_impressions,item_ctr");
    QVERIFY_EXIT_OK(m_engine->run(words("features materialize")));
    const auto before = m_engine->ask(get).json();
    for (const int milliseconds : {60, 120, 200}) {
        const auto job = m_engine->start(words("features materialize"));
        QTest::qWait(milliseconds);
        job->kill(); // nobody, where it has ended already; the process id of such a one means this whole
                     // group
        job->waitForFinished();
        const auto after = m_engine->ask(get);
        QVERIFY_EXIT_OK(after);
        QCOMPARE(after.json().at("results")[2].at("values"), before.at("results")[2].at("values"));
        QCOMPARE(after.json().at("results")[3].at("values"), before.at("results")[3].at("values"));
    }
    QVERIFY_EXIT_OK(m_engine->run(words("features materialize")));
}

void FeatureStoreTest::whatIsStoredOfAWithdrawnSetGoes()
{
    const auto online = [&] {
        int found = 0;
        const auto gc = m_engine->ask(words("gc")).json();
        for (const auto &each : gc.at("garbage"))
            found += each.at("kind") == "online" ? 1 : 0;
        return found;
    };
    QCOMPARE(online(), 0);
    QVERIFY_EXIT_OK(m_engine->run(words("features withdraw feed")));
    QCOMPARE(online(), 7); // six views, and with them the whole store
    QVERIFY(std::filesystem::exists(m_engine->workspace() / "online/data.mdb"));
    QVERIFY_EXIT_OK(m_engine->run(words("gc --yes")));
    QVERIFY(!std::filesystem::exists(m_engine->workspace() / "online"));
    QCOMPARE(online(), 0);
}

SLIPWAY_TEST_MAIN(FeatureStoreTest)
#include "feature_store_test.moc"
