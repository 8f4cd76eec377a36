#include "tests/support/ui_test_main.h"
#include "ui/theme/theme.h"
#include "ui/widgets/graph_edges.h"
#include "ui/widgets/graph_view.h"

#include <QImage>
#include <QSignalSpy>
#include <QTest>

using namespace slipway::ui;

namespace {

QList<GraphNode> steps()
{
    return {{.id = QStringLiteral("users"),
             .title = QStringLiteral("users"),
             .note = QStringLiteral("0.8 s"),
             .status = Status::Ok},
            {.id = QStringLiteral("items"), .title = QStringLiteral("items"), .status = Status::Ok, .row = 1},
            {.id = QStringLiteral("train"),
             .title = QStringLiteral("train"),
             .note = QStringLiteral("epoch 5 of 8"),
             .status = Status::Running,
             .column = 1,
             .fraction = 0.6},
            {.id = QStringLiteral("gates"),
             .title = QStringLiteral("gates"),
             .status = Status::Queued,
             .planned = true,
             .column = 2}};
}

/// QPainterPath::intersects() asks about the area that a path would enclose, not about its line.
bool touches(const QPainterPath &path, const QRectF &rect)
{
    for (int percent = 0; percent <= 100; ++percent) {
        if (rect.contains(path.pointAtPercent(percent / 100.0)))
            return true;
    }
    return false;
}

QList<GraphEdge> edges()
{
    return {{QStringLiteral("users"), QStringLiteral("train")},
            {QStringLiteral("items"), QStringLiteral("train")},
            {QStringLiteral("train"), QStringLiteral("gates"), true}};
}

} // namespace

class GraphViewTest : public QObject
{
    Q_OBJECT
public:
    GraphViewTest() { m_theme.applyTo(*qApp); }

private Q_SLOTS:
    void columnsStandInTheOrderOfTheFlow();
    void rowsStandInTheOrderOfAVerticalFlow();
    void nodesBecomeNarrowerBeforeTheGraphScrolls();
    void aClickChoosesANode();
    void theArrowKeysWalkAndEnterChooses();
    void tabEntersTheGraphOnce();
    void aNodeIsReadAloud();
    void nodesKeepTheirPlaceOfFocusWhenTheGraphChanges();
    void anEdgeGoesAroundWhatLiesBetween();
    void aSelectedNodeHasTheAccentAsItsFrame();

private:
    std::unique_ptr<GraphView> graph(Qt::Orientation flow = Qt::Horizontal, QSize size = {700, 200})
    {
        auto view = std::make_unique<GraphView>(m_theme, flow);
        view->setObjectName(QStringLiteral("pipelines.graph"));
        view->resize(size);
        view->setGraph(steps(), edges());
        view->show();
        (void)QTest::qWaitForWindowActive(view.get());
        return view;
    }

    static QRect place(const GraphView &view, const char *id)
    {
        return view.nodeWidget(QString::fromLatin1(id))->geometry();
    }

    Theme m_theme;
};

void GraphViewTest::columnsStandInTheOrderOfTheFlow()
{
    const auto view = graph();
    QCOMPARE(place(*view, "users").left(), place(*view, "items").left());
    QVERIFY(place(*view, "users").bottom() < place(*view, "items").top());
    QVERIFY(place(*view, "users").right() < place(*view, "train").left());
    QVERIFY(place(*view, "train").right() < place(*view, "gates").left());
    // Alone in its column, a node stands in the middle of the others.
    QCOMPARE(2 * place(*view, "train").top(), place(*view, "users").top() + place(*view, "items").top());
    QCOMPARE(place(*view, "train").height(), 46);
}

void GraphViewTest::rowsStandInTheOrderOfAVerticalFlow()
{
    GraphView view(m_theme, Qt::Vertical);
    view.resize(400, 300);
    view.setGraph({{.id = QStringLiteral("data"), .title = QStringLiteral("data")},
                   {.id = QStringLiteral("tickets"), .title = QStringLiteral("tickets"), .column = 1},
                   {.id = QStringLiteral("model"), .title = QStringLiteral("model"), .row = 1}},
                  {});
    view.show();
    QCOMPARE(place(view, "data").top(), place(view, "tickets").top());
    QVERIFY(place(view, "data").right() < place(view, "tickets").left());
    QVERIFY(place(view, "data").bottom() < place(view, "model").top());
    QCOMPARE(place(view, "model").center().x(), 200);
}

void GraphViewTest::nodesBecomeNarrowerBeforeTheGraphScrolls()
{
    const auto view = graph();
    const int wide = place(*view, "train").width();
    view->resize(300, 200);
    QVERIFY(place(*view, "train").width() < wide);
    QVERIFY(place(*view, "gates").right() < 300);
    view->resize(180, 200);
    QVERIFY(place(*view, "gates").right() > 180);
    view->nodeWidget(QStringLiteral("train"))->setFocus();
    QTest::keyClick(view->nodeWidget(QStringLiteral("train")), Qt::Key_Right);
    const auto shown = view->nodeWidget(QStringLiteral("gates"))->mapTo(view.get(), QPoint(0, 0));
    QVERIFY(shown.x() + place(*view, "gates").width() <= 180);
}

