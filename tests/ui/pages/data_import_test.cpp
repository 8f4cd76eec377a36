#include "ui/pages/data_import.h"

#include "tests/support/verify.h"
#include "tests/ui/pages/page_fixture.h"
#include "ui/models/data_rows_model.h"
#include "ui/models/text.h"
#include "ui/pages/data_page.h"

#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDropEvent>
#include <QFileDialog>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QMimeData>
#include <QPushButton>
#include <QTableView>
#include <QUrl>

#include <sqlite3.h>

using namespace slipway;
using namespace slipway::ui;
using slipway::testing::PageStage;
using slipway::testing::SampleWorkspace;
using slipway::testing::TemporaryFolder;

namespace {

constexpr int engineMs = 30'000;

using Stage = PageStage<DataPage>;

void click(QWidget *button)
{
    QVERIFY(button && button->isVisible() && button->isEnabled());
    QTest::mouseClick(button, Qt::LeftButton);
}

/// Chooses an item of a combo box as a person would, with the keyboard.
void choose(const Stage &stage, const char *name, const QString &words)
{
    auto *box = stage.find<QComboBox>(name);
    QVERIFY2(box && box->isVisible() && box->isEnabled(), name);
    const int place = box->findText(words);
    QVERIFY2(place >= 0, qPrintable(words));
    box->setFocus();
    while (box->currentIndex() != place)
        QTest::keyClick(box, box->currentIndex() < place ? Qt::Key_Down : Qt::Key_Up);
}

QString cellText(const Stage &stage, int row, int column)
{
    return stage.find<QTableView>("data.import.rows")->model()->index(row, column).data().toString();
}

QString typeOf(const Stage &stage, int column)
{
    return stage.find<QTableView>("data.import.rows")
        ->model()
        ->headerData(column, Qt::Horizontal, DataRowsModel::TypeRole)
        .toString();
}

QString nameOf(const Stage &stage, int column)
{
    return stage.find<QTableView>("data.import.rows")->model()->headerData(column, Qt::Horizontal).toString();
}

} // namespace

/// The wizard on the Data page, with the real engine.
class DataImportTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void nothingIsStoredBeforeThePersonSaysSo();
    void everyDialectIsShownAsItWouldBeStored_data();
    void everyDialectIsShownAsItWouldBeStored();
    void anotherTypeIsSeenAtOnceAndStored();
    void aTypeIsChosenWhereTheColumnStands();
    void datesAreReadAsTheyAreSaidToBeWritten();
    void anotherSeparatorTakesBackWhatWasSaidOfColumnsThatAreGone();
    void theFirstLineCanBeData();
    void otherWordsCanMeanBlank();
    void theTargetCanBeAnotherColumnOrNone();
    void linesThatAreNoRowsAreShownBeforeAndAfter();
    void aFileThatIsNoTableSaysWhatToDo_data();
    void aFileThatIsNoTableSaysWhatToDo();
    void ofSeveralTablesOneIsChosen();
    void severalFilesBecomeOneDataSet();
    void severalFilesBecomeOneEach();
    void filesThatDifferNeedAWord();
    void aNameThatIsNoneKeepsImportShut();
    void aSecondImportIsTheNextVersion();
    void theKeyboardAloneImports();
    void escapeLeavesAndThePageIsBack();
    void theCommandCanBeCopied();
    void manyQuickChangesEndInTheLastOne();

private:
    /// Opens the wizard on these files and waits until it shows something.
    void open(const QStringList &files);
    QString file(const char *name, std::string_view content) const;
    void waitUntilGood();
    void import(const QString &version);

    std::unique_ptr<TemporaryFolder> m_files;
    std::unique_ptr<SampleWorkspace> m_workspace;
    std::unique_ptr<Stage> m_stage;
};

void DataImportTest::init()
{
    m_files = std::make_unique<TemporaryFolder>();
    m_workspace = std::make_unique<SampleWorkspace>();
    m_stage = std::make_unique<Stage>(m_workspace->name(), "data");
    QTRY_COMPARE(m_stage->page->view(), View::Empty);
}

void DataImportTest::cleanup()
{
    m_stage.reset();
    m_workspace.reset();
    m_files.reset();
}

QString DataImportTest::file(const char *name, std::string_view content) const
{
    return text(m_files->write(name, content).string());
}

