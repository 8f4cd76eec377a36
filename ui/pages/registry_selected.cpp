// What the registry page says about the version that is selected.

#include "ui/actions/action_registry.h"
#include "ui/jobs/workspace_session.h"
#include "ui/models/text.h"
#include "ui/models/versions_model.h"
#include "ui/pages/registry_checks.h"
#include "ui/pages/registry_gates.h"
#include "ui/pages/registry_lineage.h"
#include "ui/pages/registry_page.h"
#include "ui/pages/registry_rows.h"
#include "ui/pages/registry_story.h"

#include <QAction>
#include <QPushButton>

namespace slipway::ui {

void RegistryPage::showSelected()
{
    const VersionRow *version = selected();
    if (version) {
        session().selection().set(Selection::Kind::Version, m_selected);
        m_story->tell(*version);
    } else {
        inspect({});
    }
    showGates();
}

void RegistryPage::showGates()
{
    if (const VersionRow *version = selected()) {
        const QString name = RegistryRows::shortName(text(version->reference()));
        if (isVisible()) // it is asked again when somebody looks
            m_checks->ask(m_selected);
        if (const auto *answer = m_checks->answer(m_selected))
            m_gates->showAnswer(name, *answer);
        else if (const auto *error = m_checks->failure(m_selected))
            m_gates->showFailure(name, *error);
        else
            m_gates->showAsking(name);
    }
    updateSentence();
    updateActions();
    showInspection();
}

void RegistryPage::showLineage()
{
    const auto lineage = lineageOf(m_story->story(), session().server());
    m_lineage->setGraph(lineage.nodes, lineage.edges);
    m_lineage->setSelected(modelNode);
    m_lineage->setAccessibleName(lineage.sentence);
}

void RegistryPage::showInspection()
{
    const VersionRow *version = selected();
    if (!version || m_story->story().version.reference() != version->reference())
        return;
    const auto *answer = m_checks->answer(m_selected);
    const bool serves = version == production();
    Inspection inspection {.kind = text(version->name),
                           .icon = QStringLiteral("registry"),
                           .name = tr("Version %1").arg(version->version),
                           .status = serves ? Status::Ok : Status::Neutral,
                           .statusWord = serves ? tr("In production") : tr("Registered"),
                           .sections = storySections(m_story->story()),
                           .actions = {actions().action(compareId)}};
    if (!serves && answer) {
        inspection.status = answer->passed() ? Status::Ok : Status::Failed;
        inspection.statusWord = answer->passed() ? tr("Every gate passed") : tr("A gate stays shut");
    }
    inspect(inspection);
}

void RegistryPage::updateSentence()
{
    const VersionRow *version = selected();
    if (!version) {
        setSentence({});
        return;
    }
    const auto *answer = m_checks->answer(m_selected);
    const QString gates = !answer ? QString()
        : answer->passed()        ? tr("passes all %1 gates").arg(answer->gates.size())
                           : tr("passes %1 of %2 gates").arg(answer->passedCount()).arg(answer->gates.size());
    if (version == production())
        setSentence(answer ? tr("Version %1 is in production and %2.").arg(version->version).arg(gates)
                           : tr("Version %1 is in production.").arg(version->version));
    else if (!answer)
        setSentence(m_checks->failure(m_selected)
                        ? tr("Nothing is known yet about the gates of version %1.").arg(version->version)
                        : tr("The gates of version %1 are being checked.").arg(version->version));
    else if (answer->passed())
        setSentence(tr("Version %1 %2. It can be promoted.").arg(version->version).arg(gates));
    else
        setSentence(tr("Version %1 %2. “%3” keeps it out of production.")
                        .arg(version->version)
                        .arg(gates, answer->shut().join(tr("” and “"))));
}

void RegistryPage::updateActions()
{
    const VersionRow *version = selected();
    const QString name = version ? tr("v%1").arg(version->version) : QString();
    if (auto *action = actions().action(promoteId)) {
        const QString reason = whyNotPromote();
        action->setText(version ? tr("Promote %1").arg(name) : tr("Promote"));
        action->setToolTip(reason.isEmpty() ? tr("Puts %1 into production; it can be taken back.").arg(name)
                                            : reason);
    }
    if (auto *action = actions().action(rollbackId)) {
        const QString reason = whyNotRollBack();
        action->setToolTip(reason.isEmpty() ? tr("Goes back to a version that served before.") : reason);
    }
    const VersionRow *serving = production();
    m_compare->setVisible(serving && version && serving != version);
    if (serving && version)
        m_compare->setText(u' ' + tr("Compare v%1 with v%2").arg(serving->version).arg(version->version));
    m_register->setEnabled(!m_candidate.isEmpty() && !session().isReadOnly());
    m_register->setText(
        u' ' + (m_candidate.isEmpty() ? tr("Register newest run") : tr("Register %1").arg(m_candidateName)));
    m_compare->setAccessibleName(m_compare->text().trimmed());
    m_register->setAccessibleName(m_register->text().trimmed());
    m_register->setToolTip(m_candidate.isEmpty()
                               ? tr("Every evaluated run has a version already.")
                               : tr("Gives %1 the next version number.").arg(m_candidateName));
    actions().refresh();
}

const VersionRow *RegistryPage::selected() const
{
    const int row = m_versions->rowOf(m_selected);
    return row < 0 ? nullptr : &m_versions->rows()[static_cast<std::size_t>(row)];
}

const VersionRow *RegistryPage::production() const
{
    const auto &rows = m_versions->rows();
    const auto found = std::find_if(rows.begin(), rows.end(), [this](const VersionRow &version) {
        return version.stage == "Production" && text(version.name) == m_model;
    });
    return found == rows.end() ? nullptr : &*found;
}

} // namespace slipway::ui
