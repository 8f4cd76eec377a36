#include "core/workspace/vault.h"

#include "core/base/ids.h"
#include "core/base/messages.h"
#include "core/workspace/process.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>

namespace slipway::workspace {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view temporaryPrefix = ".slipway-";

Error unwritable(const fs::path &path, int error)
{
    if (error == ENOSPC || error == EDQUOT)
        return failure("file.disk_full", {{"folder", path.parent_path().string()}});
    if (error == EROFS || error == EACCES || error == EPERM)
        return failure("file.read_only", {{"folder", path.parent_path().string()}}, std::strerror(error));
    return failure("file.unwritable", {{"file", path.string()}, {"reason", std::strerror(error)}});
}

Status flushToDisk(const fs::path &path, int flags)
{
    const int descriptor = ::open(path.c_str(), flags | O_CLOEXEC);
    if (descriptor < 0)
        return unwritable(path, errno);
    const bool flushed = ::fsync(descriptor) == 0;
    const int error = errno;
    ::close(descriptor);
    if (!flushed && error != EINVAL) // some file systems cannot flush a folder
        return unwritable(path, error);
    return done();
}

/// ".slipway-<pid>-<start>-<id>-<name>": who wrote it, so that the sweep leaves the living alone.
std::optional<ProcessIdentity> writerOf(const std::string &name)
{
    if (!name.starts_with(temporaryPrefix))
        return std::nullopt;
    ProcessIdentity process;
    unsigned long start = 0;
    if (std::sscanf(name.c_str() + temporaryPrefix.size(), "%d-%lu-", &process.pid, &start) != 2)
        return std::nullopt;
    process.start = start;
    return process;
}

} // namespace

fs::path temporaryName(const fs::path &path)
{
    const auto self = thisProcess();
    return path.parent_path()
        / fmt::format("{}{}-{}-{}-{}", temporaryPrefix, self.pid, self.start, newId().substr(20),
                      path.filename().string());
}

NewFile::NewFile(fs::path path, fs::path temporary)
    : m_path(std::move(path))
    , m_temporary(std::move(temporary))
{
}

NewFile::NewFile(NewFile &&other) noexcept
    : m_path(std::move(other.m_path))
    , m_temporary(std::move(other.m_temporary))
    , m_descriptor(std::exchange(other.m_descriptor, -1))
    , m_finished(std::exchange(other.m_finished, true))
{
}

NewFile &NewFile::operator=(NewFile &&other) noexcept
{
    if (this != &other) {
        discard();
        m_path = std::move(other.m_path);
        m_temporary = std::move(other.m_temporary);
        m_descriptor = std::exchange(other.m_descriptor, -1);
        m_finished = std::exchange(other.m_finished, true);
    }
    return *this;
}

NewFile::~NewFile()
{
    discard();
}

void NewFile::discard()
{
    if (m_descriptor >= 0)
        ::close(std::exchange(m_descriptor, -1));
    if (!std::exchange(m_finished, true))
        ::unlink(m_temporary.c_str());
}

Result<NewFile> NewFile::create(const fs::path &path)
{
    std::error_code error;
    const fs::path whole = fs::absolute(path, error); // a bare name has no folder to flush
    if (!error)
        fs::create_directories(whole.parent_path(), error);
    if (error)
        return unwritable(path, error.value());
    return NewFile(whole, temporaryName(whole));
}

Status NewFile::write(std::string_view bytes)
{
    if (m_descriptor < 0) {
        m_descriptor = ::open(m_temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
        if (m_descriptor < 0)
            return unwritable(m_path, errno);
    }
    while (!bytes.empty()) {
        const ssize_t written = ::write(m_descriptor, bytes.data(), bytes.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return unwritable(m_path, errno);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return done();
}

Status NewFile::commit()
{
    if (m_descriptor >= 0) {
        if (::close(std::exchange(m_descriptor, -1)) != 0)
            return unwritable(m_path, errno);
    }
    SLIPWAY_TRY(flushToDisk(m_temporary, O_RDONLY));
    if (::rename(m_temporary.c_str(), m_path.c_str()) != 0)
        return unwritable(m_path, errno);
    m_finished = true;
    return flushToDisk(m_path.parent_path(), O_RDONLY | O_DIRECTORY);
}

Result<std::string> readFile(const fs::path &path, std::size_t limit)
{
    const auto unreadable = [&](int error) {
        const auto *id = error == ENOENT || error == ENOTDIR ? "file.missing" : "file.unreadable";
        return failure(id, {{"file", path.string()}, {"reason", std::strerror(error)}});
    };
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0)
        return unreadable(errno);
    std::string bytes;
    struct stat status {
    };
    ::fstat(descriptor, &status);
    if (S_ISREG(status.st_mode))
        bytes.reserve(std::min(static_cast<std::size_t>(status.st_size), limit));
    char block[1 << 16];
    ssize_t count = 0;
    while ((count = ::read(descriptor, block, sizeof block)) > 0 || (count < 0 && errno == EINTR)) {
        if (count > 0)
            bytes.append(block, static_cast<std::size_t>(count));
        if (bytes.size() > limit)
            break;
    }
    const int error = count < 0 ? errno : 0;
    ::close(descriptor);
    if (error != 0)
        return unreadable(error);
    if (bytes.size() > limit)
        return failure("file.too_large", {{"file", path.string()}, {"limit", limit}});
    return bytes;
}

Status writeFile(const fs::path &path, std::string_view bytes)
{
    SLIPWAY_ASSIGN(auto file, NewFile::create(path));
    SLIPWAY_TRY(file.write(bytes));
    return file.commit();
}

std::size_t sweepTemporaries(const fs::path &folder)
{
    std::size_t removed = 0;
    std::error_code error;
    for (fs::recursive_directory_iterator entry(folder, fs::directory_options::skip_permission_denied, error),
         end;
         !error && entry != end; entry.increment(error)) {
        const auto writer = writerOf(entry->path().filename().string());
        if (!writer || isAlive(*writer))
            continue;
        std::error_code ignored;
        if (entry->is_directory(ignored))
            entry.disable_recursion_pending();
        if (fs::remove_all(entry->path(), ignored) > 0)
            ++removed;
    }
    return removed;
}

} // namespace slipway::workspace
