#pragma once

#include <filesystem>

#include <sys/types.h>
#include <unistd.h>

namespace slipway::testing {

/// A folder that this process cannot write to while the object lives, whoever runs it: permission bits do not
/// bind root, as which CI may run.
class WithoutRights
{
public:
    explicit WithoutRights(std::filesystem::path folder)
        : m_folder(std::move(folder))
    {
        using std::filesystem::perms;
        std::filesystem::permissions(m_folder.parent_path(), perms(0755)); // others must get there
        std::filesystem::permissions(m_folder, perms(0555));
        m_wasRoot = ::geteuid() == 0;
        if (m_wasRoot)
            m_wasRoot = ::setresgid(nobody, nobody, 0) == 0 && ::setresuid(nobody, nobody, 0) == 0;
    }

    ~WithoutRights()
    {
        const bool isBack = !m_wasRoot || (::setresuid(0, 0, 0) == 0 && ::setresgid(0, 0, 0) == 0);
        if (isBack)
            std::filesystem::permissions(m_folder, std::filesystem::perms(0755));
    }

    WithoutRights(const WithoutRights &) = delete;
    WithoutRights &operator=(const WithoutRights &) = delete;

    bool isBound() const { return ::access(m_folder.c_str(), W_OK) != 0; }

private:
    static constexpr uid_t nobody = 65534;
    std::filesystem::path m_folder;
    bool m_wasRoot = false;
};

} // namespace slipway::testing
