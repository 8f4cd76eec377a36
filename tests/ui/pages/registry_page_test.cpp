#include "ui/pages/registry_page.h"

#include "tests/ui/pages/page_fixture.h"
#include "ui/models/versions_model.h"
#include "ui/pages/registry_rows.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/graph_view.h"
#include "ui/widgets/table_view.h"

#include <QAbstractItemModelTester>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>

using namespace slipway;
using namespace slipway::ui;
using namespace slipway::testing;

namespace {

constexpr int patience = 20'000; ///< for the engine

using Stage = PageStage<RegistryPage>;

QString chip(const Stage &stage)
{
    return stage.find<Chip>("registry.production")->word();
}

void choose(const Stage &stage, int row)
{
    auto *table = stage.find<TableView>("registry.versions");
    const auto place = table->visualRect(table->model()->index(row, 0)).center();
    QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, place);
}

void giveReason(const Stage &stage, const char *reason)
{
    auto *field = stage.find<QLineEdit>("registry.reason");
    field->clear();
    QTest::keyClicks(field, QString::fromLatin1(reason));
}

void click(const Stage &stage, const char *button)
{
    QTest::mouseClick(stage.find<QPushButton>(button), Qt::LeftButton);
}

/// Rolls back to a version by the menu that the button opens.
void rollBackTo(const Stage &stage, const char *target)
{
    giveReason(stage, "the clicks fell");
    click(stage, "registry.rollback");
    auto *menu = stage.find<QMenu>("registry.rollback_menu");
    QVERIFY(menu);
    auto *action =
        menu->findChild<QAction *>(QStringLiteral("registry.rollback_to.") + QString::fromLatin1(target));
    QVERIFY(action);
    QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(action).center());
}

/// The content of a version is no longer what was recorded.
void breakFilesOf(const DemoWorkspace &demo, Stage &stage, const char *reference)
{
    VersionsModel versions(stage.session->reader());
    versions.refresh();
    QTRY_VERIFY_WITH_TIMEOUT(versions.isLoaded(), patience);
    const auto &version =
        versions.rows()[static_cast<std::size_t>(versions.rowOf(QString::fromLatin1(reference)))];
    const auto hash = version.files.at("weights.safetensors").get<std::string>();
    for (const auto &entry : std::filesystem::recursive_directory_iterator(demo.folder() / "artifacts")) {
        if (entry.is_regular_file()
            && entry.path().string().find(hash.substr(hash.size() - 20)) != std::string::npos)
            std::filesystem::remove(entry.path());
    }
}

} // namespace

class RegistryPageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyViewCanBeShown();
    void theDemoSaysWhichVersionServes();
    void aGateThatStaysShutIsNamedAndKeepsTheVersionOut();
    void aDecisionNeedsAReason();
    void rollingBackAndPromotingCanBeTakenBack();
    void aRefusalNamesTheGate();
    void aCheckThatFailsCanBeAskedAgain();
    void lineageLeadsToThePages();
    void theKeyboardReachesRowsAndGraph();
    void versionsWithAnAliasCanBeShownAlone();
    void withoutVersionsTheWayOnIsExperiments();
    void theNewestEvaluatedRunCanBeRegistered();
    void aRegistrationThatFailsHasAWayOut();
};

void RegistryPageTest::everyViewCanBeShown()
{
    SampleWorkspace sample;
    Stage stage(sample.name(), "registry");
    for (const View view : {View::Empty, View::Busy, View::Result, View::Failure}) {
        stage.page->showExample(view);
        QTRY_COMPARE(stage.page->view(), view);
    }
}

