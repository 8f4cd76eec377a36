#include "ui/pages/data_file.h"

#include "tests/support/temporary_folder.h"
#include "tests/support/ui_test_main.h"
#include "ui/models/text.h"

#include <QMimeData>
#include <QTest>
#include <QUrl>

using namespace slipway::ui;
using slipway::testing::TemporaryFolder;

class DataFileTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void severalFilesCanBeDroppedWhateverTheyAreCalled();
    void foldersRecordsAndPagesOfTheWebAreNoFiles();
    void aDataSetIsCalledLikeItsFile_data();
    void aDataSetIsCalledLikeItsFile();
};

void DataFileTest::severalFilesCanBeDroppedWhateverTheyAreCalled()
{
    const TemporaryFolder folder;
    const QString first = text(folder.write("a.csv", "x").string());
    const QString second = text(folder.write("export", "x").string());
    QMimeData dropped;
    dropped.setUrls({QUrl::fromLocalFile(first), QUrl::fromLocalFile(second)});
    QCOMPARE(droppedFiles(dropped), (QStringList {first, second}));
}

void DataFileTest::foldersRecordsAndPagesOfTheWebAreNoFiles()
{
    const TemporaryFolder folder;
    const QUrl file = QUrl::fromLocalFile(text(folder.write("a.csv", "x").string()));
    const QUrl records = QUrl::fromLocalFile(text(folder.write("slipway.db", "x").string()));
    for (const QUrl &other : {QUrl::fromLocalFile(text(folder.path().string())), records,
                              QUrl(QStringLiteral("https://example.org/a.csv"))}) {
        QMimeData dropped;
        dropped.setUrls({file, other});
        QVERIFY2(droppedFiles(dropped).isEmpty(), qPrintable(other.toString()));
    }
    QVERIFY(droppedFiles(QMimeData()).isEmpty());
}

void DataFileTest::aDataSetIsCalledLikeItsFile_data()
{
    QTest::addColumn<QString>("file");
    QTest::addColumn<QString>("name");
    QTest::newRow("blanks") << QStringLiteral("/x/Customers 2026-11.csv")
                            << QStringLiteral("customers_2026_11");
    QTest::newRow("two endings") << QStringLiteral("a.csv.gz") << QStringLiteral("a");
    QTest::newRow("nothing left") << QStringLiteral("---.csv") << QStringLiteral("data");
    QTest::newRow("letters of others") << QStringLiteral("Größen.csv") << QStringLiteral("größen");
}

void DataFileTest::aDataSetIsCalledLikeItsFile()
{
    QFETCH(const QString, file);
    QFETCH(const QString, name);
    QCOMPARE(datasetNameFor(file), name);
}

SLIPWAY_UI_TEST_MAIN(DataFileTest)
#include "data_file_test.moc"
