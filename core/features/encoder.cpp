#include "core/features/encoder.h"

#include "core/base/messages.h"

#include <algorithm>
#include <cassert>
#include <cmath>
#include <limits>
#include <numeric>
#include <set>

namespace slipway::features {

namespace {

// A column of identifiers would otherwise turn into as many inputs as it has rows.
constexpr std::size_t mostLevels = 64;

// Rows that are encoded together, so that the part of the matrix that is written stays in the cache.
constexpr std::size_t blockRows = 4096;

constexpr double missing = std::numeric_limits<double>::quiet_NaN();

std::size_t inputsOf(const FeatureEncoding &feature)
{
    return feature.kind == data::ColumnKind::Number ? 1 : feature.levels.size();
}

std::size_t inputsOf(std::span<const FeatureEncoding> features)
{
    return std::accumulate(
        features.begin(), features.end(), std::size_t {0},
        [](std::size_t sum, const FeatureEncoding &feature) { return sum + inputsOf(feature); });
}

std::string_view kindName(data::ColumnKind kind)
{
    return kind == data::ColumnKind::Number ? "number" : "category";
}

void fitNumber(const data::Column &column, FeatureEncoding &feature)
{
    double sum = 0;
    std::size_t count = 0;
    double least = std::numeric_limits<double>::infinity();
    double most = -least;
    for (const double value : column.numbers) {
        if (!std::isfinite(value))
            continue;
        sum += value;
        ++count;
        least = std::min(least, value);
        most = std::max(most, value);
    }
    if (count == 0)
        return;
    // The sum of equal values need not divide back to the value: a constant column is told by its range.
    if (least == most) {
        feature.mean = least;
        return;
    }
    feature.mean = sum / static_cast<double>(count);
    double squares = 0;
    for (const double value : column.numbers) {
        if (std::isfinite(value))
            squares += (value - feature.mean) * (value - feature.mean);
    }
    const double deviation = std::sqrt(squares / static_cast<double>(count));
    if (std::isfinite(deviation) && deviation > 0)
        feature.deviation = deviation;
}

/// The most frequent levels of the rows, sorted by name. A tie goes to the first name.
void fitCategory(const data::Column &column, FeatureEncoding &feature)
{
    std::vector<std::size_t> counts(column.levels.size());
    for (const auto code : column.codes) {
        if (code >= 0)
            ++counts[static_cast<std::size_t>(code)];
    }
    std::vector<std::size_t> order;
    for (std::size_t level = 0; level < counts.size(); ++level) {
        if (counts[level] > 0)
            order.push_back(level);
    }
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return counts[a] != counts[b] ? counts[a] > counts[b] : column.levels[a] < column.levels[b];
    });
    order.resize(std::min(order.size(), mostLevels));
    for (const auto level : order)
        feature.levels.push_back(column.levels[level]);
    std::sort(feature.levels.begin(), feature.levels.end());
}

/// The only place where a number becomes an input, so that training and serving agree to the last bit.
float standardised(const FeatureEncoding &feature, double value)
{
    return std::isfinite(value) ? static_cast<float>((value - feature.mean) / feature.deviation) : 0.0F;
}

double indexOf(const std::vector<std::string> &levels, std::string_view level)
{
    const auto found = std::lower_bound(levels.begin(), levels.end(), level);
    return found != levels.end() && *found == level ? static_cast<double>(found - levels.begin()) : missing;
}

/// One feature of one row into its places, which are zero before.
void put(const FeatureEncoding &feature, double value, float *inputs)
{
    if (feature.kind == data::ColumnKind::Number) {
        *inputs = standardised(feature, value);
    } else if (value >= 0 && value < static_cast<double>(feature.levels.size())) {
        inputs[static_cast<std::size_t>(value)] = 1.0F;
    }
}

Error damaged(std::string_view what)
{
    return failure("features.encoder_damaged", {{"what", what}});
}

Result<double> numberAt(const Json &json, const char *key, const std::string &name)
{
    const auto found = json.find(key);
    if (found == json.end() || !found->is_number())
        return damaged(name + " has no " + key);
    return found->get<double>();
}

Result<FeatureEncoding> encodingFromJson(const Json &json)
{
    FeatureEncoding feature;
    if (!json.is_object() || !json.contains("name") || !json["name"].is_string())
        return damaged("a feature has no name");
    feature.name = json["name"].get<std::string>();
    const auto kind = json.value("kind", Json());
    if (kind == kindName(data::ColumnKind::Number)) {
        SLIPWAY_ASSIGN(feature.mean, numberAt(json, "mean", feature.name));
        SLIPWAY_ASSIGN(feature.deviation, numberAt(json, "deviation", feature.name));
        if (!(feature.deviation > 0))
            return damaged("the deviation of " + feature.name + " is not above 0");
        return feature;
    }
    if (kind != kindName(data::ColumnKind::Category))
        return damaged(feature.name + " is neither a number nor a category");
    feature.kind = data::ColumnKind::Category;
    const auto levels = json.value("levels", Json());
    if (!levels.is_array()
        || !std::all_of(levels.begin(), levels.end(), [](const Json &level) { return level.is_string(); }))
        return damaged(feature.name + " has no list of levels");
    feature.levels = levels.get<std::vector<std::string>>();
    if (std::adjacent_find(feature.levels.begin(), feature.levels.end(), std::greater_equal<>())
        != feature.levels.end())
        return damaged("the levels of " + feature.name + " are not in order");
    return feature;
}

} // namespace