void DataImportTest::open(const QStringList &files)
{
    m_stage->page->importFiles(files);
    QVERIFY(m_stage->find("data.import.wizard")->isVisible());
    QTRY_VERIFY_WITH_TIMEOUT(m_stage->find("data.import.start")->isEnabled()
                                 || !m_stage->said("data.import.problem").isEmpty(),
                             engineMs);
}

void DataImportTest::waitUntilGood()
{
    QTRY_VERIFY_WITH_TIMEOUT(m_stage->find("data.import.start")->isEnabled(), engineMs);
}

void DataImportTest::import(const QString &version)
{
    waitUntilGood();
    click(m_stage->find("data.import.start"));
    QVERIFY(!m_stage->find("data.import.wizard") || !m_stage->find("data.import.wizard")->isVisible());
    QTRY_COMPARE_WITH_TIMEOUT(m_stage->page->chosen(), version, engineMs);
    QTRY_COMPARE_WITH_TIMEOUT(m_stage->page->view(), View::Result, engineMs);
}

void DataImportTest::nothingIsStoredBeforeThePersonSaysSo()
{
    QMimeData dropped;
    dropped.setUrls({QUrl::fromLocalFile(file("My people.csv", "name,age\nAda,36\nBo,41\n"))});
    QDragEnterEvent enter({20, 20}, Qt::CopyAction, &dropped, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_stage->page.get(), &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent event({20, 20}, Qt::CopyAction, &dropped, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(m_stage->page.get(), &event);
    waitUntilGood();
    QCOMPARE(m_stage->find<QLineEdit>("data.import.name")->text(), QStringLiteral("my_people"));
    QCOMPARE(cellText(*m_stage, 1, 0), QStringLiteral("Bo"));
    QCOMPARE(typeOf(*m_stage, 1), QStringLiteral("whole"));
    QCOMPARE(m_stage->session->jobs().rowCount(), 0);
    QVERIFY(m_workspace->workspace().datasets().list().value().empty());
    import(QStringLiteral("my_people@1"));
    QCOMPARE(m_workspace->workspace().datasets().list().value().size(), std::size_t(1));
    QVERIFY(!m_stage->find("data.rejects")->isVisible());
}

void DataImportTest::everyDialectIsShownAsItWouldBeStored_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("separator");
    QTest::addColumn<QString>("encoding");
    const QString utf8 = QStringLiteral("UTF-8, guessed");
    QTest::newRow("commas") << QByteArray("city,size\nZürich,1.5\nOslo,2.25\n")
                            << QStringLiteral("Comma, guessed") << utf8;
    QTest::newRow("decimal commas") << QByteArray("city;size\nZürich;1,5\nOslo;2,25\n")
                                    << QStringLiteral("Semicolon, guessed") << utf8;
    QTest::newRow("tabs and quotes") << QByteArray(
        "\"city\"\t\"size\"\n\"Zürich\"\t\"1.5\"\n\"Oslo\"\t\"2.25\"\n")
                                     << QStringLiteral("Tab, guessed") << utf8;
    QTest::newRow("with a mark") << QByteArray("\xEF\xBB\xBF"
                                               "city|size\r\nZürich|1.5\r\nOslo|2.25\r\n")
                                 << QStringLiteral("Vertical bar, guessed")
                                 << QStringLiteral("UTF-8 with BOM, guessed");
    QTest::newRow("Latin-1") << QByteArray("city,size\nZ\xFCrich,1.5\nOslo,2.25\n")
                             << QStringLiteral("Comma, guessed") << QStringLiteral("Latin-1, guessed");
    const QString wide = QStringLiteral("city,size\nZürich,1.5\nOslo,2.25\n");
    QTest::newRow("UTF-16") << QByteArray("\xFF\xFE", 2)
            + QByteArray(reinterpret_cast<const char *>(wide.utf16()), 2 * wide.size())
                            << QStringLiteral("Comma, guessed")
                            << QStringLiteral("UTF-16 LE with BOM, guessed");
}

void DataImportTest::everyDialectIsShownAsItWouldBeStored()
{
    QFETCH(const QByteArray, content);
    QFETCH(const QString, separator);
    QFETCH(const QString, encoding);
    open({file("cities.csv", content.toStdString())});
    QCOMPARE(nameOf(*m_stage, 0), QStringLiteral("city"));
    QCOMPARE(cellText(*m_stage, 0, 0), QStringLiteral("Zürich"));
    QCOMPARE(cellText(*m_stage, 1, 1), QStringLiteral("2.25"));
    QCOMPARE(typeOf(*m_stage, 1), QStringLiteral("real"));
    QCOMPARE(m_stage->find<QComboBox>("data.import.delimiter")->currentText(), separator);
    QCOMPARE(m_stage->find<QComboBox>("data.import.encoding")->currentText(), encoding);
    QCOMPARE(m_stage->find<QComboBox>("data.import.header")->currentText(), QStringLiteral("Names, guessed"));
}

void DataImportTest::anotherTypeIsSeenAtOnceAndStored()
{
    open({file("zip.csv", "name,zip\nAda,1234\nBo,8001\n")});
    QCOMPARE(cellText(*m_stage, 0, 1), QStringLiteral("1,234"));
    auto *rows = m_stage->find<QTableView>("data.import.rows");
    QTest::mouseClick(rows->viewport(), Qt::LeftButton, {},
                      rows->visualRect(rows->model()->index(0, 1)).center());
    QCOMPARE(m_stage->said("data.import.column"), QStringLiteral("zip"));
    choose(*m_stage, "data.import.type", QStringLiteral("Text"));
    QTRY_COMPARE_WITH_TIMEOUT(typeOf(*m_stage, 1), QStringLiteral("text, your choice"), engineMs);
    QCOMPARE(cellText(*m_stage, 0, 1), QStringLiteral("1234"));
    QCOMPARE(m_stage->said("data.import.column"), QStringLiteral("zip")); // still the one
    import(QStringLiteral("zip@1"));
    const auto stored = m_workspace->workspace().datasets().find("zip").value();
    QCOMPARE(stored.schema[1].at("type").get<std::string>(), std::string("VARCHAR"));
}

void DataImportTest::aTypeIsChosenWhereTheColumnStands()
{
    open({file("a.csv", "name,age\nAda,36\nBo,41\n")});
    auto *header = m_stage->find<QTableView>("data.import.rows")->horizontalHeader();
    Q_EMIT header->customContextMenuRequested({header->sectionViewportPosition(1) + 5, 5});
    auto *menu = m_stage->find<QMenu>("data.import.type.menu");
    QVERIFY(menu);
    for (auto *action : menu->actions()) {
        if (action->text() == QLatin1String("Text"))
            action->trigger();
    }
    menu->close();
    QTRY_COMPARE_WITH_TIMEOUT(typeOf(*m_stage, 1), QStringLiteral("text, your choice"), engineMs);
    QCOMPARE(m_stage->find<QComboBox>("data.import.type")->currentText(), QStringLiteral("Text"));
}

void DataImportTest::datesAreReadAsTheyAreSaidToBeWritten()
{
    open({file("days.csv", "id,day\n1,01/02/2026\n2,03/04/2026\n")});
    QCOMPARE(m_stage->said("data.import.column"), QStringLiteral("day")); // it needs a look
    QVERIFY(m_stage->said("data.import.column.note").contains(QStringLiteral("Day and month")));
    choose(*m_stage, "data.import.type", QStringLiteral("Date"));
    QTRY_VERIFY_WITH_TIMEOUT(m_stage->find("data.import.problem")->isVisible(), engineMs);
    QVERIFY(m_stage->said("data.import.problem").contains(QStringLiteral("Choose how they are written")));
    QVERIFY(!m_stage->find("data.import.start")->isEnabled());
    choose(*m_stage, "data.import.format", QStringLiteral("31/12/2026"));
    QTRY_COMPARE_WITH_TIMEOUT(cellText(*m_stage, 0, 1), QStringLiteral("2026-02-01"), engineMs);
    choose(*m_stage, "data.import.format", QStringLiteral("12/31/2026"));
    QTRY_COMPARE_WITH_TIMEOUT(cellText(*m_stage, 0, 1), QStringLiteral("2026-01-02"), engineMs);
}

void DataImportTest::anotherSeparatorTakesBackWhatWasSaidOfColumnsThatAreGone()
{
    open({file("a.csv", "a;x,b;y\n1;2,3;4\n5;6,7;8\n")});
    const QString before = nameOf(*m_stage, 0);
    choose(*m_stage, "data.import.type", QStringLiteral("Text"));
    QTRY_COMPARE_WITH_TIMEOUT(typeOf(*m_stage, 0), QStringLiteral("text, your choice"), engineMs);
    const bool commas = before == QLatin1String("a;x");
    choose(*m_stage, "data.import.delimiter", commas ? QStringLiteral("Semicolon") : QStringLiteral("Comma"));
    QTRY_VERIFY_WITH_TIMEOUT(nameOf(*m_stage, 0) != before, engineMs);
    QVERIFY(!typeOf(*m_stage, 0).contains(QStringLiteral("your choice")));
    QVERIFY(!m_stage->find("data.import.problem")->isVisible());
}

void DataImportTest::theFirstLineCanBeData()
{
    open({file("a.csv", "name,age\nAda,36\nBo,41\n")});
    choose(*m_stage, "data.import.header", QStringLiteral("Data"));
    QTRY_COMPARE_WITH_TIMEOUT(cellText(*m_stage, 0, 0), QStringLiteral("name"), engineMs);
    QCOMPARE(typeOf(*m_stage, 1), QStringLiteral("text"));
    click(m_stage->find("data.import.guess"));
    QTRY_COMPARE_WITH_TIMEOUT(cellText(*m_stage, 0, 0), QStringLiteral("Ada"), engineMs);
}

void DataImportTest::otherWordsCanMeanBlank()
{
    open({file("a.csv", "name,age\nAda,36\nBo,gone\nCy,17\n")});
    QCOMPARE(typeOf(*m_stage, 1), QStringLiteral("text"));
    QTest::keyClicks(m_stage->find("data.import.missing"), QStringLiteral("gone"));
    QTRY_COMPARE_WITH_TIMEOUT(typeOf(*m_stage, 1), QStringLiteral("whole"), engineMs);
    QCOMPARE(cellText(*m_stage, 1, 1), QString());
}

void DataImportTest::theTargetCanBeAnotherColumnOrNone()
{
    open({file("a.csv", "age,city,churn\n31,Oslo,0\n47,Rome,1\n")});
    QCOMPARE(m_stage->find<QComboBox>("data.import.target")->currentText(), QStringLiteral("churn, guessed"));
    choose(*m_stage, "data.import.target", QStringLiteral("city"));
    QVERIFY(m_stage->page->command().contains(QStringLiteral("--target=city")));
    choose(*m_stage, "data.import.target", QStringLiteral("None"));
    QVERIFY(m_stage->page->command().contains(QStringLiteral("--no-target")));
    import(QStringLiteral("a@1"));
}

void DataImportTest::linesThatAreNoRowsAreShownBeforeAndAfter()
{
    open({file("a.csv", "name,age\nAda,36\nBo\nCy,17\nDi,1,2\nEd,9\nFi,8\n")});
    auto *before = m_stage->find<QTableView>("data.import.rejected");
    QVERIFY(before->isVisible());
    QCOMPARE(before->model()->rowCount(), 2);
    QCOMPARE(before->model()->index(0, 0).data().toString(), QStringLiteral("3"));
    QVERIFY(before->model()->index(0, 1).data().toString().contains(QStringLiteral("1 field")));
    import(QStringLiteral("a@1"));
    QTRY_VERIFY(m_stage->find("data.rejects")->isVisible());
    QVERIFY(m_stage->said("data.rejects.said").startsWith(QLatin1Char('2')));
    click(m_stage->find("data.rejects.see"));
    auto *after = m_stage->find<QTableView>("data.rejects.lines");
    QTRY_VERIFY_WITH_TIMEOUT(after->isVisible(), engineMs);
    QCOMPARE(after->model()->rowCount(), 2);
    QCOMPARE(after->model()->index(1, 0).data().toString(), QStringLiteral("5"));
    QCOMPARE(after->model()->index(1, 2).data().toString(), QStringLiteral("Di,1,2"));
    click(m_stage->find("data.rejects.save"));
    auto *dialog = m_stage->find<QFileDialog>("data.rejects.dialog");
    QVERIFY(dialog);
    const QString saved = text((*m_files / "left.jsonl").string());
    Q_EMIT dialog->fileSelected(saved);
    dialog->close();
    QTRY_COMPARE_WITH_TIMEOUT(m_stage->toasts.size(), 1, engineMs);
    QVERIFY(slipway::testing::readText(saved.toStdString()).find("Di,1,2") != std::string::npos);
    click(m_stage->find("data.rejects.see"));
    QVERIFY(!after->isVisible());
}

void DataImportTest::aFileThatIsNoTableSaysWhatToDo_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("says");
    QTest::newRow("empty") << QByteArray() << QStringLiteral("x.csv is empty. Choose another file.");
    QTest::newRow("header only") << QByteArray("a,b\n") << QStringLiteral("a line of names and no rows");
    QTest::newRow("picture") << QByteArray("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", 18)
                             << QStringLiteral("x.csv is");
    QTest::newRow("cut Parquet") << QByteArray("PAR1 and then nothing") << QStringLiteral("x.csv");
    QTest::newRow("broken JSON") << QByteArray("[{\"a\": 1}, {\"a\": ") << QStringLiteral("x.csv");
}

