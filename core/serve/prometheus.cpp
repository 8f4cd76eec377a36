#include "core/serve/prometheus.h"

#include <fmt/format.h>

#include <cmath>

namespace slipway::serve {

namespace {

/// Backslash, quote and line feed are written with a backslash; HELP texts keep their quotes.
std::string escaped(std::string_view text, bool quotes)
{
    std::string out;
    for (const char c : text) {
        if (c == '\n')
            out += "\\n";
        else if (c == '\\' || (c == '"' && quotes))
            out.append({'\\', c});
        else
            out += c;
    }
    return out;
}

std::string number(double value)
{
    if (std::isnan(value))
        return "NaN";
    if (std::isinf(value))
        return value > 0 ? "+Inf" : "-Inf";
    return fmt::format("{}", value);
}

} // namespace

void PrometheusText::family(std::string_view name, std::string_view type, std::string_view help)
{
    m_family = name;
    m_text += fmt::format("# HELP {} {}\n# TYPE {} {}\n", name, escaped(help, false), name, type);
}

void PrometheusText::line(std::string_view suffix, const Labels &labels, std::string_view bound,
                          std::string_view value)
{
    m_text.append(m_family).append(suffix);
    char separator = '{';
    const auto label = [&](std::string_view name, std::string_view text) {
        m_text += fmt::format("{}{}=\"{}\"", separator, name, escaped(text, true));
        separator = ',';
    };
    for (const auto &[name, text] : labels)
        label(name, text);
    if (!bound.empty())
        label("le", bound);
    m_text.append(separator == ',' ? "} " : " ").append(value).append("\n");
}

void PrometheusText::sample(const Labels &labels, double value)
{
    line("", labels, {}, number(value));
}

void PrometheusText::sample(const Labels &labels, std::uint64_t value)
{
    line("", labels, {}, fmt::format("{}", value));
}

void PrometheusText::histogram(const Labels &labels, const HistogramFigures &figures)
{
    for (std::size_t i = 0; i < figures.bounds.size(); ++i)
        line("_bucket", labels, number(figures.bounds[i]), fmt::format("{}", figures.cumulative[i]));
    line("_bucket", labels, "+Inf", fmt::format("{}", figures.count()));
    line("_sum", labels, {}, number(figures.sum));
    line("_count", labels, {}, fmt::format("{}", figures.count()));
}

void PrometheusText::gauge(std::string_view name, std::string_view help, double value)
{
    family(name, "gauge", help);
    sample({}, value);
}

void PrometheusText::counter(std::string_view name, std::string_view help, double value)
{
    family(name, "counter", help);
    sample({}, value);
}

} // namespace slipway::serve
