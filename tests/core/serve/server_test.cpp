#include "core/serve/client.h"
#include "core/serve/server.h"
#include "tests/core/serve/exposition.h"
#include "tests/core/serve/numbered_scorer.h"
#include "tests/core/serve/raw_connection.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_data.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <atomic>
#include <thread>

using namespace slipway;
using namespace slipway::serve;
using namespace slipway::testing;

namespace {

std::unique_ptr<Server> startServer(const std::string &version = "7")
{
    ServeOptions options;
    options.port = 0;
    options.threads = 2;
    options.modelFolder = version;
    options.modelVersion = version;
    auto server = Server::start(options, loadNumbered);
    return server ? std::move(server).value() : nullptr;
}

std::string post(const std::string &body)
{
    return "POST /predict HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
        + std::to_string(body.size()) + "\r\n\r\n" + body;
}

Json jsonAt(const Server &server, const char *path)
{
    const auto answer = request("GET", server.port(), path);
    return answer ? Json::parse(answer.value().body, nullptr, false) : Json();
}

Exposition metricsOf(const Server &server)
{
    const auto answer = request("GET", server.port(), "/metrics");
    return ExpositionReader(answer ? answer.value().body : std::string()).take();
}

const std::string documentsRequest =
    R"({"user_id":123,"item_ids":[1001,1003,1002],"context":{"device":"mobile"}})";

} // namespace

class ServerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void ranksTheItems();
    void keepsTheOrderOfEqualScores();
    void flagsWhatItDoesNotKnow();
    void refusesBadBodiesWithASentence();
    void everyTortureFileIsAnswered();
    void isUnhealthyWithoutAModel();
    void becomesHealthyWithAModel();
    void isDegradedAfterAFailedReload();
    void isUnhealthyWhereTheFirstModelIsBroken();
    void neverMixesVersionsWhileReloading();
    void metricsAddUp();
    void documentsItsRoutes();
    void statsTellWhatHappened();
    void refusesAScenarioThatItDoesNotServe();
};

void ServerTest::ranksTheItems()
{
    const auto server = startServer();
    const auto answer = request("POST", server->port(), "/predict", documentsRequest);
    QVERIFY_OK(answer);
    QCOMPARE(answer.value().status, 200);
    QCOMPARE_TEXT(answer.value().headers.at("content-type"), "application/json");
    const auto json = Json::parse(answer.value().body);
    QCOMPARE(json.at("user_id").get<int>(), 123);
    QCOMPARE_TEXT(json.at("model_version").get<std::string>(), "7");
    QVERIFY(json.at("latency_ms").get<double>() >= 0);
    const std::vector<std::int64_t> best {1003, 1002, 1001};
    QCOMPARE(json.at("predictions").size(), best.size());
    for (std::size_t i = 0; i < best.size(); ++i) {
        const auto &prediction = json.at("predictions")[i];
        QCOMPARE(prediction.at("item_id").get<std::int64_t>(), best[i]);
        QCOMPARE(prediction.at("rank").get<std::size_t>(), i + 1);
        QCOMPARE(prediction.at("score").get<float>(), NumberedScorer::scoreOf(best[i], 7));
    }
}

// 1, 101 and 201 have one score; 2 has a better one.
void ServerTest::keepsTheOrderOfEqualScores()
{
    const auto server = startServer();
    const auto answer =
        request("POST", server->port(), "/predict", R"({"user_id":1,"item_ids":[201,1,2,101,1]})");
    QVERIFY_OK(answer);
    std::vector<int> order;
    const auto json = Json::parse(answer.value().body);
    for (const auto &prediction : json.at("predictions"))
        order.push_back(prediction.at("item_id").get<int>());
    QCOMPARE(order, (std::vector<int> {2, 201, 1, 101, 1}));
}

