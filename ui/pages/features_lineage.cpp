#include "ui/pages/features_lineage.h"

#include "ui/jobs/workspace_session.h"
#include "ui/models/number_text.h"
#include "ui/pages/features_graph.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/segments.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace slipway::ui {

namespace {

constexpr std::size_t mostNeighbours = 48;
constexpr std::size_t fewBoxes = 30; ///< a set of so many is shown feature by feature
constexpr std::size_t fewNotes = 12; ///< so many boxes have room for a second line
constexpr double zoomStep = 1.25;
const QLatin1String neighbours("neighbours");
const QLatin1String whole("whole");

QString nodeOf(const QString &feature)
{
    return QStringLiteral("feature:") + feature;
}

QPushButton *tool(const Theme &theme, const char *name, const char *icon, const QString &words)
{
    auto *button = makeIconButton(theme, QString::fromLatin1(name), QString::fromLatin1(icon), words);
    button->setProperty("compact", true);
    return button;
}

} // namespace

FeaturesLineage::FeaturesLineage(const FeaturesScene &scene, QWidget *parent)
    : FeaturesTab(scene, parent)
    , m_reach(new Segments(QStringLiteral("features.lineage.reach")))
{
    m_reach->setAccessibleName(tr("How much of the lineage"));
    m_reach->setCompact(true);
    m_reach->add(neighbours, tr("Nearby"));
    m_reach->add(whole, tr("Whole set"));
    connect(m_reach, &Segments::currentChanged, this, &FeaturesTab::bringUpToDate);
}

QList<QWidget *> FeaturesLineage::tools() const
{
    return {m_reach};
}

void FeaturesLineage::make()
{
    m_graph = new FeaturesGraph(theme());
    m_graph->setObjectName(QStringLiteral("features.lineage"));
    m_graph->setAccessibleName(tr("Lineage"));
    auto *column = new QVBoxLayout(this);
    const int inner = theme().pixels(u"space.panel");
    column->setContentsMargins(inner, theme().pixels(u"space.2"), inner, inner);
    column->setSpacing(theme().pixels(u"space.1"));
    column->addWidget(makeHead());
    column->addWidget(m_graph, 1);
    connect(m_graph, &FeaturesGraph::chosen, this, &FeaturesLineage::open);
}

QWidget *FeaturesLineage::makeHead()
{
    m_said = new ElidedLabel(QStringLiteral("small"));
    m_said->setObjectName(QStringLiteral("features.lineage.said"));
    m_all = makeButton(theme(),
                       {.objectName = QStringLiteral("features.lineage.all"),
                        .text = tr("Open all"),
                        .size = ButtonSize::Compact});
    auto *fit = makeButton(theme(),
                           {.objectName = QStringLiteral("features.lineage.fit"),
                            .text = tr("Fit"),
                            .size = ButtonSize::Compact});
    fit->setToolTip(tr("Shows all of it (0)"));
    auto *closer = tool(theme(), "features.lineage.closer", "plus", tr("Closer"));
    auto *farther = tool(theme(), "features.lineage.farther", "minus", tr("Farther"));
    auto *head = new QWidget;
    auto *line = new QHBoxLayout(head);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(theme().pixels(u"space.1"));
    line->addWidget(m_said, 1);
    for (auto *button : {m_all, fit, farther, closer})
        line->addWidget(button);
    connect(m_all, &QPushButton::clicked, this, &FeaturesLineage::openAll);
    connect(fit, &QPushButton::clicked, this, [this] { m_graph->fit(); });
    connect(closer, &QPushButton::clicked, this, [this] { m_graph->zoomBy(zoomStep); });
    connect(farther, &QPushButton::clicked, this, [this] { m_graph->zoomBy(1 / zoomStep); });
    return head;
}

bool FeaturesLineage::isWhole() const
{
    return m_reach->current() == whole;
}

void FeaturesLineage::beginSet()
{
    const auto &set = shown().set;
    if (!set || m_of == set->set)
        return;
    m_of = set->set;
    m_open.clear();
    m_allOpen = set->graph.nodes.size() <= fewBoxes;
}

void FeaturesLineage::showShown()
{
    beginSet();
    const auto &set = shown().set;
    QString id = nodeOf(shown().feature.name);
    m_all->setVisible(set && isWhole());
    m_all->setText(m_allOpen || !m_open.isEmpty() ? tr("Close all") : tr("Open all"));
    if (!set) {
        showGraph({});
    } else if (!isWhole()) {
        showGraph(featureNeighbourhood(set->graph, id, mostNeighbours));
    } else if (m_allOpen) {
        showGraph(set->graph);
    } else {
        const auto grouped = groupedGraph(*set, m_open);
        showGraph(grouped.graph);
        id = grouped.shown(id);
    }
    m_graph->setSelected(id);
    m_said->setText(sentence());
    m_graph->setAccessibleName(tr("Lineage. %1").arg(m_said->text()));
}

void FeaturesLineage::showGraph(const FeatureGraph &graph)
{
    if (graph == m_shownGraph && isWhole() == m_wasWhole)
        return;
    m_shownGraph = graph;
    m_wasWhole = isWhole();
    m_graph->setGraph(placedGraph(graph), notes(graph), isWhole() && graph.nodes.size() > fewNotes);
}

QString FeaturesLineage::sentence() const
{
    const auto &set = shown().set;
    if (!set)
        return tr("The lineage appears once the features are described in a set.");
    if (shown().feature.name.isEmpty())
        return tr("Choose a feature, and what it is made from appears here.");
    const QString said = FeatureGraphWords::sentence(set->graph, nodeOf(shown().feature.name));
    if (isWhole())
        return m_allOpen ? said : tr("%1 A box with a number opens.").arg(said);
    return m_shownGraph.nodes.size() < mostNeighbours
        ? said
        : tr("%1 The %2 nearest are shown.").arg(said, NumberText::count(mostNeighbours));
}

QHash<QString, QString> FeaturesLineage::notes(const FeatureGraph &graph) const
{
    QHash<QString, QString> notes;
    if (!shown().set)
        return notes;
    QHash<QString, QString> origins;
    for (const auto &feature : shown().set->features) {
        const QString origin = FeatureNames::origin(feature, *shown().set);
        origins.insert(nodeOf(feature.name),
                       feature.hidden ? tr("%1, a step", "derived, a step").arg(origin) : origin);
    }
    for (const auto &node : graph.nodes)
        notes.insert(node.id, origins.value(node.id, FeatureGraphWords::kind(node.kind, node.count)));
    return notes;
}

void FeaturesLineage::openAll()
{
    m_allOpen = !m_allOpen && m_open.isEmpty();
    m_open.clear();
    showShown();
}

void FeaturesLineage::open(const QString &id)
{
    if (isGroup(id)) {
        m_open.insert(id);
        showShown();
        return;
    }
    const QString name = id.section(QLatin1Char(':'), 1);
    if (id.startsWith(QLatin1String("feature:"))) {
        Q_EMIT featureChosen(name);
        return;
    }
    m_graph->setSelected(nodeOf(shown().feature.name));
    if (id.startsWith(QLatin1String("column:"))) {
        session().selection().set(Selection::Kind::Dataset, name.section(QLatin1Char('.'), 0, 0));
        Q_EMIT pageWanted(QStringLiteral("data"));
    } else if (id.startsWith(QLatin1String("report:"))) {
        Q_EMIT pageWanted(QStringLiteral("reports"));
    } else {
        session().selection().set(Selection::Kind::Version, name);
        Q_EMIT pageWanted(QStringLiteral("registry"));
    }
}

} // namespace slipway::ui
