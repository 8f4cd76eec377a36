#include "tests/support/engine_process.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

#include <set>

using namespace slipway;
using slipway::testing::Engine;
using slipway::testing::EngineAnswer;
using slipway::testing::TemporaryFolder;

namespace {

const std::string fruit = R"(features: fruit
owner: market
description: What is known of a fruit
labels: {table: fruit, target: sold, id: [id]}
entities:
  - {name: fruit, keys: [id]}
sources:
  - {name: fruit, table: fruit}
views:
  - name: looks
    entity: fruit
    source: fruit
    features:
      - {name: price, column: price, description: Price}
      - {name: colour, column: colour, type: text, description: Colour}
derived:
  - {name: dear, expression: CASE WHEN price > 20 THEN 1 ELSE 0 END, description: Whether it is dear}
)";

} // namespace

/// The verbs about definitions, from outside.
class FeatureDefinitionsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void initTestCase();
    void scenariosAreOffered();
    void aFileIsCheckedWithAndWithoutAWorkspace();
    void definitionsAreAppliedShownAndTakenBack();
    void aChangeSaysWhatItTouches();
    void materializingTellsWhatIsNotAsExpected();
    void screeningSaysWhichColumnsTellSomething();
    void mistakesAreOneSentence_data();
    void mistakesAreOneSentence();

private:
    EngineAnswer ask(const QString &line) const { return m_engine.ask(line.split(u' ', Qt::SkipEmptyParts)); }
    QString file(const char *name) const { return QString::fromStdString((m_folder / name).string()); }

    TemporaryFolder m_folder;
    Engine m_engine {m_folder / "workspace"};
};

void FeatureDefinitionsTest::initTestCase()
{
    m_folder.write("fruit.csv", "id,price,colour,sold\n1,10,red,0\n2,25,green,1\n3,30,blue,1\n");
    m_folder.write("fruit.yaml", fruit);
    auto changed = fruit;
    m_folder.write("changed.yaml", changed.replace(changed.find("column: price"), 13, "column: price * 2"));
    auto wrong = fruit;
    m_folder.write("wrong.yaml", wrong.replace(wrong.find("price > 20"), 10, "prize > 20"));
    auto missing = fruit;
    m_folder.write("missing.yaml", missing.replace(missing.find("column: price"), 13, "column: weight"));
    QVERIFY_EXIT_OK(ask(QStringLiteral("data import %1 --name fruit").arg(file("fruit.csv"))));
}

void FeatureDefinitionsTest::scenariosAreOffered()
{
    const auto list = ask(QStringLiteral("features list"));
    QVERIFY_EXIT_OK(list);
    QVERIFY(list.json().at("sets").empty());
    QCOMPARE(list.json().at("offers").size(), std::size_t(5));
    const auto churn = ask(QStringLiteral("features show churn"));
    QVERIFY_EXIT_OK(churn);
    QVERIFY(churn.json().at("version").is_null());
    QVERIFY(churn.json().at("features").size() >= 100);
    QVERIFY(ask(QStringLiteral("features list")).json().at("sets").empty()); // to look is not to apply
}

void FeatureDefinitionsTest::aFileIsCheckedWithAndWithoutAWorkspace()
{
    const auto here = ask(QStringLiteral("features check %1").arg(file("fruit.yaml")));
    QVERIFY_EXIT_OK(here);
    QVERIFY(here.json().at("passed").get<bool>());
    QCOMPARE(here.json().at("features"), (Json {"price", "colour", "dear"}));
    QCOMPARE(here.json().at("tables_checked"), (Json {"fruit"}));
    const auto nowhere =
        Engine(m_folder / "none")
            .ask({QStringLiteral("features"), QStringLiteral("check"), file("missing.yaml")});
    QVERIFY_EXIT_OK(nowhere);
    QCOMPARE(nowhere.json().at("tables_missing"), (Json {"fruit"}));
    QVERIFY(!std::filesystem::exists(m_folder / "none"));
}

