#include "core/stats/auc.h"
#include "core/stats/ranks.h"

#include "tests/core/features/made_world.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstring>
#include <map>
#include <memory>
#include <set>

using namespace slipway;
using namespace slipway::testing;
using features::FeatureSet;

namespace {

namespace fs = std::filesystem;

/// What a table looked like at the moment {T}: rows that had not happened are gone, and values that nobody
/// knew yet are missing. Written from the stories of the worlds, not from the definitions of features.
const std::map<std::string, std::map<std::string, std::string>> &pastOf()
{
    static const std::map<std::string, std::map<std::string, std::string>> past {
        {"churn",
         {{"customers", "SELECT * REPLACE (NULL::BIGINT AS churn) FROM customers"},
          {"contracts", "FROM contracts WHERE started_on <= {T}"},
          {"usage", "FROM usage WHERE week_start + INTERVAL 7 DAY <= {T}"},
          {"billing",
           "SELECT * REPLACE (CASE WHEN billed_on + to_days(CAST(days_late AS INTEGER)) < {T} "
           "THEN days_late END AS days_late) FROM billing WHERE billed_on <= {T}"},
          {"support",
           "SELECT * EXCLUDE (resolved) REPLACE (CASE WHEN resolved <= {T} THEN hours_to_resolve END AS "
           "hours_to_resolve, "
           "CASE WHEN resolved <= {T} THEN satisfaction END AS satisfaction) FROM "
           "(SELECT *, opened_at + to_microseconds(CAST(hours_to_resolve * 3600000000 AS BIGINT)) AS "
           "resolved "
           "FROM support) WHERE opened_at <= {T}"}}},
        {"fraud",
         {{"cards", "FROM cards"},
          {"merchants", "FROM merchants"},
          {"transactions",
           "SELECT * REPLACE (CASE WHEN timestamp + INTERVAL 14 DAY < {T} THEN is_fraud END AS is_fraud) "
           "FROM transactions WHERE timestamp <= {T}"}}},
        {"demand",
         {{"stores", "FROM stores"},
          {"items", "FROM items"},
          // The order is placed a week ahead; what was planned for the days until then is known, but sales
          // only of days that are over.
          {"sales",
           "SELECT * EXCLUDE (over) REPLACE (CASE WHEN over THEN in_stock_hours END AS in_stock_hours, "
           "CASE WHEN over THEN sales END AS sales) FROM (SELECT *, date + INTERVAL 8 DAY <= {T} "
           "AS over FROM sales) WHERE date <= {T}"}}},
        {"reviews",
         {{"products", "FROM products"},
          {"reviews",
           "SELECT * REPLACE (CASE WHEN timestamp + INTERVAL 7 DAY < {T} THEN sentiment END AS sentiment, "
           "CASE WHEN timestamp + INTERVAL 30 DAY < {T} THEN helpful_votes END AS helpful_votes) "
           "FROM reviews WHERE timestamp <= {T}"}}},
        {"feed",
         {{"users", "FROM users"},
          {"items", "FROM items"},
          {"interactions",
           "SELECT * REPLACE (CASE WHEN timestamp < {T} THEN click END AS click, "
           "CASE WHEN timestamp < {T} THEN dwell_time END AS dwell_time) FROM interactions "
           "WHERE timestamp <= {T}"}}},
    };
    return past;
}

/// How many different values there are.
std::size_t valuesOf(const data::Column &column)
{
    std::set<double> values;
    for (const auto code : column.codes)
        values.insert(code);
    for (const double number : column.numbers) {
        if (std::isfinite(number))
            values.insert(number);
    }
    values.erase(-1); // of a text: missing
    return values.size();
}

double spread(const std::vector<double> &residuals, const std::vector<double> &feature)
{
    double sum = 0;
    double squares = 0;
    for (std::size_t i = 0; i < residuals.size(); ++i) {
        sum += feature[i] * residuals[i];
        squares += feature[i] * feature[i] * residuals[i] * residuals[i];
    }
    return squares > 0 ? sum / std::sqrt(squares) : 0;
}

/// The feature's ranks between -1 and 1, 0 where it has no value.
std::vector<double> centredRanks(const std::vector<double> &values)
{
    std::vector<double> present;
    for (const double value : values) {
        if (std::isfinite(value))
            present.push_back(value);
    }
    std::vector<double> out(values.size(), 0);
    if (present.size() < 2)
        return out;
    const auto ranks = stats::midranks(present);
    const double middle = (static_cast<double>(present.size()) + 1) / 2;
    std::size_t next = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (std::isfinite(values[i]))
            out[i] = (ranks[next++] - middle) / middle;
    }
    return out;
}

