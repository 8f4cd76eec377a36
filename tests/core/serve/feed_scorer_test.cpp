#include "core/features/store/skew.h"
#include "core/features/transform/channel.h"
#include "core/serve/client.h"
#include "core/serve/feed_lookup.h"
#include "core/serve/feed_scorer.h"
#include "core/serve/server.h"
#include "tests/core/serve/small_world.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <fmt/format.h>

#include <cmath>
#include <filesystem>
#include <sstream>

using namespace slipway;
using namespace slipway::serve;
using namespace slipway::testing;

class FeedScorerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void scoresAsTheFormulaSays();
    void aHundredItemsScoreAsEachAlone();
    void knowsWhatItDoesNotKnow();
    void takesTheMomentFromTheRequest();
    void aRequestHasTheFeaturesOfTheOfflineTables();
    void whatTheStoreCannotTellIsRefused();
    void whatWasScoredHasNoSkew();
    void saysWhatAModelNeeds();
    void servesTheRealThing();

private:
    Status readClickRates();
    double expected(std::int64_t item, double hour, bool mobile) const;

    SmallWorld m_world;
    std::map<std::int64_t, double> m_clickRates; ///< as the store has them
    std::shared_ptr<const Scorer> m_scorer;
    double m_ctrMean = 0;
    double m_ctrDeviation = 1;
    double m_hourMean = 0;
    double m_hourDeviation = 1;
};

void FeedScorerTest::initTestCase()
{
    QVERIFY_OK(m_world.status());
    QVERIFY_OK(m_world.saveModel("model", 2));
    const auto model = learn::Model::load(m_world.folder("model"));
    QVERIFY_OK(model);
    const auto scaling = model.value().card()["features"]["chains"][0]["steps"][1];
    m_ctrMean = scaling["centres"][0];
    m_ctrDeviation = scaling["scales"][0];
    m_hourMean = scaling["centres"][1];
    m_hourDeviation = scaling["scales"][1];

    QVERIFY_OK(readClickRates());
    QVERIFY(m_clickRates.size() > 20);

    auto scorer = loadFeedScorer(m_world.folder("model"), m_world.features());
    QVERIFY_OK(scorer);
    m_scorer = std::move(scorer).value();
}

/// Those of the items that there are, worked out from what the store says of impressions and clicks.
Status FeedScorerTest::readClickRates()
{
    const auto &origin = m_world.features();
    const std::vector<std::string> wanted {"item_impressions", "item_clicks", "all_impressions", "all_clicks",
                                           "item_length"};
    const std::vector<std::string> given {"item_id"};
    SLIPWAY_ASSIGN(const auto reader,
                   features::OnlineReader::make(origin.set.definitions, *origin.store, wanted, given));
    SLIPWAY_ASSIGN(const auto thread, origin.store->reader());
    features::OnlineAnswers answers;
    for (std::int64_t item = 0; item < 40; ++item) {
        const auto input = features::OnlineInput::ofWhole(item);
        SLIPWAY_TRY(reader.read(*thread, {1, {&input, 1}, m_world.storedTo()}, answers));
        const auto number = [&](std::size_t i) { return answers.value(0, i).number; };
        const double prior = (number(3) + 10) / (number(2) + 100);
        const bool shown = answers.value(0, 0).present;
        if (shown || answers.value(0, 4).present)
            m_clickRates[item] = ((shown ? number(1) : 0) + 20 * prior) / ((shown ? number(0) : 0) + 20);
    }
    return done();
}

double FeedScorerTest::expected(std::int64_t item, double hour, bool mobile) const
{
    const double logit = 2 * (m_clickRates.at(item) - m_ctrMean) / m_ctrDeviation
        + 0.5 * (hour - m_hourMean) / m_hourDeviation + (mobile ? 1 : 0);
    return 1 / (1 + std::exp(-logit));
}

void FeedScorerTest::scoresAsTheFormulaSays()
{
    FeedRequest request;
    FeedScores scores;
    for (const auto &[item, _] : m_clickRates)
        request.itemIds.push_back(item);
    for (const bool mobile : {true, false}) {
        for (const double hour : {0.0, 7.0, 23.0}) {
            request.context.device = mobile ? "mobile" : "desktop";
            request.context.hour = hour;
            QVERIFY_OK(m_scorer->score(request, scores));
            for (std::size_t i = 0; i < request.itemIds.size(); ++i)
                QCOMPARE_NEAR(static_cast<double>(scores.scores[i]),
                              expected(request.itemIds[i], hour, mobile), 1e-5);
        }
    }
    QVERIFY(std::ranges::none_of(scores.coldItems, [](char cold) { return cold != 0; }));
}

