#include "ui/pages/registry_lineage.h"

#include "ui/jobs/server_handle.h"
#include "ui/models/number_text.h"
#include "ui/models/text.h"
#include "ui/pages/registry_rows.h"

#include <QUrl>

#include <algorithm>

namespace slipway::ui {

namespace {

constexpr QLatin1String dataNode("data");
constexpr QLatin1String featuresNode("features");
constexpr QLatin1String runNode("run");
constexpr QLatin1String endpointNode("endpoint");

QString nameOf(const workspace::DatasetVersion &dataset)
{
    return StoryReader::tr("%1 v%2").arg(text(dataset.name)).arg(dataset.version);
}

QString withNumber(QLatin1String kind, std::int64_t id)
{
    return QStringLiteral("%1.%2").arg(kind).arg(id);
}

Status statusOf(const workspace::RunRow &run)
{
    return run.status == "FINISHED" ? Status::Ok : run.status == "RUNNING" ? Status::Running : Status::Failed;
}

GraphNode runNodeOf(const VersionStory &story, int row)
{
    if (!story.run)
        return {.id = runNode,
                .caption = StoryReader::tr("run"),
                .title = StoryReader::tr("deleted"),
                .icon = QStringLiteral("experiments"),
                .row = row};
    const auto &run = *story.run;
    const auto seconds = static_cast<double>(run.end - run.start) / static_cast<double>(microsPerSecond);
    return {.id = runNode,
            .caption = run.end > 0
                ? StoryReader::tr("run %1, %2").arg(run.number).arg(NumberText::duration(seconds))
                : StoryReader::tr("run %1").arg(run.number),
            .title = text(run.name),
            .icon = QStringLiteral("experiments"),
            .status = statusOf(run),
            .row = row};
}

GraphNode endpointNodeOf(const VersionStory &story, const ServerHandle &server, int row)
{
    const bool serves = story.isInProduction() && server.state() == ServerHandle::State::Serving;
    return {.id = endpointNode,
            .caption = serves ? StoryReader::tr("endpoint") : StoryReader::tr("endpoint, planned"),
            .title = serves              ? server.url().authority()
                : story.isInProduction() ? StoryReader::tr("server is off")
                                         : StoryReader::tr("not promoted"),
            .icon = QStringLiteral("serving"),
            .status = serves ? Status::Ok : Status::Queued,
            .planned = !serves,
            .row = row};
}

} // namespace

QString Lineage::page(const QString &node)
{
    const QString kind = node.section(u'.', 0, 0);
    if (kind == dataNode)
        return QStringLiteral("data");
    if (kind == featuresNode)
        return QStringLiteral("features");
    if (kind == runNode)
        return QStringLiteral("experiments");
    return kind == endpointNode ? QStringLiteral("serving") : QString();
}

Lineage lineageOf(const VersionStory &story, const ServerHandle &server)
{
    Lineage lineage;
    int row = 0;
    const auto next = [&](const QList<GraphNode> &nodes) {
        lineage.nodes << nodes;
        row += nodes.isEmpty() ? 0 : 1;
    };
    QList<GraphNode> level;
    for (const auto &raw : story.raw) {
        level << GraphNode {.id = withNumber(dataNode, raw.id),
                            .caption = StoryReader::tr("data set"),
                            .title = nameOf(raw),
                            .icon = QStringLiteral("data"),
                            .column = static_cast<int>(level.size()),
                            .row = row};
    }
    next(level);
    level.clear();
    for (const auto &input : story.inputs) {
        const auto &dataset = input.dataset;
        const bool isThere = std::any_of(level.begin(), level.end(), [&](const GraphNode &node) {
            return node.id == withNumber(featuresNode, dataset.id);
        });
        if (isThere) // read for more than one purpose
            continue;
        level << GraphNode {.id = withNumber(featuresNode, dataset.id),
                            .caption = StoryReader::tr("features"),
                            .title = nameOf(dataset),
                            .icon = QStringLiteral("features"),
                            .column = static_cast<int>(level.size()),
                            .row = row};
        for (const auto &raw : story.raw) {
            if (raw.digest == dataset.source)
                lineage.edges << GraphEdge {withNumber(dataNode, raw.id), level.last().id};
        }
        lineage.edges << GraphEdge {level.last().id, runNode};
    }
    next(level);
    next({runNodeOf(story, row)});
    next({{.id = modelNode,
           .caption = StoryReader::tr("model"),
           .title = StoryReader::tr("%1 %2").arg(text(story.version.name),
                                                 RegistryRows::shortName(text(story.version.reference()))),
           .icon = QStringLiteral("registry"),
           .status = story.isInProduction() ? Status::Ok : Status::Neutral,
           .row = row}});
    const auto endpoint = endpointNodeOf(story, server, row);
    next({endpoint});
    lineage.edges << GraphEdge {runNode, modelNode} << GraphEdge {modelNode, endpointNode, endpoint.planned};

    QStringList steps;
    for (const auto &node : lineage.nodes)
        steps << StoryReader::tr("%1 %2").arg(node.caption, node.title);
    lineage.sentence =
        StoryReader::tr("Where it comes from and goes to: %1.").arg(steps.join(QStringLiteral(", ")));
    return lineage;
}

} // namespace slipway::ui
