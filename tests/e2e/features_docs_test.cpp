#include "tests/support/engine_process.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QTest>

#include <fmt/format.h>

using namespace slipway;
using namespace slipway::testing;

/// `slipway features docs` and `features propose` as somebody types them.
class FeaturesDocsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void pagesOfAFileNeedNoWorkspace();
    void whatIsProposedCanBeApplied();
    void aFileIsProposedForWithoutAWorkspace();
    void aMissingTargetIsAskedFor();

private:
    QString path(const std::string &name) const { return QString::fromStdString((m_folder / name).string()); }

    TemporaryFolder m_folder;
    Engine m_engine {m_folder / "workspace"};
};

namespace {

std::string shopsCsv()
{
    std::string csv = "day,shop_id,open_hours,takings\n";
    for (int day = 0; day < 84; ++day) {
        for (int shop = 1; shop <= 4; ++shop)
            csv += fmt::format("2026-{:02}-{:02},{},{},{}.5\n", day / 28 + 1, day % 28 + 1, shop, 8 + day % 3,
                               50 + (37 * shop + day * 11) % 101);
    }
    return csv;
}

} // namespace

void FeaturesDocsTest::whatIsProposedCanBeApplied()
{
    m_folder.write("shops.csv", shopsCsv());
    QVERIFY_EXIT_OK(m_engine.ask({QStringLiteral("data"), QStringLiteral("import"), path("shops.csv"),
                                  QStringLiteral("--name"), QStringLiteral("shops"),
                                  QStringLiteral("--target"), QStringLiteral("takings")}));
    const auto proposed =
        m_engine.ask({QStringLiteral("features"), QStringLiteral("propose"), QStringLiteral("shops"),
                      QStringLiteral("--out"), path("shops.yaml")});
    QVERIFY_EXIT_OK(proposed);
    QVERIFY(proposed.json().at("features").get<int>() > 8);
    QVERIFY(readText(m_folder / "shops.yaml").find("shop_takings_mean_{window}") != std::string::npos);
    QVERIFY_EXIT_OK(m_engine.ask({QStringLiteral("features"), QStringLiteral("check"), path("shops.yaml")}));
    QVERIFY_EXIT_OK(m_engine.ask({QStringLiteral("features"), QStringLiteral("apply"), path("shops.yaml")}));
    const auto built = m_engine.ask({QStringLiteral("features"), QStringLiteral("build"),
                                     QStringLiteral("--set"), QStringLiteral("shops")});
    QVERIFY_EXIT_OK(built); // what is proposed can be computed
    QCOMPARE(built.json().at("features").size(), proposed.json().at("features").get<std::size_t>());
    const auto written = m_engine.ask({QStringLiteral("features"), QStringLiteral("docs"),
                                       QStringLiteral("shops"), QStringLiteral("--out"), path("pages"),
                                       QStringLiteral("--format"), QStringLiteral("md")});
    QVERIFY_EXIT_OK(written);
    QCOMPARE(written.json().at("version").get<int>(), 1);
    QVERIFY(readText(m_folder / "pages/index.md").find("Version: shops@1") != std::string::npos);
    QVERIFY(
        readText(m_folder / "pages/features/shop_takings_mean_7d.md").find("No registered model has learned")
        != std::string::npos);
}

void FeaturesDocsTest::pagesOfAFileNeedNoWorkspace()
{
    const Engine none(m_folder / "nowhere");
    m_folder.write("mine.yaml",
                   "features: mine\nowner: me\nlabels: {table: t, target: y}\n"
                   "request:\n  - {name: size, unit: kg, description: How heavy it is}\n");
    const auto written = none.ask({QStringLiteral("features"), QStringLiteral("docs"), path("mine.yaml"),
                                   QStringLiteral("--out"), path("mine")});
    QVERIFY_EXIT_OK(written);
    QCOMPARE(written.json().at("pages").get<int>(), 2);
    QVERIFY(readText(m_folder / "mine/features/size.html").find("How heavy it is") != std::string::npos);
    QVERIFY(!std::filesystem::exists(m_folder / "nowhere"));
}

void FeaturesDocsTest::aFileIsProposedForWithoutAWorkspace()
{
    m_folder.write("shops.csv", shopsCsv());
    const Engine none(m_folder / "nowhere");
    const auto proposed = none.run({QStringLiteral("features"), QStringLiteral("propose"), path("shops.csv"),
                                    QStringLiteral("--target"), QStringLiteral("takings")});
    QVERIFY_EXIT_OK(proposed);
    QVERIFY(proposed.output.startsWith("# Proposed by Slipway"));
}

void FeaturesDocsTest::aMissingTargetIsAskedFor()
{
    m_folder.write("plain.csv", "a,b\n1,2\n3,4\n");
    const auto answer =
        m_engine.run({QStringLiteral("features"), QStringLiteral("propose"), path("plain.csv")});
    QCOMPARE(answer.exit, 2);
    QVERIFY2(answer.sentence().find("--target") != std::string::npos, answer.sentence().c_str());
}

SLIPWAY_TEST_MAIN(FeaturesDocsTest)
#include "features_docs_test.moc"
