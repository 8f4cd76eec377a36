#include "core/workspace/config_edit.h"

#include "core/workspace/vault.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

using namespace slipway;
using namespace slipway::workspace;
using slipway::testing::TemporaryFolder;

class ConfigEditTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void onlyTheValueChanges_data();
    void onlyTheValueChanges();
    void aValueThatDoesNotFitIsRefused_data();
    void aValueThatDoesNotFitIsRefused();
    void whatOnlyAPersonCanChangeIsLeftAlone_data();
    void whatOnlyAPersonCanChangeIsLeftAlone();
    void everySettingOfTheStandardFilesCanBeChanged();
    void aChangeIsRememberedWithItsInverse();
    void theSameValueChangesNothing();
    void aFileWithAMistakeIsNotTouched();
    void aMissingFileIsWrittenWhole();
};

namespace {

const ConfigSchema &model()
{
    return configSchema("model_config.yaml");
}

Workspace opened(const TemporaryFolder &folder)
{
    return Workspace::open(folder / "w", OpenMode::Create, {"ada", "cli", ""}).value();
}

} // namespace

void ConfigEditTest::onlyTheValueChanges_data()
{
    QTest::addColumn<std::string>("text");
    QTest::addColumn<std::string>("key");
    QTest::addColumn<std::string>("value");
    QTest::addColumn<std::string>("expected");
    const auto row = [](const char *name, const char *text, const char *key, const char *value,
                        const char *expected) {
        QTest::newRow(name) << std::string(text) << std::string(key) << std::string(value)
                            << std::string(expected);
    };
    row("a plain number", "# mine\ntraining:\n  epochs: 10\n  seed: 7\n", "training.epochs", "3",
        "# mine\ntraining:\n  epochs: 3\n  seed: 7\n");
    row("a comment keeps its column", "training:\n  epochs: 10     # few\n", "training.epochs", "300",
        "training:\n  epochs: 300    # few\n");
    row("a comment makes way", "training:\n  epochs: 1 # few\n", "training.epochs", "300",
        "training:\n  epochs: 300 # few\n");
    row("a list in brackets", "model:\n  hidden: [128, 64] # units\n", "model.hidden", "32,16",
        "model:\n  hidden: [32,16]   # units\n");
    row("a list with an item a line", "model:\n  hidden: # units\n    - 128\n    - 64\n  dropout: 0.2\n",
        "model.hidden", "32", "model:\n  hidden: [32] # units\n  dropout: 0.2\n");
    row("a quoted text", "model:\n  type: \"mlp\"\ntraining:\n  seed: 1\n", "training.seed", "2",
        "model:\n  type: \"mlp\"\ntraining:\n  seed: 2\n");
    row("a key that is not there", "training:\n    seed: 1 # mine\n", "training.epochs", "3",
        "training:\n    epochs: 3\n    seed: 1 # mine\n");
    row("a section that is commented out", "training:\n  # seed: 1\n", "training.epochs", "3",
        "training:\n  epochs: 3\n  # seed: 1\n");
    row("a section that is not there", "model:\n  dropout: 0.2", "training.epochs", "3",
        "model:\n  dropout: 0.2\n\ntraining:\n  epochs: 3\n");
    row("an empty file", "", "training.epochs", "3", "training:\n  epochs: 3\n");
    row("lines that end as on Windows", "training:\r\n  epochs: 10\r\n", "training.epochs", "3",
        "training:\r\n  epochs: 3\r\n");
    row("letters of more than one byte", "# größer\ntraining:\n  epochs: 10 # für später\n",
        "training.epochs", "3", "# größer\ntraining:\n  epochs: 3  # für später\n");
    row("the value in its section's own line", "training: {epochs: 10}\n", "training.seed", "42",
        "training: {epochs: 10}\n");
}

void ConfigEditTest::onlyTheValueChanges()
{
    QFETCH(std::string, text);
    QFETCH(std::string, key);
    QFETCH(std::string, value);
    QFETCH(std::string, expected);
    const auto changed = withSetting(model(), text, "model_config.yaml", key, value);
    if (text == expected) { // it cannot be written there without taking the line apart
        QVERIFY_FAILS(changed, "config.cannot_edit");
        return;
    }
    QVERIFY_OK(changed);
    QCOMPARE_TEXT(changed.value(), expected);
}

void ConfigEditTest::aValueThatDoesNotFitIsRefused_data()
{
    QTest::addColumn<std::string>("key");
    QTest::addColumn<std::string>("value");
    QTest::addColumn<QString>("id");
    QTest::newRow("too large") << std::string("model.dropout") << std::string("1.5")
                               << QStringLiteral("parameter.out_of_range");
    QTest::newRow("no number") << std::string("training.epochs") << std::string("many")
                               << QStringLiteral("parameter.wrong_type");
    QTest::newRow("no choice") << std::string("model.type") << std::string("forest")
                               << QStringLiteral("parameter.out_of_range");
    QTest::newRow("no setting") << std::string("training.depth") << std::string("3")
                                << QStringLiteral("parameter.unknown");
}

void ConfigEditTest::aValueThatDoesNotFitIsRefused()
{
    QFETCH(std::string, key);
    QFETCH(std::string, value);
    QFETCH(QString, id);
    const auto changed = withSetting(model(), standardConfig(model()), "model_config.yaml", key, value);
    QVERIFY(!changed.ok());
    QCOMPARE(QString::fromStdString(changed.error().id), id);
}

