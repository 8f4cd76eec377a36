#include "ui/pages/settings_page.h"

#include "tests/support/verify.h"
#include "tests/ui/pages/page_fixture.h"
#include "ui/models/config_model.h"
#include "ui/pages/settings_shortcuts_model.h"
#include "ui/settings/shortcut_memory.h"
#include "ui/widgets/segments.h"

#include "core/workspace/vault.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QKeySequenceEdit>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>

using namespace slipway;
using namespace slipway::ui;
using slipway::testing::PageStage;
using slipway::testing::SampleWorkspace;

class SettingsPageTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theFourViewsCanBeShown_data();
    void theFourViewsCanBeShown();
    void aNewWorkspaceHasItsStandards();
    void theThemeFollowsAndIsChosen();
    void aValueIsChangedInPlaceAndTakenBack();
    void aValueThatDoesNotFitIsSaidBelowTheTable();
    void aRefusalOfTheEngineIsSaidAndTheValueComesBack();
    void aMistakeInAFileIsNamed();
    void theFilterNarrowsTheSettings();
    void keysAreChangedAndRemembered();
    void keysThatAreTakenAreRefused();
    void keysThatAreRememberedComeBack();
    void everythingIsReachedByTheKeyboard();

private:
    using Stage = PageStage<SettingsPage>;

    static void openPart(Stage &stage, const char *part)
    {
        stage.find<Segments>("settings.part")->setCurrent(QString::fromLatin1(part));
    }

    static QTableView *config(Stage &stage) { return stage.find<QTableView>("settings.config"); }

    /// Selects the row of a setting, and returns its value's cell.
    static QModelIndex select(QTableView *table, const char *key)
    {
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            const auto first = table->model()->index(row, ConfigModel::Key);
            if (first.data().toString() == QLatin1String(key)) {
                table->setCurrentIndex(first);
                return first.siblingAtColumn(ConfigModel::Value);
            }
        }
        return {};
    }

    static QString sentence(const Stage &stage)
    {
        QString all;
        const auto labels = stage.page->template findChildren<QLabel *>();
        for (const auto *label : labels) {
            if (label->property("role") == QStringLiteral("sentence"))
                all += label->text();
        }
        return all;
    }

    SampleWorkspace m_workspace;
};

namespace {

/// What the window adds and a page only uses.
void addWindowActions(PageStage<SettingsPage> &stage)
{
    const auto add = [&stage](const char *id, const char *text, const QKeySequence &keys,
                              std::function<void()> run) {
        stage.actions.add({.id = QString::fromLatin1(id),
                           .text = QString::fromLatin1(text),
                           .category = QStringLiteral("View"),
                           .shortcut = keys,
                           .run = std::move(run)});
    };
    add("theme.system", "Theme as the desktop", {}, [&stage] { stage.theme.setMode(ThemeMode::System); });
    add("theme.light", "Light theme", {}, [&stage] { stage.theme.setMode(ThemeMode::Light); });
    add("theme.dark", "Dark theme", {}, [&stage] { stage.theme.setMode(ThemeMode::Dark); });
    add("shell.palette", "Search or run a command", QKeySequence(Qt::CTRL | Qt::Key_K), [] {});
    add("shell.inspector", "Inspector", QKeySequence(Qt::CTRL | Qt::Key_I), [] {});
}

QString onDisk(const SampleWorkspace &workspace)
{
    return QString::fromStdString(
        workspace::readFile(workspace.folder() / "config/model_config.yaml").value());
}

} // namespace

void SettingsPageTest::theFourViewsCanBeShown_data()
{
    QTest::addColumn<View>("view");
    QTest::newRow("empty") << View::Empty;
    QTest::newRow("busy") << View::Busy;
    QTest::newRow("result") << View::Result;
    QTest::newRow("failure") << View::Failure;
}

void SettingsPageTest::theFourViewsCanBeShown()
{
    QFETCH(View, view);
    Stage stage(m_workspace.name(), "settings");
    stage.page->showExample(view);
    QTRY_COMPARE(stage.page->view(), view);
}

