#include "core/base/random.h"
#include "core/serve/feed_request.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_data.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <cmath>

using namespace slipway;
using namespace slipway::serve;
using namespace slipway::testing;

class FeedRequestTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void readsEveryMember();
    void leavesOutWhatIsNotThere();
    void passesOverWhatItDoesNotKnow();
    void readsTimesInUtc();
    void allowsAnItemTwice();
    void forgetsTheRequestBefore();
    void saysWhatIsWrong_data();
    void saysWhatIsWrong();
    void answersEveryFileOfTheTortureSuite();
    void survivesMutations();
};

void FeedRequestTest::readsEveryMember()
{
    FeedRequest request;
    const auto refusal = FeedRequestParser().parse(
        R"({"context":{"position":3,"hour":23,"device":"mo\u0062ile"},"item_ids":[1001, 0,9223372036854775807],"user_id":0})",
        request);
    QVERIFY(!refusal);
    QCOMPARE(request.userId, 0);
    QCOMPARE(request.itemIds,
             (std::vector<std::int64_t> {1001, 0, std::numeric_limits<std::int64_t>::max()}));
    QCOMPARE_TEXT(request.context.device, "mobile");
    QCOMPARE(request.context.position, 3.0);
    QCOMPARE(request.context.hour, 23.0);
}

void FeedRequestTest::leavesOutWhatIsNotThere()
{
    FeedRequest request;
    for (const auto *body :
         {R"({"user_id":1,"item_ids":[2]})", R"({"user_id":1,"item_ids":[2],"context":null})",
          R"({"user_id":1,"item_ids":[2],"context":{"device":null,"position":null}})"}) {
        QVERIFY(!FeedRequestParser().parse(body, request));
        QVERIFY(request.context.device.empty());
        QVERIFY(std::isnan(request.context.position) && std::isnan(request.context.hour));
    }
}

void FeedRequestTest::passesOverWhatItDoesNotKnow()
{
    FeedRequest request;
    QVERIFY(!FeedRequestParser().parse(
        R"({"a":[{"user_id":"x"}],"a":1,"user_id":1,"item_ids":[2],"context":{"mood":{},"mood":[]}})",
        request));
    QCOMPARE(request.userId, 1);
}

