#include "core/data/import.h"
#include "core/data/json_text.h"

#include "tests/support/temporary_folder.h"
#include "tests/support/test_data.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

using namespace slipway;
using namespace slipway::data;
using slipway::testing::TemporaryFolder;
using slipway::testing::testData;

/// JSONTestSuite by Nicolas Seriot: y_ must be accepted, n_ refused, i_ is free.
class JsonSuiteTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyFileIsTakenAsItsNameSays();
    void everyTransformIsTakenOrRefusedClearly();
};

namespace {

/// JSON that is no table ("[]") is JSON all the same.
bool accepted(const Result<Imported> &imported)
{
    return imported.ok() || imported.error().id == "import.json_no_rows";
}

std::vector<std::filesystem::path> filesOf(const std::filesystem::path &folder)
{
    std::vector<std::filesystem::path> files;
    for (const auto &entry : std::filesystem::directory_iterator(folder))
        files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

} // namespace

void JsonSuiteTest::everyFileIsTakenAsItsNameSays()
{
    const auto folder = testData("torture/jsontestsuite/test_parsing");
    if (!folder)
        QSKIP("JSONTestSuite is not here: set SLIPWAY_TEST_DATA to the folder of the real data sets");
    const TemporaryFolder out;
    std::string wrong;
    std::size_t files = 0;
    for (const auto &file : filesOf(*folder)) {
        const auto imported = importFiles({file}, {.folder = out.path()}, {});
        const char kind = file.filename().string().front();
        const bool took = accepted(imported);
        if ((kind == 'y' && !took) || (kind == 'n' && took))
            wrong += file.filename().string()
                + (took ? " was accepted\n" : ": " + imported.error().message + "\n");
        if (!imported) {
            const bool clear = imported.error().message.find(file.string()) != std::string::npos
                && imported.error().code == ErrorCode::BadInput;
            if (!clear)
                wrong += file.filename().string() + " without a clear sentence: " + imported.error().message
                    + "\n";
        }
        ++files;
    }
    QCOMPARE_TEXT(wrong, "");
    QVERIFY(files >= 318);
}

void JsonSuiteTest::everyTransformIsTakenOrRefusedClearly()
{
    const auto folder = testData("torture/jsontestsuite/test_transform");
    if (!folder)
        QSKIP("JSONTestSuite is not here: set SLIPWAY_TEST_DATA to the folder of the real data sets");
    const TemporaryFolder out;
    for (const auto &file : filesOf(*folder)) {
        const auto imported = importFiles({file}, {.folder = out.path()}, {});
        QVERIFY2(accepted(imported) || imported.error().code == ErrorCode::BadInput, file.c_str());
    }
}

SLIPWAY_TEST_MAIN(JsonSuiteTest)
#include "json_suite_test.moc"
