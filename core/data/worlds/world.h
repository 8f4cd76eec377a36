#pragma once

#include "core/data/worlds/incident.h"
#include "core/data/worlds/quick_random.h"
#include "core/data/worlds/scenario.h"

#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace slipway::data {

/// How much of a world is made, and what happens in it.
struct WorldOptions {
    std::uint64_t seed = 42;
    std::int64_t rows = 0;
    std::int64_t entities = 0;
    std::int64_t items = 0; ///< the feed's second kind of entity; 0: as many as suit the rows
    int days = 0;
    TimeMicros start = 0;
    double missing = 0; ///< share of the values that `optional` columns lose
    std::vector<Incident> incidents;
    Json parameters = Json::object(); ///< of the scenario, every one

    TimeMicros span() const { return days * microsPerDay; }
    double parameter(const char *name) const { return parameters.at(name).get<double>(); }
};

/// An independent stream of the seed: `stream` is the kind of work, `number` which of its entities or rows.
inline QuickRandom randomFor(const WorldOptions &options, std::uint64_t stream, std::uint64_t number)
{
    return QuickRandom(options.seed, stream << 48 | number);
}

/// Tables that are made from one stream of blocks, side by side.
struct WorldPass {
    std::vector<std::string> tables;
    std::size_t blocks = 0;
};

/// The rows of one block, a part for each table of its pass.
using WorldBlock = std::vector<TableRows>;

/// A causal world. Everything follows from the options. A block follows from its number alone, so that any
/// thread can make it.
class World
{
public:
    virtual ~World() = default;

    virtual std::vector<WorldPass> passes() const = 0;

    /// Fills the rows of a block; called from several threads at once.
    virtual void makeBlock(std::size_t pass, std::size_t block, WorldBlock &into) const = 0;

    /// For what depends on all rows before: called block after block, by one thread at a time.
    virtual void settleBlock(std::size_t pass, WorldBlock &block);
};

/// The world of a scenario. A stop leaves one that is not finished and must not be used.
std::unique_ptr<World> makeWorld(const Scenario &scenario, const WorldOptions &options,
                                 const std::stop_token &stop = {});

/// Options from settings of data_config.yaml's section "generation" ("rows", "seed", ...) and of the
/// scenario; what is left out or 0 is as the scenario says.
Result<WorldOptions> worldOptions(const Scenario &scenario, const Json &settings,
                                  const Json &parameters = Json::object());

} // namespace slipway::data
