#pragma once

#include "core/workspace/store.h"

#include <filesystem>
#include <memory>

namespace slipway::workspace {

/// Opens the records of a workspace: WAL, foreign keys, a wait of 5 s for other writers, migrated to the
/// newest version. Where the folder cannot be written, or the disk is full, the same records open read only.
Result<std::unique_ptr<Store>> openSqliteStore(const std::filesystem::path &file);

/// The same schema without a file, for tests.
Result<std::unique_ptr<Store>> openMemoryStore();

} // namespace slipway::workspace
