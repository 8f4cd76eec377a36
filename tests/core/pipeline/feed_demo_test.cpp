#include "core/pipeline/feed_demo.h"

#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

#include <regex>
#include <set>

using namespace slipway;
using namespace slipway::pipeline;

class FeedDemoTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theStepsHaveAnOrder();
    void everyPlaceholderNamesAnEarlierStep();
    void rowsAndSeedAreAsAsked();
    void theFirstModelComesOnlyWhereNothingServes();
    void theFirstModelServesBeforeTheRealOneIsTrained();
    void everyTitleIsForPeople();
};

namespace {

std::set<std::string> ids(const std::vector<Step> &steps)
{
    std::set<std::string> all;
    for (const auto &step : steps)
        all.insert(step.id);
    return all;
}

} // namespace

void FeedDemoTest::theStepsHaveAnOrder()
{
    for (const bool first : {true, false}) {
        const auto steps = feedDemo({.needsFirstModel = first});
        QCOMPARE(ids(steps).size(), steps.size()); // no id stands twice
        const auto order = runningOrder(steps);
        QVERIFY_OK(order);
        QCOMPARE_TEXT(order.value().front()->id, "generate");
        QCOMPARE_TEXT(order.value().back()->id, "report");
    }
}

void FeedDemoTest::everyPlaceholderNamesAnEarlierStep()
{
    static const std::regex placeholder(R"(\{([a-z_]+)\.[a-z_]+\})");
    for (const bool first : {true, false}) {
        const auto steps = feedDemo({.needsFirstModel = first});
        const auto order = runningOrder(steps);
        std::set<std::string> earlier;
        for (const Step *step : order.value()) {
            for (const auto &argument : step->arguments) {
                std::smatch match;
                if (std::regex_search(argument, match, placeholder))
                    QVERIFY2(earlier.contains(match[1].str()), argument.c_str());
                else
                    QVERIFY2(argument.find('{') == std::string::npos, argument.c_str());
            }
            earlier.insert(step->id);
        }
    }
}

void FeedDemoTest::rowsAndSeedAreAsAsked()
{
    const auto steps = feedDemo({.rows = 1234, .seed = 18446744073709551615u});
    const auto &arguments = steps.front().arguments;
    const auto after = [&](const std::string &flag) {
        const auto found = std::find(arguments.begin(), arguments.end(), flag);
        return found == arguments.end() ? std::string() : *std::next(found);
    };
    QCOMPARE_TEXT(after("--rows"), "1234");
    QCOMPARE_TEXT(after("--seed"), "18446744073709551615");
}

void FeedDemoTest::theFirstModelComesOnlyWhereNothingServes()
{
    QVERIFY(ids(feedDemo({.needsFirstModel = true})).contains("first_train"));
    QVERIFY(!ids(feedDemo({.needsFirstModel = false})).contains("first_train"));
}

/// The two do not wait for each other, and still run in the order in which they are listed.
void FeedDemoTest::theFirstModelServesBeforeTheRealOneIsTrained()
{
    const auto steps = feedDemo({.needsFirstModel = true});
    const auto order = runningOrder(steps);
    QVERIFY_OK(order);
    QCOMPARE(order.value().size(), steps.size());
    for (std::size_t i = 0; i < steps.size(); ++i)
        QCOMPARE_TEXT(order.value()[i]->id, steps[i].id);
    const auto train =
        std::find_if(steps.begin(), steps.end(), [](const Step &step) { return step.id == "train"; });
    QCOMPARE_TEXT(std::prev(train)->id, "first_promote");
    QCOMPARE(train->after, std::vector<std::string> {"features"});
}

void FeedDemoTest::everyTitleIsForPeople()
{
    for (const auto &step : feedDemo({})) {
        QVERIFY2(step.title.size() > 5 && step.title[0] >= 'A' && step.title[0] <= 'Z', step.id.c_str());
        QVERIFY2(!step.title.ends_with('.'), step.id.c_str());
        QVERIFY2(!step.arguments.empty(), step.id.c_str());
    }
}

SLIPWAY_TEST_MAIN(FeedDemoTest)
#include "feed_demo_test.moc"
