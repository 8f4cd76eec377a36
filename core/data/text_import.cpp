#include "core/data/text_import.h"

#include "core/base/messages.h"
#include "core/data/text_provider.h"
#include "core/workspace/vault.h"

#include <fmt/format.h>

#include <thread>

namespace slipway::data {

namespace {

/// The two that read every block: DuckDB, which writes the file, and we, who hash and count.
enum Reader : std::size_t { Writing, Hashing };

using Blocks = OrderedBlocks<TextRows>;

/// A third of what DuckDB does by itself: one thread writes, and an import takes an eighth less where a group
/// of rows fits into that core's cache.
constexpr int rowGroup = 40'960;

class WritingReader : public BlockReader
{
public:
    explicit WritingReader(Blocks &blocks)
        : m_blocks(blocks)
    {
    }

    Result<const Block *> next() override
    {
        const TextRows *rows = m_blocks.next(Writing);
        if (!rows)
            return static_cast<const Block *>(nullptr);
        if (rows->error)
            return *rows->error;
        return &rows->block;
    }

private:
    Blocks &m_blocks;
};

/// Read once, by the one COPY.
class ImportProvider : public BlockProvider
{
public:
    ImportProvider(const TextPlan &plan, Blocks &blocks)
        : m_plan(plan)
        , m_blocks(blocks)
    {
    }
    std::vector<ProvidedColumn> columns() const override { return providedColumns(m_plan); }
    std::unique_ptr<BlockReader> read(const std::vector<std::size_t> &) const override
    {
        return std::make_unique<WritingReader>(m_blocks);
    }

private:
    const TextPlan &m_plan;
    Blocks &m_blocks;
};

/// One line of JSON for each rejected line; no file where there is none.
class RejectsFile
{
public:
    explicit RejectsFile(std::filesystem::path path)
        : m_path(std::move(path))
    {
    }

    Status add(const Reject &reject)
    {
        if (!m_file) {
            SLIPWAY_ASSIGN(auto file, workspace::NewFile::create(m_path));
            m_file.emplace(std::move(file));
        }
        return m_file->write(writeJson(toJson(reject)) + "\n");
    }

    Status finish() { return m_file ? m_file->commit() : done(); }
    bool used() const { return m_file.has_value(); }

private:
    std::filesystem::path m_path;
    std::optional<workspace::NewFile> m_file;
};

class Hasher
{
public:
    Hasher(const TextPlan &plan, const RunContext &context, Imported &into)
        : m_plan(plan)
        , m_context(context)
        , m_into(into)
        , m_rejects(into.rejects)
    {
        for (const auto &column : plan.columns)
            m_columns.push_back({column.name, column.type});
    }

    Status run(Blocks &blocks)
    {
        ContentHash hash(m_columns);
        for (const auto &part : m_plan.parts) {
            for (const auto &reject : part.above)
                SLIPWAY_TRY(keep(reject));
        }
        for (std::size_t i = 0; const TextRows *rows = blocks.next(Hashing); ++i) {
            if (rows->error)
                return *rows->error;
            hash.add(rows->block);
            for (const auto &reject : rows->rejects)
                SLIPWAY_TRY(keep(reject));
            m_context.progress(lookingShare
                                   + (1 - lookingShare) * static_cast<double>(i + 1)
                                       / static_cast<double>(m_plan.ranges.size()),
                               "storing rows");
        }
        if (m_context.cancelled())
            return cancelled();
        SLIPWAY_TRY(m_rejects.finish());
        if (!m_rejects.used())
            m_into.rejects.clear();
        m_into.identity = hash.finish();
        return done();
    }

private:
    Status keep(const Reject &reject)
    {
        m_into.rejected.add(reject);
        return m_rejects.add(reject);
    }

    const TextPlan &m_plan;
    const RunContext &m_context;
    Imported &m_into;
    RejectsFile m_rejects;
    std::vector<SourceColumn> m_columns;
};

} // namespace

Status importText(const TextPlan &plan, const RunContext &context, Imported &into)
{
    // One thread of DuckDB writes; the others of this machine prepare what it writes.
    SLIPWAY_ASSIGN(Duck duck, Duck::open({.allowed = {into.parquet.parent_path()}, .threads = 1}));
    Blocks blocks(
        plan.ranges.size(), 2, readingThreads(plan),
        [&plan](std::size_t index, TextRows &rows) { readTextRows(plan, index, {}, rows); }, context.stop);
    SLIPWAY_TRY(duck.provide("imported_rows", std::make_shared<ImportProvider>(plan, blocks)));

    Status hashed = done();
    Status written = done();
    {
        const std::jthread hashing([&] {
            hashed = Hasher(plan, context, into).run(blocks);
            if (!hashed)
                blocks.stop();
        });
        written = duck.execute(
            fmt::format("COPY (SELECT * FROM imported_rows()) TO {} (FORMAT parquet, ROW_GROUP_SIZE {}, "
                        "USE_TMP_FILE false)",
                        data::quoted(std::filesystem::absolute(into.parquet).lexically_normal().string()),
                        rowGroup),
            context);
        if (!written)
            blocks.stop();
    }
    if (context.cancelled())
        return cancelled();
    SLIPWAY_TRY(hashed);
    return written;
}

} // namespace slipway::data
