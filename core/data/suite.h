#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace slipway::data {

/// One rule about a table, in the words of Great Expectations.
struct Expectation {
    std::string type; ///< "expect_column_values_to_be_between"
    Json kwargs = Json::object();
    Json rest = Json::object(); ///< all other keys (meta, id, notes, severity, ...), kept as they were
};

/// A list of rules, as Great Expectations stores it.
struct Suite {
    std::string name;
    std::vector<Expectation> expectations;
    Json rest = Json::object(); ///< all other keys (meta, id, suite_parameters, notes, ...)
};

/// Reads the JSON of Great Expectations 0.x and 1.x. `place` (a file) leads the sentence of an error. Types
/// that Slipway does not know are kept.
Result<Suite> readSuite(std::string_view text, std::string_view place);

/// Always the 1.x form; readSuite gives the same suite back.
Json toJson(const Expectation &expectation);
Json toJson(const Suite &suite);

/// The expectations with the suite's parameters in their places ({"$PARAMETER": "name"}). One that is not
/// known stays as it is, and no check takes it for a value.
std::vector<Expectation> withParameters(const Suite &suite);

/// The same for suites that ask the same, however they are written.
std::string suiteDigest(const Suite &suite);

/// What every file of interactions of the feed scenario must be.
Suite feedSuite();

} // namespace slipway::data
