#include "tests/support/demo_workspace.h"

#include "tests/support/end_jobs.h"
#include "tests/support/engine_process.h"

#include <QFileInfo>
#include <QLockFile>

#include <stdexcept>

namespace slipway::testing {

namespace {

namespace fs = std::filesystem;

constexpr int mostMinutes = 5;

/// Named after the engine that made it: a newer engine makes a new one.
fs::path madeOnce()
{
    const auto made = QFileInfo(Engine::program()).lastModified().toMSecsSinceEpoch();
    const fs::path parent = fs::path(SLIPWAY_BIN_DIR).parent_path() / "tests";
    const fs::path folder = parent / ("demo-workspace-" + std::to_string(made));
    fs::create_directories(parent);
    QLockFile lock(QString::fromStdString((parent / "demo-workspace.lock").string()));
    lock.setStaleLockTime(0);
    if (!lock.tryLock(mostMinutes * 60'000))
        throw std::runtime_error("another test makes the demo workspace, and does not end");
    if (fs::exists(folder))
        return folder;
    for (const auto &entry : fs::directory_iterator(parent)) {
        const auto name = entry.path().filename().string();
        if (name.starts_with("demo-workspace-"))
            fs::remove_all(entry.path());
    }
    const fs::path unfinished = parent / "demo-workspace-unfinished";
    const auto answer = Engine(unfinished).run({QStringLiteral("demo"), QStringLiteral("feed"),
                                                QStringLiteral("--rows"), QStringLiteral("20000")},
                                               mostMinutes * 60'000);
    if (answer.exit != 0)
        throw std::runtime_error("the demo failed: " + answer.errors.toStdString());
    fs::rename(unfinished, folder);
    return folder;
}

} // namespace

DemoWorkspace::DemoWorkspace()
{
    fs::copy(madeOnce(), folder(), fs::copy_options::recursive);
}

DemoWorkspace::~DemoWorkspace()
{
    endJobsIn(folder());
}

} // namespace slipway::testing
