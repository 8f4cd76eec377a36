#pragma once

#include "core/base/run_context.h"
#include "core/features/pushed/with_pushed.h"
#include "core/workspace/workspace.h"

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace slipway::engine {

/// A file of rows that servers were sent for a view, and what can become of those that are not in the data.
struct PushedToView {
    features::PushedFile file;
    std::optional<workspace::DatasetVersion> dataset; ///< the newest version of what the view's source reads
    std::optional<features::PushedPlan> plan;
    std::optional<Error> problem; ///< why there is no plan
};

/// Every view that something was pushed to, of one set or, where `set` is empty, of all.
Result<std::vector<PushedToView>> pushedToViews(const workspace::Workspace &workspace, const std::string &set,
                                                const RunContext &context);

/// Makes new rows a new version of each data set that they belong to, as one change of the records; each can
/// be taken back by deleting the version. Views without a plan, or without new rows, are passed over.
Result<std::vector<workspace::DatasetVersion>> keepPushed(const workspace::Workspace &workspace,
                                                          const std::vector<PushedToView> &pushed,
                                                          const std::filesystem::path &folder,
                                                          const RunContext &context);

/// A sentence where rows of a set's views wait to become data, for whoever builds from the data; empty where
/// none do.
std::string pushedRemark(const workspace::Workspace &workspace, const std::string &set,
                         const RunContext &context);

} // namespace slipway::engine
