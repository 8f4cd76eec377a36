#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <filesystem>
#include <limits>
#include <string>
#include <string_view>

namespace slipway::workspace {

/// A file that appears under its name only when it is whole: written under a temporary name in the same
/// folder, flushed, renamed. Dropped without commit() it leaves nothing behind; after a kill the next open
/// sweeps it.
class NewFile
{
public:
    /// Makes the folders above `path` too.
    static Result<NewFile> create(const std::filesystem::path &path);

    NewFile(NewFile &&other) noexcept;
    NewFile &operator=(NewFile &&other) noexcept;
    ~NewFile();

    Status write(std::string_view bytes);

    /// For libraries that write files themselves (DuckDB, LibTorch): where they are to write. It does not
    /// exist yet as long as write() was not called.
    const std::filesystem::path &temporaryPath() const { return m_temporary; }

    /// Flushes to the disk and gives the file its name, replacing what was there.
    Status commit();

private:
    NewFile(std::filesystem::path path, std::filesystem::path temporary);
    void discard();

    std::filesystem::path m_path;
    std::filesystem::path m_temporary;
    int m_descriptor = -1;
    bool m_finished = false;
};

/// The whole content, or a sentence that names the file. Larger files than `limit` are refused.
Result<std::string> readFile(const std::filesystem::path &path,
                             std::size_t limit = std::numeric_limits<std::size_t>::max());

/// A NewFile with this content.
Status writeFile(const std::filesystem::path &path, std::string_view bytes);

/// A name in `path`'s folder that the sweep recognises while this process lives, and removes once it is gone.
std::filesystem::path temporaryName(const std::filesystem::path &path);

/// Deletes the temporary files below `folder` whose process is gone. Returns how many.
std::size_t sweepTemporaries(const std::filesystem::path &folder);

} // namespace slipway::workspace