void DataImportTest::aFileThatIsNoTableSaysWhatToDo()
{
    QFETCH(const QByteArray, content);
    QFETCH(const QString, says);
    open({file("x.csv", content.toStdString())});
    QVERIFY(m_stage->find("data.import.problem")->isVisible());
    const QString said = m_stage->said("data.import.problem");
    QVERIFY2(said.contains(says), qPrintable(said));
    QVERIFY2(!said.contains(QStringLiteral("--")), qPrintable(said)); // no flags in a window
    QVERIFY2(!said.contains(QLatin1Char('/')), qPrintable(said)); // and no paths
    QVERIFY(!m_stage->find("data.import.start")->isEnabled());
    click(m_stage->find("data.import.others"));
    auto *dialog = m_stage->find<QFileDialog>("data.import.dialog");
    QVERIFY(dialog);
    QCOMPARE(dialog->fileMode(), QFileDialog::ExistingFiles);
    Q_EMIT dialog->filesSelected({file("good.csv", "a,b\n1,2\n")});
    dialog->close();
    waitUntilGood();
    QCOMPARE(m_stage->find<QLineEdit>("data.import.name")->text(), QStringLiteral("good"));
}

void DataImportTest::ofSeveralTablesOneIsChosen()
{
    const auto path = *m_files / "shop.db";
    sqlite3 *database = nullptr;
    QCOMPARE(sqlite3_open(path.c_str(), &database), SQLITE_OK);
    QCOMPARE(sqlite3_exec(database,
                          "CREATE TABLE items(id INTEGER, price REAL); INSERT INTO items VALUES(1, 2.5);"
                          "CREATE TABLE users(user TEXT); INSERT INTO users VALUES('Ada');",
                          nullptr, nullptr, nullptr),
             SQLITE_OK);
    sqlite3_close(database);
    open({text(path.string())});
    waitUntilGood();
    QCOMPARE(nameOf(*m_stage, 0), QStringLiteral("id"));
    QVERIFY(!m_stage->find("data.import.delimiter")->isVisible()); // a database has none
    choose(*m_stage, "data.import.table", QStringLiteral("users"));
    QTRY_COMPARE_WITH_TIMEOUT(nameOf(*m_stage, 0), QStringLiteral("user"), engineMs);
    import(QStringLiteral("shop@1"));
    QCOMPARE(m_workspace->workspace().datasets().find("shop").value().schema.size(), std::size_t(1));
}

