#include "app/console/pseudo_language.h"
#include "tests/support/ui_test_main.h"

#include <QPushButton>
#include <QTest>

using namespace slipway::ui;

class PseudoLanguageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void isLongerAccentedAndInBrackets();
    void keepsPlaceholdersAndMnemonics();
    void writesTheNumberOfAPlural();
};

void PseudoLanguageTest::isLongerAccentedAndInBrackets()
{
    const QString text = PseudoLanguage::of(QStringLiteral("Train a model"));
    QVERIFY(text.startsWith(QStringLiteral("[Tråîñ å möd")));
    QVERIFY(text.endsWith(QLatin1Char(']')));
    QVERIFY(text.size() > QStringLiteral("Train a model").size() * 4 / 3);
}

void PseudoLanguageTest::keepsPlaceholdersAndMnemonics()
{
    QCOMPARE(PseudoLanguage::of(QStringLiteral("&Run %1 of %L2")).left(16),
             QStringLiteral("[&Rûñ %1 öf %L2 "));
    QCOMPARE(PseudoLanguage::of(QStringLiteral("%1")), QStringLiteral("[%1 ~]"));
}

void PseudoLanguageTest::writesTheNumberOfAPlural()
{
    PseudoLanguage language;
    QVERIFY(QCoreApplication::installTranslator(&language));
    const QString text = QCoreApplication::translate("any", "%n checks failed", nullptr, 3);
    QCoreApplication::removeTranslator(&language);
    QVERIFY2(text.startsWith(QStringLiteral("[3 ç")), qPrintable(text));
}

SLIPWAY_UI_TEST_MAIN(PseudoLanguageTest)
#include "pseudo_language_test.moc"
