#include "core/learn/backend.h"

#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

using namespace slipway;
using namespace slipway::learn;
using slipway::testing::TemporaryFolder;

class BackendTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void cleanup() { qunsetenv("SLIPWAY_MODULES"); }

    void aMissingModuleIsNamedWithTheRemedy();
    void aFileThatIsNoLibraryIsRefused();
    void aLibraryThatIsNoModuleIsRefused();
    void aModuleOfAnotherReleaseIsRefused();
};

void BackendTest::aMissingModuleIsNamedWithTheRemedy()
{
    const TemporaryFolder folder;
    qputenv("SLIPWAY_MODULES", folder.path().c_str());
    const auto backend = loadBackend("torch");
    QVERIFY_FAILS(backend, "learn.module_missing");
    QCOMPARE(backend.error().code, ErrorCode::Environment);
    QVERIFY(backend.error().message.find((folder / "slipway_torch.so").string()) != std::string::npos);
    QVERIFY(backend.error().message.find("SLIPWAY_LEARNING=ON") != std::string::npos);
}

void BackendTest::aFileThatIsNoLibraryIsRefused()
{
    const TemporaryFolder folder;
    folder.write("slipway_torch.so", "not a library");
    qputenv("SLIPWAY_MODULES", folder.path().c_str());
    QVERIFY_FAILS(loadBackend("torch"), "learn.module_broken");
}

void BackendTest::aLibraryThatIsNoModuleIsRefused()
{
    const TemporaryFolder folder;
    std::filesystem::create_symlink(SLIPWAY_PLAIN_LIBRARY, folder / "slipway_torch.so");
    qputenv("SLIPWAY_MODULES", folder.path().c_str());
    QVERIFY_FAILS(loadBackend("torch"), "learn.module_broken");
}

void BackendTest::aModuleOfAnotherReleaseIsRefused()
{
    const TemporaryFolder folder;
    std::filesystem::create_symlink(SLIPWAY_OLD_MODULE, folder / "slipway_torch.so");
    qputenv("SLIPWAY_MODULES", folder.path().c_str());
    const auto backend = loadBackend("torch");
    QVERIFY_FAILS(backend, "learn.module_version");
    QCOMPARE(backend.error().args["found"].get<int>(), backendVersion + 1);
    QCOMPARE(qgetenv("OMP_WAIT_POLICY"), QByteArray("passive")); // set before anything was loaded
}

SLIPWAY_TEST_MAIN(BackendTest)
#include "backend_test.moc"
