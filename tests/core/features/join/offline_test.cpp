#include "core/features/join/offline.h"

#include "tests/core/features/join/slow_features.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <cstdlib>
#include <cstring>

using namespace slipway;
using namespace slipway::testing;
using features::Aggregate;
using features::Feature;
using features::FeatureKind;
using features::FeatureSet;
using features::FeatureView;
using features::OfflineFeatures;
using features::ValueType;
using features::WindowPlan;

namespace {

/// How many histories of each kind. An answer to a small one costs what its hundreds of features cost.
int rounds()
{
    const char *asked = std::getenv("SLIPWAY_ROUNDS");
    return asked ? std::max(1, std::atoi(asked)) : 1;
}

Feature windowed(std::string name, Aggregate aggregate, std::string of, TimeMicros window,
                 ValueType type = ValueType::Number)
{
    return {.name = std::move(name),
            .kind = FeatureKind::Windowed,
            .type = type,
            .expression = std::move(of),
            .aggregate = aggregate,
            .window = window};
}

Feature column(std::string name, ValueType type)
{
    return {.name = "latest_" + name, .kind = FeatureKind::Column, .type = type, .expression = name};
}

/// Every aggregate over every window; without a grid only those that do not slide.
std::vector<Feature> everyAggregate(const std::string &view, TimeMicros every)
{
    std::vector<Feature> all;
    const std::vector<TimeMicros> windows =
        every > 0 ? std::vector<TimeMicros> {3 * hour, 36 * hour, 0} : std::vector<TimeMicros> {0};
    for (const auto window : windows) {
        const auto add = [&](Aggregate aggregate, const std::string &of, ValueType type = ValueType::Number) {
            all.push_back(windowed(
                fmt::format("{}_{}_{}_{}", view, features::aggregateName(aggregate), of, window / hour),
                aggregate, of, window, type));
        };
        add(Aggregate::Count, "");
        add(Aggregate::Count, "note");
        for (const auto aggregate :
             {Aggregate::Sum, Aggregate::Mean, Aggregate::Std, Aggregate::Min, Aggregate::Max,
              Aggregate::Last, Aggregate::Distinct, Aggregate::Rate, Aggregate::Trend}) {
            add(aggregate, "amount");
            add(aggregate, "pieces");
        }
        add(Aggregate::Rate, "");
        add(Aggregate::Last, "note", ValueType::Text);
        add(Aggregate::Distinct, "note");
        if (every > 0) {
            add(Aggregate::TimeSince, "");
            add(Aggregate::TimeSince, "amount");
        }
    }
    return all;
}

/// Views of every kind over events.csv.
FeatureSet everyKindOfView()
{
    FeatureSet set;
    set.name = "test";
    set.entities = {{"everybody", {}}, {"customer", {"customer"}}, {"pair", {"customer", "kind"}}};
    set.sources = {{.name = "at", .table = "events", .eventTime = "\"at\"", .createdTime = "written"},
                   {.name = "before", .table = "events", .eventTime = "\"at\"", .before = true},
                   {.name = "some", .table = "events", .where = "pieces > 0", .eventTime = "\"at\""}};
    const auto add = [&](std::string name, std::string entity, std::string source, TimeMicros ttl,
                         TimeMicros every, bool columns = false) {
        FeatureView view {.name = name,
                          .entity = std::move(entity),
                          .source = std::move(source),
                          .ttl = ttl,
                          .every = every,
                          .features = {}};
        if (columns) {
            view.features = {column("amount", ValueType::Number), column("pieces", ValueType::Number),
                             column("note", ValueType::Text)};
            for (auto &feature : view.features)
                feature.name = name + "_" + feature.name;
        } else {
            view.features = everyAggregate(name, every);
        }
        set.views.push_back(std::move(view));
    };
    add("latest", "customer", "at", 0, 0, true);
    add("latest_young", "pair", "at", 5 * hour, 0, true);
    add("latest_before", "customer", "before", 0, 0, true);
    add("latest_grid", "pair", "some", 30 * hour, 6 * hour, true);
    add("latest_all", "everybody", "before", 0, 0, true);
    add("hours", "customer", "at", 0, 1 * hour);
    add("hours_before", "pair", "before", 0, 1 * hour);
    add("days", "pair", "some", 20 * hour, 24 * hour);
    add("ever", "customer", "at", 0, 0);
    add("ever_young", "pair", "before", 9 * hour, 0);
    add("all_hours", "everybody", "at", 0, 2 * hour);
    add("all_ever", "everybody", "before", 0, 0);
    set.labels = {.table = "questions", .time = "at", .target = {}};
    return set;
}

struct Asked {
    std::optional<WindowPlan> plan {};
    bool honour = false;
    bool own = false; ///< the events themselves ask
    int threads = 0;
};

/// The answer in the order of the questions.
Result<data::Table> ask(const TemporaryFolder &folder, const FeatureSet &set, const Asked &asked)
{
    SLIPWAY_ASSIGN(auto offline,
                   OfflineFeatures::open(set,
                                         {.tables = {{"events", folder / "events.csv"},
                                                     {"questions", folder / "questions.csv"}},
                                          .threads = asked.threads,
                                          .plan = asked.plan}));
    features::Questions questions {
        .query = "SELECT * FROM questions", .time = "at", .honourCreated = asked.honour};
    if (asked.own) {
        questions.query = "id, customer, kind, \"at\"";
        questions.rowsOf = "events";
    }
    SLIPWAY_TRY(offline.answer(questions, "answers"));
    return offline.duck().query("SELECT * FROM answers ORDER BY id");
}

bool sameBits(double a, double b)
{
    return std::memcmp(&a, &b, sizeof(a)) == 0 || (std::isnan(a) && std::isnan(b));
}

std::string textAt(const data::Column &values, std::size_t row)
{
    return values.codes[row] < 0 ? "(none)" : values.levels[static_cast<std::size_t>(values.codes[row])];
}

/// The first cell in which two answers differ; empty where they are the same to the last bit.
std::string difference(const data::Table &a, const data::Table &b)
{
    if (a.columns.size() != b.columns.size() || a.rows() != b.rows())
        return "another shape";
    for (std::size_t i = 0; i < a.columns.size(); ++i) {
        const auto &left = a.columns[i];
        const auto &right = b.columns[i];
        for (std::size_t row = 0; row < a.rows(); ++row) {
            const bool same = left.kind == data::ColumnKind::Number
                ? sameBits(left.numbers[row], right.numbers[row])
                : textAt(left, row) == textAt(right, row);
            if (!same) {
                return left.kind == data::ColumnKind::Number
                    ? fmt::format("{} of row {}: {} and {}", left.name, row, left.numbers[row],
                                  right.numbers[row])
                    : fmt::format("{} of row {}: {} and {}", left.name, row, textAt(left, row),
                                  textAt(right, row));
            }
        }
    }
    return {};
}

/// The first cell of an answer that is not what the slow version says.
std::string mistake(const data::Table &answers, const FeatureSet &set, const History &history,
                    const std::vector<SlowQuestion> &questions, bool honour)
{
    for (const auto &view : set.views) {
        const SlowView slow(set, view, history, honour);
        for (std::size_t row = 0; row < questions.size(); ++row) {
            for (const auto &[name, value] : slow.ask(questions[row])) {
                const auto *found = answers.find(name);
                if (!found)
                    return "no " + name;
                if (found->kind == data::ColumnKind::Category) {
                    if (textAt(*found, row) != value.text.value_or("(none)"))
                        return fmt::format("{} of row {}: {} instead of {}", name, row, textAt(*found, row),
                                           value.text.value_or("(none)"));
                    continue;
                }
                const double number = found->numbers[row];
                const double wanted = value.number.value_or(std::nan(""));
                const double slack = 1e-9 * std::max(1.0, std::abs(wanted));
                const bool same = value.number ? std::abs(number - wanted) <= slack : std::isnan(number);
                if (!same)
                    return fmt::format("{} of row {}: {} instead of {}", name, row, number, wanted);
            }
        }
    }
    return {};
}

} // namespace

