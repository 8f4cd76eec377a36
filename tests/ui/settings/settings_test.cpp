#include "tests/support/ui_test_main.h"
#include "ui/settings/settings.h"
#include "ui/settings/window_memory.h"

#include <QFile>
#include <QSet>
#include <QTemporaryDir>
#include <QTest>
#include <QWidget>

using namespace slipway::ui;

class SettingsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void noKeyStandsTwice();
    void whatIsSetIsThereAfterTheNextStart();
    void theFileIsOneThatPeopleCanRead();
    void resetForgetsPreferencesAndKeepsWorkspaces();
    void theLastWorkspaceStandsFirstAndOnce();
    void onlyTenWorkspacesAreKept();
    void theEnvironmentNamesTheFile();
    void aWindowComesBackAsItWas();
    void aBrokenGeometryLeavesTheWindowAlone();

private:
    QString file() const { return m_folder.filePath(QString::fromLatin1(QTest::currentTestFunction())); }

    QTemporaryDir m_folder;
};

void SettingsTest::noKeyStandsTwice()
{
    QSet<QString> keys;
    for (const QLatin1StringView key : kAllSettings)
        keys.insert(key);
    QCOMPARE(keys.size(), static_cast<qsizetype>(kAllSettings.size()));
}

void SettingsTest::whatIsSetIsThereAfterTheNextStart()
{
    {
        Settings settings(file());
        settings.set(kThemeMode, QStringLiteral("dark"));
        QVERIFY(settings.save());
    }
    const Settings settings(file());
    QVERIFY(settings.has(kThemeMode));
    QCOMPARE(settings.value(kThemeMode).toString(), QStringLiteral("dark"));
    QCOMPARE(settings.value(kInspectorWidth, 296).toInt(), 296);
}

void SettingsTest::theFileIsOneThatPeopleCanRead()
{
    Settings settings(file());
    settings.set(kThemeMode, QStringLiteral("light"));
    QVERIFY(settings.save());
    QFile text(file());
    QVERIFY(text.open(QIODevice::ReadOnly));
    QVERIFY(text.readAll().contains("theme.mode=light"));
}

void SettingsTest::resetForgetsPreferencesAndKeepsWorkspaces()
{
    Settings settings(file());
    for (const QLatin1StringView key : kAllSettings)
        settings.set(key, QStringLiteral("x"));
    settings.addRecentWorkspace(QStringLiteral("/tmp/feed"));
    settings.reset();
    for (const QLatin1StringView key : kAllSettings)
        QCOMPARE(settings.has(key), key == kRecentWorkspaces);
}

void SettingsTest::theLastWorkspaceStandsFirstAndOnce()
{
    Settings settings(file());
    settings.addRecentWorkspace(QStringLiteral("/tmp/one"));
    settings.addRecentWorkspace(QStringLiteral("/tmp/two"));
    settings.addRecentWorkspace(QStringLiteral("/tmp/x/../one/"));
    QCOMPARE(settings.recentWorkspaces(),
             QStringList({QStringLiteral("/tmp/one"), QStringLiteral("/tmp/two")}));
    settings.removeRecentWorkspace(QStringLiteral("/tmp/one"));
    QCOMPARE(settings.recentWorkspaces(), QStringList {QStringLiteral("/tmp/two")});
}

void SettingsTest::onlyTenWorkspacesAreKept()
{
    Settings settings(file());
    for (int i = 0; i < 12; ++i)
        settings.addRecentWorkspace(QStringLiteral("/tmp/%1").arg(i));
    QCOMPARE(settings.recentWorkspaces().size(), 10);
    QCOMPARE(settings.recentWorkspaces().constFirst(), QStringLiteral("/tmp/11"));
}

void SettingsTest::theEnvironmentNamesTheFile()
{
    qputenv("SLIPWAY_SETTINGS", "/tmp/mine.ini");
    QCOMPARE(Settings::standardFile(), QStringLiteral("/tmp/mine.ini"));
    qunsetenv("SLIPWAY_SETTINGS");
    QVERIFY(Settings::standardFile().endsWith(QStringLiteral("/slipway/slipway.ini")));
}

void SettingsTest::aWindowComesBackAsItWas()
{
    Settings settings(file());
    QWidget before;
    before.setGeometry(40, 30, 500, 400);
    rememberWindow(settings, before);
    QWidget after;
    QVERIFY(restoreWindow(settings, after));
    QCOMPARE(after.size(), QSize(500, 400));
}

void SettingsTest::aBrokenGeometryLeavesTheWindowAlone()
{
    Settings settings(file());
    QWidget window;
    window.resize(300, 200);
    QVERIFY(!restoreWindow(settings, window));
    settings.set(kWindowGeometry, QByteArray("not a geometry"));
    QVERIFY(!restoreWindow(settings, window));
    QCOMPARE(window.size(), QSize(300, 200));
}

SLIPWAY_UI_TEST_MAIN(SettingsTest)
#include "settings_test.moc"
