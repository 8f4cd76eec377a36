#include "core/workspace/lineage.h"

#include <algorithm>
#include <map>
#include <set>

namespace slipway::workspace {

namespace {

using Kind = LineageNode::Kind;

constexpr std::size_t shownId = 13; ///< characters of a run's id, as other verbs show it

std::string_view kindName(Kind kind)
{
    constexpr std::string_view names[] = {"source", "dataset", "features", "run", "model"};
    return names[static_cast<std::size_t>(kind)];
}

std::string datasetId(const DatasetVersion &version)
{
    return "dataset:" + version.reference();
}

/// All that the records know, before one version is asked about.
struct Graph {
    std::vector<LineageNode> nodes; ///< origins first
    std::vector<LineageEdge> edges;
};

LineageNode nodeOf(const DatasetVersion &version, bool derived)
{
    return {datasetId(version),
            derived ? Kind::Features : Kind::Dataset,
            version.reference(),
            {{"rows", version.rows},
             {"digest", version.digest},
             {"file_hash", version.fileHash},
             {"deleted", version.stage != "active"}}};
}

/// The files that a version was imported from, as its event tells them: [{"file","sha256"}].
using ImportedFiles = std::map<std::string, Json>;

Result<ImportedFiles> readImports(Store &store)
{
    ImportedFiles files; // by name of the data set and digest
    SLIPWAY_TRY(store.each("SELECT subject, payload FROM events WHERE kind = 'data.imported' ORDER BY seq",
                           {}, [&](const Row &row) {
                               const Json payload = Json::parse(row.text(1), nullptr, false);
                               if (payload.is_object() && payload.contains("files"))
                                   files[row.text(0) + " " + payload.value("digest", "")] =
                                       payload.at("files");
                           }));
    return files;
}

void addSource(const DatasetVersion &version, const std::string &name, const Json &facts,
               std::set<std::string> &known, Graph &graph)
{
    const std::string id = "source:" + version.sourceType + ":" + name;
    if (known.insert(id).second) {
        LineageNode node {id, Kind::Source, name, {{"source_type", version.sourceType}}};
        node.facts.update(facts);
        graph.nodes.push_back(std::move(node));
    }
    graph.edges.push_back({id, datasetId(version), version.sourceType});
}

void addSources(const DatasetVersion &version, const ImportedFiles &imports, std::set<std::string> &known,
                Graph &graph)
{
    const auto files = imports.find(version.name + " " + version.digest);
    if (files == imports.end() || (version.sourceType != "imported" && version.sourceType != "pushed")) {
        const bool copied = version.sourceType == "imported"; // the artifact has the file's own bytes
        return addSource(version, version.source,
                         copied ? Json {{"file_hash", version.fileHash}} : Json::object(), known, graph);
    }
    for (const auto &file : files->second)
        addSource(version, file.value("file", ""), {{"file_hash", file.value("sha256", "")}}, known, graph);
}

/// Versions in the order in which they were made, so that origins stand first.
Status addDatasets(Store &store, Graph &graph)
{
    SLIPWAY_ASSIGN(auto versions, Datasets(store).listWithDeleted());
    SLIPWAY_ASSIGN(const auto imports, readImports(store));
    std::sort(versions.begin(), versions.end(),
              [](const auto &left, const auto &right) { return left.id < right.id; });
    std::multimap<std::string, std::string> byDigest;
    std::set<std::string> sources;
    for (const auto &version : versions)
        byDigest.emplace(version.digest, datasetId(version));
    for (const auto &version : versions) {
        const auto [from, to] = byDigest.equal_range(version.source);
        if (from == to) {
            addSources(version, imports, sources, graph);
        } else {
            for (auto origin = from; origin != to; ++origin)
                graph.edges.push_back({origin->second, datasetId(version), "derived"});
            if (version.sourceType == "pushed")
                addSources(version, imports, sources, graph);
        }
        graph.nodes.push_back(nodeOf(version, from != to && version.sourceType != "pushed"));
    }
    return done();
}

Status addRuns(Store &store, Graph &graph)
{
    std::set<std::string> known;
    return store.each(
        "SELECT runs.run_id, runs.name, runs.status, runs.lifecycle_stage, datasets.name, datasets.version, "
        "dataset_inputs.context FROM dataset_inputs JOIN runs ON runs.id = dataset_inputs.run JOIN datasets "
        "ON "
        "datasets.id = dataset_inputs.dataset ORDER BY runs.id, dataset_inputs.context, datasets.id",
        {}, [&](const Row &row) {
            const std::string id = "run:" + row.text(0);
            if (known.insert(id).second) {
                graph.nodes.push_back({id,
                                       Kind::Run,
                                       row.text(1),
                                       {{"run_id", row.text(0)},
                                        {"status", row.text(2)},
                                        {"deleted", row.text(3) == "deleted"}}});
            }
            graph.edges.push_back(
                {"dataset:" + row.text(4) + "@" + std::to_string(row.integer(5)), id, row.text(6)});
        });
}

Status addModels(Store &store, Graph &graph)
{
    return store.each(
        "SELECT name, version, run_id, stage, model_id FROM model_versions ORDER BY name, version", {},
        [&](const Row &row) {
            const std::string name = row.text(0) + "/" + std::to_string(row.integer(1));
            graph.nodes.push_back(
                {"model:" + name, Kind::Model, name, {{"stage", row.text(3)}, {"model_id", row.text(4)}}});
            graph.edges.push_back({"run:" + row.text(2), "model:" + name, "registered"});
        });
}

Result<Graph> readGraph(Store &store)
{
    Graph graph;
    SLIPWAY_TRY(store.snapshot([&]() -> Status {
        SLIPWAY_TRY(addDatasets(store, graph));
        SLIPWAY_TRY(addRuns(store, graph));
        return addModels(store, graph);
    }));
    return graph;
}

/// All that can be reached from `start` along the edges, in one direction.
std::set<std::string> reached(const Graph &graph, const std::string &start, bool downstream)
{
    std::multimap<std::string, std::string> next;
    for (const auto &edge : graph.edges)
        next.emplace(downstream ? edge.from : edge.to, downstream ? edge.to : edge.from);
    std::set<std::string> found {start};
    std::vector<std::string> open {start};
    while (!open.empty()) {
        const auto [from, to] = next.equal_range(open.back());
        open.pop_back();
        for (auto at = from; at != to; ++at) {
            if (found.insert(at->second).second)
                open.push_back(at->second);
        }
    }
    return found;
}

/// The graph with only these nodes, and the edges between them.
Lineage part(const Graph &graph, const std::set<std::string> &wanted, const std::string &of)
{
    Lineage lineage {of, {}, {}};
    for (const auto &node : graph.nodes) {
        if (wanted.contains(node.id))
            lineage.nodes.push_back(node);
    }
    for (const auto &edge : graph.edges) {
        if (wanted.contains(edge.from) && wanted.contains(edge.to))
            lineage.edges.push_back(edge);
    }
    return lineage;
}

std::string lineOf(const LineageNode &node, const std::string &how)
{
    std::string line(kindName(node.kind));
    line += " " + (node.kind == Kind::Source ? node.facts.value("source_type", "") + " " : std::string());
    line += node.name;
    if (node.kind == Kind::Run)
        line +=
            " " + node.facts.value("run_id", "").substr(0, shownId) + ", " + node.facts.value("status", "");
    if (node.kind == Kind::Model)
        line += ", stage " + node.facts.value("stage", "");
    if (node.facts.contains("rows"))
        line += ", " + std::to_string(node.facts.value("rows", std::int64_t {0})) + " rows, digest "
            + node.facts.value("digest", "").substr(0, 12);
    if (node.kind == Kind::Source && node.facts.contains("file_hash"))
        line += ", sha256 " + node.facts.value("file_hash", "").substr(0, 12);
    if (node.facts.value("deleted", false))
        line += ", deleted";
    return how.empty() ? line : line + " (" + how + ")";
}

/// Writes a node and what was made from it, deeper by one step.
class Tree
{
public:
    explicit Tree(const Lineage &lineage)
        : m_lineage(lineage)
    {
        for (const auto &node : lineage.nodes)
            m_nodes.emplace(node.id, &node);
        for (const auto &edge : lineage.edges) {
            m_children[edge.from][edge.to] += (m_children[edge.from][edge.to].empty() ? "" : ", ") + edge.how;
            m_made.insert(edge.to);
        }
    }

