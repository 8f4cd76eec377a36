#pragma once

#include <filesystem>
#include <string>
#include <string_view>

namespace slipway::testing {

/// A new empty folder that is deleted with the object; kept, and named, where SLIPWAY_KEEP_TEST_FOLDERS is
/// set.
class TemporaryFolder
{
public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder &) = delete;
    TemporaryFolder &operator=(const TemporaryFolder &) = delete;

    const std::filesystem::path &path() const { return m_path; }
    std::filesystem::path operator/(std::string_view name) const { return m_path / name; }

    /// Writes a small file into the folder and returns its path.
    std::filesystem::path write(std::string_view name, std::string_view text) const;

private:
    std::filesystem::path m_path;
};

std::string readText(const std::filesystem::path &path);

} // namespace slipway::testing