void ServerTest::flagsWhatItDoesNotKnow()
{
    const auto server = startServer();
    const auto known = request("POST", server->port(), "/predict", R"({"user_id":1,"item_ids":[5,2000004]})");
    QVERIFY_OK(known);
    const auto json = Json::parse(known.value().body);
    QVERIFY(!json.at("cold_start").get<bool>());
    QVERIFY(!json.at("predictions")[0].at("cold_start").get<bool>());
    QVERIFY(json.at("predictions")[1].at("cold_start").get<bool>());
    const auto fresh = request("POST", server->port(), "/predict", R"({"user_id":2000000,"item_ids":[5]})");
    QVERIFY_OK(fresh);
    QCOMPARE(fresh.value().status, 200);
    QVERIFY(Json::parse(fresh.value().body).at("cold_start").get<bool>());
}

void ServerTest::refusesBadBodiesWithASentence()
{
    const auto server = startServer();
    for (const auto &[body, status] : {std::pair {"", 400},
                                       {"{", 400},
                                       {"[]", 422},
                                       {R"({"user_id":1.5,"item_ids":[1]})", 422},
                                       {R"({"user_id":1,"item_ids":[]})", 422},
                                       {R"({"user_id":1,"user_id":2,"item_ids":[1]})", 422}}) {
        const auto answer = request("POST", server->port(), "/predict", body);
        QVERIFY_OK(answer);
        QCOMPARE(answer.value().status, status);
        QCOMPARE_TEXT(answer.value().headers.at("content-type"), "application/problem+json");
        const auto problem = Json::parse(answer.value().body);
        QCOMPARE(problem.at("status").get<int>(), status);
        QVERIFY(problem.at("detail").get<std::string>().ends_with("."));
    }
    QCOMPARE(request("GET", server->port(), "/predict").value().headers.at("allow"), std::string("POST"));
}

void ServerTest::everyTortureFileIsAnswered()
{
    const auto folder = testData("torture/jsontestsuite/test_parsing");
    if (!folder)
        QSKIP("the JSON torture suite is not on this machine");
    const auto server = startServer();
    RawConnection client(server->port());
    for (const auto &file : std::filesystem::directory_iterator(*folder)) {
        QVERIFY(client.send(post(readText(file.path()))));
        const auto status = statusOf(client.answer());
        QVERIFY2(status == 400 || status == 422, file.path().filename().c_str());
    }
}

void ServerTest::isUnhealthyWithoutAModel()
{
    ServeOptions options;
    options.port = 0;
    auto server = Server::start(options, loadNumbered);
    QVERIFY_OK(server);
    const int port = server.value()->port();
    const auto health = request("GET", port, "/health");
    QVERIFY_OK(health);
    QCOMPARE(health.value().status, 503);
    const auto json = Json::parse(health.value().body);
    QCOMPARE_TEXT(json.at("status").get<std::string>(), "unhealthy");
    QVERIFY(json.at("reason").get<std::string>().find("Promote") != std::string::npos);
    QVERIFY(json.at("model").is_null() && json.at("model_version").is_null());

    const auto answer = request("POST", port, "/predict", documentsRequest);
    QVERIFY_OK(answer);
    QCOMPARE(answer.value().status, 503);
    QVERIFY(Json::parse(answer.value().body).at("detail") == json.at("reason"));
    QVERIFY(metricsOf(*server.value()).complaints.empty());
}

void ServerTest::becomesHealthyWithAModel()
{
    ServeOptions options;
    options.port = 0;
    auto server = Server::start(options, loadNumbered);
    QVERIFY_OK(server);
    QVERIFY_OK(server.value()->reload("3", "3"));
    const auto health = request("GET", server.value()->port(), "/health");
    QVERIFY_OK(health);
    QCOMPARE(health.value().status, 200);
    const auto json = Json::parse(health.value().body);
    QCOMPARE_TEXT(json.at("status").get<std::string>(), "healthy");
    QCOMPARE_TEXT(json.at("model_version").get<std::string>(), "3");
    QCOMPARE_TEXT(json.at("model").at("id").get<std::string>(), "model-3");
    QVERIFY(!json.contains("reason"));
    QVERIFY(json.at("uptime_seconds").get<double>() > 0);
}