    std::string text()
    {
        for (const auto &node : m_lineage.nodes) {
            if (!m_made.contains(node.id))
                write(node.id, {}, "", "");
        }
        return std::move(m_text);
    }

private:
    void write(const std::string &id, const std::string &how, const std::string &branch,
               const std::string &indent)
    {
        const bool again = !m_written.insert(id).second;
        m_text += branch + lineOf(*m_nodes.at(id), how) + (id == m_lineage.of ? "  <- asked about" : "");
        const auto found = m_children.find(id);
        const bool hasMore = found != m_children.end();
        m_text += again && hasMore ? ", as above\n" : "\n";
        if (again || !hasMore)
            return;
        std::size_t left = found->second.size();
        for (const auto &[child, reason] : found->second) {
            const bool last = --left == 0;
            write(child, reason, indent + (last ? "└─ " : "├─ "), indent + (last ? "   " : "│  "));
        }
    }

    const Lineage &m_lineage;
    std::map<std::string, const LineageNode *> m_nodes;
    std::map<std::string, std::map<std::string, std::string>> m_children; ///< and how each was made
    std::set<std::string> m_made;
    std::set<std::string> m_written;
    std::string m_text;
};

} // namespace

Json toJson(const Lineage &lineage)
{
    Json nodes = Json::array();
    for (const auto &node : lineage.nodes) {
        Json json = node.facts;
        json["id"] = node.id;
        json["kind"] = kindName(node.kind);
        json["name"] = node.name;
        nodes.push_back(std::move(json));
    }
    Json edges = Json::array();
    for (const auto &edge : lineage.edges)
        edges.push_back({{"from", edge.from}, {"to", edge.to}, {"how", edge.how}});
    return {{"of", lineage.of}, {"nodes", nodes}, {"edges", edges}};
}

std::string lineageTree(const Lineage &lineage)
{
    return Tree(lineage).text();
}

Result<Lineage> readLineage(Store &store, const DatasetVersion &version)
{
    SLIPWAY_ASSIGN(const Graph graph, readGraph(store));
    auto wanted = reached(graph, datasetId(version), true);
    wanted.merge(reached(graph, datasetId(version), false));
    return part(graph, wanted, datasetId(version));
}

Result<std::vector<std::string>> dependentsOf(Store &store, const DatasetVersion &version)
{
    SLIPWAY_ASSIGN(const Graph graph, readGraph(store));
    const auto below = part(graph, reached(graph, datasetId(version), true), datasetId(version));
    std::vector<std::string> names;
    for (const auto &node : below.nodes) {
        if (node.id != below.of && !node.facts.value("deleted", false))
            names.push_back(std::string(kindName(node.kind)) + " " + node.name);
    }
    return names;
}

} // namespace slipway::workspace
