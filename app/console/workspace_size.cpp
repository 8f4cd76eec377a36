#include "app/console/workspace_size.h"

#include "ui/models/text.h"

#include <filesystem>
#include <set>
#include <sys/stat.h>

namespace slipway::ui {

namespace {

namespace fs = std::filesystem;

constexpr int quietMs = 2000; ///< a job changes much at once

/// A file with several names counts once: views are second names of artifacts.
qint64 bytesIn(const fs::path &folder)
{
    std::set<std::pair<dev_t, ino_t>> seen;
    qint64 bytes = 0;
    std::error_code error;
    auto entry =
        fs::recursive_directory_iterator(folder, fs::directory_options::skip_permission_denied, error);
    for (; !error && entry != fs::recursive_directory_iterator(); entry.increment(error)) {
        struct stat status {
        };
        if (::lstat(entry->path().c_str(), &status) == 0 && S_ISREG(status.st_mode)
            && (status.st_nlink == 1 || seen.emplace(status.st_dev, status.st_ino).second))
            bytes += status.st_size;
    }
    return bytes;
}

} // namespace

WorkspaceSize::WorkspaceSize(const QString &folder, QObject *parent)
    : QObject(parent)
    , m_folder(folder)
{
    m_pool.setMaxThreadCount(1);
    m_soon.setSingleShot(true);
    m_soon.setInterval(quietMs);
    connect(&m_soon, &QTimer::timeout, this, &WorkspaceSize::measure);
    measureSoon();
}

WorkspaceSize::~WorkspaceSize()
{
    m_pool.waitForDone();
}

void WorkspaceSize::measureSoon()
{
    if (!m_soon.isActive())
        m_soon.start();
}

void WorkspaceSize::measure()
{
    if (m_measuring)
        return measureSoon();
    m_measuring = true;
    m_pool.start([this, folder = path(m_folder)] {
        const qint64 bytes = bytesIn(folder);
        QMetaObject::invokeMethod(
            this,
            [this, bytes] {
                m_measuring = false;
                Q_EMIT measured(bytes);
            },
            Qt::QueuedConnection);
    });
}

} // namespace slipway::ui
