#include "ui/jobs/job_sentence.h"

#include "ui/models/number_text.h"
#include "ui/models/text.h"

#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace slipway::ui {

namespace {

/// The stages that the engine names, so that they can be translated; others are shown as they come.
constexpr std::array stages {
    QT_TRANSLATE_NOOP("slipway::ui::JobSentence", "generate"),
    QT_TRANSLATE_NOOP("slipway::ui::JobSentence", "validate"),
    QT_TRANSLATE_NOOP("slipway::ui::JobSentence", "Reading the interactions"),
    QT_TRANSLATE_NOOP("slipway::ui::JobSentence", "Looking back from each interaction"),
    QT_TRANSLATE_NOOP("slipway::ui::JobSentence", "Writing the train features"),
    QT_TRANSLATE_NOOP("slipway::ui::JobSentence", "Writing the val features"),
    QT_TRANSLATE_NOOP("slipway::ui::JobSentence", "Writing the test features"),
    QT_TRANSLATE_NOOP("slipway::ui::JobSentence", "Features are ready"),
    QT_TRANSLATE_NOOP("slipway::ui::JobSentence", "reading the features"),
    QT_TRANSLATE_NOOP("slipway::ui::JobSentence", "encoding"),
    QT_TRANSLATE_NOOP("slipway::ui::JobSentence", "training"),
    QT_TRANSLATE_NOOP("slipway::ui::JobSentence", "reading the test rows"),
    QT_TRANSLATE_NOOP("slipway::ui::JobSentence", "reading the rows"),
    QT_TRANSLATE_NOOP("slipway::ui::JobSentence", "scoring"),
    QT_TRANSLATE_NOOP("slipway::ui::JobSentence", "measuring"),
    QT_TRANSLATE_NOOP("slipway::ui::JobSentence", "comparing"),
    QT_TRANSLATE_NOOP("slipway::ui::JobSentence", "comparing columns"),
    QT_TRANSLATE_NOOP("slipway::ui::JobSentence", "reading the reference rows"),
    QT_TRANSLATE_NOOP("slipway::ui::JobSentence", "reading the current rows"),
    QT_TRANSLATE_NOOP("slipway::ui::JobSentence", "sending requests"),
    QT_TRANSLATE_NOOP("slipway::ui::JobSentence", "sorting the rows"),
    QT_TRANSLATE_NOOP("slipway::ui::JobSentence", "choosing the rows"),
    QT_TRANSLATE_NOOP("slipway::ui::JobSentence", "writing the rows"),
};

/// The value that follows a flag, empty where it is not there.
QString option(const QStringList &command, const char *flag)
{
    const auto at = command.indexOf(QLatin1String(flag));
    return at >= 0 ? command.value(at + 1) : QString();
}

/// The n-th word that is neither the verb nor a flag; the engine's flags stand behind their words.
QString word(const QStringList &command, qsizetype n)
{
    const QString found = command.value(n);
    return found.startsWith(QLatin1Char('-')) ? QString() : found;
}

bool isRunId(const QString &name)
{
    return name.size() == 32 && std::all_of(name.begin(), name.end(), [](QChar c) {
               return c.isDigit() || (c >= QLatin1Char('a') && c <= QLatin1Char('f'));
           });
}

/// Quoted where a shell would take it apart.
QString quoted(const QString &word)
{
    const auto plain = [](QChar c) {
        return c.isLetterOrNumber() || QStringLiteral("-_./=:@,+%").contains(c);
    };
    if (!word.isEmpty() && std::all_of(word.begin(), word.end(), plain))
        return word;
    QString escaped = word;
    escaped.replace(QLatin1Char('\''), QLatin1String("'\\''"));
    return QLatin1Char('\'') + escaped + QLatin1Char('\'');
}

} // namespace