/// The point-in-time join against a slow version, on random histories.
class OfflineTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyPlanGivesWhatTheSlowVersionGives_data();
    void everyPlanGivesWhatTheSlowVersionGives();
    void rowsThatAskAboutThemselvesGetTheSame();
    void onePassGivesWhatWindowsGive_data();
    void onePassGivesWhatWindowsGive();
};

void OfflineTest::everyPlanGivesWhatTheSlowVersionGives_data()
{
    QTest::addColumn<int>("seed");
    QTest::addColumn<bool>("honour");
    for (int seed = 1; seed <= rounds(); ++seed) {
        QTest::addRow("history %d", seed) << seed << false;
        QTest::addRow("history %d, created times honoured", seed) << seed << true;
    }
}

void OfflineTest::everyPlanGivesWhatTheSlowVersionGives()
{
    QFETCH(int, seed);
    QFETCH(bool, honour);
    Random random(static_cast<std::uint64_t>(seed));
    const auto history = randomHistory(random, 120);
    TemporaryFolder folder;
    writeHistory(history, folder);
    const auto set = everyKindOfView();
    const auto chosen = ask(folder, set, {.honour = honour});
    QVERIFY_OK(chosen);
    const auto wrong = mistake(chosen.value(), set, history, history.questions, honour);
    QVERIFY2(wrong.empty(), wrong.c_str());
    for (const auto plan : {WindowPlan::Join, WindowPlan::Frames, WindowPlan::Grouped}) {
        const auto other = ask(folder, set, {.plan = plan, .honour = honour, .threads = 1});
        QVERIFY_OK(other);
        const auto differs = difference(chosen.value(), other.value());
        QVERIFY2(
            differs.empty(),
            qPrintable(QString::fromStdString(fmt::format("plan {}: {}", static_cast<int>(plan), differs))));
    }
}