void ServerTest::isDegradedAfterAFailedReload()
{
    const auto server = startServer("7");
    QVERIFY_FAILS(server->reload("broken", "8"), "serve.reload_failed");
    const auto health = request("GET", server->port(), "/health");
    QVERIFY_OK(health);
    QCOMPARE(health.value().status, 200);
    const auto json = Json::parse(health.value().body);
    QCOMPARE_TEXT(json.at("status").get<std::string>(), "degraded");
    QCOMPARE_TEXT(json.at("model_version").get<std::string>(), "7");
    QVERIFY(json.at("reason").get<std::string>().find("broken has no number") != std::string::npos);
    QCOMPARE(request("POST", server->port(), "/predict", documentsRequest).value().status, 200);
    QVERIFY_OK(server->reload("9", "9"));
    QCOMPARE_TEXT(jsonAt(*server, "/health").at("status").get<std::string>(), "healthy");
}

void ServerTest::isUnhealthyWhereTheFirstModelIsBroken()
{
    const auto server = startServer("broken");
    QVERIFY(server != nullptr);
    const auto health = jsonAt(*server, "/health");
    QCOMPARE_TEXT(health.at("status").get<std::string>(), "unhealthy");
    QVERIFY(health.at("reason").get<std::string>().find("broken has no number") != std::string::npos);
}

