#pragma once

#include "core/data/ordered_blocks.h"
#include "core/data/provided_rows.h"
#include "core/data/text_rows.h"

#include <memory>
#include <string>

namespace slipway::data {

/// Hands the rows of a plan to DuckDB. Each query reads the file anew, some blocks ahead on all cores.
class TextProvider : public BlockProvider
{
public:
    explicit TextProvider(std::shared_ptr<const TextPlan> plan)
        : m_plan(std::move(plan))
    {
    }

    std::vector<ProvidedColumn> columns() const override;
    std::unique_ptr<BlockReader> read(const std::vector<std::size_t> &wanted) const override;

private:
    std::shared_ptr<const TextPlan> m_plan;
};

std::vector<BlockProvider::ProvidedColumn> providedColumns(const TextPlan &plan);

/// How many threads prepare blocks.
std::size_t readingThreads(const TextPlan &plan);

} // namespace slipway::data
