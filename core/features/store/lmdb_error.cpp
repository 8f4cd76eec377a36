#include "core/features/store/lmdb_error.h"

#include "core/base/messages.h"

#include <lmdb.h>

#include <cerrno>

namespace slipway::features {

namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t nearlyFullBytes = 1 << 20;
constexpr auto codeKey = "code";

/// LMDB says EIO where the disk took only a part of what it was given.
bool diskIsFull(const fs::path &folder)
{
    std::error_code error;
    const auto space = fs::space(folder, error);
    return !error && space.available < nearlyFullBytes;
}

} // namespace

Error lmdbError(int code, const fs::path &folder)
{
    const Json args {{"folder", folder.string()}, {"reason", ::mdb_strerror(code)}};
    switch (code) {
    case ENOSPC:
    case EDQUOT:
        return failure("file.disk_full", args);
    case EIO:
        return failure(diskIsFull(folder) ? "file.disk_full" : "store.failed", args);
    case EACCES:
    case EPERM:
    case EROFS:
        return failure("file.read_only", args);
    case ENOENT:
        return failure("store.missing", args);
    case MDB_MAP_FULL:
        return failure("store.full", args);
    case MDB_INVALID:
    case MDB_VERSION_MISMATCH:
        return failure("store.other_format", args);
    case MDB_CORRUPTED:
    case MDB_PAGE_NOTFOUND:
    case MDB_PANIC:
    case MDB_CURSOR_FULL:
        return lmdbDamaged(folder, ::mdb_strerror(code));
    case lmdbEntryBroken:
        return lmdbDamaged(folder, "an entry is not what was written");
    case MDB_READERS_FULL:
    case EAGAIN:
        return failure("store.locked", args);
    default:
        return failure("store.failed", args);
    }
}

Error lmdbDamaged(const fs::path &folder, std::string_view what)
{
    return failure("store.damaged", {{"store", folder.string()}, {"what", what}});
}

Error lmdbError(int code)
{
    Error error = lmdbError(code, {});
    error.args[codeKey] = code;
    return error;
}

Error lmdbErrorOf(const Error &error, const fs::path &folder)
{
    const int code = lmdbCodeOf(error);
    return code == 0 ? error : lmdbError(code, folder);
}

int lmdbCodeOf(const Error &error)
{
    return error.args.is_object() ? error.args.value(codeKey, 0) : 0;
}

} // namespace slipway::features
