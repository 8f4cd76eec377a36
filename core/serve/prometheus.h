#pragma once

#include "core/serve/sharded.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace slipway::serve {

/// Writes Prometheus' text format 0.0.4: a family (HELP and TYPE) and then its samples.
class PrometheusText
{
public:
    using Labels = std::vector<std::pair<std::string_view, std::string_view>>;

    static constexpr std::string_view contentType = "text/plain; version=0.0.4; charset=utf-8";

    /// `type` is counter, gauge or histogram.
    void family(std::string_view name, std::string_view type, std::string_view help);
    void sample(const Labels &labels, double value);
    void sample(const Labels &labels, std::uint64_t value);
    void histogram(const Labels &labels, const HistogramFigures &figures);

    /// A family with one sample without labels.
    void gauge(std::string_view name, std::string_view help, double value);
    void counter(std::string_view name, std::string_view help, double value);

    std::string take() { return std::move(m_text); }

private:
    void line(std::string_view suffix, const Labels &labels, std::string_view bound, std::string_view value);

    std::string m_text;
    std::string m_family;
};

} // namespace slipway::serve
