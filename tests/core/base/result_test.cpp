#include "core/base/result.h"

#include "core/base/messages.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

#include <memory>
#include <vector>

using namespace slipway;

class ResultTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyCodeHasItsWordAndItsExitStatus();
    void aResultHoldsAValueOrAnError();
    void aValueThatCannotBeCopiedCanBeMovedOut();
    void aTemporarysValueLivesWhileItIsWalked();
    void aPlaceStandsInFrontOfTheSentence();
    void anErrorTravelsAsJsonWithoutItsDetail();
    void anErrorIsReadBackFromJson();
    void tryLeavesTheFunctionWithTheFirstError();
    void assignDeclaresTheValueOrLeaves();
};

// The table of DESIGN.md's contract: scripts depend on these words and numbers.
void ResultTest::everyCodeHasItsWordAndItsExitStatus()
{
    struct Row {
        ErrorCode code;
        const char *name;
        int exit;
    };
    const Row rows[] {
        {ErrorCode::InvalidArgument, "invalid_argument", 2},
        {ErrorCode::NotFound, "not_found", 3},
        {ErrorCode::BadInput, "bad_input", 4},
        {ErrorCode::Environment, "environment", 5},
        {ErrorCode::Backend, "backend", 6},
        {ErrorCode::Cancelled, "cancelled", 130},
    };
    for (const auto &row : rows) {
        QCOMPARE_TEXT(errorCodeName(row.code), row.name);
        QCOMPARE(exitStatus(row.code), row.exit);
    }
}

void ResultTest::aResultHoldsAValueOrAnError()
{
    const Result<int> value = 7;
    QVERIFY(value.ok());
    QVERIFY(static_cast<bool>(value));
    QCOMPARE(value.value(), 7);

    const Result<int> error = failure("base.no_memory");
    QVERIFY(!error.ok());
    QVERIFY(!error);
    QCOMPARE(error.error().code, ErrorCode::Environment);
    QVERIFY(done().ok());
}

void ResultTest::aValueThatCannotBeCopiedCanBeMovedOut()
{
    Result<std::unique_ptr<int>> result = std::make_unique<int>(3);
    const std::unique_ptr<int> taken = std::move(result).value();
    QCOMPARE(*taken, 3);
}

void ResultTest::aTemporarysValueLivesWhileItIsWalked()
{
    const auto list = [] { return Result<std::vector<std::string>>({std::string(100, 'a'), std::string(100, 'b')}); };
    std::string letters;
    for (const auto &text : list().value())
        letters += text.back();
    QCOMPARE_TEXT(letters, "ab");
}

void ResultTest::aPlaceStandsInFrontOfTheSentence()
{
    const Error error = failure("time.malformed", {{"text", "noon"}}, "detail for the log");
    const Error placed = error.in("income");
    QCOMPARE_TEXT(placed.message, "income: " + error.message);
    QCOMPARE_TEXT(placed.id, error.id);
    QCOMPARE_TEXT(placed.detail, "detail for the log");
    QCOMPARE_TEXT(placed.args.at("place").get<std::string>(), "income");
    QVERIFY(!error.args.contains("place"));
}

void ResultTest::anErrorTravelsAsJsonWithoutItsDetail()
{
    const Json json = toJson(failure("time.malformed", {{"text", "noon"}}, "/secret/path"));
    QCOMPARE_TEXT(writeJson(json),
                  R"({"args":{"text":"noon"},"code":"invalid_argument","id":"time.malformed",)"
                  R"("message":"\"noon\" is not a time. Write it like 2026-11-20T10:41:00Z."})");
}

namespace {

Status first(bool fails, int &steps)
{
    ++steps;
    if (fails)
        return cancelled();
    return done();
}

Status twoSteps(bool fails, int &steps)
{
    SLIPWAY_TRY(first(fails, steps));
    SLIPWAY_TRY(first(false, steps));
    return done();
}

Result<int> doubled(Result<int> given)
{
    SLIPWAY_ASSIGN(const int value, std::move(given));
    return 2 * value;
}

} // namespace

void ResultTest::anErrorIsReadBackFromJson()
{
    for (const auto code : {ErrorCode::InvalidArgument, ErrorCode::NotFound, ErrorCode::BadInput,
                            ErrorCode::Environment, ErrorCode::Backend, ErrorCode::Cancelled}) {
        const Error error {code, "run.missing", {{"run", "7"}}, "There is no run 7.", {}};
        QVERIFY(toJson(errorFromJson(toJson(error))) == toJson(error));
    }
    const auto strange = errorFromJson({{"code", "from_the_future"}, {"message", 5}});
    QCOMPARE(strange.code, ErrorCode::Backend);
    QVERIFY(strange.message.empty());
    QCOMPARE(errorFromJson(Json()).code, ErrorCode::Backend);
}

void ResultTest::tryLeavesTheFunctionWithTheFirstError()
{
    int steps = 0;
    QVERIFY_OK(twoSteps(false, steps));
    QCOMPARE(steps, 2);
    steps = 0;
    QVERIFY_FAILS(twoSteps(true, steps), "base.cancelled");
    QCOMPARE(steps, 1);
}

void ResultTest::assignDeclaresTheValueOrLeaves()
{
    QCOMPARE(doubled(21).value(), 42);
    QVERIFY_FAILS(doubled(failure("base.no_memory")), "base.no_memory");
}

SLIPWAY_TEST_MAIN(ResultTest)
#include "result_test.moc"
