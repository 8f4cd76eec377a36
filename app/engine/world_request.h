#pragma once

#include "app/engine/verb.h"

#include "core/data/worlds/world.h"
#include "core/workspace/config.h"

namespace slipway::engine {

/// What the command line says about a world that is to be made.
struct WorldRequest {
    std::int64_t rows = -1; ///< -1: as data_config.yaml says
    std::int64_t entities = -1; ///< 0: as many as suit the rows
    int days = -1;
    std::int64_t seed = -1;
    double missing = -1;
    std::vector<std::string> incidents; ///< in addition to those of data_config.yaml
    bool onlyTheseIncidents = false;
    std::vector<std::string> parameters; ///< "churn_rate=0.2"
};

void addWorldOptions(CLI::App *command, WorldRequest &request);

/// The settings of data_config.yaml, with what the command line says instead.
Result<data::WorldOptions> worldOptions(const data::Scenario &scenario, const workspace::Config &config,
                                        const WorldRequest &request);

} // namespace slipway::engine
