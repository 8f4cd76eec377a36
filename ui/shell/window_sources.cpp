#include "ui/shell/window_sources.h"

#include "ui/actions/action_registry.h"
#include "ui/pages/page_list.h"
#include "ui/shell/main_window.h"
#include "ui/shell/palette.h"

#include <QAction>

namespace slipway::ui {

namespace {

QList<PaletteEntry> enabledActions(const ActionRegistry &actions)
{
    QList<PaletteEntry> entries;
    for (const QString &id : actions.ids()) {
        QAction *action = actions.action(id);
        // Pages have a heading of their own; the palette need not offer itself.
        if (!action->isEnabled() || id.startsWith(u"go.") || id == u"shell.palette")
            continue;
        const ActionDescription &known = *actions.description(id);
        QString text = known.text;
        text.remove(QLatin1Char('&'));
        entries.append({.text = text,
                        .note = known.category,
                        .icon = known.icon,
                        .shortcut = action->shortcut(),
                        .accept = [&actions, id] {
                            // Found again: the page that it belonged to may have gone.
                            if (QAction *still = actions.action(id))
                                still->trigger();
                        }});
    }
    return entries;
}

QList<PaletteEntry> pageEntries(const PageList &pages, MainWindow &window)
{
    QList<PaletteEntry> entries;
    for (const PageDescription &page : pages.offered())
        entries.append({.text = page.title,
                        .note = page.purpose,
                        .icon = page.icon,
                        .shortcut = pages.shortcut(page.id),
                        .accept = [&window, id = page.id] { window.openPage(id); }});
    return entries;
}

} // namespace

void addWindowSources(Palette &palette, const ActionRegistry &actions, const PageList &pages,
                      MainWindow &window)
{
    palette.addSource(std::make_unique<ListedSource>(PaletteGroup::Actions, QLatin1Char('>'),
                                                     [&actions] { return enabledActions(actions); }));
    palette.addSource(std::make_unique<ListedSource>(
        PaletteGroup::Pages, QChar(), [&pages, &window] { return pageEntries(pages, window); }));
}

} // namespace slipway::ui
