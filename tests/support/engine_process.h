#pragma once

#include "core/base/json.h"

#include <QProcess>
#include <QString>
#include <QStringList>

#include <filesystem>
#include <memory>

namespace slipway::testing {

/// How a run of the engine ended.
struct EngineAnswer {
    int exit = -1;
    bool crashed = false;
    QByteArray output;
    QByteArray errors;

    Json json() const; ///< of the output; discarded where it is none
    std::string sentence() const; ///< the line on standard error
};

/// Ends a process that a failed test leaves running.
struct EndProcess {
    void operator()(QProcess *process) const;
};
using RunningEngine = std::unique_ptr<QProcess, EndProcess>;

/// The real `slipway` program on one workspace.
class Engine
{
public:
    explicit Engine(std::filesystem::path workspace);

    const std::filesystem::path &workspace() const { return m_workspace; }

    /// Runs a verb to its end.
    EngineAnswer run(const QStringList &arguments, int timeoutMs = 120'000) const;

    /// The same with --json in front.
    EngineAnswer ask(const QStringList &arguments, int timeoutMs = 120'000) const;

    /// Starts a verb with --events, and leaves it running.
    RunningEngine start(const QStringList &arguments) const;

    /// Waits until a running verb has printed an event of this kind ("state"), and returns it.
    static Json waitForEvent(QProcess &process, const QString &kind, int timeoutMs = 30'000);

    static QString program();

private:
    std::filesystem::path m_workspace;
};

} // namespace slipway::testing

/// Fails with what the engine said unless it exited with 0.
#define QVERIFY_EXIT_OK(answer)                                                                              \
    do {                                                                                                     \
        const slipway::testing::EngineAnswer slipwayAnswer = (answer);                                       \
        QVERIFY2(!slipwayAnswer.crashed && slipwayAnswer.exit == 0,                                          \
                 (slipwayAnswer.errors + slipwayAnswer.output).constData());                                 \
    } while (false)
