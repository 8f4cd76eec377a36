#include "ui/pages/serving_page.h"

#include "core/workspace/jobs.h"
#include "tests/ui/pages/page_fixture.h"
#include "ui/charts/chart_view.h"
#include "ui/pages/serving_client.h"
#include "ui/pages/serving_history.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/key_figure.h"
#include "ui/widgets/table_view.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QFile>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTcpServer>

#include <cmath>
#include <csignal>

using namespace slipway;
using namespace slipway::ui;
using namespace slipway::testing;

namespace {

constexpr int patience = 20'000; ///< for the engine

using Stage = PageStage<ServingPage>;

/// The port that a server takes unless it is told another one; 0 lets the system choose, so that tests can run
/// side by side.
void setPort(const std::filesystem::path &workspace, int port)
{
    QFile file(QString::fromStdString((workspace / "config/monitoring_config.yaml").string()));
    QVERIFY(file.open(QIODevice::ReadWrite));
    auto content = file.readAll();
    content.replace("port: 8000", "port: " + QByteArray::number(port));
    file.resize(0);
    file.write(content);
}

QString chip(const Stage &stage)
{
    return stage.find<Chip>("serving.state")->word();
}

QString sentence(const Stage &stage)
{
    QStringList sentences;
    for (const auto *label : stage.page->findChildren<QLabel *>()) {
        if (label->property("role") == QStringLiteral("sentence") && label->isVisible())
            sentences << label->text();
    }
    return sentences.value(0);
}

/// The heading of the empty view or of a failure, whichever is on the screen.
QString heading(const Stage &stage)
{
    for (const auto *label : stage.page->findChildren<QLabel *>(QStringLiteral("view.title"))) {
        if (label->isVisible())
            return label->text();
    }
    return {};
}

void click(const Stage &stage, const char *button)
{
    auto *found = stage.find<QPushButton>(button);
    QVERIFY2(found && found->isVisible() && found->isEnabled(), button);
    QTest::mouseClick(found, Qt::LeftButton);
}

void startServer(const Stage &stage)
{
    QTRY_VERIFY_WITH_TIMEOUT(stage.find<QPushButton>("serving.start")->isVisible(), patience);
    QTRY_VERIFY_WITH_TIMEOUT(stage.find<QPushButton>("serving.start")->isEnabled(), patience);
    click(stage, "serving.start");
    QTRY_COMPARE_WITH_TIMEOUT(chip(stage), QStringLiteral("Running"), patience);
}

void ask(const Stage &stage, const char *items)
{
    auto *field = stage.find<QLineEdit>("serving.items");
    field->selectAll();
    QTest::keyClicks(field, QString::fromLatin1(items));
    if (*items == '\0')
        field->clear();
    click(stage, "serving.send");
    QCOMPARE(stage.find<Chip>("serving.status")->word(), QStringLiteral("Waiting"));
    QTRY_VERIFY_WITH_TIMEOUT(stage.find<Chip>("serving.status")->word() != QStringLiteral("Waiting"), patience);
}

std::string scrape(int fast, int slow, int errors)
{
    const auto all = std::to_string(fast + slow);
    return "# HELP feed_prediction_latency_seconds Time\n"
           "feed_prediction_latency_seconds_bucket{endpoint=\"/pre\\\"dict\",le=\"0.001\"} "
        + std::to_string(fast) + "\nfeed_prediction_latency_seconds_bucket{endpoint=\"/predict\",le=\"0.01\"} " + all
        + "\nfeed_prediction_latency_seconds_bucket{endpoint=\"/predict\",le=\"+Inf\"} " + all
        + "\nfeed_prediction_latency_seconds_count{endpoint=\"/predict\"} " + all
        + "\nfeed_prediction_errors_total{error_type=\"internal\"} " + std::to_string(errors)
        + "\nprocess_resident_memory_bytes 45289472\n";
}

ServerFigures figures(int fast, int slow, int errors = 0)
{
    return serverFiguresFrom(QByteArray::fromStdString(scrape(fast, slow, errors))).value();
}

} // namespace

class ServingPageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyViewCanBeShown();
    void quantilesComeFromTheBucketsOfTheLastRequests();
    void aServerThatBeganAnewCountsFromZero();
    void whereNobodyLookedTheCurveHasAGap();
    void aRequestWithoutAnswerIsGivenUp();
    void withoutProductionTheWaysOnAreTheDemoAndTheRegistry();
    void aServerWithoutAModelSaysSo();
    void startsAsksAndStops();
    void whatTheServerRefusesIsShownInItsWords();
    void theRequestCanBeSentByKeyboardAndCopied();
    void figuresComeFromTheServersOwnMetrics();
    void aTakenPortHasAWayOut();
    void aServerThatDiesIsSaid();
    void measuresLatencyBesideThePage();
};

