#include "core/workspace/config.h"

#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

using namespace slipway;
using namespace slipway::workspace;
using slipway::testing::TemporaryFolder;

class ConfigTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void thereAreThreeFiles();
    void everyStandardFitsItsOwnLimits();
    void theStandardTextParsesBackToTheStandardValues();
    void anEmptyFileMeansTheStandards_data();
    void anEmptyFileMeansTheStandards();
    void whatAFileSaysCounts();
    void listsMayBeWrittenInAnyWay();
    void recordsAreReadKeyByKey();
    void mistakesInRecordsAreNamedWithTheirLine();
    void everyMistakeIsNamedWithItsRemedy_data();
    void everyMistakeIsNamedWithItsRemedy();
    void noTextEndsTheReader_data();
    void noTextEndsTheReader();
    void aMissingFileMeansTheStandards();
    void aFileIsNamedWithItsFolder();
    void aFileThatIsTooLargeIsRefused();
    void aSettingCanBeOverridden();
};

namespace {

const ConfigSchema &model()
{
    return configSchema("model_config.yaml");
}

Json standards(const ConfigSchema &schema)
{
    Json values = Json::object();
    for (const auto &parameter : schema.parameters)
        values[parameter.name] = parameter.standard;
    return values;
}

} // namespace

void ConfigTest::thereAreThreeFiles()
{
    std::string names;
    for (const auto &schema : configSchemas())
        names += schema.file + " ";
    QCOMPARE_TEXT(names, "data_config.yaml model_config.yaml monitoring_config.yaml ");
    // NAMES.md fixes these two keys.
    QVERIFY_OK(findParameter(model().parameters, "model.type"));
    QVERIFY_OK(findParameter(model().parameters, "training.epochs"));
}

void ConfigTest::everyStandardFitsItsOwnLimits()
{
    for (const auto &schema : configSchemas()) {
        for (const auto &parameter : schema.parameters) {
            const auto checked = checkedValue(parameter, parameter.standard);
            QVERIFY2(checked.ok(), parameter.name.c_str());
            QVERIFY2(checked.value() == parameter.standard, parameter.name.c_str());
            QVERIFY2(!parameter.help.empty() && !parameter.help.ends_with('.'), parameter.name.c_str());
        }
    }
}

void ConfigTest::theStandardTextParsesBackToTheStandardValues()
{
    for (const auto &schema : configSchemas()) {
        const auto text = standardConfig(schema);
        const auto config = Config::parse(schema, text, schema.file);
        QVERIFY_OK(config);
        QVERIFY2(config.value().values() == standards(schema), text.c_str());
        for (const auto &parameter : schema.parameters) {
            const auto leaf = parameter.name.substr(parameter.name.rfind('.') + 1) + ": ";
            QVERIFY2(text.find(leaf) != std::string::npos, parameter.name.c_str()); // none is only implied
            QVERIFY2(text.find(parameter.help) != std::string::npos, parameter.name.c_str());
        }
    }
}

void ConfigTest::anEmptyFileMeansTheStandards_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::newRow("nothing") << QByteArray("");
    QTest::newRow("spaces") << QByteArray("  \n\n");
    QTest::newRow("comments") << QByteArray("# nothing here\n");
    QTest::newRow("a document's start") << QByteArray("---\n");
    QTest::newRow("an empty map") << QByteArray("{}");
    QTest::newRow("a section without keys") << QByteArray("training:\n");
    QTest::newRow("a section of comments") << QByteArray("training:\n  # epochs: 3\nmodel:\n");
}

void ConfigTest::anEmptyFileMeansTheStandards()
{
    QFETCH(QByteArray, text);
    const auto config = Config::parse(model(), text.toStdString(), "model_config.yaml");
    QVERIFY_OK(config);
    QVERIFY(config.value().values() == standards(model()));
}

void ConfigTest::whatAFileSaysCounts()
{
    const auto config = Config::parse(
        model(), "training:\n  epochs: 3\n  learning_rate: 1e-2\nmodel: {dropout: 0, type: \"mlp\"}\n",
        "model_config.yaml");
    QVERIFY_OK(config);
    QCOMPARE(config.value().integer("training.epochs"), std::int64_t {3});
    QCOMPARE(config.value().number("training.learning_rate"), 0.01);
    QCOMPARE(config.value().number("model.dropout"), 0.0);
    QCOMPARE_TEXT(config.value().text("model.type"), "mlp");
    QCOMPARE(config.value().integer("training.patience"), std::int64_t {3}); // the standard
}

void ConfigTest::listsMayBeWrittenInAnyWay()
{
    for (const char *text :
         {"model:\n  hidden: [32, 16]", "model:\n  hidden:\n    - 32\n    - 16", "model:\n  hidden: 32,16"}) {
        const auto config = Config::parse(model(), text, "f");
        QVERIFY_OK(config);
        QVERIFY(config.value().values().at("model.hidden") == Json::array({32, 16}));
    }
    QVERIFY(Config::parse(model(), "model:\n  hidden: 32", "f").value().values().at("model.hidden")
            == Json::array({32}));
}

