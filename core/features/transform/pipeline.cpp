#include "core/features/transform/pipeline.h"

#include "core/base/messages.h"
#include "core/data/profile/parallel.h"
#include "core/features/transform/fingerprint.h"
#include "core/features/transform/levels.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <thread>

namespace slipway::features {

namespace {

// Rows that are encoded together, so that what is written stays in the cache.
constexpr std::size_t blockRows = 256;

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

std::string_view kindName(data::ColumnKind kind)
{
    return kind == data::ColumnKind::Number ? "number" : "category";
}

/// The only place where a number becomes an input.
float asInput(double value)
{
    return std::isnan(value) ? 0.0F : static_cast<float>(value);
}

} // namespace

/// Where the values of an input come from in a table.
struct Pipeline::Source {
    const data::Column *column = nullptr; ///< null: missing in every row
    std::vector<double> indexOfCode {}; ///< of a category: the pipeline's level for each of the table's
};

/// Memory between two steps; one a thread.
struct Pipeline::Work {
    std::vector<double> here;
    std::vector<double> there;
    std::vector<std::string_view> texts;

    void makeRoom(std::size_t values, std::size_t textValues)
    {
        if (here.size() < values) {
            here.resize(values);
            there.resize(values);
        }
        if (texts.size() < textValues)
            texts.resize(textValues);
    }
};

std::vector<Channel> Pipeline::channelsOf(const Chain &chain) const
{
    std::vector<Channel> channels;
    for (const auto place : chain.columns) {
        const auto &input = m_inputs[place];
        channels.push_back(
            {input.name, input.kind,
             input.kind == data::ColumnKind::Category ? std::make_shared<Levels>(input.levels) : nullptr});
    }
    return channels;
}

Status Pipeline::assemble()
{
    for (auto &chain : m_chains) {
        for (std::size_t c = 0; c < chain.columns.size(); ++c) {
            auto &input = m_inputs[chain.columns[c]];
            input.text = input.text || chain.steps.front().transformer->readsText();
            for (const auto &step : chain.steps) {
                input.levels = mergedLevels(input.levels, step.transformer->wantedLevels(c));
                if (!step.transformer->keepsLevels())
                    break;
            }
        }
    }
    m_names.clear();
    for (auto &chain : m_chains) {
        auto channels = channelsOf(chain);
        chain.channels = channels.size();
        for (const auto &step : chain.steps) {
            SLIPWAY_ASSIGN(const TransformerKind *kind, transformerKind(step.type));
            SLIPWAY_TRY(checkStep(*kind, channels, &step == &chain.steps.front()));
            SLIPWAY_TRY(step.transformer->bind(std::move(channels)));
            channels = step.transformer->outputs();
            if (!step.transformer->ends())
                chain.channels = std::max(chain.channels, channels.size());
        }
        chain.text = chain.steps.front().transformer->readsText();
        chain.ends = chain.steps.back().transformer->ends();
        if (!chain.ends && std::any_of(channels.begin(), channels.end(), [](const Channel &channel) {
                return channel.kind == data::ColumnKind::Category;
            }))
            return failure("features.transform_no_inputs", {{"type", chain.steps.back().type}});
        chain.offset = m_names.size();
        chain.width = channels.size();
        for (const auto &channel : channels)
            m_names.push_back(channel.name);
        m_channels = std::max(m_channels, chain.channels);
        m_readsText = m_readsText || chain.text;
    }
    return done();
}

std::vector<std::size_t> Pipeline::inputsThatKnowTarget() const
{
    std::vector<std::size_t> places;
    for (const auto &chain : m_chains) {
        if (std::any_of(chain.steps.begin(), chain.steps.end(),
                        [](const Step &step) { return step.transformer->knowsTarget(); })) {
            for (std::size_t i = 0; i < chain.width; ++i)
                places.push_back(chain.offset + i);
        }
    }
    return places;
}

double Pipeline::levelIndex(std::size_t feature, std::string_view level) const
{
    assert(feature < m_inputs.size());
    return features::levelIndex(m_inputs[feature].levels, level);
}

Result<std::vector<Pipeline::Source>> Pipeline::sourcesOf(const data::Table &table) const
{
    std::vector<Source> sources;
    for (std::size_t i = 0; i < m_inputs.size(); ++i) {
        const auto &input = m_inputs[i];
        const auto *column = table.find(input.name);
        if (!column) {
            const bool answered = std::all_of(m_chains.begin(), m_chains.end(), [&](const Chain &chain) {
                return std::find(chain.columns.begin(), chain.columns.end(), i) == chain.columns.end()
                    || chain.steps.front().transformer->fillsMissing();
            });
            if (!answered)
                SLIPWAY_TRY(data::requireColumn(table, input.name, "The data"));
            sources.emplace_back();
            continue;
        }
        if (column->kind != input.kind) {
            return failure("features.other_kind",
                           {{"feature", input.name},
                            {"expected", kindName(input.kind)},
                            {"found", kindName(column->kind)}});
        }
        Source source {column};
        if (!input.levels.empty() || !input.text) {
            for (const auto &level : column->levels)
                source.indexOfCode.push_back(features::levelIndex(input.levels, level));
        }
        sources.push_back(std::move(source));
    }
    return sources;
}

void Pipeline::run(const Chain &chain, std::size_t rows, float *out, Work &work) const
{
    double *here = work.here.data();
    double *there = work.there.data();
    const auto *texts = chain.text ? work.texts.data() : nullptr;
    const auto stride = m_names.size();
    for (const auto &step : chain.steps) {
        if (step.transformer->ends()) {
            step.transformer->write({rows, here, texts}, out, stride);
            return;
        }
        step.transformer->apply({rows, here, texts}, there);
        std::swap(here, there);
    }
    if (rows == 1) {
        std::transform(here, here + chain.width, out, asInput);
        return;
    }
    for (std::size_t c = 0; c < chain.width; ++c) {
        const double *values = here + c * rows;
        for (std::size_t row = 0; row < rows; ++row)
            out[row * stride + c] = asInput(values[row]);
    }
}

void Pipeline::encodeBlock(std::span<const Source> sources, std::size_t begin, std::size_t rows, float *out,
                           Work &work) const
{
    work.makeRoom(m_channels * rows, m_readsText ? m_inputs.size() * rows : 0);
    for (const auto &chain : m_chains) {
        for (std::size_t c = 0; c < chain.columns.size(); ++c) {
            const auto &source = sources[chain.columns[c]];
            double *values = work.here.data() + c * rows;
            if (chain.text) {
                for (std::size_t row = 0; row < rows; ++row)
                    work.texts[c * rows + row] =
                        source.column ? textAt(*source.column, begin + row) : std::string_view();
            } else if (!source.column) {
                std::fill_n(values, rows, missing);
            } else if (source.column->kind == data::ColumnKind::Number) {
                const double *raw = source.column->numbers.data() + begin;
                for (std::size_t row = 0; row < rows; ++row)
                    values[row] = std::isfinite(raw[row]) ? raw[row] : missing;
            } else {
                const auto *codes = source.column->codes.data() + begin;
                for (std::size_t row = 0; row < rows; ++row)
                    values[row] =
                        codes[row] < 0 ? missing : source.indexOfCode[static_cast<std::size_t>(codes[row])];
            }
        }
        run(chain, rows, out + chain.offset, work);
    }
}

Result<Matrix> Pipeline::encode(const data::Table &table, int threads) const
{
    SLIPWAY_ASSIGN(const auto sources, sourcesOf(table));
    Matrix matrix {table.rows(), width(), std::vector<float>(table.rows() * width())};
    const auto blocks = (matrix.rows + blockRows - 1) / blockRows;
    const auto most = threads > 0 ? static_cast<std::size_t>(threads) : std::thread::hardware_concurrency();
    data::inParallel(blocks, most, [&] {
        return [&, work = Work()](std::size_t block) mutable {
            const auto begin = block * blockRows;
            encodeBlock(sources, begin, std::min(blockRows, matrix.rows - begin),
                        matrix.values.data() + begin * matrix.width, work);
        };
    });
    return matrix;
}

void Pipeline::encodeRow(std::span<const double> numbers, std::span<float> inputs) const
{
    encodeRow(numbers, {}, inputs);
}

void Pipeline::encodeRow(std::span<const double> numbers, std::span<const std::string_view> texts,
                         std::span<float> inputs) const
{
    assert(numbers.size() == m_inputs.size() && inputs.size() == width());
    thread_local Work ofThread; // grows to the largest model once
    Work &work = ofThread;
    work.makeRoom(m_channels, m_readsText ? m_inputs.size() : 0);
    std::fill(inputs.begin(), inputs.end(), 0.0F);
    for (const auto &chain : m_chains) {
        for (std::size_t c = 0; c < chain.columns.size(); ++c) {
            const auto place = chain.columns[c];
            if (chain.text)
                work.texts[c] = place < texts.size() ? texts[place] : std::string_view();
            else
                work.here[c] = std::isfinite(numbers[place]) ? numbers[place] : missing;
        }
        run(chain, 1, inputs.data() + chain.offset, work);
    }
}

Status checkFittedOn(const Pipeline &pipeline, const data::Table &training)
{
    const auto &on = pipeline.fittedOn();
    SLIPWAY_ASSIGN(const auto fingerprint, fingerprintOf(training, on.columns));
    if (on.rows == training.rows() && on.fingerprint == fingerprint)
        return done();
    return failure("features.leak_other_rows", {{"fitted", on.rows}, {"training", training.rows()}});
}

} // namespace slipway::features
