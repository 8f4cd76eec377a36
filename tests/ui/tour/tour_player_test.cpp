#include "tests/support/ui_test_main.h"
#include "ui/actions/action_registry.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"
#include "ui/tour/tour_bubble.h"
#include "ui/tour/tour_overlay.h"
#include "ui/tour/tour_player.h"

#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace slipway::ui;

namespace {

/// A window with two buttons that can be pointed at.
struct Stage {
    Stage()
        : settings(folder.filePath(QStringLiteral("slipway.ini")))
    {
        theme.applyTo(*qApp);
        window.resize(900, 700);
        first.setParent(&window);
        first.setObjectName(QStringLiteral("demo.first"));
        first.setGeometry(100, 60, 200, 30);
        second.setParent(&window);
        second.setObjectName(QStringLiteral("demo.second"));
        second.setGeometry(600, 640, 200, 30);
        actions.add({.id = QStringLiteral("demo.count"),
                     .text = QStringLiteral("Count"),
                     .category = {},
                     .icon = {},
                     .shortcut = {},
                     .toolTip = {},
                     .run = [this] { ++counted; }});
        player = new TourPlayer(
            theme, actions, settings,
            [this](const QString &page) {
                opened.append(page);
                return page != QStringLiteral("nowhere");
            },
            &window);
        window.show();
    }

    Tour tour() const
    {
        Tour tour;
        tour.id = QStringLiteral("demo");
        tour.minutes = 3;
        tour.steps = {{.id = QStringLiteral("one"),
                       .page = QStringLiteral("home"),
                       .target = QStringLiteral("demo.first"),
                       .name = QStringLiteral("one"),
                       .title = QStringLiteral("What is it?"),
                       .text = QStringLiteral("A <b>, and **bold** words."),
                       .tryIt = QStringLiteral("count."),
                       .action = QStringLiteral("demo.count"),
                       .awaited = QStringLiteral("demo.count")},
                      {.id = QStringLiteral("two"),
                       .page = {},
                       .target = QStringLiteral("demo.second"),
                       .name = QStringLiteral("two"),
                       .title = QStringLiteral("And then?"),
                       .text = QStringLiteral("The second."),
                       .tryIt = {},
                       .action = {},
                       .awaited = {}},
                      {.id = QStringLiteral("three"),
                       .page = {},
                       .target = {},
                       .name = {},
                       .title = QStringLiteral("Is that all?"),
                       .text = QStringLiteral("Yes."),
                       .tryIt = {},
                       .action = {},
                       .awaited = {}}};
        return tour;
    }

    TourOverlay *overlay() const { return window.findChild<TourOverlay *>(); }
    QWidget *bubble() const { return player->bubble(); }
    QPushButton *button(const QString &name) const { return window.findChild<QPushButton *>(name); }
    QString said(const QString &name) const { return window.findChild<QLabel *>(name)->text(); }

    QTemporaryDir folder;
    Theme theme;
    Settings settings;
    ActionRegistry actions;
    QStringList opened;
    int counted = 0;
    QWidget window;
    QPushButton first;
    QPushButton second;
    TourPlayer *player = nullptr;
};

} // namespace

class TourPlayerTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void cleanup();

    void showsTheStepInWords();
    void theBubbleIsAsWideAsTheLook();
    void theHoleTakesClicksAndTheRestDoesNot();
    void theBubbleStandsWhereThereIsRoom();
    void followsATargetThatMoves();
    void nextAndBackGoThroughTheSteps();
    void tryItRunsTheActionAndTheTourMovesOn();
    void anEventThatNobodyAwaitsChangesNothing();
    void escapeLeavesAndHelpResumes();
    void theLastStepEndsTheTour();
    void aTourNamesWhatDoesNotExist();
    void markUpInTextsIsShownAsItIs();

private:
    std::unique_ptr<Stage> m_stage;
};

void TourPlayerTest::init()
{
    m_stage = std::make_unique<Stage>();
    QVERIFY(QTest::qWaitForWindowActive(&m_stage->window));
    m_stage->player->start(m_stage->tour());
}

void TourPlayerTest::cleanup()
{
    m_stage.reset();
}

void TourPlayerTest::showsTheStepInWords()
{
    QCOMPARE(m_stage->said(QStringLiteral("tour.step")), QStringLiteral("Step 1 of 3"));
    QCOMPARE(m_stage->said(QStringLiteral("tour.left")), QStringLiteral("about 3 minutes left"));
    QCOMPARE(m_stage->said(QStringLiteral("tour.title")), QStringLiteral("What is it?"));
    QCOMPARE(m_stage->button(QStringLiteral("tour.next"))->text(), QStringLiteral("&Next: two"));
    QVERIFY(!m_stage->button(QStringLiteral("tour.back"))->isEnabled());
    QCOMPARE(m_stage->opened, QStringList {QStringLiteral("home")});
    QCOMPARE(QApplication::focusWidget(), m_stage->button(QStringLiteral("tour.next")));
}

void TourPlayerTest::theBubbleIsAsWideAsTheLook()
{
    QCOMPARE(m_stage->bubble()->width(), 436);
}