void SettingsPageTest::aNewWorkspaceHasItsStandards()
{
    Stage stage(m_workspace.name(), "settings");
    QTRY_COMPARE(stage.page->view(), View::Result);
    QTRY_COMPARE(sentence(stage), QStringLiteral("Every setting of the workspace has its standard value."));
    openPart(stage, "config");
    std::size_t all = 0;
    for (const auto &schema : workspace::configSchemas())
        all += schema.parameters.size();
    QCOMPARE(config(stage)->model()->rowCount(), static_cast<int>(all));
    QVERIFY(config(stage)->isVisible());
    QCOMPARE(stage.said("settings.count"), QStringLiteral("%1 settings").arg(all));
    const auto value = select(config(stage), "model.hidden");
    QCOMPARE(value.data().toString(), QStringLiteral("128, 64"));
    QCOMPARE(value.siblingAtColumn(ConfigModel::Allowed).data().toString(),
             QStringLiteral("each 1 to 4,096"));
    QCOMPARE(stage.page->inspection().name, QStringLiteral("model.hidden"));
    QVERIFY(stage.page->commandLine().endsWith(
        QStringLiteral("config set model_config.yaml model.hidden 128,64")));

    const auto *places = stage.find("settings.places");
    QVERIFY(places);
    bool namesTheFolder = false;
    for (const auto *label : places->findChildren<QLabel *>())
        namesTheFolder = namesTheFolder || label->text() == m_workspace.name();
    QVERIFY(namesTheFolder);
}

void SettingsPageTest::theThemeFollowsAndIsChosen()
{
    Stage stage(m_workspace.name(), "settings");
    auto *modes = stage.find<Segments>("settings.theme");
    QVERIFY(!modes->isEnabled()); // nobody here can change it
    addWindowActions(stage);
    QTRY_VERIFY(modes->isEnabled());
    QTest::mouseClick(stage.find<QPushButton>("settings.theme.dark"), Qt::LeftButton);
    QCOMPARE(stage.theme.mode(), ThemeMode::Dark);
    stage.theme.setMode(ThemeMode::Light); // by the button of the top bar, say
    QCOMPARE(modes->current(), QStringLiteral("light"));
    stage.theme.setMode(ThemeMode::System);
    QCOMPARE(modes->current(), QStringLiteral("system"));
}

void SettingsPageTest::aValueIsChangedInPlaceAndTakenBack()
{
    Stage stage(m_workspace.name(), "settings");
    openPart(stage, "config");
    auto *table = config(stage);
    QTRY_VERIFY(table->model()->rowCount() > 0);
    new QAbstractItemModelTester(table->model(), QAbstractItemModelTester::FailureReportingMode::QtTest,
                                 stage.page.get());
    const auto value = select(table, "training.epochs");
    table->setFocus();
    QTest::keyClick(table, Qt::Key_Return);
    auto *field = stage.find<QLineEdit>("settings.value");
    QVERIFY(field);
    QCOMPARE(field->text(), QStringLiteral("10"));
    field->selectAll();
    QTest::keyClicks(field, QStringLiteral("8"));
    QTest::keyClick(field, Qt::Key_Return);
    QTRY_COMPARE_WITH_TIMEOUT(stage.toasts, QStringList {QStringLiteral("training.epochs is 8 now.")}, 20000);
    QCOMPARE(value.data().toString(), QStringLiteral("8"));
    QVERIFY(onDisk(m_workspace).contains(QStringLiteral("epochs: 8 ")));
    QVERIFY(onDisk(m_workspace).contains(QStringLiteral("# Most passes over the training rows")));
    QTRY_COMPARE(sentence(stage), QStringLiteral("One setting of the workspace differs from its standard."));

    stage.session->undoStack()->undo();
    QTRY_COMPARE_WITH_TIMEOUT(value.data().toString(), QStringLiteral("10"), 20000);
    QVERIFY(onDisk(m_workspace).contains(QStringLiteral("epochs: 10 ")));
}

void SettingsPageTest::aValueThatDoesNotFitIsSaidBelowTheTable()
{
    Stage stage(m_workspace.name(), "settings");
    openPart(stage, "config");
    auto *table = config(stage);
    QTRY_VERIFY(table->model()->rowCount() > 0);
    const auto value = select(table, "model.dropout");
    QVERIFY(!table->model()->setData(value, QStringLiteral("2"), Qt::EditRole));
    QCOMPARE(stage.said("settings.error"), QStringLiteral("model.dropout: use a number from 0 to 0.9."));
    QVERIFY(stage.find("settings.error")->isVisible());
    QCOMPARE(value.data().toString(), QStringLiteral("0.1"));
    select(table, "model.hidden");
    QVERIFY(!stage.find("settings.error")->isVisible());
}

