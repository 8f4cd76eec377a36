#include "ui/pages/pipelines_page.h"

#include "core/workspace/vault.h"
#include "tests/support/verify.h"
#include "tests/ui/pages/page_fixture.h"
#include "ui/models/pipeline_steps_model.h"
#include "ui/pages/pipelines_time.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/graph_view.h"
#include "ui/widgets/segments.h"

#include <QAbstractItemModelTester>
#include <QComboBox>
#include <QProcess>
#include <QPushButton>
#include <QTableView>

using namespace slipway;
using namespace slipway::ui;
using slipway::testing::DemoWorkspace;
using slipway::testing::PageStage;
using slipway::testing::SampleWorkspace;

class PipelinesPageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theFourViewsCanBeShown_data();
    void theFourViewsCanBeShown();
    void aRunOfBeforeIsShownAsItWent();
    void aStepIsSelectedEverywhere();
    void theArrowKeysWalkThroughTheBars();
    void anEmptyWorkspaceOffersARunAndFollowsIt();
    void aRunOfATerminalIsFollowedAndStopped();
    void aFailedStepShowsItsSentence();
    void everythingIsReachedByTheKeyboard();

private:
    using Stage = PageStage<PipelinesPage>;

    static QString sentence(const Stage &stage)
    {
        for (const auto *label : stage.page->findChildren<QLabel *>()) {
            if (label->property("role") == QStringLiteral("sentence"))
                return label->text();
        }
        return {};
    }

    static const GraphNode *node(const Stage &stage, const char *id)
    {
        for (const auto &each : stage.find<GraphView>("pipelines.graph")->nodes()) {
            if (each.id == QLatin1String(id))
                return &each;
        }
        return nullptr;
    }

    static ui::Status chip(const Stage &stage) { return stage.find<Chip>("pipelines.state")->status(); }

    DemoWorkspace m_demo;
};

void PipelinesPageTest::theFourViewsCanBeShown_data()
{
    QTest::addColumn<View>("view");
    QTest::newRow("empty") << View::Empty;
    QTest::newRow("busy") << View::Busy;
    QTest::newRow("result") << View::Result;
    QTest::newRow("failure") << View::Failure;
}

void PipelinesPageTest::theFourViewsCanBeShown()
{
    QFETCH(View, view);
    Stage stage(m_demo.name(), "pipelines");
    stage.page->showExample(view);
    QTRY_COMPARE(stage.page->view(), view);
}

void PipelinesPageTest::aRunOfBeforeIsShownAsItWent()
{
    Stage stage(m_demo.name(), "pipelines");
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Result, 20000);
    QVERIFY2(sentence(stage).endsWith(QStringLiteral("on 20,000 interactions came to its end: all 15 steps are done.")),
             qPrintable(sentence(stage)));
    QCOMPARE(chip(stage), ui::Status::Ok);
    QVERIFY(stage.find<Chip>("pipelines.state")->word().startsWith(QStringLiteral("Done in ")));
    const auto *graph = stage.find<GraphView>("pipelines.graph");
    QCOMPARE(graph->nodes().size(), 15);
    QCOMPARE(node(stage, "train")->column, node(stage, "first_train")->column);
    QVERIFY(node(stage, "train")->note.startsWith(QStringLiteral("AUC 0.")));
    for (const auto &edge : graph->edges())
        QVERIFY2(node(stage, qPrintable(edge.from))->column < node(stage, qPrintable(edge.to))->column,
                 qPrintable(edge.from));

    // The bars stand one after another.
    const auto *time = stage.find<PipelinesTime>("pipelines.time");
    double end = 0;
    for (const auto &each : graph->nodes()) {
        const QRectF bar = time->bar(each.id);
        QVERIFY2(bar.width() > 0 && bar.left() >= end - 4, qPrintable(each.id));
        end = bar.right();
    }
    QVERIFY(time->accessibleDescription().startsWith(QStringLiteral("15 steps. The longest is")));

    QTest::mouseClick(stage.find<QPushButton>("pipelines.part.steps"), Qt::LeftButton);
    auto *table = stage.find<QTableView>("pipelines.steps");
    QVERIFY(table->isVisible());
    new QAbstractItemModelTester(table->model(), QAbstractItemModelTester::FailureReportingMode::QtTest, table);
    QCOMPARE(table->model()->rowCount(), 15);
    QCOMPARE(table->model()->index(0, PipelineStepsModel::Outcome).data().toString(),
             QStringLiteral("20,000 interactions"));
    QVERIFY(stage.find<QPushButton>("pipelines.run")->isVisible());
    QVERIFY(!stage.find<QPushButton>("pipelines.stop")->isVisible());
}

