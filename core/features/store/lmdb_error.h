#pragma once

#include "core/base/result.h"

#include <filesystem>

namespace slipway::features {

/// Beside the codes of LMDB: an entry whose seal does not fit.
constexpr int lmdbEntryBroken = -31'000;

/// The sentence for a code of LMDB or of the system.
Error lmdbError(int code, const std::filesystem::path &folder);

Error lmdbDamaged(const std::filesystem::path &folder, std::string_view what);

/// The same without the folder, which lmdbErrorOf() puts in: a transaction does not know where it is.
Error lmdbError(int code);
Error lmdbErrorOf(const Error &error, const std::filesystem::path &folder);

/// The code of an error of lmdbError(int); else 0.
int lmdbCodeOf(const Error &error);

} // namespace slipway::features
