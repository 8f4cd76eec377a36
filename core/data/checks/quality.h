#pragma once

#include "core/data/checks/evaluation.h"

namespace slipway::data {

/// How good the data is, from 0 to 1, for each kind of check and over all:
/// {"score", "<kind>":{"score","checks","passed"}, ...}, kinds without a check left out, "score" null without
/// any check.
///
/// The score of a check of rows is the share of the looked-at values that are as expected; that of any other
/// check is 1 where it passed and 0 where not, and 0 where it could not be decided. A kind's score is the
/// mean of its checks', and the score over all is the mean of all checks'.
Json qualityOf(const std::vector<CheckItem> &items);

} // namespace slipway::data
