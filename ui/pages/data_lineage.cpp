#include "ui/pages/data_lineage.h"

#include "core/base/json_value.h"
#include "ui/jobs/workspace_session.h"
#include "ui/models/number_text.h"
#include "ui/models/text.h"
#include "ui/theme/theme.h"

#include <QVBoxLayout>

#include <algorithm>
#include <map>

namespace slipway::ui {

namespace {

using workspace::LineageNode;
using Kind = LineageNode::Kind;

QString caption(const LineageNode &node)
{
    const bool deleted = valueOr(node.facts, "deleted", false);
    switch (node.kind) {
    case Kind::Source:
        return valueOr(node.facts, "source_type", std::string()) == "imported"
            ? DataLineagePanel::tr("file")
            : DataLineagePanel::tr("source");
    case Kind::Dataset:
        return deleted ? DataLineagePanel::tr("data set, deleted") : DataLineagePanel::tr("data set");
    case Kind::Features:
        return deleted ? DataLineagePanel::tr("features, deleted") : DataLineagePanel::tr("features");
    case Kind::Run:
        return deleted ? DataLineagePanel::tr("run, deleted") : DataLineagePanel::tr("run");
    case Kind::Model:
        return DataLineagePanel::tr("model");
    }
    return {};
}

QString iconOf(Kind kind)
{
    static constexpr const char *icons[] = {"file", "data", "features", "experiments", "registry"};
    return QString::fromLatin1(icons[static_cast<std::size_t>(kind)]);
}

Status statusOf(const LineageNode &node)
{
    const auto status = valueOr(node.facts, "status", std::string());
    if (node.kind == Kind::Run)
        return status == "FINISHED" ? Status::Ok : status == "RUNNING" ? Status::Running : Status::Failed;
    const auto stage = valueOr(node.facts, "stage", std::string());
    return node.kind == Kind::Model && stage == "Production" ? Status::Ok : Status::Neutral;
}

/// "churn_model 3" of "churn_model/3", "customers v4" of "customers@4".
QString titleOf(const LineageNode &node)
{
    QString name = text(node.name);
    if (node.kind == Kind::Dataset || node.kind == Kind::Features)
        return name.replace(QLatin1Char('@'), QLatin1String(" v"));
    return node.kind == Kind::Source ? name.section(QLatin1Char('/'), -1) : name;
}

} // namespace

/// A node stands one column behind the furthest of what it was made from.
DataLineage DataLineage::of(const workspace::Lineage &lineage)
{
    DataLineage graph;
    std::map<std::string, int> depth;
    for (const auto &node : lineage.nodes) {
        int column = 0;
        for (const auto &edge : lineage.edges) {
            if (edge.to == node.id && depth.contains(edge.from))
                column = std::max(column, depth.at(edge.from) + 1);
        }
        depth[node.id] = column;
    }
    std::map<int, int> rows;
    QStringList told;
    for (const auto &node : lineage.nodes) {
        const int column = depth.at(node.id);
        graph.nodes << GraphNode {.id = text(node.id),
                                  .caption = caption(node),
                                  .title = titleOf(node),
                                  .icon = iconOf(node.kind),
                                  .status = statusOf(node),
                                  .planned = valueOr(node.facts, "deleted", false),
                                  .column = column,
                                  .row = rows[column]++};
        told << DataLineagePanel::tr("%1 %2", "what it is and its name")
                    .arg(graph.nodes.last().caption, graph.nodes.last().title);
    }
    for (const auto &edge : lineage.edges) {
        const GraphEdge next {text(edge.from), text(edge.to)};
        if (!graph.edges.contains(next)) // one thing may be read for two purposes
            graph.edges << next;
    }
    graph.sentence =
        DataLineagePanel::tr("Where it comes from and goes to: %1.").arg(told.join(QStringLiteral(", ")));
    return graph;
}

DataLineagePanel::DataLineagePanel(const Theme &theme, WorkspaceSession &session, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_graph(new GraphView(theme, Qt::Horizontal))
{
    m_graph->setObjectName(QStringLiteral("data.lineage"));
    m_graph->setAccessibleName(tr("Lineage"));
    auto *column = new QVBoxLayout(this);
    const int inner = theme.pixels(u"space.panel");
    column->setContentsMargins(inner, inner, inner, inner);
    column->addWidget(m_graph);
    connect(m_graph, &GraphView::chosen, this, &DataLineagePanel::open);
}

void DataLineagePanel::setDataset(const QString &dataset)
{
    if (dataset == m_dataset)
        return;
    m_dataset = dataset;
    m_lineage = {};
    m_pending.cancel();
    m_graph->setGraph({}, {});
}

void DataLineagePanel::refresh()
{
    if (m_dataset.isEmpty() || m_pending.isWaiting())
        return;
    m_session.reader().lineage(m_pending, m_dataset, [this](const Result<workspace::Lineage> &lineage) {
        if (!lineage)
            return; // the list of data sets reports what cannot be read
        m_lineage = lineage.value();
        const auto graph = DataLineage::of(m_lineage);
        m_graph->setGraph(graph.nodes, graph.edges);
        m_graph->setSelected(text(m_lineage.of));
        m_graph->setAccessibleName(graph.sentence);
    });
}

void DataLineagePanel::open(const QString &id)
{
    m_graph->setSelected(text(m_lineage.of));
    const auto node = std::find_if(m_lineage.nodes.begin(), m_lineage.nodes.end(),
                                   [&](const LineageNode &each) { return text(each.id) == id; });
    if (node == m_lineage.nodes.end() || valueOr(node->facts, "deleted", false))
        return;
    switch (node->kind) {
    case Kind::Source:
        return;
    case Kind::Dataset:
    case Kind::Features:
        Q_EMIT datasetChosen(text(node->name));
        return;
    case Kind::Run:
        m_session.selection().set(Selection::Kind::Run, text(valueOr(node->facts, "run_id", std::string())));
        Q_EMIT pageWanted(QStringLiteral("experiments"));
        return;
    case Kind::Model:
        m_session.selection().set(Selection::Kind::Version, text(node->name));
        Q_EMIT pageWanted(QStringLiteral("registry"));
        return;
    }
}

} // namespace slipway::ui