// 86,400 s are one day after the first of January 1970.
void FeedRequestTest::readsTimesInUtc()
{
    FeedRequest request;
    QVERIFY(!FeedRequestParser().parse(
        R"({"user_id":1,"item_ids":[2],"context":{"time":"1970-01-02T00:00:01Z","hour":4}})", request));
    QVERIFY(request.context.time == TimeMicros {86'401} * microsPerSecond);
    QCOMPARE(request.context.hour, 4.0);
}

void FeedRequestTest::allowsAnItemTwice()
{
    FeedRequest request;
    QVERIFY(!FeedRequestParser().parse(R"({"user_id":1,"item_ids":[2,2]})", request));
    QCOMPARE(request.itemIds.size(), std::size_t {2});
}

void FeedRequestTest::forgetsTheRequestBefore()
{
    FeedRequestParser parser;
    FeedRequest request;
    QVERIFY(!parser.parse(
        R"({"user_id":1,"item_ids":[2,3],"context":{"device":"tv","hour":2,"time":"1970-01-02T00:00:01Z"}})",
        request));
    QVERIFY(!parser.parse(R"({"user_id":4,"item_ids":[5]})", request));
    QCOMPARE(request.itemIds, std::vector<std::int64_t> {5});
    QVERIFY(request.context.device.empty() && std::isnan(request.context.hour) && !request.context.time);
}

void FeedRequestTest::saysWhatIsWrong_data()
{
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("id");
    QTest::addColumn<QByteArray>("part"); // of the sentence
    const auto row = [](const char *name, const QByteArray &body, int status, const char *id,
                        const char *part) {
        QTest::newRow(name) << body << status << QByteArray(id) << QByteArray(part);
    };
    const auto user = [](const QByteArray &value) { return "{\"user_id\":" + value + ",\"item_ids\":[1]}"; };
    const auto items = [](const QByteArray &value) { return "{\"user_id\":1,\"item_ids\":" + value + "}"; };
    const auto context = [](const QByteArray &value) {
        return "{\"user_id\":1,\"item_ids\":[1],\"context\":" + value + "}";
    };

    row("empty", "", 400, "serve.body_empty", "no body");
    row("blanks", " \r\n", 400, "serve.body_empty", "no body");
    row("not JSON", "{\"user_id\":1,\n \"item_ids\":[1],}", 400, "json.malformed", "line 2");
    row("cut off", "{\"user_id\":1", 400, "json.malformed", "not valid JSON");
    row("two documents", "{\"user_id\":1,\"item_ids\":[1]} {}", 400, "json.malformed", "not valid JSON");
    row("form data", "user_id=1&item_ids=2", 400, "json.malformed", "line 1, column 1");
    row("NaN", user("NaN"), 400, "serve.body_nan", "NaN");
    row("negative infinity", items("[-Infinity]"), 400, "serve.body_nan", "Infinity");
    row("invalid UTF-8", user("\"\xff\""), 400, "serve.body_not_utf8", "UTF-8");
    row("deep", items(QByteArray(100, '[') + QByteArray(100, ']')), 400, "serve.body_too_deep", "64 levels");
    row("leading zero", user("01"), 400, "json.malformed", "not valid JSON");

    row("list", "[1]", 422, "serve.body_not_object", "a list");
    row("text", "\"x\"", 422, "serve.body_not_object", "text");
    row("null", "null", 422, "serve.body_not_object", "null");
    row("no user", "{\"item_ids\":[1]}", 422, "serve.member_missing", "user_id");
    row("no items", "{\"user_id\":1}", 422, "serve.member_missing", "item_ids");
    row("fractional user", user("1.5"), 422, "serve.number_fractional", "user_id is 1.5");
    row("whole but written with a fraction", user("1.0"), 422, "serve.number_fractional", "user_id");
    row("exponent", user("1e3"), 422, "serve.number_fractional", "user_id");
    row("negative user", user("-1"), 422, "serve.number_negative", "user_id is -1");
    row("minus zero with a fraction", user("-0.0"), 422, "serve.number_fractional", "user_id");
    row("text user", user("\"1\""), 422, "serve.member_wrong_type", "user_id is text");
    row("true user", user("true"), 422, "serve.member_wrong_type", "user_id is true or false");
    row("null user", user("null"), 422, "serve.member_wrong_type", "user_id is null");
    row("64 bits", user("9223372036854775808"), 422, "serve.number_too_large", "user_id is larger");
    row("huge user", user("123456789012345678901234567890"), 422, "serve.number_too_large",
        "user_id is larger");
    row("beyond a double", user("1e999"), 422, "serve.number_too_large", "user_id is larger");
    row("repeated user", "{\"user_id\":1,\"user_id\":1,\"item_ids\":[1]}", 422, "serve.member_repeated",
        "user_id");
    row("repeated user, escaped", "{\"user_id\":1,\"user\\u005fid\":2,\"item_ids\":[1]}", 422,
        "serve.member_repeated", "user_id");
    row("repeated items", "{\"item_ids\":[1],\"user_id\":1,\"item_ids\":[1]}", 422, "serve.member_repeated",
        "item_ids");
    row("no item", items("[]"), 422, "serve.items_empty", "item_ids is empty");
    row("one item", items("7"), 422, "serve.member_wrong_type", "item_ids is a number");
    row("null items", items("null"), 422, "serve.member_wrong_type", "item_ids is null");
    row("fractional item", items("[1,2.5]"), 422, "serve.number_fractional", "item_ids[1] is 2.5");
    row("negative item", items("[-7]"), 422, "serve.number_negative", "item_ids[0] is -7");
    row("text item", items("[1,2,\"3\"]"), 422, "serve.member_wrong_type", "item_ids[2] is text");
    row("huge item", items("[1,99999999999999999999]"), 422, "serve.number_too_large", "item_ids[1]");
    row("too many items", items("[" + QByteArray("1,").repeated(10'000) + "1]"), 422, "serve.items_too_many",
        "10001 items");
    row("text context", context("\"mobile\""), 422, "serve.member_wrong_type", "context is text");
    row("list context", context("[]"), 422, "serve.member_wrong_type", "context is a list");
    row("number device", context("{\"device\":3}"), 422, "serve.member_wrong_type",
        "context.device is a number");
    row("fractional position", context("{\"position\":0.5}"), 422, "serve.number_fractional",
        "context.position");
    row("hour 24", context("{\"hour\":24}"), 422, "serve.hour_out_of_range", "context.hour is 24");
    row("no time", context("{\"time\":\"noon\"}"), 422, "serve.time_malformed", "noon");
    row("repeated device", context("{\"device\":\"a\",\"device\":\"a\"}"), 422, "serve.member_repeated",
        "context.device");
    row("repeated context", "{\"user_id\":1,\"item_ids\":[1],\"context\":{},\"context\":{}}", 422,
        "serve.member_repeated", "context");
    row("huge number in the context", context("{\"position\":1e400}"), 422, "serve.number_too_large",
        "context.position");
}

void FeedRequestTest::saysWhatIsWrong()
{
    QFETCH(QByteArray, body);
    QFETCH(int, status);
    QFETCH(QByteArray, id);
    QFETCH(QByteArray, part);
    FeedRequest request;
    const auto refusal =
        FeedRequestParser().parse({body.constData(), static_cast<std::size_t>(body.size())}, request);
    QVERIFY(refusal.has_value());
    QCOMPARE_TEXT(refusal->error.id, id.toStdString());
    QCOMPARE(refusal->status, status);
    QVERIFY2(refusal->error.message.find(part.toStdString()) != std::string::npos,
             refusal->error.message.c_str());
}

// The suite's names say what a parser must do: y_ accept, n_ refuse, i_ either. What it accepts is never a
// request.
void FeedRequestTest::answersEveryFileOfTheTortureSuite()
{
    const auto folder = testData("torture/jsontestsuite/test_parsing");
    if (!folder)
        QSKIP("the JSON torture suite is not on this machine");
    FeedRequestParser parser;
    FeedRequest request;
    int accepted = 0;
    int refused = 0;
    for (const auto &file : std::filesystem::directory_iterator(*folder)) {
        const auto name = file.path().filename().string();
        const auto refusal = parser.parse(readText(file.path()), request);
        QVERIFY2(refusal.has_value(), name.c_str());
        QVERIFY2(refusal->status == 400 || refusal->status == 422, name.c_str());
        if (name.starts_with("y_")) {
            QVERIFY2(refusal->status == 422, name.c_str());
            ++accepted;
        } else if (name.starts_with("n_")) {
            QVERIFY2(refusal->status == 400, name.c_str());
            ++refused;
        }
        // The same text as an unknown member of a good request: only good JSON passes.
        const auto whole = R"({"user_id":1,"item_ids":[2],"extra":)" + readText(file.path()) + "}";
        const auto inside = parser.parse(whole, request);
        QVERIFY2(!inside || inside->status == 400 || inside->status == 422, name.c_str());
        if (name.starts_with("y_"))
            QVERIFY2(!inside, name.c_str());
    }
    QVERIFY(accepted > 90 && refused > 180);
}

void FeedRequestTest::survivesMutations()
{
    const std::string good =
        R"({"user_id":123,"item_ids":[1001,1002,1003],"context":{"device":"mobile","time":"2026-11-20T10:41:00Z"}})";
    constexpr std::string_view spice = "{}[]\",:0123456789.eE+-\\untrflase \n\x00\x7f\x80\xff\xc3\xa9";
    FeedRequestParser parser;
    FeedRequest request;
    Random random(20261120);
    int answered[3] = {};
    for (int round = 0; round < 20'000; ++round) {
        auto body = good;
        for (auto edits = 1 + random.below(4); edits > 0; --edits) {
            const auto at = random.below(body.size());
            switch (random.below(4)) {
            case 0:
                body[at] = spice[random.below(spice.size())];
                break;
            case 1:
                body.insert(at, 1, spice[random.below(spice.size())]);
                break;
            case 2:
                body.erase(at, 1 + random.below(8));
                break;
            default:
                body.insert(at, body.substr(random.below(body.size()), 1 + random.below(20)));
            }
            if (body.empty())
                body = "{";
        }
        const auto refusal = parser.parse(body, request);
        const int status = refusal ? refusal->status : 200;
        QVERIFY2(status == 200 || status == 400 || status == 422, body.c_str());
        QVERIFY2(refusal || !request.itemIds.empty(), body.c_str());
        ++answered[status == 200 ? 0 : status == 400 ? 1 : 2];
    }
    // Each kind of answer was reached, or the mutations are not worth their name.
    QVERIFY(answered[0] > 100 && answered[1] > 100 && answered[2] > 100);
}

SLIPWAY_TEST_MAIN(FeedRequestTest)
#include "feed_request_test.moc"
