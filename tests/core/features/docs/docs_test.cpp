#include "core/features/docs/meaning_sql.h"
#include "core/features/docs/words.h"
#include "core/features/docs/write.h"

#include "tests/core/features/made_world.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

#include <QObject>
#include <QRegularExpression>
#include <QSet>
#include <QTest>
#include <QXmlStreamReader>

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

using namespace slipway;
using namespace slipway::testing;
using features::Feature;
using features::FeatureKind;
using features::FeatureSet;

namespace {

namespace fs = std::filesystem;

/// The addresses that a page leads to.
QStringList targetsOf(const QString &text, bool isMarkdown)
{
    static const QRegularExpression inHtml(QStringLiteral("href=\"([^\"]*)\""));
    static const QRegularExpression inMarkdown(QStringLiteral("\\]\\(([^)]*)\\)"));
    QStringList targets;
    for (auto found = (isMarkdown ? inMarkdown : inHtml).globalMatch(text); found.hasNext();)
        targets << found.next().captured(1);
    return targets;
}

QSet<QString> idsOf(const QString &text)
{
    static const QRegularExpression id(QStringLiteral(" id=\"([^\"]*)\""));
    QSet<QString> ids;
    for (auto found = id.globalMatch(text); found.hasNext();)
        ids << found.next().captured(1);
    return ids;
}

std::string replaced(std::string text, const std::string &what, const std::string &with)
{
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
    return text;
}

bool isLetter(char c)
{
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// `$store` but not `$store_id`.
std::string withParameter(std::string text, const std::string &name, const std::string &value)
{
    const auto what = "$" + name;
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at)) {
        const auto end = at + what.size();
        if (end < text.size() && isLetter(text[end])) {
            at = end;
            continue;
        }
        text.replace(at, what.size(), value);
        at += value.size();
    }
    return text;
}

std::string cellSql(const data::Column &column, std::size_t row)
{
    if (column.kind == data::ColumnKind::Number)
        return std::isnan(column.numbers[row]) ? std::string("NULL") : fmt::format("{}", column.numbers[row]);
    const auto code = column.codes[row];
    return code < 0 ? std::string("NULL") : data::quoted(column.levels[static_cast<std::size_t>(code)]);
}

} // namespace

class DocsTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void everyLinkArrives_data();
    void everyLinkArrives();
    void pagesAreWellFormedAndNeedNothingElse();
    void aPageSaysAllThatIsKnown();
    void modelsAreNamedWhereTheyAreKnown();
    void aFileIsNoFolder();
    void theSqlOnAPageAnswersAsTheEngineDoes_data();
    void theSqlOnAPageAnswersAsTheEngineDoes();
    void durationsAreWords();
};

void DocsTest::everyLinkArrives_data()
{
    QTest::addColumn<QString>("format");
    QTest::newRow("html") << QStringLiteral("html");
    QTest::newRow("md") << QStringLiteral("md");
}

void DocsTest::everyLinkArrives()
{
    QFETCH(QString, format);
    for (const auto &each : features::scenarioSets()) {
        const TemporaryFolder folder;
        const auto written = features::writeFeatureDocs(each.set, {}, folder / "docs", format.toStdString());
        QVERIFY_OK(written);
        std::size_t pages = 0;
        for (const auto &entry : fs::recursive_directory_iterator(folder / "docs")) {
            if (entry.is_directory())
                continue;
            ++pages;
            const auto text = QString::fromStdString(readText(entry.path()));
            const auto ids = idsOf(text);
            for (const auto &target : targetsOf(text, format == QStringLiteral("md"))) {
                const bool arrives = target.startsWith(u'#')
                    ? ids.contains(target.mid(1))
                    : fs::is_regular_file(entry.path().parent_path() / target.toStdString());
                QVERIFY2(arrives, qPrintable(QString::fromStdString(entry.path().string()) + u' ' + target));
            }
        }
        QCOMPARE(pages, written.value().at("pages").get<std::size_t>());
        const auto index =
            QString::fromStdString(readText(folder / "docs" / ("index." + format.toStdString())));
        for (const auto *feature : each.set.all()) {
            const auto page = fmt::format("features/{}.{}", feature->name, format.toStdString());
            QVERIFY2(index.contains(QString::fromStdString(page)), page.c_str());
        }
    }
}

