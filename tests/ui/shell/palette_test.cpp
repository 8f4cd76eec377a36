#include "tests/support/ui_test_main.h"
#include "tests/ui/shell/shell_fixture.h"
#include "ui/shell/palette.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QSignalSpy>
#include <QTest>

using namespace slipway::testing;
using namespace slipway::ui;

namespace {

std::unique_ptr<PaletteSource> source(PaletteGroup group, QChar prefix, const QStringList &texts,
                                      QStringList *accepted = nullptr)
{
    return std::make_unique<ListedSource>(group, prefix, [texts, accepted] {
        QList<PaletteEntry> entries;
        for (const QString &text : texts)
            entries.append({.text = text,
                            .note = QStringLiteral("note"),
                            .icon = QStringLiteral("file"),
                            .shortcut = {},
                            .accept = [text, accepted] {
                                if (accepted)
                                    accepted->append(text);
                            }});
        return entries;
    });
}

QStringList shown(const PaletteModel &model)
{
    QStringList rows;
    for (int row = 0; row < model.rowCount(); ++row)
        rows.append(model.index(row).data().toString());
    return rows;
}

} // namespace

class PaletteTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void groupsStandInTheirFixedOrder();
    void aPrefixNarrowsToItsSources();
    void aHeadingCannotBeChosen();
    void aPageWithoutEntriesHasNoHeading();
    void everyEntryHasASentence();
    void ctrlKOpensItAndEscapeGivesTheFocusBack();
    void enterRunsTheChosenEntryAfterClosing();
    void theArrowsGoFromEntryToEntry();
    void tabGoesToTheNextGroup();
    void aDisabledActionIsNotOffered();
    void aClickBesideThePanelCloses();
    void nothingFoundIsSaidInWords();
    void standsWhereTheLookHasIt();
    void aSourceCanGoAwayWhileItIsOpen();
};

void PaletteTest::groupsStandInTheirFixedOrder()
{
    PaletteModel model;
    QAbstractItemModelTester tester(&model);
    model.add(source(PaletteGroup::Help, {}, {QStringLiteral("compare help")}));
    model.add(source(PaletteGroup::RunsAndModels, QLatin1Char('@'), {QStringLiteral("feed_compact v2")}));
    model.add(source(PaletteGroup::Actions, QLatin1Char('>'), {QStringLiteral("Compare")}));
    model.search(QStringLiteral("comp"));
    QCOMPARE(shown(model),
             QStringList({QStringLiteral("Actions"), QStringLiteral("Compare"),
                          QStringLiteral("Runs and models"), QStringLiteral("feed_compact v2"),
                          QStringLiteral("Help"), QStringLiteral("compare help")}));
    QCOMPARE(model.found(), 3);
}

void PaletteTest::aPrefixNarrowsToItsSources()
{
    PaletteModel model;
    model.add(source(PaletteGroup::Actions, QLatin1Char('>'), {QStringLiteral("run all")}));
    model.add(source(PaletteGroup::RunsAndModels, QLatin1Char('#'), {QStringLiteral("run 48")}));
    model.add(source(PaletteGroup::RunsAndModels, QLatin1Char('@'), {QStringLiteral("runner v1")}));
    model.search(QStringLiteral("# run"));
    QCOMPARE(shown(model), QStringList({QStringLiteral("Runs and models"), QStringLiteral("run 48")}));
    // A character that no source has is a part of what is looked for.
    model.search(QStringLiteral("?"));
    QCOMPARE(model.found(), 0);
}

void PaletteTest::aHeadingCannotBeChosen()
{
    PaletteModel model;
    model.add(source(PaletteGroup::Pages, {}, {QStringLiteral("Data")}));
    model.search({});
    QVERIFY(!model.entry(model.index(0)));
    QCOMPARE(model.flags(model.index(0)), Qt::NoItemFlags);
    QCOMPARE(model.firstEntry().row(), 1);
    QCOMPARE(model.nextEntry(model.index(1), -1).row(), 1);
}

void PaletteTest::aPageWithoutEntriesHasNoHeading()
{
    PaletteModel model;
    model.add(source(PaletteGroup::Pages, {}, {}));
    model.search({});
    QCOMPARE(model.rowCount(), 0);
    QVERIFY(!model.firstEntry().isValid());
}

void PaletteTest::everyEntryHasASentence()
{
    PaletteModel model;
    model.add(source(PaletteGroup::Pages, {}, {QStringLiteral("Data")}));
    model.search({});
    QCOMPARE(model.index(1).data(Qt::AccessibleTextRole).toString(), QStringLiteral("Data, note"));
}

