#include "ui/theme/desktop_scheme.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusMessage>
#include <QDBusVariant>
#include <QPalette>

#include <optional>

namespace slipway::ui {

namespace {

constexpr int portalTimeoutMs = 100; ///< a window must not wait for a portal that has to be started first

/// org.freedesktop.appearance color-scheme: 1 dark, 2 light, 0 no wish.
std::optional<bool> portalAsksForDark()
{
    // Without a bus of the session Qt would start one.
    if (qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS"))
        return std::nullopt;
    auto bus = QDBusConnection::sessionBus();
    if (!bus.isConnected())
        return std::nullopt;
    auto question = QDBusMessage::createMethodCall(
        QStringLiteral("org.freedesktop.portal.Desktop"), QStringLiteral("/org/freedesktop/portal/desktop"),
        QStringLiteral("org.freedesktop.portal.Settings"), QStringLiteral("Read"));
    question << QStringLiteral("org.freedesktop.appearance") << QStringLiteral("color-scheme");
    const auto answer = bus.call(question, QDBus::Block, portalTimeoutMs);
    if (answer.type() != QDBusMessage::ReplyMessage || answer.arguments().isEmpty())
        return std::nullopt;
    auto value = answer.arguments().constFirst();
    while (value.canConvert<QDBusVariant>()) // the portal wraps its values twice
        value = value.value<QDBusVariant>().variant();
    switch (value.toUInt()) {
    case 1:
        return true;
    case 2:
        return false;
    default:
        return std::nullopt;
    }
}

} // namespace

bool desktopIsDark()
{
    if (const auto asked = portalAsksForDark())
        return *asked;
    const auto palette = QApplication::palette();
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

} // namespace slipway::ui
