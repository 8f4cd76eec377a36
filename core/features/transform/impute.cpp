#include "core/base/messages.h"
#include "core/features/transform/kinds.h"
#include "core/features/transform/levels.h"
#include "core/features/transform/numbers.h"
#include "core/features/transform/step_json.h"
#include "core/stats/quantiles.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace slipway::features {

namespace {

/// Fills what is missing; further channels say where something was.
class Impute : public Transformer
{
public:
    std::string by;
    std::vector<double> numbers; ///< of numbers: one a column
    Levels levels; ///< of categories: one a column
    std::vector<bool> complete; ///< while fitting: columns that miss nothing
    std::vector<std::size_t> indicated; ///< columns with a channel that is 1 where they miss

    Json toJson() const override
    {
        Json json {{"by", by}, {"indicated", indicated}};
        if (levels.empty())
            json["numbers"] = numbers;
        else
            json["levels"] = levels;
        return json;
    }

    Levels wantedLevels(std::size_t index) const override
    {
        return index < levels.size() ? Levels {levels[index]} : Levels {};
    }
    bool keepsLevels() const override { return true; }
    bool fillsMissing() const override { return true; }
    bool keepsTraining(std::size_t index) const override
    {
        return index < complete.size() && complete[index];
    }

    void apply(const Block &block, double *out) const override
    {
        const auto columns = inputs().size();
        if (block.rows == 1 && m_moved.empty()) { // the same, but the inner loop runs over the columns
            for (std::size_t c = 0; c < columns; ++c)
                out[c] = std::isnan(block.numbers[c]) ? m_fills[c] : block.numbers[c];
            for (std::size_t i = 0; i < indicated.size(); ++i)
                out[columns + i] = std::isnan(block.numbers[indicated[i]]) ? 1 : 0;
            return;
        }
        for (std::size_t c = 0; c < columns; ++c) {
            const double *values = block.channel(c);
            double *filled = out + c * block.rows;
            const double fill = m_fills[c];
            for (std::size_t row = 0; row < block.rows; ++row)
                filled[row] = std::isnan(values[row]) ? fill : values[row];
            if (!m_moved.empty())
                move(m_moved[c], filled, block.rows);
        }
        for (std::size_t i = 0; i < indicated.size(); ++i) {
            const double *values = block.channel(indicated[i]);
            double *missing = out + (columns + i) * block.rows;
            for (std::size_t row = 0; row < block.rows; ++row)
                missing[row] = std::isnan(values[row]) ? 1 : 0;
        }
    }

protected:
    Result<std::vector<Channel>> layOut() override
    {
        if (std::max(numbers.size(), levels.size()) != inputs().size())
            return StepJson::damaged("impute has not one value a column");
        if (inputs().front().levels ? levels.empty() : numbers.empty())
            return StepJson::damaged("impute has values of another kind than its columns");
        auto outputs = inputs();
        m_fills = numbers;
        m_moved.clear();
        for (std::size_t c = 0; c < levels.size(); ++c) {
            auto known = std::make_shared<Levels>(mergedLevels(*inputs()[c].levels, {levels[c]}));
            m_moved.push_back(placesOf(inputs()[c], *known));
            m_moved.back().push_back(static_cast<std::int32_t>(levelIndex(*known, levels[c])));
            m_fills.push_back(static_cast<double>(m_moved.back().size() - 1));
            outputs[c].levels = std::move(known);
        }
        for (const auto index : indicated)
            outputs.push_back({inputs()[index].name + " is missing"});
        return outputs;
    }

private:
    /// The filled level may be a new one, and then those behind it have other numbers.
    static void move(const std::vector<std::int32_t> &moved, double *values, std::size_t rows)
    {
        for (std::size_t row = 0; row < rows; ++row) {
            if (values[row] >= 0)
                values[row] = moved[static_cast<std::size_t>(values[row])];
        }
    }

