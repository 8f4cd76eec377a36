#include "core/base/ids.h"

#include "core/base/clock.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

#include <algorithm>
#include <set>
#include <string>
#include <thread>
#include <vector>

using namespace slipway;

class IdsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anIdIs32LowercaseHexDigits();
    void versionAndVariantAreThoseOfUuid7();
    void anIdBeginsWithItsTime();
    void idsOfOneThreadSortInTheOrderTheyWereMade();
    void idsOfManyThreadsAreAllDifferent();
};

namespace {

std::vector<std::string> manyIds(std::size_t count)
{
    std::vector<std::string> ids(count);
    std::generate(ids.begin(), ids.end(), newId);
    return ids;
}

} // namespace

void IdsTest::anIdIs32LowercaseHexDigits()
{
    for (const auto &id : manyIds(100)) {
        QCOMPARE(id.size(), std::size_t {32});
        QCOMPARE(id.find_first_not_of("0123456789abcdef"), std::string::npos);
    }
}

// RFC 9562, section 5.7: version 7 in digit 13, variant 10 in the two upper bits of digit 17.
void IdsTest::versionAndVariantAreThoseOfUuid7()
{
    for (const auto &id : manyIds(5000)) {
        QCOMPARE(id[12], '7');
        QVERIFY2(id[16] >= '8' && id[16] <= 'b', id.c_str());
    }
}

// The first 48 bits are milliseconds since 1970. A burst of more than 4096 ids a millisecond borrows from the
// following ones, so some distance is allowed.
void IdsTest::anIdBeginsWithItsTime()
{
    const auto millis = static_cast<std::int64_t>(std::stoull(newId().substr(0, 12), nullptr, 16));
    QVERIFY(std::abs(millis - utcNow() / 1000) < 60'000);
}

void IdsTest::idsOfOneThreadSortInTheOrderTheyWereMade()
{
    const auto ids = manyIds(100'000);
    QVERIFY(std::is_sorted(ids.begin(), ids.end(), std::less_equal<> {}));
}

void IdsTest::idsOfManyThreadsAreAllDifferent()
{
    std::vector<std::vector<std::string>> made(4);
    {
        std::vector<std::jthread> threads;
        for (auto &ids : made)
            threads.emplace_back([&ids] { ids = manyIds(25'000); });
    }
    std::set<std::string> all;
    for (const auto &ids : made) {
        QVERIFY(std::is_sorted(ids.begin(), ids.end()));
        all.insert(ids.begin(), ids.end());
    }
    QCOMPARE(all.size(), std::size_t {100'000});
}

SLIPWAY_TEST_MAIN(IdsTest)
#include "ids_test.moc"
