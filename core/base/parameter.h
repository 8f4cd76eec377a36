#pragma once

#include "core/base/result.h"

#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace slipway {

enum class ParameterType { Integer, Number, Text, Flag, Integers, Records };

/// A setting, declared once: the command line's flag, the YAML key, the form in the window and the
/// documentation all come from this.
struct Parameter {
    std::string name; ///< "training.batch_size"; dots separate the sections of a file
    ParameterType type;
    Json standard; ///< the value where nobody gives one
    std::string help; ///< one sentence without a full stop
    double least = -std::numeric_limits<double>::infinity();
    double most = std::numeric_limits<double>::infinity();
    std::vector<std::string> choices {}; ///< for texts; empty means any
    std::vector<Parameter> fields {}; ///< of each record; a field without a standard must be given
};

/// "a whole number from 1 to 1000", for sentences and help.
std::string expectation(const Parameter &parameter);

/// The parameter of that name, or an error that lists the known ones.
Result<const Parameter *> findParameter(std::span<const Parameter> known, std::string_view name);

/// Checks a value that came from JSON or YAML, and gives it back in the declared type.
Result<Json> checkedValue(const Parameter &parameter, const Json &value);

/// Reads a value that was typed ("--set epochs=3"), and checks it.
Result<Json> parsedValue(const Parameter &parameter, std::string_view text);

} // namespace slipway
