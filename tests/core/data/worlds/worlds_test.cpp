#include "tests/core/data/worlds/made_world.h"
#include "tests/support/test_main.h"

#include <QObject>
#include <QTest>

using namespace slipway;
using slipway::testing::MadeWorld;

/// The laws of each world: rates, effects of causes, labels that follow the truth and nothing else.
class WorldsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void labelsAreDrawsOfTheTruth_data();
    void labelsAreDrawsOfTheTruth();
    void customersLeaveForTheirReasons();
    void customersAreTheSumsOfTheirEvents();
    void nothingOfACustomerIsLaterThanTheSnapshot();
    void fraudIsRareAndHasItsMarks();
    void velocityIsCountedFromTheRowsBefore();
    void salesFollowTheirExpectation();
    void salesHaveSeasonsPromotionsAndHolidays();
    void reviewsSayWhatTheirAuthorsMet();
    void aShiftOfThePriorChangesTheOddsAlone();
    void aDriftOfTheConceptChangesTheEffectAlone();
    void aShiftOfACauseLeavesTheEffect();
};

void WorldsTest::labelsAreDrawsOfTheTruth_data()
{
    QTest::addColumn<QByteArray>("scenario");
    QTest::addColumn<QByteArray>("label");
    QTest::addColumn<QByteArray>("probability");
    QTest::addColumn<QByteArray>("key");
    QTest::addColumn<int>("rows");
    QTest::newRow("churn") << QByteArray("churn") << QByteArray("churn") << QByteArray("probability")
                           << QByteArray("customer_id") << 8000;
    QTest::newRow("fraud") << QByteArray("fraud") << QByteArray("is_fraud") << QByteArray("probability")
                           << QByteArray("transaction_id") << 400'000;
    for (const char *mark : {"negative", "neutral", "positive"}) {
        QTest::newRow(mark) << QByteArray("reviews") << QByteArray("(sentiment = '") + mark + "')::INTEGER"
                            << QByteArray("p_") + mark << QByteArray("review_id") << 30'000;
    }
}

void WorldsTest::labelsAreDrawsOfTheTruth()
{
    QFETCH(QByteArray, scenario);
    QFETCH(QByteArray, label);
    QFETCH(QByteArray, probability);
    QFETCH(QByteArray, key);
    QFETCH(int, rows);
    MadeWorld world(scenario.constData(), {{"rows", rows}});
    const auto &task = world.scenario().task;
    const auto from =
        "(SELECT * FROM " + task.table + " JOIN " + task.table + "_truth USING (" + key.toStdString() + "))";
    const double found = world.calibration(from, label.toStdString(), probability.toStdString());
    QVERIFY2(found < MadeWorld::surelyWrong, QByteArray::number(found).constData());
    if (task.kind != "binary")
        return;
    const double auc = world.auc(from, label.toStdString(), probability.toStdString());
    QCOMPARE_NEAR(world.summary()["best_auc"].get<double>(), auc, 1e-4);
    QCOMPARE_NEAR(world.summary()["best_brier"].get<double>(),
                  world.number("SELECT avg((" + label.toStdString() + " - probability) ** 2) FROM " + from),
                  1e-9);
}

