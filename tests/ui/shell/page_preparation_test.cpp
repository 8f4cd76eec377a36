#include "tests/support/ui_test_main.h"
#include "tests/ui/shell/shell_fixture.h"
#include "ui/shell/page_preparation.h"

#include <QElapsedTimer>
#include <QLabel>
#include <QTest>

#include <algorithm>

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
    QElapsedTimer sinceClick;
    qint64 waited = -1;
    PagePreparation preparation(&window, [&](const QString &) -> QWidget * {
        waited = sinceClick.elapsed();
        return nullptr;
    });
    preparation.start({QStringLiteral("home")});
    for (int i = 0; i < 8 && waited < 0; ++i) {
        sinceClick.start();
        QTest::mouseClick(&window, Qt::LeftButton);
        QTest::qWait(60);
    }
    QTRY_VERIFY(waited >= 0);
    QVERIFY2(waited >= 300, qPrintable(QString::number(waited))); // however long the hand keeps clicking
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
