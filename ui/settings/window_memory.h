#pragma once

class QWidget;

namespace slipway::ui {

class Settings;

/// Remembers where the window stood, how large it was and whether it was maximised.
void rememberWindow(Settings &settings, const QWidget &window);

/// Puts the window back. False if nothing is remembered or it cannot be read: the window keeps its own size.
bool restoreWindow(const Settings &settings, QWidget &window);

} // namespace slipway::ui