void ServingPageTest::everyViewCanBeShown()
{
    SampleWorkspace sample;
    Stage stage(sample.name(), "serving");
    for (const View view : {View::Empty, View::Busy, View::Result, View::Failure}) {
        stage.page->showExample(view);
        QTRY_COMPARE(stage.page->view(), view);
    }
}

// 80 requests within 1 ms and 20 from 1 to 10 ms: half are answered within 50/80 ms, and the 99th of 100
// stands 19/20 of the way from 1 to 10 ms.
void ServingPageTest::quantilesComeFromTheBucketsOfTheLastRequests()
{
    ServerHistory history;
    history.add(0, figures(1000, 0));
    QVERIFY(std::isnan(history.requestsPerSecond()));
    QVERIFY(std::isnan(latencyQuantile(history.recent().latency, 0.5)));
    history.add(1, figures(1080, 20, 5));
    const auto recent = history.recent();
    QCOMPARE(recent.requests, 100.0);
    QCOMPARE(recent.errors, 5.0);
    QCOMPARE(history.requestsPerSecond(), 100.0);
    QVERIFY(std::abs(latencyQuantile(recent.latency, 0.5) - 0.001 * 50 / 80) < 1e-12);
    QVERIFY(std::abs(latencyQuantile(recent.latency, 0.99) - (0.001 + 0.009 * 19 / 20)) < 1e-12);
    QCOMPARE(history.latencies(0.5).values.size(), std::size_t {1});
    QVERIFY(std::isinf(latencyQuantile({{0.01, 0}, {std::numeric_limits<double>::infinity(), 4}}, 0.5)));
    QVERIFY(!serverFiguresFrom("<html>not metrics</html>"));
}

void ServingPageTest::aServerThatBeganAnewCountsFromZero()
{
    ServerHistory history;
    history.add(0, figures(1000, 0));
    history.add(1, figures(7, 0));
    QCOMPARE(history.recent().requests, 7.0);
    QVERIFY(latencyQuantile(history.recent().latency, 0.5) > 0);
}

void ServingPageTest::whereNobodyLookedTheCurveHasAGap()
{
    ServerHistory history;
    history.add(0, figures(0, 0));
    history.add(1, figures(10, 0));
    history.add(61, figures(20, 0)); // the page was hidden for a minute
    const auto curve = history.requestRates();
    QCOMPARE(curve.values[0], 10.0);
    QVERIFY(std::isnan(curve.values[1]));
    QCOMPARE(curve.minutes, (std::vector<double> {-1.0, 0.0}));
    history.add(400, figures(20, 0));
    QCOMPARE(history.spanSeconds(), 0.0); // what is older than five minutes is gone
}

void ServingPageTest::aRequestWithoutAnswerIsGivenUp()
{
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    PredictionClient client(nullptr, 200);
    QSignalSpy answered(&client, &PredictionClient::answered);
    PredictionAnswer answer;
    connect(&client, &PredictionClient::answered, this, [&](const PredictionAnswer &said) { answer = said; });
    client.send(QUrl(QStringLiteral("http://127.0.0.1:%1").arg(silent.serverPort())), "{}");
    QVERIFY(client.isWaiting());
    QTRY_COMPARE(answered.size(), 1);
    QCOMPARE(answer.status, 0);
    QVERIFY(answer.problem.startsWith(QStringLiteral("No answer came within 200 ms")));
    const auto port = silent.serverPort();
    silent.close();
    client.send(QUrl(QStringLiteral("http://127.0.0.1:%1").arg(port)), "{}");
    QTRY_COMPARE(answered.size(), 2);
    QVERIFY(answer.problem.contains(QStringLiteral("cannot be reached")));
}

void ServingPageTest::withoutProductionTheWaysOnAreTheDemoAndTheRegistry()
{
    SampleWorkspace sample;
    Stage stage(sample.name(), "serving");
    QTRY_COMPARE(heading(stage), QStringLiteral("Nothing is in production yet"));
    QVERIFY(stage.find<QPushButton>("serving.run_demo"));
    QVERIFY(!stage.find<QPushButton>("serving.bench")->isEnabled());
    click(stage, "serving.to_registry");
    QCOMPARE(stage.opened, QStringList {QStringLiteral("registry")});
}

