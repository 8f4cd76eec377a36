#include "ui/models/pipeline_steps_model.h"

#include "ui/models/number_text.h"
#include "ui/models/pipeline_sentence.h"

namespace slipway::ui {

PipelineStepsModel::PipelineStepsModel(QObject *parent)
    : RowsModel(parent)
{
}

void PipelineStepsModel::show(const PipelineRun &run)
{
    replaceRows(run.steps);
    answered();
}

int PipelineStepsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant PipelineStepsModel::headerCell(int column, int role) const
{
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(column == Start || column == Time ? numbers() : words());
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case State:
        return tr("State");
    case Step:
        return tr("Step");
    case Start:
        return tr("Began after");
    case Time:
        return tr("Time");
    case Outcome:
        return tr("What came of it");
    default:
        return {};
    }
}

QVariant PipelineStepsModel::cell(const PipelineStep &step, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return shown(step, column);
    case Qt::TextAlignmentRole:
        return headerCell(column, role);
    case Qt::ToolTipRole:
        return column == Outcome ? shown(step, column) : QString();
    case Qt::AccessibleTextRole:
        return PipelineSentence::whole(step);
    case SortRole:
        if (column == Start)
            return step.start;
        if (column == Time)
            return step.seconds;
        return shown(step, column);
    case IdRole:
        return step.id;
    case StatusRole:
        return column == State ? QVariant(static_cast<int>(statusOf(step.state))) : QVariant();
    default:
        return {};
    }
}

QString PipelineStepsModel::shown(const PipelineStep &step, int column) const
{
    switch (column) {
    case State:
        return PipelineSentence::stateWord(step.state);
    case Step:
        return PipelineSentence::title(step);
    case Start:
        return step.hasBegun() ? tr("%1 s").arg(NumberText::fixed(step.start, 1)) : QString();
    case Time:
        return step.seconds > 0 ? PipelineSentence::time(step.seconds) : QString();
    case Outcome:
        return PipelineSentence::outcome(step);
    default:
        return {};
    }
}

QString PipelineStepsModel::keyOf(const PipelineStep &step) const
{
    return step.id;
}

} // namespace slipway::ui
