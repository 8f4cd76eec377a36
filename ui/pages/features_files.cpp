#include "ui/pages/features_files.h"

#include "ui/jobs/job.h"
#include "ui/jobs/workspace_session.h"
#include "ui/models/text.h"
#include "ui/pages/data_file.h"

#include <QDesktopServices>
#include <QDir>
#include <QFileDialog>
#include <QMenu>
#include <QMimeData>
#include <QStandardPaths>
#include <QUrl>

#include <utility>

namespace slipway::ui {

namespace {

/// What can be made again at any time lies among the caches.
QDir cache()
{
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::CacheLocation));
    folder.mkpath(QStringLiteral("."));
    return folder;
}

} // namespace

FeaturesFiles::FeaturesFiles(QWidget &page, WorkspaceSession &session, const FeaturesShown &shown, Ways ways)
    : QObject(&page)
    , m_page(page)
    , m_session(session)
    , m_shown(shown)
    , m_ways(std::move(ways))
{
}

QString FeaturesFiles::dropped(const QMimeData &data)
{
    const QStringList files = droppedFiles(data);
    const bool isYaml = files.size() == 1
        && (files.first().endsWith(QLatin1String(".yaml"), Qt::CaseInsensitive)
            || files.first().endsWith(QLatin1String(".yml"), Qt::CaseInsensitive));
    return isYaml ? files.first() : QString();
}

void FeaturesFiles::ask(bool toCompare)
{
    auto *dialog = fileDialog(&m_page, QStringLiteral("features.file.dialog"),
                              toCompare ? tr("Compare definitions") : tr("Apply definitions"),
                              tr("Definitions (*.yaml *.yml)"));
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this,
            toCompare ? &FeaturesFiles::comparisonWanted : &FeaturesFiles::fileChosen);
    dialog->open();
}

void FeaturesFiles::apply(const QString &named)
{
    auto *job = m_ways.beside({QStringLiteral("features"), QStringLiteral("apply"), named});
    if (!job)
        return;
    connect(job, &Job::finished, this, [this](const Result<Json> &outcome) {
        if (outcome)
            takeApplied(outcome.value());
    });
}

void FeaturesFiles::takeApplied(const Json &answer)
{
    const QString set = text(answer.value("set", std::string()));
    const auto version = answer.value("version", std::int64_t {0});
    const auto before = answer.contains("before") && answer["before"].is_number_integer()
        ? answer["before"].get<std::int64_t>()
        : 0;
    if (before == version) {
        m_ways.say(tr("%1 is in force already: the definitions mean the same.").arg(set), {}, {});
        return;
    }
    const auto changes = featureChangesFrom(answer);
    const QStringList back {QStringLiteral("features"),
                            before > 0 ? QStringLiteral("apply") : QStringLiteral("withdraw"),
                            before > 0 ? QStringLiteral("%1@%2").arg(set).arg(before) : set};
    m_ways.say(tr("%1, version %2, is in force: %3 features added, %4 changed, %5 gone.")
                   .arg(set)
                   .arg(version)
                   .arg(changes.added.size())
                   .arg(changes.changed.size())
                   .arg(changes.removed.size()),
               tr("Undo"), [this, back] { m_ways.beside(back); });
    Q_EMIT applied(QStringLiteral("%1@%2").arg(set).arg(version));
}

void FeaturesFiles::fillProposals(QMenu &menu, const QStringList &tables)
{
    menu.clear();
    for (const auto &table : tables)
        connect(menu.addAction(table), &QAction::triggered, this, [this, table] { propose(table); });
}

void FeaturesFiles::propose(const QString &table)
{
    const QString file = cache().filePath(table + QStringLiteral("_features.yaml"));
    auto *job = m_ways.work(
        {QStringLiteral("features"), QStringLiteral("propose"), table, QStringLiteral("--out"), file});
    if (!job)
        return;
    connect(job, &Job::finished, this, [this, file](const Result<Json> &outcome) {
        if (outcome)
            apply(file);
    });
}

void FeaturesFiles::openDocumentation()
{
    const QString folder =
        cache().filePath(QStringLiteral("features/%1-%2").arg(m_session.name(), m_shown.setName()));
    auto *job = m_ways.beside({QStringLiteral("features"), QStringLiteral("docs"), m_shown.setName(),
                               QStringLiteral("--out"), folder});
    if (!job)
        return;
    connect(job, &Job::finished, this, [folder](const Result<Json> &outcome) {
        if (outcome)
            QDesktopServices::openUrl(
                QUrl::fromLocalFile(QDir(folder).filePath(QStringLiteral("index.html"))));
    });
}

} // namespace slipway::ui
