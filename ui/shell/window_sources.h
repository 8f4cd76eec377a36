#pragma once

namespace slipway::ui {

class ActionRegistry;
class MainWindow;
class PageList;
class Palette;

/// What every window offers in its palette: the actions that are enabled now, and the pages.
void addWindowSources(Palette &palette, const ActionRegistry &actions, const PageList &pages,
                      MainWindow &window);

} // namespace slipway::ui