void FeatureDefinitionsTest::definitionsAreAppliedShownAndTakenBack()
{
    const auto first = ask(QStringLiteral("features apply %1").arg(file("fruit.yaml")));
    QVERIFY_EXIT_OK(first);
    QVERIFY(first.json().at("new").get<bool>());
    QCOMPARE(first.json().at("version").get<int>(), 1);
    QCOMPARE(first.json().at("changes").at("added").size(), std::size_t(3));
    const auto again = ask(QStringLiteral("features apply %1").arg(file("fruit.yaml")));
    QVERIFY(!again.json().at("new").get<bool>());
    QVERIFY(again.json().at("inverse").is_null());

    const auto shown = ask(QStringLiteral("features show")); // the only one
    QVERIFY_EXIT_OK(shown);
    QCOMPARE_TEXT(shown.json().at("set").get<std::string>(), "fruit");
    QCOMPARE(shown.json().at("features").at(2).at("inputs"), (Json {"price"}));
    QCOMPARE(shown.json().at("features").at(0).at("columns"), (Json {"fruit.price"}));
    const auto yaml = m_engine.run({QStringLiteral("features"), QStringLiteral("show"),
                                    QStringLiteral("fruit"), QStringLiteral("--yaml")});
    QCOMPARE(yaml.output.toStdString(), fruit);

    QVERIFY_EXIT_OK(ask(QString::fromStdString(first.json().at("inverse").get<std::string>())));
    QVERIFY(ask(QStringLiteral("features list")).json().at("sets").empty());
    QVERIFY_EXIT_OK(ask(QStringLiteral("features apply fruit@1")));
}

void FeatureDefinitionsTest::aChangeSaysWhatItTouches()
{
    const auto diff = ask(QStringLiteral("features diff fruit %1").arg(file("changed.yaml")));
    QVERIFY_EXIT_OK(diff);
    const auto change = diff.json().at("changes").at("changed").at(0);
    QCOMPARE_TEXT(change.at("feature").get<std::string>(), "price");
    QCOMPARE_TEXT(change.at("from").get<std::string>(), "price");
    QCOMPARE_TEXT(change.at("to").get<std::string>(), "price * 2");
    QCOMPARE(diff.json().at("touches").at("features"), (Json {"dear", "price"}));

    const auto applied = ask(QStringLiteral("features apply %1").arg(file("changed.yaml")));
    QVERIFY_EXIT_OK(applied);
    QCOMPARE(applied.json().at("version").get<int>(), 2);
    QCOMPARE(applied.json().at("touches").at("features"), (Json {"dear", "price"}));
    QVERIFY_EXIT_OK(ask(QString::fromStdString(applied.json().at("inverse").get<std::string>())));
    const auto back = ask(QStringLiteral("features diff fruit %1").arg(file("fruit.yaml")));
    QVERIFY(back.json().at("same").get<bool>());
    QVERIFY_EXIT_OK(ask(QStringLiteral("audit verify")));
}

void FeatureDefinitionsTest::materializingTellsWhatIsNotAsExpected()
{
    auto expecting = fruit;
    expecting.replace(
        expecting.find("description: Price}"), 19,
        "description: Price, expectations: [{type: expect_column_values_to_be_between, max_value: "
        "20}]}");
    m_folder.write("expecting.yaml", expecting);
    const auto applied = ask(QStringLiteral("features apply %1").arg(file("expecting.yaml")));
    QVERIFY_EXIT_OK(applied);
    const auto strict = ask(QStringLiteral("features materialize --strict"));
    QCOMPARE(strict.exit, 4);
    QVERIFY2(strict.sentence().find("price") != std::string::npos, strict.sentence().c_str());
    QCOMPARE(ask(QStringLiteral("features status")).exit, 3); // nothing is stored
    const auto stored = ask(QStringLiteral("features materialize"));
    QVERIFY_EXIT_OK(stored);
    const auto told = stored.json().at("expectations");
    QCOMPARE(told.at("checked").get<int>(), 1);
    QCOMPARE(told.at("failed").get<int>(), 1);
    QCOMPARE(told.at("failures").size(), std::size_t(1));
    QCOMPARE(stored.json().at("views").at(0).at("rows").get<int>(), 3);
    QVERIFY_EXIT_OK(ask(QString::fromStdString(applied.json().at("inverse").get<std::string>())));
}

