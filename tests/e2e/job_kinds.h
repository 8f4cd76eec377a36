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
    int typicalMs; ///< how long it takes here, so that a random moment falls into its work
    bool endsByItself = true; ///< a server does not
};

/// Brings a workspace to the point where every kind of job can run, and lists them.
std::vector<JobKind> prepareEveryKindOfJob(const Engine &engine);

} // namespace slipway::testing
