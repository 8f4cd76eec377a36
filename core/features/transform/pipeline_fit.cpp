#include "core/base/messages.h"
#include "core/features/transform/fingerprint.h"
#include "core/features/transform/levels.h"
#include "core/features/transform/numbers.h"
#include "core/features/transform/pipeline.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace slipway::features {

namespace {

void addNumbers(const data::Column &column, FitRows &rows)
{
    const bool plain = rows.spreads.back()->missing == 0
        || std::none_of(column.numbers.begin(), column.numbers.end(),
                        [](double value) { return std::isinf(value); });
    if (plain) {
        rows.values.push_back(column.numbers.data());
        return;
    }
    auto cleaned = std::make_shared<std::vector<double>>(column.numbers);
    for (double &value : *cleaned)
        value = std::isfinite(value) ? value : std::numeric_limits<double>::quiet_NaN();
    rows.values.push_back(cleaned->data());
    rows.made.push_back(std::move(cleaned));
}

/// The levels that training rows have, ascending, and the rows as their indices.
void addLevels(const data::Column &column, FitRows &rows)
{
    std::vector<bool> used(column.levels.size());
    for (const auto code : column.codes) {
        if (code >= 0)
            used[static_cast<std::size_t>(code)] = true;
    }
    auto levels = std::make_shared<Levels>();
    for (std::size_t level = 0; level < used.size(); ++level) {
        if (used[level])
            levels->push_back(column.levels[level]);
    }
    std::sort(levels->begin(), levels->end());
    std::vector<double> indexOfCode;
    for (const auto &level : column.levels)
        indexOfCode.push_back(levelIndex(*levels, level));
    auto indices = std::make_shared<std::vector<double>>();
    indices->reserve(column.codes.size());
    for (const auto code : column.codes)
        indices->push_back(code < 0 ? std::numeric_limits<double>::quiet_NaN()
                                    : indexOfCode[static_cast<std::size_t>(code)]);
    rows.channels.back().levels = std::move(levels);
    rows.values.push_back(indices->data());
    rows.made.push_back(std::move(indices));
}

Spread categorySpread(const data::Column &column)
{
    return {.missing = column.missing()};
}

/// What most steps ask first, once for each column.
Result<std::vector<Spread>> columnSpreads(const data::Table &training,
                                          const std::vector<std::string> &columns)
{
    FitRows rows {.rows = training.rows()};
    static const std::vector<double> none;
    for (const auto &name : columns) {
        SLIPWAY_ASSIGN(const data::Column *column, data::requireColumn(training, name, "The training data"));
        const bool number = column->kind == data::ColumnKind::Number;
        rows.channels.push_back({name});
        rows.values.push_back(number ? column->numbers.data() : none.data());
        rows.spreads.push_back(number ? std::nullopt : std::optional(categorySpread(*column)));
    }
    return spreadsOf(rows);
}

Result<FitRows> rowsOf(const data::Table &training, const std::vector<std::string> &columns, bool text)
{
    FitRows rows {.rows = training.rows()};
    SLIPWAY_ASSIGN(const auto spreads, columnSpreads(training, columns));
    for (const auto &name : columns) {
        SLIPWAY_ASSIGN(const data::Column *column, data::requireColumn(training, name, "The training data"));
        rows.channels.push_back({name, column->kind});
        rows.sources.push_back(column);
        rows.spreads.push_back(spreads[rows.spreads.size()]);
        if (column->kind == data::ColumnKind::Number)
            addNumbers(*column, rows);
        else if (!text)
            addLevels(*column, rows);
        else
            rows.channels.back().levels = std::make_shared<Levels>();
    }
    return rows;
}

/// The rows behind a step. What it leaves as it is, is not copied.
FitRows after(const Transformer &transformer, const FitRows &rows, const FitTarget &target)
{
    FitRows next {.rows = rows.rows, .channels = transformer.outputs()};
    std::vector<double *> out;
    for (std::size_t c = 0; c < next.channels.size(); ++c) {
        if (transformer.keepsTraining(c)) {
            out.push_back(nullptr);
            next.values.push_back(rows.values[c]);
            next.spreads.push_back(rows.spreads[c]);
            continue;
        }
        next.spreads.emplace_back();
        next.made.push_back(std::make_shared<std::vector<double>>(rows.rows));
        out.push_back(next.made.back()->data());
        next.values.push_back(out.back());
    }
    next.made.insert(next.made.end(), rows.made.begin(), rows.made.end());
    if (std::any_of(out.begin(), out.end(), [](const double *each) { return each != nullptr; }))
        transformer.applyToTraining(rows, target, out);
    return next;
}

Result<std::vector<double>> targetValues(const data::Table &training, const std::string &target)
{
    if (target.empty())
        return std::vector<double> {};
    SLIPWAY_ASSIGN(const data::Column *column, data::requireNumbers(training, target, "The training data"));
    const bool whole = std::all_of(column->numbers.begin(), column->numbers.end(),
                                   [](double value) { return std::isfinite(value); });
    // Steps that need a target say so; a target with gaps is none.
    return whole ? column->numbers : std::vector<double> {};
}

} // namespace

