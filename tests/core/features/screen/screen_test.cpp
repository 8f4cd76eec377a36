#include "core/features/screen/screen.h"

#include "tests/core/features/transform/columns.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

using namespace slipway;
using namespace slipway::testing;
using features::ScreenedColumn;
using features::ScreenReport;

namespace {

constexpr std::size_t rows = 4000;

/// Columns of every kind of trouble, and a few that are worth keeping.
data::Table table(std::uint64_t seed = 1)
{
    Random random(seed);
    std::vector<double> target, strong, weak, noise, twin, rare, gaps, tellingGaps, whole, leak;
    std::vector<std::string> plan, id, chance, text, leakText;
    for (std::size_t row = 0; row < rows; ++row) {
        const double x = random.normal();
        const double z = random.normal();
        const bool yes = random.uniform() < 1 / (1 + std::exp(-1.5 * x - 0.4 * z));
        target.push_back(yes ? 1 : 0);
        strong.push_back(x);
        weak.push_back(z);
        noise.push_back(random.normal());
        twin.push_back(std::exp(x + random.normal() * 0.25)); // the same order, another shape
        rare.push_back(row == 17 ? 5 : 0);
        gaps.push_back(random.uniform() < 0.97 ? missing : random.normal());
        tellingGaps.push_back(random.uniform() < (yes ? 0.99 : 0.95) ? missing : random.normal());
        whole.push_back(static_cast<double>(row) * 3 + 1000);
        leak.push_back(yes ? 10 + random.uniform() : random.uniform());
        plan.push_back(
            std::string(1,
                        static_cast<char>(
                            'a' + (random.uniform() < 0.3 + 0.3 * target.back() ? 0 : 1 + random.below(3)))));
        id.push_back("customer " + std::to_string(row));
        chance.push_back("level " + std::to_string(random.below(600)));
        text.push_back("this is review number " + std::to_string(row));
    }
    return {{numbers("strong", strong), numbers("weak", weak), numbers("noise", noise), numbers("twin", twin),
             numbers("constant", std::vector<double>(rows, 3)),
             numbers("nothing", std::vector<double>(rows, missing)), numbers("rare", rare),
             numbers("gaps", gaps), numbers("telling gaps", tellingGaps), numbers("number", whole),
             numbers("leak", leak), numbers("copy", weak), texts("plan", plan), texts("id", id),
             texts("chance", chance), texts("text", text), texts("plan again", plan),
             numbers("target", target)}};
}

const ScreenedColumn &column(const ScreenReport &report, std::string_view name)
{
    return *std::find_if(report.columns.begin(), report.columns.end(),
                         [&](const ScreenedColumn &each) { return each.name == name; });
}

bool has(const ScreenedColumn &column, std::string_view rule)
{
    return std::any_of(column.reasons.begin(), column.reasons.end(),
                       [&](const auto &reason) { return reason.rule == rule; });
}

} // namespace

class ScreenTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void whatTellsSomethingIsKept();
    void everyTroubleHasItsRule_data();
    void everyTroubleHasItsRule();
    void ofTwoThatMoveTogetherTheBetterOneStays();
    void informationEqualsTheWorkedValue();
    void columnsByChanceAreHardlyEverKept();
    void aNumberToPredictIsTakenInBins();
    void everyReasonHasItsSentence();
    void badRequestsAreRefused();

private:
    ScreenReport m_report;
};

void ScreenTest::initTestCase()
{
    const auto report = features::screen(table(), "target");
    QVERIFY_OK(report);
    m_report = report.value();
}

void ScreenTest::whatTellsSomethingIsKept()
{
    for (const char *name : {"strong", "weak", "plan", "telling gaps"})
        QVERIFY2(column(m_report, name).kept, name);
    QCOMPARE(m_report.rows, rows);
    QVERIFY(column(m_report, "strong").mutualInformation > column(m_report, "weak").mutualInformation);
    QVERIFY(has(column(m_report, "telling gaps"), "missing_tells"));
    QVERIFY(!has(column(m_report, "gaps"), "missing_tells"));
}

void ScreenTest::everyTroubleHasItsRule_data()
{
    QTest::addColumn<QByteArray>("rule");
    for (const auto &[name, rule] :
         std::vector<std::pair<const char *, const char *>> {{"noise", "mutual_information"},
                                                             {"chance", "mutual_information"},
                                                             {"constant", "constant"},
                                                             {"nothing", "constant"},
                                                             {"rare", "variance"},
                                                             {"gaps", "missing"},
                                                             {"number", "identifier"},
                                                             {"id", "identifier"},
                                                             {"leak", "leak"},
                                                             {"copy", "duplicate"},
                                                             {"plan again", "duplicate"},
                                                             {"twin", "correlation"}})
        QTest::newRow(name) << QByteArray(rule);
}

void ScreenTest::everyTroubleHasItsRule()
{
    QFETCH(QByteArray, rule);
    const auto &found = column(m_report, QTest::currentDataTag());
    QVERIFY(!found.kept);
    QVERIFY2(has(found, rule.toStdString()), found.reasons.empty() ? "" : found.reasons[0].rule.data());
}

