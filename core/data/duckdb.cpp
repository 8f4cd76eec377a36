#include "core/data/duckdb.h"

#include "core/base/messages.h"
#include "core/data/duckdb_state.h"
#include "core/data/duckdb_vector.h"
#include "core/data/table_builder.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <array>
#include <cmath>
#include <limits>

namespace slipway::data {

namespace {

std::string list(const std::vector<std::string> &paths)
{
    std::vector<std::string> texts;
    for (const auto &path : paths)
        texts.push_back(data::quoted(path));
    return fmt::format("[{}]", fmt::join(texts, ", "));
}

/// The statements that lock a DuckDB down. Their order matters: after the last one nothing can be changed.
std::string locks(const DuckOptions &options)
{
    std::vector<std::string> folders;
    std::vector<std::string> files;
    for (const auto &path : options.allowed) {
        const auto text = absoluteText(path);
        if (std::error_code ignored; std::filesystem::is_directory(path, ignored)) {
            folders.push_back(text);
            continue;
        }
        files.push_back(text);
        if (const auto literal = literalPath(path); literal != text)
            files.push_back(literal);
    }
    const auto spill =
        options.temporaryFolder.empty() ? std::string() : absoluteText(options.temporaryFolder);
    return fmt::format(
        "SET TimeZone = 'UTC'; SET temp_directory = {}; SET allowed_directories = {}; "
        "SET allowed_paths = {}; SET parquet_metadata_cache = true; SET enable_progress_bar = true; "
        "SET enable_progress_bar_print = false; SET progress_bar_time = 0; "
        "SET enable_external_access = false; SET lock_configuration = true;",
        data::quoted(spill), list(folders), list(files));
}

} // namespace

Status Duck::State::run(std::string_view sql, const RunContext &context, const BlockTaker *take)
{
    if (context.cancelled())
        return cancelled();
    const std::stop_callback interrupt(context.stop, [this] { duckdb_interrupt(connection); });
    Statements statements;
    const std::string text(sql);
    const auto count = duckdb_extract_statements(connection, text.c_str(), &statements.handle);
    if (const char *problem = duckdb_extract_statements_error(statements.handle); count == 0 && problem)
        return error(problem);
    if (take && count != 1)
        return error("Parser Error: expected exactly one query");
    for (idx_t i = 0; i < count; ++i) {
        Prepared prepared;
        if (duckdb_prepare_extracted_statement(connection, statements.handle, i, &prepared.handle)
            != DuckDBSuccess) {
            return context.cancelled() ? Status(cancelled())
                                       : Status(error(duckdb_prepare_error(prepared.handle)));
        }
        SLIPWAY_TRY(runOne(prepared.handle, context, take));
    }
    return done();
}

Status Duck::State::runOne(duckdb_prepared_statement prepared, const RunContext &context,
                           const BlockTaker *take)
{
    Pending pending;
    const auto state = take ? duckdb_pending_prepared_streaming(prepared, &pending.handle)
                            : duckdb_pending_prepared(prepared, &pending.handle);
    // Starting a query clears an interrupt that came before it, so the stop is looked at once more from here
    // on.
    if (context.cancelled())
        return cancelled();
    if (state != DuckDBSuccess)
        return error(duckdb_pending_error(pending.handle));
    Answer answer;
    if (duckdb_execute_pending(pending.handle, &answer.handle) != DuckDBSuccess)
        return context.cancelled() ? Status(cancelled()) : Status(error(duckdb_result_error(&answer.handle)));
    return take ? hand(answer.handle, context, *take) : done();
}

Status Duck::State::hand(duckdb_result &answer, const RunContext &context, const BlockTaker &take)
{
    Block block;
    std::vector<VectorReader> readers;
    for (idx_t i = 0; i < duckdb_column_count(&answer); ++i) {
        LogicalType type;
        type.handle = duckdb_column_logical_type(&answer, i);
        BlockColumn column;
        column.name = duckdb_column_name(&answer, i);
        column.type = typeName(type.handle);
        const auto reader = vectorReader(type.handle, column.form);
        if (!reader)
            return failure("data.column_type", {{"column", column.name}, {"type", column.type}});
        readers.push_back(*reader);
        block.columns.push_back(std::move(column));
    }
    bool taken = false;
    for (;;) {
        Chunk chunk;
        chunk.handle = duckdb_fetch_chunk(answer);
        if (context.cancelled())
            return cancelled();
        if (!chunk.handle)
            break;
        block.rows = duckdb_data_chunk_get_size(chunk.handle);
        for (std::size_t i = 0; i < readers.size(); ++i)
            readers[i].read(duckdb_data_chunk_get_vector(chunk.handle, i), block.rows, block.columns[i]);
        SLIPWAY_TRY(take(block));
        taken = true;
    }
    if (const char *problem = duckdb_result_error(&answer))
        return error(problem);
    if (taken)
        return done();
    block.rows = 0;
    return take(block);
}

Duck::Duck(std::unique_ptr<State> state)
    : m_state(std::move(state))
{
}
Duck::Duck(Duck &&) noexcept = default;
Duck &Duck::operator=(Duck &&) noexcept = default;
Duck::~Duck() = default;

Result<Duck> Duck::open(const DuckOptions &options)
{
    auto state = std::make_unique<State>();
    state->memoryLimit = fmt::format("{} MB", options.memoryBytes / 1'000'000);

    Owned<duckdb_config, duckdb_destroy_config> config;
    if (duckdb_create_config(&config.handle) != DuckDBSuccess)
        return state->error("Out of Memory Error: no configuration");
    const auto memory = fmt::format("{}B", options.memoryBytes);
    const auto threads = std::to_string(options.threads);
    const std::array<std::pair<const char *, const char *>, 5> settings {{
        {"autoinstall_known_extensions", "false"},
        {"autoload_known_extensions", "false"},
        {"allow_community_extensions", "false"},
        {"memory_limit", memory.c_str()},
        {"threads", threads.c_str()},
    }};
    for (const auto &[name, value] : settings) {
        if (std::string_view(name) == "threads" && options.threads <= 0)
            continue;
        if (duckdb_set_config(config.handle, name, value) != DuckDBSuccess)
            return state->error(fmt::format("Invalid Input Error: {} = {}", name, value).c_str());
    }

    char *problem = nullptr;
    if (duckdb_open_ext(nullptr, &state->database, config.handle, &problem) != DuckDBSuccess) {
        auto error = state->error(problem);
        duckdb_free(problem);
        return error;
    }
    if (duckdb_connect(state->database, &state->connection) != DuckDBSuccess)
        return state->error("Connection Error: no connection");
    SLIPWAY_TRY(state->run(locks(options), {}, nullptr));
    return Duck(std::move(state));
}

Status Duck::execute(std::string_view sql, const RunContext &context)
{
    return m_state->run(sql, context, nullptr);
}

Status Duck::stream(std::string_view sql, const BlockTaker &take, const RunContext &context)
{
    return m_state->run(sql, context, &take);
}

double Duck::progress() const
{
    const double percent = duckdb_query_progress(m_state->connection).percentage;
    return percent > 0 ? std::min(percent / 100, 1.0) : 0;
}

Result<Table> Duck::query(std::string_view sql, const RunContext &context)
{
    TableBuilder builder;
    SLIPWAY_TRY(stream(
        sql,
        [&](const Block &block) {
            builder.add(block);
            return done();
        },
        context));
    return std::move(builder).finish();
}

Result<double> Duck::number(std::string_view sql, const RunContext &context)
{
    SLIPWAY_ASSIGN(const Table table, query(sql, context));
    if (table.columns.size() != 1 || table.rows() != 1 || table.columns.front().kind != ColumnKind::Number)
        return m_state->error("Invalid Input Error: expected one row with one number");
    return table.columns.front().numbers.front();
}

Status Duck::load(std::string_view tableName, const Table &table, const RunContext &context)
{
    std::vector<std::string> columns;
    std::vector<LogicalType> types(table.columns.size());
    std::vector<duckdb_logical_type> handles;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        const bool number = table.columns[i].kind == ColumnKind::Number;
        columns.push_back(identifier(table.columns[i].name) + (number ? " DOUBLE" : " VARCHAR"));
        types[i].handle = duckdb_create_logical_type(number ? DUCKDB_TYPE_DOUBLE : DUCKDB_TYPE_VARCHAR);
        handles.push_back(types[i].handle);
    }
    const std::string name(tableName);
    SLIPWAY_TRY(execute(
        fmt::format("CREATE OR REPLACE TABLE {} ({})", identifier(name), fmt::join(columns, ", ")), context));

