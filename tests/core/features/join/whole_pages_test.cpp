#include "core/features/join/whole_pages.h"

#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <algorithm>
#include <array>
#include <functional>
#include <numeric>
#include <random>
#include <thread>

using namespace slipway;
using namespace slipway::testing;
using features::WholePages;

namespace {

constexpr std::int64_t rowCount = 10'000; // five pages, of which a test's memory holds one
constexpr std::size_t columnCount = 3;

std::int64_t expected(std::size_t column, std::int64_t row)
{
    return row * 1'000'003 - static_cast<std::int64_t>(column) * 77;
}

Status putAll(WholePages &pages, const std::vector<std::int64_t> &rows, std::size_t step)
{
    for (std::size_t at = 0; at < rows.size(); at += step) {
        const std::vector<std::int64_t> some(
            rows.begin() + static_cast<std::ptrdiff_t>(at),
            rows.begin() + static_cast<std::ptrdiff_t>(std::min(rows.size(), at + step)));
        WholePages::Columns values(columnCount);
        for (std::size_t column = 0; column < columnCount; ++column) {
            for (const auto row : some)
                values[column].push_back(expected(column, row));
        }
        SLIPWAY_TRY(pages.put(some, values));
    }
    return done();
}

bool holdsAll(const WholePages &pages, const std::vector<std::int64_t> &rows)
{
    std::vector<std::int64_t> values(rows.size());
    for (std::size_t column = 0; column < columnCount; ++column) {
        if (!pages.get(column, rows, values))
            return false;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (values[i] != expected(column, rows[i]))
                return false;
        }
    }
    return true;
}

} // namespace

class WholePagesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void rowsComeBackInWhateverOrderTheyWerePut_data()
    {
        QTest::addColumn<bool>("shuffled");
        QTest::addColumn<qint64>("memoryBytes");
        for (const bool shuffled : {false, true}) {
            const auto *order = shuffled ? "in any order" : "in order";
            QTest::addRow("%s, in memory", order) << shuffled << (qint64 {1} << 30);
            QTest::addRow("%s, mostly in a file", order) << shuffled << qint64 {60'000};
        }
    }

    void rowsComeBackInWhateverOrderTheyWerePut()
    {
        QFETCH(const bool, shuffled);
        QFETCH(const qint64, memoryBytes);
        const TemporaryFolder folder;
        WholePages pages(columnCount, folder / "spill", memoryBytes);
        std::vector<std::int64_t> rows(rowCount);
        std::iota(rows.begin(), rows.end(), 0);
        std::mt19937 random(7);
        if (shuffled)
            std::shuffle(rows.begin(), rows.end(), random);
        QVERIFY_OK(putAll(pages, rows, 1999));
        std::shuffle(rows.begin(), rows.end(), random);
        QVERIFY(holdsAll(pages, rows));
        std::sort(rows.begin(), rows.end());
        QVERIFY(holdsAll(pages, rows));
    }

    void manyThreadsReadAtOnce()
    {
        const TemporaryFolder folder;
        WholePages pages(columnCount, folder / "spill", 60'000);
        std::vector<std::int64_t> rows(rowCount);
        std::iota(rows.begin(), rows.end(), 0);
        QVERIFY_OK(putAll(pages, rows, 2048));
        std::array<bool, 4> held {};
        {
            std::vector<std::jthread> threads;
            for (auto &all : held)
                threads.emplace_back([&] { all = holdsAll(pages, rows); });
        }
        QVERIFY(std::ranges::all_of(held, std::identity {}));
    }

    void aRowThatWasNeverPutHasZeros()
    {
        const TemporaryFolder folder;
        WholePages pages(columnCount, folder / "spill", 60'000);
        QVERIFY_OK(putAll(pages, {3, 9'000}, 2));
        std::vector<std::int64_t> values(3, -1);
        QVERIFY_OK(pages.get(0, std::vector<std::int64_t> {4, 5'000, 9'001}, values));
        QCOMPARE(values, std::vector<std::int64_t>({0, 0, 0}));
    }

    void aFolderThatCannotBeMadeIsNamed()
    {
        WholePages pages(columnCount, "/proc/no such folder", 0);
        const auto put = putAll(pages, {1}, 1);
        QVERIFY(!put);
        QVERIFY2(put.error().message.find("/proc/no such folder") != std::string::npos,
                 put.error().message.c_str());
    }
};

SLIPWAY_TEST_MAIN(WholePagesTest)
#include "whole_pages_test.moc"