void DocsTest::pagesAreWellFormedAndNeedNothingElse()
{
    const TemporaryFolder folder;
    QVERIFY_OK(features::writeFeatureDocs(setOf("churn"), {}, folder.path(), "html"));
    for (const auto &entry : fs::recursive_directory_iterator(folder.path())) {
        if (entry.is_directory())
            continue;
        auto text = QString::fromStdString(readText(entry.path()));
        QVERIFY(!text.contains(QStringLiteral("<script")) && !text.contains(QStringLiteral("src="))
                && !text.contains(QStringLiteral("http")));
        QVERIFY(text.contains(QStringLiteral("prefers-color-scheme:dark")));
        text.remove(QStringLiteral("<!DOCTYPE html>"));
        text.replace(QRegularExpression(QStringLiteral("<meta ([^>]*)>")), QStringLiteral("<meta \\1/>"));
        QXmlStreamReader reader(text);
        while (!reader.atEnd())
            reader.readNext();
        QVERIFY2(!reader.hasError(),
                 qPrintable(QString::fromStdString(entry.path().string()) + reader.errorString()));
    }
}

void DocsTest::aPageSaysAllThatIsKnown()
{
    const TemporaryFolder folder;
    QVERIFY_OK(features::writeFeatureDocs(setOf("churn"), {.version = "churn@3", .digest = {}}, folder.path(),
                                          "md"));
    const auto page = readText(folder / "features/days_late_90d.md");
    for (const auto *part :
         {"# days\\_late\\_90d", "Unit: days", "Owner: retention", "View: payment\\_history", "Tags: billing",
          "Set: churn@3",
          "The mean of days\\_late among the rows of payments of the same customer\\_id, in the 90 days",
          "```sql\n-- $moment: the moment asked about, rounded down to a multiple of 1 day\nSELECT "
          "avg(days_late)",
          "  AND (billed_on + to_days(CAST(days_late AS INTEGER) + 1)) <= $moment", "billed\\_on", "billing",
          "A value older than 3 days counts as none.", "promised to be at most 40 days old",
          "No value where the customer has no row yet, or none counts.", "between 0 and 400",
          "No other feature is made from it."})
        QVERIFY2(page.find(part) != std::string::npos, (std::string(part) + "\n" + page).c_str());
    const auto derived = readText(folder / "features/late_share.md");
    for (const auto *part : {"[late\\_bills\\_all](late_bills_all.md)", "late_bills_all / paid_bills_all",
                             "[paid\\_bills\\_all](paid_bills_all.md)"})
        QVERIFY2(derived.find(part) != std::string::npos, (std::string(part) + "\n" + derived).c_str());
}

void DocsTest::modelsAreNamedWhereTheyAreKnown()
{
    const TemporaryFolder folder;
    const features::DocsFacts facts {
        .version = {}, .digest = {}, .modelsKnown = true, .models = {{"churn-model/2", {"age", "tenure"}}}};
    QVERIFY_OK(features::writeFeatureDocs(setOf("churn"), facts, folder.path(), "md"));
    const auto page = [&](const char *name) { return readText(folder / "features" / name); };
    QVERIFY(page("age.md").find("churn-model/2") != std::string::npos);
    QVERIFY(page("gender.md").find("No registered model has learned from it.") != std::string::npos);
}

void DocsTest::aFileIsNoFolder()
{
    const TemporaryFolder folder;
    const auto file = folder.write("docs", "mine");
    QVERIFY_FAILS(features::writeFeatureDocs(setOf("feed"), {}, file, "html"), "feature_docs.no_folder");
    QCOMPARE_TEXT(readText(file), "mine");
}