std::vector<double> isMissing(const std::vector<double> &values)
{
    std::vector<double> out(values.size());
    for (std::size_t i = 0; i < values.size(); ++i)
        out[i] = std::isfinite(values[i]) ? 0 : 1;
    return out;
}

/// One question to the truth: which outcome, and what the world thinks its probability (or its mean) is.
struct Outcome {
    std::string name;
    std::string label; ///< SQL, of a binary one 0 or 1
    std::string expected; ///< column of the truth
    bool isBinary = true;
};

std::vector<Outcome> outcomesOf(const std::string &scenario)
{
    if (scenario == "demand")
        return {{"sales", "sales", "expected_sales", false}};
    if (scenario == "reviews")
        return {{"negative", "CAST(sentiment = 'negative' AS BIGINT)", "p_negative"},
                {"neutral", "CAST(sentiment = 'neutral' AS BIGINT)", "p_neutral"},
                {"positive", "CAST(sentiment = 'positive' AS BIGINT)", "p_positive"}};
    const auto target = setOf(scenario).labels.target;
    return {{target, target, "probability"}};
}

/// Answers every row of the labels, with the truth beside it.
Result<data::Table> answeredWithTruth(const std::string &scenario, const FeatureSet &set)
{
    const auto &made = madeWorld(scenario);
    SLIPWAY_ASSIGN(auto offline, openSet(scenario, set, made.tables));
    const std::string joined = scenario == "demand" ? "date, store_id, item_id" : set.labels.id.front();
    std::string truths;
    std::size_t n = 0;
    for (const auto &outcome : outcomesOf(scenario))
        truths +=
            fmt::format(", {} AS label_{}, truth.{} AS truth_{}", outcome.label, n, outcome.expected, n),
            ++n;
    const auto query = fmt::format("SELECT l.*{} FROM {} l JOIN read_parquet('{}') truth USING ({})", truths,
                                   set.labels.table, made.truth.string(), joined);
    SLIPWAY_TRY(offline.answer({.query = query, .time = set.labels.time}, "answered"));
    return offline.duck().query("FROM answered ORDER BY " + rowOrder(set));
}

/// The scenario's own features for all of its labels.
const data::Table &answeredWorld(const std::string &scenario)
{
    static std::map<std::string, data::Table> all;
    auto &table = all[scenario];
    if (table.columns.empty())
        table = answeredWithTruth(scenario, setOf(scenario)).value();
    return table;
}

/// How much a feature has to do with what the world did not know of the outcome, in standard deviations, and
/// how well it orders the rows on its own.
struct Score {
    std::string feature;
    std::string outcome;
    double value = 0;
    double missing = 0;
    double auc = 0;
    double ceiling = 1;
};

std::vector<Score> scoresOf(const std::string &scenario, const FeatureSet &set, const data::Table &table)
{
    std::vector<Score> scores;
    const auto outcomes = outcomesOf(scenario);
    for (std::size_t n = 0; n < outcomes.size(); ++n) {
        const auto &label = table.find(fmt::format("label_{}", n))->numbers;
        const auto &truth = table.find(fmt::format("truth_{}", n))->numbers;
        std::vector<double> residuals(label.size());
        std::vector<std::uint8_t> classes(label.size());
        for (std::size_t i = 0; i < label.size(); ++i) {
            residuals[i] = label[i] - truth[i];
            classes[i] = label[i] > 0;
        }
        const double ceiling = outcomes[n].isBinary ? stats::areaUnderRoc(classes, truth) : 1;
        for (const auto &column : table.columns) {
            if (!set.feature(column.name) || column.kind != data::ColumnKind::Number)
                continue;
            const auto ranks = centredRanks(column.numbers);
            const double auc = outcomes[n].isBinary ? stats::areaUnderRoc(classes, ranks) : 0.5;
            scores.push_back({.feature = column.name,
                              .outcome = outcomes[n].name,
                              .value = spread(residuals, ranks),
                              .missing = spread(residuals, isMissing(column.numbers)),
                              .auc = std::max(auc, 1 - auc),
                              .ceiling = ceiling});
        }
    }
    return scores;
}