void ServingPageTest::aServerWithoutAModelSaysSo()
{
    SampleWorkspace sample;
    setPort(sample.folder(), 0);
    Stage stage(sample.name(), "serving");
    QTRY_VERIFY_WITH_TIMEOUT(stage.find<QPushButton>("serving.start_anyway"), patience);
    click(stage, "serving.start_anyway");
    QTRY_COMPARE_WITH_TIMEOUT(chip(stage), QStringLiteral("Running"), patience);
    QCOMPARE(stage.page->view(), View::Result);
    QVERIFY(sentence(stage).contains(QStringLiteral("Nothing is in production")));
    ask(stage, "1, 2");
    QCOMPARE(stage.find<Chip>("serving.status")->word().left(3), QStringLiteral("503"));
    QVERIFY(stage.said("serving.answer").startsWith(QStringLiteral("No model is being served yet")));
    click(stage, "serving.stop");
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Empty, patience);
}

void ServingPageTest::startsAsksAndStops()
{
    DemoWorkspace demo;
    setPort(demo.folder(), 0);
    Stage stage(demo.name(), "serving");
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Result, patience);
    QCOMPARE(chip(stage), QStringLiteral("Stopped"));
    QCOMPARE(sentence(stage), QStringLiteral("The server does not run. Started, it answers with version 2."));
    auto *send = stage.find<QPushButton>("serving.send");
    QVERIFY(!send->isEnabled());
    QCOMPARE(send->toolTip(), QStringLiteral("The server does not run. Start it to ask it."));
    QVERIFY(!stage.find<QPushButton>("serving.stop")->isVisible());
    startServer(stage);
    const QString address = stage.session->server().url().authority();
    QCOMPARE(sentence(stage),
             QStringLiteral("The embedded server answers on %1. Version 2 gets all requests.").arg(address));
    QCOMPARE(stage.page->inspection().name, address);
    QVERIFY(!stage.find<QPushButton>("serving.start")->isVisible());

    ask(stage, "1, 2, 3, 5, 8");
    QCOMPARE(stage.find<Chip>("serving.status")->word(), QStringLiteral("200 OK"));
    auto *table = stage.find<TableView>("serving.ranking");
    QAbstractItemModelTester tester(table->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(table->model()->rowCount(), 5);
    QVERIFY(table->isVisible());
    QVERIFY(table->model()->index(0, RankingModel::Score).data(SortRole).toDouble()
            >= table->model()->index(4, RankingModel::Score).data(SortRole).toDouble());
    QVERIFY(stage.said("serving.timing").endsWith(QStringLiteral("ms in the server, version 2")));
    auto *json = stage.find<QPlainTextEdit>("serving.json");
    QVERIFY(!json->isVisible());
    click(stage, "serving.json_fold");
    QVERIFY(json->isVisible());
    QVERIFY(json->toPlainText().startsWith(QStringLiteral("{\n  \"user_id\": 123")));
    ask(stage, "1, 999999");
    QCOMPARE(stage.said("serving.answer"), QStringLiteral("One item is new to the model and scored from defaults."));
    QVERIFY(json->isVisible()); // what was unfolded stays so

    click(stage, "serving.stop");
    QTRY_COMPARE_WITH_TIMEOUT(chip(stage), QStringLiteral("Stopped"), patience);
    QVERIFY(!send->isEnabled());
    QVERIFY(!table->isVisible());
    QCOMPARE(stage.page->view(), View::Result);
}

void ServingPageTest::whatTheServerRefusesIsShownInItsWords()
{
    DemoWorkspace demo;
    setPort(demo.folder(), 0);
    Stage stage(demo.name(), "serving");
    startServer(stage);
    ask(stage, "");
    QCOMPARE(stage.find<Chip>("serving.status")->word().left(3), QStringLiteral("422"));
    QVERIFY(stage.said("serving.answer").startsWith(QStringLiteral("item_ids is empty")));
    ask(stage, "1, two");
    QVERIFY(stage.said("serving.answer").startsWith(QStringLiteral("item_ids[1]")));
    ask(stage, "1.5");
    QVERIFY(stage.said("serving.answer").contains(QStringLiteral("1.5")));
    QVERIFY(!stage.find<TableView>("serving.ranking")->isVisible());
}

void ServingPageTest::theRequestCanBeSentByKeyboardAndCopied()
{
    DemoWorkspace demo;
    setPort(demo.folder(), 0);
    Stage stage(demo.name(), "serving");
    startServer(stage);
    auto *user = stage.find<QLineEdit>("serving.user");
    user->setFocus();
    user->selectAll();
    QTest::keyClicks(user, QStringLiteral("7"));
    QTest::keyClick(user, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(stage.find<TableView>("serving.ranking")->isVisible(), patience);
    QTest::keyClick(user, Qt::Key_Tab);
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("serving.items"));
    auto *device = stage.find<QComboBox>("serving.device");
    QCOMPARE(device->count(), 4);
    device->setCurrentIndex(1);
    click(stage, "serving.copy_curl");
    QCOMPARE(QGuiApplication::clipboard()->text(),
             QStringLiteral("curl -s %1/predict -H 'Content-Type: application/json' -d "
                            "'{\"user_id\":7,\"item_ids\":[1,2,3,5,8],\"context\":{\"device\":\"desktop\"}}'")
                 .arg(stage.session->server().url().toString()));
}

