#include "core/workspace/views.h"

#include "core/base/messages.h"
#include "core/workspace/vault.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <unistd.h>

namespace slipway::workspace {

namespace fs = std::filesystem;

namespace {

Error unreadable(const fs::path &content)
{
    const auto *id = errno == ENOENT ? "file.missing" : "file.unreadable";
    return failure(id, {{"file", content.string()}, {"reason", std::strerror(errno)}});
}

Status copyInto(const fs::path &content, NewFile &file)
{
    std::ifstream source(content, std::ios::binary);
    if (!source)
        return unreadable(content);
    std::string block(1 << 20, '\0');
    do {
        source.read(block.data(), static_cast<std::streamsize>(block.size()));
        SLIPWAY_TRY(file.write(std::string_view(block.data(), static_cast<std::size_t>(source.gcount()))));
    } while (source);
    if (source.bad()) // half a copy must not look like a whole one
        return unreadable(content);
    return done();
}

} // namespace

Status copyWhole(const fs::path &content, const fs::path &name)
{
    SLIPWAY_ASSIGN(auto file, NewFile::create(name));
    SLIPWAY_TRY(copyInto(content, file));
    return file.commit();
}

Status linkOrCopy(const fs::path &content, const fs::path &name)
{
    std::error_code error;
    if (fs::equivalent(content, name, error))
        return done();
    SLIPWAY_ASSIGN(auto file, NewFile::create(name));
    if (::linkat(AT_FDCWD, content.c_str(), AT_FDCWD, file.temporaryPath().c_str(), AT_SYMLINK_FOLLOW) != 0)
        SLIPWAY_TRY(copyInto(content, file));
    return file.commit();
}

Status publishViews(const fs::path &workspace, const std::string &scenario,
                    const std::vector<ViewFile> &files)
{
    for (const auto &file : files) {
        SLIPWAY_TRY(linkOrCopy(file.content, workspace / file.name));
        SLIPWAY_TRY(linkOrCopy(file.content, workspace / "views" / scenario / file.name));
    }
    return done();
}

} // namespace slipway::workspace
