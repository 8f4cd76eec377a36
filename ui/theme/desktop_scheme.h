#pragma once

namespace slipway::ui {

/// Whether the desktop asks for dark windows: what its settings portal says, else the lightness of the
/// palette that the platform came with.
bool desktopIsDark();

} // namespace slipway::ui