void WorldsTest::customersLeaveForTheirReasons()
{
    MadeWorld world("churn", {{"rows", 12'000}});
    const double rate = world.number("SELECT avg(churn) FROM customers");
    QCOMPARE_NEAR(rate, 0.25, 0.02);
    QVERIFY(world.summary()["best_auc"].get<double>() > 0.9);
    QVERIFY(world.summary()["best_auc"].get<double>() < 0.98);
    const auto rateOf = [&](const std::string &where) {
        return world.number("SELECT avg(churn) FROM customers WHERE " + where);
    };
    QVERIFY(rateOf("contract_type = 'month-to-month'") > rateOf("contract_type = 'one year'") + 0.05);
    QVERIFY(rateOf("contract_type = 'one year'") > rateOf("contract_type = 'two year'") + 0.05);
    QVERIFY(rateOf("late_payments >= 3") > rateOf("late_payments = 0") + 0.05);
    QVERIFY(rateOf("tenure < 12") > rateOf("tenure > 48") + 0.05);
    QVERIFY(rateOf("usage_days < 12") > rateOf("usage_days > 24") + 0.2);
    QVERIFY(rateOf("open_tickets > 0") > rateOf("open_tickets = 0") + 0.1);
    QVERIFY(rateOf("outage_hours > 10") > rateOf("outage_hours = 0"));
    QVERIFY(rateOf("payment_method = 'check'") > rateOf("payment_method = 'direct debit'"));
    // What has no effect shows none: two shares differ by less than four standard deviations.
    QCOMPARE_NEAR(rateOf("gender = 'female'"), rateOf("gender = 'male'"), 4 * std::sqrt(0.19 / 3000));
    // No single column tells it, as a leak would.
    for (const char *column : {"usage_days", "late_payments", "tenure", "support_tickets", "monthly_revenue",
                               "avg_data_usage", "open_tickets", "last_satisfaction", "usage_change"}) {
        const double auc = world.auc(
            "(SELECT * FROM customers WHERE " + std::string(column) + " IS NOT NULL)", "churn", column);
        QVERIFY2(std::abs(auc - 0.5) < 0.4, column);
    }
}

void WorldsTest::customersAreTheSumsOfTheirEvents()
{
    MadeWorld world("churn", {{"rows", 1500}});
    QCOMPARE(world.number("SELECT count(*) FROM customers c JOIN (SELECT customer_id, avg(data_gb) AS m, "
                          "avg(call_minutes) AS t FROM usage GROUP BY customer_id) u USING (customer_id) "
                          "WHERE abs(c.avg_data_usage - u.m) > 0.00501 OR abs(c.avg_call_minutes - u.t) > "
                          "0.0501"),
             0.0);
    QCOMPARE(world.number("SELECT count(*) FROM customers c JOIN (SELECT customer_id, avg(amount) AS m, "
                          "sum((days_late > 0)::INTEGER) AS late, arg_max(amount, billed_on) AS last FROM "
                          "billing GROUP BY customer_id) b USING (customer_id) WHERE "
                          "abs(c.avg_monthly_charges - b.m) > 0.00501 OR c.late_payments <> b.late OR "
                          "abs(c.monthly_revenue - b.last) > 1e-6"),
             0.0);
    QCOMPARE(
        world.number("SELECT count(*) FROM customers c LEFT JOIN (SELECT customer_id, count(*) AS n FROM "
                     "support GROUP BY customer_id) s USING (customer_id) WHERE "
                     "c.support_tickets <> coalesce(s.n, 0)"),
        0.0);
    QCOMPARE(world.number("SELECT count(*) FROM customers c JOIN (SELECT customer_id, sum(active_days) AS n "
                          "FROM (SELECT *, row_number() OVER (PARTITION BY customer_id ORDER BY week_start "
                          "DESC) AS r FROM usage) WHERE r <= 4 GROUP BY customer_id) u USING (customer_id) "
                          "WHERE c.usage_days <> u.n"),
             0.0);
    QCOMPARE(world.number("SELECT count(*) FROM customers c JOIN (SELECT customer_id, arg_max(contract_type, "
                          "started_on) AS k FROM contracts GROUP BY customer_id) k USING (customer_id) WHERE "
                          "c.contract_type <> k.k"),
             0.0);
}

void WorldsTest::nothingOfACustomerIsLaterThanTheSnapshot()
{
    MadeWorld world("churn", {{"rows", 1500}});
    for (const auto &[table, moment] :
         {std::pair("usage", "week_start + 7"), std::pair("billing", "billed_on + days_late::INTEGER"),
          std::pair("contracts", "started_on"),
          std::pair("support",
                    "opened_at + to_milliseconds((coalesce(hours_to_resolve, 0) * "
                    "3600000)::BIGINT)")}) {
        QVERIFY2(world.number(std::string("SELECT count(*) FROM ") + table
                              + " JOIN customers USING (customer_id) WHERE " + moment + " > snapshot_at")
                     == 0,
                 table);
    }
}

void WorldsTest::fraudIsRareAndHasItsMarks()
{
    MadeWorld world("fraud", {{"rows", 400'000}});
    const double rate = world.number("SELECT avg(is_fraud) FROM transactions");
    QVERIFY2(rate > 0.0015 && rate < 0.0026, QByteArray::number(rate).constData());
    const double best = world.summary()["best_auc"].get<double>();
    QVERIFY2(best > 0.93 && best < 0.999, QByteArray::number(best).constData());
    const auto mean = [&](const std::string &what, int fraud) {
        return world.number("SELECT avg(" + what
                            + ") FROM transactions WHERE is_fraud = " + std::to_string(fraud));
    };
    QVERIFY(mean("ln(amount)", 1) > mean("ln(amount)", 0) + 0.5);
    QVERIFY(mean("transactions_last_hour", 1) > mean("transactions_last_hour", 0) + 0.3);
    QVERIFY(mean("km_from_home", 1) > 2 * mean("km_from_home", 0));
    QVERIFY(mean("(channel = 'online')::INTEGER", 1) > mean("(channel = 'online')::INTEGER", 0) + 0.2);
    QVERIFY(mean("(category = 'electronics')::INTEGER", 1)
            > 2 * mean("(category = 'electronics')::INTEGER", 0));
    // Distances are those on the map.
    QVERIFY(
        world.number("SELECT max(abs(km_from_home - 111.2 * sqrt(pow(m.latitude - c.latitude, 2) + "
                     "pow((m.longitude - c.longitude) * cos(radians(c.latitude)), 2)))) FROM transactions "
                     "JOIN cards c USING (card_id) JOIN merchants m USING (merchant_id) WHERE channel <> "
                     "'online'")
        < 1);
}

void WorldsTest::velocityIsCountedFromTheRowsBefore()
{
    MadeWorld world("fraud", {{"rows", 40'000}, {"days", 5}, {"entities", 300}});
    QCOMPARE(
        world.number("SELECT count(*) FROM (SELECT a.transaction_id, any_value(a.transactions_last_hour) "
                     "AS said, least(6, count(b.transaction_id)) AS found FROM transactions a LEFT JOIN "
                     "transactions b ON a.card_id = b.card_id AND b.transaction_id < a.transaction_id AND "
                     "b.timestamp > a.timestamp - INTERVAL 1 HOUR GROUP BY a.transaction_id) WHERE said "
                     "<> found"),
        0.0);
    QCOMPARE(world.number("SELECT count(*) FROM (SELECT minutes_since_last AS said, date_diff('second', "
                          "lag(timestamp) OVER (PARTITION BY card_id ORDER BY transaction_id), timestamp) // "
                          "60 AS found FROM transactions) WHERE said IS DISTINCT FROM found"),
             0.0);
}

// A mean of rows lies within four standard deviations: Poisson and the chance of the day (lognormal, 0.25).
void WorldsTest::salesFollowTheirExpectation()
{
    MadeWorld world("demand", {{"rows", 200'000}});
    world.execute(
        "CREATE TABLE seen AS SELECT *, expected_sales + expected_sales ** 2 * (exp(0.0625) - 1) AS "
        "variance FROM sales JOIN sales_truth USING (date, store_id, item_id)");
    for (const std::string group : {"in_stock_hours < 14", "promotion = 1", "holiday <> 'none'",
                                    "expected_sales < 3", "expected_sales > 40", "true"}) {
        QVERIFY2(world.number("SELECT abs(sum(sales - expected_sales)) / sqrt(sum(variance)) FROM seen WHERE "
                              + group)
                     < 4,
                 group.c_str());
    }
    QCOMPARE_NEAR(world.number("SELECT sum((sales - expected_sales) ** 2) / sum(variance) FROM seen"), 1,
                  0.08);
    QCOMPARE_NEAR(world.summary()["best_rmse"].get<double>(),
                  world.number("SELECT sqrt(avg((sales - expected_sales) ** 2)) FROM seen"), 1e-9);
    QCOMPARE_NEAR(world.summary()["best_wape"].get<double>(),
                  world.number("SELECT sum(abs(sales - expected_sales)) / sum(sales) FROM seen"), 1e-9);
    QCOMPARE(world.number("SELECT count(*) FROM seen WHERE in_stock_hours = 0 AND sales > 0"), 0.0);
    // One series begins later, so that the rows are exactly as many as asked.
    QCOMPARE(world.number("SELECT count(*) FROM (SELECT count(*) AS n, count(DISTINCT date) AS d, "
                          "date_diff('day', min(date), max(date)) + 1 AS days FROM sales GROUP BY store_id, "
                          "item_id) WHERE n <> d OR n <> days"),
             0.0);
}

void WorldsTest::salesHaveSeasonsPromotionsAndHolidays()
{
    MadeWorld world("demand", {{"rows", 200'000}, {"days", 400}, {"entities", 20}});
    const auto mean = [&](const std::string &where) {
        return world.number("SELECT avg(sales) FROM sales JOIN stores USING (store_id) JOIN items USING "
                            "(item_id) WHERE "
                            + where);
    };
    QVERIFY(mean("promotion = 1 AND in_stock_hours = 14")
            > 1.3 * mean("promotion = 0 AND in_stock_hours = 14"));
    QVERIFY(mean("kind = 'office' AND dayofweek(date) BETWEEN 1 AND 4")
            > 1.5 * mean("kind = 'office' AND dayofweek(date) = 0"));
    if (world.number("SELECT count(*) FROM items WHERE category = 'garden'") > 0)
        QVERIFY(mean("category = 'garden' AND month(date) = 5")
                > 3 * mean("category = 'garden' AND month(date) = 11"));
    QVERIFY(mean("holiday = 'christmas'") < 0.3 * mean("holiday = 'christmas eve'"));
    QCOMPARE_NEAR(world.number("SELECT avg(promotion) FROM sales"), 0.12, 0.03);
    // A promotion is never dearer than the usual price, and always for whole weeks.
    QCOMPARE(
        world.number("SELECT count(*) FROM sales s JOIN items i USING (item_id) WHERE (promotion = 1) <> "
                     "(s.price < i.price * 0.95)"),
        0.0);
    QCOMPARE(world.number("SELECT max(n) FROM (SELECT count(DISTINCT promotion) AS n FROM sales GROUP BY "
                          "item_id, date_trunc('week', date))"),
             1.0);
}

void WorldsTest::reviewsSayWhatTheirAuthorsMet()
{
    MadeWorld world("reviews", {{"rows", 30'000}});
    world.execute("CREATE TABLE seen AS SELECT * FROM reviews JOIN reviews_truth USING (review_id)");
    QCOMPARE(world.number("SELECT max(abs(p_negative + p_neutral + p_positive - 1)) < 1e-9 FROM seen"), 1.0);
    for (const char *mark : {"negative", "neutral", "positive"})
        QVERIFY(world.number(std::string("SELECT avg((sentiment = '") + mark + "')::INTEGER) FROM seen")
                > 0.1);
    QCOMPARE_NEAR(world.summary()["best_accuracy"].get<double>(),
                  world.number("SELECT avg((CASE WHEN p_negative >= greatest(p_neutral, p_positive) THEN "
                               "'negative' WHEN p_neutral >= p_positive THEN 'neutral' ELSE 'positive' END = "
                               "sentiment)::INTEGER) FROM seen"),
                  1e-9);
    QVERIFY(world.summary()["best_accuracy"].get<double>() > 0.75);
    QVERIFY(world.number("SELECT corr(stars, opinion) FROM seen") > 0.8);
    // Words mean what they say, negated ones too.
    const auto opinion = [&](const std::string &words) {
        return world.number("SELECT avg(opinion) FROM seen WHERE text LIKE '%" + words + "%'");
    };
    QVERIFY(opinion("is good") > 0.3);
    QVERIFY(opinion("is not good at all") < -0.3);
    QVERIFY(opinion("is not bad at all") > 0.3);
    QVERIFY(opinion("is bad") < -0.3);
    QVERIFY(opinion("did not disappoint") > 0.3);
    // There are mixed ones, and they are in between.
    QVERIFY(world.number("SELECT avg((text LIKE '%, but %')::INTEGER) FROM seen") > 0.03);
    QVERIFY(world.number("SELECT avg(abs(opinion)) FROM seen WHERE text LIKE '%, but %'")
            < world.number("SELECT avg(abs(opinion)) FROM seen WHERE text NOT LIKE '%, but %'"));
    // Every text is whole.
    QCOMPARE(world.number("SELECT count(*) FROM seen WHERE text LIKE '%#%' OR text LIKE '%@%' OR text LIKE "
                          "'%  %' OR NOT regexp_full_match(text, '[A-Z].*\\.')"),
             0.0);
    QVERIFY(world.number("SELECT count(DISTINCT text) / count(*) FROM seen") > 0.9);
}

// Odds double with strength 1, and the truth stays calibrated and orders the rows as well as before.
void WorldsTest::aShiftOfThePriorChangesTheOddsAlone()
{
    const struct {
        const char *scenario;
        const char *positive;
        const char *time;
        const char *probability;
        int rows;
    } cases[] {{"feed", "click", "timestamp", "probability", 200'000},
               {"churn", "churn", "snapshot_at", "probability", 8000},
               {"fraud", "is_fraud", "timestamp", "probability", 600'000},
               {"reviews", "(sentiment = 'negative')::INTEGER", "timestamp", "p_negative", 40'000}};
    for (const auto &each : cases) {
        Json settings {{"rows", each.rows}};
        MadeWorld usual(each.scenario, settings);
        settings["incidents"] = Json::array({{{"kind", "prior_shift"}, {"at", "0.5"}}});
        MadeWorld shifted(each.scenario, settings);
        const auto &table = usual.scenario().task.table;
        const auto middle = shifted.summary()["incidents"][0]["at"].get<std::string>().substr(0, 19);
        const std::string later = std::string(each.time) + " >= TIMESTAMP '" + middle + "'";
        const auto odds = [&](MadeWorld &world) {
            const double rate = world.number(std::string("SELECT avg(") + each.positive + ") FROM " + table
                                             + " WHERE " + later);
            return rate / (1 - rate);
        };
        QCOMPARE_NEAR(std::log2(odds(shifted) / odds(usual)), 1, 0.25);
        const auto key = usual.scenario().table(table)->columns.front().name;
        const auto from =
            "(SELECT * FROM " + table + " JOIN " + table + "_truth USING (" + key + ") WHERE " + later + ")";
        QVERIFY2(shifted.calibration(from, each.positive, each.probability) < MadeWorld::surelyWrong,
                 each.scenario);
        QCOMPARE_NEAR(shifted.auc(from, each.positive, each.probability),
                      usual.auc(from, each.positive, each.probability), 0.02);
    }
}

void WorldsTest::aDriftOfTheConceptChangesTheEffectAlone()
{
    Json settings {{"rows", 12'000}};
    MadeWorld usual("churn", settings);
    settings["incidents"] =
        Json::array({{{"kind", "concept_drift"}, {"at", "0.5"}, {"column", "contract_type"}}});
    MadeWorld drifted("churn", settings);
    const auto effect = [](MadeWorld &world) {
        return world.number("SELECT avg(churn) FILTER (contract_type = 'month-to-month') - avg(churn) FILTER "
                            "(contract_type = 'two year') FROM customers");
    };
    QVERIFY(effect(usual) > 0.15);
    QCOMPARE_NEAR(effect(drifted), effect(usual) * 0, 0.12); // what is left comes by way of size
    QCOMPARE(drifted.number("SELECT sum(seats) + sum(tenure) + sum(avg_data_usage) FROM customers"),
             usual.number("SELECT sum(seats) + sum(tenure) + sum(avg_data_usage) FROM customers"));
}

void WorldsTest::aShiftOfACauseLeavesTheEffect()
{
    Json settings {{"rows", 200'000}};
    MadeWorld usual("feed", settings);
    settings["incidents"] =
        Json::array({{{"kind", "covariate_shift"}, {"at", "0.5"}, {"column", "device"}, {"strength", 1.5}}});
    MadeWorld shifted("feed", settings);
    const std::string later = " FROM interactions JOIN interactions_truth USING (interaction_id) WHERE "
                              "timestamp >= TIMESTAMP '2026-01-16' ";
    QVERIFY(shifted.number("SELECT avg((device = 'mobile')::INTEGER)" + later)
            > usual.number("SELECT avg((device = 'mobile')::INTEGER)" + later) + 0.2);
    // The same rows but for the device, so the same clicks on each device within chance.
    QCOMPARE(shifted.number("SELECT sum(user_id) + sum(item_id) + sum(position)" + later),
             usual.number("SELECT sum(user_id) + sum(item_id) + sum(position)" + later));
    QCOMPARE_NEAR(shifted.number("SELECT avg(probability)" + later + "AND device = 'mobile'"),
                  usual.number("SELECT avg(probability)" + later + "AND device = 'mobile'"), 0.01);
}

SLIPWAY_TEST_MAIN(WorldsTest)
#include "worlds_test.moc"
