#pragma once

#include <QLocalServer>
#include <QObject>

#include <filesystem>

namespace slipway::ui {

/// One window's process for a workspace: who comes second knocks, and the first one comes to the front. The
/// name lives as long as the process, so that a crash leaves nothing behind that would have to be cleared.
class FrontDoor : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;

    /// Takes the workspace for this process. False where another one has it; that one has then been asked to
    /// raise its window.
    bool enter(const std::filesystem::path &workspace);

Q_SIGNALS:
    void knocked(); ///< somebody has started the console for this workspace again

private:
    void answer();

    QLocalServer m_server;
};

} // namespace slipway::ui
