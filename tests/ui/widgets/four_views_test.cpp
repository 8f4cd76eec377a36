#include "tests/support/ui_test_main.h"
#include "ui/theme/theme.h"
#include "ui/widgets/four_views.h"

#include <QElapsedTimer>
#include <QLabel>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace slipway::ui;

class FourViewsTest : public QObject
{
    Q_OBJECT
public:
    FourViewsTest() { m_theme.applyTo(*qApp); }

private Q_SLOTS:
    void init();
    void anEmptyPageOffersItsWays();
    void quickWorkNeverShowsBusy();
    void slowWorkShowsBusyAfter200Milliseconds();
    void busyStaysAtLeast400Milliseconds();
    void longWorkGivesWayAtOnce();
    void aStoppedJobGoesBackToTheLastResult();
    void stopSaysThatItIsStopping();
    void aFailureFocusesTheBestWayOut();
    void detailsOfAFailureAreFolded();

private:
    QPushButton *button(const char *name) const
    {
        return m_views->findChild<QPushButton *>(QLatin1String(name));
    }

    Theme m_theme;
    std::unique_ptr<FourViews> m_views;
};

void FourViewsTest::init()
{
    m_views = std::make_unique<FourViews>(m_theme);
    m_views->setResult(new QLabel(QStringLiteral("the page")));
    m_views->resize(640, 480);
    m_views->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_views.get()));
}

void FourViewsTest::anEmptyPageOffersItsWays()
{
    int taken = 0;
    m_views->setEmpty(
        {.icon = QStringLiteral("experiments"),
         .title = QStringLiteral("No runs yet"),
         .sentence = QStringLiteral("Train on a data set, or look at the sample."),
         .ways = {{QStringLiteral("run.new"), QStringLiteral("New run"), [&] { taken = 1; }},
                  {QStringLiteral("sample.open"), QStringLiteral("Use sample"), [&] { taken = 2; }}}});
    m_views->showEmpty();
    QCOMPARE(m_views->view(), View::Empty);
    QCOMPARE(button("run.new")->property("kind").toString(), QStringLiteral("primary"));
    QTest::mouseClick(button("sample.open"), Qt::LeftButton);
    QCOMPARE(taken, 2);
}

void FourViewsTest::quickWorkNeverShowsBusy()
{
    QSignalSpy changes(m_views.get(), &FourViews::viewChanged);
    m_views->showBusy(QStringLiteral("Reading"));
    QTest::qWait(50);
    QCOMPARE(m_views->view(), View::Empty);
    m_views->showResult();
    QCOMPARE(m_views->view(), View::Result);
    QTest::qWait(300);
    QCOMPARE(changes.count(), 1);
}

void FourViewsTest::slowWorkShowsBusyAfter200Milliseconds()
{
    QElapsedTimer clock;
    clock.start();
    m_views->showBusy(QStringLiteral("Training, epoch 5 of 8"));
    QTRY_COMPARE(m_views->view(), View::Busy);
    QVERIFY2(clock.elapsed() >= 190, qPrintable(QString::number(clock.elapsed())));
    m_views->setProgress(0.625, QStringLiteral("Training, epoch 5 of 8"), QStringLiteral("6 s left"));
    const auto *bar = m_views->findChild<QProgressBar *>(QStringLiteral("view.progress"));
    QCOMPARE(bar->value(), 625);
}

void FourViewsTest::busyStaysAtLeast400Milliseconds()
{
    m_views->showBusy(QStringLiteral("Training"));
    QTRY_COMPARE(m_views->view(), View::Busy);
    QElapsedTimer clock;
    clock.start();
    m_views->showResult();
    QCOMPARE(m_views->view(), View::Busy);
    QTRY_COMPARE(m_views->view(), View::Result);
    // The check above looks every 50 ms, so a little of the 400 may have passed before the clock began.
    QVERIFY2(clock.elapsed() >= 330, qPrintable(QString::number(clock.elapsed())));
}

void FourViewsTest::longWorkGivesWayAtOnce()
{
    m_views->showBusy(QStringLiteral("Training"));
    QTRY_COMPARE(m_views->view(), View::Busy);
    QTest::qWait(450);
    m_views->showResult();
    QCOMPARE(m_views->view(), View::Result);
}

void FourViewsTest::aStoppedJobGoesBackToTheLastResult()
{
    m_views->showResult();
    m_views->showBusy(QStringLiteral("Training"));
    QTRY_COMPARE(m_views->view(), View::Busy);
    m_views->showStopped();
    QTRY_COMPARE(m_views->view(), View::Result);
}

void FourViewsTest::stopSaysThatItIsStopping()
{
    QSignalSpy stops(m_views.get(), &FourViews::stopRequested);
    m_views->showBusy(QStringLiteral("Training"));
    QTRY_COMPARE(m_views->view(), View::Busy);
    auto *stop = button("view.stop");
    QTest::mouseClick(stop, Qt::LeftButton);
    QCOMPARE(stops.count(), 1);
    QVERIFY(stop->text().contains(QStringLiteral("Stopping")));
    QVERIFY(!stop->isEnabled());
    m_views->showBusy(QStringLiteral("Again"));
    QVERIFY(stop->isEnabled());
}

void FourViewsTest::aFailureFocusesTheBestWayOut()
{
    m_views->activateWindow();
    m_views->showFailure({.title = QStringLiteral("Port 8000 is taken by another program"),
                          .sentence = QStringLiteral("The model is loaded, but nobody can reach it."),
                          .ways = {{QStringLiteral("serve.other"), QStringLiteral("Use port 8001"), {}},
                                   {QStringLiteral("log.open"), QStringLiteral("Show log"), {}}}});
    QCOMPARE(m_views->view(), View::Failure);
    QTRY_VERIFY(button("serve.other")->hasFocus());
}

void FourViewsTest::detailsOfAFailureAreFolded()
{
    m_views->showFailure({.title = QStringLiteral("Training stopped"),
                          .sentence = QStringLiteral("Nothing was changed."),
                          .ways = {{.objectName = QStringLiteral("train.again"),
                                    .verb = QStringLiteral("Train again"),
                                    .run = {},
                                    .title = QStringLiteral("Treat blanks as missing"),
                                    .text = QStringLiteral("The usual choice.")}},
                          .details = QStringLiteral("bad input, exit code 4")});
    auto *details = m_views->findChild<QPlainTextEdit *>(QStringLiteral("view.details.text"));
    QVERIFY(details && !details->isVisible());
    button("view.details")->click();
    QVERIFY(details->isVisible());
    QCOMPARE(button("train.again")->accessibleDescription(),
             QStringLiteral("Treat blanks as missing. The usual choice."));
}

SLIPWAY_UI_TEST_MAIN(FourViewsTest)
#include "four_views_test.moc"
