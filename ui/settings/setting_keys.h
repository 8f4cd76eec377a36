#pragma once

#include <QLatin1StringView>

#include <array>

/// Every setting of the window, named once. A key is written as it stands in the file.
namespace slipway::ui {

inline constexpr QLatin1StringView kWindowGeometry("window.geometry");
inline constexpr QLatin1StringView kWindowPage("window.page");
inline constexpr QLatin1StringView kInspectorShown("window.inspector_shown");
inline constexpr QLatin1StringView kInspectorWidth("window.inspector_width");
inline constexpr QLatin1StringView kStripOpen("window.strip_open");
inline constexpr QLatin1StringView kThemeMode("theme.mode"); ///< "system", "light" or "dark"
inline constexpr QLatin1StringView kRecentWorkspaces("workspace.recent"); ///< folders, the last one first
inline constexpr QLatin1StringView kTourName("tour.name"); ///< the tour that was left
inline constexpr QLatin1StringView kTourStep("tour.step"); ///< id of the step that it was left at
/// Keys that a person has chosen: "compare.swap Ctrl+M", one for each action; no keys where nothing follows.
inline constexpr QLatin1StringView kShortcuts("shortcuts.changed");

/// All of them, for reset and for the test that none stands twice.
inline constexpr std::array kAllSettings {kWindowGeometry,   kWindowPage, kInspectorShown,
                                          kInspectorWidth,   kStripOpen,  kThemeMode,
                                          kRecentWorkspaces, kTourName,   kTourStep,
                                          kShortcuts};

} // namespace slipway::ui
