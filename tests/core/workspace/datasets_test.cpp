#include "core/workspace/datasets.h"

#include "core/workspace/sqlite_store.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

using namespace slipway;
using namespace slipway::workspace;

class DatasetsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void init();
    void versionsCountUpFromOne();
    void theSameContentIsTheSameVersion();
    void eachNameCountsForItself();
    void aNameAloneMeansItsNewestVersion();
    void aVersionIsFoundByItsNumber();
    void whatIsNotThereIsNamed_data();
    void whatIsNotThereIsNamed();
    void everythingComesBack();
    void theListHasTheNewestOfEachNameFirst();

private:
    std::unique_ptr<Store> m_store;

    DatasetVersion add(const std::string &name, const std::string &digest) const
    {
        return Datasets(*m_store).add({.name = name, .digest = digest, .sourceType = "imported"}).value();
    }
};

void DatasetsTest::init()
{
    m_store = openMemoryStore().value();
}

void DatasetsTest::versionsCountUpFromOne()
{
    QCOMPARE(add("items", "a").version, std::int64_t {1});
    QCOMPARE(add("items", "b").version, std::int64_t {2});
    QCOMPARE(add("items", "c").version, std::int64_t {3});
}

void DatasetsTest::theSameContentIsTheSameVersion()
{
    const auto first = add("items", "a");
    add("items", "b");
    const auto again = add("items", "a");
    QCOMPARE(again.version, first.version);
    QCOMPARE(again.id, first.id);
    QCOMPARE(again.created, first.created);
    QCOMPARE(Datasets(*m_store).list().value().size(), std::size_t {2});
}

void DatasetsTest::eachNameCountsForItself()
{
    const auto items = add("items", "same digest");
    const auto users = add("users", "same digest");
    QCOMPARE(users.version, std::int64_t {1});
    QVERIFY(users.id != items.id);
}

void DatasetsTest::aNameAloneMeansItsNewestVersion()
{
    for (int i = 0; i < 12; ++i)
        add("items", std::to_string(i));
    QCOMPARE(Datasets(*m_store).find("items").value().version, std::int64_t {12});
}

void DatasetsTest::aVersionIsFoundByItsNumber()
{
    add("items", "a");
    add("items", "b");
    QCOMPARE_TEXT(Datasets(*m_store).find("items@1").value().digest, "a");
    QCOMPARE_TEXT(Datasets(*m_store).find("items@2").value().digest, "b");
}

void DatasetsTest::whatIsNotThereIsNamed_data()
{
    QTest::addColumn<QByteArray>("name");
    for (const char *name : {"", "users", "items@3", "items@0", "items@-1", "items@", "items@two", "items@1x",
                             "items@99999999999999999999", "items@ 1", "@1"})
        QTest::newRow(name) << QByteArray(name);
}

void DatasetsTest::whatIsNotThereIsNamed()
{
    QFETCH(QByteArray, name);
    add("items", "a");
    add("items", "b");
    const auto found = Datasets(*m_store).find(name.toStdString());
    QVERIFY_FAILS(found, "dataset.missing");
    QCOMPARE_TEXT(found.error().args.at("name").get<std::string>(), name.toStdString());
}

void DatasetsTest::everythingComesBack()
{
    const auto added = Datasets(*m_store).add({.name = "items",
                                               .digest = "d",
                                               .fileHash = "f",
                                               .sourceType = "generated",
                                               .source = "seed 42",
                                               .schema = Json::parse(R"([{"name":"id","type":"integer"}])"),
                                               .rows = 7});
    QVERIFY_OK(added);
    const auto found = Datasets(*m_store).find("items").value();
    QCOMPARE_TEXT(writeJson(toJson(found)), writeJson(toJson(added.value())));
    Json json = toJson(found);
    QVERIFY_OK(parseIsoTime(json.at("created").get<std::string>()));
    json.erase("created");
    QCOMPARE_TEXT(
        writeJson(json),
        R"({"columns":[{"name":"id","type":"integer"}],"digest":"d","file_hash":"f","name":"items",)"
        R"("note":"","rows":7,"source":"seed 42","source_type":"generated","stage":"active","tags":{},"version":1})");
}

void DatasetsTest::theListHasTheNewestOfEachNameFirst()
{
    add("users", "a");
    add("items", "a");
    add("users", "b");
    std::string order;
    const auto list = Datasets(*m_store).list();
    for (const auto &dataset : list.value())
        order += dataset.name + std::to_string(dataset.version) + " ";
    QCOMPARE_TEXT(order, "items1 users2 users1 ");
}

SLIPWAY_TEST_MAIN(DatasetsTest)
#include "datasets_test.moc"
