#include "tests/e2e/job_kinds.h"

#include <QElapsedTimer>

#include <fstream>

namespace slipway::testing {

namespace {

QStringList words(const char *line)
{
    return QString::fromUtf8(line).split(u' ');
}

/// Both versions of the demo may serve here, whatever they are worth: the tests promote either.
void openTheGates(const Engine &engine)
{
    std::ofstream(engine.workspace() / "config/monitoring_config.yaml")
        << "gates:\n  min_auc: 0.5\n  max_log_loss: 10\n  max_auc_drop: 1\n";
}

} // namespace

QString prepareEveryKindOfJob(const Engine &engine, std::vector<JobKind> &kinds)
{
    engine.run({QStringLiteral("init")});
    openTheGates(engine);
    const auto demo = engine.ask(words("demo feed --rows 20000"));
    if (demo.exit != 0)
        return QString::fromUtf8("demo: " + demo.errors);
    const auto runs = engine.ask(words("runs list")).json().at("runs");
    const auto run = QString::fromStdString(runs.at(0).at("run_id").get<std::string>());

    kinds = {
        {"data generate", words("data generate --scenario feed --rows 60000")},
        {"data validate", words("data validate interactions")},
        {"features build", words("features build")},
        {"train", words("train --set training.batch_size=64 --set training.epochs=4")},
        {"evaluate", {QStringLiteral("evaluate"), run}},
        {"registry register", {QStringLiteral("registry"), QStringLiteral("register"), run}},
        {"registry gates", words("registry gates feed-model/1")},
        {"registry promote", words("registry promote feed-model/1 --reason test")},
        {"registry rollback", words("registry rollback feed-model --to 2")},
        {"compare", words("compare feed-model/1 feed-model/2")},
        {"drift", words("drift")},
        {"bench serving", words("bench serving")},
        {"report", words("report feed")},
        {"demo", words("demo feed --rows 20000")},
        {"serve", words("serve --port 0"), 1500, false},
    };
    for (auto &kind : kinds) {
        if (!kind.endsByItself)
            continue;
        QElapsedTimer timer;
        timer.start();
        const auto answer = engine.ask(kind.arguments);
        if (answer.exit != 0)
            return QString::fromStdString(kind.name)
                + QString::fromUtf8(": " + answer.errors + answer.output);
        kind.typicalMs = static_cast<int>(timer.elapsed());
    }
    return {};
}

} // namespace slipway::testing