QString JobSentence::title(const QStringList &command)
{
    const QString verb = command.value(0);
    const QString second = verb == QLatin1String("data") || verb == QLatin1String("registry")
            || verb == QLatin1String("runs") || verb == QLatin1String("audit")
            || verb == QLatin1String("features")
        ? command.value(1)
        : QString();
    const QString what = word(command, second.isEmpty() ? 1 : 2);
    const QString name = isRunId(what) ? tr("run %1").arg(what.first(13)) : what;
    const auto is = [&](const char *group, const char *member = "") {
        return verb == QLatin1String(group) && second == QLatin1String(member);
    };
    if (is("data", "generate")) {
        const auto rows = option(command, "--rows").toLongLong();
        if (rows == 0)
            return tr("Generate data");
        const QString scenario = option(command, "--scenario");
        return scenario.isEmpty() || scenario == QLatin1String("feed")
            ? tr("Generate %1 interactions").arg(QLocale().toString(rows))
            : tr("Generate %1 rows of %2", "50,000 rows of churn").arg(QLocale().toString(rows), scenario);
    }
    if (is("data", "import"))
        return tr("Import %1").arg(option(command, "--name"));
    if (is("data", "validate") && command.contains(QLatin1String("--propose")))
        return tr("Propose checks for %1").arg(name);
    if (is("data", "validate"))
        return tr("Check %1").arg(name);
    if (is("data", "profile"))
        return tr("Profile %1").arg(name);
    if (is("data", "failures"))
        return tr("Find the failing rows of %1").arg(name);
    if (is("data", "diff"))
        return tr("Compare %1 with %2").arg(name, word(command, 3));
    if (is("data", "tag") || is("data", "untag"))
        return tr("Tag %1").arg(name);
    if (is("data", "note"))
        return tr("Write a note to %1").arg(name);
    if (is("data", "delete"))
        return tr("Delete %1").arg(name);
    if (is("data", "restore"))
        return tr("Restore %1").arg(name);
    if (is("gc"))
        return command.contains(QLatin1String("--yes")) ? tr("Clean up")
                                                        : tr("Look for what can be cleaned up");
    if (is("data", "index"))
        return tr("Prepare rows of %1").arg(name);
    if (is("data", "export"))
        return tr("Export %1").arg(name);
    if (is("features", "build"))
        return tr("Build features");
    if (is("features", "apply")) {
        const QString scenario = option(command, "--scenario");
        return tr("Apply %1", "definitions")
            .arg(scenario.isEmpty() ? name.section(QLatin1Char('/'), -1) : scenario);
    }
    if (is("features", "withdraw"))
        return tr("Withdraw %1", "definitions").arg(name);
    if (is("features", "materialize"))
        return command.contains(QLatin1String("--incremental")) ? tr("Store new feature values")
                                                                : tr("Store feature values");
    if (is("features", "asof"))
        return tr("Look back at what was known");
    if (is("features", "screen"))
        return tr("Screen %1").arg(name);
    if (is("features", "skew"))
        return tr("Compare what was served");
    if (is("features", "docs"))
        return tr("Write pages about features");
    if (is("features", "propose"))
        return tr("Propose features for %1").arg(name);
    if (is("train")) {
        const QString run = option(command, "--name");
        return run.isEmpty() || run == QLatin1String("ranker") ? tr("Train the ranker")
                                                               : tr("Train %1").arg(run);
    }
    if (is("evaluate"))
        return tr("Evaluate %1").arg(name);
    if (is("compare"))
        return tr("Compare %1 with %2").arg(name, word(command, 2));
    if (is("registry", "register"))
        return tr("Register %1").arg(name);
    if (is("registry", "promote"))
        return tr("Promote %1").arg(name);
    if (is("registry", "rollback"))
        return name.isEmpty() ? tr("Roll back") : tr("Roll %1 back").arg(name);
    if (is("registry", "gates"))
        return tr("Check the gates of %1").arg(name);
    if (is("serve"))
        return tr("Serve the model in production");
    if (is("drift"))
        return tr("Measure drift");
    if (is("retraining"))
        return tr("Check the retraining policy");
    if (is("bench"))
        return tr("Measure serving");
    if (is("report"))
        return tr("Write the report on %1").arg(name);
    if (is("demo"))
        return tr("Run the whole life of %1").arg(name);
    if (is("runs", "delete"))
        return tr("Delete %1").arg(name);
    if (is("runs", "restore"))
        return tr("Restore %1").arg(name);
    if (verb == QLatin1String("config"))
        return command.size() == 5 ? tr("Set %1 to %2").arg(command[3], command[4])
                                   : tr("Check the configuration");
    if (is("audit", "verify"))
        return tr("Verify the event log");
    return command.join(QLatin1Char(' ')); // a verb of a newer engine: its own words
}

QString JobSentence::stage(const QString &english)
{
    const auto known = std::find_if(stages.begin(), stages.end(),
                                    [&](const char *stage) { return english == QLatin1String(stage); });
    return known == stages.end() ? english : tr(*known);
}

QString JobSentence::detail(const Job &job)
{
    switch (job.state()) {
    case Job::State::Starting:
        return tr("starting");
    case Job::State::Stopping:
        return tr("stopping…");
    case Job::State::Running:
        if (job.epochs() > 0 && job.stage() == QLatin1String("training")) {
            const int epoch = std::min(job.epochs(), static_cast<int>(job.fraction() * job.epochs()) + 1);
            return tr("epoch %1 of %2").arg(QLocale().toString(epoch), QLocale().toString(job.epochs()));
        }
        return stage(job.stage());
    case Job::State::Done:
        if (job.started() > 0 && job.ended() > job.started()) {
            return tr("done in %1")
                .arg(NumberText::duration(static_cast<double>(job.ended() - job.started())
                                          / static_cast<double>(microsPerSecond)));
        }
        return tr("done");
    case Job::State::Refused:
        return tr("refused");
    case Job::State::Failed:
        return tr("failed");
    case Job::State::Cancelled:
        return tr("stopped");
    case Job::State::Lost:
        return tr("lost: its process is gone");
    }
    return {};
}

QString JobSentence::whole(const Job &job)
{
    const QString where = detail(job);
    return where.isEmpty() ? title(job.command()) : tr("%1, %2").arg(title(job.command()), where);
}

QString JobSentence::timeLeft(const Job &job)
{
    const auto seconds = job.secondsLeft();
    return seconds ? tr("%1 left").arg(NumberText::duration(std::max(1.0, std::ceil(*seconds)))) : QString();
}

QString JobSentence::stateText(Job::State state)
{
    switch (state) {
    case Job::State::Starting:
        return tr("Starting");
    case Job::State::Running:
        return tr("Running");
    case Job::State::Stopping:
        return tr("Stopping…");
    case Job::State::Done:
        return tr("Done");
    case Job::State::Refused:
        return tr("Refused");
    case Job::State::Failed:
        return tr("Failed");
    case Job::State::Cancelled:
        return tr("Stopped");
    case Job::State::Lost:
        return tr("Lost");
    }
    return {};
}

QString JobSentence::commandLine(const QString &workspace, const QStringList &command)
{
    QStringList line {QStringLiteral("slipway"), QStringLiteral("-w"), quoted(workspace)};
    for (qsizetype i = 0; i < command.size(); ++i) {
        if (command[i] == QLatin1String("--parent")) // of this window only
            ++i;
        else
            line << quoted(command[i]);
    }
    return line.join(QLatin1Char(' '));
}

} // namespace slipway::ui
