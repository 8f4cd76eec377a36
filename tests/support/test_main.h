#pragma once

#include <QObject>

namespace slipway::testing {

/// Runs one test object: plain locale, no window system, and any Qt warning ends the run.
int runTest(QObject &test, int argc, char **argv);

} // namespace slipway::testing

#define SLIPWAY_TEST_MAIN(TestClass)                                                                         \
    int main(int argc, char **argv)                                                                          \
    {                                                                                                        \
        TestClass test;                                                                                      \
        return slipway::testing::runTest(test, argc, argv);                                                  \
    }
