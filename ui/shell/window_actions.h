#pragma once

namespace slipway::ui {

class ActionRegistry;
class MainWindow;
class PageList;
class Theme;

/// Registers what the window itself can do: pages, history, palette, theme, inspector, jobs, regions.
void registerWindowActions(ActionRegistry &actions, const PageList &pages, Theme &theme, MainWindow &window);

} // namespace slipway::ui