/// Fits the chains one after the other.
class PipelineFit
{
public:
    PipelineFit(const data::Table &training, FitTarget target)
        : m_training(training)
        , m_target(target)
    {
    }

    Status add(const TransformChain &asked)
    {
        if (asked.columns.empty() || asked.steps.empty())
            return failure("features.transforms_shape", {{"what", "a chain has no columns or no steps"}});
        SLIPWAY_ASSIGN(const TransformerKind *first, transformerKind(asked.steps.front().type));
        SLIPWAY_ASSIGN(FitRows rows, rowsOf(m_training, asked.columns, first->text));
        Pipeline::Chain chain;
        for (const auto &name : asked.columns)
            chain.columns.push_back(placeOf(name, rows.channels[chain.columns.size()].kind));
        bool knowsTarget = false;
        for (std::size_t i = 0; i < asked.steps.size(); ++i) {
            const auto &step = asked.steps[i];
            SLIPWAY_ASSIGN(const TransformerKind *kind, transformerKind(step.type));
            SLIPWAY_TRY(checkStep(*kind, rows.channels, i == 0));
            SLIPWAY_ASSIGN(auto transformer, kind->fit(rows, step.options, m_target));
            SLIPWAY_TRY(transformer->bind(rows.channels));
            knowsTarget = knowsTarget || transformer->knowsTarget();
            const bool last = i + 1 == asked.steps.size();
            if (transformer->ends() && !last)
                return failure("features.transform_last", {{"type", step.type}});
            if (!transformer->ends() && (!last || knowsTarget))
                rows = after(*transformer, rows, m_target);
            chain.steps.push_back({step.type, std::move(transformer)});
        }
        m_pipeline.m_chains.push_back(std::move(chain));
        m_outOfFold.push_back(knowsTarget ? std::move(rows) : FitRows {});
        return done();
    }

    Result<FittedPipeline> finish(const std::string &target)
    {
        SLIPWAY_TRY(m_pipeline.assemble());
        auto &on = m_pipeline.m_fittedOn;
        on.rows = m_training.rows();
        for (const auto &input : m_pipeline.m_inputs)
            on.columns.push_back(input.name);
        if (!m_pipeline.inputsThatKnowTarget().empty())
            on.columns.push_back(target);
        SLIPWAY_ASSIGN(on.fingerprint, fingerprintOf(m_training, on.columns));
        SLIPWAY_ASSIGN(Matrix training, m_pipeline.encode(m_training));
        for (std::size_t i = 0; i < m_outOfFold.size(); ++i) {
            if (m_outOfFold[i].rows > 0)
                replace(m_pipeline.m_chains[i], m_outOfFold[i], training);
        }
        return FittedPipeline {std::move(m_pipeline), std::move(training)};
    }

private:
    std::size_t placeOf(const std::string &name, data::ColumnKind kind)
    {
        auto &inputs = m_pipeline.m_inputs;
        const auto found =
            std::find_if(inputs.begin(), inputs.end(), [&](const auto &input) { return input.name == name; });
        if (found != inputs.end())
            return static_cast<std::size_t>(found - inputs.begin());
        inputs.push_back({name, kind});
        return inputs.size() - 1;
    }

    /// Writes the rows of a chain as they are without a row's own target.
    static void replace(const Pipeline::Chain &chain, const FitRows &rows, Matrix &training)
    {
        constexpr std::size_t most = 1024;
        std::vector<double> block(rows.channels.size() * most);
        for (std::size_t begin = 0; begin < rows.rows; begin += most) {
            const auto count = std::min(most, rows.rows - begin);
            float *out = training.values.data() + begin * training.width + chain.offset;
            for (std::size_t c = 0; c < rows.channels.size(); ++c)
                std::copy_n(rows.channel(c) + begin, count, block.data() + c * count);
            for (std::size_t row = 0; row < count; ++row)
                std::fill_n(out + row * training.width, chain.width, 0.0F);
            if (chain.ends) {
                chain.steps.back().transformer->write({count, block.data(), nullptr}, out, training.width);
                continue;
            }
            for (std::size_t c = 0; c < chain.width; ++c) {
                for (std::size_t row = 0; row < count; ++row) {
                    const double value = block[c * count + row];
                    out[row * training.width + c] = std::isnan(value) ? 0.0F : static_cast<float>(value);
                }
            }
        }
    }

    const data::Table &m_training;
    FitTarget m_target;
    Pipeline m_pipeline;
    std::vector<FitRows> m_outOfFold; ///< one a chain; without rows where encode() is right
};

Result<FittedPipeline> fitPipeline(const TransformSpec &spec, const data::Table &training,
                                   const std::string &target, std::uint64_t seed)
{
    if (spec.chains.empty())
        return failure("features.no_features");
    if (training.rows() == 0)
        return failure("features.no_training_rows");
    SLIPWAY_ASSIGN(const auto values, targetValues(training, target));
    PipelineFit fit(training, {values, seed});
    for (const auto &chain : spec.chains)
        SLIPWAY_TRY(fit.add(chain));
    return fit.finish(target);
}

} // namespace slipway::features