void DataImportTest::severalFilesBecomeOneDataSet()
{
    open({file("jan.csv", "a,b\n1,2\n"), file("feb.csv", "a,b\n3,4\n")});
    waitUntilGood();
    QVERIFY(m_stage->find("data.import.become.one")->isVisible());
    QVERIFY(!m_stage->find("data.import.file")->isVisible());
    QCOMPARE(cellText(*m_stage, 1, 1), QStringLiteral("4"));
    import(QStringLiteral("jan@1"));
    QCOMPARE(m_workspace->workspace().datasets().find("jan").value().rows, 2);
}

void DataImportTest::severalFilesBecomeOneEach()
{
    open({file("jan.csv", "a,b\n1,2\n"), file("feb.csv", "c;d\n3;4\n5;6\n")});
    click(m_stage->find("data.import.become.each"));
    waitUntilGood();
    QCOMPARE(m_stage->said("data.import.start"), QStringLiteral("&Import 2 data sets"));
    QCOMPARE(nameOf(*m_stage, 0), QStringLiteral("a"));
    choose(*m_stage, "data.import.file", QStringLiteral("feb.csv"));
    waitUntilGood();
    QTRY_COMPARE_WITH_TIMEOUT(nameOf(*m_stage, 0), QStringLiteral("c"), engineMs);
    auto *name = m_stage->find<QLineEdit>("data.import.name");
    QCOMPARE(name->text(), QStringLiteral("feb"));
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("jan"));
    QVERIFY(!m_stage->find("data.import.start")->isEnabled()); // two cannot have one name
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("second"));
    import(QStringLiteral("second@1"));
    QCOMPARE(m_workspace->workspace().datasets().find("jan").value().rows, 1);
    QCOMPARE(m_workspace->workspace().datasets().find("second").value().rows, 2);
}

