#include "ui/settings/window_memory.h"

#include "ui/settings/settings.h"

#include <QWidget>

namespace slipway::ui {

void rememberWindow(Settings &settings, const QWidget &window)
{
    settings.set(kWindowGeometry, window.saveGeometry());
}

bool restoreWindow(const Settings &settings, QWidget &window)
{
    const QByteArray geometry = settings.value(kWindowGeometry).toByteArray();
    return !geometry.isEmpty() && window.restoreGeometry(geometry);
}

} // namespace slipway::ui
