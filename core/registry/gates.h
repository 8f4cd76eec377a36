#pragma once

#include "core/base/clock.h"
#include "core/base/json.h"

#include <optional>
#include <string>
#include <vector>

namespace slipway::registry {

/// What has to hold before a version serves. The values come from monitoring_config.yaml.
struct GateLimits {
    double minAuc = 0.6;
    double maxLogLoss = 0.69;
    double maxAucDrop = 0.005; ///< against the version in production, on the same test rows
    int maxAgeDays = 30; ///< of the evaluation
};

/// What is known about a candidate. What is missing does not pass.
struct GateFacts {
    std::optional<double> auc; ///< on test rows
    std::optional<double> logLoss;
    std::optional<TimeMicros> evaluatedAt;
    std::optional<bool> dataValid; ///< the checks of the data that it was trained on
    std::string dataSuite; ///< the suite that these must be of; empty: any
    bool filesIntact = false; ///< every artifact has the content that its name stands for
    bool isProduction = false; ///< the version serves already
    bool hasProduction = false; ///< another version serves
    std::optional<double> aucDifferenceLow; ///< lower end of the 95% interval of candidate minus production
    std::optional<double> aucDifference;
};

struct Gate {
    std::string name;
    bool passed = false;
    std::string sentence; ///< the value and the limit, in words
};

/// Every gate with its verdict. A version may serve when all of them passed.
std::vector<Gate> checkGates(const GateFacts &facts, const GateLimits &limits, TimeMicros now);

bool allPassed(const std::vector<Gate> &gates);
Json toJson(const std::vector<Gate> &gates);

} // namespace slipway::registry
