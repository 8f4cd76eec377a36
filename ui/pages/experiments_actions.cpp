#include "ui/pages/experiments_page.h"

#include "core/base/json_value.h"
#include "ui/actions/action_registry.h"
#include "ui/jobs/job.h"
#include "ui/jobs/workspace_session.h"
#include "ui/models/number_text.h"
#include "ui/models/text.h"
#include "ui/pages/experiments_drawn.h"
#include "ui/pages/experiments_filter.h"
#include "ui/pages/experiments_form.h"
#include "ui/pages/experiments_runs.h"

#include <QPointer>

#include <cmath>

/// What can be done with runs: the actions of the page and what they start.
namespace slipway::ui {

using workspace::RunRow;

void ExperimentsPage::registerActions()
{
    registerAction({.id = QStringLiteral("experiments.new_run"),
                    .text = tr("&New run…"),
                    .category = {},
                    .icon = QStringLiteral("plus"),
                    .shortcut = {},
                    .toolTip = tr("Asks what to train, and how"),
                    .run = [this] { openForm(); },
                    .enabled = [this] { return canChange(); }});
    registerAction({.id = QStringLiteral("experiments.train"),
                    .text = tr("&Train"),
                    .category = {},
                    .icon = QStringLiteral("play"),
                    .shortcut = QKeySequence(Qt::CTRL | Qt::Key_Return),
                    .toolTip = tr("Starts a training run with the values of the form"),
                    .run = [this] { train(); },
                    .enabled = [this] { return canChange() && m_hasFeatures; }});
    registerAction({.id = QStringLiteral("experiments.compare"),
                    .text = tr("&Compare…"),
                    .category = {},
                    .icon = QStringLiteral("compare"),
                    .shortcut = {},
                    .toolTip = tr("Compares the ticked runs on the same test rows"),
                    .run = [this] { compare(); },
                    .enabled = [this] { return m_drawn->count() > 0 || selectedRun(); }});
}

void ExperimentsPage::registerRunActions()
{
    registerAction({.id = QStringLiteral("experiments.stop"),
                    .text = tr("&Stop"),
                    .category = {},
                    .icon = QStringLiteral("stop"),
                    .shortcut = {},
                    .toolTip = tr("Stops the training of this run"),
                    .run =
                        [this] {
                            if (Job *job = selectedJob())
                                job->stop();
                        },
                    .enabled = [this] { return selectedJob() && selectedJob()->state() != Job::State::Stopping; }});
    registerAction({.id = QStringLiteral("experiments.evaluate"),
                    .text = tr("&Evaluate"),
                    .category = {},
                    .icon = QStringLiteral("evaluate"),
                    .shortcut = {},
                    .toolTip = tr("Measures this run on rows that it has not seen"),
                    .run = [this] { evaluate(); },
                    .enabled = [this] { return canChange() && hasModel(); }});
    registerAction({.id = QStringLiteral("experiments.register"),
                    .text = tr("&Register"),
                    .category = {},
                    .icon = QStringLiteral("registry"),
                    .shortcut = {},
                    .toolTip = tr("Gives the model of this run a name and a version number"),
                    .run = [this] { registerModel(); },
                    .enabled = [this] { return canChange() && hasModel(); }});
    registerAction({.id = QStringLiteral("experiments.delete"),
                    .text = tr("&Delete"),
                    .category = {},
                    .icon = QStringLiteral("x"),
                    .shortcut = QKeySequence(Qt::Key_Delete),
                    .toolTip = tr("Deletes this run; it can be brought back"),
                    .run = [this] { remove(); },
                    .enabled =
                        [this] {
                            return canChange() && selectedRun() && !selectedRun()->deleted && !selectedJob();
                        }});
    registerAction({.id = QStringLiteral("experiments.restore"),
                    .text = tr("&Restore"),
                    .category = {},
                    .icon = QStringLiteral("undo"),
                    .shortcut = {},
                    .toolTip = tr("Brings this deleted run back"),
                    .run =
                        [this] {
                            session().edits().run(
                                {QStringLiteral("runs"), QStringLiteral("restore"), selectedId()},
                                tr("Restore run %1").arg(selectedRun()->number));
                        },
                    .enabled = [this] { return canChange() && selectedRun() && selectedRun()->deleted; }});
}

bool ExperimentsPage::canChange() const
{
    return !session().isReadOnly();
}

bool ExperimentsPage::hasModel() const
{
    const RunRow *run = selectedRun();
    return run && run->status == "FINISHED" && !run->deleted;
}

Job *ExperimentsPage::selectedJob() const
{
    const RunRow *run = selectedRun();
    Job *job = run ? m_runs->jobOf(*run) : nullptr;
    return job && !job->hasEnded() ? job : nullptr;
}

void ExperimentsPage::train()
{
    if (!m_form->check()) {
        openForm();
        return;
    }
    Job *job = startBeside(m_form->command());
    if (!job)
        return;
    if (m_form->isVisible())
        closeForm();
    m_filter->showRuns();
    connect(job, &Job::announced, this, [this, job = QPointer<Job>(job)] {
        if (job && !job->run().isEmpty())
            m_wanted = job->run();
    });
}

void ExperimentsPage::evaluate()
{
    const QString run = selectedId();
    const QString name = tr("Run %1").arg(selectedRun()->number);
    Job *job = startBeside({QStringLiteral("evaluate"), run});
    if (!job)
        return;
    connect(job, &Job::finished, this, [this, run, name](const Result<Json> &outcome) {
        if (!outcome)
            return;
        const Json metrics = valueOr(outcome.value(), "metrics", Json::object());
        say(tr("%1 has an AUC of %2 on %3 test rows.")
                .arg(name, NumberText::metric("auc", valueOr(metrics, "auc", std::nan(""))),
                     NumberText::count(valueOr(metrics, "n", 0.0))),
            tr("Look"), [this, run] {
                session().selection().set(Selection::Kind::Run, run);
                openPage(QStringLiteral("evaluate"));
            });
    });
}

void ExperimentsPage::registerModel()
{
    const QString name = tr("Run %1").arg(selectedRun()->number);
    Job *job = startBeside({QStringLiteral("registry"), QStringLiteral("register"), selectedId()});
    if (!job)
        return;
    connect(job, &Job::finished, this, [this, name](const Result<Json> &outcome) {
        if (outcome)
            say(tr("%1 is %2.").arg(name, text(valueOr(outcome.value(), "version_name", std::string()))),
                tr("Open the registry"), [this] { openPage(QStringLiteral("registry")); });
    });
}

void ExperimentsPage::compare()
{
    if (m_drawn->count() < 2 && selectedRun())
        m_drawn->draw(selectedId());
    openPage(QStringLiteral("compare"));
}

void ExperimentsPage::remove()
{
    session().edits().run({QStringLiteral("runs"), QStringLiteral("delete"), selectedId()},
                          tr("Delete run %1").arg(selectedRun()->number));
}

} // namespace slipway::ui
