#include "ui/pages/home_life.h"

#include "ui/models/number_text.h"

#include <cmath>

namespace slipway::ui {

namespace {

/// "version 2" of "feed-model/2".
QString numberOf(const QString &reference)
{
    return reference.section(QLatin1Char('/'), -1);
}

LifeStage dataStage(const LifeFacts &facts)
{
    LifeStage stage {.id = QStringLiteral("data"), .name = HomeLife::tr("Data")};
    if (facts.dataset.isEmpty()) {
        stage.line = HomeLife::tr("no data yet");
        return stage;
    }
    stage.line = HomeLife::tr("%1 rows").arg(NumberText::count(static_cast<double>(facts.rows)));
    if (!facts.checked) {
        stage.note = HomeLife::tr("not checked");
    } else if (*facts.checked) {
        stage.status = Status::Ok;
        stage.note = HomeLife::tr("every check passed");
    } else {
        stage.status = Status::Failed;
        stage.note = HomeLife::tr("%n checks failed", nullptr, facts.failedChecks);
    }
    return stage;
}

LifeStage featuresStage(const LifeFacts &facts)
{
    LifeStage stage {.id = QStringLiteral("features"), .name = HomeLife::tr("Features")};
    if (facts.featuresBuilt == 0) {
        stage.line = HomeLife::tr("not built");
        return stage;
    }
    const bool old = facts.featuresBuilt < facts.dataMade;
    stage.status = old ? Status::Warns : Status::Ok;
    stage.line = HomeLife::tr("%1 to learn from").arg(NumberText::count(static_cast<double>(facts.trainRows)));
    stage.note = old ? HomeLife::tr("older than the data")
                     : HomeLife::tr("built %1").arg(NumberText::time(facts.featuresBuilt));
    return stage;
}

LifeStage trainStage(const LifeFacts &facts)
{
    LifeStage stage {.id = QStringLiteral("experiments"), .name = HomeLife::tr("Train")};
    if (facts.training) {
        stage.status = Status::Running;
        stage.line = facts.runName;
        stage.note = facts.trainingStage;
    } else if (facts.run.isEmpty()) {
        stage.line = HomeLife::tr("no runs yet");
    } else {
        stage.status = facts.runFailed ? Status::Failed : Status::Ok;
        stage.line = HomeLife::tr("run %1").arg(facts.runNumber);
        stage.note = facts.runFailed ? HomeLife::tr("did not finish") : facts.runName;
    }
    return stage;
}

LifeStage evaluateStage(const LifeFacts &facts)
{
    LifeStage stage {.id = QStringLiteral("evaluate"), .name = HomeLife::tr("Evaluate")};
    if (!std::isfinite(facts.testAuc)) {
        stage.line = HomeLife::tr("not measured");
        return stage;
    }
    stage.status = Status::Ok;
    stage.line = HomeLife::tr("AUC %1").arg(NumberText::metric("auc", facts.testAuc));
    stage.note = HomeLife::tr("run %1, test rows").arg(facts.runNumber);
    return stage;
}

LifeStage registerStage(const LifeFacts &facts)
{
    LifeStage stage {.id = QStringLiteral("registry"), .name = HomeLife::tr("Register")};
    if (!facts.waiting.isEmpty()) {
        stage.status = Status::Warns;
        stage.line = HomeLife::tr("version %1 waits").arg(numberOf(facts.waiting));
        stage.note = HomeLife::tr("for your decision");
        stage.waits = true;
    } else if (!facts.production.isEmpty()) {
        stage.status = Status::Ok;
        stage.line = HomeLife::tr("version %1").arg(numberOf(facts.production));
        stage.note = HomeLife::tr("in production");
    } else {
        stage.line = HomeLife::tr("no versions yet");
    }
    return stage;
}

LifeStage serveStage(const LifeFacts &facts)
{
    LifeStage stage {.id = QStringLiteral("serving"), .name = HomeLife::tr("Serve")};
    switch (facts.server) {
    case ServerHandle::State::Serving:
        stage.status = facts.production.isEmpty() ? Status::Warns : Status::Ok;
        stage.line = HomeLife::tr("on port %1").arg(facts.port);
        stage.note = facts.production.isEmpty() ? HomeLife::tr("without a model")
                                                : HomeLife::tr("version %1").arg(numberOf(facts.production));
        break;
    case ServerHandle::State::Starting:
    case ServerHandle::State::Stopping:
        stage.status = Status::Running;
        stage.line = facts.server == ServerHandle::State::Starting ? HomeLife::tr("starting…")
                                                                   : HomeLife::tr("stopping…");
        break;
    case ServerHandle::State::Failed:
        stage.status = Status::Failed;
        stage.line = HomeLife::tr("did not start");
        break;
    case ServerHandle::State::Stopped:
        stage.line = HomeLife::tr("not running");
        break;
    }
    return stage;
}

LifeStage monitorStage(const LifeFacts &facts)
{
    LifeStage stage {.id = QStringLiteral("monitoring"), .name = HomeLife::tr("Monitor")};
    if (facts.features == 0) {
        stage.line = HomeLife::tr("not measured");
        return stage;
    }
    stage.status = facts.drifted > 0 ? Status::Warns : Status::Ok;
    stage.line = HomeLife::tr("%1 of %2 features").arg(facts.drifted).arg(facts.features);
    stage.note = facts.drifted > 0 ? HomeLife::tr("have drifted")
                                   : HomeLife::tr("measured %1").arg(NumberText::time(facts.driftMeasured));
    return stage;
}

LifeStage retrainStage(const LifeFacts &facts)
{
    LifeStage stage {.id = QStringLiteral("retraining"), .name = HomeLife::tr("Retrain")};
    if (facts.features == 0 || facts.production.isEmpty()) {
        stage.line = HomeLife::tr("nothing to decide");
        return stage;
    }
    stage.status = facts.datasetDrifted ? Status::Warns : Status::Neutral;
    stage.line = facts.datasetDrifted ? HomeLife::tr("look at the policy") : HomeLife::tr("not called for");
    stage.note = facts.datasetDrifted ? HomeLife::tr("half the features drifted") : HomeLife::tr("by drift");
    return stage;
}

} // namespace

QVector<LifeStage> HomeLife::stages(const LifeFacts &facts)
{
    return {dataStage(facts),     featuresStage(facts), trainStage(facts),   evaluateStage(facts),
            registerStage(facts), serveStage(facts),    monitorStage(facts), retrainStage(facts)};
}

LifeCentre HomeLife::centre(const LifeFacts &facts)
{
    if (facts.production.isEmpty())
        return {.caption = tr("In production"), .name = tr("Nothing yet"), .note = tr("A version passes its gates first")};
    LifeCentre centre {.caption = tr("In production"), .name = facts.production};
    centre.note = std::isfinite(facts.productionAuc)
        ? tr("AUC %1, since %2")
              .arg(NumberText::metric("auc", facts.productionAuc), NumberText::time(facts.productionSince))
        : tr("since %1").arg(NumberText::time(facts.productionSince));
    centre.status = facts.drifted > 0 ? Status::Warns : facts.features > 0 ? Status::Ok : Status::Neutral;
    centre.word = facts.drifted > 0 ? tr("%n features drifted", nullptr, facts.drifted)
        : facts.features > 0        ? tr("Healthy")
                                    : tr("Not watched");
    return centre;
}

NextStep HomeLife::nextStep(const LifeFacts &facts)
{
    const auto run = [](const char *verb) { return QString::fromLatin1(verb).split(QLatin1Char(' ')); };
    if (facts.training)
        return {.title = tr("Watch the training"),
                .text = tr("%1, %2. It goes on if you close the window.").arg(facts.runName, facts.trainingStage),
                .verb = tr("Watch the curves"),
                .page = QStringLiteral("experiments")};
    if (facts.checked && !*facts.checked)
        return {.title = tr("Look at the failed checks"),
                .text = tr("%n checks of %1 failed. A model learns what stands in its rows, right or wrong.",
                           nullptr, facts.failedChecks)
                            .arg(facts.dataset),
                .verb = tr("Open the checks"),
                .page = QStringLiteral("data")};
    if (!facts.checked)
        return {.title = tr("Check the data"),
                .text = tr("%1 has not been checked since it changed. It takes a moment.").arg(facts.dataset),
                .verb = tr("Check %1").arg(facts.dataset),
                .page = {},
                .command = {QStringLiteral("data"), QStringLiteral("validate"), facts.dataset}};
    if (facts.featuresBuilt == 0 || facts.featuresBuilt < facts.dataMade)
        return {.title = tr("Build the features"),
                .text = tr("Each row will know only what had happened before it, and the newest rows are kept for "
                           "the test."),
                .verb = tr("Build features"),
                .page = {},
                .command = run("features build")};
    if (facts.run.isEmpty())
        return {.title = tr("Train a first model"),
                .text = tr("A small network learns from %1 rows. You can watch its curves grow.")
                            .arg(NumberText::count(static_cast<double>(facts.trainRows))),
                .verb = tr("Train"),
                .page = {},
                .command = run("train"),
                .otherVerb = tr("Choose settings"),
                .otherPage = QStringLiteral("experiments")};
    if (facts.runFailed)
        return {.title = tr("See why run %1 did not finish").arg(facts.runNumber),
                .text = tr("Nothing was lost: its settings and what it had measured are kept."),
                .verb = tr("Open the runs"),
                .page = QStringLiteral("experiments")};
    if (!std::isfinite(facts.testAuc))
        return {.title = tr("Measure run %1 on test rows").arg(facts.runNumber),
                .text = tr("Only rows that the model has never seen say how good it is."),
                .verb = tr("Evaluate run %1").arg(facts.runNumber),
                .page = {},
                .command = {QStringLiteral("evaluate"), facts.run},
                .otherVerb = tr("Open Evaluate"),
                .otherPage = QStringLiteral("evaluate")};
    if (!facts.waiting.isEmpty())
        return {.title = tr("Decide about version %1").arg(numberOf(facts.waiting)),
                .text = facts.production.isEmpty()
                    ? tr("Nothing serves yet. Look at its gates, and put it into production with a reason.")
                    : tr("It is newer than version %1, which serves. Look at its gates and at the difference "
                         "between the two.")
                          .arg(numberOf(facts.production)),
                .verb = tr("Review version %1").arg(numberOf(facts.waiting)),
                .page = QStringLiteral("registry"),
                .command = {},
                .otherVerb = facts.production.isEmpty() ? QString() : tr("Compare the two"),
                .otherPage = QStringLiteral("compare")};
    if (!facts.registered)
        return {.title = tr("Register run %1").arg(facts.runNumber),
                .text = tr("It reached AUC %1 on test rows. As a version it can pass the gates and serve.")
                            .arg(NumberText::metric("auc", facts.testAuc)),
                .verb = tr("Register run %1").arg(facts.runNumber),
                .page = {},
                .command = {QStringLiteral("registry"), QStringLiteral("register"), facts.run},
                .otherVerb = tr("Compare it first"),
                .otherPage = QStringLiteral("compare")};
    if (facts.features == 0)
        return {.title = tr("Measure drift"),
                .text = tr("Holds the newest rows against those that the model learned from."),
                .verb = tr("Measure drift"),
                .page = {},
                .command = run("drift")};
    if (facts.datasetDrifted)
        return {.title = tr("Decide about retraining"),
                .text = tr("%1 of %2 features have drifted.").arg(facts.drifted).arg(facts.features),
                .verb = tr("Look at the policy"),
                .page = QStringLiteral("retraining"),
                .command = {},
                .otherVerb = tr("See the features"),
                .otherPage = QStringLiteral("monitoring")};
    if (facts.server != ServerHandle::State::Serving)
        return {.title = tr("Serve the model"),
                .text = tr("Version %1 is in production and no server runs. Start it, and send it a request.")
                            .arg(numberOf(facts.production)),
                .verb = tr("Open Serving"),
                .page = QStringLiteral("serving")};
    return {.title = tr("Nothing waits for you"),
            .text = tr("Production serves on port %1. A look at the drift now and then keeps it honest.")
                        .arg(facts.port),
            .verb = tr("Look at Monitoring"),
            .page = QStringLiteral("monitoring")};
}

QString HomeLife::sentence(const LifeFacts &facts)
{
    QStringList parts;
    parts << (facts.production.isEmpty() ? tr("Nothing is in production yet.")
                                         : tr("%1 is in production.").arg(facts.production));
    if (!facts.waiting.isEmpty())
        parts << tr("One decision waits for you.");
    if (facts.drifted > 0)
        parts << tr("%n features have drifted.", nullptr, facts.drifted);
    return parts.join(QLatin1Char(' '));
}

} // namespace slipway::ui
