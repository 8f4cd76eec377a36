#pragma once

#include "core/base/parameter.h"
#include "core/base/result.h"
#include "core/features/transform/channel.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::features {

/// What fitting may look at besides the rows themselves.
struct FitTarget {
    std::span<const double> values; ///< one a training row, without NaN; empty where nothing is predicted
    std::uint64_t seed = 42; ///< of the folds of encodings that know the target
};

/// One fitted step of a chain. Immutable once bound: any number of threads may use it.
class Transformer
{
public:
    virtual ~Transformer() = default;

    /// What was learnt, for the model's card.
    virtual Json toJson() const = 0;

    /// The levels of channel `index` that it knows; the chain offers at least these to bind().
    virtual Levels wantedLevels(std::size_t index) const;

    /// Gives out levels as they came in, so that the next step's wishes hold for its inputs.
    virtual bool keepsLevels() const { return false; }

    /// Reads texts instead of numbers; such a step can only be a chain's first.
    virtual bool readsText() const { return false; }

    /// Writes inputs of the model itself, mostly zeros; nothing can follow.
    virtual bool ends() const { return false; }

    /// Whether what it learnt depends on the target.
    virtual bool knowsTarget() const { return false; }

    /// Whether output `index` of the rows that it was fitted on is their channel `index` as it is.
    virtual bool keepsTraining(std::size_t) const { return false; }

    /// Whether it has an answer of its own for a missing value.
    virtual bool fillsMissing() const { return false; }

    /// Takes the shape of its inputs, and lays out its outputs.
    Status bind(std::vector<Channel> inputs);
    const std::vector<Channel> &outputs() const { return m_outputs; }

    /// Makes the outputs, channel by channel.
    virtual void apply(const Block &block, double *out) const;

    /// The same for the rows that it was fitted on, where these need another answer than all later ones.
    /// `out` has a place for each output, and there one for each row; null: it is not wanted.
    virtual void applyToTraining(const FitRows &rows, const FitTarget &target,
                                 std::span<double *const> out) const;

    /// Of a step that ends: writes outputs().size() floats a row, rows `stride` apart, into zeros.
    virtual void write(const Block &block, float *out, std::size_t stride) const;

protected:
    const std::vector<Channel> &inputs() const { return m_inputs; }

    /// The outputs for these inputs. What is looked up by level is laid out here.
    virtual Result<std::vector<Channel>> layOut() = 0;

private:
    std::vector<Channel> m_inputs;
    std::vector<Channel> m_outputs;
};

/// What a transformer can be given.
enum class Takes { Numbers, Categories, Either };

/// A kind of transformer, declared once: the reader of transforms, their documentation and the card come from
/// this.
struct TransformerKind {
    std::string_view name; ///< `type` in a list of steps
    std::string_view help; ///< one sentence without a full stop
    std::string_view onnx; ///< the operators of ONNX and ONNX-ML that express it
    Takes takes;
    bool text; ///< reads texts, so that it can only be the first step
    std::size_t columns; ///< how many columns a chain with it must have; 0: any
    std::vector<Parameter> options;
    Result<std::unique_ptr<Transformer>> (*fit)(const FitRows &rows, const Json &options,
                                                const FitTarget &target);
    Result<std::unique_ptr<Transformer>> (*read)(const Json &json);
};

/// Whether a step of this kind can take these channels; `first` in a chain, or behind other steps.
Status checkStep(const TransformerKind &kind, std::span<const Channel> channels, bool first);

std::span<const TransformerKind> transformerKinds();

/// The kind of that name, or an error that lists the known ones.
Result<const TransformerKind *> transformerKind(std::string_view name);

} // namespace slipway::features
