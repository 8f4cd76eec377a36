#include "ui/pages/features_page.h"

#include "tests/support/engine_process.h"
#include "tests/support/verify.h"
#include "tests/ui/pages/page_fixture.h"
#include "ui/models/text.h"

#include <QDesktopServices>
#include <QMenu>
#include <QPushButton>
#include <QTableView>
#include <QUrl>

#include <array>

using namespace slipway;
using namespace slipway::ui;
using slipway::testing::Engine;
using slipway::testing::PageStage;
using slipway::testing::SampleWorkspace;
using slipway::testing::TemporaryFolder;

namespace {

constexpr int engineMs = 30'000;

using Stage = PageStage<FeaturesPage>;

/// Files that the desktop was asked to open.
class Desktop : public QObject
{
    Q_OBJECT
public:
    Desktop() { QDesktopServices::setUrlHandler(QStringLiteral("file"), this, "open"); }
    ~Desktop() override { QDesktopServices::unsetUrlHandler(QStringLiteral("file")); }

    QList<QUrl> opened;

public Q_SLOTS:
    void open(const QUrl &url) { opened << url; }
};

/// Some fruit, of which three in four sour ones weigh less: something to propose features for. Where all of
/// them did, the weight would be left out as a leak.
std::string fruit()
{
    constexpr std::array colours {"red", "green", "yellow"};
    std::string rows = "id,weight,colour,sour\n";
    for (int i = 0; i < 90; ++i)
        rows += std::to_string(i) + "," + std::to_string(100 + (i * 37) % 80) + "," + colours[i % 3] + ","
            + (((i * 37) % 80 < 40) != (i % 4 == 0) ? "1" : "0") + "\n";
    return rows;
}

/// A workspace with an imported table that nobody has defined features for.
class FruitWorkspace : public SampleWorkspace
{
public:
    FruitWorkspace()
    {
        const auto file = m_folder.write("fruit.csv", fruit());
        m_imported = Engine(folder()).run(
            {QStringLiteral("data"), QStringLiteral("import"), text(file.string()), QStringLiteral("--name"),
             QStringLiteral("fruit"), QStringLiteral("--target"), QStringLiteral("sour")});
    }

    const slipway::testing::EngineAnswer &imported() const { return m_imported; }

private:
    TemporaryFolder m_folder;
    slipway::testing::EngineAnswer m_imported;
};

void waitForFeatures(const Stage &stage)
{
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Result, engineMs);
    QTRY_VERIFY(stage.find<QTableView>("features.definitions")->model()->rowCount() > 0);
}

QMenu *popUp(const Stage &stage)
{
    auto *menu = stage.find<QPushButton>("features.more")->menu();
    menu->popup(stage.page->mapToGlobal(QPoint(40, 40)));
    return menu;
}

/// Walks down a menu as a keyboard does, until the action is the one that Enter takes.
void walkTo(QMenu &menu, const QAction *wanted)
{
    for (int steps = 0; steps < 12 && menu.activeAction() != wanted; ++steps)
        QTest::keyClick(&menu, Qt::Key_Down);
}

void propose(const Stage &stage)
{
    QTRY_VERIFY_WITH_TIMEOUT(stage.find("features.empty.propose"), engineMs);
    QTRY_VERIFY(stage.find("features.empty.propose")->isVisible());
    QTest::mouseClick(stage.find("features.empty.propose"), Qt::LeftButton);
    waitForFeatures(stage);
}

} // namespace

/// Definitions that come from files and go into files, with mouse and keyboard.
class FeaturesFilesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aProposalIsPutInForceAndTakenBack();
    void theSameProposalByKeyboardChangesNothing();
    void documentationIsWrittenAndOpened();
    void nothingIsProposedWhereNothingWasImported();
};

void FeaturesFilesTest::aProposalIsPutInForceAndTakenBack()
{
    const FruitWorkspace workspace;
    QVERIFY_EXIT_OK(workspace.imported());
    Stage stage(workspace.name(), "features");
    propose(stage);
    const auto &model = *stage.find<QTableView>("features.definitions")->model();
    QStringList names;
    for (int row = 0; row < model.rowCount(); ++row)
        names << model.index(row, 0).data().toString();
    QVERIFY2(names.contains(QStringLiteral("weight")) && names.contains(QStringLiteral("colour")),
             qPrintable(names.join(u' ')));
    QVERIFY2(!names.contains(QStringLiteral("sour")), "what is to be predicted");
    QTRY_VERIFY(stage.toasts.join(u' ').contains(QStringLiteral("version 1, is in force")));
    QVERIFY(stage.followToast());
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Empty, engineMs);
}

void FeaturesFilesTest::theSameProposalByKeyboardChangesNothing()
{
    const FruitWorkspace workspace;
    QVERIFY_EXIT_OK(workspace.imported());
    Stage stage(workspace.name(), "features");
    propose(stage);
    QTRY_VERIFY(!stage.page->work());
    stage.toasts.clear();
    auto *menu = popUp(stage);
    auto *proposals = stage.page->findChild<QMenu *>(QStringLiteral("features.propose"));
    QVERIFY(proposals->isEnabled());
    QCOMPARE(proposals->actions().size(), 1);
    walkTo(*menu, proposals->menuAction());
    QTest::keyClick(menu, Qt::Key_Right);
    QTRY_VERIFY(proposals->isVisible());
    walkTo(*proposals, proposals->actions().first());
    QTest::keyClick(proposals, Qt::Key_Return);
    QTRY_VERIFY_WITH_TIMEOUT(stage.toasts.join(u' ').contains(QStringLiteral("in force already")), engineMs);
    waitForFeatures(stage);
}

void FeaturesFilesTest::documentationIsWrittenAndOpened()
{
    const FruitWorkspace workspace;
    QVERIFY_EXIT_OK(workspace.imported());
    Stage stage(workspace.name(), "features");
    propose(stage);
    Desktop desktop;
    auto *docs = stage.actions.action(QStringLiteral("features.docs"));
    QTRY_VERIFY(docs->isEnabled());
    auto *menu = popUp(stage);
    walkTo(*menu, docs);
    QTest::keyClick(menu, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(desktop.opened.size(), 1, engineMs);
    const auto index = path(desktop.opened.first().toLocalFile());
    QVERIFY(slipway::testing::readText(index).find("weight") != std::string::npos);
    menu = popUp(stage); // the second time over the first pages, by mouse
    QTest::mouseClick(menu, Qt::LeftButton, {}, menu->actionGeometry(docs).center());
    QTRY_COMPARE_WITH_TIMEOUT(desktop.opened.size(), 2, engineMs);
    QCOMPARE(desktop.opened[1], desktop.opened[0]);
    QCOMPARE(stage.page->view(), View::Result); // nobody had to wait
}

void FeaturesFilesTest::nothingIsProposedWhereNothingWasImported()
{
    SampleWorkspace workspace;
    Stage stage(workspace.name(), "features");
    QTRY_COMPARE_WITH_TIMEOUT(stage.page->view(), View::Empty, engineMs);
    auto *menu = popUp(stage);
    QVERIFY(!stage.page->findChild<QMenu *>(QStringLiteral("features.propose"))->isEnabled());
    QVERIFY(!stage.actions.action(QStringLiteral("features.docs"))->isEnabled());
    menu->close();
}

SLIPWAY_UI_TEST_MAIN(FeaturesFilesTest)
#include "features_files_test.moc"
