#include "tests/support/ui_test_main.h"
#include "tests/ui/shell/shell_fixture.h"
#include "ui/shell/page_preparation.h"

#include <QLabel>
#include <QTest>

using namespace slipway::testing;
using namespace slipway::ui;

class PagePreparationTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pagesAreMadeInTheirOrderAndEveryPartIsDressed();
    void whatIsThereAlreadyIsPassedOver();
    void nothingIsMadeRightAfterAClick();
    void aPreparedPageIsHiddenUntilItIsOpened();
};

void PagePreparationTest::pagesAreMadeInTheirOrderAndEveryPartIsDressed()
{
    QWidget window;
    QStringList made;
    QList<QWidget *> parts;
    PagePreparation preparation(&window, [&](const QString &id) {
        made << id;
        auto *page = new QWidget(&window);
        parts << page << new QLabel(id, page) << new QLabel(id, page);
        return page;
    });
    preparation.start({QStringLiteral("home"), QStringLiteral("data")});
    QVERIFY(made.isEmpty());
    const auto isDressed = [](const QWidget *part) { return part->testAttribute(Qt::WA_WState_Polished); };
    QTRY_VERIFY(parts.size() == 6 && std::all_of(parts.begin(), parts.end(), isDressed));
    QCOMPARE(made, QStringList({QStringLiteral("home"), QStringLiteral("data")}));
}

void PagePreparationTest::whatIsThereAlreadyIsPassedOver()
{
    QWidget window;
    QStringList asked;
    PagePreparation preparation(&window, [&](const QString &id) -> QWidget * {
        asked << id;
        return nullptr;
    });
    preparation.start({QStringLiteral("home"), QStringLiteral("data"), QStringLiteral("features")});
    QTRY_COMPARE(asked.size(), 3);
}

void PagePreparationTest::nothingIsMadeRightAfterAClick()
{
    QWidget window;
    bool made = false;
    PagePreparation preparation(&window, [&](const QString &) -> QWidget * {
        made = true;
        return nullptr;
    });
    preparation.start({QStringLiteral("home")});
    for (int i = 0; i < 8; ++i) {
        QTest::mouseClick(&window, Qt::LeftButton);
        QTest::qWait(60);
        QVERIFY(!made); // a hand that keeps clicking puts it off, beyond the time of a single pause
    }
    QTRY_VERIFY(made);
}

void PagePreparationTest::aPreparedPageIsHiddenUntilItIsOpened()
{
    Shell shell;
    MainWindow &window = *shell.window;
    window.show();
    const QString shown = window.currentPage();
    window.preparePages();
    const auto prepared = [&] { return window.findChild<Page *>(QStringLiteral("page.settings")); };
    QTRY_VERIFY(prepared());
    QVERIFY(!prepared()->isVisible());
    QVERIFY(!window.page(QStringLiteral("settings")));
    QCOMPARE(window.currentPage(), shown);
    const Page *page = prepared();
    QVERIFY(window.openPage(QStringLiteral("settings")));
    QCOMPARE(window.page(QStringLiteral("settings")), page);
    QVERIFY(page->isVisible());
}

SLIPWAY_UI_TEST_MAIN(PagePreparationTest)
#include "page_preparation_test.moc"
