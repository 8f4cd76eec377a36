#pragma once

#include <QEventLoop>
#include <QTimer>

namespace slipway::bench {

/// Lets the window live for so long, without a busy loop that would take a core from it.
inline void wait(int milliseconds)
{
    QEventLoop loop;
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
}

} // namespace slipway::bench
