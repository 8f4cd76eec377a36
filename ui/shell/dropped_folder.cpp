#include "ui/shell/dropped_folder.h"

#include <QDir>
#include <QFileInfo>
#include <QMimeData>
#include <QUrl>

namespace slipway::ui {

QString workspaceIn(const QMimeData &dropped)
{
    const QList<QUrl> urls = dropped.urls();
    if (urls.size() != 1 || !urls.constFirst().isLocalFile())
        return {};
    const QString records = QStringLiteral("slipway.db");
    const QFileInfo file(urls.constFirst().toLocalFile());
    if (file.isDir() && QFileInfo::exists(QDir(file.filePath()).filePath(records)))
        return QDir::cleanPath(file.absoluteFilePath());
    return file.isFile() && file.fileName() == records ? QDir::cleanPath(file.absolutePath()) : QString();
}

} // namespace slipway::ui
