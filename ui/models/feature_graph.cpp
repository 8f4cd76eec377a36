#include "ui/models/feature_graph.h"

#include <QSet>

#include <algorithm>
#include <numeric>

namespace slipway::ui {

namespace {

constexpr int sweeps = 4;

/// Who stands before and behind each node, by its number.
struct Neighbours {
    QHash<QString, std::size_t> numbers;
    std::vector<std::vector<std::size_t>> before;
    std::vector<std::vector<std::size_t>> behind;

    explicit Neighbours(const FeatureGraph &graph)
        : before(graph.nodes.size())
        , behind(graph.nodes.size())
    {
        for (std::size_t i = 0; i < graph.nodes.size(); ++i)
            numbers.insert(graph.nodes[i].id, i);
        for (const auto &edge : graph.edges) {
            const auto from = numbers.constFind(edge.from);
            const auto to = numbers.constFind(edge.to);
            if (from == numbers.cend() || to == numbers.cend() || *from == *to)
                continue;
            behind[*from].push_back(*to);
            before[*to].push_back(*from);
        }
    }
};

using Links = std::vector<std::vector<std::size_t>>;

/// Everything that can be reached, the nearest first.
std::vector<std::size_t> reached(const Links &links, std::size_t start)
{
    std::vector<std::size_t> order;
    std::vector<bool> seen(links.size(), false);
    seen[start] = true;
    std::vector<std::size_t> wave {start};
    while (!wave.empty()) {
        std::vector<std::size_t> next;
        for (const auto node : wave) {
            for (const auto neighbour : links[node]) {
                if (!seen[neighbour]) {
                    seen[neighbour] = true;
                    next.push_back(neighbour);
                }
            }
        }
        order.insert(order.end(), next.begin(), next.end());
        wave = std::move(next);
    }
    return order;
}

bool isColumn(const FeatureGraphNode &node)
{
    return node.kind == QLatin1String("column") || node.kind == QLatin1String("table");
}

bool isModel(const FeatureGraphNode &node)
{
    return node.kind == QLatin1String("model") || node.kind == QLatin1String("models");
}

bool isReport(const FeatureGraphNode &node)
{
    return node.kind == QLatin1String("report") || node.kind == QLatin1String("reports");
}

/// The longest way to each node. A graph with a ring, which nobody should have made, still ends.
std::vector<int> depths(const FeatureGraph &graph, const Neighbours &neighbours)
{
    const auto count = graph.nodes.size();
    std::vector<int> depth(count, 0);
    std::vector<std::size_t> open(count);
    std::vector<std::size_t> ready;
    for (std::size_t i = 0; i < count; ++i) {
        depth[i] = isColumn(graph.nodes[i]) ? 0 : 1;
        open[i] = neighbours.before[i].size();
        if (open[i] == 0)
            ready.push_back(i);
    }
    for (std::size_t next = 0; next < ready.size(); ++next) {
        const auto node = ready[next];
        for (const auto behind : neighbours.behind[node]) {
            depth[behind] = std::max(depth[behind], depth[node] + 1);
            if (--open[behind] == 0)
                ready.push_back(behind);
        }
    }
    return depth;
}

/// Models stand behind all features, and reports behind all models.
void moveEnds(const FeatureGraph &graph, std::vector<int> &depth)
{
    int last = 0;
    for (std::size_t i = 0; i < depth.size(); ++i) {
        if (!isModel(graph.nodes[i]) && !isReport(graph.nodes[i]))
            last = std::max(last, depth[i]);
    }
    for (std::size_t i = 0; i < depth.size(); ++i) {
        if (isModel(graph.nodes[i]))
            depth[i] = last + 1;
        else if (isReport(graph.nodes[i]))
            depth[i] = last + 2;
    }
}

/// Empty levels in between go.
void closeUp(std::vector<int> &depth)
{
    std::vector<int> used = depth;
    std::sort(used.begin(), used.end());
    used.erase(std::unique(used.begin(), used.end()), used.end());
    for (int &each : depth)
        each = static_cast<int>(std::lower_bound(used.begin(), used.end(), each) - used.begin());
}

/// Brings each node of a level to the middle of those that it hangs on.
void orderLevel(std::vector<std::size_t> &level, const Links &links, std::vector<double> &height)
{
    std::vector<std::pair<double, std::size_t>> wanted;
    for (std::size_t i = 0; i < level.size(); ++i) {
        const auto &hangs = links[level[i]];
        double sum = 0;
        for (const auto each : hangs)
            sum += height[each];
        wanted.emplace_back(hangs.empty() ? height[level[i]] : sum / static_cast<double>(hangs.size()), i);
    }
    std::stable_sort(wanted.begin(), wanted.end());
    std::vector<std::size_t> ordered;
    for (const auto &[place, i] : wanted)
        ordered.push_back(level[i]);
    level = std::move(ordered);
    for (std::size_t i = 0; i < level.size(); ++i)
        height[level[i]] = (static_cast<double>(i) + 0.5) / static_cast<double>(level.size());
}

} // namespace

FeatureGraph featureNeighbourhood(const FeatureGraph &graph, const QString &id, std::size_t most)
{
    const Neighbours neighbours(graph);
    const auto centre = neighbours.numbers.constFind(id);
    if (centre == neighbours.numbers.cend())
        return {};
    const auto before = reached(neighbours.before, *centre);
    const auto behind = reached(neighbours.behind, *centre);
    QSet<std::size_t> kept {*centre};
    for (std::size_t i = 0; i < std::max(before.size(), behind.size()); ++i) {
        for (const auto *side : {&before, &behind}) {
            if (i < side->size() && static_cast<std::size_t>(kept.size()) < most)
                kept.insert((*side)[i]);
        }
    }
    FeatureGraph found;
    for (std::size_t i = 0; i < graph.nodes.size(); ++i) {
        if (kept.contains(i))
            found.nodes.push_back(graph.nodes[i]);
    }
    for (const auto &edge : graph.edges) {
        if (kept.contains(neighbours.numbers.value(edge.from, graph.nodes.size()))
            && kept.contains(neighbours.numbers.value(edge.to, graph.nodes.size())))
            found.edges.push_back(edge);
    }
    return found;
}

PlacedGraph placedGraph(const FeatureGraph &graph)
{
    PlacedGraph placed;
    if (graph.nodes.empty())
        return placed;
    const Neighbours neighbours(graph);
    auto depth = depths(graph, neighbours);
    moveEnds(graph, depth);
    closeUp(depth);
    std::vector<std::vector<std::size_t>> levels(
        static_cast<std::size_t>(*std::max_element(depth.begin(), depth.end())) + 1);
    for (std::size_t i = 0; i < depth.size(); ++i)
        levels[static_cast<std::size_t>(depth[i])].push_back(i);
    std::vector<double> height(graph.nodes.size());
    for (const auto &level : levels) {
        for (std::size_t i = 0; i < level.size(); ++i)
            height[level[i]] = (static_cast<double>(i) + 0.5) / static_cast<double>(level.size());
    }
    for (int sweep = 0; sweep < sweeps; ++sweep) {
        for (auto &level : levels)
            orderLevel(level, neighbours.before, height);
        for (auto level = levels.rbegin(); level != levels.rend(); ++level)
            orderLevel(*level, neighbours.behind, height);
    }
    for (std::size_t level = 0; level < levels.size(); ++level) {
        placed.sizes.push_back(static_cast<int>(levels[level].size()));
        for (std::size_t place = 0; place < levels[level].size(); ++place)
            placed.nodes.push_back(
                {graph.nodes[levels[level][place]], static_cast<int>(level), static_cast<int>(place)});
    }
    for (const auto &edge : graph.edges) {
        if (neighbours.numbers.contains(edge.from) && neighbours.numbers.contains(edge.to))
            placed.edges.push_back(edge);
    }
    return placed;
}

QString FeatureGraphWords::kind(const QString &kind, int count)
{
    if (kind == QLatin1String("table"))
        return tr("table, %n columns", nullptr, count);
    if (kind == QLatin1String("view"))
        return tr("view, %n features", nullptr, count);
    if (kind == QLatin1String("derived"))
        return tr("%n derived features", nullptr, count);
    if (kind == QLatin1String("request"))
        return tr("%n features", nullptr, count);
    if (kind == QLatin1String("models"))
        return tr("%n versions", nullptr, count);
    if (kind == QLatin1String("reports"))
        return tr("%n reports", nullptr, count);
    if (kind == QLatin1String("column"))
        return tr("column");
    if (kind == QLatin1String("feature"))
        return tr("feature");
    if (kind == QLatin1String("model"))
        return tr("model");
    return kind == QLatin1String("report") ? tr("report") : kind;
}

QString FeatureGraphWords::sentence(const FeatureGraph &graph, const QString &id)
{
    const Neighbours neighbours(graph);
    const auto centre = neighbours.numbers.constFind(id);
    if (centre == neighbours.numbers.cend())
        return {};
    const auto words = [&](const std::vector<std::size_t> &nodes) {
        const auto count = [&](const char *kind) {
            return static_cast<int>(std::count_if(nodes.begin(), nodes.end(), [&](std::size_t node) {
                return graph.nodes[node].kind == QLatin1String(kind);
            }));
        };
        QStringList parts;
        if (const int columns = count("column"))
            parts << tr("%n columns", nullptr, columns);
        if (const int features = count("feature"))
            parts << tr("%n features", nullptr, features);
        if (const int models = count("model"))
            parts << tr("%n models", nullptr, models);
        if (const int reports = count("report"))
            parts << tr("%n reports", nullptr, reports);
        if (parts.size() < 2)
            return parts.isEmpty() ? tr("nothing") : parts.first();
        const QString last = parts.takeLast();
        return tr("%1 and %2", "the end of a list")
            .arg(parts.join(tr(", ", "between the parts of a list")), last);
    };
    return tr("%1 is made from %2, and goes into %3.")
        .arg(graph.nodes[*centre].label, words(reached(neighbours.before, *centre)),
             words(reached(neighbours.behind, *centre)));
}

} // namespace slipway::ui
