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
    , m_checks(new DataChecksPanel(theme, session))
    , m_profile(new DataProfilePanel(theme, session))
    , m_history(new DataHistoryPanel(theme, session))
    , m_lineage(new DataLineagePanel(theme, session))
{
    setAccessibleName(tr("Details"));
    add(validationTab, tr("Validation"), m_checks,
        {actionButton(QStringLiteral("data.propose")), actionButton(QStringLiteral("data.suite")),
         actionButton(QStringLiteral("data.validate"))});
    add(profileTab, tr("Profile"), m_profile, m_profile->tools());
    add(versionsTab, tr("Versions"), m_history, m_history->tools());
    add(lineageTab, tr("Lineage"), m_lineage);
    connect(this, &DataTabs::currentChanged, this, &DataDetails::readShown);
    connect(m_checks, &DataChecksPanel::columnChosen, this, &DataDetails::columnChosen);
    connect(m_checks, &DataChecksPanel::failingRowsWanted, this, &DataDetails::failingRowsWanted);
    connect(m_checks, &DataChecksPanel::saved, this, &DataDetails::failingRowsSaved);
    connect(m_profile, &DataProfilePanel::columnChosen, this, &DataDetails::columnChosen);
    connect(m_profile, &DataProfilePanel::shown, this, [this](int warnings) {
        setChip(profileTab, Status::Warns, warnings > 0 ? NumberText::count(warnings) : QString(),
                tr("%n warnings", nullptr, warnings));
    });
    connect(m_history, &DataHistoryPanel::counted, this,
            [this](int versions) { setCount(versionsTab, versions); });
    connect(m_history, &DataHistoryPanel::versionChosen, this, &DataDetails::datasetChosen);
    connect(m_lineage, &DataLineagePanel::datasetChosen, this, &DataDetails::datasetChosen);
    connect(m_lineage, &DataLineagePanel::pageWanted, this, &DataDetails::pageWanted);
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
    m_dataset = version ? text(version->reference()) : QString();
    QStringList columns;
    if (version) {
        for (const auto &column : version->schema)
            columns << text(column.is_object() ? column.value("name", std::string()) : std::string());
    }
    m_checks->setColumns(columns);
    m_profile->setDataset(m_dataset, columns);
    m_history->setDataset(version ? text(version->name) : QString(), m_dataset);
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
