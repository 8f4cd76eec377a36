#pragma once

#include "core/base/result.h"
#include "core/features/transform/channel.h"

#include <string_view>
#include <vector>

namespace slipway::features {

/// Reads what a transformer wrote into a model's card. Every error is one sentence that names the key.
class StepJson
{
public:
    explicit StepJson(const Json &json)
        : m_json(json)
    {
    }

    Result<std::vector<double>> numbers(const char *key) const;
    Result<Levels> texts(const char *key) const;
    Result<std::string> text(const char *key) const;
    Result<double> number(const char *key) const;
    Result<bool> flag(const char *key) const;

    /// A list a column.
    Result<std::vector<std::vector<double>>> numberLists(const char *key) const;
    Result<std::vector<Levels>> levelLists(const char *key) const; ///< each ascending

    /// Numbers from `least` on, one a column or so.
    Result<std::vector<std::size_t>> indices(const char *key, std::size_t below) const;

    static Error damaged(std::string_view what);

private:
    const Json &at(const char *key) const;

    const Json &m_json;
};

} // namespace slipway::features