void PaletteTest::ctrlKOpensItAndEscapeGivesTheFocusBack()
{
    Shell shell;
    shell.window->show();
    QVERIFY(QTest::qWaitForWindowActive(shell.window.get()));
    auto *filter = shell.window->findChild<QLineEdit *>(QStringLiteral("home.filter"));
    filter->setFocus();
    QTest::keyClick(filter, Qt::Key_K, Qt::ControlModifier);
    const auto *field = shell.window->findChild<QLineEdit *>(QStringLiteral("palette.field"));
    QVERIFY(field->isVisible());
    QTRY_COMPARE(QApplication::focusWidget(), field);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Escape);
    QVERIFY(!field->isVisible());
    QCOMPARE(QApplication::focusWidget(), filter);
}

void PaletteTest::enterRunsTheChosenEntryAfterClosing()
{
    Shell shell;
    shell.window->show();
    QVERIFY(QTest::qWaitForWindowActive(shell.window.get()));
    shell.window->openPalette();
    QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("monit"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QVERIFY(!shell.window->commandPalette().isVisible());
    QCOMPARE(shell.window->currentPage(), QStringLiteral("monitoring"));
}

void PaletteTest::theArrowsGoFromEntryToEntry()
{
    QStringList accepted;
    Shell shell;
    Palette &palette = shell.window->commandPalette();
    palette.addSource(source(PaletteGroup::Columns, QLatin1Char(':'),
                             {QStringLiteral("one"), QStringLiteral("two")}, &accepted));
    shell.window->show();
    QVERIFY(QTest::qWaitForWindowActive(shell.window.get()));
    palette.open(QStringLiteral(":"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Down); // it stays at the end
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    palette.open(QStringLiteral(":"));
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_PageDown);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_PageUp);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Return);
    QCOMPARE(accepted, QStringList({QStringLiteral("two"), QStringLiteral("one")}));
}

void PaletteTest::tabGoesToTheNextGroup()
{
    Shell shell;
    shell.window->show();
    QVERIFY(QTest::qWaitForWindowActive(shell.window.get()));
    Palette &palette = shell.window->commandPalette();
    palette.open();
    const auto *list = palette.findChild<QListView *>();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QCOMPARE(list->currentIndex().data().toString(), QStringLiteral("Home")); // the first of the pages
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
    QCOMPARE(list->currentIndex(), palette.model().firstEntry());
    QCOMPARE(QApplication::focusWidget()->objectName(), QStringLiteral("palette.field"));
}

void PaletteTest::aDisabledActionIsNotOffered()
{
    Shell shell;
    Palette &palette = shell.window->commandPalette();
    palette.open(QStringLiteral("> back"));
    QVERIFY(!shown(palette.model()).contains(QStringLiteral("Back")));
    palette.close();
    shell.window->openPage(QStringLiteral("data"));
    palette.open(QStringLiteral("> back"));
    QVERIFY(shown(palette.model()).contains(QStringLiteral("Back")));
}

void PaletteTest::aClickBesideThePanelCloses()
{
    Shell shell;
    shell.window->show();
    Palette &palette = shell.window->commandPalette();
    QSignalSpy closed(&palette, &Palette::closed);
    palette.open();
    QTest::mouseClick(&palette, Qt::LeftButton, {}, QPoint(720, 90));
    QCOMPARE(closed.size(), 0);
    QTest::mouseClick(&palette, Qt::LeftButton, {}, QPoint(20, 20));
    QCOMPARE(closed.size(), 1);
}

void PaletteTest::nothingFoundIsSaidInWords()
{
    Shell shell;
    Palette &palette = shell.window->commandPalette();
    palette.open(QStringLiteral("qqqq"));
    const auto *count = palette.findChild<QLabel *>(QStringLiteral("palette.count"));
    QCOMPARE(count->text(), QStringLiteral("Nothing found"));
}

void PaletteTest::standsWhereTheLookHasIt()
{
    Shell shell;
    shell.window->resize(1440, 900);
    shell.window->show();
    Palette &palette = shell.window->commandPalette();
    palette.open();
    const auto *field = palette.findChild<QLineEdit *>(QStringLiteral("palette.field"));
    const QWidget *panel = field->parentWidget()->parentWidget();
    QCOMPARE(panel->width(), 680);
    QCOMPARE(panel->y(), 84);
    QCOMPARE(panel->x(), (1440 - 680) / 2);
}

void PaletteTest::aSourceCanGoAwayWhileItIsOpen()
{
    Shell shell;
    shell.window->show();
    Palette &palette = shell.window->commandPalette();
    PaletteSource *columns =
        palette.addSource(source(PaletteGroup::Columns, QLatin1Char(':'), {QStringLiteral("item_age")}));
    palette.open(QStringLiteral(":"));
    QCOMPARE(palette.model().found(), 1);
    palette.removeSource(columns);
    QCOMPARE(palette.model().found(), 0);
}

SLIPWAY_UI_TEST_MAIN(PaletteTest)
#include "palette_test.moc"
