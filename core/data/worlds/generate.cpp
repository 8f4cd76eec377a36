#include "core/data/worlds/generate.h"

#include "core/base/messages.h"
#include "core/data/ordered_blocks.h"
#include "core/data/worlds/ceiling.h"
#include "core/data/worlds/recorder.h"
#include "core/data/worlds/rows_csv.h"
#include "core/data/worlds/table_writer.h"
#include "core/workspace/vault.h"

#include <algorithm>
#include <future>
#include <thread>

namespace slipway::data {

namespace {

using workspace::NewFile;

constexpr std::string_view stage = "generate";

struct GeneratedBlock {
    WorldBlock tables;
};
using Blocks = OrderedBlocks<GeneratedBlock>;

/// One world on its way into files.
class Generation
{
public:
    Generation(const Scenario &scenario, const WorldOptions &options, const GenerateOutput &output,
               const RunContext &context)
        : m_scenario(scenario)
        , m_options(options)
        , m_output(output)
        , m_context(context)
        , m_recorder(scenario, options)
        , m_ceiling(makeCeiling(scenario))
        , m_rows(scenario.tables.size())
    {
        if (m_output.threads == 0)
            m_output.threads = std::max(1u, std::thread::hardware_concurrency());
        if (m_output.truthFile.empty())
            m_output.truthFile = m_output.folder / (scenario.task.table + "_truth.parquet");
    }

    Result<Json> run();

private:
    Status openFiles();
    Status runPass(std::size_t pass);
    Status writeTables(Blocks &blocks, const WorldPass &pass);
    Status writeTable(Blocks &blocks, std::size_t reader, const std::string &name);
    void settle(std::size_t pass, WorldBlock &block);
    void finish(const WorldPass &pass, std::size_t index, WorldBlock &block) const;

    std::string formatOf(const WorldTable &table) const { return table.truth ? "parquet" : m_output.format; }
    std::filesystem::path pathOf(const WorldTable &table) const
    {
        return table.truth ? m_output.truthFile : m_output.folder / (table.name + "." + m_output.format);
    }
    std::size_t placeOf(const std::string &table) const
    {
        return static_cast<std::size_t>(m_scenario.table(table) - m_scenario.tables.data());
    }

