#include "ui/models/trainings_model.h"

#include "ui/models/event_sentence.h"
#include "ui/models/number_text.h"

namespace slipway::ui {

namespace {

constexpr qsizetype shortId = 13;

QString became(const Training &training)
{
    if (training.version.isEmpty())
        return TrainingsModel::tr("Not registered");
    if (training.stage == QLatin1String("Production"))
        return TrainingsModel::tr("%1, serves").arg(training.version);
    return training.stage == QLatin1String("Archived")
        ? TrainingsModel::tr("%1, served before").arg(training.version)
        : TrainingsModel::tr("%1, waits").arg(training.version);
}

Status status(const Training &training)
{
    if (training.version.isEmpty())
        return Status::Neutral;
    if (training.stage == QLatin1String("Production"))
        return Status::Ok;
    return training.stage == QLatin1String("Archived") ? Status::Stopped : Status::Queued;
}

QString who(const Training &training)
{
    workspace::LoggedEvent event;
    event.origin.actor = training.actor.toStdString();
    event.origin.through = training.through.toStdString();
    return EventSentence::who(event);
}

QString nameOf(const Training &training)
{
    return training.name.isEmpty() ? training.run.left(shortId) : training.name;
}

bool isNumber(int column)
{
    return column == TrainingsModel::Validation || column == TrainingsModel::Test;
}

} // namespace

void TrainingsModel::show(const RetrainingAnswer &answer)
{
    replaceRows(answer.trainings);
    answered();
}

int TrainingsModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TrainingsModel::headerCell(int column, int role) const
{
    if (role == Qt::TextAlignmentRole)
        return QVariant::fromValue(isNumber(column) ? numbers() : words());
    if (role != Qt::DisplayRole)
        return {};
    switch (column) {
    case Time:
        return tr("Trained");
    case Run:
        return tr("Run");
    case Validation:
        return tr("AUC, validation");
    case Test:
        return tr("AUC, test");
    case Became:
        return tr("What became of it");
    case Who:
        return tr("Who");
    default:
        return {};
    }
}

QVariant TrainingsModel::cell(const Training &training, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return shown(training, column);
    case Qt::TextAlignmentRole:
        return headerCell(column, role);
    case Qt::ToolTipRole:
        return column == Time ? NumberText::fullTime(training.time) : column == Run ? training.run : QString();
    case SortRole:
        if (column == Time)
            return static_cast<qlonglong>(training.time);
        return isNumber(column) ? QVariant(column == Test ? training.testAuc : training.validationAuc)
                                : QVariant(shown(training, column));
    case Qt::AccessibleTextRole:
        return tr("%1 was trained %2 by %3: %4.")
            .arg(nameOf(training), NumberText::fullTime(training.time), who(training),
                 became(training));
    case IdRole:
        return training.run;
    case StatusRole:
        return column == Became ? QVariant::fromValue(status(training)) : QVariant();
    default:
        return {};
    }
}

QString TrainingsModel::shown(const Training &training, int column) const
{
    switch (column) {
    case Time:
        return NumberText::time(training.time);
    case Run:
        return nameOf(training);
    case Validation:
        return NumberText::metric("val_auc", training.validationAuc);
    case Test:
        return NumberText::metric("test_auc", training.testAuc);
    case Became:
        return became(training);
    case Who:
        return who(training);
    default:
        return {};
    }
}

/// A run can be trained once only.
QString TrainingsModel::keyOf(const Training &training) const
{
    return training.run;
}

} // namespace slipway::ui
