#include "core/base/clock.h"
#include "core/serve/client.h"
#include "core/serve/http_server.h"
#include "core/serve/router.h"
#include "tests/core/serve/raw_connection.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <future>
#include <stdexcept>
#include <thread>

using namespace slipway;
using namespace slipway::serve;
using namespace slipway::testing;

namespace {

/// GET /hello, POST /echo, GET /slow (150 ms) and GET /throw.
Router &testRouter()
{
    static Router router({
        {"GET", "/hello",
         [](const HttpRequest &request, HttpResponse &response) {
             response.body = "hello " + std::string(request.query);
         }},
        {"POST", "/echo",
         [](const HttpRequest &request, HttpResponse &response) { response.body = request.body; }},
        {"GET", "/slow",
         [](const HttpRequest &, HttpResponse &response) {
             std::this_thread::sleep_for(std::chrono::milliseconds(150));
             response.body = "late";
         }},
        {"GET", "/throw",
         [](const HttpRequest &, HttpResponse &) { throw std::runtime_error("on purpose"); }},
    });
    return router;
}

std::unique_ptr<HttpServer> startServer(HttpOptions options = {})
{
    options.port = 0;
    options.threads = 2;
    auto server = HttpServer::start(options, testRouter());
    return server ? std::move(server).value() : nullptr;
}

constexpr const char *hello = "GET /hello?1 HTTP/1.1\r\nHost: x\r\n\r\n";

} // namespace

class HttpServerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void answersOnOneConnectionManyTimes();
    void answersPipelinedRequestsInOrder();
    void readsABodyInPiecesAndInChunks();
    void tellsAClientThatWaitsToContinue();
    void closesWhenTheClientAsks();
    void answersAClientThatHasStoppedSending();
    void leavesTheBodyOutOfHead();
    void saysWhatIsNotThere();
    void refusesWhatIsNotHttp_data();
    void refusesWhatIsNotHttp();
    void refusesALargeBodyBeforeReadingIt();
    void takesABodyOfExactlyTheLimit();
    void survivesAHandlerThatThrows();
    void dropsSlowAndIdleClients();
    void sendsAnAnswerThatTheClientTakesSlowly();
    void refusesConnectionsBeyondTheLimit();
    void servesManyConnections();
    void namesThePortThatIsTaken();
    void refusesAddressesAndPortsThatAreNone();
    void finishesWhatHasBegunWhenItStops();
    void stopsInTimeWhateverClientsDo();
    void clientSaysThatNobodyAnswers();
};

void HttpServerTest::answersOnOneConnectionManyTimes()
{
    const auto server = startServer();
    RawConnection client(server->port());
    for (int i = 0; i < 3; ++i) {
        QVERIFY(client.send(hello));
        const auto answer = client.answer();
        QCOMPARE(statusOf(answer), 200);
        QCOMPARE_TEXT(bodyOf(answer), "hello 1");
        QVERIFY(answer.find("Connection: keep-alive\r\n") != std::string::npos);
    }
    QCOMPARE(server->figures().requests, std::uint64_t {3});
    QCOMPARE(server->figures().connections, 1);
}

void HttpServerTest::answersPipelinedRequestsInOrder()
{
    const auto server = startServer();
    RawConnection client(server->port());
    std::string all;
    for (int i = 0; i < 2000; ++i)
        all += "GET /hello?" + std::to_string(i) + " HTTP/1.1\r\nHost: x\r\n\r\n";
    std::thread sender([&] { client.send(all); });
    for (int i = 0; i < 2000; ++i)
        QCOMPARE_TEXT(bodyOf(client.answer()), "hello " + std::to_string(i));
    sender.join();
}

void HttpServerTest::readsABodyInPiecesAndInChunks()
{
    const auto server = startServer();
    RawConnection client(server->port());
    for (const char *piece :
         {"POST /ec", "ho HTTP/1.1\r\nHo", "st: x\r\nContent-Length: 6\r\n\r", "\nabc", "def"}) {
        QVERIFY(client.send(piece));
        std::this_thread::sleep_for(std::chrono::milliseconds(2));
    }
    QCOMPARE_TEXT(bodyOf(client.answer()), "abcdef");
    QVERIFY(client.send("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n"));
    QVERIFY(client.send("2\r\nde\r\n0\r\n\r\n"));
    QCOMPARE_TEXT(bodyOf(client.answer()), "abcde");
}

