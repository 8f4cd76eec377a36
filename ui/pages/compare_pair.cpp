#include "ui/pages/compare_pair.h"

namespace slipway::ui {

PairReader::PairReader(WorkspaceReader &reader, QObject *parent)
    : QObject(parent)
    , m_reader(reader)
{
}

void PairReader::read(const QString &runA, const QString &runB)
{
    readRun(m_runA, runA, m_facts.runA);
    readRun(m_runB, runB, m_facts.runB);
    readEvaluation(m_evaluationA, runA, m_facts.evaluationA);
    readEvaluation(m_evaluationB, runB, m_facts.evaluationB);
}

void PairReader::readRun(Pending &pending, const QString &run, workspace::RunSummary &into)
{
    m_reader.run(pending, run, [this, &into](const Result<workspace::RunSummary> &summary) {
        into = summary ? summary.value() : workspace::RunSummary(); // a version outlives its run
        answered();
    });
}

void PairReader::readEvaluation(Pending &pending, const QString &run, Json &into)
{
    m_reader.evaluation(pending, run, [this, &into](const Result<Json> &evaluation) {
        if (!evaluation) {
            Q_EMIT failed(evaluation.error());
            return;
        }
        into = evaluation.value();
        answered();
    });
}

void PairReader::answered()
{
    if (!m_runA.isWaiting() && !m_runB.isWaiting() && !m_evaluationA.isWaiting()
        && !m_evaluationB.isWaiting())
        Q_EMIT loaded();
}

} // namespace slipway::ui
