#pragma once

#include "core/base/run_context.h"
#include "core/features/store/lmdb_environment.h"
#include "core/features/store/stored_view.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::features::lmdb {

// The table of contents of an LMDB store. A generation's rows have its number in front of their keys. Of each
// view two entries are kept, because a pushed row changes only the second: what a reader needs, and the
// counts.

std::string rowPrefix(std::uint32_t generation);
std::string viewKey(std::string_view set, std::string_view view);

/// What readers need of a view: everything but the counts.
Result<std::optional<std::string_view>> headOf(const LmdbTransaction &changes, std::string_view set,
                                               std::string_view view);

Result<std::optional<StoredView>> storedView(const LmdbTransaction &changes, std::string_view set,
                                             std::string_view view);
Status putView(LmdbTransaction &changes, const StoredView &view);
Result<std::vector<StoredView>> allViews(const LmdbTransaction &look);

/// A new generation that belongs to nobody's view yet. It is swept away once this process is gone.
Result<std::uint32_t> beginGeneration(LmdbTransaction &changes);
Status generationIsShown(LmdbTransaction &changes, std::uint32_t generation);
Status generationIsDone(LmdbTransaction &changes, std::uint32_t generation); ///< to be swept away

/// A generation that is to be swept away.
struct LooseGeneration {
    std::string prefix;
    bool owned = false; ///< by a process that may still be filling it
};
Result<std::vector<LooseGeneration>> looseGenerations(const LmdbTransaction &look);

/// Forgets a view; its rows are swept away afterwards. Nothing where it has another generation by now.
Status dropView(LmdbTransaction &changes, const StoredView &view);

/// Removes the rows of generations that are done or whose process is gone, some at a time.
Status sweep(LmdbEnvironment &environment, const RunContext &context);

} // namespace slipway::features::lmdb
