#include "ui/pages/experiments_drawn.h"

#include "ui/jobs/selection.h"
#include "ui/models/text.h"

#include <algorithm>

namespace slipway::ui {

DrawnRuns::DrawnRuns(Selection &selection, WorkspaceReader &reader, QObject *parent)
    : QObject(parent)
    , m_selection(selection)
    , m_reader(reader)
{
    connect(&selection, &Selection::runsChanged, this, &DrawnRuns::takeSelection);
    takeSelection();
}

QList<DrawnRun> DrawnRuns::runs() const
{
    QList<DrawnRun> list;
    for (const QString &run : m_selection.runs()) {
        const qint64 number = m_numbers.value(run);
        list.append({run, number > 0 ? tr("run %1").arg(number) : QString(), m_styles.value(run)});
    }
    return list;
}

int DrawnRuns::count() const
{
    return static_cast<int>(m_styles.size());
}

int DrawnRuns::styleOf(const QString &run) const
{
    return m_styles.value(run, -1);
}

bool DrawnRuns::toggle(const QString &run)
{
    if (!isDrawn(run) && count() >= most)
        return false;
    m_selection.toggleRun(run);
    return true;
}

void DrawnRuns::draw(const QString &run)
{
    if (isDrawn(run))
        return;
    QStringList runs = m_selection.runs();
    if (runs.size() >= most)
        runs.removeFirst();
    m_selection.setRuns(runs << run);
}

void DrawnRuns::leave(const QString &run)
{
    if (isDrawn(run))
        m_selection.toggleRun(run);
}

void DrawnRuns::learn(const std::vector<workspace::RunRow> &rows)
{
    bool news = false;
    for (const auto &row : rows) {
        const QString id = text(row.id);
        if (m_styles.contains(id) && m_numbers.value(id) != row.number) {
            m_numbers.insert(id, row.number);
            news = true;
        }
    }
    if (news)
        Q_EMIT changed();
}

void DrawnRuns::takeSelection()
{
    const QStringList runs = m_selection.runs();
    const auto gone = [&](const auto &entry) { return !runs.contains(entry.key()); };
    m_styles.removeIf(gone);
    m_numbers.removeIf(gone);
    for (const QString &run : runs) {
        if (m_styles.contains(run))
            continue;
        const auto used = m_styles.values();
        int free = 0;
        while (used.contains(free))
            ++free;
        m_styles.insert(run, free);
    }
    Q_EMIT changed();
    lookUp();
}

/// A run that another page has ticked may stand on a page of the table that nobody has scrolled to.
void DrawnRuns::lookUp()
{
    const QStringList runs = m_selection.runs();
    const auto unknown =
        std::find_if(runs.begin(), runs.end(), [this](const QString &run) { return !m_numbers.contains(run); });
    if (unknown == runs.end() || m_pending.isWaiting())
        return;
    workspace::RunQuery query;
    query.text = unknown->toStdString();
    query.limit = 1;
    m_reader.runs(m_pending, query, [this, run = *unknown](const Result<workspace::RunPage> &page) {
        if (page && page.value().rows.empty())
            leave(run); // deleted meanwhile
        else if (page)
            learn(page.value().rows);
        if (page)
            lookUp();
    });
}

} // namespace slipway::ui
