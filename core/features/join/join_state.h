#pragma once

#include "core/features/join/plan.h"
#include "core/features/join/prepared_source.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::features {

/// What the parts of the join share.
struct JoinState {
    FeatureSet set;
    data::Duck duck;
    std::vector<RawTable> tables;
    std::vector<PreparedSource> sources;
    std::optional<WindowPlan> plan; ///< where it can answer it is taken, so that tests can compare the plans
    std::map<std::string, std::int64_t> unmatched; ///< by data set, of the last answer
    std::filesystem::path temporaryFolder {};

    PreparedSource &source(const FeatureView &view);
    const std::vector<std::string> &keys(const FeatureView &view) const;
};

/// The tables that one answer is made of; they go together.
class JoinTables
{
public:
    JoinTables(data::Duck &duck, const RunContext &context);

    std::string name(std::string_view what); ///< a new one
    Status make(std::string_view table, const std::string &sql);
    Status drop();

private:
    data::Duck &m_duck;
    const RunContext m_context;
    std::vector<std::string> m_names;
};

} // namespace slipway::features