// A law: what stands beside an item does not change its score, to the last bit.
void FeedScorerTest::aHundredItemsScoreAsEachAlone()
{
    FeedRequest many;
    many.context.hour = 3;
    for (int i = 0; i < 100; ++i)
        many.itemIds.push_back(i);
    FeedScores scores;
    QVERIFY_OK(m_scorer->score(many, scores));
    FeedScores single;
    for (std::size_t i = 0; i < many.itemIds.size(); ++i) {
        FeedRequest one;
        one.context.hour = 3;
        one.itemIds = {many.itemIds[i]};
        QVERIFY_OK(m_scorer->score(one, single));
        QCOMPARE(single.scores[0], scores.scores[i]);
        QCOMPARE(single.coldItems[0], scores.coldItems[i]);
    }
}

void FeedScorerTest::knowsWhatItDoesNotKnow()
{
    FeedRequest request;
    FeedScores scores;
    request.itemIds = {m_clickRates.begin()->first, 987'654'321};
    request.userId = 123'456'789;
    QVERIFY_OK(m_scorer->score(request, scores));
    QVERIFY(scores.coldUser);
    QVERIFY(!scores.coldItems[0] && scores.coldItems[1]);
    QVERIFY(scores.scores[1] > 0 && scores.scores[1] < 1);
    request.userId = 3;
    QVERIFY_OK(m_scorer->score(request, scores));
    QVERIFY(!scores.coldUser);
}

