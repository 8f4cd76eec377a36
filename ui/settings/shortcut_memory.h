#pragma once

#include <QKeySequence>
#include <QString>

namespace slipway::ui {

class ActionRegistry;
class Settings;

/// Gives the actions the keys that a person has chosen for them, those that come later too. Called once for a
/// registry; the settings outlive it.
void restoreShortcuts(ActionRegistry &actions, Settings &settings);

/// Puts every action's keys as the settings have them now, for the time after Settings::reset().
void applyShortcuts(ActionRegistry &actions, const Settings &settings);

/// Gives an action other keys and remembers them. Refused, with the id of the action that has them already;
/// else empty.
QString changeShortcut(ActionRegistry &actions, Settings &settings, const QString &id,
                       const QKeySequence &keys);

} // namespace slipway::ui
