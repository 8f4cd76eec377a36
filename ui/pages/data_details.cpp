#include "ui/pages/data_details.h"

#include "ui/actions/action_registry.h"
#include "ui/jobs/workspace_session.h"
#include "ui/models/number_text.h"
#include "ui/models/text.h"
#include "ui/pages/data_checks_panel.h"
#include "ui/pages/data_history.h"
#include "ui/pages/data_inspection.h"
#include "ui/pages/data_lineage.h"
#include "ui/pages/data_profile_panel.h"
#include "ui/widgets/buttons.h"

#include <QAction>
#include <QTimer>

namespace slipway::ui {

namespace {

const QLatin1String validationTab("validation");
const QLatin1String profileTab("profile");
const QLatin1String versionsTab("versions");
const QLatin1String lineageTab("lineage");

} // namespace

DataDetails::DataDetails(const Theme &theme, WorkspaceSession &session, ActionRegistry &actions,
                         QWidget *parent)
    : DataTabs(theme, QStringLiteral("data.tabs"), parent)
    , m_theme(theme)
    , m_actions(actions)
    , m_session(session)
    , m_checks(new DataChecksPanel(theme, session))
{
    setAccessibleName(tr("Details"));
    add(validationTab, tr("Validation"), m_checks,
        {actionButton(QStringLiteral("data.propose")), actionButton(QStringLiteral("data.suite")),
         actionButton(QStringLiteral("data.validate"))});
    connect(this, &DataTabs::currentChanged, this, &DataDetails::readShown);
    connect(m_checks, &DataChecksPanel::columnChosen, this, &DataDetails::columnChosen);
    connect(m_checks, &DataChecksPanel::failingRowsWanted, this, &DataDetails::failingRowsWanted);
    connect(m_checks, &DataChecksPanel::saved, this, &DataDetails::failingRowsSaved);
    QTimer::singleShot(0, this, &DataDetails::addNextTab);
}

/// One tab in a turn of the event loop: made at once they would hold up the window.
void DataDetails::addNextTab()
{
    if (!m_profile)
        addProfile();
    else if (!m_history)
        addHistory();
    else
        return addLineage();
    QTimer::singleShot(0, this, &DataDetails::addNextTab);
}

void DataDetails::addProfile()
{
    m_profile = new DataProfilePanel(m_theme, m_session);
    add(profileTab, tr("Profile"), m_profile, m_profile->tools());
    connect(m_profile, &DataProfilePanel::columnChosen, this, &DataDetails::columnChosen);
    connect(m_profile, &DataProfilePanel::shown, this, [this](int warnings) {
        setChip(profileTab, Status::Warns, warnings > 0 ? NumberText::count(warnings) : QString(),
                tr("%n warnings", nullptr, warnings));
    });
    m_profile->setDataset(m_dataset, m_columns);
}

void DataDetails::addHistory()
{
    m_history = new DataHistoryPanel(m_theme, m_session);
    add(versionsTab, tr("Versions"), m_history, m_history->tools());
    connect(m_history, &DataHistoryPanel::counted, this,
            [this](int versions) { setCount(versionsTab, versions); });
    connect(m_history, &DataHistoryPanel::versionChosen, this, &DataDetails::datasetChosen);
    m_history->setDataset(m_name, m_dataset);
    m_history->refresh();
}

void DataDetails::addLineage()
{
    m_lineage = new DataLineagePanel(m_theme, m_session);
    add(lineageTab, tr("Lineage"), m_lineage);
    connect(m_lineage, &DataLineagePanel::datasetChosen, this, &DataDetails::datasetChosen);
    connect(m_lineage, &DataLineagePanel::pageWanted, this, &DataDetails::pageWanted);
    m_lineage->setDataset(m_dataset);
}

QWidget *DataDetails::actionButton(const QString &id)
{
    QAction *action = m_actions.action(id);
    auto *button = makeButton(m_theme,
                              {.objectName = id,
                               .text = action->text(),
                               .icon = m_actions.description(id)->icon,
                               .size = ButtonSize::Compact});
    const auto follow = [button, action] {
        button->setEnabled(action->isEnabled());
        button->setToolTip(action->toolTip());
    };
    follow();
    connect(action, &QAction::changed, button, follow);
    connect(button, &QPushButton::clicked, action, [action] { action->trigger(); });
    return button;
}

void DataDetails::showDataset(const DatasetRow *version)
{
    m_name = version ? text(version->name) : QString();
    m_dataset = version ? text(version->reference()) : QString();
    m_columns.clear();
    if (version) {
        for (const auto &column : version->schema)
            m_columns << text(column.is_object() ? column.value("name", std::string()) : std::string());
    }
    m_checks->setColumns(m_columns);
    if (m_profile)
        m_profile->setDataset(m_dataset, m_columns);
    if (m_history)
        m_history->setDataset(m_name, m_dataset);
    if (m_lineage)
        m_lineage->setDataset(m_dataset);
    readShown();
}

void DataDetails::showChecks(const Validation *checks, const QString &reason)
{
    m_checks->show(m_dataset, checks, reason);
    QString word;
    if (checks)
        word = checks->failed ? tr("%1 failed").arg(NumberText::count(checks->failed))
            : checks->warns   ? tr("%n warns", nullptr, checks->warns)
                              : tr("Passed");
    setChip(validationTab, DataInspection::checksStatus(checks), word);
}

void DataDetails::refresh()
{
    if (m_history)
        m_history->refresh();
    readShown();
}

void DataDetails::readShown()
{
    if (current() == profileTab)
        m_profile->refresh();
    else if (current() == versionsTab)
        m_history->refresh();
    else if (current() == lineageTab)
        m_lineage->refresh();
}

} // namespace slipway::ui
