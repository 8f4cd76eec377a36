#pragma once

#include "core/report/lifecycle.h"

#include <string>
#include <string_view>
#include <vector>

namespace slipway::report {

constexpr std::string_view notMeasured = "not measured";

/// What stands below `path` ("training.best_epoch"), or null: facts come from several rooms and several
/// versions.
const Json *factAt(const std::optional<Json> &facts, std::string_view path);

/// NaN where there is no number.
double numberAt(const std::optional<Json> &facts, std::string_view path);
std::string textAt(const std::optional<Json> &facts, std::string_view path);

/// The same of one object in a list.
double numberIn(const Json &object, const char *key);
std::string textIn(const Json &object, const char *key);
bool passedIn(const Json &object); ///< "passed" is there and true

struct Interval {
    double low;
    double high;
    bool known() const;
};

Interval intervalAt(const std::optional<Json> &facts, std::string_view path);

/// How many of a list said yes. `total` is 0 where there is no list.
struct Tally {
    std::size_t passed = 0;
    std::size_t total = 0;
    bool known() const { return total > 0; }
    bool all() const { return passed == total; }
    double share() const;
};

Tally tally(const Json *list);
Tally gateTally(const LifecycleFacts &facts);
Tally checkTally(const LifecycleFacts &facts);

/// "version 2", "the model".
std::string versionWords(const LifecycleFacts &facts);

/// "1 check", "3 checks".
std::string counted(double count, std::string_view singular, std::string_view plural);

/// New minus old, and its interval: the comparison's numbers, turned round.
struct Change {
    double difference;
    Interval interval;
    std::string verdict; ///< the comparison's, "" where there is none
};

Change changeOf(const LifecycleFacts &facts);

/// A column of the drift report.
struct DriftedColumn {
    std::string name;
    std::string type;
    std::string test;
    double statistic;
    double pValue;
    double psi;
    bool drifted;
};

/// Largest PSI first.
std::vector<DriftedColumn> driftColumns(const LifecycleFacts &facts);

/// One sentence each, or an empty text where nothing is known.
std::string rankingSentence(const LifecycleFacts &facts);
std::string ceilingSentence(const LifecycleFacts &facts);
std::string comparisonSentence(const LifecycleFacts &facts);
std::string gateSentence(const LifecycleFacts &facts);
std::string validationSentence(const LifecycleFacts &facts);
std::string driftSentence(const LifecycleFacts &facts);
std::string servingSentence(const LifecycleFacts &facts);
std::string trainingSentence(const LifecycleFacts &facts);

/// The charts; empty ones say why.
ChartSpec lossCurves(const LifecycleFacts &facts);
ChartSpec aucCurve(const LifecycleFacts &facts);
ChartSpec calibrationChart(const LifecycleFacts &facts);
ChartSpec driftBars(const LifecycleFacts &facts);
ChartSpec stepBars(const LifecycleFacts &facts);

/// The sections below their headings.
std::vector<Block> summarySection(const LifecycleFacts &facts);
std::vector<Block> architectureSection(const LifecycleFacts &facts);
std::vector<Block> implementationSection(const LifecycleFacts &facts);
std::vector<Block> resultsSection(const LifecycleFacts &facts);
std::vector<Block> challengesSection(const LifecycleFacts &facts);
std::vector<Block> productionSection(const LifecycleFacts &facts);
std::vector<Block> futureSection(const LifecycleFacts &facts);

} // namespace slipway::report
