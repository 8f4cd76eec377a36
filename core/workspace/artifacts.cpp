#include "core/workspace/artifacts.h"

#include "core/base/hash.h"
#include "core/base/messages.h"
#include "core/workspace/vault.h"
#include "core/workspace/views.h"

namespace slipway::workspace {

namespace fs = std::filesystem;

namespace {

/// Other names of the same content are read only with it: an editor that writes in place would change what
/// the hash stands for.
void protect(const fs::path &artifact)
{
    std::error_code ignored; // a file system without permission bits
    fs::permissions(artifact, fs::perms::owner_read | fs::perms::group_read | fs::perms::others_read,
                    ignored);
}

/// Content that is there already looks new: gc leaves alone what a job may be about to record.
void renew(const fs::path &artifact)
{
    std::error_code ignored;
    fs::last_write_time(artifact, fs::file_time_type::clock::now(), ignored);
}

} // namespace

Artifacts::Artifacts(fs::path folder)
    : m_folder(std::move(folder))
{
}

Result<std::string> Artifacts::put(const fs::path &file, const RunContext &context) const
{
    SLIPWAY_ASSIGN(std::string hash, sha256OfFile(file, context));
    if (!fs::exists(m_folder / hash)) {
        SLIPWAY_TRY(copyWhole(file, m_folder / hash));
        protect(m_folder / hash);
    } else {
        renew(m_folder / hash);
    }
    return hash;
}

Result<std::string> Artifacts::adopt(const fs::path &file, const RunContext &context) const
{
    SLIPWAY_ASSIGN(std::string hash, sha256OfFile(file, context));
    if (!fs::exists(m_folder / hash)) {
        SLIPWAY_TRY(linkOrCopy(file, m_folder / hash));
        protect(m_folder / hash);
    } else {
        renew(m_folder / hash);
    }
    return hash;
}

Result<std::string> Artifacts::putBytes(std::string_view bytes) const
{
    std::string hash = sha256(bytes);
    if (!fs::exists(m_folder / hash)) {
        SLIPWAY_TRY(writeFile(m_folder / hash, bytes));
        protect(m_folder / hash);
    } else {
        renew(m_folder / hash);
    }
    return hash;
}

Result<fs::path> Artifacts::find(const std::string &hash) const
{
    auto path = m_folder / hash;
    std::error_code ignored; // no name is too long or too strange for "not there"
    if (hash.empty() || hash.find('/') != std::string::npos || !fs::exists(path, ignored))
        return failure("artifact.missing", {{"hash", hash}});
    return path;
}

Status Artifacts::verify(const std::string &hash, const RunContext &context) const
{
    SLIPWAY_ASSIGN(const auto path, find(hash));
    SLIPWAY_ASSIGN(const auto actual, sha256OfFile(path, context));
    if (actual != hash)
        return failure("artifact.damaged", {{"hash", hash}});
    return done();
}

} // namespace slipway::workspace