void ScreenTest::ofTwoThatMoveTogetherTheBetterOneStays()
{
    const auto &twin = column(m_report, "twin");
    QCOMPARE_TEXT(twin.correlatedWith, "strong");
    QVERIFY(twin.correlation > 0.95); // by ranks; by values the two are far from a line
    auto other = table();
    // Now the other way round.
    Random random(5);
    for (std::size_t row = 0; row < rows; ++row) {
        other.columns[3].numbers[row] = std::exp(other.columns[0].numbers[row]);
        other.columns[0].numbers[row] += random.normal() * 0.25;
    }
    const auto report = features::screen(other, "target");
    QVERIFY_OK(report);
    QVERIFY(column(report.value(), "twin").kept);
    QVERIFY(has(column(report.value(), "strong"), "correlation"));
}

// Two levels, 40 and 60 rows, target in 30 and 12 of them: MI = sum p ln(p / (px py)), Miller and Madow add
// (2 + 2 - 4 - 1) / 200.
void ScreenTest::informationEqualsTheWorkedValue()
{
    std::vector<std::string> levels;
    std::vector<double> target;
    for (int row = 0; row < 100; ++row) {
        levels.push_back(row < 40 ? "a" : "b");
        target.push_back(row < 30 || row >= 88 ? 1 : 0);
    }
    const auto report = features::screen({{texts("x", levels), numbers("y", target)}}, "y");
    QVERIFY_OK(report);
    const double plugIn = 0.30 * std::log(0.30 / (0.4 * 0.42)) + 0.10 * std::log(0.10 / (0.4 * 0.58))
        + 0.12 * std::log(0.12 / (0.6 * 0.42)) + 0.48 * std::log(0.48 / (0.6 * 0.58));
    QCOMPARE_NEAR(report.value().columns[0].mutualInformation, plugIn - 1.0 / 200, 1e-12);
    QVERIFY(report.value().columns[0].kept);
}

// 200 columns that tell nothing, of every kind: a tenth of a column is expected to pass.
void ScreenTest::columnsByChanceAreHardlyEverKept()
{
    Random random(21);
    data::Table made;
    std::vector<double> target;
    for (int row = 0; row < 500; ++row)
        target.push_back(random.uniform() < 0.2 ? 1 : 0);
    for (int i = 0; i < 200; ++i) {
        std::vector<double> values;
        std::vector<std::string> levels;
        for (int row = 0; row < 500; ++row) {
            values.push_back(i % 4 == 0 ? random.normal() : static_cast<double>(random.below(5)));
            levels.push_back(std::to_string(random.below(i % 3 == 0 ? 200 : 4)));
        }
        made.columns.push_back(i % 2 ? numbers("n" + std::to_string(i), values)
                                     : texts("t" + std::to_string(i), levels));
    }
    made.columns.push_back(numbers("target", target));
    const auto report = features::screen(made, "target");
    QVERIFY_OK(report);
    QVERIFY(features::toJson(report.value())["kept"].size() <= 2);
}

void ScreenTest::aNumberToPredictIsTakenInBins()
{
    auto made = table();
    made.columns.back().numbers = made.columns[1].numbers; // weak is the target now
    made.columns.erase(made.columns.begin() + 11); // copy
    const auto report = features::screen(made, "target");
    QVERIFY_OK(report);
    QVERIFY(has(column(report.value(), "weak"), "leak"));
    QVERIFY(has(column(report.value(), "strong"), "mutual_information"));
}

void ScreenTest::everyReasonHasItsSentence()
{
    const auto json = features::toJson(m_report);
    for (const auto &each : json["columns"]) {
        QCOMPARE(each["kept"].get<bool>(),
                 std::find(json["kept"].begin(), json["kept"].end(), each["name"]) != json["kept"].end());
        QVERIFY(each["kept"].get<bool>() || !each["reasons"].empty());
        for (const auto &reason : each["reasons"]) {
            const auto text = reason["sentence"].get<std::string>();
            QVERIFY2(text.find('{') == std::string::npos && text.ends_with('.'), text.c_str());
            QVERIFY(!reason["value"].is_null() && !reason["limit"].is_null());
        }
    }
}

void ScreenTest::badRequestsAreRefused()
{
    QVERIFY_FAILS(features::screen(table(), "nobody"), "data.column_missing");
    QVERIFY_FAILS(features::screen(table(), "constant"), "features.screen_target_constant");
    QVERIFY_FAILS(features::screen({{numbers("y", {})}}, "y"), "features.no_training_rows");
    std::stop_source stop;
    stop.request_stop();
    QVERIFY_FAILS(features::screen(table(), "target", {}, {.stop = stop.get_token(), .events = nullptr}),
                  "base.cancelled");
}

SLIPWAY_TEST_MAIN(ScreenTest)
#include "screen_test.moc"
