#pragma once

#include <QLabel>

namespace slipway::ui {

/// A label in one of the roles of the style sheet: title, section, strong, sentence, note, small, caption,
/// error, metric.
QLabel *makeLabel(const QString &role, const QString &text = {}, QWidget *parent = nullptr);

/// A line of one pixel between two parts.
QFrame *makeHairline(QWidget *parent = nullptr);

} // namespace slipway::ui