void ConfigTest::recordsAreReadKeyByKey()
{
    const auto &schema = configSchema("data_config.yaml");
    for (const char *text : {"generation:\n  incidents:\n    - kind: prior_shift\n      at: 0.8\n      strength: 2\n",
                             "generation:\n  incidents: [{kind: prior_shift, at: \"0.8\", strength: 2}]\n"}) {
        const auto config = Config::parse(schema, text, "d.yaml");
        QVERIFY_OK(config);
        QCOMPARE_TEXT(writeJson(config.value().values().at("generation.incidents")),
                      R"([{"at":"0.8","kind":"prior_shift","strength":2.0}])");
    }
    const auto none = Config::parse(schema, "generation:\n  incidents:\n", "d.yaml");
    QVERIFY_OK(none);
    QVERIFY(none.value().values().at("generation.incidents").empty());
}

void ConfigTest::mistakesInRecordsAreNamedWithTheirLine()
{
    const auto said = [](const std::string &list) {
        const auto config =
            Config::parse(configSchema("data_config.yaml"), "generation:\n  incidents:" + list, "d.yaml");
        return config ? std::string() : config.error().message;
    };
    QVERIFY(said("\n    - kind: flood\n      at: 0.8\n")
                .starts_with("d.yaml, line 3: kind must be one of covariate_shift"));
    QVERIFY(said("\n    - kind: prior_shift\n      at: 0.8\n      strong: 3\n")
                .starts_with("d.yaml, line 5: strong is not a known setting. Did you mean strength?"));
    QVERIFY(said("\n    - {kind: prior_shift, at: 0.2}\n    - {kind: prior_shift}\n")
                .starts_with("d.yaml, line 4: this entry of generation.incidents has no at."));
    QVERIFY(said(" prior_shift\n").starts_with("d.yaml, line 2: generation.incidents must be a list."));
    QVERIFY(said("\n    - prior_shift\n").starts_with("d.yaml, line 3: each entry of generation.incidents must be"));
}

void ConfigTest::everyMistakeIsNamedWithItsRemedy_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("sentence");
    const auto row = [](const char *name, const char *text, const char *sentence) {
        QTest::newRow(name) << QByteArray(text) << QByteArray(sentence);
    };
    row("unknown key", "training:\n  epochs: 3\n  epoch: 3\n",
        "m.yaml, line 3: training.epoch is not a known setting. Did you mean training.epochs?");
    row("unknown key in a wrong section", "model:\n  epochs: 3\n",
        "m.yaml, line 2: model.epochs is not a known setting. Did you mean training.epochs?");
    row("unknown section", "\ntrainings:\n  epochs: 3\n",
        "m.yaml, line 2: trainings is not a known setting. Did you mean training?");
    row("key outside its section", "epochs: 3\n",
        "m.yaml, line 1: epochs is not a known setting. Did you mean training.epochs?");
    row("wrong type", "training:\n  epochs: many\n",
        "m.yaml, line 2: training.epochs must be a whole number from 1 to 10000, not \"many\". For example: "
        "epochs: 10");
    row("a fraction", "training:\n  epochs: 2.5\n",
        "m.yaml, line 2: training.epochs must be a whole number from 1 to 10000, not \"2.5\". For example: "
        "epochs: 10");
    row("a number in quotes", "training:\n  epochs: \"3\"\n",
        "m.yaml, line 2: training.epochs must be a whole number from 1 to 10000, not \"3\". For example: "
        "epochs: 10");
    row("no value", "training:\n  epochs:\n",
        "m.yaml, line 2: training.epochs must be a whole number from 1 to 10000, not \"\". For example: "
        "epochs: 10");
    row("out of range", "# the model\n\ntraining:\n  epochs: 0\n",
        "m.yaml, line 4: training.epochs must be a whole number from 1 to 10000, not \"0\". For example: "
        "epochs: 10");
    row("not a choice", "model:\n  type: forest\n",
        "m.yaml, line 2: model.type must be one of mlp, not \"forest\". For example: type: mlp");
    row("a list for a number", "training:\n  epochs: [3]\n",
        "m.yaml, line 2: training.epochs must be a whole number from 1 to 10000, not \"[3]\". For example: "
        "epochs: 10");
    row("a list for a text", "model:\n  type: [mlp]\n",
        "m.yaml, line 2: model.type must be one of mlp, not \"[mlp]\". For example: type: mlp");
    row("a section for a value", "training:\n  epochs:\n    most: 3\n",
        "m.yaml, line 2: training.epochs must be a whole number from 1 to 10000, not \"most: 3\". For "
        "example: epochs: 10");
    row("a bad list", "model:\n  hidden: [128, many]\n",
        "m.yaml, line 2: model.hidden must be a list of whole numbers from 1 to 4096, not \"[128, many]\". "
        "For example: hidden: [128,64]");
    row("repeated key", "training:\n  epochs: 3\n  patience: 2\n  epochs: 4\n",
        "m.yaml, line 4: training.epochs stands there a second time. Keep one of the two.");
    row("repeated section", "training:\n  epochs: 3\ntraining:\n  patience: 2\n",
        "m.yaml, line 3: training stands there a second time. Keep one of the two.");
    row("a section given as a value", "model:\n  type: mlp\ntraining: 3\n",
        "m.yaml, line 3: training must be a section with keys below it, not a single value.");
    row("a section given as a list", "training:\n  - epochs: 3\n",
        "m.yaml, line 1: training must be a section with keys below it, not a single value.");
    row("a file given as a value", "just words\n",
        "m.yaml, line 1: the file must be a section with keys below it, not a single value.");
}

