#include "tests/e2e/job_kinds.h"

#include <QElapsedTimer>

#include <stdexcept>

namespace slipway::testing {

namespace {

EngineAnswer mustRun(const Engine &engine, const QStringList &arguments)
{
    auto answer = engine.ask(arguments);
    if (answer.exit != 0)
        throw std::runtime_error((arguments.join(u' ').toUtf8() + ": " + answer.errors).toStdString());
    return answer;
}

QStringList words(const char *line)
{
    return QString::fromUtf8(line).split(u' ');
}

} // namespace

std::vector<JobKind> prepareEveryKindOfJob(const Engine &engine)
{
    mustRun(engine, words("demo feed --rows 12000"));
    const auto runs = mustRun(engine, words("runs list")).json().at("runs");
    const auto run = QString::fromStdString(runs.at(0).at("run_id").get<std::string>());

    std::vector<JobKind> kinds {
        {"data generate", words("data generate --scenario feed --rows 60000"), 0},
        {"data validate", words("data validate interactions"), 0},
        {"features build", words("features build"), 0},
        {"train", words("train --set training.batch_size=64 --set training.epochs=4"), 0},
        {"evaluate", {QStringLiteral("evaluate"), run}, 0},
        {"registry register", {QStringLiteral("registry"), QStringLiteral("register"), run}, 0},
        {"registry gates", words("registry gates feed-model/1"), 0},
        {"registry promote", words("registry promote feed-model/1 --reason test"), 0},
        {"registry rollback", words("registry rollback feed-model --to 1"), 0},
        {"compare", words("compare feed-model/1 feed-model/2"), 0},
        {"drift", words("drift"), 0},
        {"bench serving", words("bench serving"), 0},
        {"report", words("report feed"), 0},
        {"demo", words("demo feed --rows 12000"), 0},
        {"serve", words("serve --port 0"), 1500, false},
    };
    for (auto &kind : kinds) {
        if (!kind.endsByItself)
            continue;
        QElapsedTimer timer;
        timer.start();
        mustRun(engine, kind.arguments);
        kind.typicalMs = static_cast<int>(timer.elapsed());
    }
    return kinds;
}

} // namespace slipway::testing