void FeedScorerTest::takesTheMomentFromTheRequest()
{
    FeedRequest request;
    FeedScores scores;
    const auto item = m_clickRates.begin()->first;
    request.itemIds = {item};
    request.context.time = 5 * 3'600 * microsPerSecond + 86'400 * microsPerSecond * 20'000;
    QVERIFY_OK(m_scorer->score(request, scores));
    QCOMPARE_NEAR(static_cast<double>(scores.scores[0]), expected(item, 5, false), 1e-5);
    request.context.hour = 9; // named, so it goes before the time's own
    QVERIFY_OK(m_scorer->score(request, scores));
    QCOMPARE_NEAR(static_cast<double>(scores.scores[0]), expected(item, 9, false), 1e-5);
    // Without either it is the clock's hour; the test may run across its change.
    request.context = {};
    const auto hourNow = [] { return static_cast<double>(utcNow() / (3'600 * microsPerSecond) % 24); };
    const double before = hourNow();
    QVERIFY_OK(m_scorer->score(request, scores));
    const double after = hourNow();
    const auto score = static_cast<double>(scores.scores[0]);
    QVERIFY(std::abs(score - expected(item, before, false)) < 1e-5
            || std::abs(score - expected(item, after, false)) < 1e-5);
}

// Every feature of the set, for known and unknown users and items, bit for bit: what a model sees in serving
// is what a training row of that moment has.
void FeedScorerTest::aRequestHasTheFeaturesOfTheOfflineTables()
{
    const auto &origin = m_world.features();
    auto offline = features::OfflineFeatures::open(*origin.set.definitions, {.tables = m_world.tables()});
    QVERIFY_OK(offline);
    const auto now = m_world.storedTo();
    QVERIFY_OK(offline.value().answer(
        {.query = fmt::format("SELECT u.range AS user_id, i.range AS item_id, 'mobile' AS device, "
                              "3::DOUBLE AS position, make_timestamp({}) AS asked_at FROM range(52) u, "
                              "range(42) i",
                              now),
         .time = "asked_at"},
        "answers"));
    const auto table = offline.value().duck().query("SELECT * FROM answers ORDER BY user_id, item_id");
    QVERIFY_OK(table);
    const auto names = features::feedFeatureNames();
    const auto fitted =
        features::fitPipeline(features::proposedTransforms(table.value(), names), table.value(), {});
    QVERIFY_OK(fitted);
    const auto &pipeline = fitted.value().pipeline;
    const auto lookup = FeedLookup::make(pipeline, origin);
    QVERIFY_OK(lookup);
    FeatureLookup bench;
    std::vector<double> numbers(pipeline.features().size());
    std::size_t row = 0;
    for (std::int64_t user = 0; user < 52; ++user) {
        FeedRequest request;
        request.userId = user;
        for (std::int64_t item = 0; item < 42; ++item)
            request.itemIds.push_back(item);
        request.context.device = "mobile";
        request.context.position = 3;
        request.context.time = now;
        QVERIFY_OK(lookup.value().read(request, bench));
        for (std::size_t item = 0; item < 42; ++item, ++row) {
            lookup.value().fill(bench, item, numbers, {});
            for (std::size_t i = 0; i < numbers.size(); ++i) {
                const auto &input = pipeline.features()[i];
                const auto *column = table.value().find(input.name);
                const double expected = input.kind == data::ColumnKind::Number ? column->numbers[row]
                    : column->codes[row] < 0                                   ? std::nan("")
                                             : pipeline.levelIndex(i, features::textAt(*column, row));
                QVERIFY2(numbers[i] == expected || (std::isnan(numbers[i]) && std::isnan(expected)),
                         input.name.c_str());
            }
        }
    }
}

void FeedScorerTest::whatTheStoreCannotTellIsRefused()
{
    const auto &known = m_world.features();
    const TemporaryFolder folder;
    std::shared_ptr<features::OnlineStore> empty =
        std::move(features::LmdbStore::open(folder / "empty", {.create = true})).value();
    ServeOptions options;
    options.port = 0;
    options.modelFolder = m_world.folder("model");
    options.features = {known.set, empty};
    options.modelVersion = "1";
    const auto server = Server::start(options);
    QVERIFY_OK(server);
    const auto answer =
        request("POST", server.value()->port(), "/predict", R"({"user_id":1,"item_ids":[1,2]})");
    QVERIFY_OK(answer);
    QCOMPARE(answer.value().status, 503);
    QCOMPARE_TEXT(Json::parse(answer.value().body).at("id").get<std::string>(), "serve.view_not_stored");
    QVERIFY(answer.value().headers.contains("retry-after"));

    auto other = *known.set.definitions;
    other.views.front().features.front().expression = "age + 1";
    const auto scorer = loadFeedScorer(
        m_world.folder("model"), {{std::make_shared<const features::FeatureSet>(other), 2}, known.store});
    QVERIFY_OK(scorer);
    FeedRequest question;
    question.itemIds = {1};
    FeedScores scores;
    QVERIFY_FAILS(scorer.value()->score(question, scores), "serve.view_of_others");
}

void FeedScorerTest::whatWasScoredHasNoSkew()
{
    const TemporaryFolder folder;
    {
        ServeOptions options;
        options.port = 0;
        options.modelFolder = m_world.folder("model");
        options.features = m_world.features();
        options.modelVersion = "1";
        options.featureLog.folder = folder / "served";
        const auto server = Server::start(options);
        QVERIFY_OK(server);
        QCOMPARE(request("POST", server.value()->port(), "/predict",
                         R"({"user_id":3,"item_ids":[1,2,99999],"context":{"device":"mobile"}})")
                     .value()
                     .status,
                 200);
    }
    std::vector<features::ServedRow> rows;
    for (const auto &entry : std::filesystem::directory_iterator(folder / "served")) {
        std::istringstream lines(readText(entry.path()));
        for (std::string line; std::getline(lines, line);)
            rows.push_back(features::readServedRow(line, "line").value());
    }
    QCOMPARE(rows.size(), std::size_t {3});
    features::SkewTest test(*m_world.features().set.definitions, {.tables = m_world.tables()});
    QVERIFY_OK(test.add(rows));
    QVERIFY(test.report().cells >= 9);
    QCOMPARE(test.report().different, std::int64_t {0});
    QCOMPARE(test.report().stale, std::int64_t {0});
}

void FeedScorerTest::saysWhatAModelNeeds()
{
    QVERIFY(!loadFeedScorer(m_world.folder("nothing"), m_world.features()));
    QVERIFY_FAILS(loadFeedScorer(m_world.folder("model"), {}), "serve.no_features");
    const auto damaged = m_world.folder("damaged");
    std::filesystem::copy(m_world.folder("model"), damaged);
    std::filesystem::resize_file(damaged / "weights.safetensors", 10);
    QVERIFY_FAILS(loadFeedScorer(damaged, m_world.features()), "learn.model_damaged");
}

void FeedScorerTest::servesTheRealThing()
{
    QVERIFY_OK(m_world.saveModel("opposite", -2));
    ServeOptions options;
    options.port = 0;
    options.modelFolder = m_world.folder("model");
    options.features = m_world.features();
    options.modelVersion = "1";
    auto server = Server::start(options);
    QVERIFY_OK(server);
    const auto firstItem = [&]() -> std::int64_t {
        std::string items;
        for (const auto &[item, _] : m_clickRates)
            items += (items.empty() ? "" : ",") + std::to_string(item);
        const auto answer = request("POST", server.value()->port(), "/predict",
                                    R"({"user_id":1,"item_ids":[)" + items + "]}");
        return answer && answer.value().status == 200
            ? Json::parse(answer.value().body)["predictions"][0]["item_id"].get<std::int64_t>()
            : -1;
    };
    const auto byRate = [](const auto &a, const auto &b) { return a.second < b.second; };
    QCOMPARE(m_clickRates.at(firstItem()), std::ranges::max_element(m_clickRates, byRate)->second);
    QVERIFY_OK(server.value()->reload(m_world.folder("opposite"), "2"));
    QCOMPARE(m_clickRates.at(firstItem()), std::ranges::min_element(m_clickRates, byRate)->second);

    const auto health = Json::parse(request("GET", server.value()->port(), "/health").value().body);
    QCOMPARE_TEXT(health.at("model_version").get<std::string>(), "2");
    QCOMPARE(health.at("model").at("items").get<std::size_t>(), m_clickRates.size());
    QCOMPARE_TEXT(health.at("model").at("algorithm").get<std::string>(), "mlp");
}

SLIPWAY_TEST_MAIN(FeedScorerTest)
#include "feed_scorer_test.moc"