void TourPlayerTest::theHoleTakesClicksAndTheRestDoesNot()
{
    QWidget &window = m_stage->window;
    const QPoint inHole = m_stage->first.geometry().center();
    QCOMPARE(window.childAt(inHole), &m_stage->first);
    QCOMPARE(window.childAt(m_stage->second.geometry().center()), m_stage->overlay());
    QSignalSpy clicked(&m_stage->first, &QPushButton::clicked);
    QTest::mouseClick(window.childAt(inHole), Qt::LeftButton);
    QCOMPARE(clicked.size(), 1);
}

void TourPlayerTest::theBubbleStandsWhereThereIsRoom()
{
    QVERIFY(m_stage->bubble()->y() >= m_stage->first.geometry().bottom());
    m_stage->player->next();
    const QRect bubble = m_stage->bubble()->geometry();
    QVERIFY(bubble.bottom() <= m_stage->second.geometry().top());
    QVERIFY(m_stage->window.rect().contains(bubble));
    m_stage->player->next(); // without a target it stands in the middle
    QVERIFY(m_stage->overlay()->hole().isEmpty());
    QVERIFY((m_stage->bubble()->geometry().center() - m_stage->window.rect().center()).manhattanLength() < 4);
}

void TourPlayerTest::followsATargetThatMoves()
{
    const QRect before = m_stage->overlay()->hole();
    m_stage->first.move(300, 200);
    QTRY_COMPARE(m_stage->overlay()->hole(), before.translated(200, 140));
    QTRY_VERIFY(m_stage->bubble()->y() >= 230);
    m_stage->window.resize(800, 720);
    QTRY_COMPARE(m_stage->overlay()->size(), QSize(800, 720));
}

void TourPlayerTest::nextAndBackGoThroughTheSteps()
{
    QSignalSpy shown(m_stage->player, &TourPlayer::stepShown);
    QTest::mouseClick(m_stage->button(QStringLiteral("tour.next")), Qt::LeftButton);
    QCOMPARE(m_stage->player->step()->id, QStringLiteral("two"));
    QVERIFY(m_stage->button(QStringLiteral("tour.back"))->isEnabled());
    QVERIFY(!m_stage->button(QStringLiteral("tour.try"))->isVisible());
    QTest::mouseClick(m_stage->button(QStringLiteral("tour.back")), Qt::LeftButton);
    QCOMPARE(m_stage->player->step()->id, QStringLiteral("one"));
    QCOMPARE(shown.size(), 2);
}

void TourPlayerTest::tryItRunsTheActionAndTheTourMovesOn()
{
    QTest::mouseClick(m_stage->button(QStringLiteral("tour.try")), Qt::LeftButton);
    QCOMPARE(m_stage->counted, 1);
    QCOMPARE(m_stage->player->step()->id, QStringLiteral("two"));
}

void TourPlayerTest::anEventThatNobodyAwaitsChangesNothing()
{
    m_stage->player->notice(QStringLiteral("page.data"));
    m_stage->player->notice({});
    QCOMPARE(m_stage->player->step()->id, QStringLiteral("one"));
}

void TourPlayerTest::escapeLeavesAndHelpResumes()
{
    QVERIFY(!m_stage->player->canResume());
    m_stage->player->next();
    QSignalSpy left(m_stage->player, &TourPlayer::left);
    QTest::keyClick(&m_stage->window, Qt::Key_Escape);
    QCOMPARE(left.size(), 1);
    QVERIFY(!m_stage->player->isPlaying());
    QVERIFY(!m_stage->bubble()->isVisible());
    QVERIFY(!m_stage->overlay()->isVisible());
    QVERIFY(m_stage->player->canResume());
    QCOMPARE(m_stage->settings.value(kTourStep).toString(), QStringLiteral("two"));

    m_stage->settings.set(kTourName, QStringLiteral("feed"));
    m_stage->settings.set(kTourStep, QStringLiteral("registry"));
    QVERIFY(m_stage->player->resume());
    QCOMPARE(m_stage->player->step()->id, QStringLiteral("registry"));
}

void TourPlayerTest::theLastStepEndsTheTour()
{
    QSignalSpy finished(m_stage->player, &TourPlayer::finished);
    m_stage->player->leave();
    m_stage->player->start(m_stage->tour(), QStringLiteral("three"));
    QCOMPARE(m_stage->button(QStringLiteral("tour.next"))->text(), QStringLiteral("&Done"));
    QTest::mouseClick(m_stage->button(QStringLiteral("tour.next")), Qt::LeftButton);
    QCOMPARE(finished.size(), 1);
    QVERIFY(!m_stage->player->canResume());
    QVERIFY(!m_stage->player->resume());
}

void TourPlayerTest::aTourNamesWhatDoesNotExist()
{
    Tour tour = m_stage->tour();
    QCOMPARE(m_stage->player->problems(tour), QStringList());
    tour.steps[0].page = QStringLiteral("nowhere");
    tour.steps[0].action = QStringLiteral("demo.nothing");
    tour.steps[1].target = QStringLiteral("demo.third");
    QCOMPARE(m_stage->player->problems(tour),
             QStringList({QStringLiteral("one: there is no page nowhere."),
                          QStringLiteral("one: there is no action demo.nothing."),
                          QStringLiteral("two: there is no demo.third on the page.")}));
}

void TourPlayerTest::markUpInTextsIsShownAsItIs()
{
    QCOMPARE(m_stage->said(QStringLiteral("tour.text")),
             QStringLiteral("A &lt;b&gt;, and <b>bold</b> words."));
}

SLIPWAY_UI_TEST_MAIN(TourPlayerTest)
#include "tour_player_test.moc"
