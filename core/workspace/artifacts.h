#pragma once

#include "core/base/result.h"
#include "core/base/run_context.h"

#include <filesystem>
#include <string>
#include <string_view>

namespace slipway::workspace {

/// Files by content: each is named by the SHA-256 of its bytes, kept once, read only, and never changed.
class Artifacts
{
public:
    explicit Artifacts(std::filesystem::path folder);

    /// Takes a copy of a file that somebody else may change later. Returns its hash.
    Result<std::string> put(const std::filesystem::path &file, const RunContext &context = {}) const;

    /// Takes a file that this job has made, without copying it where the disk has links. The file is read
    /// only from here on: it is the artifact.
    Result<std::string> adopt(const std::filesystem::path &file, const RunContext &context = {}) const;

    /// Keeps these bytes. Returns their hash.
    Result<std::string> putBytes(std::string_view bytes) const;

    /// Where the content lies; an error where it is not there.
    Result<std::filesystem::path> find(const std::string &hash) const;

    /// Reads the content again and compares it with its name.
    Status verify(const std::string &hash, const RunContext &context = {}) const;

private:
    std::filesystem::path m_folder;
};

} // namespace slipway::workspace
