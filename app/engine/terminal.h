#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::engine {

/// Writes to standard output. A reader that has gone away is no error; a full disk is, and is returned as
/// false.
bool print(std::string_view text);

/// The line with bar and stage that a job shows on a terminal, redrawn in place. Silent where standard error
/// is no terminal.
class ProgressBar
{
public:
    explicit ProgressBar(bool wanted);
    void show(double fraction, std::string_view stage);
    void clear();

private:
    bool m_on;
    bool m_drawn = false;
};

/// Rows in columns, the first row being the header; columns that hold only numbers are right-aligned.
std::string textTable(const std::vector<std::vector<std::string>> &rows);

/// "12,345"
std::string grouped(std::int64_t number);

} // namespace slipway::engine
