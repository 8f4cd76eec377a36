#include "core/workspace/artifacts.h"

#include "core/base/hash.h"
#include "core/base/messages.h"
#include "core/workspace/vault.h"
#include "core/workspace/views.h"

namespace slipway::workspace {

namespace fs = std::filesystem;

Artifacts::Artifacts(fs::path folder)
    : m_folder(std::move(folder))
{
}

Result<std::string> Artifacts::put(const fs::path &file, const RunContext &context) const
{
    SLIPWAY_ASSIGN(std::string hash, sha256OfFile(file, context));
    if (!fs::exists(m_folder / hash))
        SLIPWAY_TRY(linkOrCopy(file, m_folder / hash));
    return hash;
}

Result<std::string> Artifacts::putBytes(std::string_view bytes) const
{
    std::string hash = sha256(bytes);
    if (!fs::exists(m_folder / hash))
        SLIPWAY_TRY(writeFile(m_folder / hash, bytes));
    return hash;
}

Result<fs::path> Artifacts::find(const std::string &hash) const
{
    auto path = m_folder / hash;
    if (hash.empty() || !fs::exists(path))
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
