#include "ui/jobs/front_door.h"

#include "tests/support/temporary_folder.h"
#include "tests/support/ui_test_main.h"
#include "tests/support/verify.h"

using namespace slipway::ui;
using slipway::testing::TemporaryFolder;

class FrontDoorTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theSecondOneRaisesTheFirst();
    void anotherSpellingIsTheSameFolder();
    void anotherWorkspaceHasAnotherDoor();
    void theDoorIsFreeOnceItsOwnerIsGone();
};

void FrontDoorTest::theSecondOneRaisesTheFirst()
{
    const TemporaryFolder folder;
    FrontDoor first;
    int knocks = 0;
    connect(&first, &FrontDoor::knocked, this, [&] { ++knocks; });
    QVERIFY(first.enter(folder.path()));
    FrontDoor second;
    QVERIFY(!second.enter(folder.path()));
    QTRY_COMPARE(knocks, 1);
    QVERIFY(!second.enter(folder.path()));
    QTRY_COMPARE(knocks, 2);
}

void FrontDoorTest::anotherSpellingIsTheSameFolder()
{
    const TemporaryFolder folder;
    folder.write("workspace/slipway.db", "");
    std::filesystem::create_symlink(folder / "workspace", folder / "link");
    FrontDoor first;
    QVERIFY(first.enter(folder / "workspace"));
    FrontDoor second;
    QVERIFY(!second.enter(folder / "link"));
    QVERIFY(!second.enter(folder / "other/../workspace/"));
}

void FrontDoorTest::anotherWorkspaceHasAnotherDoor()
{
    const TemporaryFolder folder;
    FrontDoor first;
    FrontDoor second;
    QVERIFY(first.enter(folder / "a"));
    QVERIFY(second.enter(folder / "b"));
}

void FrontDoorTest::theDoorIsFreeOnceItsOwnerIsGone()
{
    const TemporaryFolder folder;
    {
        FrontDoor first;
        QVERIFY(first.enter(folder.path()));
    }
    FrontDoor second;
    QVERIFY(second.enter(folder.path()));
}

SLIPWAY_UI_TEST_MAIN(FrontDoorTest)
#include "front_door_test.moc"
