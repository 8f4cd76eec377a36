#include "ui/jobs/front_door.h"

#include "core/base/hash.h"
#include "ui/models/text.h"

#include <QLocalSocket>

#include <unistd.h>

namespace slipway::ui {

namespace {

constexpr int waitMs = 1000;
constexpr int attempts = 3; ///< the one that had the door may be leaving right now

/// The same for every spelling of the folder's name, and different for every user of the machine.
QString doorName(const std::filesystem::path &workspace)
{
    std::error_code error;
    auto folder = std::filesystem::weakly_canonical(workspace, error);
    if (folder.filename().empty()) // "workspace/"
        folder = folder.parent_path();
    const auto hash = sha256(error ? workspace.string() : folder.string());
    return QStringLiteral("slipway-console-%1-%2").arg(::getuid()).arg(text(hash.substr(0, 24)));
}

bool knock(const QString &name)
{
    QLocalSocket socket;
    socket.setSocketOptions(QLocalSocket::AbstractNamespaceOption);
    socket.connectToServer(name);
    if (!socket.waitForConnected(waitMs))
        return false;
    socket.write("raise\n");
    socket.waitForBytesWritten(waitMs);
    return true;
}

} // namespace

bool FrontDoor::enter(const std::filesystem::path &workspace)
{
    const QString name = doorName(workspace);
    m_server.close();
    m_server.setSocketOptions(QLocalServer::AbstractNamespaceOption);
    connect(&m_server, &QLocalServer::newConnection, this, &FrontDoor::answer, Qt::UniqueConnection);
    for (int i = 0; i < attempts; ++i) {
        if (m_server.listen(name))
            return true;
        if (knock(name))
            return false;
    }
    return true; // no door at all is no reason to keep a person out
}

void FrontDoor::answer()
{
    while (QLocalSocket *visitor = m_server.nextPendingConnection()) {
        connect(visitor, &QLocalSocket::disconnected, visitor, &QObject::deleteLater);
        visitor->disconnectFromServer();
    }
    Q_EMIT knocked();
}

} // namespace slipway::ui
