#include "ui/models/pipeline_sentence.h"

#include "core/base/json_value.h"
#include "ui/models/number_text.h"
#include "ui/models/text.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace slipway::ui {

namespace {

constexpr double shortestShown = 0.1; ///< seconds: what is shorter is the start of a process
constexpr double longestShort = 9.95;

constexpr const char *context = "slipway::ui::PipelineSentence";

/// The steps that the engine has today, so that they can be translated; others are called as it calls them.
struct Known {
    const char *id;
    const char *kind;
    const char *name;
    const char *title;
};

constexpr std::array known {
    Known {"generate", QT_TRANSLATE_NOOP("slipway::ui::PipelineSentence", "Generate"),
           QT_TRANSLATE_NOOP("slipway::ui::PipelineSentence", "data"),
           QT_TRANSLATE_NOOP("slipway::ui::PipelineSentence", "Generate users, items and interactions")},
    Known {"validate", QT_TRANSLATE_NOOP("slipway::ui::PipelineSentence", "Check"),
           QT_TRANSLATE_NOOP("slipway::ui::PipelineSentence", "checks"),
           QT_TRANSLATE_NOOP("slipway::ui::PipelineSentence", "Check the interactions")},
    Known {"features", QT_TRANSLATE_NOOP("slipway::ui::PipelineSentence", "Features"),
           QT_TRANSLATE_NOOP("slipway::ui::PipelineSentence", "features"),
           QT_TRANSLATE_NOOP("slipway::ui::PipelineSentence", "Build point-in-time features")},
    Known {"first_train", QT_TRANSLATE_NOOP("slipway::ui::PipelineSentence", "Train"),
           QT_TRANSLATE_NOOP("slipway::ui::PipelineSentence", "first"),
           QT_TRANSLATE_NOOP("slipway::ui::PipelineSentence", "Train a first, small model")},
    Known {"first_evaluate", QT_TRANSLATE_NOOP("slipway::ui::PipelineSentence", "Evaluate"),
           QT_TRANSLATE_NOOP("slipway::ui::PipelineSentence", "first"),
           QT_TRANSLATE_NOOP("slipway::ui::PipelineSentence", "Evaluate the first model")},
    Known {"first_register", QT_TRANSLATE_NOOP("slipway::ui::PipelineSentence", "Register"),
           QT_TRANSLATE_NOOP("slipway::ui::PipelineSentence", "first"),
           QT_TRANSLATE_NOOP("slipway::ui::PipelineSentence", "Register the first model")},
    Known {"first_promote", QT_TRANSLATE_NOOP("slipway::ui::PipelineSentence", "Promote"),
           QT_TRANSLATE_NOOP("slipway::ui::PipelineSentence", "promote"),
           QT_TRANSLATE_NOOP("slipway::ui::PipelineSentence", "Put the first model into production")},
    Known {"train", QT_TRANSLATE_NOOP("slipway::ui::PipelineSentence", "Train"),
           QT_TRANSLATE_NOOP("slipway::ui::PipelineSentence", "ranker"),
           QT_TRANSLATE_NOOP("slipway::ui::PipelineSentence", "Train the ranker")},
    Known {"evaluate", QT_TRANSLATE_NOOP("slipway::ui::PipelineSentence", "Evaluate"),
           QT_TRANSLATE_NOOP("slipway::ui::PipelineSentence", "ranker"),
           QT_TRANSLATE_NOOP("slipway::ui::PipelineSentence", "Evaluate it on the test rows")},
    Known {"register", QT_TRANSLATE_NOOP("slipway::ui::PipelineSentence", "Register"),
           QT_TRANSLATE_NOOP("slipway::ui::PipelineSentence", "ranker"),
           QT_TRANSLATE_NOOP("slipway::ui::PipelineSentence", "Register a version")},
    Known {"compare", QT_TRANSLATE_NOOP("slipway::ui::PipelineSentence", "Decide"),
           QT_TRANSLATE_NOOP("slipway::ui::PipelineSentence", "compare"),
           QT_TRANSLATE_NOOP("slipway::ui::PipelineSentence", "Compare it with the model before")},
    Known {"promote", QT_TRANSLATE_NOOP("slipway::ui::PipelineSentence", "Promote"),
           QT_TRANSLATE_NOOP("slipway::ui::PipelineSentence", "gates"),
           QT_TRANSLATE_NOOP("slipway::ui::PipelineSentence", "Promote it through the gates")},
    Known {"serve", QT_TRANSLATE_NOOP("slipway::ui::PipelineSentence", "Serve"),
           QT_TRANSLATE_NOOP("slipway::ui::PipelineSentence", "serving"),
           QT_TRANSLATE_NOOP("slipway::ui::PipelineSentence", "Serve it and send requests")},
    Known {"drift", QT_TRANSLATE_NOOP("slipway::ui::PipelineSentence", "Measure"),
           QT_TRANSLATE_NOOP("slipway::ui::PipelineSentence", "drift"),
           QT_TRANSLATE_NOOP("slipway::ui::PipelineSentence", "Measure drift between train and test")},
    Known {"report", QT_TRANSLATE_NOOP("slipway::ui::PipelineSentence", "Report"),
           QT_TRANSLATE_NOOP("slipway::ui::PipelineSentence", "report"),
           QT_TRANSLATE_NOOP("slipway::ui::PipelineSentence", "Write the report")},
};

const Known *find(const PipelineStep &step)
{
    const auto found = std::find_if(known.begin(), known.end(),
                                    [&](const Known &each) { return step.id == QLatin1String(each.id); });
    return found == known.end() ? nullptr : &*found;
}

QString translated(const char *english)
{
    return QCoreApplication::translate(context, english);
}

bool is(const PipelineStep &step, const char *what)
{
    return step.id == QLatin1String(what) || step.id == QStringLiteral("first_") + QLatin1String(what);
}

double number(const Json &object, const char *key)
{
    return valueOr(object, key, std::nan(""));
}

Json part(const Json &object, const char *key)
{
    return valueOr(object, key, Json::object());
}

QString word(const Json &object, const char *key)
{
    return text(valueOr(object, key, std::string()));
}

QString withSign(double value)
{
    const QString number = NumberText::fixed(value, 3);
    return value > 0 ? u'+' + number : number;
}

/// The engine answers a - b, and the new model is b: people read how much better the new one is.
struct Gain {
    double value;
    double low;
    double high;

