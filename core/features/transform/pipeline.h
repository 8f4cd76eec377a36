#pragma once

#include "core/features/transform/matrix.h"
#include "core/features/transform/spec.h"

#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::features {

/// A column that a pipeline reads.
struct PipelineInput {
    std::string name;
    data::ColumnKind kind = data::ColumnKind::Number;
    Levels levels {}; ///< of a category: those that a step tells apart, ascending
    bool text = false; ///< a step reads the text itself
};

/// Which rows a pipeline was fitted on.
struct FittedOn {
    std::size_t rows = 0;
    std::vector<std::string> columns {}; ///< the inputs', and the target's where it was used
    std::string fingerprint {}; ///< of these columns; empty: unknown
};

/// Turns raw values into the inputs of a model. Fitted on training rows alone, kept in the model's card as
/// JSON. Training, evaluation and serving run the same code on blocks of rows, so that they agree to the
/// bit. Immutable: any number of threads may use it.
///
/// Infinities count as missing. A missing value that reaches the end of its chain is 0.
class Pipeline
{
public:
    static Result<Pipeline> fromJson(const Json &json);
    Json toJson() const;

    std::size_t width() const { return m_names.size(); } ///< inputs of the model
    const std::vector<std::string> &names() const { return m_names; } ///< one an input, for people
    std::span<const PipelineInput> features() const { return m_inputs; }
    const FittedOn &fittedOn() const { return m_fittedOn; }
    bool readsText() const { return m_readsText; }

    /// The inputs that depend on the target of the training rows, by their place.
    std::vector<std::size_t> inputsThatKnowTarget() const;

    /// The table must have every feature, in any order; others are ignored. A feature that is not there
    /// counts as missing throughout where the first step of all its chains has an answer to that; else it is
    /// an error. The bits do not depend on `threads` (0: the machine's cores).
    Result<Matrix> encode(const data::Table &table, int threads = 0) const;

    /// One row, for serving. `numbers[i]` holds feature i where it is a number; for a category it holds the
    /// level's index in features()[i].levels, or unknownLevel; NaN: missing. `texts[i]` is the text of a
    /// feature that is read as one (data() null: missing); may be empty where none is. `inputs` has width()
    /// places. Allocates nothing where no text is read.
    void encodeRow(std::span<const double> numbers, std::span<float> inputs) const;
    void encodeRow(std::span<const double> numbers, std::span<const std::string_view> texts,
                   std::span<float> inputs) const;

    /// The value to pass to encodeRow for a category; unknownLevel where no step knows the level.
    double levelIndex(std::size_t feature, std::string_view level) const;

private:
    friend class PipelineFit;

    struct Step {
        std::string type;
        std::shared_ptr<Transformer> transformer;
    };
    struct Chain {
        std::vector<std::size_t> columns; ///< places in m_inputs
        std::vector<Step> steps;
        std::size_t offset = 0; ///< of its first input
        std::size_t width = 0;
        std::size_t channels = 0; ///< the most between two steps
        bool text = false;
        bool ends = false; ///< its last step writes the inputs itself
    };
    struct Source;
    struct Work;

    /// Binds every step to the levels that all of them know, and lays out the inputs.
    Status assemble();
    std::vector<Channel> channelsOf(const Chain &chain) const;
    Result<std::vector<Source>> sourcesOf(const data::Table &table) const;
    void encodeBlock(std::span<const Source> sources, std::size_t begin, std::size_t rows, float *out,
                     Work &work) const;
    void run(const Chain &chain, std::size_t rows, float *out, Work &work) const;

    static Result<Chain> chainFromJson(const Json &json, const std::vector<PipelineInput> &inputs);

    std::vector<PipelineInput> m_inputs;
    std::vector<Chain> m_chains;
    std::vector<std::string> m_names;
    FittedOn m_fittedOn;
    std::size_t m_channels = 0;
    bool m_readsText = false;
};

/// A pipeline, and the training rows as it wants them learnt from: an input that knows the target is out of
/// fold there, so that encode() would give others.
struct FittedPipeline {
    Pipeline pipeline;
    Matrix training;
};

/// Learns what the steps need from training rows. `target` is the column that is predicted, a number in every
/// row; empty where there is none.
Result<FittedPipeline> fitPipeline(const TransformSpec &spec, const data::Table &training,
                                   const std::string &target, std::uint64_t seed = 42);

/// Refuses a pipeline that was fitted on other rows than these.
Status checkFittedOn(const Pipeline &pipeline, const data::Table &training);

} // namespace slipway::features
