#include "core/features/store/feature_question.h"
#include "core/features/store/lmdb_store.h"
#include "core/features/store/materialize.h"
#include "core/features/store/skew.h"
#include "tests/core/features/made_world.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <fmt/format.h>

#include <algorithm>

using namespace slipway;
using namespace slipway::features;
using namespace slipway::testing;

namespace {

/// Rows of the labels whose features are asked for: their keys and what comes with a request.
struct Asked {
    std::vector<std::string> names;
    std::vector<std::vector<Json>> rows;
};

bool isGiven(const FeatureSet &set, const std::string &name)
{
    const auto *feature = set.feature(name);
    if (feature)
        return feature->kind == FeatureKind::Request;
    return std::ranges::any_of(set.entities, [&](const Entity &entity) {
        return std::ranges::find(entity.keys, name) != entity.keys.end();
    });
}

Result<Asked> askedRows(const FeatureSet &set, const std::filesystem::path &labels, int count)
{
    Asked asked;
    SLIPWAY_ASSIGN(auto duck, data::Duck::open({.allowed = {labels}}));
    SLIPWAY_TRY(
        duck.stream(fmt::format("SELECT * FROM read_parquet({}) ORDER BY hash({}) LIMIT {}",
                                data::quoted(labels.string()), data::identifier(set.labels.time), count),
                    [&](const data::Block &block) -> Status {
                        for (std::size_t row = 0; row < block.rows; ++row) {
                            auto &values = asked.rows.emplace_back();
                            asked.names.clear();
                            for (const auto &column : block.columns) {
                                if (!isGiven(set, column.name))
                                    continue;
                                asked.names.push_back(column.name);
                                values.push_back(column.missing(row) ? Json()
                                                     : column.form == data::BlockColumn::Form::Text
                                                     ? Json(column.texts[row])
                                                     : column.isTime() ? Json(isoTime(column.whole[row]))
                                                     : column.form == data::BlockColumn::Form::Whole
                                                     ? Json(column.whole[row])
                                                     : Json(column.reals[row]));
                            }
                        }
                        return done();
                    }));
    return asked;
}

OnlineInput inputOf(const Json &value)
{
    if (value.is_number_integer())
        return OnlineInput::ofWhole(value.get<std::int64_t>());
    if (value.is_number())
        return OnlineInput::ofNumber(value.get<double>());
    return value.is_string() ? OnlineInput::ofText(value.get_ref<const std::string &>()) : OnlineInput();
}

/// The moment that so many of the labels' rows lie before.
Result<TimeMicros> momentAt(const FeatureSet &set, const std::filesystem::path &labels, double share)
{
    SLIPWAY_ASSIGN(auto duck, data::Duck::open({.allowed = {labels}}));
    SLIPWAY_ASSIGN(
        const double time,
        duck.number(fmt::format("SELECT epoch_us(quantile_disc(CAST({} AS TIMESTAMP), {})) FROM "
                                "read_parquet({})",
                                data::identifier(set.labels.time), share, data::quoted(labels.string()))));
    return static_cast<TimeMicros>(time);
}

} // namespace

class StoreScenariosTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void servesWhatTheOfflineTablesKnow_data();
    void servesWhatTheOfflineTablesKnow();
};

void StoreScenariosTest::servesWhatTheOfflineTablesKnow_data()
{
    QTest::addColumn<QString>("scenario");
    for (const auto *scenario : {"feed", "churn", "fraud", "demand", "reviews"})
        QTest::addRow("%s", scenario) << QString::fromLatin1(scenario);
}

// Whatever is stored as of a moment and asked for at that moment is what a row of training data of the moment
// has, in every scenario and bit for bit, entities that are new included.
void StoreScenariosTest::servesWhatTheOfflineTablesKnow()
{
    QFETCH(const QString, scenario);
    const auto name = scenario.toStdString();
    const auto &world = madeWorld(name);
    const auto set = std::make_shared<const FeatureSet>(setOf(name));
    const auto labels = world.tables.at(set->labels.table);
    const auto asked = askedRows(*set, labels, 60);
    QVERIFY_OK(asked);
    TemporaryFolder folder;
    auto store = LmdbStore::open(folder.path(), {.create = true});
    QVERIFY_OK(store);
    auto offline = openSet(name, *set, world.tables);
    QVERIFY_OK(offline);
    SkewTest test(*set, {.tables = world.tables, .temporaryFolder = folder / "spill"});
    for (const double share : {0.3, 0.8}) {
        const auto now = momentAt(*set, labels, share);
        QVERIFY_OK(now);
        QVERIFY_OK(
            materialize(offline.value(), *store.value(), {.to = now.value(), .incremental = share > 0.5}));
        auto answerer = FeatureAnswerer::make(set, *store.value());
        QVERIFY_OK(answerer);
        FeatureQuestion question;
        for (std::size_t i = 0; i < asked.value().names.size(); ++i) {
            auto &column = question.entities.emplace_back();
            column.name = asked.value().names[i];
            for (const auto &row : asked.value().rows)
                column.values.push_back(inputOf(row[i]));
        }
        QVERIFY_OK(answerer.value().answer(question, now.value()));
        std::vector<ServedRow> rows;
        for (std::size_t i = 0; i < question.rows(); ++i) {
            std::string line;
            writeServedRow(answerer.value().reader(), answerer.value().asked(), answerer.value().answers(), i,
                           "r", 1, line);
            rows.push_back(readServedRow(line, "line").value());
        }
        QVERIFY_OK(test.add(rows));
    }
    const auto &report = test.report();
    const auto why = report.listed.empty()
        ? std::string()
        : fmt::format("{} different, {} stale; {} of {}: {} served, {} offline. {}", report.different,
                      report.stale, report.listed[0].feature, report.listed[0].entity.dump(),
                      report.listed[0].served.dump(), report.listed[0].offline.dump(),
                      report.listed[0].reason);
    QVERIFY2(report.listed.empty(), why.c_str());
    QVERIFY(report.cells > 1000);
    QCOMPARE(report.largestDifference, 0.0);
}

SLIPWAY_TEST_MAIN(StoreScenariosTest)
#include "scenarios_test.moc"
