#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"
#include "core/data/block.h"
#include "core/data/new_rows.h"
#include "core/data/table.h"

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::data {

class BlockFunction;
class BlockProvider;

/// What one DuckDB may use and see. The factory never lets it install or load extensions.
struct DuckOptions {
    std::vector<std::filesystem::path> allowed; ///< files and folders it may read and write; nothing else
    std::filesystem::path temporaryFolder; ///< where it spills; empty: it must stay in memory
    std::int64_t memoryBytes = 2LL << 30;
    int threads = 0; ///< 0: the machine's cores
};

/// An in-memory DuckDB, locked down: no extensions, no files but the allowed ones, no way to change that.
/// The only place in Slipway that includes duckdb.h is this class's source. One thread at a time.
class Duck
{
public:
    static Result<Duck> open(const DuckOptions &options);

    Duck(Duck &&) noexcept;
    Duck &operator=(Duck &&) noexcept;
    ~Duck();

    /// Runs statements; a stop request interrupts the one that is running.
    Status execute(std::string_view sql, const RunContext &context = {});

    /// How far the statement that runs is, from 0 to 1; may be asked from another thread meanwhile.
    double progress() const;

    /// Runs one query and keeps its whole answer. Texts become categories, times become seconds since 1970.
    Result<Table> query(std::string_view sql, const RunContext &context = {});

    /// Hands the answer of one query to `take` block by block, in order, without keeping it. `take` is called
    /// at least once, with no rows where there are none, so that names and types are always seen.
    Status stream(std::string_view sql, const BlockTaker &take, const RunContext &context = {});

    /// The one number of a query with one row and one column.
    Result<double> number(std::string_view sql, const RunContext &context = {});

    /// Writes a file ("parquet" or "csv" with a header) from rows that `make` gives piece by piece, in that
    /// order and without holding them all. `file` must be allowed. `make` is called from another thread, one
    /// call at a time.
    Status write(const std::filesystem::path &file, std::string_view format,
                 const std::vector<NewColumn> &columns, const RowMaker &make, const RunContext &context = {});

    /// Fills a table of this DuckDB from memory, column by column; replaces a table of that name.
    Status load(std::string_view tableName, const Table &table, const RunContext &context = {});

    /// Makes rows of our own readable as `FROM name()`, for as long as this DuckDB lives.
    Status provide(std::string_view name, std::shared_ptr<const BlockProvider> rows);

    /// Makes a function of our own callable, for as long as this DuckDB lives. Returns its name.
    Result<std::string> provide(std::shared_ptr<const BlockFunction> function);

private:
    struct State;
    explicit Duck(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

/// 'a''b': a text as SQL writes it, for names of files. Written data::quoted(), because std::quoted() is
/// found too.
std::string quoted(std::string_view text);

/// The absolute path without dots, as a file that is allowed is named in a COPY ... TO. Not quoted yet.
std::string absoluteText(const std::filesystem::path &path);

/// The absolute path spelled so that DuckDB takes *, ? and [ in it literally. Not quoted yet.
std::string literalPath(const std::filesystem::path &path);

/// "a""b": a name as SQL writes it, for columns.
std::string identifier(std::string_view name);

} // namespace slipway::data
