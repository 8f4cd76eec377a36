#pragma once

#include "ui/models/roles.h"

#include <QColor>
#include <QString>

class QPainter;
class QRectF;

namespace slipway::ui {

class Theme;

inline constexpr Status allStatuses[] = {Status::Neutral, Status::Ok,     Status::Warns,  Status::Failed,
                                         Status::Running, Status::Queued, Status::Stopped};

/// The glyph of the shape: disc with a tick, triangle, octagon, open ring, ring, dashed ring, square
/// ("status-ok").
QString statusIcon(Status status);

/// A colour of the status: `part` is text, fill, solid or border.
QColor statusColour(const Theme &theme, Status status, QStringView part);

/// "Passed", "Warns", "Failed", "Running", "Not checked", "Queued", "Stopped".
QString statusWord(Status status);

void paintStatus(QPainter &painter, const QRectF &square, const Theme &theme, Status status);

} // namespace slipway::ui