    const Scenario &m_scenario;
    const WorldOptions &m_options;
    GenerateOutput m_output;
    const RunContext &m_context;
    Recorder m_recorder;
    std::unique_ptr<Ceiling> m_ceiling;
    std::unique_ptr<World> m_world;
    std::vector<WorldPass> m_passes;
    std::vector<NewFile> m_files; ///< of each table of the scenario
    std::vector<std::int64_t> m_rows;
    std::size_t m_blocks = 0; ///< of all passes
    std::size_t m_blocksBefore = 0; ///< of the passes that are written
};

Status Generation::openFiles()
{
    for (const auto &path : {m_output.folder / "probe", m_output.truthFile}) {
        // So that a folder that cannot be written to is named before hours of work.
        SLIPWAY_ASSIGN(NewFile probe, NewFile::create(path));
        SLIPWAY_TRY(probe.write(""));
    }
    for (const auto &table : m_scenario.tables) {
        SLIPWAY_ASSIGN(NewFile file, NewFile::create(pathOf(table)));
        m_files.push_back(std::move(file));
    }
    return done();
}

/// What depends on the order of the rows, before anything is written down wrongly.
void Generation::settle(std::size_t pass, WorldBlock &block)
{
    m_world->settleBlock(pass, block);
    const auto &names = m_passes[pass].tables;
    const TableRows *rows = nullptr;
    const TableRows *truth = nullptr;
    for (std::size_t i = 0; i < names.size(); ++i) {
        m_rows[placeOf(names[i])] += static_cast<std::int64_t>(block[i].rows);
        rows = names[i] == m_scenario.task.table ? &block[i] : rows;
        truth = names[i] == m_scenario.task.table + "_truth" ? &block[i] : truth;
    }
    if (rows && truth)
        m_ceiling->add(*rows, *truth);
    if (!m_recorder.needsOrder())
        return;
    for (std::size_t i = 0; i < names.size(); ++i)
        m_recorder.settle(names[i], block[i]);
}

void Generation::finish(const WorldPass &pass, std::size_t index, WorldBlock &block) const
{
    for (std::size_t i = 0; i < pass.tables.size(); ++i) {
        m_recorder.record(pass.tables[i], index, block[i]);
        const WorldTable &table = m_recorder.table(pass.tables[i]);
        if (formatOf(table) == "csv")
            writeCsv(table, block[i]);
    }
}

Status Generation::writeTable(Blocks &blocks, std::size_t reader, const std::string &name)
{
    std::size_t taken = 0;
    const auto next = [&]() -> const TableRows * {
        const GeneratedBlock *block = blocks.next(reader);
        if (reader == 0) {
            m_context.progress(static_cast<double>(m_blocksBefore + taken++)
                                   / static_cast<double>(std::max<std::size_t>(m_blocks, 1)),
                               stage);
        }
        return block ? &block->tables[reader] : nullptr;
    };
    const WorldTable &table = m_recorder.table(name);
    NewFile &file = m_files[placeOf(name)];
    if (formatOf(table) == "csv")
        return writeCsvFile(table, file, next, m_context);
    return writeParquetFile(table, file, next, m_context);
}

/// All tables of a pass side by side, each by a thread of its own.
Status Generation::writeTables(Blocks &blocks, const WorldPass &pass)
{
    const auto write = [&](std::size_t reader) {
        auto status = writeTable(blocks, reader, pass.tables[reader]);
        if (!status)
            blocks.stop(); // nobody must wait for a reader that is gone
        return status;
    };
    std::vector<std::future<Status>> others;
    for (std::size_t i = 1; i < pass.tables.size(); ++i)
        others.push_back(std::async(std::launch::async, write, i));
    Status worst = write(0);
    for (auto &other : others) {
        auto status = other.get();
        if (worst && !status)
            worst = status;
    }
    return worst;
}

Status Generation::runPass(std::size_t number)
{
    const WorldPass &pass = m_passes[number];
    Blocks::Steps steps;
    steps.make = [&](std::size_t index, GeneratedBlock &into) {
        into.tables.resize(pass.tables.size());
        m_world->makeBlock(number, index, into.tables);
    };
    steps.settle = [&](std::size_t, GeneratedBlock &block) { settle(number, block.tables); };
    steps.finish = [&](std::size_t index, GeneratedBlock &block) { finish(pass, index, block.tables); };
    Blocks blocks(pass.blocks, pass.tables.size(), m_output.threads, steps, m_context.stop);
    SLIPWAY_TRY(writeTables(blocks, pass));
    m_blocksBefore += pass.blocks;
    return m_context.cancelled() ? Status(cancelled()) : done();
}

Result<Json> Generation::run()
{
    SLIPWAY_TRY(openFiles());
    if (m_context.cancelled())
        return cancelled();
    m_world = makeWorld(m_scenario, m_options, m_context.stop);
    if (m_context.cancelled())
        return cancelled();
    m_passes = m_world->passes();
    for (const auto &pass : m_passes)
        m_blocks += pass.blocks;
    for (std::size_t i = 0; i < m_passes.size(); ++i)
        SLIPWAY_TRY(runPass(i));
    for (auto &file : m_files) {
        if (m_context.cancelled())
            return cancelled();
        SLIPWAY_TRY(file.commit());
    }
    m_context.progress(1, stage);

    Json result {{"scenario", m_scenario.name}, {"seed", m_options.seed}, {"incidents", Json::array()}};
    for (const auto &table : m_scenario.tables) {
        result["files"][table.name] = pathOf(table).string();
        result["rows"][table.name] = m_rows[placeOf(table.name)];
    }
    result["files"]["truth"] = m_output.truthFile.string();
    for (const auto &incident : m_options.incidents)
        result["incidents"].push_back(toJson(incident));
    result.update(m_ceiling->summary());
    if (m_scenario.name == "feed") { // the names that reports and scripts know
        result["clicks"] = result["positives"];
        result["click_rate"] = result["positive_rate"];
    }
    return result;
}

} // namespace

Result<Json> generateScenario(const Scenario &scenario, const WorldOptions &options,
                              const GenerateOutput &output, const RunContext &context)
{
    if (output.format != "csv" && output.format != "parquet")
        return failure("data.format_unknown", {{"format", output.format}});
    if (context.cancelled())
        return cancelled();
    return Generation(scenario, options, output, context).run();
}

} // namespace slipway::data
