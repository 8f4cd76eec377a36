#include "ui/models/feature_graph_groups.h"

#include <algorithm>

namespace slipway::ui {

namespace {

constexpr int fewVersions = 3; ///< so many versions of a model stand for themselves
const QLatin1String groupPrefix("group:");

struct Group {
    QString id; ///< empty: what stands for itself
    QString kind;
    QString label;
};

Group groupNamed(const char *kind, const QString &name, const QString &label)
{
    const QString word = QString::fromLatin1(kind);
    return {groupPrefix + word + QLatin1Char(':') + name, word, label};
}

/// Which group each box of a set belongs to.
class Groups
{
    Q_DECLARE_TR_FUNCTIONS(slipway::ui::GroupedGraph)
public:
    explicit Groups(const FeatureSetAnswer &set)
    {
        for (const auto &feature : set.features)
            m_features.insert(feature.name, &feature);
    }

    Group of(const FeatureGraphNode &node)
    {
        const QString name = node.id.section(QLatin1Char(':'), 1);
        if (node.kind == QLatin1String("column")) {
            const QString table = name.section(QLatin1Char('.'), 0, 0);
            return groupNamed("table", table, table);
        }
        if (node.kind == QLatin1String("model")) {
            const QString model = name.section(QLatin1Char('/'), 0, 0);
            return groupNamed("models", model, model);
        }
        if (node.kind == QLatin1String("report"))
            return groupNamed("reports", {}, tr("reports"));
        const auto *feature = m_features.value(name);
        return feature ? ofFeature(*feature) : Group();
    }

private:
    Group ofFeature(const FeatureDefinition &feature)
    {
        if (!feature.view.isEmpty())
            return groupNamed("view", feature.view, feature.view);
        if (feature.kind == QLatin1String("request"))
            return groupNamed("request", {}, tr("request"));
        const auto &origin = originOf(feature);
        const QString name = origin.views.isEmpty() ? tr("from the request")
            : origin.views.size() == 1              ? tr("from %1").arg(*origin.views.begin())
                                                    : tr("from several views");
        // Those of one step only: a box must not stand before and behind another one.
        return groupNamed("derived", QStringLiteral("%1 %2").arg(origin.step).arg(name), name);
    }

    struct Origin {
        QSet<QString> views;
        int step = 0;
    };

    const Origin &originOf(const FeatureDefinition &feature)
    {
        if (const auto known = m_origins.constFind(feature.name); known != m_origins.cend())
            return *known;
        m_origins.insert(feature.name, {}); // ends a ring, which nobody should have made
        Origin origin;
        if (!feature.view.isEmpty())
            origin.views.insert(feature.view);
        for (const auto &input : feature.inputs) {
            const auto *each = m_features.value(input);
            if (!each)
                continue;
            const Origin before = originOf(*each);
            origin.views.unite(before.views);
            origin.step = std::max(origin.step, before.step + 1);
        }
        return *m_origins.insert(feature.name, origin);
    }

    QHash<QString, const FeatureDefinition *> m_features;
    QHash<QString, Origin> m_origins;
};

bool isClosed(const Group &group, int size, const QSet<QString> &open)
{
    const int least = group.kind == QLatin1String("models") ? fewVersions + 1 : 2;
    return !group.id.isEmpty() && size >= least && !open.contains(group.id);
}

} // namespace

bool isGroup(const QString &id)
{
    return id.startsWith(groupPrefix);
}

GroupedGraph groupedGraph(const FeatureSetAnswer &set, const QSet<QString> &open)
{
    Groups groups(set);
    std::vector<Group> each;
    QHash<QString, int> sizes;
    for (const auto &node : set.graph.nodes) {
        each.push_back(groups.of(node));
        ++sizes[each.back().id];
    }
    GroupedGraph grouped;
    QSet<QString> shown;
    for (std::size_t i = 0; i < each.size(); ++i) {
        const auto &node = set.graph.nodes[i];
        const auto &group = each[i];
        if (!isClosed(group, sizes.value(group.id), open)) {
            grouped.graph.nodes.push_back(node);
            continue;
        }
        grouped.groupOf.insert(node.id, group.id);
        if (!shown.contains(group.id))
            grouped.graph.nodes.push_back({group.id, group.kind, group.label, sizes.value(group.id)});
        shown.insert(group.id);
    }
    QSet<std::pair<QString, QString>> edges;
    for (const auto &edge : set.graph.edges) {
        const std::pair ends(grouped.shown(edge.from), grouped.shown(edge.to));
        if (ends.first == ends.second || edges.contains(ends))
            continue;
        edges.insert(ends);
        grouped.graph.edges.push_back({ends.first, ends.second});
    }
    return grouped;
}

} // namespace slipway::ui
