#pragma once

#include "core/base/result.h"

#include <QTest>

#include <cmath>

/// Fails with the error's own sentence.
#define QVERIFY_OK(result)                                                                                   \
    do {                                                                                                     \
        const auto &slipwayResult = (result);                                                                \
        const std::string slipwayWhy = slipwayResult.ok() ? std::string() : slipwayResult.error().message;   \
        QVERIFY2(slipwayResult.ok(), slipwayWhy.c_str());                                                    \
    } while (false)

/// Fails unless the result is an error with this message id.
#define QVERIFY_FAILS(result, messageId)                                                                     \
    do {                                                                                                     \
        const auto &slipwayResult = (result);                                                                \
        QVERIFY2(!slipwayResult.ok(), "expected the failure " messageId);                                    \
        QCOMPARE(QString::fromStdString(slipwayResult.error().id), QStringLiteral(messageId));               \
    } while (false)

/// Fails with both values and their difference unless they are within `tolerance`. NaN is near nothing.
#define QCOMPARE_NEAR(actual, expected, tolerance)                                                           \
    do {                                                                                                     \
        const double slipwayActual = (actual);                                                               \
        const double slipwayExpected = (expected);                                                           \
        const double slipwayDifference = std::abs(slipwayActual - slipwayExpected);                          \
        const QByteArray slipwayText = QByteArray("actual ") + QByteArray::number(slipwayActual, 'g', 17)    \
            + ", expected " + QByteArray::number(slipwayExpected, 'g', 17) + ", difference "                 \
            + QByteArray::number(slipwayDifference, 'g', 3);                                                 \
        QVERIFY2(slipwayDifference <= (tolerance), slipwayText.constData());                                 \
    } while (false)

/// Compares std::string values and shows them as text.
#define QCOMPARE_TEXT(actual, expected)                                                                      \
    QCOMPARE(QString::fromStdString(std::string(actual)), QString::fromStdString(std::string(expected)))