void SettingsPageTest::aRefusalOfTheEngineIsSaidAndTheValueComesBack()
{
    SampleWorkspace workspace;
    Stage stage(workspace.name(), "settings");
    openPart(stage, "config");
    auto *table = config(stage);
    QTRY_VERIFY(table->model()->rowCount() > 0);
    const auto value = select(table, "training.epochs");
    const auto file = workspace.folder() / "config/model_config.yaml";
    QVERIFY_OK(workspace::writeFile(file, "training: {epochs: 10, }}\n")); // by hand, a moment ago
    QVERIFY(table->model()->setData(value, QStringLiteral("8"), Qt::EditRole));
    QTRY_VERIFY_WITH_TIMEOUT(
        stage.said("settings.error").contains(QStringLiteral("The file is as it was.")), 20000);
    QTRY_COMPARE(value.data().toString(), QString()); // it cannot be read any more
    QVERIFY(stage.toasts.isEmpty());
    QVERIFY_OK(workspace::writeFile(file, "training:\n  epochs: 10\n"));
    stage.page->hide();
    stage.page->show();
    QTRY_COMPARE(value.data().toString(), QStringLiteral("10"));
}

void SettingsPageTest::aMistakeInAFileIsNamed()
{
    SampleWorkspace workspace;
    QVERIFY_OK(workspace::writeFile(workspace.folder() / "config/model_config.yaml", "training:\n  epoch: 3\n"));
    Stage stage(workspace.name(), "settings");
    QTRY_VERIFY(sentence(stage).startsWith(QStringLiteral("One configuration file has a mistake")));
    openPart(stage, "config");
    QVERIFY(stage.said("settings.error").contains(QStringLiteral("line 2")));
    const auto value = select(config(stage), "training.epochs");
    QVERIFY(!(value.flags() & Qt::ItemIsEditable));
}

void SettingsPageTest::theFilterNarrowsTheSettings()
{
    Stage stage(m_workspace.name(), "settings");
    openPart(stage, "config");
    auto *table = config(stage);
    QTRY_VERIFY(table->model()->rowCount() > 0);
    const int all = table->model()->rowCount();
    QTest::keyClicks(stage.find<QLineEdit>("settings.filter"), QStringLiteral("gates"));
    QCOMPARE(table->model()->rowCount(), 4);
    QCOMPARE(stage.said("settings.count"), QStringLiteral("4 of %1").arg(all));
    QTest::mouseClick(stage.find<QPushButton>("settings.file.model_config.yaml"), Qt::LeftButton);
    QCOMPARE(table->model()->rowCount(), 0);
    stage.find<QLineEdit>("settings.filter")->clear();
    QCOMPARE(table->model()->rowCount(), 9);
}

void SettingsPageTest::keysAreChangedAndRemembered()
{
    Stage stage(m_workspace.name(), "settings");
    QTRY_COMPARE(stage.page->view(), View::Result);
    addWindowActions(stage);
    openPart(stage, "keys");
    auto *table = stage.find<QTableView>("settings.shortcuts");
    QTRY_VERIFY(table->model()->rowCount() >= 5);
    for (int row = 0; row < table->model()->rowCount(); ++row) {
        if (table->model()->index(row, 0).data(IdRole).toString() == QLatin1String("shell.palette"))
            table->setCurrentIndex(table->model()->index(row, 0));
    }
    QCOMPARE(stage.said("settings.shortcut_name"), QStringLiteral("Search or run a command"));
    auto *keys = stage.find<QKeySequenceEdit>("settings.keys");
    QCOMPARE(keys->keySequence(), QKeySequence(Qt::CTRL | Qt::Key_K));
    keys->setFocus();
    QTest::keyClick(keys, Qt::Key_P, Qt::ControlModifier);
    QTest::mouseClick(stage.find<QPushButton>("settings.use_keys"), Qt::LeftButton);
    QCOMPARE(stage.actions.action(QStringLiteral("shell.palette"))->shortcut(),
             QKeySequence(Qt::CTRL | Qt::Key_P));
    QVERIFY(sentence(stage).endsWith(QStringLiteral("One action has keys of your own.")));
    QCOMPARE(stage.settings.value(kShortcuts).toStringList(),
             QStringList {QStringLiteral("shell.palette Ctrl+P")});

    QTest::mouseClick(stage.find<QPushButton>("settings.restore_keys"), Qt::LeftButton);
    QCOMPARE(stage.actions.action(QStringLiteral("shell.palette"))->shortcut(),
             QKeySequence(Qt::CTRL | Qt::Key_K));
    QVERIFY(!stage.settings.has(kShortcuts));
}

