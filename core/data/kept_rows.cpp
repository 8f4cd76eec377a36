#include "core/data/kept_rows.h"

#include "core/base/ids.h"

namespace slipway::data {

SpillFolder::SpillFolder(const std::filesystem::path &parent)
{
    std::error_code ignored;
    const auto above = parent.empty() ? std::filesystem::temp_directory_path(ignored) : parent;
    m_path = above / ("slipway-spill-" + newId());
}

SpillFolder::~SpillFolder()
{
    std::error_code ignored;
    std::filesystem::remove_all(m_path, ignored);
}

Status keepRows(Source &source, const RunContext &context)
{
    if (source.expression.starts_with("read_parquet("))
        return done();
    SLIPWAY_TRY(
        source.duck.execute("CREATE TEMP TABLE slipway_rows AS SELECT * FROM " + source.expression, context));
    source.expression = "slipway_rows";
    return done();
}

} // namespace slipway::data
