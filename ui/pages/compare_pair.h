#pragma once

#include "ui/models/workspace_reader.h"

#include <QObject>

namespace slipway::ui {

/// What the records say about two runs: their evaluations and settings.
struct PairFacts {
    Json evaluationA; ///< null until it is read, and where it is not there
    Json evaluationB;
    workspace::RunSummary runA;
    workspace::RunSummary runB;
};

/// Reads them side by side.
class PairReader : public QObject
{
    Q_OBJECT
public:
    explicit PairReader(WorkspaceReader &reader, QObject *parent = nullptr);

    void read(const QString &runA, const QString &runB);
    const PairFacts &facts() const { return m_facts; }

Q_SIGNALS:
    void loaded(); ///< all that there is
    void failed(const slipway::Error &error);

private:
    void readRun(Pending &pending, const QString &run, workspace::RunSummary &into);
    void readEvaluation(Pending &pending, const QString &run, Json &into);
    void answered();

    WorkspaceReader &m_reader;
    PairFacts m_facts;
    Pending m_runA;
    Pending m_runB;
    Pending m_evaluationA;
    Pending m_evaluationB;
};

} // namespace slipway::ui
