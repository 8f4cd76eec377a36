#include "app/console/rail_badges.h"
#include "app/console/translations.h"
#include "tests/support/ui_test_main.h"

#include <QTest>

using namespace slipway::ui;

class TranslationsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void oneIsSaidInTheSingular();
};

void TranslationsTest::oneIsSaidInTheSingular()
{
    installTranslations(*qApp);
    QCOMPARE(RailBadges::tr("%n runs are training", nullptr, 1), QStringLiteral("1 run is training"));
    QCOMPARE(RailBadges::tr("%n runs are training", nullptr, 2), QStringLiteral("2 runs are training"));
}

SLIPWAY_UI_TEST_MAIN(TranslationsTest)
#include "translations_test.moc"
