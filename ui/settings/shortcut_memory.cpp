#include "ui/settings/shortcut_memory.h"

#include "ui/actions/action_registry.h"
#include "ui/settings/settings.h"

#include <QAction>
#include <QMap>

namespace slipway::ui {

namespace {

using Keys = QMap<QString, QKeySequence>;

Keys remembered(const Settings &settings)
{
    Keys keys;
    const QStringList lines = settings.value(kShortcuts).toStringList();
    for (const QString &line : lines) {
        const QString id = line.section(u' ', 0, 0);
        if (!id.isEmpty())
            keys.insert(id, QKeySequence(line.section(u' ', 1), QKeySequence::PortableText));
    }
    return keys;
}

void remember(Settings &settings, const Keys &keys)
{
    QStringList lines;
    for (auto it = keys.begin(); it != keys.end(); ++it)
        lines << QStringLiteral("%1 %2").arg(it.key(), it->toString(QKeySequence::PortableText)).trimmed();
    if (lines.isEmpty())
        settings.forget(kShortcuts);
    else
        settings.set(kShortcuts, lines);
}

} // namespace

void applyShortcuts(ActionRegistry &actions, const Settings &settings)
{
    const Keys keys = remembered(settings);
    const QStringList ids = actions.ids();
    // First all are free, so that two actions may have swapped their keys.
    for (const QString &id : ids)
        actions.setShortcut(id, {});
    for (const QString &id : ids) {
        if (keys.contains(id))
            actions.setShortcut(id, keys.value(id));
    }
    for (const QString &id : ids) {
        if (!keys.contains(id))
            actions.setShortcut(id, actions.description(id)->shortcut);
    }
}

void restoreShortcuts(ActionRegistry &actions, Settings &settings)
{
    applyShortcuts(actions, settings);
    QObject::connect(&actions, &ActionRegistry::added, &actions, [&actions, &settings](QAction *action) {
        const Keys keys = remembered(settings);
        const auto found = keys.find(action->objectName());
        if (found != keys.end())
            actions.setShortcut(action->objectName(), *found);
    });
}

QString changeShortcut(ActionRegistry &actions, Settings &settings, const QString &id,
                       const QKeySequence &keys)
{
    const ActionDescription *description = actions.description(id);
    if (!description)
        return {};
    const QString other = actions.setShortcut(id, keys);
    if (!other.isEmpty())
        return other;
    Keys all = remembered(settings);
    if (keys == description->shortcut)
        all.remove(id);
    else
        all.insert(id, keys);
    remember(settings, all);
    return {};
}

} // namespace slipway::ui
