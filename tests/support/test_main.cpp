#include "tests/support/test_main.h"

#include <QCoreApplication>
#include <QTest>

#include <clocale>

namespace slipway::testing {

int runTest(QObject &test, int argc, char **argv)
{
    // A warning of Qt in a test is a mistake that nobody has looked at yet: Qt itself aborts on it.
    qputenv("QT_FATAL_WARNINGS", "1");
    QCoreApplication application(argc, argv);
    std::setlocale(LC_NUMERIC, "C");
    return QTest::qExec(&test, argc, argv);
}

} // namespace slipway::testing