    explicit Gain(const Json &result)
        : value(-number(result, "difference"))
        , low(std::nan(""))
        , high(std::nan(""))
    {
        const auto interval = valueOr(result, "ci", Json::array());
        if (interval.size() == 2 && interval[0].is_number() && interval[1].is_number()) {
            low = -interval[1].get<double>();
            high = -interval[0].get<double>();
        }
    }

    bool isClear() const { return low > 0 || high < 0; }
    QString interval() const
    {
        return PipelineSentence::tr("%1 to %2").arg(withSign(low), withSign(high));
    }
};

qsizetype closedGates(const Json &result)
{
    qsizetype closed = 0;
    for (const auto &gate : valueOr(result, "gates", Json::array()))
        closed += valueOr(gate, "passed", true) ? 0 : 1;
    return closed;
}

} // namespace

QString PipelineSentence::title(const PipelineStep &step)
{
    const Known *words = find(step);
    return words ? translated(words->title) : step.title;
}

QString PipelineSentence::name(const PipelineStep &step)
{
    const Known *words = find(step);
    return words ? translated(words->name) : step.title;
}

QString PipelineSentence::kind(const PipelineStep &step)
{
    const Known *words = find(step);
    return words ? translated(words->kind) : QString();
}

QString PipelineSentence::stateWord(StepState state)
{
    switch (state) {
    case StepState::Waiting:
        return tr("Waits");
    case StepState::Running:
        return tr("Running");
    case StepState::Done:
        return tr("Done");
    case StepState::Refused:
        return tr("Refused");
    case StepState::Failed:
        return tr("Failed");
    case StepState::Cancelled:
        return tr("Stopped");
    case StepState::Skipped:
        return tr("Left out");
    }
    return {};
}

