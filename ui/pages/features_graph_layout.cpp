#include "ui/pages/features_graph_layout.h"

#include "ui/widgets/graph_edges.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace slipway::ui {

namespace {

constexpr double nodeHeight = 44;
constexpr double leastWidth = 116;
constexpr double mostWidth = 220;
constexpr double denseGap = 44;
constexpr double laneGap = 12;
constexpr double denseLane = 6;
constexpr int fewRows = 4; ///< of a dense level
constexpr std::size_t fewNodes = 70; ///< so many, and edges go around the boxes

} // namespace

FeatureGraphLayout::FeatureGraphLayout(const PlacedGraph &graph, const QHash<QString, QString> &notes,
                                       const FeatureGraphLook &look, double shape, double wordScale)
    : m_graph(graph)
    , m_dense(look.dense)
    , m_gap(look.dense ? denseGap : levelGap)
{
    if (graph.isEmpty())
        return;
    placeLevels(widths(look, notes, wordScale), rows(shape));
    drawEdges();
}

/// So many boxes below each other that all of it has about the shape of the window.
int FeatureGraphLayout::rows(double shape) const
{
    const int tallest = *std::max_element(m_graph.sizes.begin(), m_graph.sizes.end());
    if (!m_dense)
        return tallest;
    int best = tallest;
    double nearest = std::numeric_limits<double>::infinity();
    for (int rows = std::min(tallest, fewRows); rows <= tallest; ++rows) {
        double columns = 0;
        for (const int size : m_graph.sizes)
            columns += std::ceil(static_cast<double>(size) / rows);
        const double ratio = columns * (mostWidth * 0.8 + denseGap) / (rows * (denseHeight + denseLane));
        const double away = std::abs(std::log(ratio / shape));
        if (away < nearest) {
            nearest = away;
            best = rows;
        }
    }
    return best;
}

std::vector<double> FeatureGraphLayout::widths(const FeatureGraphLook &look,
                                               const QHash<QString, QString> &notes, double wordScale) const
{
    std::vector<double> widths(m_graph.sizes.size(), leastWidth);
    for (const auto &placed : m_graph.nodes) {
        auto &width = widths[static_cast<std::size_t>(placed.level)];
        const double words = FeatureGraphItem::wordsWidth(look, placed.node, notes.value(placed.node.id));
        width =
            std::clamp(words * wordScale + FeatureGraphItem::besideWords(look), width, mostWidth * wordScale);
    }
    return widths;
}

void FeatureGraphLayout::placeLevels(const std::vector<double> &widths, int rows)
{
    const double height = m_dense ? denseHeight : nodeHeight;
    const double lane = height + (m_dense ? denseLane : laneGap);
    std::vector<double> starts;
    double x = margin;
    for (std::size_t level = 0; level < widths.size(); ++level) {
        starts.push_back(x);
        const int lanes = (m_graph.sizes[level] + rows - 1) / rows;
        const QString title = titleOf(static_cast<int>(level));
        const double width = lanes * (widths[level] + m_gap);
        if (m_titles.isEmpty() || m_titles.last().text != title)
            m_titles << Title {x, width, title};
        else
            m_titles.last().width += width;
        x += width;
    }
    for (const auto &placed : m_graph.nodes) {
        const auto level = static_cast<std::size_t>(placed.level);
        const int lanes = (m_graph.sizes[level] + rows - 1) / rows;
        const int each = (m_graph.sizes[level] + lanes - 1) / lanes; // the columns of a level are alike
        const int column = placed.place / each;
        const int inColumn = std::min(each, m_graph.sizes[level] - column * each);
        const double top = margin + titleRoom + (rows - inColumn) * lane / 2.0;
        m_boxes.insert(placed.node.id,
                       {starts[level] + column * (widths[level] + m_gap), top + (placed.place % each) * lane,
                        widths[level], height});
    }
}

void FeatureGraphLayout::drawEdges()
{
    const QList<QRectF> boxes = m_graph.nodes.size() <= fewNodes ? m_boxes.values() : QList<QRectF>();
    for (const auto &edge : m_graph.edges) {
        const QRectF from = m_boxes.value(edge.from);
        const QRectF to = m_boxes.value(edge.to);
        QList<QRectF> others = boxes;
        others.removeOne(from);
        others.removeOne(to);
        m_edges << Edge {edge.from, edge.to, edgePath(from, to, Qt::Horizontal, m_gap, others)};
    }
}

QString FeatureGraphLayout::titleOf(int level) const
{
    const auto has = [this](auto isThere) {
        return std::any_of(m_graph.nodes.begin(), m_graph.nodes.end(), isThere);
    };
    const auto hasKind = [&](const char *kind) {
        return has([&](const PlacedNode &each) {
            return each.level == level && each.node.kind == QLatin1String(kind);
        });
    };
    if (hasKind("column"))
        return tr("Columns");
    if (hasKind("table"))
        return tr("Tables");
    if (hasKind("model") || hasKind("models"))
        return tr("Models");
    if (hasKind("report") || hasKind("reports"))
        return tr("Reports");
    if (hasKind("view"))
        return tr("Views");
    const bool later =
        hasKind("derived") || has([&](const PlacedNode &each) {
            return each.level < level
                && (each.node.kind == QLatin1String("feature") || each.node.kind == QLatin1String("view"));
        });
    return later ? tr("Derived") : tr("Features");
}

} // namespace slipway::ui
