#pragma once

#include <QByteArray>
#include <QString>

namespace slipway::ui {

/// Writes the whole file, or leaves what was there. Empty where it is written, else why it is not.
QString writeWhole(const QString &name, const QByteArray &bytes);

} // namespace slipway::ui