void DocsTest::theSqlOnAPageAnswersAsTheEngineDoes_data()
{
    QTest::addColumn<QString>("name");
    for (const auto &each : features::scenarioSets())
        QTest::newRow(each.scenario.c_str()) << QString::fromStdString(each.scenario);
}

// Two ways to one value: the page's query for one entity and moment, and the join for many.
void DocsTest::theSqlOnAPageAnswersAsTheEngineDoes()
{
    QFETCH(QString, name);
    const auto scenario = name.toStdString();
    const auto &set = setOf(scenario);
    auto offline = openSet(scenario, set, madeWorld(scenario).tables);
    QVERIFY_OK(offline);
    auto &duck = offline.value().duck();
    const auto query =
        fmt::format("SELECT *, CAST({0} AS TIMESTAMP) AS asked FROM {1} WHERE hash({2}) % 97 = 0 "
                    "ORDER BY ALL LIMIT 3",
                    set.labels.time, set.labels.table, rowOrder(set));
    QVERIFY_OK(offline.value().answer({.query = query, .time = set.labels.time}, "answered"));
    const auto answered = duck.query("FROM answered");
    QVERIFY_OK(answered);
    const auto &table = answered.value();
    QCOMPARE(table.rows(), std::size_t(3));
    std::size_t compared = 0;
    for (std::size_t row = 0; row < table.rows(); ++row) {
        const auto asked = static_cast<TimeMicros>(
            std::llround(table.find("asked")->numbers[row] * static_cast<double>(microsPerSecond)));
        for (const auto &view : set.views) {
            const auto moment = view.every > 0 ? asked / view.every * view.every : asked;
            for (const auto &feature : view.features) {
                auto sql = withParameter(features::meaningSql(set, feature), "moment",
                                         fmt::format("make_timestamp({})", moment));
                for (const auto &key : set.entity(view.entity)->keys)
                    sql = withParameter(sql, key, cellSql(*table.find(key), row));
                QVERIFY_OK(duck.execute("CREATE OR REPLACE TEMP TABLE one AS " + sql));
                const auto one = duck.query("FROM one");
                QVERIFY_OK(one);
                const auto &ours = *table.find(feature.name);
                const bool isText = ours.kind == data::ColumnKind::Category;
                const auto &column = one.value().columns.at(0);
                const bool none = column.rows() == 0 || column.missing() > 0;
                const auto problem =
                    fmt::format("{} in row {}: {}\n{}", feature.name, row, cellSql(ours, row), sql);
                ++compared;
                if (ours.missing() > 0 && cellSql(ours, row) == "NULL") {
                    // A tally of nothing at all is no value to the engine, and 0 to SQL.
                    QVERIFY2(none || (!isText && column.numbers.at(0) == 0), problem.c_str());
                    continue;
                }
                QVERIFY2(!none, problem.c_str());
                if (isText) {
                    QVERIFY2(cellSql(ours, row) == cellSql(column, 0), problem.c_str());
                    continue;
                }
                const double size = std::max(1.0, std::abs(ours.numbers[row]));
                QVERIFY2(std::abs(ours.numbers[row] - column.numbers.at(0)) <= 1e-8 * size,
                         fmt::format("{} gives {}", problem, column.numbers.at(0)).c_str());
            }
        }
    }
    QVERIFY(compared > 20);
}

void DocsTest::durationsAreWords()
{
    QCOMPARE_TEXT(features::durationWords(30 * 86'400 * microsPerSecond), "30 days");
    QCOMPARE_TEXT(features::durationWords(3600 * microsPerSecond), "1 hour");
    QCOMPARE_TEXT(features::durationWords(90 * microsPerSecond), "90 seconds");
    QCOMPARE_TEXT(features::listWords({"a", "b", "c"}), "a, b and c");
}

SLIPWAY_TEST_MAIN(DocsTest)
#include "docs_test.moc"
