#include "core/evaluate/importance.h"

#include "core/base/random.h"
#include "core/stats/auc.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <algorithm>

using namespace slipway;

namespace {

const std::vector<std::string> features {"useful", "idle", "colour"};

/// A label that follows `useful` with some noise; `idle` and `colour` have nothing to do with it.
data::Table rowsOf(std::size_t count)
{
    Random random(7);
    data::Table table;
    table.columns.resize(4);
    for (std::size_t i = 0; i < 3; ++i)
        table.columns[i].name = features[i];
    table.columns[2].kind = data::ColumnKind::Category;
    table.columns[2].levels = {"red", "blue"};
    table.columns[3].name = "click";
    for (std::size_t row = 0; row < count; ++row) {
        const double value = random.normal();
        table.columns[0].numbers.push_back(value);
        table.columns[1].numbers.push_back(random.normal());
        table.columns[2].codes.push_back(static_cast<std::int32_t>(random.below(2)));
        table.columns[3].numbers.push_back(value + random.normal() > 0 ? 1 : 0);
    }
    return table;
}

Result<std::vector<double>> usefulAlone(const data::Table &table)
{
    return table.find("useful")->numbers;
}

double meanOf(const Json &importance, const std::string &feature)
{
    for (const auto &each : importance.at("features")) {
        if (each.at("feature") == feature)
            return each.at("mean").get<double>();
    }
    return -1;
}

} // namespace

class ImportanceTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatAModelIgnoresIsWorthNothing();
    void theOnlyFeatureIsWorthAllThatIsAboveChance();
    void sharesAddUpToOneAndTheMostImportantComesFirst();
    void theSameSeedGivesTheSameNumbers();
    void rowsOfOneClassHaveNoImportance();
    void aLargeTableIsSampledEvenly();
};

void ImportanceTest::whatAModelIgnoresIsWorthNothing()
{
    const auto importance = evaluate::permutationImportance(usefulAlone, rowsOf(2000), features);
    QVERIFY_OK(importance);
    QCOMPARE(meanOf(importance.value(), "idle"), 0.0);
    QCOMPARE(meanOf(importance.value(), "colour"), 0.0);
}

// With its values dealt out anew the only feature says nothing: the AUC falls to 0.5, give or take the noise
// of 5 x 2,000 rows.
void ImportanceTest::theOnlyFeatureIsWorthAllThatIsAboveChance()
{
    const auto table = rowsOf(2000);
    const auto importance = evaluate::permutationImportance(usefulAlone, table, features);
    QVERIFY_OK(importance);
    const double baseline = importance.value().at("baseline").get<double>();
    QVERIFY(baseline > 0.8);
    QCOMPARE_NEAR(meanOf(importance.value(), "useful"), baseline - 0.5, 0.02);
}

void ImportanceTest::sharesAddUpToOneAndTheMostImportantComesFirst()
{
    const auto both = [](const data::Table &table) -> Result<std::vector<double>> {
        auto sum = table.find("useful")->numbers;
        for (std::size_t i = 0; i < sum.size(); ++i)
            sum[i] += 0.3 * table.find("idle")->numbers[i];
        return sum;
    };
    const auto importance = evaluate::permutationImportance(both, rowsOf(2000), features);
    QVERIFY_OK(importance);
    const auto &listed = importance.value().at("features");
    QCOMPARE(listed.at(0).at("feature").get<std::string>(), std::string("useful"));
    double sum = 0;
    for (const auto &each : listed)
        sum += each.at("share").get<double>();
    QCOMPARE_NEAR(sum, 1.0, 1e-12);
}

void ImportanceTest::theSameSeedGivesTheSameNumbers()
{
    const auto table = rowsOf(500);
    const auto first = evaluate::permutationImportance(usefulAlone, table, features);
    const auto second = evaluate::permutationImportance(usefulAlone, table, features);
    QVERIFY_OK(first);
    QVERIFY_OK(second);
    QVERIFY(first.value() == second.value());
}

void ImportanceTest::rowsOfOneClassHaveNoImportance()
{
    auto table = rowsOf(100);
    std::fill(table.columns[3].numbers.begin(), table.columns[3].numbers.end(), 1.0);
    const auto importance = evaluate::permutationImportance(usefulAlone, table, features);
    QVERIFY_OK(importance);
    QVERIFY(importance.value().at("baseline").is_null());
    QVERIFY(importance.value().at("features").empty());
}

void ImportanceTest::aLargeTableIsSampledEvenly()
{
    const auto table = rowsOf(1000);
    std::vector<double> seen;
    const auto keep = [&](const data::Table &part) -> Result<std::vector<double>> {
        if (seen.empty())
            seen = part.find("useful")->numbers;
        return part.find("useful")->numbers;
    };
    const auto importance = evaluate::permutationImportance(keep, table, features, {.rows = 250});
    QVERIFY_OK(importance);
    QCOMPARE(importance.value().at("rows").get<int>(), 250);
    for (std::size_t i = 0; i < seen.size(); ++i)
        QCOMPARE(seen[i], table.columns[0].numbers[4 * i]);
}

SLIPWAY_TEST_MAIN(ImportanceTest)
#include "importance_test.moc"