void ConfigTest::everyMistakeIsNamedWithItsRemedy()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, sentence);
    const auto config = Config::parse(model(), text.toStdString(), "m.yaml");
    QVERIFY(!config.ok());
    QCOMPARE_TEXT(config.error().message, sentence.toStdString());
    QCOMPARE(config.error().code, ErrorCode::BadInput);
    QVERIFY(config.error().id.starts_with("config."));
}

void ConfigTest::noTextEndsTheReader_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("line"); // 0 where any will do
    QTest::newRow("a tab") << QByteArray("training:\n\tepochs: 3\n") << 2;
    QTest::newRow("a bracket left open") << QByteArray("model:\n  hidden: [128, 64\n") << 0;
    QTest::newRow("a quote left open") << QByteArray("model:\n  type: \"mlp\n") << 0;
    QTest::newRow("a wrong indentation") << QByteArray("training:\n    epochs: 3\n  patience: 2\n") << 3;
    QTest::newRow("two colons") << QByteArray("training: epochs: 3\n") << 1;
    QTest::newRow("an unknown alias") << QByteArray("training: *x\n") << 1;
    QTest::newRow("an alias of itself") << QByteArray("model: &m\n  type: *m\n") << 0;
    QTest::newRow("a key that is a list") << QByteArray("? [a, b]\n: 3\n") << 0;
    QTest::newRow("a key that is empty") << QByteArray(": 3\n") << 0;
    QTest::newRow("a directive") << QByteArray("%YAML 9.9\n---\ntraining: 3\n") << 0;
    QTest::newRow("no text") << QByteArray("\xFF\xFE\x00\x01\x02", 5) << 0;
    QTest::newRow("deep brackets") << QByteArray(20'000, '[') << 0;
    QTest::newRow("deep braces") << QByteArray("{a: ").repeated(20'000) << 0;
}

void ConfigTest::noTextEndsTheReader()
{
    QFETCH(QByteArray, text);
    QFETCH(int, line);
    const auto config = Config::parse(model(), text.toStdString(), "m.yaml");
    QVERIFY(!config.ok());
    QVERIFY2(config.error().id.starts_with("config."), config.error().id.c_str());
    QVERIFY(config.error().message.starts_with("m.yaml, line "));
    if (line > 0)
        QCOMPARE(config.error().args.at("line").get<int>(), line);
    QVERIFY(!writeJson(toJson(config.error())).empty());
}

void ConfigTest::aMissingFileMeansTheStandards()
{
    const TemporaryFolder folder;
    const auto config = Config::read(model(), folder.path());
    QVERIFY_OK(config);
    QVERIFY(config.value().values() == standards(model()));
}

void ConfigTest::aFileIsNamedWithItsFolder()
{
    const TemporaryFolder folder;
    const auto file = folder.write("model_config.yaml", "training:\n  epochs: 0\n");
    const auto config = Config::read(model(), folder.path());
    QVERIFY_FAILS(config, "config.wrong_value");
    QVERIFY(config.error().message.starts_with(file.string() + ", line 2: "));
}

void ConfigTest::aFileThatIsTooLargeIsRefused()
{
    const TemporaryFolder folder;
    folder.write("model_config.yaml", std::string((1 << 20) + 1, '#'));
    QVERIFY_FAILS(Config::read(model(), folder.path()), "file.too_large");
}

void ConfigTest::aSettingCanBeOverridden()
{
    auto config = Config::parse(model(), "training:\n  epochs: 5\n", "f").value();
    QVERIFY_OK(config.set(model(), "training.epochs", "3"));
    QCOMPARE(config.integer("training.epochs"), std::int64_t {3});
    QVERIFY_FAILS(config.set(model(), "training.epochs", "0"), "parameter.out_of_range");
    QVERIFY_FAILS(config.set(model(), "epochs", "3"), "parameter.unknown");
    QCOMPARE(config.integer("training.epochs"), std::int64_t {3});
    QVERIFY(!config.values().contains("epochs"));
}

SLIPWAY_TEST_MAIN(ConfigTest)
#include "config_test.moc"
