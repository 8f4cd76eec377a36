#include "core/base/messages.h"
#include "core/base/random.h"
#include "core/features/transform/kinds.h"
#include "core/features/transform/levels.h"
#include "core/features/transform/step_json.h"

#include <cmath>
#include <numeric>

namespace slipway::features {

namespace {

/// Sums of the target, of one level or of all rows.
struct Sums {
    double count = 0;
    double target = 0;

    void add(double value)
    {
        ++count;
        target += value;
    }
    Sums without(const Sums &part) const { return {count - part.count, target - part.target}; }
    double mean() const { return count > 0 ? target / count : 0; }

    /// The mean as if `smoothing` rows more had the value `prior`.
    double smoothed(double smoothing, double prior) const
    {
        return count + smoothing > 0 ? (target + smoothing * prior) / (count + smoothing) : prior;
    }
};

/// The mean of the target over the training rows of a level, drawn towards that of all. Missing counts as a
/// level; unknown and rare ones get the mean of all, the prior.
///
/// A training row's own target must not stand in its input: there the means are those of the other folds.
class TargetMean : public Transformer
{
public:
    double smoothing = 0;
    std::size_t folds = 0;
    double prior = 0;
    std::vector<Levels> levels; ///< ascending, a list a column
    std::vector<std::vector<double>> means; ///< one a level
    std::vector<double> missing; ///< one a column

    Json toJson() const override
    {
        return {{"smoothing", smoothing}, {"folds", folds}, {"prior", prior},
                {"levels", levels},       {"means", means}, {"missing", missing}};
    }

    Levels wantedLevels(std::size_t index) const override
    {
        return index < levels.size() ? levels[index] : Levels {};
    }
    bool knowsTarget() const override { return true; }
    bool fillsMissing() const override { return true; }

    void apply(const Block &block, double *out) const override
    {
        for (std::size_t c = 0; c < levels.size(); ++c) {
            const double *values = block.channel(c);
            for (std::size_t row = 0; row < block.rows; ++row) {
                const double value = values[row];
                out[c * block.rows + row] = std::isnan(value) ? missing[c]
                    : value >= 0                              ? m_means[c][static_cast<std::size_t>(value)]
                                                              : prior;
            }
        }
    }

    void applyToTraining(const FitRows &rows, const FitTarget &target,
                         std::span<double *const> out) const override
    {
        const auto foldOf = foldsOf(rows.rows, target.seed);
        std::vector<Sums> all(folds + 1); // the last one is of all folds
        for (std::size_t row = 0; row < rows.rows; ++row) {
            all[foldOf[row]].add(target.values[row]);
            all[folds].add(target.values[row]);
        }
        for (std::size_t c = 0; c < levels.size(); ++c)
            outOfFold(rows, c, target, foldOf, all, out[c]);
    }

protected:
    Result<std::vector<Channel>> layOut() override
    {
        if (levels.size() != inputs().size() || means.size() != levels.size()
            || missing.size() != levels.size())
            return StepJson::damaged("target has not one list of levels a column");
        std::vector<Channel> outputs;
        m_means.clear();
        m_places.clear();
        for (std::size_t c = 0; c < levels.size(); ++c) {
            if (levels[c].size() != means[c].size())
                return StepJson::damaged("target has not one mean a level");
            outputs.push_back({inputs()[c].name + " by target"});
            m_places.push_back(placesOf(inputs()[c], levels[c]));
            std::vector<double> list;
            for (const auto place : m_places.back())
                list.push_back(place < 0 ? prior : means[c][static_cast<std::size_t>(place)]);
            m_means.push_back(std::move(list));
        }
        return outputs;
    }

private:
    /// Shuffled folds of equal size, a function of the seed and the number of rows.
    std::vector<std::uint32_t> foldsOf(std::size_t rows, std::uint64_t seed) const
    {
        std::vector<std::uint32_t> fold(rows);
        for (std::size_t row = 0; row < rows; ++row)
            fold[row] = static_cast<std::uint32_t>(row % folds);
        Random random(seed);
        for (std::size_t left = rows; left > 1; --left)
            std::swap(fold[left - 1], fold[random.below(left)]);
        return fold;
    }

