#include "ui/pages/retraining_words.h"

#include "ui/models/number_text.h"
#include "ui/models/retraining_rules_model.h"

#include <QDateTime>

namespace slipway::ui {

namespace {

using Verdict = RetrainingAnswer::Verdict;

} // namespace

QString RetrainingWords::when(TimeMicros time)
{
    const auto day = QDateTime::fromMSecsSinceEpoch(time / 1000).date();
    const auto days = day.daysTo(QDate::currentDate());
    if (days == 0)
        return tr("at %1", "a time of today").arg(NumberText::time(time));
    return days == 1 ? tr("yesterday") : tr("on %1", "a date").arg(NumberText::time(time));
}

QString RetrainingWords::headline(const RetrainingAnswer &answer)
{
    switch (answer.verdict) {
    case Verdict::Retrain:
        return tr("Retraining is advised.");
    case Verdict::Wait:
        return tr("Retraining has to wait.");
    case Verdict::Nothing:
        return tr("Nothing calls for retraining today.");
    case Verdict::Unknown:
        break;
    }
    return tr("Not enough is known.");
}

QString RetrainingWords::unknownRules(const RetrainingAnswer &answer)
{
    QStringList titles;
    for (const auto &rule : answer.rules) {
        if (rule.says == RetrainingRule::Says::Unknown)
            titles << RetrainingRulesModel::title(rule);
    }
    return titles.isEmpty() ? QString() : tr("Not known: %1.").arg(titles.join(QStringLiteral(", ")).toLower());
}

QString RetrainingWords::proof(const RetrainingAnswer &answer)
{
    const int asking = answer.asking();
    const QString count = asking == 1 ? tr("One rule says yes") : tr("%1 rules say yes").arg(asking);
    const auto *pause = answer.rule(QStringLiteral("pause"));
    QStringList sentences;
    switch (answer.verdict) {
    case Verdict::Retrain:
        sentences << tr("%1, and nothing forbids it.").arg(count);
        break;
    case Verdict::Wait:
        sentences << (pause ? tr("%1, but at least %2 days have to pass between two trainings.")
                                  .arg(count, NumberText::count(pause->limit))
                            : tr("%1, but the last training was too recent.").arg(count));
        break;
    case Verdict::Nothing:
        sentences << (answer.unknown() == 0 ? tr("Every rule was judged, and none asks for it.")
                                            : tr("No rule that could be judged asks for it."));
        break;
    case Verdict::Unknown:
        sentences << tr("No rule asks for it, but drift or age could not be judged.");
        break;
    }
    const QString unknown = unknownRules(answer);
    if (!unknown.isEmpty())
        sentences << unknown;
    if (answer.undecidedColumns > 0)
        sentences << (answer.undecidedColumns == 1 ? tr("Drift of one feature could not be judged.")
                                                   : tr("Drift of %1 features could not be judged.")
                                                         .arg(answer.undecidedColumns));
    return sentences.join(QLatin1Char(' '));
}

QString RetrainingWords::chip(const RetrainingAnswer &answer)
{
    switch (answer.verdict) {
    case Verdict::Retrain:
        return tr("Advised");
    case Verdict::Wait:
        return tr("Has to wait");
    case Verdict::Nothing:
        return tr("Not called for");
    case Verdict::Unknown:
        break;
    }
    return tr("Not known");
}

Status RetrainingWords::status(const RetrainingAnswer &answer)
{
    switch (answer.verdict) {
    case Verdict::Retrain:
        return Status::Warns;
    case Verdict::Wait:
        return Status::Stopped;
    case Verdict::Nothing:
        return Status::Ok;
    case Verdict::Unknown:
        break;
    }
    return Status::Neutral;
}

QString RetrainingWords::emphasis(const RetrainingAnswer &answer)
{
    switch (answer.verdict) {
    case Verdict::Retrain:
        return QStringLiteral("warn");
    case Verdict::Wait:
        return QStringLiteral("accent");
    case Verdict::Nothing:
        return QStringLiteral("ok");
    case Verdict::Unknown:
        break;
    }
    return {};
}

QString RetrainingWords::sentence(const RetrainingAnswer &answer)
{
    if (answer.production.isEmpty())
        return {};
    if (answer.trained == 0)
        return tr("%1 is in production; nobody noted when it was trained.").arg(answer.production);
    if (answer.promoted == 0)
        return tr("%1 is in production and was trained %2.").arg(answer.production, when(answer.trained));
    return tr("%1 was trained %2 and is in production since %3.")
        .arg(answer.production, when(answer.trained), NumberText::time(answer.promoted));
}

} // namespace slipway::ui