void SettingsPageTest::keysThatAreTakenAreRefused()
{
    Stage stage(m_workspace.name(), "settings");
    QTRY_COMPARE(stage.page->view(), View::Result);
    addWindowActions(stage);
    openPart(stage, "keys");
    auto *table = stage.find<QTableView>("settings.shortcuts");
    QTRY_VERIFY(table->model()->rowCount() >= 5);
    for (int row = 0; row < table->model()->rowCount(); ++row) {
        if (table->model()->index(row, 0).data(IdRole).toString() == QLatin1String("theme.dark"))
            table->setCurrentIndex(table->model()->index(row, 0));
    }
    auto *keys = stage.find<QKeySequenceEdit>("settings.keys");
    const auto ends = [&](const char *what) {
        for (const auto *label : stage.page->findChildren<QLabel *>()) {
            if (label->isVisible() && label->text().contains(QString::fromUtf8(what)))
                return true;
        }
        return false;
    };
    keys->setKeySequence(QKeySequence(Qt::CTRL | Qt::Key_K));
    QTest::mouseClick(stage.find<QPushButton>("settings.use_keys"), Qt::LeftButton);
    QVERIFY(ends("Ctrl+K belongs to “Search or run a command”."));
    keys->setKeySequence(QKeySequence(Qt::Key_D));
    QTest::mouseClick(stage.find<QPushButton>("settings.use_keys"), Qt::LeftButton);
    QVERIFY(ends("needed for typing"));
    QVERIFY(stage.actions.action(QStringLiteral("theme.dark"))->shortcut().isEmpty());
}

void SettingsPageTest::keysThatAreRememberedComeBack()
{
    Stage stage(m_workspace.name(), "settings");
    // Two actions that have swapped their keys, and one of a page that is not there yet.
    stage.settings.set(kShortcuts,
                       QStringList {QStringLiteral("shell.inspector Ctrl+K"), QStringLiteral("shell.palette Ctrl+I"),
                                    QStringLiteral("compare.swap Ctrl+M")});
    addWindowActions(stage);
    restoreShortcuts(stage.actions, stage.settings);
    stage.actions.add({.id = QStringLiteral("compare.swap"), .text = QStringLiteral("Swap"), .run = [] {}});
    const auto keys = [&](const char *id) {
        return stage.actions.action(QString::fromLatin1(id))->shortcut().toString(QKeySequence::PortableText);
    };
    QCOMPARE(keys("shell.palette"), QStringLiteral("Ctrl+I"));
    QCOMPARE(keys("shell.inspector"), QStringLiteral("Ctrl+K"));
    QCOMPARE(keys("compare.swap"), QStringLiteral("Ctrl+M"));
    stage.settings.reset();
    applyShortcuts(stage.actions, stage.settings);
    QCOMPARE(keys("shell.palette"), QStringLiteral("Ctrl+K"));
    QCOMPARE(keys("shell.inspector"), QStringLiteral("Ctrl+I"));
    QCOMPARE(keys("compare.swap"), QString());
}

void SettingsPageTest::everythingIsReachedByTheKeyboard()
{
    Stage stage(m_workspace.name(), "settings");
    QTRY_COMPARE(stage.page->view(), View::Result);
    QVERIFY(QTest::qWaitForWindowActive(stage.page.get()));
    for (const char *part : {"window", "config", "keys"}) {
        QTest::mouseClick(stage.find<QPushButton>((QByteArray("settings.part.") + part).constData()), Qt::LeftButton);
        QSet<QString> met;
        for (int i = 0; i < 40; ++i) {
            if (const auto *now = QApplication::focusWidget())
                met << now->objectName();
            QTest::keyClick(stage.page.get(), Qt::Key_Tab);
        }
        QVERIFY2(met.contains(QStringLiteral("settings.part.") + QLatin1String(part)), part);
        if (QByteArray(part) == "config") {
            QVERIFY(met.contains(QStringLiteral("settings.config")));
            QVERIFY(met.contains(QStringLiteral("settings.filter")));
        }
        if (QByteArray(part) == "keys") {
            QVERIFY(met.contains(QStringLiteral("settings.shortcuts")));
            QVERIFY(met.contains(QStringLiteral("settings.use_keys")));
        }
    }
}

SLIPWAY_UI_TEST_MAIN(SettingsPageTest)
#include "settings_page_test.moc"
