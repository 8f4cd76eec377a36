#pragma once

#include "tests/support/engine_process.h"

#include <QStringList>

#include <string>
#include <vector>

namespace slipway::testing {

/// One kind of job as the kill and cancel tests start it, on a workspace where everything before it is done.
struct JobKind {
    std::string name;
    QStringList arguments;
    int typicalMs = 0; ///< how long it takes here, so that a random moment falls into its work
    bool endsByItself = true; ///< a server does not
};

/// Brings a workspace to the point where every kind of job can run, and lists them. Returns what went wrong,
/// if anything did.
QString prepareEveryKindOfJob(const Engine &engine, std::vector<JobKind> &kinds);

} // namespace slipway::testing