QString PipelineSentence::time(double seconds)
{
    if (seconds >= longestShort)
        return NumberText::duration(seconds);
    return seconds < shortestShown ? tr("< %1 s").arg(NumberText::fixed(shortestShown, 1))
                                   : tr("%1 s").arg(NumberText::fixed(seconds, 1));
}

QString PipelineSentence::figure(const PipelineStep &step)
{
    if (step.state == StepState::Refused)
        return tr("refused");
    if (step.state != StepState::Done)
        return stateWord(step.state).toLower();
    if (is(step, "train"))
        return tr("AUC %1").arg(NumberText::metric("auc", number(part(step.result, "metrics"), "val_auc")));
    if (is(step, "evaluate"))
        return tr("AUC %1").arg(NumberText::metric("auc", number(part(step.result, "metrics"), "auc")));
    return time(step.seconds);
}

QString PipelineSentence::outcome(const PipelineStep &step)
{
    switch (step.state) {
    case StepState::Waiting:
        return tr("waits for its turn");
    case StepState::Running:
        return tr("running");
    case StepState::Cancelled:
        return tr("stopped on request");
    case StepState::Skipped:
        return tr("did not begin");
    case StepState::Failed: {
        const QString why = step.error.is_object() ? word(step.error, "message") : QString();
        return why.isEmpty() ? tr("ended without a word") : why;
    }
    case StepState::Done:
    case StepState::Refused:
        return told(step);
    }
    return {};
}

QString PipelineSentence::told(const PipelineStep &step)
{
    const Json &result = step.result;
    if (!result.is_object())
        return {};
    if (step.id == QLatin1String("generate"))
        return tr("%1 interactions").arg(NumberText::count(number(part(result, "rows"), "interactions")));
    if (step.id == QLatin1String("validate")) {
        const Json statistics = part(result, "statistics");
        return tr("%1 of %2 checks passed")
            .arg(NumberText::count(number(statistics, "successful_expectations")),
                 NumberText::count(number(statistics, "evaluated_expectations")));
    }
    if (step.id == QLatin1String("features"))
        return tr("%1 features")
            .arg(NumberText::count(static_cast<double>(valueOr(result, "features", Json::array()).size())));
    if (is(step, "train"))
        return tr("validation AUC %1")
            .arg(NumberText::metric("auc", number(part(result, "metrics"), "val_auc")));
    if (is(step, "evaluate"))
        return tr("test AUC %1, the best possible is %2")
            .arg(NumberText::metric("auc", number(part(result, "metrics"), "auc")),
                 NumberText::metric("auc", number(result, "ceiling_auc")));
    if (is(step, "register"))
        return word(result, "version_name");
    if (step.id == QLatin1String("compare")) {
        const Gain gain(result);
        const QString rows = NumberText::count(number(result, "n"));
        return gain.isClear() ? tr("AUC %1 over the model before (%2), %3 rows")
                                    .arg(withSign(gain.value), gain.interval(), rows)
                              : tr("no difference in AUC (%1), %2 rows").arg(gain.interval(), rows);
    }
    if (is(step, "promote")) {
        if (step.state == StepState::Done)
            return tr("every gate passed");
        return closedGates(result) == 1
            ? tr("one gate stayed shut, production stays as it is")
            : tr("%1 gates stayed shut, production stays as it is").arg(closedGates(result));
    }
    if (step.id == QLatin1String("serve"))
        return tr("half within %1 ms, 99% within %2 ms")
            .arg(NumberText::twoDigits(number(result, "serving_p50_ms")),
                 NumberText::twoDigits(number(result, "serving_p99_ms")));
    if (step.id == QLatin1String("drift")) {
        const Json summary = part(result, "summary");
        return tr("%1 of %2 columns have drifted")
            .arg(NumberText::count(number(summary, "drifted_columns")),
                 NumberText::count(number(summary, "columns")));
    }
    return step.id == QLatin1String("report") ? word(result, "file").section(u'/', -1) : QString();
}