void DataImportTest::filesThatDifferNeedAWord()
{
    open({file("a.csv", "a,b\n1,2\n"), file("b.csv", "a,c\n3,4\n")});
    QVERIFY(m_stage->find("data.import.problem")->isVisible());
    QVERIFY(m_stage->said("data.import.problem").contains(QStringLiteral("has other columns than a.csv")));
    click(m_stage->find("data.import.union"));
    waitUntilGood();
    QCOMPARE(nameOf(*m_stage, 2), QStringLiteral("c"));
    QVERIFY(m_stage->page->command().contains(QStringLiteral("--union")));
}

void DataImportTest::aNameThatIsNoneKeepsImportShut()
{
    open({file("a.csv", "a,b\n1,2\n")});
    auto *name = m_stage->find<QLineEdit>("data.import.name");
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("my data@1"));
    QVERIFY(!m_stage->find("data.import.start")->isEnabled());
    name->selectAll();
    QTest::keyClicks(name, QStringLiteral("my_data"));
    QVERIFY(m_stage->find("data.import.start")->isEnabled());
}

void DataImportTest::aSecondImportIsTheNextVersion()
{
    open({file("a.csv", "a,b\n1,2\n")});
    import(QStringLiteral("a@1"));
    open({file("a.csv", "a,b\n1,2\n3,4\n")});
    QVERIFY(m_stage->find<QLineEdit>("data.import.name")->accessibleDescription().endsWith(QLatin1Char('2')));
    import(QStringLiteral("a@2"));
}

