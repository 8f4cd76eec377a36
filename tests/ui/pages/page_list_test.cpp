#include "tests/support/ui_test_main.h"
#include "ui/pages/page_list.h"
#include "ui/theme/theme.h"

#include <QSet>
#include <QTest>

using namespace slipway::ui;

namespace {

Page *makeNone(const PageDescription &, QWidget *)
{
    return nullptr;
}

} // namespace

class PageListTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theOrderAndTheGroupsAreThoseOfTheLook();
    void everyPageIsFullyDescribed();
    void aPageThatNobodyOffersIsNotShown();
    void whatIsOfferedInAnyOrderStandsInTheFixedOne();
    void aPageIsOfferedOnceAndOnlyIfItIsPlanned();
    void theFirstNineHaveKeys();
};

// LOOK.md "Shell", the rail.
void PageListTest::theOrderAndTheGroupsAreThoseOfTheLook()
{
    QStringList rail;
    for (const PageDescription &page : PageList().planned())
        rail.append(page.group.isEmpty() ? page.title : page.group + QStringLiteral(": ") + page.title);
    QCOMPARE(
        rail.join(u", "),
        QStringLiteral("Home, Build: Data, Build: Features, Build: Experiments, Decide: Evaluate, "
                       "Decide: Compare, Decide: Registry, Run: Serving, Run: Monitoring, Run: Retraining, "
                       "Together: Pipelines, Together: Reports, Together: Activity, Settings"));
}

void PageListTest::everyPageIsFullyDescribed()
{
    const Theme theme;
    QSet<QString> ids;
    for (const PageDescription &page : PageList().planned()) {
        ids.insert(page.id);
        QVERIFY2(!page.purpose.isEmpty(), qPrintable(page.id));
        QVERIFY2(theme.icons().contains(page.icon), qPrintable(page.id));
    }
    QCOMPARE(ids.size(), PageList().planned().size());
}

void PageListTest::aPageThatNobodyOffersIsNotShown()
{
    QVERIFY(PageList().offered().isEmpty());
    QVERIFY(PageList().shortcut(QStringLiteral("home")).isEmpty());
}

void PageListTest::whatIsOfferedInAnyOrderStandsInTheFixedOne()
{
    PageList pages;
    for (const char *id : {"settings", "registry", "home"})
        QVERIFY(pages.offer(QString::fromLatin1(id), makeNone));
    QStringList ids;
    for (const PageDescription &page : pages.offered())
        ids.append(page.id);
    QCOMPARE(ids,
             QStringList({QStringLiteral("home"), QStringLiteral("registry"), QStringLiteral("settings")}));
}

void PageListTest::aPageIsOfferedOnceAndOnlyIfItIsPlanned()
{
    PageList pages;
    QVERIFY(!pages.offer(QStringLiteral("weather"), makeNone));
    QVERIFY(pages.offer(QStringLiteral("home"), makeNone));
    QVERIFY(!pages.offer(QStringLiteral("home"), makeNone));
    QVERIFY(!pages.offer(QStringLiteral("data"), {}));
}

void PageListTest::theFirstNineHaveKeys()
{
    PageList pages;
    for (const PageDescription &page : PageList().planned())
        pages.offer(page.id, makeNone);
    QCOMPARE(pages.shortcut(QStringLiteral("home")), QKeySequence(Qt::CTRL | Qt::Key_1));
    QCOMPARE(pages.shortcut(QStringLiteral("monitoring")), QKeySequence(Qt::CTRL | Qt::Key_9));
    QVERIFY(pages.shortcut(QStringLiteral("retraining")).isEmpty());
}

SLIPWAY_UI_TEST_MAIN(PageListTest)
#include "page_list_test.moc"