void ServerTest::neverMixesVersionsWhileReloading()
{
    const auto server = startServer("1");
    std::atomic<bool> stop {false};
    std::atomic<int> answered {0};
    std::atomic<int> wrong {0};
    std::vector<std::jthread> clients;
    for (int i = 0; i < 4; ++i) {
        clients.emplace_back([&, port = server->port()] {
            RawConnection client(port);
            while (!stop) {
                client.send(post(documentsRequest) + post(documentsRequest));
                for (int k = 0; k < 2; ++k) {
                    const auto answer = client.answer();
                    const auto json = Json::parse(bodyOf(answer), nullptr, false);
                    bool good = statusOf(answer) == 200 && json.is_object();
                    for (std::size_t p = 0; good && p < json["predictions"].size(); ++p) {
                        const auto &prediction = json["predictions"][p];
                        good = prediction["score"].get<float>()
                            == NumberedScorer::scoreOf(prediction["item_id"].get<int>(),
                                                       std::stoi(json["model_version"].get<std::string>()));
                    }
                    wrong += !good;
                    ++answered;
                }
            }
        });
    }
    for (int version = 2; version < 200; ++version) {
        QVERIFY_OK(server->reload(std::to_string(version), std::to_string(version)));
        if (version % 10 == 0)
            QVERIFY(!server->reload("broken", "broken"));
        std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
    stop = true;
    clients.clear();
    QCOMPARE(wrong.load(), 0);
    QVERIFY(answered > 100);
}

void ServerTest::metricsAddUp()
{
    const auto server = startServer("7");
    server->setModelAccuracy(0.9);
    for (int i = 0; i < 5; ++i)
        QVERIFY_OK(request("POST", server->port(), "/predict", documentsRequest));
    QVERIFY_OK(request("POST", server->port(), "/predict", "{"));
    QVERIFY_OK(request("POST", server->port(), "/predict", "[]"));
    QVERIFY_OK(request("GET", server->port(), "/nowhere"));

    const auto answer = request("GET", server->port(), "/metrics");
    QVERIFY_OK(answer);
    QCOMPARE_TEXT(answer.value().headers.at("content-type"), "text/plain; version=0.0.4; charset=utf-8");
    const auto read = ExpositionReader(answer.value().body).take();
    QVERIFY2(read.complaints.empty(), read.complaints.empty() ? "" : read.complaints.front().c_str());
    // 1001, 1003, 1002 score below 0.3.
    QCOMPARE(read.value("feed_predictions_total",
                        {{"model_version", "7"}, {"endpoint", "/predict"}, {"risk_category", "low"}}),
             15.0);
    QCOMPARE(read.value("feed_prediction_errors_total", {{"error_type", "invalid_json"}}), 1.0);
    QCOMPARE(read.value("feed_prediction_errors_total", {{"error_type", "invalid_request"}}), 1.0);
    QCOMPARE(read.value("feed_prediction_errors_total", {{"error_type", "no_model"}}), 0.0);
    QCOMPARE(read.value("feed_prediction_latency_seconds_count", {{"endpoint", "/predict"}}), 7.0);
    QCOMPARE(read.value("feed_batch_size_count"), 5.0);
    QCOMPARE(read.value("feed_batch_size_sum"), 15.0);
    QCOMPARE(read.value("feed_http_requests_total", {{"code", "200"}}), 5.0);
    QCOMPARE(read.value("feed_http_requests_total", {{"code", "404"}}), 1.0);
    QCOMPARE(read.value("feed_model_accuracy"), 0.9);
    QCOMPARE(
        read.value("feed_model_info", {{"version", "7"}, {"model_id", "model-7"}, {"algorithm", "numbered"}}),
        1.0);
    QVERIFY(read.value("process_resident_memory_bytes") > 1e6);
    QVERIFY(read.value("process_open_fds") > 3);
    QVERIFY(read.value("process_cpu_seconds_total") > 0);
    // Started within the last hour, by the clock that the test goes by.
    const double age = static_cast<double>(std::time(nullptr)) - read.value("process_start_time_seconds");
    QVERIFY2(age > -5 && age < 3600, qPrintable(QString::number(age)));
}

void ServerTest::documentsItsRoutes()
{
    const auto server = startServer();
    const auto docs = request("GET", server->port(), "/docs");
    QVERIFY_OK(docs);
    QCOMPARE(docs.value().status, 200);
    QVERIFY(docs.value().headers.at("content-type").starts_with("text/html"));
    const auto api = jsonAt(*server, "/openapi.json");
    QCOMPARE_TEXT(api.at("openapi").get<std::string>(), "3.1.0");
    for (const auto &[path, methods] : api.at("paths").items()) {
        for (const auto &[method, operation] : methods.items()) {
            if (method == "post" && path != "/predict")
                continue; // those of features need some; their own test asks them
            QString upper = QString::fromStdString(method).toUpper();
            const auto answer =
                request(upper.toStdString(), server->port(), path, method == "post" ? documentsRequest : "");
            QVERIFY_OK(answer);
            QVERIFY2(operation.at("responses").contains(std::to_string(answer.value().status)), path.c_str());
            QCOMPARE(answer.value().status, 200);
        }
    }
    // The example is one that works, and the answer has exactly the members that are promised.
    const auto &schemas = api.at("components").at("schemas");
    const auto example = schemas.at("Request").at("examples")[0].dump();
    const auto answer = request("POST", server->port(), "/predict", example);
    QVERIFY_OK(answer);
    const auto json = Json::parse(answer.value().body);
    QCOMPARE(json.size(), schemas.at("Answer").at("properties").size());
    for (const auto &[member, _] : schemas.at("Answer").at("properties").items())
        QVERIFY2(json.contains(member), member.c_str());
}

void ServerTest::statsTellWhatHappened()
{
    const auto server = startServer("7");
    QVERIFY(server->stats().at("latency_p50_ms").is_null());
    QVERIFY_OK(request("POST", server->port(), "/predict", documentsRequest));
    const auto stats = server->stats();
    QCOMPARE(stats.at("requests").get<int>(), 1);
    QCOMPARE(stats.at("predictions").get<int>(), 3);
    QCOMPARE(stats.at("errors").get<int>(), 0);
    QCOMPARE_TEXT(stats.at("status").get<std::string>(), "healthy");
    QCOMPARE(stats.at("port").get<int>(), server->port());
    QVERIFY(stats.at("latency_p99_ms").get<double>() >= stats.at("latency_p50_ms").get<double>());
}

void ServerTest::refusesAScenarioThatItDoesNotServe()
{
    ServeOptions options;
    options.port = 0;
    options.scenario = "weather";
    QVERIFY_FAILS(Server::start(options, loadNumbered), "serve.unknown_scenario");
}

SLIPWAY_TEST_MAIN(ServerTest)
#include "server_test.moc"