/// Rows of the labels just before a moment. A customer of churn is looked at once, at the end of its history:
/// to have a future, it is looked at earlier.
std::string questionsBefore(const std::string &scenario, const std::string &moment)
{
    const auto &set = setOf(scenario);
    if (scenario == "churn")
        return fmt::format("SELECT * REPLACE ({0} AS snapshot_at) FROM customers WHERE snapshot_at > {0} "
                           "ORDER BY customer_id LIMIT 250",
                           moment);
    return fmt::format("SELECT * FROM {0} WHERE {1} <= {2} ORDER BY {1} DESC, {3} LIMIT 400",
                       set.labels.table, set.labels.time, moment, rowOrder(set));
}

} // namespace

/// What the features of our scenarios must never do: know the future.
class ScenariosTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyFeatureHasValues_data() { eachScenario(); }
    void everyFeatureHasValues();
    void noFeatureSaysMoreThanTheTruth_data() { eachScenario(); }
    void noFeatureSaysMoreThanTheTruth();
    void aFeatureThatSawItsLabelIsFound();
    void whatHappensLaterChangesNothing_data() { eachScenario(); }
    void whatHappensLaterChangesNothing();
    void churnHasAHundredFeaturesOfEveryKind();
    void theFlatCustomerIsPartOfChurn();

private:
    void eachScenario()
    {
        QTest::addColumn<QString>("name");
        for (const auto *name : {"churn", "fraud", "demand", "reviews", "feed"})
            QTest::newRow(name) << QString::fromLatin1(name);
    }
    std::string scenario() const
    {
        QFETCH(QString, name);
        return name.toStdString();
    }
};

void ScenariosTest::everyFeatureHasValues()
{
    const auto &table = answeredWorld(scenario());
    QCOMPARE(static_cast<std::int64_t>(table.rows()), sizeOf(scenario()).rows);
    for (const auto *feature : setOf(scenario()).outputs()) {
        const auto *column = table.find(feature->name);
        QVERIFY2(column, feature->name.c_str());
        QVERIFY2(column->missing() < column->rows(), (feature->name + " has no value at all").c_str());
        QVERIFY2(valuesOf(*column) > 1 || feature->name == "store_kind",
                 (feature->name + " is always the same").c_str());
    }
}

// Given the world's own probability the label is a coin of it, thrown independently of all that was before:
// the sum of (label - probability) times any feature that is right in time, over its standard deviation, is
// normal with mean 0 and deviation 1. Hundreds of features stay within 5; one that has seen its label, or
// anything that came of it, does not. And no feature alone orders the rows better than the probability does,
// but for chance.
void ScenariosTest::noFeatureSaysMoreThanTheTruth()
{
    constexpr double farthest = 5;
    constexpr double slack = 0.02;
    for (const auto &each : scoresOf(scenario(), setOf(scenario()), answeredWorld(scenario()))) {
        QVERIFY2(std::abs(each.value) < farthest && std::abs(each.missing) < farthest,
                 fmt::format("{} about {}: {:.2f}, where it is missing {:.2f}", each.feature, each.outcome,
                             each.value, each.missing)
                     .c_str());
        QVERIFY2(each.auc < each.ceiling + slack,
                 fmt::format("{} about {}: AUC {:.3f}, the truth's is {:.3f}", each.feature, each.outcome,
                             each.auc, each.ceiling)
                     .c_str());
    }
}

// The same reviews, but with marks that are taken to be known before they are written.
void ScenariosTest::aFeatureThatSawItsLabelIsFound()
{
    auto set = setOf("reviews");
    for (auto &source : set.sources) {
        if (source.name == "marked")
            source.eventTime = "timestamp - INTERVAL 2 HOUR";
    }
    const auto answered = answeredWithTruth("reviews", set);
    QVERIFY_OK(answered);
    double farthest = 0;
    for (const auto &each : scoresOf("reviews", set, answered.value()))
        farthest = std::max(farthest, std::abs(each.value));
    QVERIFY2(farthest > 8, fmt::format("{:.2f}", farthest).c_str());
}

