#pragma once

#include "app/engine/stop_signals.h"
#include "app/engine/verb.h"

#include <string>
#include <vector>

namespace slipway::engine {

/// Runs what the command line has asked for and says how it ended: on standard output the result, on standard
/// error the sentence of a failure. Returns the exit status.
int runRequest(const Request &request, const GlobalOptions &options, const std::vector<std::string> &command,
               StopSignals &signals);

/// Says a failure in the way that was asked for, and returns its exit status.
int reportFailure(const Error &error, const GlobalOptions &options);

} // namespace slipway::engine
