#pragma once

class QApplication;

namespace slipway::ui {

/// The language of the desktop where there is a catalogue for it, else English, whose catalogue holds the
/// singular and the plural of what is counted.
void installTranslations(QApplication &application);

} // namespace slipway::ui