void RegistryPageTest::theDemoSaysWhichVersionServes()
{
    DemoWorkspace demo;
    Stage stage(demo.name(), "registry");
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Result, patience);
    QCOMPARE(chip(stage), QStringLiteral("v2 in production"));
    auto *table = stage.find<TableView>("registry.versions");
    QAbstractItemModelTester tester(table->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
    QCOMPARE(table->model()->rowCount(), 2);
    QCOMPARE(table->model()->index(0, VersionsModel::Version).data().toString(), QStringLiteral("v2"));
    QTRY_COMPARE(table->model()->index(0, VersionsModel::Run).data().toString(), QStringLiteral("Run 2"));
    QTRY_COMPARE_WITH_TIMEOUT(stage.said("registry.gate.not_worse_than_production"),
                              QStringLiteral("It is the version in production."), patience);
    auto *promote = stage.find<QPushButton>("registry.promote");
    QVERIFY(!promote->isEnabled());
    QCOMPARE(promote->toolTip(), QStringLiteral("Version 2 is in production already."));
    QTRY_VERIFY(!stage.page->inspection().sections.isEmpty());
    QCOMPARE(stage.page->inspection().name, QStringLiteral("Version 2"));
    QTRY_COMPARE(stage.page->inspection().sections.last().id, QStringLiteral("files"));
    QVERIFY(stage.page->commandLine().endsWith(QStringLiteral("registry gates feed-model/2")));
}

void RegistryPageTest::aGateThatStaysShutIsNamedAndKeepsTheVersionOut()
{
    DemoWorkspace demo;
    Stage stage(demo.name(), "registry");
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Result, patience);
    choose(stage, 1);
    QVERIFY(stage.said("registry.gates_message").contains(QStringLiteral("v1")));
    QTRY_VERIFY_WITH_TIMEOUT(stage.find<QLabel>("registry.gate.not_worse_than_production"), patience);
    QVERIFY(stage.said("registry.gate.not_worse_than_production")
                .startsWith(QStringLiteral("AUC differs by \u2212")));
    auto *promote = stage.find<QPushButton>("registry.promote");
    QVERIFY(!promote->isEnabled());
    QCOMPARE(promote->toolTip(), QStringLiteral("A gate stays shut: Not worse than production."));
    QCOMPARE(promote->text().trimmed(), QStringLiteral("Promote v1"));
    click(stage, "registry.compare");
    QCOMPARE(stage.opened, QStringList {QStringLiteral("compare")});
    QCOMPARE(stage.session->selection().runs().size(), 2);
}

void RegistryPageTest::aDecisionNeedsAReason()
{
    DemoWorkspace demo;
    Stage stage(demo.name(), "registry");
    QTRY_VERIFY_WITH_TIMEOUT(stage.find<QPushButton>("registry.rollback")->isEnabled(), patience);
    click(stage, "registry.rollback");
    QVERIFY(!stage.find<QMenu>("registry.rollback_menu"));
    auto *field = stage.find<QLineEdit>("registry.reason");
    QCOMPARE(field->accessibleDescription(), QStringLiteral("Reason: say why, the log keeps it."));
    QTest::keyClicks(field, QStringLiteral("x"));
    QCOMPARE(field->accessibleDescription(), QStringLiteral("The log keeps who, when and why."));
}

void RegistryPageTest::rollingBackAndPromotingCanBeTakenBack()
{
    DemoWorkspace demo;
    Stage stage(demo.name(), "registry");
    QTRY_VERIFY_WITH_TIMEOUT(stage.find<QPushButton>("registry.rollback")->isEnabled(), patience);
    rollBackTo(stage, "1");
    QTRY_COMPARE_WITH_TIMEOUT(chip(stage), QStringLiteral("v1 in production"), patience);
    QTRY_COMPARE(stage.said("registry.outcome_sentence"),
                 QStringLiteral("“Roll back to v1” is done. Undo takes it back."));
    QCOMPARE(stage.find<QLineEdit>("registry.reason")->text(), QString());

    auto *promote = stage.find<QPushButton>("registry.promote");
    QTRY_VERIFY_WITH_TIMEOUT(promote->isEnabled(), patience); // every gate of v2 has been asked again
    giveReason(stage, "-ranks better");
    click(stage, "registry.promote");
    QTRY_COMPARE_WITH_TIMEOUT(chip(stage), QStringLiteral("v2 in production"), patience);
    QTRY_COMPARE_WITH_TIMEOUT(stage.session->undoStack()->undoText(), QStringLiteral("Promote v2"), patience);
    stage.session->undoStack()->undo();
    QTRY_COMPARE_WITH_TIMEOUT(chip(stage), QStringLiteral("v1 in production"), patience);
}

