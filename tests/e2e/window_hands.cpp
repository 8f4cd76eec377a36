#include "tests/e2e/window_hands.h"

#include <QApplication>
#include <QElapsedTimer>
#include <QThread>
#include <QWidget>

namespace slipway::testing {

namespace {

constexpr int startMs = 10'000;
constexpr int actMs = 5'000;
constexpr int settleMs = 60; ///< from the X server into Qt's queue and through it

void settle(int milliseconds = settleMs)
{
    QElapsedTimer timer;
    timer.start();
    while (timer.elapsed() < milliseconds) {
        QCoreApplication::processEvents(QEventLoop::AllEvents, milliseconds);
        QThread::msleep(2);
    }
}

} // namespace

VirtualScreen::VirtualScreen()
{
    // The server chooses a free number and says which.
    m_server.start(QStringLiteral("Xvfb"),
                   {QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-screen"), QStringLiteral("0"),
                    QStringLiteral("1600x1000x24"), QStringLiteral("-nolisten"), QStringLiteral("tcp")});
    if (m_server.waitForStarted(startMs) && m_server.waitForReadyRead(startMs))
        m_display = ':' + m_server.readLine().trimmed();
}

VirtualScreen::~VirtualScreen()
{
    m_server.terminate();
    m_server.waitForFinished(startMs);
}

void VirtualScreen::useScreen() const
{
    qputenv("DISPLAY", m_display);
    qputenv("QT_QPA_PLATFORM", "xcb");
}

Hands::Hands(QWidget &window)
    : m_window(window)
{
    // There is no window manager that would give the keyboard to the window.
    act({QStringLiteral("windowfocus"), QString::number(m_window.winId())});
}

QWidget *Hands::find(const QString &objectName)
{
    const auto widgets = QApplication::allWidgets();
    for (QWidget *widget : widgets) {
        if (widget->objectName() == objectName && widget->isVisible())
            return widget;
    }
    return nullptr;
}

void Hands::act(const QStringList &words)
{
    QProcess tool;
    tool.start(QStringLiteral("xdotool"), words);
    QElapsedTimer timer;
    timer.start();
    // The window has to go on working while the tool waits for the server.
    while (tool.state() != QProcess::NotRunning && timer.elapsed() < actMs)
        settle(5);
    if (tool.state() != QProcess::NotRunning || tool.exitCode() != 0)
        m_problems << QStringLiteral("xdotool %1 did not work: %2")
                          .arg(words.join(u' '), QString::fromUtf8(tool.readAllStandardError()));
    settle();
}

void Hands::click(const QString &objectName)
{
    const QWidget *widget = find(objectName);
    if (!widget) {
        m_problems << QStringLiteral("There is no visible %1.").arg(objectName);
        return;
    }
    if (!widget->isEnabled())
        m_problems << QStringLiteral("%1 is not enabled.").arg(objectName);
    clickAt(widget->mapToGlobal(widget->rect().center()));
}

void Hands::clickAt(QPoint global)
{
    act({QStringLiteral("mousemove"), QString::number(global.x()), QString::number(global.y()), QStringLiteral("click"),
         QStringLiteral("1")});
}

void Hands::doubleClickAt(QPoint global)
{
    act({QStringLiteral("mousemove"), QString::number(global.x()), QString::number(global.y()), QStringLiteral("click"),
         QStringLiteral("--repeat"), QStringLiteral("2"), QStringLiteral("--delay"), QStringLiteral("60"),
         QStringLiteral("1")});
}

void Hands::type(const QString &text)
{
    act({QStringLiteral("type"), QStringLiteral("--delay"), QStringLiteral("5"), text});
}

void Hands::press(const QString &keys)
{
    act({QStringLiteral("key"), keys});
}

} // namespace slipway::testing
