#pragma once

#include "core/data/suite.h"

#include <string>

namespace slipway::data {

/// A suite that the profiled data passes, with room for what the next delivery may bring:
/// - columns are there and keep their kinds; half to twice as many rows
/// - a column without missing values stays so; one with some may have half as many more
/// - texts, flags and whole numbers of at most ten values keep to them
/// - other numbers stay within their range and a tenth of its width around it, not below 0 where none was;
/// times do not
///   lie before the first; texts are at most twice as long as the longest
/// - what looks like an id is unique
/// `profile` is what profile() answers.
Suite proposeSuite(const Json &profile, const std::string &name);

} // namespace slipway::data
