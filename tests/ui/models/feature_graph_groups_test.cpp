#include "ui/models/feature_graph_groups.h"

#include "tests/support/ui_test_main.h"
#include "tests/support/verify.h"

#include <QElapsedTimer>

#include <algorithm>
#include <limits>

using namespace slipway;
using namespace slipway::ui;

namespace {

constexpr qint64 halfAFrame = 50; ///< milliseconds

QString name(const char *word, int number)
{
    return QStringLiteral("%1%2").arg(QString::fromLatin1(word)).arg(number);
}

void add(FeatureSetAnswer &set, const FeatureDefinition &feature)
{
    const QString id = QStringLiteral("feature:") + feature.name;
    set.features.push_back(feature);
    set.graph.nodes.push_back({id, QStringLiteral("feature"), feature.name});
    for (const auto &column : feature.columns)
        set.graph.edges.push_back({QStringLiteral("column:") + column, id});
    for (const auto &input : feature.inputs)
        set.graph.edges.push_back({QStringLiteral("feature:") + input, id});
}

/// Two tables with four columns each, a view of each with `count` features, and what is derived from one,
/// from both, and from what is derived; and the versions of a model.
FeatureSetAnswer shop(int count, int versions)
{
    FeatureSetAnswer set {.set = QStringLiteral("shop")};
    for (const char *table : {"orders", "visits"}) {
        for (int i = 0; i < 4; ++i) {
            const QString column = QStringLiteral("%1.c%2").arg(QString::fromLatin1(table)).arg(i);
            set.graph.nodes.push_back({QStringLiteral("column:") + column, QStringLiteral("column"), column});
        }
        for (int i = 0; i < count; ++i)
            add(set,
                {.name = name(table, i),
                 .kind = QStringLiteral("windowed"),
                 .view = QString::fromLatin1(table) + QStringLiteral("_history"),
                 .columns = {QStringLiteral("%1.c%2").arg(QString::fromLatin1(table)).arg(i % 4)}});
    }
    const QString derived = QStringLiteral("derived");
    for (int i = 0; i < 3; ++i) {
        add(set,
            {.name = name("share", i), .kind = derived, .inputs = {name("orders", i), name("orders", 0)}});
        add(set,
            {.name = name("ratio", i), .kind = derived, .inputs = {name("orders", i), name("visits", i)}});
        add(set, {.name = name("change", i), .kind = derived, .inputs = {name("share", i)}});
    }
    for (int i = 1; i <= versions; ++i) {
        const QString id = QStringLiteral("model:ranker/%1").arg(i);
        set.graph.nodes.push_back({id, QStringLiteral("model"), id.section(u':', 1)});
        set.graph.edges.push_back({QStringLiteral("feature:change0"), id});
    }
    return set;
}

const FeatureGraphNode *box(const FeatureGraph &graph, const QString &label)
{
    const auto found = std::find_if(graph.nodes.begin(), graph.nodes.end(),
                                    [&](const FeatureGraphNode &node) { return node.label == label; });
    return found == graph.nodes.end() ? nullptr : &*found;
}

int countOf(const FeatureGraph &graph, const char *label)
{
    const auto *found = box(graph, QString::fromLatin1(label));
    return found ? found->count : -1;
}

/// What the boxes stand for, all together.
int total(const FeatureGraph &graph)
{
    int total = 0;
    for (const auto &node : graph.nodes)
        total += std::max(1, node.count);
    return total;
}

} // namespace

class FeatureGraphGroupsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void boxesStandForAllThatThereIs();
    void whatIsDerivedIsNamedByWhereItComesFrom();
    void aGroupIsOpenedAlone();
    void fewVersionsOfAModelStandForThemselves();
    void noGroupStandsBeforeItself();
    void aThousandFeaturesAreGroupedWithinAFrame();
};

void FeatureGraphGroupsTest::boxesStandForAllThatThereIs()
{
    const auto set = shop(20, 2);
    const auto grouped = groupedGraph(set);
    QCOMPARE(total(grouped.graph), static_cast<int>(set.graph.nodes.size()));
    QCOMPARE(countOf(grouped.graph, "orders"), 4);
    QCOMPARE(countOf(grouped.graph, "orders_history"), 20);
    QCOMPARE(countOf(grouped.graph, "visits_history"), 20);
    QCOMPARE(grouped.shown(QStringLiteral("feature:orders3")),
             box(grouped.graph, QStringLiteral("orders_history"))->id);
    for (const auto &edge : grouped.graph.edges) {
        const auto same = std::count(grouped.graph.edges.begin(), grouped.graph.edges.end(), edge);
        QVERIFY2(same == 1 && edge.from != edge.to, qPrintable(edge.from + u' ' + edge.to));
    }
}

void FeatureGraphGroupsTest::whatIsDerivedIsNamedByWhereItComesFrom()
{
    const auto graph = groupedGraph(shop(20, 2)).graph;
    QCOMPARE(countOf(graph, "from several views"), 3);
    // Those of the first step and those of the second are two boxes of one name.
    const auto ofOrders = std::count_if(graph.nodes.begin(), graph.nodes.end(), [](const auto &node) {
        return node.label == QLatin1String("from orders_history") && node.count == 3;
    });
    QCOMPARE(ofOrders, 2);
}

void FeatureGraphGroupsTest::aGroupIsOpenedAlone()
{
    const auto set = shop(20, 2);
    const auto closed = groupedGraph(set);
    const QString view = box(closed.graph, QStringLiteral("orders_history"))->id;
    QVERIFY(isGroup(view) && !isGroup(QStringLiteral("feature:orders3")));
    const auto opened = groupedGraph(set, {view});
    QCOMPARE(opened.graph.nodes.size(), closed.graph.nodes.size() - 1 + 20);
    QCOMPARE(total(opened.graph), total(closed.graph));
    QCOMPARE(opened.shown(QStringLiteral("feature:orders3")), QStringLiteral("feature:orders3"));
    QCOMPARE(countOf(opened.graph, "visits_history"), 20);
}

void FeatureGraphGroupsTest::fewVersionsOfAModelStandForThemselves()
{
    QVERIFY(box(groupedGraph(shop(5, 3)).graph, QStringLiteral("ranker/3")));
    const auto many = groupedGraph(shop(5, 4)).graph;
    QVERIFY(!box(many, QStringLiteral("ranker/3")));
    QCOMPARE(countOf(many, "ranker"), 4);
}

void FeatureGraphGroupsTest::noGroupStandsBeforeItself()
{
    const auto placed = placedGraph(groupedGraph(shop(20, 9)).graph);
    QHash<QString, int> levels;
    for (const auto &each : placed.nodes)
        levels.insert(each.node.id, each.level);
    for (const auto &edge : placed.edges)
        QVERIFY2(levels.value(edge.from) < levels.value(edge.to), qPrintable(edge.from));
}

void FeatureGraphGroupsTest::aThousandFeaturesAreGroupedWithinAFrame()
{
    const auto set = shop(500, 9);
    qint64 best = std::numeric_limits<qint64>::max(); // others may have the machine meanwhile
    for (int attempt = 0; attempt < 5; ++attempt) {
        QElapsedTimer timer;
        timer.start();
        QVERIFY(groupedGraph(set).graph.nodes.size() < 12);
        best = std::min(best, timer.elapsed());
    }
    QVERIFY2(best < halfAFrame, qPrintable(QString::number(best)));
}

SLIPWAY_UI_TEST_MAIN(FeatureGraphGroupsTest)
#include "feature_graph_groups_test.moc"