// The answers to questions just before a moment, from the tables as they are and as they were at that moment.
void ScenariosTest::whatHappensLaterChangesNothing()
{
    const auto &made = madeWorld(scenario());
    const auto &set = setOf(scenario());
    auto whole = openSet(scenario(), set, made.tables);
    QVERIFY_OK(whole);
    for (const double share : {0.35, 0.6, 0.9}) {
        const auto found = whole.value().duck().query(
            fmt::format("SELECT CAST(CAST(quantile_disc({}, {}) AS TIMESTAMP) AS VARCHAR) AS t FROM {}",
                        set.labels.time, share, set.labels.table));
        QVERIFY_OK(found);
        const auto moment = fmt::format("TIMESTAMP '{}'", found.value().columns[0].levels.at(0));

        std::map<std::string, fs::path> cut;
        for (const auto &[table, sql] : pastOf().at(scenario())) {
            cut[table] = made.folder / fmt::format("{}_{}.parquet", table, share);
            auto past = sql;
            for (auto at = past.find("{T}"); at != std::string::npos; at = past.find("{T}"))
                past.replace(at, 3, moment);
            QVERIFY_OK(whole.value().duck().execute(
                fmt::format("COPY ({}) TO '{}' (FORMAT parquet)", past, cut[table].string())));
        }
        auto then = openSet(scenario(), set, cut);
        QVERIFY_OK(then);
        const auto questions = questionsBefore(scenario(), moment);
        data::Table tables[2];
        for (const int i : {0, 1}) {
            auto &offline = i == 0 ? whole.value() : then.value();
            const auto name = fmt::format("answers_{}", static_cast<int>(100 * share));
            QVERIFY_OK(offline.answer({.query = questions, .time = set.labels.time}, name));
            auto read = offline.duck().query(fmt::format("FROM {} ORDER BY {}", name, rowOrder(set)));
            QVERIFY_OK(read);
            tables[i] = std::move(read).value();
        }
        QVERIFY(tables[0].rows() > 50);
        QCOMPARE(tables[0].rows(), tables[1].rows());
        std::size_t compared = 0;
        for (const auto &column : tables[0].columns) {
            if (!set.feature(column.name))
                continue;
            const auto *other = tables[1].find(column.name);
            QVERIFY(other);
            ++compared;
            for (std::size_t row = 0; row < tables[0].rows(); ++row) {
                const bool same = column.kind == data::ColumnKind::Number
                    ? std::memcmp(&column.numbers[row], &other->numbers[row], sizeof(double)) == 0
                        || (std::isnan(column.numbers[row]) && std::isnan(other->numbers[row]))
                    : (column.codes[row] < 0) == (other->codes[row] < 0)
                        && (column.codes[row] < 0
                            || column.levels[static_cast<std::size_t>(column.codes[row])]
                                == other->levels[static_cast<std::size_t>(other->codes[row])]);
                QVERIFY2(same,
                         fmt::format("{} in row {} of those before {}: {} with what came later, {} without",
                                     column.name, row, moment,
                                     column.kind == data::ColumnKind::Number ? column.numbers[row] : 0,
                                     column.kind == data::ColumnKind::Number ? other->numbers[row] : 0)
                             .c_str());
            }
        }
        QVERIFY(compared >= set.outputs().size());
    }
}

void ScenariosTest::churnHasAHundredFeaturesOfEveryKind()
{
    const auto &set = setOf("churn");
    QVERIFY(set.outputs().size() >= 100);
    std::map<std::string, int> tags;
    for (const auto *feature : set.outputs()) {
        std::set<std::string> all(feature->tags.begin(), feature->tags.end());
        if (const auto *view = set.viewOf(feature->name))
            all.insert(view->tags.begin(), view->tags.end());
        for (const auto &tag : all)
            ++tags[tag];
        QVERIFY2(!feature->description.empty() && !all.empty(), feature->name.c_str());
    }
    for (const auto *tag :
         {"behaviour", "demography", "billing", "support", "interactions", "contract", "change"})
        QVERIFY2(tags[tag] >= 5, tag);
}

void ScenariosTest::theFlatCustomerIsPartOfChurn()
{
    const auto &set = setOf("churn");
    for (const auto *name :
         {"age", "gender", "location", "contract_type", "payment_method", "avg_data_usage",
          "avg_call_minutes", "usage_days", "avg_monthly_charges", "late_payments", "tenure"}) {
        const auto *feature = set.feature(name);
        QVERIFY2(feature && feature->kind == features::FeatureKind::Request, name);
    }
}

SLIPWAY_TEST_MAIN(ScenariosTest)
#include "scenarios_test.moc"
