#include "core/data/text_provider.h"

#include "core/base/messages.h"

#include <algorithm>

namespace slipway::data {

namespace {

class TextReader : public BlockReader
{
public:
    TextReader(std::shared_ptr<const TextPlan> plan, std::vector<bool> wanted)
        : m_plan(std::move(plan))
        , m_wanted(std::move(wanted))
        , m_blocks(
              m_plan->ranges.size(), 1, readingThreads(*m_plan),
              [this](std::size_t index, TextRows &into) { readTextRows(*m_plan, index, m_wanted, into); }, {})
    {
    }

    Result<const Block *> next() override
    {
        const TextRows *rows = m_blocks.next(0);
        if (!rows)
            return static_cast<const Block *>(nullptr);
        if (rows->error)
            return *rows->error;
        return &rows->block;
    }

private:
    std::shared_ptr<const TextPlan> m_plan;
    std::vector<bool> m_wanted;
    OrderedBlocks<TextRows> m_blocks;
};

} // namespace

std::vector<BlockProvider::ProvidedColumn> providedColumns(const TextPlan &plan)
{
    std::vector<BlockProvider::ProvidedColumn> columns;
    for (const auto &column : plan.columns)
        columns.push_back({column.name, column.type});
    return columns;
}

std::size_t readingThreads(const TextPlan &plan)
{
    const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
    return std::clamp<std::size_t>(plan.ranges.size(), 1, cores);
}

std::vector<BlockProvider::ProvidedColumn> TextProvider::columns() const
{
    return providedColumns(*m_plan);
}

std::unique_ptr<BlockReader> TextProvider::read(const std::vector<std::size_t> &wanted) const
{
    std::vector<bool> flags(m_plan->columns.size(), false);
    for (const std::size_t column : wanted)
        flags[column] = true;
    return std::make_unique<TextReader>(m_plan, std::move(flags));
}

} // namespace slipway::data
