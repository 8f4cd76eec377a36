#include "app/console/workspace_sources.h"

#include "ui/jobs/workspace_session.h"
#include "ui/models/drift_model.h"
#include "ui/models/number_text.h"
#include "ui/models/runs_model.h"
#include "ui/models/text.h"
#include "ui/models/versions_model.h"
#include "ui/shell/main_window.h"
#include "ui/shell/palette.h"

namespace slipway::ui {

WorkspaceSources::WorkspaceSources(WorkspaceSession &session, MainWindow &window, QObject *parent)
    : QObject(parent)
    , m_session(session)
    , m_window(window)
    , m_runs(new RunsModel(session.reader(), this))
    , m_versions(new VersionsModel(session.reader(), this))
    , m_drift(new DriftModel(session.reader(), this))
{
    Palette &palette = window.commandPalette();
    const auto add = [&palette](PaletteGroup group, char prefix, ListedSource::Lister list) {
        palette.addSource(std::make_unique<ListedSource>(group, QLatin1Char(prefix), std::move(list)));
    };
    add(PaletteGroup::RunsAndModels, '@', [this] { return models(); });
    add(PaletteGroup::RunsAndModels, '#', [this] { return runs(); });
    add(PaletteGroup::Columns, ':', [this] { return columns(); });
    connect(&palette, &Palette::opened, this, [this] {
        m_runs->refresh();
        m_versions->refresh();
        m_drift->refresh();
    });
}

QList<PaletteEntry> WorkspaceSources::models() const
{
    QList<PaletteEntry> entries;
    for (const VersionRow &version : m_versions->rows()) {
        const QString reference = text(version.reference());
        entries.append({.text = reference,
                        .note = version.stage == "Production" ? tr("in production") : tr("version"),
                        .icon = QStringLiteral("registry"),
                        .shortcut = {},
                        .accept = [this, reference] {
                            m_session.selection().set(Selection::Kind::Version, reference);
                            m_window.openPage(QStringLiteral("registry"));
                        }});
    }
    return entries;
}

QList<PaletteEntry> WorkspaceSources::runs() const
{
    QList<PaletteEntry> entries;
    for (const auto &run : m_runs->rows()) {
        const QString id = text(run.id);
        entries.append({.text = tr("Run %1, %2").arg(run.number).arg(text(run.name)),
                        .note = NumberText::time(run.start),
                        .icon = QStringLiteral("experiments"),
                        .shortcut = {},
                        .accept = [this, id] {
                            m_session.selection().set(Selection::Kind::Run, id);
                            m_window.openPage(QStringLiteral("experiments"));
                        }});
    }
    return entries;
}

QList<PaletteEntry> WorkspaceSources::columns() const
{
    QList<PaletteEntry> entries;
    for (const DriftRow &row : m_drift->rows()) {
        entries.append({.text = row.column,
                        .note = row.numeric ? tr("number") : tr("category"),
                        .icon = QStringLiteral("features"),
                        .shortcut = {},
                        .accept = [this, column = row.column] {
                            m_session.selection().set(Selection::Kind::Feature, column);
                            m_window.openPage(QStringLiteral("features"));
                        }});
    }
    return entries;
}

} // namespace slipway::ui