void HttpServerTest::tellsAClientThatWaitsToContinue()
{
    const auto server = startServer();
    RawConnection client(server->port());
    QVERIFY(
        client.send("POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"));
    QCOMPARE(statusOf(client.answer()), 100);
    QVERIFY(client.send("ok"));
    QCOMPARE_TEXT(bodyOf(client.answer()), "ok");
}

void HttpServerTest::closesWhenTheClientAsks()
{
    const auto server = startServer();
    for (const char *request :
         {"GET /hello HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "GET /hello HTTP/1.0\r\n\r\n"}) {
        RawConnection client(server->port());
        QVERIFY(client.send(request));
        const auto answer = client.answer();
        QCOMPARE(statusOf(answer), 200);
        QVERIFY(answer.find("Connection: close\r\n") != std::string::npos);
        QVERIFY(client.closesWithin(2000));
    }
}

void HttpServerTest::answersAClientThatHasStoppedSending()
{
    const auto server = startServer();
    RawConnection client(server->port());
    QVERIFY(client.send(hello));
    client.closeSending();
    QCOMPARE(statusOf(client.answer()), 200);
    QVERIFY(client.closesWithin(2000));
}

void HttpServerTest::leavesTheBodyOutOfHead()
{
    const auto server = startServer();
    const auto answer = request("HEAD", server->port(), "/hello?1");
    QVERIFY_OK(answer);
    QCOMPARE(answer.value().status, 200);
    QVERIFY(answer.value().body.empty());
    QCOMPARE_TEXT(answer.value().headers.at("content-length"), "7");
}

void HttpServerTest::saysWhatIsNotThere()
{
    const auto server = startServer();
    const auto missing = request("GET", server->port(), "/nowhere");
    QVERIFY_OK(missing);
    QCOMPARE(missing.value().status, 404);
    QCOMPARE_TEXT(missing.value().headers.at("content-type"), "application/problem+json");
    const auto problem = Json::parse(missing.value().body);
    QCOMPARE_TEXT(problem.at("type").get<std::string>(), "about:blank");
    QCOMPARE_TEXT(problem.at("title").get<std::string>(), "Not Found");
    QCOMPARE(problem.at("status").get<int>(), 404);
    QVERIFY(problem.at("detail").get<std::string>().find("/nowhere") != std::string::npos);
    QVERIFY(problem.at("error") == problem.at("detail"));

    const auto wrong = request("DELETE", server->port(), "/hello");
    QVERIFY_OK(wrong);
    QCOMPARE(wrong.value().status, 405);
    QCOMPARE_TEXT(wrong.value().headers.at("allow"), "GET, HEAD");
    QCOMPARE(request("GET", server->port(), "/echo").value().status, 405);
}

void HttpServerTest::refusesWhatIsNotHttp_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::newRow("noise") << QByteArray("\x16\x03\x01 hello\r\n\r\n") << 400;
    QTest::newRow("HTTP/2") << QByteArray("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n") << 505;
    QTest::newRow("no host") << QByteArray("GET /hello HTTP/1.1\r\n\r\n") << 400;
    QTest::newRow("two hosts") << QByteArray("GET /hello HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n") << 400;
    QTest::newRow("two lengths") << QByteArray(
        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabc")
                                 << 400;
    QTest::newRow("length and chunks") << QByteArray(
        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")
                                       << 400;
    QTest::newRow("unknown transfer coding")
        << QByteArray("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n\r\n") << 501;
    QTest::newRow("compressed body") << QByteArray(
        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Encoding: gzip\r\nContent-Length: 1\r\n\r\nx")
                                     << 415;
    QTest::newRow("negative length") << QByteArray(
        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n")
                                     << 400;
    QTest::newRow("bad chunk") << QByteArray(
        "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n")
                               << 400;
    QTest::newRow("long header") << "GET /hello HTTP/1.1\r\nHost: x\r\nX-Long: " + QByteArray(20'000, 'a')
            + "\r\n\r\n" << 431;
    QTest::newRow("long target") << "GET /" + QByteArray(20'000, 'a') + " HTTP/1.1\r\nHost: x\r\n\r\n" << 431;
    QTest::newRow("endless chunk extension")
        << "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n1;" + QByteArray(60'000, 'a')
        << 431;
}

void HttpServerTest::refusesWhatIsNotHttp()
{
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    const auto server = startServer();
    RawConnection client(server->port());
    QVERIFY(client.send({bytes.constData(), static_cast<std::size_t>(bytes.size())}));
    const auto answer = client.answer();
    QCOMPARE(statusOf(answer), status);
    QVERIFY(!Json::parse(bodyOf(answer)).at("detail").get<std::string>().empty());
    QVERIFY(client.closesWithin(2000));
    // The server is as well as before.
    QCOMPARE(request("GET", server->port(), "/hello").value().status, 200);
}

void HttpServerTest::refusesALargeBodyBeforeReadingIt()
{
    const auto server = startServer();
    RawConnection client(server->port());
    QVERIFY(client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n"));
    QCOMPARE(statusOf(client.answer()), 413);
    // The answer also reaches a client that sends everything first, with and without a length.
    const auto whole = request("POST", server->port(), "/echo", std::string(3 << 20, 'x'));
    QVERIFY_OK(whole);
    QCOMPARE(whole.value().status, 413);
    RawConnection chunks(server->port());
    QVERIFY(chunks.send("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n100001\r\n"));
    QCOMPARE(statusOf(chunks.answer()), 413);
}

void HttpServerTest::takesABodyOfExactlyTheLimit()
{
    const auto server = startServer();
    const std::string body(1 << 20, 'x');
    const auto answer = request("POST", server->port(), "/echo", body);
    QVERIFY_OK(answer);
    QCOMPARE(answer.value().status, 200);
    QVERIFY(answer.value().body == body);
}

void HttpServerTest::survivesAHandlerThatThrows()
{
    const auto server = startServer();
    const auto answer = request("GET", server->port(), "/throw");
    QVERIFY_OK(answer);
    QCOMPARE(answer.value().status, 500);
    QCOMPARE(request("GET", server->port(), "/hello").value().status, 200);
}

void HttpServerTest::dropsSlowAndIdleClients()
{
    HttpOptions options;
    options.idleTimeoutMs = 80;
    options.requestTimeoutMs = 80;
    const auto server = startServer(options);
    RawConnection idle(server->port());
    RawConnection slow(server->port());
    // A byte now and then keeps nobody waiting longer: the time runs from the first one.
    for (const char byte : std::string("GET / HTTP")) {
        if (!slow.send({&byte, 1}))
            break;
        std::this_thread::sleep_for(std::chrono::milliseconds(15));
    }
    QCOMPARE(statusOf(slow.answer(1000)), 408);
    QVERIFY(slow.closesWithin(1000));
    QVERIFY(idle.closesWithin(1000));
}

void HttpServerTest::sendsAnAnswerThatTheClientTakesSlowly()
{
    const auto server = startServer();
    RawConnection client(server->port());
    // Far more than the sockets' buffers hold, so that the server has to wait for the client.
    const std::string body(1 << 20, 'y');
    std::thread sender([&] {
        for (int i = 0; i < 16; ++i)
            client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(body.size())
                        + "\r\n\r\n" + body);
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    for (int i = 0; i < 16; ++i)
        QVERIFY(bodyOf(client.answer()) == body);
    sender.join();
}

void HttpServerTest::refusesConnectionsBeyondTheLimit()
{
    HttpOptions options;
    options.maxConnections = 2;
    const auto server = startServer(options);
    RawConnection first(server->port());
    RawConnection second(server->port());
    for (auto *client : {&first, &second}) {
        QVERIFY(client->send(hello));
        QCOMPARE(statusOf(client->answer()), 200);
    }
    RawConnection third(server->port());
    const auto answer = third.answer();
    QCOMPARE(statusOf(answer), 503);
    QVERIFY(answer.find("Retry-After: 1\r\n") != std::string::npos);
    QVERIFY(first.send(hello));
    QCOMPARE(statusOf(first.answer()), 200);
}

void HttpServerTest::servesManyConnections()
{
    const auto server = startServer();
    std::vector<RawConnection> clients;
    for (int i = 0; i < 400; ++i)
        clients.emplace_back(server->port());
    for (int round = 0; round < 2; ++round) {
        for (auto &client : clients)
            QVERIFY(client.send(hello));
        for (auto &client : clients)
            QCOMPARE(statusOf(client.answer()), 200);
    }
    QCOMPARE(server->figures().connections, 400);
    clients.clear();
    QTRY_COMPARE(server->figures().connections, 0);
}

void HttpServerTest::namesThePortThatIsTaken()
{
    const auto server = startServer();
    HttpOptions options;
    options.port = server->port();
    const auto second = HttpServer::start(options, testRouter());
    QVERIFY_FAILS(second, "serve.port_taken");
    QVERIFY(second.error().code == ErrorCode::Environment);
    QVERIFY(second.error().message.find(std::to_string(server->port())) != std::string::npos);
    QVERIFY(second.error().message.find("--port") != std::string::npos);
    // And it is free again afterwards.
    server->stop();
    QVERIFY_OK(HttpServer::start(options, testRouter()));
}

void HttpServerTest::refusesAddressesAndPortsThatAreNone()
{
    QVERIFY_FAILS(HttpServer::start({.address = "nonsense", .port = 0}, testRouter()), "serve.bad_address");
    QVERIFY_FAILS(HttpServer::start({.address = "192.0.2.1", .port = 0}, testRouter()), "serve.bad_address");
    QVERIFY_FAILS(HttpServer::start({.port = 70'000}, testRouter()), "serve.bad_port");
}

void HttpServerTest::finishesWhatHasBegunWhenItStops()
{
    const auto server = startServer();
    RawConnection busy(server->port());
    RawConnection idle(server->port());
    QVERIFY(busy.send("GET /slow HTTP/1.1\r\nHost: x\r\n\r\n"));
    std::this_thread::sleep_for(std::chrono::milliseconds(40));
    auto stopped = std::async(std::launch::async, [&] { server->stop(); });
    const auto answer = busy.answer();
    QCOMPARE(statusOf(answer), 200);
    QCOMPARE_TEXT(bodyOf(answer), "late");
    QVERIFY(idle.closesWithin(1000));
    stopped.wait();
    QVERIFY(!RawConnection(server->port()).connected());
}

void HttpServerTest::stopsInTimeWhateverClientsDo()
{
    const auto server = startServer();
    RawConnection silent(server->port());
    RawConnection slow(server->port());
    QVERIFY(slow.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc"));
    RawConnection halfClosed(server->port());
    QVERIFY(halfClosed.send("GET /hel"));
    halfClosed.closeSending();
    RawConnection deaf(server->port());
    // Answers that nobody takes.
    const std::string body(1 << 20, 'z');
    std::thread sender([&] {
        for (int i = 0; i < 16; ++i)
            deaf.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: " + std::to_string(body.size())
                      + "\r\n\r\n" + body);
    });
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
    const double begin = steadySeconds();
    server->stop();
    const double seconds = steadySeconds() - begin;
    sender.join();
    // 0.3 s to drain, and room for a busy machine.
    QVERIFY2(seconds < 1.0, qPrintable(QString::number(seconds)));
    server->stop();
}

void HttpServerTest::clientSaysThatNobodyAnswers()
{
    const auto server = startServer();
    const int port = server->port();
    server->stop();
    QVERIFY_FAILS(request("GET", port, "/hello"), "serve.unreachable");
}

SLIPWAY_TEST_MAIN(HttpServerTest)
#include "http_server_test.moc"