    void outOfFold(const FitRows &rows, std::size_t column, const FitTarget &target,
                   const std::vector<std::uint32_t> &foldOf, const std::vector<Sums> &all, double *out) const
    {
        const double *values = rows.channel(column);
        const auto known = levels[column].size(); // the sums behind the levels' are those of missing values
        std::vector<Sums> sums((known + 1) * (folds + 1));
        const auto placeOf = [&](double value) {
            return std::isnan(value) ? static_cast<std::ptrdiff_t>(known)
                : value < 0          ? std::ptrdiff_t {-1}
                                     : m_places[column][static_cast<std::size_t>(value)];
        };
        for (std::size_t row = 0; row < rows.rows; ++row) {
            if (const auto place = placeOf(values[row]); place >= 0) {
                auto *of = sums.data() + static_cast<std::size_t>(place) * (folds + 1);
                of[foldOf[row]].add(target.values[row]);
                of[folds].add(target.values[row]);
            }
        }
        for (std::size_t row = 0; row < rows.rows; ++row) {
            const auto fold = foldOf[row];
            const double others = all[folds].without(all[fold]).mean();
            const auto place = placeOf(values[row]);
            if (place < 0) {
                out[row] = others;
                continue;
            }
            const auto *of = sums.data() + static_cast<std::size_t>(place) * (folds + 1);
            out[row] = of[folds].without(of[fold]).smoothed(smoothing, others);
        }
    }

    std::vector<std::vector<double>> m_means; ///< by the channel's level
    std::vector<std::vector<std::int32_t>> m_places;
};

void fitColumn(const FitRows &rows, std::size_t column, const Json &options, const FitTarget &target,
               TargetMean &made)
{
    const auto &known = *rows.channels[column].levels;
    const double *values = rows.channel(column);
    std::vector<Sums> sums(known.size());
    Sums missing;
    for (std::size_t row = 0; row < rows.rows; ++row) {
        if (std::isnan(values[row]))
            missing.add(target.values[row]);
        else if (values[row] >= 0)
            sums[static_cast<std::size_t>(values[row])].add(target.values[row]);
    }
    Levels levels;
    std::vector<double> means;
    for (const auto level :
         frequentLevels(levelCounts(values, rows.rows, known.size()),
                        options.at("min_count").get<std::size_t>(), options.at("most").get<std::size_t>())) {
        levels.push_back(known[level]);
        means.push_back(sums[level].smoothed(made.smoothing, made.prior));
    }
    made.levels.push_back(std::move(levels));
    made.means.push_back(std::move(means));
    made.missing.push_back(missing.smoothed(made.smoothing, made.prior));
}

Result<std::unique_ptr<Transformer>> fitTarget(const FitRows &rows, const Json &options,
                                               const FitTarget &target)
{
    if (target.values.size() != rows.rows)
        return failure("features.transform_no_target", {{"column", rows.channels.front().name}});
    auto made = std::make_unique<TargetMean>();
    made->smoothing = options.at("smoothing").get<double>();
    made->folds = options.at("folds").get<std::size_t>();
    if (rows.rows < made->folds)
        return failure("features.transform_few_rows", {{"rows", rows.rows}, {"folds", made->folds}});
    made->prior = std::accumulate(target.values.begin(), target.values.end(), 0.0)
        / static_cast<double>(target.values.size());
    for (std::size_t c = 0; c < rows.channels.size(); ++c)
        fitColumn(rows, c, options, target, *made);
    return std::unique_ptr<Transformer>(std::move(made));
}

Result<std::unique_ptr<Transformer>> readTarget(const Json &json)
{
    auto made = std::make_unique<TargetMean>();
    const StepJson step(json);
    SLIPWAY_ASSIGN(made->smoothing, step.number("smoothing"));
    SLIPWAY_ASSIGN(const double folds, step.number("folds"));
    made->folds = static_cast<std::size_t>(folds);
    SLIPWAY_ASSIGN(made->prior, step.number("prior"));
    SLIPWAY_ASSIGN(made->levels, step.levelLists("levels"));
    SLIPWAY_ASSIGN(made->means, step.numberLists("means"));
    SLIPWAY_ASSIGN(made->missing, step.numbers("missing"));
    return std::unique_ptr<Transformer>(std::move(made));
}

} // namespace

TransformerKind targetKind()
{
    return {"target",
            "The smoothed mean of the target over the training rows of a level; in training out of fold",
            "ai.onnx.ml LabelEncoder with the prior as default_float",
            Takes::Categories,
            false,
            0,
            {{.name = "smoothing",
              .type = ParameterType::Number,
              .standard = 10.0,
              .help = "How many rows with the mean of all are added to each level",
              .least = 0},
             {.name = "folds",
              .type = ParameterType::Integer,
              .standard = 5,
              .help = "How many parts of the training rows; a row's input comes from the others",
              .least = 2,
              .most = 100},
             {.name = "min_count",
              .type = ParameterType::Integer,
              .standard = 1,
              .help = "Levels of fewer training rows get the mean of all",
              .least = 1},
             {.name = "most",
              .type = ParameterType::Integer,
              .standard = 50'000,
              .help = "How many levels, the most frequent; others get the mean of all",
              .least = 1,
              .most = 500'000}},
            fitTarget,
            readTarget};
}

} // namespace slipway::features
