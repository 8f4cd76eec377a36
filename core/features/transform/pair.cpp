#include "core/features/transform/kinds.h"
#include "core/features/transform/levels.h"
#include "core/features/transform/step_json.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

namespace slipway::features {

namespace {

using LevelPair = std::pair<std::string, std::string>;

/// Two categories as one, whose levels are the pairs of levels that training has. Missing where one of them
/// is.
class Paired : public Transformer
{
public:
    std::vector<LevelPair> pairs; ///< ascending

    Json toJson() const override { return {{"pairs", pairs}}; }

    Levels wantedLevels(std::size_t index) const override
    {
        std::set<std::string> wanted;
        for (const auto &pair : pairs)
            wanted.insert(index == 0 ? pair.first : pair.second);
        return {wanted.begin(), wanted.end()};
    }

    void apply(const Block &block, double *out) const override
    {
        const double *a = block.channel(0);
        const double *b = block.channel(1);
        for (std::size_t row = 0; row < block.rows; ++row) {
            if (std::isnan(a[row]) || std::isnan(b[row]))
                out[row] = std::nan("");
            else if (a[row] < 0 || b[row] < 0)
                out[row] = unknownLevel;
            else
                out[row] = indexOf(static_cast<std::size_t>(a[row]), static_cast<std::size_t>(b[row]));
        }
    }

protected:
    Result<std::vector<Channel>> layOut() override
    {
        if (inputs().size() != 2)
            return StepJson::damaged("pair has not two columns");
        const auto &a = *inputs()[0].levels;
        const auto &b = *inputs()[1].levels;
        m_second = b.size();
        // Levels travel as indices of an ascending list, which the joined names need not be in.
        std::vector<std::pair<std::string, std::size_t>> named;
        for (std::size_t i = 0; i < pairs.size(); ++i)
            named.emplace_back(pairs[i].first + " & " + pairs[i].second, i);
        std::sort(named.begin(), named.end());
        auto levels = std::make_shared<Levels>();
        m_keys.clear();
        for (auto &[name, i] : named) {
            const double first = levelIndex(a, pairs[i].first);
            const double second = levelIndex(b, pairs[i].second);
            if (levels->empty() || levels->back() != name)
                levels->push_back(std::move(name));
            if (first >= 0 && second >= 0)
                m_keys.emplace_back(static_cast<std::size_t>(first) * m_second
                                        + static_cast<std::size_t>(second),
                                    levels->size() - 1);
        }
        std::sort(m_keys.begin(), m_keys.end());
        return std::vector<Channel> {
            {inputs()[0].name + " & " + inputs()[1].name, data::ColumnKind::Category, std::move(levels)}};
    }

private:
    double indexOf(std::size_t first, std::size_t second) const
    {
        const std::pair<std::size_t, std::size_t> key {first * m_second + second, 0};
        const auto found = std::lower_bound(m_keys.begin(), m_keys.end(), key);
        return found != m_keys.end() && found->first == key.first ? static_cast<double>(found->second)
                                                                  : unknownLevel;
    }

    std::size_t m_second = 0; ///< levels of the second channel
    std::vector<std::pair<std::size_t, std::size_t>> m_keys; ///< of both levels, and the pair's index
};

Result<std::unique_ptr<Transformer>> fitPair(const FitRows &rows, const Json &options, const FitTarget &)
{
    auto made = std::make_unique<Paired>();
    const auto &first = *rows.channels[0].levels;
    const auto &second = *rows.channels[1].levels;
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> counted;
    for (std::size_t row = 0; row < rows.rows; ++row) {
        const double a = rows.channel(0)[row];
        const double b = rows.channel(1)[row];
        if (a >= 0 && b >= 0)
            ++counted[{static_cast<std::size_t>(a), static_cast<std::size_t>(b)}];
    }
    std::vector<std::pair<std::size_t, std::size_t>> keys;
    std::vector<std::size_t> counts;
    for (const auto &[key, count] : counted) {
        keys.push_back(key);
        counts.push_back(count);
    }
    for (const auto i : frequentLevels(counts, options.at("min_count").get<std::size_t>(),
                                       options.at("most").get<std::size_t>()))
        made->pairs.emplace_back(first[keys[i].first], second[keys[i].second]);
    return std::unique_ptr<Transformer>(std::move(made));
}

Result<std::unique_ptr<Transformer>> readPair(const Json &json)
{
    auto made = std::make_unique<Paired>();
    const auto list = json.value("pairs", Json());
    if (!list.is_array())
        return StepJson::damaged("pairs are missing");
    for (const auto &pair : list) {
        if (!pair.is_array() || pair.size() != 2 || !pair[0].is_string() || !pair[1].is_string())
            return StepJson::damaged("a pair is not one of two texts");
        made->pairs.emplace_back(pair[0].get<std::string>(), pair[1].get<std::string>());
    }
    return std::unique_ptr<Transformer>(std::move(made));
}

} // namespace

TransformerKind pairKind()
{
    return {"pair",
            "Two categories as one, for a step that takes categories",
            "ai.onnx.ml LabelEncoder on both, Mul and Add, and LabelEncoder again",
            Takes::Categories,
            false,
            2,
            {{.name = "min_count",
              .type = ParameterType::Integer,
              .standard = 1,
              .help = "Pairs of fewer training rows count as unknown",
              .least = 1},
             {.name = "most",
              .type = ParameterType::Integer,
              .standard = 1000,
              .help = "How many pairs, the most frequent; others count as unknown",
              .least = 1,
              .most = 100'000}},
            fitPair,
            readPair};
}

} // namespace slipway::features