void PipelinesPageTest::aStepIsSelectedEverywhere()
{
    Stage stage(m_demo.name(), "pipelines");
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Result, 20000);
    QVERIFY(stage.page->commandLine().endsWith(QStringLiteral("demo feed --rows 20000")));
    QTest::mouseClick(stage.find<GraphView>("pipelines.graph")->nodeWidget(QStringLiteral("evaluate")),
                      Qt::LeftButton);
    QCOMPARE(stage.find<PipelinesTime>("pipelines.time")->selected(), QStringLiteral("evaluate"));
    const auto &inspection = stage.page->inspection();
    QCOMPARE(inspection.name, QStringLiteral("Evaluate it on the test rows"));
    QCOMPARE(inspection.statusWord, QStringLiteral("Done"));
    QCOMPARE(inspection.sections[0].facts[1].value, QStringLiteral("Train the ranker"));
    QCOMPARE(inspection.sections[0].facts[2].value, QStringLiteral("Register a version"));
    QVERIFY(!inspection.sections[1].facts.isEmpty());
    QVERIFY(stage.page->commandLine().contains(QStringLiteral(" evaluate 0")));

    auto *table = stage.find<QTableView>("pipelines.steps");
    QCOMPARE(table->currentIndex().data(IdRole).toString(), QStringLiteral("evaluate"));
    QVERIFY(stage.actions.trigger(QStringLiteral("pipelines.open_step")));
    QCOMPARE(stage.opened, QStringList {QStringLiteral("evaluate")});

    table->setCurrentIndex(table->model()->index(0, 0));
    QCOMPARE(stage.find<GraphView>("pipelines.graph")->selected(), QStringLiteral("generate"));
}

void PipelinesPageTest::theArrowKeysWalkThroughTheBars()
{
    Stage stage(m_demo.name(), "pipelines");
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Result, 20000);
    auto *time = stage.find<PipelinesTime>("pipelines.time");
    time->setFocus(Qt::TabFocusReason);
    QTest::keyClick(time, Qt::Key_Down);
    QCOMPARE(stage.page->inspection().name, QStringLiteral("Generate users, items and interactions"));
    QTest::keyClick(time, Qt::Key_Down);
    QCOMPARE(stage.page->inspection().name, QStringLiteral("Check the interactions"));
    QVERIFY(time->accessibleDescription().startsWith(QStringLiteral("Check the interactions: done in")));
    QTest::keyClick(time, Qt::Key_End);
    QCOMPARE(stage.page->inspection().name, QStringLiteral("Write the report"));
    QTest::mouseClick(time, Qt::LeftButton, {}, time->bar(QStringLiteral("features")).center().toPoint());
    QCOMPARE(stage.page->inspection().name, QStringLiteral("Build point-in-time features"));
}

void PipelinesPageTest::anEmptyWorkspaceOffersARunAndFollowsIt()
{
    SampleWorkspace workspace;
    Stage stage(workspace.name(), "pipelines");
    QTRY_VERIFY(stage.find<QPushButton>("pipelines.run_first"));
    QCOMPARE(stage.page->view(), View::Empty);
    QCOMPARE(stage.said("view.title"), QStringLiteral("No pipeline has run yet"));
    QVERIFY(!stage.find<QPushButton>("pipelines.run")->isVisible()); // one best way on is enough
    QTest::mouseClick(stage.find<QPushButton>("pipelines.run_first"), Qt::LeftButton);

    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Result, 20000);
    QTRY_VERIFY_WITH_TIMEOUT(node(stage, "generate") && node(stage, "generate")->status == ui::Status::Running, 20000);
    QCOMPARE(chip(stage), ui::Status::Running);
    QVERIFY(stage.find<QPushButton>("pipelines.stop")->isVisible());
    QVERIFY(!stage.actions.action(QStringLiteral("pipelines.run"))->isEnabled());
    QVERIFY(node(stage, "report")->planned);
    // What is done has its figures while the rest still runs.
    QTRY_VERIFY_WITH_TIMEOUT(node(stage, "first_train")->note.startsWith(QStringLiteral("AUC")), 20000);
    QCOMPARE(chip(stage), ui::Status::Running);
    QTRY_COMPARE_WITH_TIMEOUT(chip(stage), ui::Status::Ok, 60000);
    QTRY_VERIFY(sentence(stage).contains(QStringLiteral("came to its end")));
    QCOMPARE(node(stage, "report")->status, ui::Status::Ok);
    QVERIFY(stage.actions.action(QStringLiteral("pipelines.run"))->isEnabled());
}