void DataImportTest::theKeyboardAloneImports()
{
    open({file("a.csv", "a,b\n1,2\n")});
    waitUntilGood();
    auto *start = m_stage->find("data.import.start");
    QTRY_COMPARE(m_stage->page->focusWidget(), start); // the preview is there, nothing is left to say
    QTest::keyClick(start, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(m_stage->page->chosen(), QStringLiteral("a@1"), engineMs);
}

void DataImportTest::escapeLeavesAndThePageIsBack()
{
    open({file("a.csv", "a,b\n1,2\n")});
    QVERIFY(!m_stage->find("view.empty")->isVisible());
    QVERIFY(!m_stage->actions.action(QStringLiteral("data.generate"))->isEnabled());
    QTest::keyClick(m_stage->find("data.import.rows"), Qt::Key_Escape);
    QVERIFY(!m_stage->find("data.import.wizard") || !m_stage->find("data.import.wizard")->isVisible());
    QVERIFY(m_stage->find("view.empty")->isVisible());
    QVERIFY(m_stage->actions.action(QStringLiteral("data.generate"))->isEnabled());
    QVERIFY(!m_stage->page->work());
}

void DataImportTest::theCommandCanBeCopied()
{
    open({file("a.csv", "a;b\n1;2\n")});
    choose(*m_stage, "data.import.delimiter", QStringLiteral("Comma"));
    click(m_stage->find("data.import.copy"));
    const QString copied = QGuiApplication::clipboard()->text();
    QVERIFY2(copied.contains(QStringLiteral("data import")), qPrintable(copied));
    QVERIFY2(copied.contains(QStringLiteral("--name a")), qPrintable(copied));
    QVERIFY2(copied.contains(QStringLiteral("--delimiter=,")), qPrintable(copied));
}

void DataImportTest::manyQuickChangesEndInTheLastOne()
{
    open({file("a.csv", "name,age\nAda,36\nBo,41\n")});
    for (const char *words : {"Data", "Names", "Data", "Names", "Data"})
        choose(*m_stage, "data.import.header", QString::fromLatin1(words));
    QVERIFY(!m_stage->find("data.import.start")->isEnabled()); // what is seen is not what would be stored
    waitUntilGood();
    QCOMPARE(cellText(*m_stage, 0, 0), QStringLiteral("name"));
    QTest::qWait(300);
    QCOMPARE(cellText(*m_stage, 0, 0), QStringLiteral("name"));
}

SLIPWAY_UI_TEST_MAIN(DataImportTest)
#include "data_import_test.moc"
