#include "ui/pages/data_arrival.h"

#include "core/data/worlds/scenario.h"
#include "ui/jobs/job.h"
#include "ui/jobs/workspace_session.h"
#include "ui/models/text.h"
#include "ui/pages/data_file.h"
#include "ui/pages/data_import.h"
#include "ui/pages/data_scenario_panel.h"
#include "ui/widgets/four_views.h"

#include <QFileDialog>
#include <QVBoxLayout>

#include <utility>

namespace slipway::ui {

namespace {

/// The id of a version as the engine answers it; empty where that is none.
QString idIn(const Json &version)
{
    if (!version.is_object() || !version.contains("name") || !version.contains("version"))
        return {};
    return QStringLiteral("%1@%2")
        .arg(text(version["name"].get<std::string>()))
        .arg(version["version"].get<std::int64_t>());
}

} // namespace

DataArrival::DataArrival(QWidget &page, Scene scene)
    : QObject(&page)
    , m_page(page)
    , m_scene(std::move(scene))
{
}

QVBoxLayout &DataArrival::column() const
{
    return *static_cast<QVBoxLayout *>(m_page.layout());
}

void DataArrival::makeScenarios()
{
    m_scenarios = new DataScenarioPanel(m_scene.theme, &m_page);
    column().addWidget(m_scenarios, 1);
    connect(m_scenarios, &DataScenarioPanel::accepted, this, &DataArrival::generate);
    connect(m_scenarios, &DataScenarioPanel::copyWanted, this, &DataArrival::copyWanted);
    connect(m_scenarios, &DataScenarioPanel::closed, this, [this] { cover(m_scenarios, false); });
    connect(&m_scene.views, &FourViews::viewChanged, m_scenarios, [this](View shown) {
        if (shown == View::Busy || shown == View::Failure)
            m_scenarios->close(); // somebody waits for other work, or has to decide
    });
}

void DataArrival::openScenarios()
{
    if (!m_scenarios)
        makeScenarios();
    m_scene.session.reader().configuration(
        m_configPending, [this](const Result<std::vector<ConfigFile>> &files) {
            if (!files)
                return; // the standard values stand in the form, and the job will say what is wrong
            for (const auto &file : files.value()) {
                if (file.file == "data_config.yaml" && !file.mistake)
                    m_scenarios->setConfig(file.values);
            }
        });
    cover(m_scenarios, true);
    m_scenarios->open();
}

/// Whatever the page shows makes room for a panel that stands in its place, and comes back afterwards.
void DataArrival::cover(const QWidget *panel, bool covered)
{
    if (!covered) {
        for (const auto &widget : std::exchange(m_covered, {})) {
            if (widget)
                widget->show();
        }
    } else if (m_covered.isEmpty()) {
        for (int place = 0; place < column().count(); ++place) {
            QWidget *widget = column().itemAt(place)->widget();
            if (widget && widget != panel && !widget->isHidden()) {
                m_covered << widget;
                widget->hide();
            }
        }
    }
    Q_EMIT panelChanged();
}

void DataArrival::generate(const QStringList &command)
{
    auto *job = m_scene.work(command);
    if (!job)
        return;
    connect(job, &Job::finished, this, [this](const Result<Json> &outcome) {
        if (outcome)
            takeGenerated(outcome.value());
    });
}

void DataArrival::takeGenerated(const Json &answer)
{
    QStringList made;
    const Json versions = answer.value("datasets", Json::object());
    for (const auto &version : versions)
        made << idIn(version);
    const auto scenario = data::findScenario(answer.value("scenario", std::string()));
    if (scenario)
        Q_EMIT this->made(idIn(versions.value(scenario.value()->task.table, Json())));
    m_scene.say(tr("Made %1.").arg(made.join(tr(", ", "between the parts of a list"))));
}

void DataArrival::askForFiles()
{
    auto *dialog =
        fileDialog(&m_page, QStringLiteral("data.import.dialog"), tr("Import tables"), tableFilter());
    dialog->setFileMode(QFileDialog::ExistingFiles);
    connect(dialog, &QFileDialog::filesSelected, this, &DataArrival::openFiles);
    dialog->open();
}

void DataArrival::openFiles(const QStringList &files)
{
    wizard().open(files);
}

/// Made when it is first needed: most of the time nobody imports anything.
DataImport &DataArrival::wizard()
{
    if (m_import)
        return *m_import;
    m_import = new DataImport(m_scene.theme, m_scene.session.launcher(), &m_page);
    column().addWidget(m_import);
    connect(m_import, &DataImport::opened, this, [this] {
        if (m_scenarios)
            m_scenarios->close();
        cover(m_import, true);
    });
    connect(m_import, &DataImport::left, this, [this] { cover(m_import, false); });
    connect(m_import, &DataImport::filesWanted, this, &DataArrival::askForFiles);
    connect(m_import, &DataImport::copyRequested, this, &DataArrival::copyWanted);
    connect(m_import, &DataImport::accepted, this, [this](const QList<QStringList> &commands) {
        m_imports = commands;
        importNext();
    });
    m_import->setVersions(m_newest);
    return *m_import;
}

void DataArrival::setVersions(const QHash<QString, qint64> &newest)
{
    m_newest = newest;
    if (m_import)
        m_import->setVersions(newest);
}

bool DataArrival::isImporting() const
{
    return m_import && m_import->isOpen();
}

QList<QStringList> DataArrival::commands() const
{
    if (m_scenarios && m_scenarios->isVisible())
        return {m_scenarios->command()};
    return isImporting() ? m_import->commands() : QList<QStringList>();
}

/// One file after the other; the first that fails or is stopped ends it.
void DataArrival::importNext()
{
    if (m_imports.isEmpty())
        return;
    auto *job = m_scene.work(m_imports.takeFirst());
    if (!job) {
        m_imports.clear();
        return;
    }
    connect(job, &Job::finished, this, [this](const Result<Json> &outcome) {
        if (outcome) {
            Q_EMIT made(idIn(outcome.value()));
            importNext();
        } else {
            m_imports.clear();
        }
    });
}

} // namespace slipway::ui
