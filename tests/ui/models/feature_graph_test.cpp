#include "ui/models/feature_graph.h"

#include "tests/support/ui_test_main.h"
#include "tests/support/verify.h"

#include <QElapsedTimer>

#include <algorithm>

using namespace slipway;
using namespace slipway::ui;

namespace {

constexpr qint64 halfAFrame = 50; ///< milliseconds; the machine may be busy

FeatureGraphNode node(const char *kind, const QString &name)
{
    const QString word = QString::fromLatin1(kind);
    return {word + u':' + name, word, name};
}

/// Two columns, two features of them, one made from both, a model and its report.
FeatureGraph small()
{
    return {{node("column", QStringLiteral("t.a")), node("column", QStringLiteral("t.b")),
             node("feature", QStringLiteral("x")), node("feature", QStringLiteral("y")),
             node("feature", QStringLiteral("z")), node("model", QStringLiteral("m/1")),
             node("report", QStringLiteral("r.html"))},
            {{QStringLiteral("column:t.a"), QStringLiteral("feature:x")},
             {QStringLiteral("column:t.b"), QStringLiteral("feature:y")},
             {QStringLiteral("feature:x"), QStringLiteral("feature:z")},
             {QStringLiteral("feature:y"), QStringLiteral("feature:z")},
             {QStringLiteral("feature:x"), QStringLiteral("model:m/1")},
             {QStringLiteral("model:m/1"), QStringLiteral("report:r.html")}}};
}

/// Ten columns, `count` features each of two of them, and of every tenth one that is made from three.
FeatureGraph large(int count)
{
    FeatureGraph graph;
    for (int i = 0; i < 10; ++i)
        graph.nodes.push_back(node("column", QStringLiteral("t.c%1").arg(i)));
    for (int i = 0; i < count; ++i) {
        graph.nodes.push_back(node("feature", QStringLiteral("f%1").arg(i)));
        const QString id = graph.nodes.back().id;
        if (i % 10 == 9) {
            for (int k = 1; k <= 3; ++k)
                graph.edges.push_back({QStringLiteral("feature:f%1").arg(i - k), id});
        } else {
            graph.edges.push_back({QStringLiteral("column:t.c%1").arg(i % 10), id});
            graph.edges.push_back({QStringLiteral("column:t.c%1").arg((i + 3) % 10), id});
        }
    }
    return graph;
}

int levelOf(const PlacedGraph &graph, const char *id)
{
    const auto found = std::find_if(graph.nodes.begin(), graph.nodes.end(), [&](const PlacedNode &each) {
        return each.node.id == QLatin1String(id);
    });
    return found == graph.nodes.end() ? -1 : found->level;
}

} // namespace

class FeatureGraphTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyEdgeGoesForward();
    void aNeighbourhoodHasWhatAFeatureHangsOn();
    void aNeighbourhoodKeepsTheNearest();
    void placesOfALevelAreCountedFromZero();
    void ringsAndLooseEndsAreSurvived();
    void aThousandFeaturesArePlacedWithinAFrame();
    void theSentenceCountsWhatThereIs();
};

void FeatureGraphTest::everyEdgeGoesForward()
{
    for (const auto &graph : {small(), large(150)}) {
        const auto placed = placedGraph(graph);
        QCOMPARE(placed.nodes.size(), graph.nodes.size());
        QHash<QString, int> levels;
        for (const auto &each : placed.nodes)
            levels.insert(each.node.id, each.level);
        for (const auto &edge : placed.edges)
            QVERIFY2(levels.value(edge.from) < levels.value(edge.to), qPrintable(edge.from));
    }
    const auto placed = placedGraph(small());
    QCOMPARE(levelOf(placed, "column:t.a"), 0);
    QCOMPARE(levelOf(placed, "feature:x"), 1);
    QCOMPARE(levelOf(placed, "feature:z"), 2);
    QCOMPARE(levelOf(placed, "model:m/1"), 3); // behind all features, though it needs only x
    QCOMPARE(levelOf(placed, "report:r.html"), 4);
}

void FeatureGraphTest::aNeighbourhoodHasWhatAFeatureHangsOn()
{
    const auto around = featureNeighbourhood(small(), QStringLiteral("feature:x"), 100);
    QStringList ids;
    for (const auto &each : around.nodes)
        ids << each.id;
    QCOMPARE(
        ids,
        (QStringList {QStringLiteral("column:t.a"), QStringLiteral("feature:x"), QStringLiteral("feature:z"),
                      QStringLiteral("model:m/1"), QStringLiteral("report:r.html")}));
    QCOMPARE(around.edges.size(), 4U); // not that from y, which is not there
    QVERIFY(featureNeighbourhood(small(), QStringLiteral("feature:nothing"), 100).nodes.empty());
}

void FeatureGraphTest::aNeighbourhoodKeepsTheNearest()
{
    const auto around = featureNeighbourhood(small(), QStringLiteral("feature:x"), 3);
    QCOMPARE(around.nodes.size(), 3U);
    for (const auto &each : around.nodes)
        QVERIFY(each.kind != QLatin1String("report"));
}

void FeatureGraphTest::placesOfALevelAreCountedFromZero()
{
    const auto placed = placedGraph(large(150));
    std::vector<std::vector<int>> places(placed.sizes.size());
    for (const auto &each : placed.nodes)
        places[static_cast<std::size_t>(each.level)].push_back(each.place);
    for (std::size_t level = 0; level < places.size(); ++level) {
        std::sort(places[level].begin(), places[level].end());
        QCOMPARE(static_cast<int>(places[level].size()), placed.sizes[level]);
        for (std::size_t i = 0; i < places[level].size(); ++i)
            QCOMPARE(places[level][i], static_cast<int>(i));
    }
}

void FeatureGraphTest::ringsAndLooseEndsAreSurvived()
{
    auto graph = small();
    graph.edges.push_back({QStringLiteral("feature:z"), QStringLiteral("feature:x")});
    graph.edges.push_back({QStringLiteral("feature:gone"), QStringLiteral("feature:x")});
    const auto placed = placedGraph(graph);
    QCOMPARE(placed.nodes.size(), graph.nodes.size());
    QCOMPARE(placed.edges.size(), graph.edges.size() - 1);
    QVERIFY(placedGraph({}).isEmpty());
}

void FeatureGraphTest::aThousandFeaturesArePlacedWithinAFrame()
{
    const auto graph = large(1000);
    QElapsedTimer timer;
    timer.start();
    const auto placed = placedGraph(graph);
    QCOMPARE(placed.nodes.size(), 1010U);
    QVERIFY2(timer.elapsed() < halfAFrame, qPrintable(QString::number(timer.elapsed())));
    timer.start();
    QVERIFY(featureNeighbourhood(graph, QStringLiteral("feature:f9"), 48).nodes.size() > 3);
    QVERIFY2(timer.elapsed() < halfAFrame, qPrintable(QString::number(timer.elapsed())));
}

void FeatureGraphTest::theSentenceCountsWhatThereIs()
{
    QCOMPARE(FeatureGraphWords::sentence(small(), QStringLiteral("report:r.html")).section(u',', -1),
             QStringLiteral(" and goes into nothing."));
    QVERIFY(FeatureGraphWords::sentence(small(), QStringLiteral("feature:z"))
                .startsWith(QLatin1String("z is made from ")));
    QVERIFY(FeatureGraphWords::sentence(small(), QStringLiteral("feature:gone")).isEmpty());
}

SLIPWAY_UI_TEST_MAIN(FeatureGraphTest)
#include "feature_graph_test.moc"
