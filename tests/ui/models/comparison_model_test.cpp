#include "ui/models/comparison_model.h"

#include "tests/support/ui_test_main.h"
#include "tests/support/verify.h"
#include "ui/models/setting_pairs_model.h"
#include "ui/widgets/item_roles.h"

#include <QAbstractItemModelTester>
#include <QTest>

using namespace slipway;
using namespace slipway::ui;

namespace {

/// As the engine answers: A minus B.
Json answer()
{
    return Json::parse(
        R"({"a":"feed-model/1","b":"feed-model/2","auc_a":0.676,"auc_b":0.75,"ci":[-0.0954,-0.0523],
        "data":"feed_test","difference":-0.074,"mcnemar":{"b":1,"c":12,"p_value":0.0034},"n":3000,
        "p_value":1.9e-11,"smallest_difference":0.005,"verdict":"b_better","z":-6.7})");
}

Json evaluation(double auc, double loss)
{
    return {{"metrics", {{"auc", auc}, {"log_loss", loss}, {"ndcg@10", nullptr}}},
            {"data", {{"name", "feed_test"}, {"version", 1}}}};
}

} // namespace

class ComparisonModelTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aComparisonIsSeenFromB();
    void whatTheEngineDidNotFindIsNotANumber();
    void changesCarryTheirSign();
    void onlyTheComparedMetricHasAnInterval();
    void theIntervalOfOtherRowsIsLeftOut();
    void onlySettingsThatDifferAreShown();
};

void ComparisonModelTest::aComparisonIsSeenFromB()
{
    const auto comparison = comparisonFrom(answer());
    QVERIFY(comparison.verdict == Comparison::Verdict::BBetter);
    QCOMPARE_NEAR(comparison.difference, 0.074, 1e-12);
    QCOMPARE_NEAR(comparison.low, 0.0523, 1e-12);
    QCOMPARE_NEAR(comparison.high, 0.0954, 1e-12);
    QCOMPARE(comparison.onlyB, 12.0);
    QCOMPARE(comparison.data, QStringLiteral("feed_test"));
}

void ComparisonModelTest::whatTheEngineDidNotFindIsNotANumber()
{
    auto json = answer();
    json["ci"] = nullptr;
    json["auc_a"] = nullptr;
    json["verdict"] = "inconclusive";
    const auto comparison = comparisonFrom(json);
    QVERIFY(!comparison.hasInterval());
    QVERIFY(std::isnan(comparison.aucA));
    QVERIFY(comparison.verdict == Comparison::Verdict::Inconclusive);
}

void ComparisonModelTest::changesCarryTheirSign()
{
    QCOMPARE(changeText(0.0134), QStringLiteral("+0.013"));
    QCOMPARE(changeText(-0.007), QStringLiteral("\u22120.007"));
    QCOMPARE(changeText(0.0001), QStringLiteral("0.000"));
    QCOMPARE(changeText(std::nan("")), QStringLiteral("–"));
}

void ComparisonModelTest::onlyTheComparedMetricHasAnInterval()
{
    ComparisonModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.show(evaluation(0.676, 0.41), evaluation(0.75, 0.318), comparisonFrom(answer()));
    QCOMPARE(model.rowCount(), 2); // NDCG was not measured
    const auto at = [&](int row, int column) { return model.index(row, column); };
    QCOMPARE(at(0, ComparisonModel::Change).data().toString(), QStringLiteral("+0.074"));
    QCOMPARE(at(0, ComparisonModel::Interval).data().toString(), QStringLiteral("+0.052 to +0.095"));
    QVERIFY(at(0, ComparisonModel::B).data(StrongRole).toBool());
    QVERIFY(!at(0, ComparisonModel::A).data(StrongRole).toBool());
    QCOMPARE(at(1, ComparisonModel::Change).data().toString(), QStringLiteral("\u22120.092"));
    QVERIFY(!at(1, ComparisonModel::B).data(StrongRole).toBool());
    QVERIFY(std::isnan(at(1, ComparisonModel::Interval).data(SortRole).toDouble()));
    QCOMPARE_NEAR(model.reach(), 0.0954, 1e-12);
    QCOMPARE(at(0, 0).data(Qt::AccessibleTextRole).toString(),
             QStringLiteral("AUC: A 0.676, B 0.750, B minus A +0.074, 95% interval +0.052 to +0.095."));
}

void ComparisonModelTest::theIntervalOfOtherRowsIsLeftOut()
{
    auto other = comparisonFrom(answer());
    other.data = QStringLiteral("feed_val");
    ComparisonModel model;
    model.show(evaluation(0.7, 0.41), evaluation(0.72, 0.318), other);
    QCOMPARE(model.index(0, ComparisonModel::A).data().toString(), QStringLiteral("0.700"));
    QCOMPARE(model.reach(), 0.0);
}

void ComparisonModelTest::onlySettingsThatDifferAreShown()
{
    SettingPairsModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.show({{"training.epochs", "3"}, {"training.seed", "42"}},
               {{"training.epochs", "10"}, {"training.seed", "42"}, {"model.dropout", "0.1"}});
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.alike(), 1);
    QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("model.dropout"));
    QCOMPARE(model.index(0, SettingPairsModel::A).data().toString(), QStringLiteral("–"));
    QCOMPARE(model.index(1, SettingPairsModel::B).data().toString(), QStringLiteral("10"));
}

SLIPWAY_UI_TEST_MAIN(ComparisonModelTest)
#include "comparison_model_test.moc"
