#include "core/features/join/offline.h"

#include "tests/support/temporary_folder.h"
#include "tests/support/test_main.h"
#include "tests/support/verify.h"

using namespace slipway;
using features::Aggregate;
using features::FeatureKind;
using features::FeatureSet;
using features::JoinNote;
using features::OfflineFeatures;
using slipway::testing::TemporaryFolder;

namespace {

/// One count of each of three tables.
FeatureSet threeTables()
{
    FeatureSet set;
    set.name = "test";
    set.entities = {{"customer", {"customer"}}};
    for (const std::string table : {"bills", "calls", "visits"}) {
        set.sources.push_back({.name = "all_" + table, .table = table, .eventTime = "\"at\""});
        set.views.push_back(
            {.name = table + "_history",
             .entity = "customer",
             .source = "all_" + table,
             .features = {
                 {.name = table + "_count", .kind = FeatureKind::Windowed, .aggregate = Aggregate::Count}}});
    }
    set.labels = {.table = "questions", .time = "at", .target = {}};
    return set;
}

/// What is noticed when all tables have been read.
Result<std::vector<JoinNote>> notesOf(const TemporaryFolder &folder)
{
    SLIPWAY_ASSIGN(auto offline,
                   OfflineFeatures::open(threeTables(),
                                         {.tables = {{"bills", folder / "bills.csv"},
                                                     {"calls", folder / "calls.csv"},
                                                     {"visits", folder / "visits.csv"},
                                                     {"questions", folder / "questions.csv"}}}));
    SLIPWAY_TRY(offline.answer({.query = "SELECT * FROM questions", .time = "at"}, "answers"));
    return offline.notes();
}

void writeTables(const TemporaryFolder &folder, const char *bills, const char *calls, const char *visits)
{
    const std::string header = "customer,at\n7,2020-01-02 10:00:00\n";
    folder.write("bills.csv", header + bills);
    folder.write("calls.csv", header + calls);
    folder.write("visits.csv", header + visits);
    folder.write("questions.csv", header);
}

} // namespace

/// What is said about rows that no question sees.
class NotesTest : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void rowsLaterThanNowAreOneNoteForAllTables();
    void otherNotesAreOneForEachTable();
    void nothingIsSaidWhereNothingIsWrong();
};

void NotesTest::rowsLaterThanNowAreOneNoteForAllTables()
{
    const TemporaryFolder folder;
    writeTables(folder, "7,2190-01-01 00:00:00\n8,2190-01-01 00:00:00\n", "", "7,2191-01-01 00:00:00\n");
    const auto notes = notesOf(folder);
    QVERIFY_OK(notes);
    QCOMPARE(notes.value().size(), 1U);
    QCOMPARE(notes.value()[0].id, std::string("feature_join.rows_of_the_future"));
    QCOMPARE(notes.value()[0].rows, std::int64_t {3});
    QCOMPARE_TEXT(notes.value()[0].sentence,
                  "3 rows of all_bills, all_visits are later than now. They are not seen before their time.");
}

void NotesTest::otherNotesAreOneForEachTable()
{
    const TemporaryFolder folder;
    writeTables(folder, ",2020-01-01 00:00:00\n", "7,\n", "7,2191-01-01 00:00:00\n");
    const auto notes = notesOf(folder);
    QVERIFY_OK(notes);
    QCOMPARE(notes.value().size(), 3U);
    for (const auto &note : notes.value())
        QCOMPARE(note.rows, std::int64_t {1});
}

void NotesTest::nothingIsSaidWhereNothingIsWrong()
{
    const TemporaryFolder folder;
    writeTables(folder, "", "", "");
    const auto notes = notesOf(folder);
    QVERIFY_OK(notes);
    QVERIFY(notes.value().empty());
}

SLIPWAY_TEST_MAIN(NotesTest)
#include "notes_test.moc"
