#pragma once

#include "app/engine/session.h"

#include "core/features/definitions/set_records.h"
#include "core/features/join/offline.h"
#include "core/features/store/materialize.h"
#include "core/features/store/open_store.h"

#include <string>

namespace slipway::engine {

/// The store that --store names, else the one in data_config.yaml: in the workspace's folder online/, or a
/// Redis with a copy in that folder.
Result<features::StoreOptions> storeOptions(const workspace::Workspace &workspace,
                                            const std::string &address);
Result<std::unique_ptr<features::OnlineStore>> openStore(const workspace::Workspace &workspace,
                                                         const std::string &address, bool create);

/// The newest versions of the tables of a set; `folder` is where what does not fit into memory goes.
Result<features::OfflineOptions> offlineOptions(const workspace::Workspace &workspace,
                                                const features::FeatureSet &set,
                                                const std::filesystem::path &folder);

/// Materializes views of a set, and remembers that in the event log. `folder` is the job's own: what does not
/// fit into memory goes there, and rows until they are checked. The answer:
/// {"set","version","store","views","expectations":{"checked","failed","failures"},"seconds"}.
Result<Json> materializeSet(const workspace::Workspace &workspace, const features::RecordedSet &recorded,
                            features::OnlineStore &store, const features::MaterializeOptions &options,
                            const std::filesystem::path &folder, const RunContext &context);

/// The views of one set that are stored; an error where there are none.
Result<std::vector<features::StoredView>> storedViews(features::OnlineStore &store, const std::string &set);

} // namespace slipway::engine
