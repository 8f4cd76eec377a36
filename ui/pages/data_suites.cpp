#include "ui/pages/data_suites.h"

#include "core/base/json_value.h"
#include "ui/jobs/job.h"
#include "ui/jobs/workspace_session.h"
#include "ui/models/text.h"
#include "ui/pages/data_file.h"
#include "ui/pages/workspace_page.h"

#include <QDir>
#include <QFileDialog>
#include <QMenu>

namespace slipway::ui {

namespace {

const QLatin1String configFile("data_config.yaml");
const QLatin1String feedSuite("feed_interactions");

/// "customers" of "customers@4".
QString nameIn(const QString &dataset)
{
    return dataset.section(QLatin1Char('@'), 0, 0);
}

} // namespace

DataSuites::DataSuites(WorkspacePage &page, WorkspaceSession &session, Start start)
    : QObject(&page)
    , m_page(page)
    , m_session(session)
    , m_start(std::move(start))
{
}

void DataSuites::check(const QString &dataset, bool again)
{
    QStringList command {QStringLiteral("data"), QStringLiteral("validate"), dataset};
    if (again)
        command << QStringLiteral("--suite") << QStringLiteral("last");
    m_start(command);
}

void DataSuites::ask(const QString &dataset)
{
    auto *dialog = fileDialog(&m_page, QStringLiteral("data.suite.dialog"),
                              tr("Choose a suite of Great Expectations"), tr("Suites (*.json)"));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, dataset](const QString &file) { checkWith(dataset, file); });
    dialog->open();
}

void DataSuites::checkWith(const QString &dataset, const QString &file)
{
    const QStringList command {QStringLiteral("data"), QStringLiteral("validate"), dataset,
                               QStringLiteral("--suite"), file};
    if (m_start(command))
        m_files.insert(dataset, file);
}

void DataSuites::askForProposal(const QString &dataset)
{
    auto *dialog = new QFileDialog(&m_page, tr("Write the proposed checks to"));
    dialog->setObjectName(QStringLiteral("data.propose.dialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilter(tr("Suites (*.json)"));
    dialog->setDefaultSuffix(QStringLiteral("json"));
    dialog->setDirectory(QDir(m_session.folder()).filePath(QStringLiteral("config")));
    dialog->selectFile(nameIn(dataset) + QStringLiteral("_suite.json"));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, dataset](const QString &file) { propose(dataset, file); });
    dialog->open();
}

void DataSuites::propose(const QString &dataset, const QString &file)
{
    auto *job = m_start({QStringLiteral("data"), QStringLiteral("validate"), dataset,
                         QStringLiteral("--propose"), QStringLiteral("--out"), file});
    if (!job)
        return;
    connect(job, &Job::finished, this, [this, dataset, file](const Result<Json> &outcome) {
        if (outcome) // in a later turn: the page still waits for this one
            QMetaObject::invokeMethod(
                this, [this, dataset, file] { checkWith(dataset, file); }, Qt::QueuedConnection);
    });
}

QMenu *DataSuites::menu(QWidget *parent)
{
    auto *menu = new QMenu(parent);
    struct Choice {
        const char *when;
        QString words;
    };
    for (const auto &choice :
         {Choice {"training", tr("Before training")}, Choice {"promotion", tr("Before promotion")},
          Choice {"both", tr("Before training and promotion")}, Choice {"none", tr("Not at all")}}) {
        auto *action = menu->addAction(choice.words);
        action->setObjectName(QStringLiteral("data.require.") + QLatin1String(choice.when));
        connect(action, &QAction::triggered, this,
                [this, when = QString::fromLatin1(choice.when)] { require(when); });
    }
    return menu;
}

void DataSuites::setShown(const QString &dataset, const Validation *checks)
{
    m_dataset = dataset;
    m_suite = checks ? checks->suite : QString();
}

/// The file where it is known, as short as the workspace allows; else any suite will do.
QString DataSuites::suiteToRequire() const
{
    if (const QString file = m_files.value(m_dataset); !file.isEmpty()) {
        const QString inside = QDir(m_session.folder()).relativeFilePath(file);
        return inside.startsWith(QLatin1String("..")) ? file : inside;
    }
    return m_suite == feedSuite ? QStringLiteral("feed") : QStringLiteral("any");
}

void DataSuites::require(const QString &when)
{
    const QString what = tr("Require checks");
    if (when != QLatin1String("none"))
        m_session.edits().run({QStringLiteral("config"), QStringLiteral("set"), configFile,
                               QStringLiteral("validation.suite"), suiteToRequire()},
                              what);
    m_session.edits().run({QStringLiteral("config"), QStringLiteral("set"), configFile,
                           QStringLiteral("validation.required"), when},
                          what);
}

void DataSuites::refresh()
{
    if (m_pending.isWaiting())
        return;
    m_session.reader().configuration(m_pending, [this](const Result<std::vector<ConfigFile>> &files) {
        if (!files)
            return;
        for (const auto &file : files.value()) {
            if (text(file.file) != configFile)
                continue;
            const QString when = text(valueOr(file.values, "validation.required", std::string("none")));
            const QString suite = text(valueOr(file.values, "validation.suite", std::string("any")));
            const QString which =
                suite == QLatin1String("any") ? tr("any suite") : tr("the suite %1").arg(suite);
            Q_EMIT requirementChanged(file.mistake ? tr("data_config.yaml has a mistake: see Settings.")
                                          : when == QLatin1String("training")
                                          ? tr("Before training, data must pass %1.").arg(which)
                                          : when == QLatin1String("promotion")
                                          ? tr("Before promotion, data must pass %1.").arg(which)
                                          : when == QLatin1String("both")
                                          ? tr("Before training and promotion, data must pass %1.").arg(which)
                                          : tr("No checks are required before training or promotion."));
        }
    });
}

} // namespace slipway::ui