void RegistryPageTest::aRefusalNamesTheGate()
{
    DemoWorkspace demo;
    Stage stage(demo.name(), "registry");
    QTRY_VERIFY_WITH_TIMEOUT(stage.find<QPushButton>("registry.rollback")->isEnabled(), patience);
    rollBackTo(stage, "none");
    QTRY_COMPARE_WITH_TIMEOUT(chip(stage), QStringLiteral("None in production"), patience);
    QTRY_VERIFY_WITH_TIMEOUT(stage.find<QPushButton>("registry.promote")->isEnabled(), patience);
    breakFilesOf(demo, stage, "feed-model/2");
    giveReason(stage, "ranks better");
    click(stage, "registry.promote");
    QTRY_VERIFY_WITH_TIMEOUT(stage.said("registry.outcome_sentence").startsWith(QStringLiteral("Refused")),
                             patience);
    QVERIFY(stage.said("registry.outcome_sentence").contains(QStringLiteral("Files intact")));
    QCOMPARE(chip(stage), QStringLiteral("None in production"));
    QTRY_VERIFY_WITH_TIMEOUT(
        stage.find<QPushButton>("registry.promote")->toolTip().contains(QStringLiteral("Files intact")),
        patience);
}

void RegistryPageTest::aCheckThatFailsCanBeAskedAgain()
{
    DemoWorkspace demo;
    const auto config = demo.folder() / "config/monitoring_config.yaml";
    const auto aside = demo.folder() / "config/aside.yaml";
    std::filesystem::copy_file(config, aside);
    QFile broken(QString::fromStdString(config.string()));
    QVERIFY(broken.open(QIODevice::WriteOnly | QIODevice::Truncate));
    broken.write("gates: [1, 2\n");
    broken.close();
    Stage stage(demo.name(), "registry");
    auto *again = stage.find<QPushButton>("registry.check_again");
    QTRY_VERIFY_WITH_TIMEOUT(again->isVisible(), patience);
    QVERIFY(!stage.find<QPushButton>("registry.promote")->isEnabled());
    QVERIFY(!stage.said("registry.gates_message").isEmpty());
    std::filesystem::copy_file(aside, config, std::filesystem::copy_options::overwrite_existing);
    QTest::mouseClick(again, Qt::LeftButton);
    QTRY_VERIFY_WITH_TIMEOUT(stage.find<QLabel>("registry.gate.auc"), patience);
}

void RegistryPageTest::lineageLeadsToThePages()
{
    DemoWorkspace demo;
    Stage stage(demo.name(), "registry");
    auto *graph = stage.find<GraphView>("registry.lineage");
    QTRY_COMPARE_WITH_TIMEOUT(graph->nodes().size(), 6, patience); // data, two parts, run, model, endpoint
    QCOMPARE(graph->nodes().first().title, QStringLiteral("interactions v1"));
    QVERIFY(
        graph->accessibleName().contains(QStringLiteral("data set interactions v1, features feed_train v1")));
    QVERIFY(graph->nodes().last().planned); // nothing serves
    QTest::mouseClick(graph->nodeWidget(graph->nodes().first().id), Qt::LeftButton);
    QTest::mouseClick(graph->nodeWidget(QStringLiteral("run")), Qt::LeftButton);
    QTest::mouseClick(graph->nodeWidget(QStringLiteral("model")), Qt::LeftButton);
    QTest::mouseClick(graph->nodeWidget(QStringLiteral("endpoint")), Qt::LeftButton);
    QCOMPARE(stage.opened.join(u' '), QStringLiteral("data experiments serving"));
    QCOMPARE(stage.session->selection().kind(), Selection::Kind::Run);
}