Result<Encoder> Encoder::fit(const data::Table &training, std::span<const std::string> features)
{
    if (features.empty())
        return failure("features.no_features");
    if (training.rows() == 0)
        return failure("features.no_training_rows");
    Encoder encoder;
    std::set<std::string_view> seen;
    for (const auto &name : features) {
        if (!seen.insert(name).second)
            return failure("features.named_twice", {{"feature", name}});
        SLIPWAY_ASSIGN(const data::Column *column, data::requireColumn(training, name, "The training data"));
        FeatureEncoding feature;
        feature.name = name;
        feature.kind = column->kind;
        if (column->kind == data::ColumnKind::Number)
            fitNumber(*column, feature);
        else
            fitCategory(*column, feature);
        encoder.m_features.push_back(std::move(feature));
    }
    encoder.m_width = inputsOf(encoder.m_features);
    return encoder;
}

Result<Encoder> Encoder::fromJson(const Json &json)
{
    const auto features = json.is_object() ? json.value("features", Json()) : Json();
    if (!features.is_array() || features.empty())
        return damaged("it lists no features");
    Encoder encoder;
    for (const auto &entry : features) {
        SLIPWAY_ASSIGN(FeatureEncoding feature, encodingFromJson(entry));
        encoder.m_features.push_back(std::move(feature));
    }
    encoder.m_width = inputsOf(encoder.m_features);
    return encoder;
}

Json Encoder::toJson() const
{
    auto features = Json::array();
    for (const auto &feature : m_features) {
        Json entry {{"name", feature.name}, {"kind", kindName(feature.kind)}};
        if (feature.kind == data::ColumnKind::Number) {
            entry["mean"] = feature.mean;
            entry["deviation"] = feature.deviation;
        } else {
            entry["levels"] = feature.levels;
        }
        features.push_back(std::move(entry));
    }
    return {{"features", std::move(features)}};
}

Result<Matrix> Encoder::encode(const data::Table &table) const
{
    struct Source {
        const data::Column *column;
        std::vector<double> indexOfCode; ///< of a category: the encoder's level for each of the table's
        std::size_t offset;
    };
    std::vector<Source> sources;
    std::size_t offset = 0;
    for (const auto &feature : m_features) {
        SLIPWAY_ASSIGN(const data::Column *column, data::requireColumn(table, feature.name, "The data"));
        if (column->kind != feature.kind) {
            return failure("features.other_kind",
                           {{"feature", feature.name},
                            {"expected", kindName(feature.kind)},
                            {"found", kindName(column->kind)}});
        }
        Source source {column, {}, offset};
        for (const auto &level : column->levels)
            source.indexOfCode.push_back(indexOf(feature.levels, level));
        offset += inputsOf(feature);
        sources.push_back(std::move(source));
    }

    Matrix matrix {table.rows(), m_width, std::vector<float>(table.rows() * m_width)};
    for (std::size_t begin = 0; begin < matrix.rows; begin += blockRows) {
        const auto end = std::min(begin + blockRows, matrix.rows);
        for (std::size_t i = 0; i < m_features.size(); ++i) {
            const auto &source = sources[i];
            float *inputs = matrix.values.data() + begin * m_width + source.offset;
            for (std::size_t row = begin; row < end; ++row, inputs += m_width) {
                double value = missing;
                if (m_features[i].kind == data::ColumnKind::Number)
                    value = source.column->numbers[row];
                else if (const auto code = source.column->codes[row]; code >= 0)
                    value = source.indexOfCode[static_cast<std::size_t>(code)];
                put(m_features[i], value, inputs);
            }
        }
    }
    return matrix;
}

void Encoder::encodeRow(std::span<const double> numbers, std::span<float> inputs) const
{
    assert(numbers.size() == m_features.size() && inputs.size() == m_width);
    std::fill(inputs.begin(), inputs.end(), 0.0F);
    std::size_t offset = 0;
    for (std::size_t i = 0; i < m_features.size(); ++i) {
        put(m_features[i], numbers[i], inputs.data() + offset);
        offset += inputsOf(m_features[i]);
    }
}

double Encoder::levelIndex(std::size_t feature, std::string_view level) const
{
    assert(feature < m_features.size());
    return indexOf(m_features[feature].levels, level);
}

} // namespace slipway::features
