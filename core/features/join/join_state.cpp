#include "core/features/join/join_state.h"

#include <fmt/format.h>

#include <algorithm>

namespace slipway::features {

PreparedSource &JoinState::source(const FeatureView &view)
{
    return *std::find_if(sources.begin(), sources.end(),
                         [&](const auto &each) { return each.source().name == view.source; });
}

const std::vector<std::string> &JoinState::keys(const FeatureView &view) const
{
    return set.entity(view.entity)->keys;
}

JoinTables::JoinTables(data::Duck &duck, const RunContext &context)
    : m_duck(duck)
    , m_context(context)
{
}

std::string JoinTables::name(std::string_view what)
{
    m_names.push_back(
        fmt::format("slipway.{}", data::identifier(fmt::format("{}_{}", what, m_names.size()))));
    return m_names.back();
}

Status JoinTables::make(std::string_view table, const std::string &sql)
{
    return m_duck.execute(fmt::format("CREATE OR REPLACE TABLE {} AS {}", table, sql), m_context);
}

Status JoinTables::drop()
{
    for (const auto &table : m_names) // one that was perhaps never made
        SLIPWAY_TRY(m_duck.execute(fmt::format("DROP TABLE IF EXISTS {}", table)));
    m_names.clear();
    return done();
}

} // namespace slipway::features
