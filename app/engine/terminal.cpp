#include "app/engine/terminal.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <sys/ioctl.h>
#include <unistd.h>

namespace slipway::engine {

namespace {

constexpr int barWidth = 28;

bool isNumber(std::string_view text)
{
    if (text.empty() || text == "-")
        return true;
    return std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= '0' && c <= '9') || std::string_view("+-.,%e").find(c) != std::string_view::npos;
    });
}

/// Characters on screen of UTF-8 text without wide ones, which is what our tables hold.
std::size_t shownWidth(std::string_view text)
{
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

int terminalColumns()
{
    winsize size {};
    return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}

} // namespace

bool print(std::string_view text)
{
    while (!text.empty()) {
        const ssize_t written = ::write(STDOUT_FILENO, text.data(), text.size());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0)
            return errno == EPIPE || errno == EBADF;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

ProgressBar::ProgressBar(bool wanted)
    : m_on(wanted && ::isatty(STDERR_FILENO) != 0)
{
}

void ProgressBar::show(double fraction, std::string_view stage)
{
    if (!m_on)
        return;
    const int filled = static_cast<int>(fraction * barWidth + 0.5);
    std::string bar;
    for (int i = 0; i < barWidth; ++i)
        bar += i < filled ? "█" : "░";
    const auto room = static_cast<std::size_t>(std::max(terminalColumns() - barWidth - 8, 0));
    std::fprintf(stderr, "\r\033[K%s %3d%%  %.*s", bar.c_str(), static_cast<int>(fraction * 100),
                 static_cast<int>(std::min(room, stage.size())), stage.data());
    std::fflush(stderr);
    m_drawn = true;
}

void ProgressBar::clear()
{
    if (m_drawn)
        std::fputs("\r\033[K", stderr);
    std::fflush(stderr);
    m_drawn = false;
}

std::string textTable(const std::vector<std::vector<std::string>> &rows)
{
    if (rows.empty())
        return {};
    const std::size_t columns = rows.front().size();
    std::vector<std::size_t> widths(columns, 0);
    std::vector<bool> right(columns, rows.size() > 1);
    for (std::size_t r = 0; r < rows.size(); ++r) {
        for (std::size_t c = 0; c < columns; ++c) {
            widths[c] = std::max(widths[c], shownWidth(rows[r][c]));
            if (r > 0 && !isNumber(rows[r][c]))
                right[c] = false;
        }
    }
    std::string text;
    for (const auto &row : rows) {
        std::string line;
        for (std::size_t c = 0; c < columns; ++c) {
            const std::string padding(widths[c] - shownWidth(row[c]), ' ');
            line += right[c] ? padding + row[c] : row[c] + padding;
            line += c + 1 < columns ? "  " : "";
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + "\n";
    }
    return text;
}

std::string grouped(std::int64_t number)
{
    std::string digits = std::to_string(std::abs(number));
    for (auto place = static_cast<std::ptrdiff_t>(digits.size()) - 3; place > 0; place -= 3)
        digits.insert(static_cast<std::size_t>(place), 1, ',');
    if (number < 0)
        digits.insert(0, 1, '-');
    return digits;
}

} // namespace slipway::engine
