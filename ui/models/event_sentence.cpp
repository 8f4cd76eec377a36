#include "ui/models/event_sentence.h"

#include "core/base/json_value.h"
#include "ui/models/number_text.h"
#include "ui/models/text.h"

#include <cmath>

namespace slipway::ui {

namespace {

using workspace::LoggedEvent;

constexpr qsizetype shortId = 13;

QString payload(const LoggedEvent &event, const char *key)
{
    return text(valueOr(event.change.payload, key, std::string()));
}

QString withReason(const QString &sentence, const LoggedEvent &event)
{
    const QString reason = payload(event, "reason");
    return reason.isEmpty() ? sentence : EventSentence::tr("%1: %2").arg(sentence, reason);
}

} // namespace

QString EventSentence::what(const LoggedEvent &event)
{
    const auto &kind = event.change.kind;
    const QString subject = text(event.change.subject);
    const QString run = tr("Run %1").arg(subject.left(shortId));
    const Json &fields = event.change.payload;
    if (kind == "data.generated")
        return tr("Data of the scenario %1 was generated").arg(subject);
    if (kind == "data.imported" && fields.contains("pushed"))
        return tr("Pushed rows became part of %1").arg(subject);
    if (kind == "data.imported")
        return tr("%1 was imported").arg(subject);
    if (kind == "data.validated") {
        const int failed = valueOr(fields, "failed", 0);
        if (valueOr(fields, "passed", false))
            return tr("%1 passed every check").arg(subject);
        return failed == 1 ? tr("%1 failed one check").arg(subject)
                           : tr("%1 failed %n checks", nullptr, failed).arg(subject);
    }
    if (kind == "data.tagged" || kind == "data.untagged")
        return tr("The tags of %1 were changed").arg(subject);
    if (kind == "data.noted")
        return tr("The note of %1 was changed").arg(subject);
    if (kind == "data.deleted")
        return tr("%1 was deleted").arg(subject);
    if (kind == "data.restored")
        return tr("%1 was restored").arg(subject);
    if (kind == "data.profiled")
        return tr("%1 was profiled").arg(subject);
    if (kind == "features.built")
        return tr("Features of %1 were built").arg(subject);
    if (kind == "features.applied")
        return tr("The definitions %1 were put in force").arg(subject);
    if (kind == "features.withdrawn")
        return tr("The definitions %1 were taken out of force").arg(subject);
    if (kind == "run.trained")
        return tr("%1 was trained").arg(run);
    if (kind == "run.evaluated")
        return tr("%1 was evaluated: AUC %2")
            .arg(run, NumberText::metric("auc", valueOr(fields, "auc", std::nan(""))));
    if (kind == "run.deleted")
        return tr("%1 was deleted").arg(run);
    if (kind == "run.restored")
        return tr("%1 was restored").arg(run);
    if (kind == "model.registered")
        return tr("%1 was registered from run %2").arg(subject, payload(event, "run").left(shortId));
    if (kind == "model.promoted")
        return withReason(tr("%1 was promoted").arg(subject), event);
    if (kind == "model.rolled_back")
        return withReason(tr("Production was rolled back to %1").arg(subject), event);
    if (kind == "model.refused")
        return withReason(tr("%1 was refused by a gate").arg(subject), event);
    if (kind == "drift.measured") {
        const int drifted = valueOr(fields, "drifted_columns", 0);
        if (drifted == 0)
            return tr("Drift was measured: nothing has drifted");
        return drifted == 1 ? tr("Drift was measured: one column has drifted")
                            : tr("Drift was measured: %n columns have drifted", nullptr, drifted);
    }
    if (kind == "config.changed") {
        const auto value = fields.find("value");
        return value == fields.end()
            ? tr("%1 was changed").arg(subject)
            : tr("%1 was set to %2")
                  .arg(subject, value->is_string() ? payload(event, "value") : text(writeJson(*value)));
    }
    if (kind == "report.written")
        return tr("The report on %1 was written").arg(subject);
    return tr("%1: %2").arg(text(kind), subject); // of a newer engine: its own words
}

QString EventSentence::who(const LoggedEvent &event)
{
    const QString actor = text(event.origin.actor);
    if (event.origin.through == "cli")
        return tr("%1, in a terminal").arg(actor);
    if (event.origin.through == "console")
        return tr("%1, in the console").arg(actor);
    if (event.origin.through == "pipeline")
        return tr("%1, in a pipeline").arg(actor);
    if (event.origin.through == "server")
        return tr("the server");
    return actor;
}

Status EventSentence::status(const LoggedEvent &event)
{
    const auto &kind = event.change.kind;
    const Json &fields = event.change.payload;
    if (kind == "model.refused" || (kind == "drift.measured" && valueOr(fields, "drifted_columns", 0) > 0))
        return Status::Warns;
    if (kind == "data.validated")
        return valueOr(fields, "passed", false) ? Status::Ok : Status::Failed;
    if (kind == "model.promoted" || kind == "run.trained")
        return Status::Ok;
    return Status::Neutral;
}

} // namespace slipway::ui
