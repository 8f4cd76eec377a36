#pragma once

#include "core/data/checks/ask.h"

/// How each type of expectation is decided; check.cpp names them all.
namespace slipway::data {

// schema.cpp
Result<Check> planExists(const Ask &ask);
Result<Check> planOfType(const Ask &ask);
Result<Check> planInTypeList(const Ask &ask);
Result<Check> planColumnCount(const Ask &ask);
Result<Check> planColumnCountEqual(const Ask &ask);
Result<Check> planColumnSet(const Ask &ask);
Result<Check> planColumnOrder(const Ask &ask);

// missing.cpp
Result<Check> planNotNull(const Ask &ask);
Result<Check> planNull(const Ask &ask);

// uniqueness.cpp
Result<Check> planUnique(const Ask &ask);
Result<Check> planCompoundUnique(const Ask &ask);
Result<Check> planUniqueCount(const Ask &ask);
Result<Check> planUniqueShare(const Ask &ask);

// sets.cpp
Result<Check> planInSet(const Ask &ask);
Result<Check> planNotInSet(const Ask &ask);

// distinct_values.cpp
Result<Check> planDistinctInSet(const Ask &ask);
Result<Check> planDistinctContain(const Ask &ask);
Result<Check> planDistinctEqual(const Ask &ask);
Result<Check> planMostCommon(const Ask &ask);

// ranges.cpp
Result<Check> planBetween(const Ask &ask);
Result<Check> planLengths(const Ask &ask);
Result<Check> planLengthsEqual(const Ask &ask);
Result<Check> planZScores(const Ask &ask);

// patterns.cpp
Result<Check> planRegex(const Ask &ask);
Result<Check> planNotRegex(const Ask &ask);
Result<Check> planRegexList(const Ask &ask);
Result<Check> planNotRegexList(const Ask &ask);
Result<Check> planStrftime(const Ask &ask);

// statistics.cpp
Result<Check> planMin(const Ask &ask);
Result<Check> planMax(const Ask &ask);
Result<Check> planMean(const Ask &ask);
Result<Check> planMedian(const Ask &ask);
Result<Check> planStdev(const Ask &ask);
Result<Check> planSum(const Ask &ask);

// quantiles.cpp
Result<Check> planQuantiles(const Ask &ask);

// divergence.cpp
Result<Check> planDivergence(const Ask &ask);

// across.cpp
Result<Check> planPairGreater(const Ask &ask);
Result<Check> planPairEqual(const Ask &ask);
Result<Check> planSumEqual(const Ask &ask);

// volume.cpp
Result<Check> planRowCount(const Ask &ask);
Result<Check> planRowCountEqual(const Ask &ask);

} // namespace slipway::data
