#include "tests/support/ui_test_main.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chip.h"

#include <QImage>
#include <QPainter>
#include <QSet>
#include <QSignalSpy>
#include <QTest>

#include <cstdlib>
#include <iterator>

using namespace slipway::ui;

class ChipTest : public QObject
{
    Q_OBJECT
public:
    ChipTest() { m_theme.applyTo(*qApp); }

private Q_SLOTS:
    void everyStateHasAShapeOfItsOwn();
    void everyStateHasAWordOfItsOwn();
    void aChipIsReadAloudByItsWord();
    void theWordFits();
    void aTagIsRemovedByItsCrossAndByKey();

private:
    Theme m_theme;
};

// Painted in one and the same colour, the shapes still differ: by a tenth of their pixels at least.
void ChipTest::everyStateHasAShapeOfItsOwn()
{
    QVector<QImage> shapes;
    for (const auto status : allStatuses) {
        shapes << m_theme.icons()
                      .pixmap(statusIcon(status), 12, m_theme.colour(u"text.primary"), 1)
                      .toImage()
                      .convertToFormat(QImage::Format_ARGB32);
    }
    for (qsizetype a = 0; a < shapes.size(); ++a) {
        for (qsizetype b = a + 1; b < shapes.size(); ++b) {
            int different = 0;
            for (int y = 0; y < 12; ++y) {
                for (int x = 0; x < 12; ++x) {
                    const auto first = shapes[a].pixelColor(x, y);
                    const auto second = shapes[b].pixelColor(x, y);
                    different += std::abs(first.alpha() - second.alpha()) > 60
                        || std::abs(first.lightness() - second.lightness()) > 60;
                }
            }
            QVERIFY2(different >= 14,
                     qPrintable(QStringLiteral("%1 and %2: %3").arg(a).arg(b).arg(different)));
        }
    }
}

void ChipTest::everyStateHasAWordOfItsOwn()
{
    QSet<QString> words;
    for (const auto status : allStatuses) {
        QVERIFY(!statusWord(status).isEmpty());
        words << statusWord(status);
    }
    QCOMPARE(words.size(), static_cast<qsizetype>(std::size(allStatuses)));
}

void ChipTest::aChipIsReadAloudByItsWord()
{
    Chip chip(m_theme, Status::Warns);
    QCOMPARE(chip.accessibleName(), QStringLiteral("Warns"));
    chip.setStatus(Status::Failed, QStringLiteral("2 of 16 checks failed"));
    QCOMPARE(chip.accessibleName(), QStringLiteral("2 of 16 checks failed"));
}

void ChipTest::theWordFits()
{
    const Chip brief(m_theme, Status::Ok);
    Chip wordy(m_theme);
    wordy.setStatus(Status::Failed, QStringLiteral("2 of 16 checks failed"));
    const QFontMetrics metrics(m_theme.font(u"caption"));
    QVERIFY(wordy.sizeHint().width() > metrics.horizontalAdvance(wordy.word()) + 12);
    QVERIFY(wordy.sizeHint().width() > brief.sizeHint().width());
    QCOMPARE(wordy.sizeHint().height(), 20);
}

void ChipTest::aTagIsRemovedByItsCrossAndByKey()
{
    Tag tag(m_theme, QStringLiteral("last 7 days"), TagKind::Accent);
    QSignalSpy removed(&tag, &Tag::removed);
    tag.resize(tag.sizeHint());
    QTest::mouseClick(&tag, Qt::LeftButton, {}, QPoint(tag.width() - 8, 10));
    QCOMPARE(removed.count(), 0);
    tag.setRemovable(true);
    tag.resize(tag.sizeHint());
    QTest::mouseClick(&tag, Qt::LeftButton, {}, QPoint(6, 10));
    QCOMPARE(removed.count(), 0);
    QTest::mouseClick(&tag, Qt::LeftButton, {}, QPoint(tag.width() - 8, 10));
    QTest::keyClick(&tag, Qt::Key_Delete);
    QCOMPARE(removed.count(), 2);
}

SLIPWAY_UI_TEST_MAIN(ChipTest)
#include "chip_test.moc"