    Owned<duckdb_appender, duckdb_appender_destroy> appender;
    if (duckdb_appender_create(m_state->connection, nullptr, name.c_str(), &appender.handle) != DuckDBSuccess)
        return m_state->error(duckdb_appender_error(appender.handle));
    Chunk chunk;
    chunk.handle = duckdb_create_data_chunk(handles.data(), handles.size());
    const std::size_t step = duckdb_vector_size();
    for (std::size_t from = 0; from < table.rows(); from += step) {
        if (context.cancelled())
            return cancelled();
        const std::size_t rows = std::min(step, table.rows() - from);
        duckdb_data_chunk_reset(chunk.handle);
        for (std::size_t i = 0; i < table.columns.size(); ++i)
            fillVector(duckdb_data_chunk_get_vector(chunk.handle, i), table.columns[i], from, rows);
        duckdb_data_chunk_set_size(chunk.handle, rows);
        if (duckdb_append_data_chunk(appender.handle, chunk.handle) != DuckDBSuccess)
            return m_state->error(duckdb_appender_error(appender.handle));
    }
    if (duckdb_appender_close(appender.handle) != DuckDBSuccess)
        return m_state->error(duckdb_appender_error(appender.handle));
    return done();
}

std::string quoted(std::string_view text)
{
    std::string out = "'";
    for (const char c : text) {
        out += c;
        if (c == '\'')
            out += c;
    }
    return out + "'";
}

std::string identifier(std::string_view name)
{
    std::string out = "\"";
    for (const char c : name) {
        out += c;
        if (c == '"')
            out += c;
    }
    return out + "\"";
}

std::string absoluteText(const std::filesystem::path &path)
{
    std::error_code ignored;
    return std::filesystem::absolute(path, ignored).lexically_normal().string();
}

std::string literalPath(const std::filesystem::path &path)
{
    std::string out;
    for (const char c : absoluteText(path)) {
        if (c == '*' || c == '?' || c == '[')
            out += {'[', c, ']'};
        else
            out += c;
    }
    return out;
}

} // namespace slipway::data
