#pragma once

#include "core/base/json.h"
#include "tests/support/verify.h"

/// Compares JSON values as the text that a report shows.
#define QCOMPARE_JSON(actual, expected)                                                                      \
    QCOMPARE_TEXT(slipway::writeJson(actual), slipway::writeJson(expected))
