#pragma once

#include <charconv>
#include <cmath>
#include <limits>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

namespace slipway::testing {

/// Prometheus' text format 0.0.4, read strictly: what its documentation forbids is an entry in `complaints`.
struct Exposition {
    using Labels = std::map<std::string, std::string>;
    struct Sample {
        std::string name;
        Labels labels;
        double value;
    };
    std::map<std::string, std::string> types; ///< of families
    std::vector<Sample> samples;
    std::vector<std::string> complaints;

    /// NaN where there is no such sample.
    double value(const std::string &name, const Labels &labels = {}) const
    {
        for (const auto &sample : samples) {
            if (sample.name == name && sample.labels == labels)
                return sample.value;
        }
        return std::numeric_limits<double>::quiet_NaN();
    }
};

class ExpositionReader
{
public:
    explicit ExpositionReader(const std::string &text)
    {
        if (text.empty() || text.back() != '\n')
            complain("the last line does not end");
        for (std::size_t begin = 0; begin < text.size();) {
            const auto end = std::min(text.find('\n', begin), text.size());
            readLine(text.substr(begin, end - begin));
            begin = end + 1;
        }
        for (const auto &[name, type] : m_result.types) {
            if (type == "histogram")
                checkHistogram(name);
        }
    }

    Exposition take() { return std::move(m_result); }

private:
    void complain(const std::string &what) { m_result.complaints.push_back(what + ": " + m_line); }

    void readLine(const std::string &line)
    {
        m_line = line;
        static const std::regex help("# HELP ([a-zA-Z_:][a-zA-Z0-9_:]*) (.+)");
        static const std::regex type("# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram)");
        static const std::regex sample("([a-zA-Z_:][a-zA-Z0-9_:]*)(\\{(.*)\\})? (\\S+)");
        std::smatch parts;
        if (std::regex_match(line, parts, help)) {
            if (!m_helped.insert(parts[1]).second)
                complain("a second HELP");
        } else if (std::regex_match(line, parts, type)) {
            m_family = parts[1];
            if (!m_helped.contains(m_family) || !m_result.types.emplace(m_family, parts[2]).second)
                complain("TYPE without HELP, or a second one");
            if (parts[2] == "counter" && !m_family.ends_with("_total"))
                complain("a counter's name ends in _total");
            if (parts[2] == "gauge" && m_family.ends_with("_total"))
                complain("a gauge's name does not end in _total");
        } else if (std::regex_match(line, parts, sample)) {
            readSample(parts[1], parts[3], parts[4]);
        } else {
            complain("neither HELP, TYPE nor sample");
        }
    }

    void readSample(const std::string &name, const std::string &labels, const std::string &number)
    {
        const bool histogram = m_result.types[m_family] == "histogram";
        const bool own = histogram
            ? name == m_family + "_bucket" || name == m_family + "_sum" || name == m_family + "_count"
            : name == m_family;
        if (!own)
            complain("a sample outside of its family");
        Exposition::Sample sample {name, readLabels(labels), readNumber(number)};
        for (const auto &other : m_result.samples) {
            if (other.name == sample.name && other.labels == sample.labels)
                complain("the same sample twice");
        }
        m_result.samples.push_back(std::move(sample));
    }

    double readNumber(const std::string &text)
    {
        if (text == "+Inf")
            return std::numeric_limits<double>::infinity();
        double value = 0;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
        if (error != std::errc() || end != text.data() + text.size())
            complain("not a number");
        return value;
    }

    /// name="text", with \\ \" and \n in the text.
    Exposition::Labels readLabels(const std::string &text)
    {
        Exposition::Labels labels;
        for (std::size_t at = 0; at < text.size();) {
            const auto equals = text.find("=\"", at);
            if (equals == std::string::npos) {
                complain("a label without a text");
                break;
            }
            const auto name = text.substr(at, equals - at);
            std::string value;
            for (at = equals + 2; at < text.size() && text[at] != '"'; ++at) {
                if (text[at] == '\\' && ++at < text.size() && text[at] != '\\' && text[at] != '"'
                    && text[at] != 'n')
                    complain("an unknown escape");
                value += text[at] == 'n' && text[at - 1] == '\\' ? '\n' : text[at];
            }
            if (!labels.emplace(name, value).second)
                complain("a label twice");
            ++at;
            if (at < text.size() && text[at++] != ',')
                complain("labels without a comma between them");
        }
        return labels;
    }

    void checkHistogram(const std::string &name)
    {
        m_line = name;
        std::map<Exposition::Labels, std::vector<std::pair<double, double>>> buckets;
        for (const auto &sample : m_result.samples) {
            if (sample.name != name + "_bucket")
                continue;
            auto labels = sample.labels;
            const double bound = readNumber(labels["le"]);
            labels.erase("le");
            buckets[labels].emplace_back(bound, sample.value);
        }
        for (const auto &[labels, values] : buckets) {
            for (std::size_t i = 1; i < values.size(); ++i) {
                if (values[i].first <= values[i - 1].first || values[i].second < values[i - 1].second)
                    complain("buckets that do not rise");
            }
            if (!std::isinf(values.back().first)
                || values.back().second != m_result.value(name + "_count", labels))
                complain("the bucket +Inf is not the count");
            if (std::isnan(m_result.value(name + "_sum", labels)))
                complain("no sum");
        }
    }

    Exposition m_result;
    std::set<std::string> m_helped;
    std::string m_family;
    std::string m_line;
};

} // namespace slipway::testing
