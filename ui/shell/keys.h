#pragma once

#include <QStringList>
#include <Qt>

class QPainter;
class QRect;

namespace slipway::ui {

class Theme;

/// Paints each key in a small frame, one after the other, at the end of `area` in reading direction, and
/// returns the width that they took.
int paintKeys(QPainter &painter, const QRect &area, const QStringList &keys, const Theme &theme,
              Qt::LayoutDirection direction);
int keysWidth(const QStringList &keys, const Theme &theme);

} // namespace slipway::ui
