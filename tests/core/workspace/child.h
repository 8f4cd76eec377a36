#pragma once

#include "core/base/result.h"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <functional>
#include <grp.h>
#include <sched.h>
#include <string>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>

namespace slipway::testing {

/// What a child says when the machine does not let it set the scene; the test skips with this reason.
constexpr std::string_view notPermitted = "not permitted here: ";

/// "ok", or the error's id and sentence.
template <typename T>
std::string said(const Result<T> &result)
{
    return result ? "ok" : result.error().id + ": " + result.error().message;
}

/// Work in a process of its own. Nothing that it does to its rights, mounts, limits or folders reaches the
/// test. Start it before there are threads and open stores: a forked child can use neither.
class Child
{
public:
    explicit Child(const std::function<std::string()> &work)
    {
        int ends[2] {-1, -1};
        (void)::pipe(ends);
        m_pid = ::fork();
        if (m_pid == 0) {
            ::close(ends[0]);
            const std::string answer = work();
            const bool whole =
                ::write(ends[1], answer.data(), answer.size()) == static_cast<ssize_t>(answer.size());
            ::_exit(whole ? 0 : 1);
        }
        ::close(ends[1]);
        m_pipe = ends[0];
    }
    ~Child()
    {
        if (m_pid > 0)
            (void)answer();
    }
    Child(const Child &) = delete;
    Child &operator=(const Child &) = delete;

    /// Waits for the end. "died" where the child ended without an answer.
    std::string answer()
    {
        std::string text;
        char block[4096];
        for (ssize_t count = 0; (count = ::read(m_pipe, block, sizeof block)) > 0;)
            text.append(block, static_cast<std::size_t>(count));
        ::close(m_pipe);
        int status = 0;
        ::waitpid(std::exchange(m_pid, -1), &status, 0);
        return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? text : "died";
    }

private:
    pid_t m_pid;
    int m_pipe;
};

inline std::string inChild(const std::function<std::string()> &work)
{
    return Child(work).answer();
}

/// inChild() with an ordinary person's rights: permission bits do not bind root, as which CI may run.
inline std::string withoutRights(const std::function<std::string()> &work)
{
    return inChild([&] {
        constexpr unsigned nobody = 65534;
        if (::geteuid() == 0
            && (::setgroups(0, nullptr) != 0 || ::setresgid(nobody, nobody, nobody) != 0
                || ::setresuid(nobody, nobody, nobody) != 0))
            return std::string(notPermitted) + std::strerror(errno);
        return work();
    });
}

/// inChild() with a disk of `size` ("512k") mounted over `folder`, which only the child sees.
inline std::string onSmallDisk(const std::filesystem::path &folder, const std::string &size,
                               const std::function<std::string()> &work)
{
    return inChild([&] {
        const int own = ::geteuid() == 0 ? CLONE_NEWNS : CLONE_NEWNS | CLONE_NEWUSER;
        const auto options = "size=" + size;
        if (::unshare(own) != 0 || ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0
            || ::mount("none", folder.c_str(), "tmpfs", 0, options.c_str()) != 0)
            return std::string(notPermitted) + std::strerror(errno);
        return work();
    });
}

} // namespace slipway::testing

/// Ends the test with the reason where a child could not set its scene.
#define SKIP_IF_NOT_PERMITTED(answer)                                                                        \
    do {                                                                                                     \
        if ((answer).starts_with(slipway::testing::notPermitted))                                            \
            QSKIP((answer).c_str());                                                                         \
    } while (false)