void ServingPageTest::figuresComeFromTheServersOwnMetrics()
{
    DemoWorkspace demo;
    setPort(demo.folder(), 0);
    Stage stage(demo.name(), "serving");
    auto *requests = stage.find<KeyFigure>("serving.requests");
    QCOMPARE(requests->figure().note, QStringLiteral("the server does not run"));
    startServer(stage);
    QTRY_COMPARE_WITH_TIMEOUT(requests->figure().note, QStringLiteral("no requests yet"), patience);
    QCOMPARE(stage.find<KeyFigure>("serving.errors")->figure().value, QStringLiteral("–"));
    auto *latency = stage.find<ChartView>("serving.latency_chart");
    QVERIFY(latency->chart().empty());
    QVERIFY(latency->chart().emptyReason.starts_with("No requests yet"));
    ask(stage, "1, 2, 3");
    ask(stage, "");
    QTRY_COMPARE_WITH_TIMEOUT(requests->figure().note, QStringLiteral("2 since it started"), patience);
    const auto &errors = stage.find<KeyFigure>("serving.errors")->figure();
    QCOMPARE(errors.value, QStringLiteral("50.00"));
    QCOMPARE(errors.status, ui::Status::Failed);
    QVERIFY(stage.find<KeyFigure>("serving.latency")->figure().value.contains(QStringLiteral(" / ")));
    QCOMPARE(stage.find<KeyFigure>("serving.memory")->figure().unit, QStringLiteral("MB"));
    QTRY_VERIFY_WITH_TIMEOUT(!latency->chart().empty(), patience);
    QVERIFY(!stage.find<ChartView>("serving.requests_chart")->chart().empty());
}

void ServingPageTest::aTakenPortHasAWayOut()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    DemoWorkspace demo;
    setPort(demo.folder(), other.serverPort());
    Stage stage(demo.name(), "serving");
    QTRY_VERIFY_WITH_TIMEOUT(stage.find<QPushButton>("serving.start")->isVisible(), patience);
    click(stage, "serving.start");
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Failure, patience);
    QCOMPARE(chip(stage), QStringLiteral("Failed"));
    QCOMPARE(heading(stage),
             QStringLiteral("Port %1 is taken by another program").arg(other.serverPort()));
    QVERIFY(stage.find<QPushButton>("serving.start_again"));
    click(stage, "serving.leave_failure");
    QCOMPARE(stage.page->view(), View::Result);
    click(stage, "serving.start");
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Failure, patience);
    click(stage, "serving.other_port");
    QTRY_COMPARE_WITH_TIMEOUT(chip(stage), QStringLiteral("Running"), patience);
    QCOMPARE(stage.page->view(), View::Result);
}

void ServingPageTest::aServerThatDiesIsSaid()
{
    DemoWorkspace demo;
    setPort(demo.folder(), 0);
    Stage stage(demo.name(), "serving");
    startServer(stage);
    const auto id = stage.session->server().job()->id().toStdString();
    const auto job = workspace::Jobs(demo.folder() / "jobs").find(id);
    QVERIFY(job);
    ::kill(job.value().process.pid, SIGKILL);
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Failure, patience);
    QCOMPARE(heading(stage), QStringLiteral("The server has ended by itself"));
    click(stage, "serving.start_again");
    QTRY_COMPARE_WITH_TIMEOUT(chip(stage), QStringLiteral("Running"), patience);
}

void ServingPageTest::measuresLatencyBesideThePage()
{
    DemoWorkspace demo;
    Stage stage(demo.name(), "serving");
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Result, patience);
    QVERIFY(!stage.find("serving.bench_panel")->isVisible());
    click(stage, "serving.bench");
    QVERIFY(stage.find("serving.bench_panel")->isVisible());
    QVERIFY(!stage.find<QPushButton>("serving.bench")->isEnabled());
    QCOMPARE(stage.page->view(), View::Result);
    QTRY_VERIFY_WITH_TIMEOUT(stage.said("serving.bench_p50").endsWith(QStringLiteral(" ms")), patience);
    QVERIFY(stage.said("serving.bench_rate").toInt() > 0 || stage.said("serving.bench_rate").contains(u','));
    QCOMPARE(stage.said("serving.bench_sentence"),
             QStringLiteral("100 requests of 50 items, one after another, to a server of their own."));
    QTRY_VERIFY(stage.find<QPushButton>("serving.bench")->isEnabled());
}

SLIPWAY_UI_TEST_MAIN(ServingPageTest)
#include "serving_page_test.moc"
