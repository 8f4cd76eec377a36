// What the registry page changes, and how it says what became of it.

#include "core/base/json_value.h"
#include "ui/actions/action_registry.h"
#include "ui/jobs/workspace_session.h"
#include "ui/models/text.h"
#include "ui/models/versions_model.h"
#include "ui/pages/registry_checks.h"
#include "ui/pages/registry_decision.h"
#include "ui/pages/registry_lineage.h"
#include "ui/pages/registry_page.h"

#include <QMenu>
#include <QPushButton>

namespace slipway::ui {

QString RegistryPage::whyNotPromote() const
{
    const VersionRow *version = selected();
    if (!version)
        return tr("There is no version to promote.");
    if (session().isReadOnly())
        return tr("The workspace is read only.");
    if (version == production())
        return tr("Version %1 is in production already.").arg(version->version);
    if (session().edits().isBusy())
        return tr("Another change is under way.");
    const auto *answer = m_checks->answer(m_selected);
    if (!answer)
        return m_checks->failure(m_selected) ? tr("The gates could not be checked.")
                                             : tr("The gates are being checked.");
    return answer->passed() ? QString()
                            : tr("A gate stays shut: %1.").arg(answer->shut().join(QStringLiteral(", ")));
}

QString RegistryPage::whyNotRollBack() const
{
    if (session().isReadOnly())
        return tr("The workspace is read only.");
    if (!production())
        return tr("No version is in production.");
    return session().edits().isBusy() ? tr("Another change is under way.") : QString();
}

void RegistryPage::promote()
{
    const VersionRow *version = selected();
    const QString reason = m_decision->requiredReason();
    if (!version || reason.isEmpty())
        return;
    changeProduction({QStringLiteral("registry"), QStringLiteral("promote"), m_selected,
                      QStringLiteral("--reason=") + reason},
                     tr("Promote v%1").arg(version->version));
}

void RegistryPage::chooseRollback()
{
    const VersionRow *serving = production();
    if (!serving || m_decision->requiredReason().isEmpty())
        return;
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("registry.rollback_menu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const auto offer = [&](const QString &target, const QString &words, const QString &text) {
        auto *action = menu->addAction(words, this, [this, target, text] { rollBack(target, text); });
        action->setObjectName(QStringLiteral("registry.rollback_to.") + target);
    };
    for (const auto &version : m_versions->rows()) {
        if (version.name == serving->name && version.stage == "Archived")
            offer(QString::number(version.version), tr("Back to v%1").arg(version.version),
                  tr("Roll back to v%1").arg(version.version));
    }
    if (!menu->isEmpty())
        menu->addSeparator();
    offer(QStringLiteral("none"), tr("Take v%1 out of production").arg(serving->version),
          tr("Take v%1 out of production").arg(serving->version));
    const auto *button = findChild<QPushButton *>(rollbackId);
    menu->popup(button->mapToGlobal(QPoint(0, button->height())));
}

void RegistryPage::rollBack(const QString &target, const QString &name)
{
    const QString reason = m_decision->requiredReason();
    if (reason.isEmpty())
        return;
    changeProduction({QStringLiteral("registry"), QStringLiteral("rollback"), m_model, QStringLiteral("--to"),
                      target, QStringLiteral("--reason=") + reason},
                     name);
}

void RegistryPage::changeProduction(const QStringList &command, const QString &name)
{
    m_underWay = name;
    m_decision->say(Status::Running, tr("“%1” is under way.").arg(name));
    session().edits().run(command, name);
    updateActions();
}

void RegistryPage::takeDone(const QString &name)
{
    if (name != m_underWay) {
        m_decision->say(Status::Neutral, {}); // an undo, say: what stands there is no longer so
        return;
    }
    m_underWay.clear();
    m_decision->clearReason();
    m_decision->say(Status::Ok, tr("“%1” is done. Undo takes it back.").arg(name));
    say(tr("“%1” is done.").arg(name), tr("Undo"), [this] { session().undoStack()->undo(); });
}

void RegistryPage::takeRefused(const QString &name, const Json &result)
{
    if (name != m_underWay)
        return;
    m_underWay.clear();
    QStringList shut;
    for (const auto &gate : gateAnswerFrom(result).gates) {
        if (!gate.passed)
            shut << tr("%1. %2").arg(gate.title(), gate.sentence);
    }
    m_decision->say(Status::Failed,
                    tr("Refused; production stays as it is. %1").arg(shut.join(QLatin1Char(' '))));
    m_checks->askAgain(m_selected);
    showGates();
}

void RegistryPage::takeFailed(const QString &name, const Error &error)
{
    if (name != m_underWay)
        return;
    m_underWay.clear();
    if (error.code == ErrorCode::Cancelled)
        m_decision->say(Status::Stopped, tr("“%1” was stopped; production stays as it is.").arg(name));
    else
        m_decision->say(Status::Failed, tr("“%1” did not work. %2").arg(name, text(error.message)));
}

void RegistryPage::registerNewest()
{
    if (m_candidate.isEmpty())
        return;
    Job *job = startBeside({QStringLiteral("registry"), QStringLiteral("register"), m_candidate});
    if (!job)
        return;
    connect(job, &Job::finished, this, [this](const Result<Json> &outcome) {
        if (!outcome)
            return;
        m_selected = text(valueOr(outcome.value(), "version_name", std::string()));
        say(tr("%1 is registered as %2.").arg(m_candidateName, m_selected));
        refresh();
    });
}

void RegistryPage::compareWithProduction()
{
    const VersionRow *version = selected();
    const VersionRow *serving = production();
    if (!version || !serving)
        return;
    session().selection().setRuns({text(serving->runId), text(version->runId)});
    openPage(QStringLiteral("compare"));
}

void RegistryPage::openNode(const QString &node)
{
    const QString page = Lineage::page(node);
    if (page.isEmpty())
        return;
    if (page == QLatin1String("experiments"))
        session().selection().set(Selection::Kind::Run, text(m_story->story().version.runId));
    openPage(page);
    m_lineage->setSelected(modelNode);
}

} // namespace slipway::ui