void GraphViewTest::aClickChoosesANode()
{
    const auto view = graph();
    QSignalSpy chosen(view.get(), &GraphView::chosen);
    auto *train = view->findChild<QWidget *>(QStringLiteral("pipelines.graph.train"));
    QVERIFY(train);
    QTest::mouseClick(train, Qt::LeftButton);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(chosen.first().first().toString(), QStringLiteral("train"));
    QCOMPARE(view->selected(), QStringLiteral("train"));
}

void GraphViewTest::theArrowKeysWalkAndEnterChooses()
{
    const auto view = graph();
    QSignalSpy chosen(view.get(), &GraphView::chosen);
    auto *users = view->nodeWidget(QStringLiteral("users"));
    users->setFocus();
    QTest::keyClick(users, Qt::Key_Down);
    QVERIFY(view->nodeWidget(QStringLiteral("items"))->hasFocus());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right);
    QVERIFY(view->nodeWidget(QStringLiteral("train"))->hasFocus());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right); // there is nothing further
    QVERIFY(view->nodeWidget(QStringLiteral("gates"))->hasFocus());
    QVERIFY(chosen.isEmpty());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QCOMPARE(chosen.count(), 1);
    QCOMPARE(view->selected(), QStringLiteral("gates"));
}

void GraphViewTest::tabEntersTheGraphOnce()
{
    const auto view = graph();
    const auto stops = [&] {
        QStringList ids;
        for (const auto &node : view->nodes()) {
            if (view->nodeWidget(node.id)->focusPolicy() & Qt::TabFocus)
                ids << node.id;
        }
        return ids;
    };
    QCOMPARE(stops(), QStringList {QStringLiteral("users")});
    view->setSelected(QStringLiteral("train"));
    QCOMPARE(stops(), QStringList {QStringLiteral("train")});
}

void GraphViewTest::aNodeIsReadAloud()
{
    const auto view = graph();
    QCOMPARE(view->nodeWidget(QStringLiteral("train"))->accessibleName(),
             QStringLiteral("train, epoch 5 of 8, Running"));
    QCOMPARE(view->nodeWidget(QStringLiteral("gates"))->accessibleName(),
             QStringLiteral("gates, Queued, planned"));
}

void GraphViewTest::nodesKeepTheirPlaceOfFocusWhenTheGraphChanges()
{
    const auto view = graph();
    QTest::mouseClick(view->nodeWidget(QStringLiteral("train")), Qt::LeftButton);
    auto nodes = steps();
    nodes.removeFirst();
    nodes[1].fraction = 0.8;
    view->setGraph(nodes, edges()); // the edge of the node that has gone is left out
    QCOMPARE(view->selected(), QStringLiteral("train"));
    QVERIFY(view->nodeWidget(QStringLiteral("train"))->hasFocus());
    QVERIFY(!view->nodeWidget(QStringLiteral("users")));
    nodes.removeAt(1);
    view->setGraph(nodes, edges());
    QVERIFY(view->selected().isEmpty());
}

void GraphViewTest::anEdgeGoesAroundWhatLiesBetween()
{
    const QRectF from(0, 0, 80, 46);
    const QRectF to(300, 0, 80, 46);
    const QRectF between(150, 0, 80, 46);
    const auto straight = edgePath(from, to, Qt::Horizontal, 70, {});
    QCOMPARE(straight.boundingRect().height(), 0.0);
    const auto around = edgePath(from, to, Qt::Horizontal, 70, {between});
    QVERIFY(!touches(around, between));
    QCOMPARE(around.currentPosition(), QPointF(300, 23));
    const auto down = edgePath({0, 0, 46, 80}, {0, 300, 46, 80}, Qt::Vertical, 70, {{0, 150, 46, 80}});
    QVERIFY(!touches(down, QRectF(0, 150, 46, 80)));
}

void GraphViewTest::aSelectedNodeHasTheAccentAsItsFrame()
{
    const auto view = graph();
    for (const auto mode : {ThemeMode::Light, ThemeMode::Dark}) {
        m_theme.setMode(mode);
        view->setSelected({});
        auto *train = view->nodeWidget(QStringLiteral("train"));
        QCOMPARE(train->grab().toImage().pixelColor(40, 0), m_theme.colour(u"status.running.border"));
        view->setSelected(QStringLiteral("train"));
        QCOMPARE(train->grab().toImage().pixelColor(40, 0), m_theme.colour(u"accent.fill"));
    }
}

SLIPWAY_UI_TEST_MAIN(GraphViewTest)
#include "graph_view_test.moc"