void ConfigEditTest::whatOnlyAPersonCanChangeIsLeftAlone_data()
{
    QTest::addColumn<std::string>("text");
    QTest::newRow("an anchor that another value uses")
        << std::string("training:\n  epochs: &n 10\n  patience: *n\n");
    QTest::newRow("a list over several lines") << std::string("training:\n  epochs:\n    10\n");
    QTest::newRow("a map in one line") << std::string("training: {epochs: 10, seed: 3}\n");
}

void ConfigEditTest::whatOnlyAPersonCanChangeIsLeftAlone()
{
    QFETCH(std::string, text);
    const auto changed = withSetting(model(), text, "model_config.yaml", "training.epochs", "3");
    if (!changed.ok()) {
        QVERIFY_FAILS(changed, "config.cannot_edit");
        return;
    }
    // Where it dares to, everything else is as before.
    const auto before = Config::parse(model(), text, "before").value();
    auto wanted = before;
    QVERIFY_OK(wanted.set(model(), "training.epochs", "3"));
    QVERIFY(Config::parse(model(), changed.value(), "after").value().values() == wanted.values());
}

void ConfigEditTest::everySettingOfTheStandardFilesCanBeChanged()
{
    for (const auto &schema : configSchemas()) {
        const auto standard = standardConfig(schema);
        for (const auto &parameter : schema.parameters) {
            std::string value;
            if (parameter.type == ParameterType::Text)
                value = parameter.choices.empty() ? "a text: with \"signs\" # and more" : parameter.choices.back();
            else if (parameter.type == ParameterType::Integers)
                value = "7,9";
            else if (parameter.type == ParameterType::Records)
                value = R"({"kind":"prior_shift","at":"0.8"})";
            else if (parameter.type == ParameterType::Integer)
                value = std::to_string(static_cast<std::int64_t>(parameter.most));
            else
                value = writeJson(Json(parameter.most));
            const auto changed = withSetting(schema, standard, schema.file, parameter.name, value);
            QVERIFY2(changed.ok(), parameter.name.c_str());
            // Not one line more or less.
            QCOMPARE(std::count(changed.value().begin(), changed.value().end(), '\n'),
                     std::count(standard.begin(), standard.end(), '\n'));
            QVERIFY2(changed.value().find(parameter.help) != std::string::npos, parameter.name.c_str());
        }
    }
}

void ConfigEditTest::aChangeIsRememberedWithItsInverse()
{
    const TemporaryFolder folder;
    const auto workspace = opened(folder);
    const auto change = changeSetting(workspace, "model_config.yaml", "model.hidden", "32,16");
    QVERIFY_OK(change);
    QCOMPARE_TEXT(change.value().inverse, "config set model_config.yaml model.hidden 128,64");
    QCOMPARE_TEXT(writeJson(workspace.config("model_config.yaml").value().values()["model.hidden"]), "[32,16]");

    const auto event = workspace.events().newest("config.changed").value();
    QVERIFY(event.has_value());
    QCOMPARE_TEXT(event->change.subject, "model.hidden");
    QCOMPARE_TEXT(*event->change.inverse, change.value().inverse);
    QCOMPARE_TEXT(writeJson(event->change.payload),
                  R"({"before":[128,64],"file":"model_config.yaml","value":[32,16]})");

    QVERIFY_OK(changeSetting(workspace, "model_config.yaml", "model.hidden", "128,64"));
    QVERIFY(workspace.config("model_config.yaml").value().values()["model.hidden"] == Json({128, 64}));
    QVERIFY_FAILS(changeSetting(workspace, "passwords.yaml", "model.hidden", "1"), "config.unknown_file");
}

void ConfigEditTest::theSameValueChangesNothing()
{
    const TemporaryFolder folder;
    const auto workspace = opened(folder);
    const auto before = readFile(workspace.configFolder() / "model_config.yaml").value();
    const auto change = changeSetting(workspace, "model_config.yaml", "training.learning_rate", "1e-3");
    QVERIFY_OK(change);
    QVERIFY(change.value().inverse.empty());
    QCOMPARE_TEXT(readFile(workspace.configFolder() / "model_config.yaml").value(), before);
    QVERIFY(!workspace.events().newest("config.changed").value());
}

void ConfigEditTest::aFileWithAMistakeIsNotTouched()
{
    const TemporaryFolder folder;
    const auto workspace = opened(folder);
    const std::string mistaken = "training:\n  epoch: 3\n";
    QVERIFY_OK(writeFile(workspace.configFolder() / "model_config.yaml", mistaken));
    QVERIFY_FAILS(changeSetting(workspace, "model_config.yaml", "training.epochs", "3"), "config.unknown_key");
    QCOMPARE_TEXT(readFile(workspace.configFolder() / "model_config.yaml").value(), mistaken);
}

void ConfigEditTest::aMissingFileIsWrittenWhole()
{
    const TemporaryFolder folder;
    const auto workspace = opened(folder);
    std::filesystem::remove(workspace.configFolder() / "model_config.yaml");
    QVERIFY_OK(changeSetting(workspace, "model_config.yaml", "training.epochs", "3"));
    const auto text = readFile(workspace.configFolder() / "model_config.yaml").value();
    QVERIFY(text.find("epochs: 3") != std::string::npos);
    QVERIFY(text.find("learning_rate: 0.001") != std::string::npos);
}

SLIPWAY_TEST_MAIN(ConfigEditTest)
#include "config_edit_test.moc"
