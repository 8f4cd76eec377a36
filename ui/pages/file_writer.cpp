#include "ui/pages/file_writer.h"

#include <QSaveFile>

namespace slipway::ui {

QString writeWhole(const QString &name, const QByteArray &bytes)
{
    QSaveFile file(name);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        return file.errorString();
    return {};
}

} // namespace slipway::ui
