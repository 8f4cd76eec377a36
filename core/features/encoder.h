#pragma once

#include "core/base/result.h"
#include "core/data/table.h"

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace slipway::features {

/// How one feature enters a model. Fitted on training rows alone and stored with the model.
struct FeatureEncoding {
    std::string name;
    data::ColumnKind kind = data::ColumnKind::Number;
    double mean = 0; ///< of the non-missing training rows; also stands in for a missing number
    double deviation = 1; ///< 1 where the training rows do not vary
    std::vector<std::string>
        levels; ///< a category's known levels, one input each; others and missing are all zeros
};

/// Rows of inputs of a network: `width` floats a row.
struct Matrix {
    std::size_t rows = 0;
    std::size_t width = 0;
    std::vector<float> values;
};

/// Turns raw feature values into network inputs: standardised numbers, one-hot categories. Training,
/// evaluation and serving call the same code.
class Encoder
{
public:
    /// Learns means, deviations and levels from training rows.
    static Result<Encoder> fit(const data::Table &training, std::span<const std::string> features);
    static Result<Encoder> fromJson(const Json &json);
    Json toJson() const;

    std::size_t width() const { return m_width; } ///< inputs of the network
    std::span<const FeatureEncoding> features() const { return m_features; }

    /// The table must have every feature, in any order; others are ignored.
    Result<Matrix> encode(const data::Table &table) const;

    /// One row, for serving. `numbers[i]` holds feature i where it is a number (NaN: missing); for a category
    /// it holds the level's index in features()[i].levels, or NaN for unknown. `inputs` has width() places.
    void encodeRow(std::span<const double> numbers, std::span<float> inputs) const;

    /// The value to pass to encodeRow for a category; NaN where the level is unknown.
    double levelIndex(std::size_t feature, std::string_view level) const;

private:
    std::vector<FeatureEncoding> m_features;
    std::size_t m_width = 0;
};

} // namespace slipway::features