void PipelinesPageTest::aRunOfATerminalIsFollowedAndStopped()
{
    SampleWorkspace workspace;
    Stage stage(workspace.name(), "pipelines");
    QProcess terminal;
    terminal.start(QStringLiteral(SLIPWAY_BIN_DIR "/slipway"),
                   {QStringLiteral("-w"), workspace.name(), QStringLiteral("demo"), QStringLiteral("feed"),
                    QStringLiteral("--rows"), QStringLiteral("1000000")});
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Result, 20000);
    QTRY_VERIFY_WITH_TIMEOUT(node(stage, "generate") && node(stage, "generate")->status == ui::Status::Running, 20000);
    QVERIFY(sentence(stage).contains(QStringLiteral("on 1,000,000 interactions is at step 1 of 15")));
    QTest::mouseClick(stage.find<QPushButton>("pipelines.stop"), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(chip(stage), ui::Status::Stopped, 20000);
    QTRY_VERIFY(sentence(stage).contains(QStringLiteral("was stopped at")));
    QCOMPARE(node(stage, "report")->note, QStringLiteral("left out"));
    QCOMPARE(stage.page->view(), View::Result); // stopping is no failure
    QTRY_COMPARE(terminal.state(), QProcess::NotRunning);
}

void PipelinesPageTest::aFailedStepShowsItsSentence()
{
    SampleWorkspace workspace;
    QVERIFY_OK(workspace::writeFile(workspace.folder() / "config/model_config.yaml", "training:\n  epoch: 3\n"));
    Stage stage(workspace.name(), "pipelines");
    QTRY_VERIFY(stage.find<QPushButton>("pipelines.run_first"));
    QTest::mouseClick(stage.find<QPushButton>("pipelines.run_first"), Qt::LeftButton);
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Failure, 30000);
    QVERIFY(stage.find<QPushButton>("pipelines.try_again"));
    QTest::mouseClick(stage.find<QPushButton>("pipelines.leave_failure"), Qt::LeftButton);
    QTRY_COMPARE(stage.page->view(), View::Result);
    QTRY_COMPARE(chip(stage), ui::Status::Failed);
    QVERIFY2(sentence(stage).contains(QStringLiteral("failed at “Train a first, small model”")),
             qPrintable(sentence(stage)));
    QCOMPARE(node(stage, "first_train")->status, ui::Status::Failed);
    QCOMPARE(node(stage, "features")->status, ui::Status::Ok);
    QTest::mouseClick(stage.find<GraphView>("pipelines.graph")->nodeWidget(QStringLiteral("first_train")),
                      Qt::LeftButton);
    const auto &why = stage.page->inspection().sections.first();
    QCOMPARE(why.title, QStringLiteral("Why"));
    QVERIFY2(why.facts.first().value.contains(QStringLiteral("line 2")), qPrintable(why.facts.first().value));
}

void PipelinesPageTest::everythingIsReachedByTheKeyboard()
{
    Stage stage(m_demo.name(), "pipelines");
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Result, 20000);
    QVERIFY(QTest::qWaitForWindowActive(stage.page.get()));
    QSet<QString> met;
    for (int i = 0; i < 20; ++i) {
        if (const auto *now = QApplication::focusWidget())
            met << now->objectName();
        QTest::keyClick(stage.page.get(), Qt::Key_Tab);
    }
    for (const char *name : {"pipelines.run", "pipelines.part.graph", "pipelines.rows", "pipelines.graph.generate",
                             "pipelines.time"})
        QVERIFY2(met.contains(QString::fromLatin1(name)), name);
}

SLIPWAY_UI_TEST_MAIN(PipelinesPageTest)
#include "pipelines_page_test.moc"