void FeatureDefinitionsTest::screeningSaysWhichColumnsTellSomething()
{
    std::string rows = "size,noise,same,copy,bought\n";
    for (int i = 0; i < 200; ++i) {
        const int size = i % 10;
        const bool bought = (size > 4) != (i % 7 == 0); // what tells all of it would be a leak
        rows += std::to_string(size) + "," + std::to_string(i * 37 % 101) + ",1," + std::to_string(2 * size)
            + "," + (bought ? "1" : "0") + "\n";
    }
    m_folder.write("baskets.csv", rows);
    const auto ofFile =
        Engine(m_folder / "none")
            .ask(QStringLiteral("features screen %1 --target bought").arg(file("baskets.csv")).split(u' '));
    QVERIFY_EXIT_OK(ofFile);
    QVERIFY(!std::filesystem::exists(m_folder / "none"));
    const auto kept = [](const Json &report) {
        std::set<std::string> names;
        for (const auto &column : report.at("columns")) {
            if (column.at("kept").get<bool>())
                names.insert(column.at("name").get<std::string>());
        }
        return names;
    };
    const auto names = kept(ofFile.json());
    QVERIFY(!names.contains("same")); // has one value
    QCOMPARE(names.contains("size") + names.contains("copy"), 1); // one is the other, twice
    QVERIFY_EXIT_OK(
        ask(QStringLiteral("data import %1 --name baskets --target bought").arg(file("baskets.csv"))));
    const auto ofData = ask(QStringLiteral("features screen baskets --target bought"));
    QVERIFY_EXIT_OK(ofData);
    QCOMPARE(kept(ofData.json()), names);
    const auto parted = ask(QStringLiteral("features screen baskets --target bought --split stratified"));
    QVERIFY_EXIT_OK(parted);
    const int training = parted.json().at("rows").get<int>();
    QVERIFY2(training > 100 && training < 180, std::to_string(training).c_str());
    QCOMPARE(ask(QStringLiteral("features screen baskets --target moon")).exit, 3);
    QCOMPARE(ask(QStringLiteral("features screen moon --target bought")).exit, 3);
}

void FeatureDefinitionsTest::mistakesAreOneSentence_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<int>("exit");
    QTest::addColumn<QByteArray>("sentence");
    const auto row = [&](const char *name, const QString &line, int exit, const char *sentence) {
        QTest::newRow(name) << line << exit << QByteArray(sentence);
    };
    row("a wrong file", QStringLiteral("features check %1").arg(file("wrong.yaml")), 4,
        "wrong.yaml, line 17: expression of dear names prize, which is no feature and no key. Known here: "
        "price");
    row("a missing column", QStringLiteral("features apply %1").arg(file("missing.yaml")), 4,
        "line 14: price reads weight, which the source fruit has not. It has: id, price, colour, sold");
    row("no file", QStringLiteral("features check none.yaml"), 3, "none.yaml");
    row("no set", QStringLiteral("features show moon"), 3, "There is no feature set moon here");
    row("no version", QStringLiteral("features show fruit@99"), 3, "There is no feature set fruit@99 here");
    row("no scenario", QStringLiteral("features apply --scenario moon"), 3,
        "The scenario moon has no features");
    row("nothing", QStringLiteral("features apply"), 2, "Name either a file with definitions or a scenario");
    row("both", QStringLiteral("features apply fruit --scenario feed"), 2, "Name either");
    row("no set to withdraw", QStringLiteral("features withdraw moon"), 3,
        "There is no feature set moon here");
}

void FeatureDefinitionsTest::mistakesAreOneSentence()
{
    QFETCH(QString, line);
    QFETCH(int, exit);
    QFETCH(QByteArray, sentence);
    const auto answer = ask(line);
    QVERIFY(!answer.crashed);
    QCOMPARE(answer.exit, exit);
    QVERIFY2(answer.errors.contains(sentence), answer.errors.constData());
}

SLIPWAY_TEST_MAIN(FeatureDefinitionsTest)
#include "feature_definitions_test.moc"
