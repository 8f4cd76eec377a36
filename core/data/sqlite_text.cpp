#include "core/data/sqlite_text.h"

#include "core/base/messages.h"
#include "core/data/duckdb.h"

#include <sqlite3.h>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <memory>

namespace slipway::data {

namespace {

struct CloseDatabase {
    void operator()(sqlite3 *database) const { sqlite3_close(database); }
};
struct EndStatement {
    void operator()(sqlite3_stmt *statement) const { sqlite3_finalize(statement); }
};
using Database = std::unique_ptr<sqlite3, CloseDatabase>;
using Statement = std::unique_ptr<sqlite3_stmt, EndStatement>;

Error sqliteError(sqlite3 *database, const std::filesystem::path &file)
{
    return failure("import.sqlite_broken",
                   {{"file", file.string()}, {"reason", database ? sqlite3_errmsg(database) : "no memory"}});
}

/// A path as SQLite's URI has it.
std::string uriOf(const std::filesystem::path &file, std::string_view query)
{
    std::error_code ignored;
    std::string uri = "file:";
    for (const char c : std::filesystem::absolute(file, ignored).string()) {
        if (c == '?' || c == '#' || c == '%')
            uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
        else
            uri += c;
    }
    return uri + std::string(query);
}

Result<Statement> prepared(sqlite3 *database, const std::string &sql, const std::filesystem::path &file)
{
    sqlite3_stmt *statement = nullptr;
    if (sqlite3_prepare_v2(database, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK)
        return sqliteError(database, file);
    return Statement(statement);
}

Result<std::vector<std::string>> tablesOf(sqlite3 *database, const std::filesystem::path &file)
{
    SLIPWAY_ASSIGN(
        const Statement statement,
        prepared(database,
                 "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE "
                 "'sqlite\\_%' ESCAPE '\\' ORDER BY name",
                 file));
    std::vector<std::string> names;
    int step = SQLITE_OK;
    while ((step = sqlite3_step(statement.get())) == SQLITE_ROW)
        names.emplace_back(reinterpret_cast<const char *>(sqlite3_column_text(statement.get(), 0)));
    if (step != SQLITE_DONE)
        return sqliteError(database, file);
    return names;
}

Result<Database> opened(const std::filesystem::path &file)
{
    // In a folder that is not ours SQLite cannot make the files that WAL needs; where there is no log to be
    // missed, the database can be read as one that does not change.
    std::error_code ignored;
    const bool log = std::filesystem::exists(file.string() + "-wal", ignored);
    for (const char *query : {"?mode=ro", "?mode=ro&immutable=1"}) {
        sqlite3 *handle = nullptr;
        const int status = sqlite3_open_v2(uriOf(file, query).c_str(), &handle,
                                           SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, nullptr);
        Database database(handle);
        if (status != SQLITE_OK)
            return sqliteError(database.get(), file);
        sqlite3_busy_timeout(database.get(), 2000);
        const bool readable =
            sqlite3_exec(database.get(), "SELECT count(*) FROM sqlite_master", nullptr, nullptr, nullptr)
            == SQLITE_OK;
        if (readable)
            return database;
        if (log || sqlite3_errcode(database.get()) != SQLITE_CANTOPEN)
            return sqliteError(database.get(), file);
    }
    return failure("import.sqlite_broken", {{"file", file.string()}, {"reason", "it cannot be opened"}});
}

Result<std::string> chosenTable(sqlite3 *database, const std::filesystem::path &file,
                                const ReadOptions &options)
{
    SLIPWAY_ASSIGN(const auto tables, tablesOf(database, file));
    const auto known = tables.empty() ? std::string("none") : fmt::format("{}", fmt::join(tables, ", "));
    if (options.table.empty()) {
        if (tables.size() == 1)
            return tables.front();
        return failure("import.table_unnamed",
                       {{"file", file.string()}, {"known", known}, {"tables", tables}});
    }
    if (std::find(tables.begin(), tables.end(), options.table) == tables.end()) {
        return failure(
            "import.table_missing",
            {{"file", file.string()}, {"table", options.table}, {"known", known}, {"tables", tables}});
    }
    return options.table;
}

void appendColumn(sqlite3_stmt *statement, int column, std::string &out)
{
    switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
        out += std::to_string(sqlite3_column_int64(statement, column));
        break;
    case SQLITE_FLOAT:
        out += fmt::format("{}", sqlite3_column_double(statement, column));
        break;
    case SQLITE_TEXT: {
        const auto *text = reinterpret_cast<const char *>(sqlite3_column_text(statement, column));
        appendQuoted({text, static_cast<std::size_t>(sqlite3_column_bytes(statement, column))}, out);
        break;
    }
    case SQLITE_BLOB: {
        const auto *bytes = static_cast<const unsigned char *>(sqlite3_column_blob(statement, column));
        const int size = sqlite3_column_bytes(statement, column);
        out += '"';
        for (int i = 0; i < size; ++i)
            out += fmt::format("{:02x}", bytes[i]);
        out += '"';
        break;
    }
    default:
        break;
    }
}

int stopAsked(void *context)
{
    return static_cast<const RunContext *>(context)->cancelled() ? 1 : 0;
}

} // namespace

Result<TextCopy> sqliteAsText(const std::filesystem::path &file, const ReadOptions &options,
                              const RunContext &context)
{
    SLIPWAY_ASSIGN(const Database database, opened(file));
    sqlite3_progress_handler(database.get(), 10'000, stopAsked, const_cast<RunContext *>(&context));
    SLIPWAY_ASSIGN(const std::string table, chosenTable(database.get(), file, options));
    SLIPWAY_ASSIGN(const Statement rows,
                   prepared(database.get(), "SELECT * FROM " + identifier(table), file));
    SLIPWAY_ASSIGN(FileHandle handle, unnamedFile(options.scratch));
    TextCopy copy {.text = std::move(handle)};
    const int columns = sqlite3_column_count(rows.get());
    for (int i = 0; i < columns; ++i)
        copy.names.emplace_back(sqlite3_column_name(rows.get(), i));

    BufferedWriter out(copy.text.get());
    int step = SQLITE_OK;
    while ((step = sqlite3_step(rows.get())) == SQLITE_ROW) {
        std::string &line = out.buffer();
        const std::size_t before = line.size();
        for (int i = 0; i < columns; ++i) {
            appendColumn(rows.get(), i, line);
            line += i + 1 == columns ? '\n' : ',';
        }
        if (line.size() == before + 1)
            line.insert(before, "\"\""); // a line of nothing would be no row
        SLIPWAY_TRY(out.flushIfFull());
    }
    if (context.cancelled())
        return cancelled();
    if (step != SQLITE_DONE)
        return sqliteError(database.get(), file);
    SLIPWAY_TRY(out.flush());
    return copy;
}

Result<std::vector<std::string>> sqliteTables(const std::filesystem::path &file)
{
    SLIPWAY_ASSIGN(const Database database, opened(file));
    return tablesOf(database.get(), file);
}

} // namespace slipway::data
