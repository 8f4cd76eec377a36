#include "ui/models/import_choices.h"

#include "tests/support/ui_test_main.h"

#include <QTest>

using namespace slipway::ui;

class ImportChoicesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsNotSaidIsNotInTheCommand();
    void everythingThatIsSaidIsInBothCommands();
    void noTargetIsNotTheSameAsAGuessedOne();
    void aColumnThatIsGoneIsForgotten();
};

void ImportChoicesTest::whatIsNotSaidIsNotInTheCommand()
{
    const ImportChoices choices {.name = QStringLiteral("people")};
    QCOMPARE(choices.previewCommand({QStringLiteral("/a/people.csv")}).join(QLatin1Char(' ')),
             QStringLiteral("data preview /a/people.csv"));
    QCOMPARE(choices.importCommand({QStringLiteral("/a/people.csv")}).join(QLatin1Char(' ')),
             QStringLiteral("data import /a/people.csv --name people"));
}

void ImportChoicesTest::everythingThatIsSaidIsInBothCommands()
{
    ImportChoices choices {.name = QStringLiteral("people"),
                           .target = QStringLiteral("left"),
                           .unionByName = true,
                           .header = QStringLiteral("no"),
                           .delimiter = QStringLiteral(";"),
                           .quote = QStringLiteral("none"),
                           .escape = QStringLiteral("\\"),
                           .encoding = QStringLiteral("latin-1"),
                           .decimal = QStringLiteral(","),
                           .blanks = QStringLiteral("trim"),
                           .nullTokens = {QStringLiteral("?"), QStringLiteral("-")},
                           .skippedLines = 2};
    choices.types[QStringLiteral("zip=code")] = QStringLiteral("text");
    choices.dateFormats[QStringLiteral("day")] = QStringLiteral("%d.%m.%Y");
    const QString said = QStringLiteral(
        "--union --no-header --delimiter=; --quote=none --escape=\\ --encoding=latin-1 --decimal=, "
        "--blanks=trim --null=? --null=- --skip=2 --type=zip=code=text --date-format=day=%d.%m.%Y "
        "--target=left");
    const QStringList files {QStringLiteral("/a.csv"), QStringLiteral("/b.csv")};
    QCOMPARE(choices.previewCommand(files).join(QLatin1Char(' ')),
             QStringLiteral("data preview /a.csv /b.csv ") + said);
    QCOMPARE(choices.importCommand(files).join(QLatin1Char(' ')),
             QStringLiteral("data import /a.csv /b.csv --name people ") + said);
}

void ImportChoicesTest::noTargetIsNotTheSameAsAGuessedOne()
{
    const ImportChoices choices {.noTarget = true};
    QCOMPARE(choices.previewCommand({QStringLiteral("x")}).last(), QStringLiteral("--no-target"));
}

void ImportChoicesTest::aColumnThatIsGoneIsForgotten()
{
    ImportChoices choices {.target = QStringLiteral("age")};
    choices.types[QStringLiteral("age")] = QStringLiteral("text");
    QVERIFY(choices.forget(QStringLiteral("age")));
    QVERIFY(choices.types.isEmpty());
    QVERIFY(choices.target.isEmpty());
    QVERIFY(!choices.forget(QStringLiteral("age")));
}

SLIPWAY_UI_TEST_MAIN(ImportChoicesTest)
#include "import_choices_test.moc"
