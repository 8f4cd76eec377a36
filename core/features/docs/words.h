#pragma once

#include "core/features/definitions/feature_set.h"

#include <string>
#include <string_view>
#include <vector>

/// What the definitions say, in sentences for people.
namespace slipway::features {

/// "28 days", "10 minutes", "1 hour".
std::string durationWords(TimeMicros duration);

/// "day" of a day, "10 minutes": what stands behind "every".
std::string everyWords(TimeMicros duration);

/// "a, b and c"; "nothing" where there is none.
std::string listWords(const std::vector<std::string> &items);

/// How the value is made: "The mean of data_gb over the rows of usage_weeks of the same customer_id, in the
/// 28 days before the moment."
std::string meaningInWords(const FeatureSet &set, const Feature &feature);

/// From when on the rows that it is made from are known, and which of them a moment sees.
std::string timeInWords(const FeatureSet &set, const Feature &feature);

/// When there is no value, and what stands there instead.
std::string unknownInWords(const FeatureSet &set, const Feature &feature);

/// What is expected of the values: "between 0 and 1", "one of a, b", "never missing".
std::string expectationInWords(const FeatureExpectation &expectation);

} // namespace slipway::features