QList<QPair<QString, QString>> PipelineSentence::figures(const PipelineStep &step)
{
    QList<QPair<QString, QString>> found;
    const Json &result = step.result;
    if (!result.is_object())
        return found;
    const auto addMetrics = [&](const Json &metrics) {
        for (const auto &[key, value] : metrics.items()) {
            if (value.is_number())
                found.append({NumberText::metricLabel(key), NumberText::metric(key, value.get<double>())});
        }
    };
    const auto addCounts = [&](const Json &counts) {
        for (const auto &[key, value] : counts.items()) {
            if (value.is_number())
                found.append({text(key).replace(u'_', u' '), NumberText::count(value.get<double>())});
        }
    };
    if (step.id == QLatin1String("generate") || step.id == QLatin1String("features"))
        addCounts(part(result, "rows"));
    if (step.id == QLatin1String("validate")) {
        const Json statistics = part(result, "statistics");
        found.append({tr("Checks"), NumberText::count(number(statistics, "evaluated_expectations"))});
        found.append({tr("Passed"), NumberText::count(number(statistics, "successful_expectations"))});
    }
    if (is(step, "train") || is(step, "evaluate"))
        addMetrics(part(result, "metrics"));
    if (is(step, "register") || is(step, "promote"))
        found.append({tr("Version"), word(result, "version_name")});
    if (is(step, "promote")) {
        for (const auto &gate : valueOr(result, "gates", Json::array()))
            found.append({word(gate, "gate").replace(u'_', u' '),
                          valueOr(gate, "passed", false) ? tr("passed") : tr("shut")});
    }
    if (step.id == QLatin1String("compare")) {
        const Gain gain(result);
        found.append({tr("AUC, new over before"), gain.isClear() ? withSign(gain.value) : tr("no difference")});
        found.append({tr("95% interval"), gain.interval()});
        found.append({tr("p-value"), NumberText::pValue(number(result, "p_value"))});
        found.append({tr("Rows"), NumberText::count(number(result, "n"))});
    }
    if (step.id == QLatin1String("serve")) {
        found.append({tr("Half within"), tr("%1 ms").arg(NumberText::twoDigits(number(result, "serving_p50_ms")))});
        found.append({tr("99% within"), tr("%1 ms").arg(NumberText::twoDigits(number(result, "serving_p99_ms")))});
        found.append({tr("Requests"), NumberText::count(number(result, "requests"))});
    }
    if (step.id == QLatin1String("drift")) {
        const Json summary = part(result, "summary");
        found.append({tr("Columns"), NumberText::count(number(summary, "columns"))});
        found.append({tr("Drifted"), NumberText::count(number(summary, "drifted_columns"))});
    }
    if (step.id == QLatin1String("report"))
        found.append({tr("File"), word(result, "file").section(u'/', -1)});
    return found;
}

QString PipelineSentence::whole(const PipelineStep &step)
{
    if (step.state == StepState::Done) {
        const QString came = told(step);
        const QString took = time(step.seconds);
        return came.isEmpty() ? tr("%1: done in %2.").arg(title(step), took)
                              : tr("%1: done in %2, %3.").arg(title(step), took, came);
    }
    QString came = outcome(step);
    if (came.endsWith(u'.'))
        came.chop(1);
    return tr("%1: %2.").arg(title(step), came);
}

} // namespace slipway::ui
