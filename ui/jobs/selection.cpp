#include "ui/jobs/selection.h"

namespace slipway::ui {

void Selection::set(Kind kind, const QString &id)
{
    if (m_kind == kind && m_id == id)
        return;
    m_kind = kind;
    m_id = id;
    Q_EMIT changed();
}

void Selection::setRuns(const QStringList &runs)
{
    if (m_runs == runs)
        return;
    m_runs = runs;
    Q_EMIT runsChanged();
}

void Selection::toggleRun(const QString &run)
{
    auto runs = m_runs;
    if (runs.removeAll(run) == 0)
        runs << run;
    setRuns(runs);
}

} // namespace slipway::ui
