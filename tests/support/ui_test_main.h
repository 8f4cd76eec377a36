#pragma once

#include <QApplication>
#include <QObject>

#include <memory>

namespace slipway::testing {

/// An application on the offscreen platform with a fixed font, so that sizes are the same on every machine.
class UiTestSession
{
public:
    UiTestSession(int &argc, char **argv);
    ~UiTestSession();

    /// Runs the test object. A warning of Qt fails the run, apart from the offscreen platform's own lines.
    int run(QObject &test);

private:
    std::unique_ptr<QApplication> m_application;
};

} // namespace slipway::testing

/// The test object is made when the application is there: its members may be widgets.
#define SLIPWAY_UI_TEST_MAIN(TestClass)                                                                      \
    int main(int argc, char **argv)                                                                          \
    {                                                                                                        \
        slipway::testing::UiTestSession session(argc, argv);                                                 \
        TestClass test;                                                                                      \
        return session.run(test);                                                                            \
    }