    std::vector<double> m_fills; ///< of a category: the last place of m_moved
    std::vector<std::vector<std::int32_t>>
        m_moved; ///< of categories: the outputs' level for each of the inputs'
};

/// The most frequent number, of equally frequent ones the least.
double mostFrequent(const std::vector<double> &sorted)
{
    double best = 0;
    std::ptrdiff_t most = 0;
    for (auto from = sorted.begin(); from != sorted.end();) {
        const auto end = std::upper_bound(from, sorted.end(), *from);
        if (end - from > most) {
            most = end - from;
            best = *from;
        }
        from = end;
    }
    return best;
}

Result<double> constantOf(const std::string &text)
{
    double value = 0;
    const auto *end = text.data() + text.size();
    const auto [at, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc() || at != end || !std::isfinite(value))
        return failure("features.transform_no_number",
                       {{"type", "impute"}, {"key", "value"}, {"text", text}});
    return value;
}

Result<double> fillOf(const FitRows &rows, std::size_t column, const Spread &spread, const std::string &by,
                      const std::string &value)
{
    if (by == "constant")
        return constantOf(value);
    if (by == "mean")
        return spread.mean;
    const auto sorted = sortedPresent(rows.channel(column), rows.rows);
    if (sorted.empty())
        return 0.0;
    return by == "median" ? stats::quantileOfSorted(sorted, 0.5) : mostFrequent(sorted);
}

Result<std::string> levelOf(const FitRows &rows, std::size_t column, const std::string &by,
                            const std::string &value)
{
    if (by == "constant")
        return value;
    if (by != "most_frequent")
        return failure(
            "features.transform_takes",
            {{"type", "impute by " + by}, {"takes", "numbers"}, {"column", rows.channels[column].name}});
    const auto &levels = *rows.channels[column].levels;
    const auto found = frequentLevels(levelCounts(rows.channel(column), rows.rows, levels.size()), 1, 1);
    return found.empty() ? std::string() : levels[found.front()];
}

Result<std::unique_ptr<Transformer>> fitImpute(const FitRows &rows, const Json &options, const FitTarget &)
{
    auto made = std::make_unique<Impute>();
    made->by = options.at("by").get<std::string>();
    const auto value = options.at("value").get<std::string>();
    const auto spreads = spreadsOf(rows);
    for (std::size_t c = 0; c < rows.channels.size(); ++c) {
        if (rows.channels[c].kind == data::ColumnKind::Number) {
            SLIPWAY_ASSIGN(const double fill, fillOf(rows, c, spreads[c], made->by, value));
            made->numbers.push_back(fill);
        } else {
            SLIPWAY_ASSIGN(auto level, levelOf(rows, c, made->by, value));
            made->levels.push_back(std::move(level));
        }
        made->complete.push_back(spreads[c].missing == 0);
        if (options.at("indicator").get<bool>() && !made->complete.back())
            made->indicated.push_back(c);
    }
    return std::unique_ptr<Transformer>(std::move(made));
}

Result<std::unique_ptr<Transformer>> readImpute(const Json &json)
{
    auto made = std::make_unique<Impute>();
    const StepJson step(json);
    SLIPWAY_ASSIGN(made->by, step.text("by"));
    if (json.contains("levels")) {
        SLIPWAY_ASSIGN(made->levels, step.texts("levels"));
    } else {
        SLIPWAY_ASSIGN(made->numbers, step.numbers("numbers"));
    }
    SLIPWAY_ASSIGN(made->indicated,
                   step.indices("indicated", std::max(made->numbers.size(), made->levels.size())));
    return std::unique_ptr<Transformer>(std::move(made));
}

} // namespace

TransformerKind imputeKind()
{
    return {"impute",
            "Puts a value where one is missing",
            "ai.onnx.ml Imputer; IsNaN and Cast for the indicator",
            Takes::Either,
            false,
            0,
            {{.name = "by",
              .type = ParameterType::Text,
              .standard = "mean",
              .help = "What is put there; categories take most_frequent or constant",
              .choices = {"mean", "median", "most_frequent", "constant"}},
             {.name = "value", .type = ParameterType::Text, .standard = "0", .help = "The constant"},
             {.name = "indicator",
              .type = ParameterType::Flag,
              .standard = false,
              .help = "One input more for each column that misses values in training: 1 where it does"}},
            fitImpute,
            readImpute};
}

} // namespace slipway::features
