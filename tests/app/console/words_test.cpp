#include "tests/support/test_main.h"

#include <QDirIterator>
#include <QFile>
#include <QRegularExpression>
#include <QTest>

#include <cstdio>

/// Reads the window's source as a translator would: a sentence that stands outside of tr() can never be
/// translated.
class WordsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void noSentenceStandsOutsideOfTr();
};

void WordsTest::noSentenceStandsOutsideOfTr()
{
    // Two words with a space between them, or one word that begins like a sentence and ends like one.
    static const QRegularExpression literal(QStringLiteral(
        R"re((?:QStringLiteral|QLatin1String|QLatin1StringView)\("((?:[^"\\]|\\.)*)"\)|u"((?:[^"\\]|\\.)*)"(?:_s)?)re"));
    static const QRegularExpression sentence(
        QStringLiteral("[A-Za-z]{2,}[,.:]? [a-z]{2,}|^[A-Z][a-z]+[.…]$"));
    QStringList found;
    int files = 0;
    for (const char *folder : {"/ui", "/app/console"}) {
        QDirIterator all(QStringLiteral(SLIPWAY_SOURCE_DIR) + QLatin1String(folder),
                         {QStringLiteral("*.cpp"), QStringLiteral("*.h")}, QDir::Files,
                         QDirIterator::Subdirectories);
        while (all.hasNext()) {
            QFile file(all.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            ++files;
            int number = 0;
            for (const QByteArray &raw : file.readAll().split('\n')) {
                ++number;
                const QString line = QString::fromUtf8(raw);
                // What the command line's --help says is English, as all of the engine's.
                if (file.fileName().endsWith(QLatin1String("app/console/main.cpp")))
                    continue;
                for (auto match = literal.globalMatch(line); match.hasNext();) {
                    const auto one = match.next();
                    const QString text = one.captured(1) + one.captured(2);
                    // Style sheets, mark-up and command lines are no sentences.
                    static const QRegularExpression code(QStringLiteral("[{<]|;$|^curl "));
                    const bool forPeople = !code.match(text).hasMatch();
                    if (forPeople && sentence.match(text).hasMatch())
                        found << QStringLiteral("%1:%2 \"%3\"")
                                     .arg(file.fileName().section(u'/', -3))
                                     .arg(number)
                                     .arg(text);
                }
            }
        }
    }
    std::printf("files read: %d, strings outside of tr(): %d\n", files, static_cast<int>(found.size()));
    QVERIFY(files > 100);
    QVERIFY2(found.isEmpty(), qPrintable(found.join(QLatin1Char('\n'))));
}

SLIPWAY_TEST_MAIN(WordsTest)
#include "words_test.moc"
