#include "core/data/feed_generator.h"
#include "core/features/definitions/scenario_sets.h"
#include "core/features/feed_features.h"
#include "core/features/join/offline.h"

#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <fmt/format.h>

using namespace slipway;
using namespace slipway::testing;
using features::OfflineFeatures;

class RowOrderTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    /// Nothing that the feed looks up may turn its rows about: else each file is sorted once more.
    void answersStandInTheOrderOfTheFile_data()
    {
        QTest::addColumn<QString>("format");
        QTest::newRow("csv") << QStringLiteral("csv");
        QTest::newRow("parquet") << QStringLiteral("parquet");
    }

    void answersStandInTheOrderOfTheFile()
    {
        QFETCH(const QString, format);
        const TemporaryFolder folder;
        constexpr int rows = 300'000; // more than DuckDB reads in one piece
        QVERIFY_OK(data::generateFeed({.interactions = rows}, folder / "raw", format.toStdString(),
                                      folder / "truth.parquet"));
        const auto files = features::feedFiles(folder / "raw");
        QVERIFY_OK(files);
        auto offline = OfflineFeatures::open(
            features::findScenarioSet("feed").value()->set,
            {.tables = files.value(), .temporaryFolder = folder / "spill", .threads = 2});
        QVERIFY_OK(offline);
        const auto asked =
            offline.value().ask({.query = "interaction_id, \"timestamp\", user_id, item_id, device, position",
                                 .time = "timestamp",
                                 .rowsOf = "interactions",
                                 .times = false});
        QVERIFY_OK(asked);
        QVERIFY(asked.value().ordered);
        std::int64_t last = 0;
        std::int64_t seen = 0;
        QVERIFY_OK(offline.value().duck().stream(
            fmt::format("SELECT epoch_us(\"timestamp\"), user_historical_ctr, item_category FROM ({})",
                        asked.value().answers),
            [&](const data::Block &block) -> Status {
                for (std::size_t row = 0; row < block.rows; ++row) {
                    seen += block.columns[0].whole[row] >= last;
                    last = block.columns[0].whole[row];
                }
                return done();
            }));
        QCOMPARE(seen, std::int64_t {rows});
    }
};

SLIPWAY_TEST_MAIN(RowOrderTest)
#include "row_order_test.moc"
