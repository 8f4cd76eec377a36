#include "core/report/text_fit.h"

#include <algorithm>
#include <numeric>

namespace slipway::report {

namespace {

/// The length of the UTF-8 sequence that begins with `lead`; stray bytes count as one.
std::size_t sequenceLength(unsigned char lead)
{
    return lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
}

/// In units of the font size.
double characterWidth(std::string_view character)
{
    if (character.size() >= 3) {
        // Beyond the dashes, arrows and signs come the scripts that fill a square.
        const auto lead = static_cast<unsigned char>(character.front());
        return lead >= 0xE3 ? 1.05 : 0.85;
    }
    if (character.size() == 2)
        return 0.68;
    const char c = character.front();
    if (std::string_view("il.,:;|!' j").find(c) != std::string_view::npos)
        return 0.34;
    if (std::string_view("ftrI()[]{}/\\-\"").find(c) != std::string_view::npos)
        return 0.46;
    if (std::string_view("mwMW%@").find(c) != std::string_view::npos)
        return 1.0;
    if ((c >= 'A' && c <= 'Z') || c == '_' || c == '+' || c == '=' || c == '<' || c == '>' || c == '~')
        return 0.8;
    return 0.64;
}

template <typename Visit>
void eachCharacter(std::string_view text, Visit visit)
{
    for (std::size_t i = 0; i < text.size();) {
        const auto length = std::min(sequenceLength(static_cast<unsigned char>(text[i])), text.size() - i);
        visit(text.substr(i, length));
        i += length;
    }
}

} // namespace

double textWidth(std::string_view text, double fontSize)
{
    double width = 0;
    eachCharacter(text, [&](std::string_view character) { width += characterWidth(character); });
    return width * fontSize;
}

std::string fitted(std::string_view text, double fontSize, double width)
{
    if (textWidth(text, fontSize) <= width)
        return std::string(text);
    constexpr auto ellipsis = "\u2026";
    double used = textWidth(ellipsis, fontSize);
    std::string beginning;
    bool full = false;
    eachCharacter(text, [&](std::string_view character) {
        used += characterWidth(character) * fontSize;
        full = full || used > width;
        if (!full)
            beginning += character;
    });
    return beginning + ellipsis;
}

std::optional<std::vector<double>> spreadLabels(std::span<const double> wanted, double size, double lower,
                                                double upper)
{
    const auto count = wanted.size();
    const double room = upper - lower;
    if (count == 0)
        return std::vector<double> {};
    if (size * static_cast<double>(count) > room + 1e-9)
        return std::nullopt;

    std::vector<std::size_t> order(count);
    std::iota(order.begin(), order.end(), std::size_t {0});
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return wanted[a] < wanted[b]; });

    // With the i-th label moved back by i sizes, "no overlap" becomes "ascending": the nearest ascending
    // sequence is what pooling adjacent violators finds, and cutting it off at the ends keeps it the nearest.
    struct Pool {
        double sum;
        std::size_t count;
        double mean() const { return sum / static_cast<double>(count); }
    };
    std::vector<Pool> pools;
    for (std::size_t i = 0; i < count; ++i) {
        pools.push_back({wanted[order[i]] - size * static_cast<double>(i), 1});
        while (pools.size() > 1 && pools[pools.size() - 2].mean() > pools.back().mean()) {
            const auto last = pools.back();
            pools.pop_back();
            pools.back().sum += last.sum;
            pools.back().count += last.count;
        }
    }
    const double first = lower + size / 2;
    const double last = upper - size * (static_cast<double>(count) - 0.5);
    std::vector<double> places(count);
    std::size_t i = 0;
    for (const auto &pool : pools) {
        for (std::size_t k = 0; k < pool.count; ++k, ++i)
            places[order[i]] =
                std::clamp(pool.mean(), first, std::max(first, last)) + size * static_cast<double>(i);
    }
    return places;
}

} // namespace slipway::report