void OfflineTest::rowsThatAskAboutThemselvesGetTheSame()
{
    for (int round = 0; round < rounds(); ++round) {
        Random random(11 + static_cast<std::uint64_t>(round));
        auto history = randomHistory(random, 120);
        for (auto &event : history.events)
            event.at = event.at.value_or(0); // a question needs its moment
        std::vector<SlowQuestion> questions;
        for (const auto &event : history.events)
            questions.push_back({event.customer, event.kind, *event.at});
        TemporaryFolder folder;
        writeHistory(history, folder);
        auto set = everyKindOfView();
        for (auto &view : set.views) { // the latest value of a text needs an order, which running totals lack
            if (view.every == 0)
                std::erase_if(view.features, [](const auto &f) {
                    return f.aggregate == Aggregate::Last && f.kind == FeatureKind::Windowed;
                });
        }
        const auto chosen = ask(folder, set, {.own = true});
        QVERIFY_OK(chosen);
        const auto wrong = mistake(chosen.value(), set, history, questions, false);
        QVERIFY2(wrong.empty(), wrong.c_str());
        const auto joined = ask(folder, set, {.plan = WindowPlan::Join, .own = true});
        QVERIFY_OK(joined);
        const auto differs = difference(chosen.value(), joined.value());
        QVERIFY2(differs.empty(), differs.c_str());
    }
}

void OfflineTest::onePassGivesWhatWindowsGive_data()
{
    QTest::addColumn<bool>("sorted");
    QTest::addRow("in the order of time") << true;
    QTest::addRow("in any order") << false;
}

// Only whole numbers, so that the pass with a counter for each entity can answer; moments repeat.
void OfflineTest::onePassGivesWhatWindowsGive()
{
    QFETCH(bool, sorted);
    FeatureSet set;
    set.name = "test";
    set.entities = {{"everybody", {}}, {"customer", {"customer"}}, {"pair", {"customer", "kind"}}};
    set.sources = {
        {.name = "all", .table = "events", .eventTime = "\"at\"", .before = true},
        {.name = "some", .table = "events", .where = "pieces > 0", .eventTime = "\"at\"", .before = true}};
    for (const auto &entity : set.entities) {
        for (const auto &source : set.sources) {
            const auto name = entity.name + "_" + source.name;
            set.views.push_back({.name = name,
                                 .entity = entity.name,
                                 .source = source.name,
                                 .features = {windowed(name + "_count", Aggregate::Count, "", 0),
                                              windowed(name + "_sum", Aggregate::Sum, "pieces", 0),
                                              windowed(name + "_mean", Aggregate::Mean, "pieces", 0),
                                              windowed(name + "_rate", Aggregate::Rate, "pieces", 0)}});
        }
    }
    for (int round = 0; round < 2 + rounds(); ++round) {
        Random random(21 + static_cast<std::uint64_t>(round));
        auto history = randomHistory(random, 200);
        for (auto &event : history.events)
            event.at = event.at.value_or(0);
        if (sorted)
            std::stable_sort(history.events.begin(), history.events.end(),
                             [](const auto &a, const auto &b) { return *a.at < *b.at; });
        TemporaryFolder folder;
        writeHistory(history, folder);
        const auto passed = ask(folder, set, {.plan = WindowPlan::Running, .own = true});
        QVERIFY_OK(passed);
        const auto windows = ask(folder, set, {.plan = WindowPlan::Own, .own = true});
        QVERIFY_OK(windows);
        const auto differs = difference(passed.value(), windows.value());
        QVERIFY2(differs.empty(), differs.c_str());
    }
}

SLIPWAY_TEST_MAIN(OfflineTest)
#include "offline_test.moc"