void RegistryPageTest::theKeyboardReachesRowsAndGraph()
{
    DemoWorkspace demo;
    Stage stage(demo.name(), "registry");
    auto *table = stage.find<TableView>("registry.versions");
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 2, patience);
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Down);
    QTRY_COMPARE(stage.page->inspection().name, QStringLiteral("Version 1"));
    auto *graph = stage.find<GraphView>("registry.lineage");
    QTRY_COMPARE_WITH_TIMEOUT(graph->nodes().size(), 6, patience);
    auto *model = graph->nodeWidget(QStringLiteral("model"));
    QVERIFY(model->focusPolicy() & Qt::TabFocus);
    model->setFocus();
    QTest::keyClick(model, Qt::Key_Up);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QCOMPARE(stage.opened, QStringList {QStringLiteral("experiments")});
}

void RegistryPageTest::versionsWithAnAliasCanBeShownAlone()
{
    DemoWorkspace demo;
    Stage stage(demo.name(), "registry");
    auto *table = stage.find<TableView>("registry.versions");
    QTRY_COMPARE_WITH_TIMEOUT(table->model()->rowCount(), 2, patience);
    QCOMPARE(stage.said("registry.filter.all"), QStringLiteral("All 2"));
    choose(stage, 1);
    click(stage, "registry.filter.alias");
    QCOMPARE(table->model()->rowCount(), 1);
    QTRY_COMPARE(stage.page->inspection().name, QStringLiteral("Version 2"));
}

void RegistryPageTest::withoutVersionsTheWayOnIsExperiments()
{
    SampleWorkspace sample;
    Stage stage(sample.name(), "registry");
    QTRY_COMPARE(stage.said("view.title"), QStringLiteral("No versions yet"));
    QVERIFY(!stage.find<QPushButton>("registry.register_first"));
    click(stage, "registry.to_experiments");
    QCOMPARE(stage.opened, QStringList {QStringLiteral("experiments")});
}

void RegistryPageTest::theNewestEvaluatedRunCanBeRegistered()
{
    DemoWorkspace demo;
    {
        auto opened =
            workspace::Workspace::open(demo.folder(), workspace::OpenMode::Existing, {"ada", "cli", ""});
        auto &store = opened.value().store();
        QVERIFY(store.execute("DELETE FROM model_aliases").ok());
        QVERIFY(store.execute("DELETE FROM model_versions").ok());
    }
    Stage stage(demo.name(), "registry");
    QTRY_VERIFY_WITH_TIMEOUT(stage.find<QPushButton>("registry.register_first"), patience);
    QCOMPARE(stage.page->view(), View::Empty);
    QCOMPARE(stage.said("registry.register_first"), QStringLiteral("Register run 2"));
    click(stage, "registry.register_first");
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Result, patience);
    QCOMPARE(stage.find<TableView>("registry.versions")->model()->rowCount(), 1);
    QCOMPARE(chip(stage), QStringLiteral("None in production"));
    QTRY_VERIFY_WITH_TIMEOUT(stage.find<QPushButton>("registry.promote")->isEnabled(), patience);
    QTRY_VERIFY(stage.find<QPushButton>("registry.register")->text().contains(QStringLiteral("run 1")));
}

void RegistryPageTest::aRegistrationThatFailsHasAWayOut()
{
    SampleWorkspace sample;
    sample.addRun("ranker", {{"test_auc", 0, 1, 0.7}}); // evaluated, they say, and has no model
    Stage stage(sample.name(), "registry");
    QTRY_VERIFY(stage.find<QPushButton>("registry.register_first"));
    click(stage, "registry.register_first");
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Failure, patience);
    click(stage, "registry.leave_failure");
    QTRY_COMPARE(stage.page->view(), View::Empty);
}

SLIPWAY_UI_TEST_MAIN(RegistryPageTest)
#include "registry_page_test.moc"
