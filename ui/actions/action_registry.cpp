#include "ui/actions/action_registry.h"

#include <QAction>
#include <QMenu>

namespace slipway::ui {

namespace {

QString toolTipOf(const ActionDescription &description, const QKeySequence &shortcut)
{
    QString text = description.toolTip;
    if (text.isEmpty()) {
        text = description.text;
        text.remove(QLatin1Char('&'));
    }
    if (shortcut.isEmpty())
        return text;
    return ActionRegistry::tr("%1 (%2)", "tool tip and its keys")
        .arg(text, shortcut.toString(QKeySequence::NativeText));
}

/// Two actions may share keys only if they never live on the same page.
bool scopesMeet(const QString &one, const QString &other)
{
    return one.isEmpty() || other.isEmpty() || one == other;
}

} // namespace

ActionRegistry::ActionRegistry(IconMaker icons, QObject *parent)
    : QObject(parent)
    , m_icons(std::move(icons))
{
}

ActionRegistry::~ActionRegistry() = default;

QAction *ActionRegistry::add(const ActionDescription &description)
{
    if (find(description.id)) {
        m_doubled.append(description.id);
        return nullptr;
    }
    auto *action = new QAction(description.text, this);
    action->setObjectName(description.id);
    action->setShortcut(description.shortcut);
    action->setShortcutContext(Qt::WindowShortcut);
    action->setToolTip(toolTipOf(description, description.shortcut));
    action->setStatusTip(description.toolTip);
    action->setCheckable(description.checkable);
    if (m_icons && !description.icon.isEmpty())
        action->setIcon(m_icons(description.icon));
    action->setEnabled(isEnabled(description));
    connect(action, &QAction::triggered, this, [this, id = description.id] {
        // The handler is copied: it may add actions, and the list moves then.
        const Entry *entry = find(id);
        const std::function<void()> run = entry ? entry->description.run : nullptr;
        if (run)
            run();
        Q_EMIT triggered(id);
        refresh();
    });

    m_places.emplace(description.id, m_entries.size());
    m_entries.push_back({description, action});
    Q_EMIT added(action);
    return action;
}

QAction *ActionRegistry::action(const QString &id) const
{
    const Entry *entry = find(id);
    return entry ? entry->action : nullptr;
}

const ActionDescription *ActionRegistry::description(const QString &id) const
{
    const Entry *entry = find(id);
    return entry ? &entry->description : nullptr;
}

QStringList ActionRegistry::ids() const
{
    QStringList ids;
    for (const Entry &entry : m_entries)
        ids.append(entry.description.id);
    return ids;
}

QStringList ActionRegistry::problems() const
{
    QStringList problems;
    for (const QString &id : m_doubled)
        problems.append(tr("The action %1 is registered twice.").arg(id));
    for (const Entry &entry : m_entries) {
        const QKeySequence keys = entry.action->shortcut();
        const QString other = conflictOf(entry.description.id, entry.description.scope, keys);
        // Each pair is met from both sides: the one that sorts first tells it.
        if (!other.isEmpty() && entry.description.id < other)
            problems.append(tr("%1 and %2 both want %3.")
                                .arg(entry.description.id, other, keys.toString(QKeySequence::PortableText)));
    }
    return problems;
}

void ActionRegistry::removeScope(const QString &page)
{
    std::vector<Entry> kept;
    m_places.clear();
    for (Entry &entry : m_entries) {
        if (entry.description.scope == page) {
            Q_EMIT aboutToRemove(entry.action);
            delete entry.action;
        } else {
            m_places.emplace(entry.description.id, kept.size());
            kept.push_back(std::move(entry));
        }
    }
    m_entries = std::move(kept);
}

QString ActionRegistry::setShortcut(const QString &id, const QKeySequence &shortcut)
{
    const Entry *entry = find(id);
    if (!entry)
        return {};
    const QString other = conflictOf(id, entry->description.scope, shortcut);
    if (!other.isEmpty())
        return other;
    entry->action->setShortcut(shortcut);
    entry->action->setToolTip(toolTipOf(entry->description, shortcut));
    return {};
}

bool ActionRegistry::trigger(const QString &id)
{
    const Entry *entry = find(id);
    if (!entry || !isEnabled(entry->description))
        return false;
    entry->action->setEnabled(true);
    entry->action->trigger();
    return true;
}

void ActionRegistry::fill(QMenu *menu, const QStringList &ids) const
{
    for (const QString &id : ids) {
        if (id == QLatin1StringView("-"))
            menu->addSeparator();
        else if (QAction *known = action(id))
            menu->addAction(known);
    }
}

void ActionRegistry::setScope(const QString &page)
{
    m_scope = page;
    refresh();
}

void ActionRegistry::refresh()
{
    for (const Entry &entry : m_entries)
        entry.action->setEnabled(isEnabled(entry.description));
}

const ActionRegistry::Entry *ActionRegistry::find(const QString &id) const
{
    const auto place = m_places.find(id);
    return place == m_places.end() ? nullptr : &m_entries[place->second];
}

bool ActionRegistry::isEnabled(const ActionDescription &description) const
{
    if (!description.scope.isEmpty() && description.scope != m_scope)
        return false;
    return !description.enabled || description.enabled();
}

QString ActionRegistry::conflictOf(const QString &id, const QString &scope,
                                   const QKeySequence &shortcut) const
{
    if (shortcut.isEmpty())
        return {};
    for (const Entry &entry : m_entries) {
        if (entry.description.id != id && entry.action->shortcut() == shortcut
            && scopesMeet(scope, entry.description.scope))
            return entry.description.id;
    }
    return {};
}

} // namespace slipway::ui
