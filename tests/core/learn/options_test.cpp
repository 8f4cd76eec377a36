#include "core/learn/early_stopping.h"
#include "core/learn/estimator.h"
#include "core/learn/options.h"

#include "tests/support/test_main.h"
#include "tests/support/verify.h"

using namespace slipway;
using namespace slipway::learn;

class OptionsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void whatIsNotGivenHasItsStandardValue();
    void aSettingIsNamedInFullOrByItsLastPart();
    void settingsOutOfRangeAreRefused_data();
    void settingsOutOfRangeAreRefused();
    void noTwoSettingsShareTheirLastPart();
    void stoppingKeepsTheFirstBestEpochAndWaits();
    void aValueThatIsNotANumberNeverImproves();
};

void OptionsTest::whatIsNotGivenHasItsStandardValue()
{
    const auto options = trainOptions(Json::object());
    QVERIFY_OK(options);
    QCOMPARE(options.value().epochs, 10);
    QCOMPARE(options.value().batchSize, std::size_t {1024});
    QCOMPARE(options.value().learningRate, 1e-3);
    QCOMPARE(options.value().dropout, 0.1);
    QVERIFY((options.value().hidden == std::vector<std::size_t> {128, 64}));
    QCOMPARE(options.value().patience, 3);
    QCOMPARE(options.value().seed, std::uint64_t {42});
}

void OptionsTest::aSettingIsNamedInFullOrByItsLastPart()
{
    const auto options = trainOptions({{"training.epochs", 3}, {"hidden", {7}}, {"model.type", "mlp"}});
    QVERIFY_OK(options);
    QCOMPARE(options.value().epochs, 3);
    QVERIFY(options.value().hidden == std::vector<std::size_t> {7});
}

void OptionsTest::settingsOutOfRangeAreRefused_data()
{
    QTest::addColumn<QByteArray>("given");
    QTest::addColumn<QByteArray>("id");
    QTest::newRow("no epoch") << QByteArray(R"({"epochs":0})") << QByteArray("parameter.out_of_range");
    QTest::newRow("half an epoch") << QByteArray(R"({"epochs":1.5})") << QByteArray("parameter.wrong_type");
    QTest::newRow("everything dropped")
        << QByteArray(R"({"dropout":1})") << QByteArray("parameter.out_of_range");
    QTest::newRow("no hidden layer") << QByteArray(R"({"hidden":[]})") << QByteArray("parameter.wrong_type");
    QTest::newRow("unknown") << QByteArray(R"({"training.speed":3})") << QByteArray("parameter.unknown");
    QTest::newRow("unknown and short") << QByteArray(R"({"speed":3})") << QByteArray("parameter.unknown");
}

void OptionsTest::settingsOutOfRangeAreRefused()
{
    QFETCH(QByteArray, given);
    QFETCH(QByteArray, id);
    const auto options = trainOptions(Json::parse(given.toStdString()));
    QVERIFY(!options.ok());
    QCOMPARE_TEXT(options.error().id, id.toStdString());
}

void OptionsTest::noTwoSettingsShareTheirLastPart()
{
    std::vector<std::string> parts;
    for (const auto &parameter : trainingParameters())
        parts.push_back(parameter.name.substr(parameter.name.find('.') + 1));
    std::sort(parts.begin(), parts.end());
    QVERIFY(std::adjacent_find(parts.begin(), parts.end()) == parts.end());
}

void OptionsTest::stoppingKeepsTheFirstBestEpochAndWaits()
{
    EarlyStopping stopping(2);
    QVERIFY(stopping.improves(1, 0.6));
    QVERIFY(stopping.improves(2, 0.7));
    QVERIFY(!stopping.improves(3, 0.7)); // no better: the earlier one stays
    QVERIFY(!stopping.giveUp());
    QVERIFY(!stopping.improves(4, 0.65));
    QVERIFY(stopping.giveUp());
    QCOMPARE(stopping.best(), 2);
}

void OptionsTest::aValueThatIsNotANumberNeverImproves()
{
    EarlyStopping stopping(5);
    QVERIFY(stopping.improves(1, 0.5));
    QVERIFY(!stopping.improves(2, std::nan("")));
    QCOMPARE(stopping.best(), 1);
}

SLIPWAY_TEST_MAIN(OptionsTest)
#include "options_test.moc"
