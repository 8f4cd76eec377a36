#include "tests/support/ui_test_main.h"
#include "tests/support/verify.h"
#include "ui/charts/life_ring.h"
#include "ui/theme/theme.h"

#include <QPieSeries>
#include <QPieSlice>
#include <QSignalSpy>
#include <QTest>

#include <cmath>
#include <memory>

using namespace slipway::ui;

namespace {

QVector<LifeStage> eightStages()
{
    QVector<LifeStage> stages;
    for (const auto *name :
         {"Data", "Features", "Train", "Evaluate", "Register", "Serve", "Monitor", "Retrain"}) {
        const auto text = QString::fromLatin1(name);
        stages.push_back(
            {.id = text.toLower(), .name = text, .status = Status::Ok, .line = QStringLiteral("fine")});
    }
    stages[4].status = Status::Warns;
    stages[4].waits = true;
    return stages;
}

} // namespace

class LifeRingTest : public QObject
{
    Q_OBJECT
public:
    LifeRingTest() { m_theme.applyTo(*qApp); }

private Q_SLOTS:
    void init();
    void stagesStandClockwiseFromTheTop();
    void aClickOnASegmentChoosesIt();
    void theMiddleIsNoStage();
    void theKeyboardWalksRound();
    void everyStageIsSaidInWords();
    void segmentsHaveTheColoursOfTheirStates();

private:
    Theme m_theme;
    std::unique_ptr<LifeRing> m_ring;
};

void LifeRingTest::init()
{
    m_ring = std::make_unique<LifeRing>(m_theme);
    m_ring->resize(600, 560);
    m_ring->setStages(eightStages());
    m_ring->setCentre({.caption = QStringLiteral("In production"), .name = QStringLiteral("feed_mlp v7")});
    m_ring->show();
    QCoreApplication::processEvents();
}

// Eight stages: the third stands at three o'clock, the fifth at six, the seventh at nine.
void LifeRingTest::stagesStandClockwiseFromTheTop()
{
    const QPointF middle(300, 280);
    const auto from = [&](int stage) { return m_ring->placeOf(stage) - middle; };
    QCOMPARE_NEAR(from(0).x(), 0, 1e-6);
    QVERIFY(from(0).y() < -80);
    QCOMPARE_NEAR(from(2).y(), 0, 1e-6);
    QVERIFY(from(2).x() > 80);
    QVERIFY(from(4).y() > 80);
    QVERIFY(from(6).x() < -80);
}

void LifeRingTest::aClickOnASegmentChoosesIt()
{
    QSignalSpy chosen(m_ring.get(), &LifeRing::chosen);
    for (int i = 0; i < 8; ++i) {
        QCOMPARE(m_ring->stageAt(m_ring->placeOf(i)), i);
        QTest::mouseClick(m_ring->viewport(), Qt::LeftButton, {}, m_ring->placeOf(i).toPoint());
        QCOMPARE(chosen.count(), i + 1);
        QCOMPARE(chosen.last().first().toString(), m_ring->stages()[i].id);
    }
}

void LifeRingTest::theMiddleIsNoStage()
{
    QCOMPARE(m_ring->stageAt({300, 280}), -1);
    QCOMPARE(m_ring->stageAt({2, 2}), -1);
}

void LifeRingTest::theKeyboardWalksRound()
{
    QSignalSpy chosen(m_ring.get(), &LifeRing::chosen);
    QTest::keyClick(m_ring.get(), Qt::Key_Left);
    QTest::keyClick(m_ring.get(), Qt::Key_Return);
    QCOMPARE(chosen.last().first().toString(), QStringLiteral("retrain"));
    QTest::keyClick(m_ring.get(), Qt::Key_Right);
    QTest::keyClick(m_ring.get(), Qt::Key_Right);
    QTest::keyClick(m_ring.get(), Qt::Key_Space);
    QCOMPARE(chosen.last().first().toString(), QStringLiteral("features"));
}

void LifeRingTest::everyStageIsSaidInWords()
{
    const auto words = m_ring->accessibleDescription();
    for (const auto &stage : m_ring->stages())
        QVERIFY(words.contains(stage.name));
    QVERIFY(words.contains(QStringLiteral("Register, Warns")));
}

void LifeRingTest::segmentsHaveTheColoursOfTheirStates()
{
    const auto *series = qobject_cast<QPieSeries *>(m_ring->chart()->series().constFirst());
    QVERIFY(series);
    QCOMPARE(series->holeSize(), 0.85);
    for (const auto *slice : series->slices()) {
        if (slice->label() == QStringLiteral("Register"))
            QCOMPARE(slice->brush().color(), m_theme.colour(u"status.warn.fill"));
        if (slice->label() == QStringLiteral("Serve"))
            QCOMPARE(slice->brush().color(), m_theme.colour(u"status.ok.fill"));
    }
}

SLIPWAY_UI_TEST_MAIN(LifeRingTest)
#include "life_ring_test.moc"
