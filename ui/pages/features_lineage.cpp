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
    m_said = new ElidedLabel(QStringLiteral("small"));
    m_said->setObjectName(QStringLiteral("features.lineage.said"));
    auto *column = new QVBoxLayout(this);
    const int inner = theme().pixels(u"space.panel");
    column->setContentsMargins(inner, theme().pixels(u"space.2"), inner, inner);
    column->setSpacing(theme().pixels(u"space.1"));
    auto *fit = makeButton(theme(),
                           {.objectName = QStringLiteral("features.lineage.fit"),
                            .text = tr("Fit"),
                            .size = ButtonSize::Compact});
    fit->setToolTip(tr("Shows all of it (0)"));
    auto *closer = tool(theme(), "features.lineage.closer", "plus", tr("Closer"));
    auto *farther = tool(theme(), "features.lineage.farther", "minus", tr("Farther"));
    auto *head = new QHBoxLayout;
    head->setSpacing(theme().pixels(u"space.1"));
    head->addWidget(m_said, 1);
    for (auto *button : {fit, farther, closer})
        head->addWidget(button);
    column->addLayout(head);
    column->addWidget(m_graph, 1);
    connect(m_graph, &FeaturesGraph::chosen, this, &FeaturesLineage::open);
    connect(fit, &QPushButton::clicked, m_graph, &FeaturesGraph::fit);
    connect(closer, &QPushButton::clicked, m_graph, [graph = m_graph] { graph->zoomBy(zoomStep); });
    connect(farther, &QPushButton::clicked, m_graph, [graph = m_graph] { graph->zoomBy(1 / zoomStep); });
}

void FeaturesLineage::showShown()
{
    const auto &set = shown().set;
    const QString id = nodeOf(shown().feature.name);
    const bool isWhole = m_reach->current() == whole;
    const FeatureGraph graph = !set ? FeatureGraph()
        : isWhole                   ? set->graph
                                    : featureNeighbourhood(set->graph, id, mostNeighbours);
    if (graph != m_shownGraph || isWhole != m_isWhole) {
        m_shownGraph = graph;
        m_isWhole = isWhole;
        m_graph->setGraph(placedGraph(graph), notes(), isWhole);
    }
    m_graph->setSelected(id);
    const QString sentence = !set        ? tr("The lineage appears once the features are described in a set.")
        : shown().feature.name.isEmpty() ? tr("Choose a feature, and what it is made from appears here.")
                                         : FeatureGraphWords::sentence(set->graph, id);
    m_said->setText(sentence);
    m_graph->setAccessibleName(tr("Lineage. %1").arg(sentence));
}

QHash<QString, QString> FeaturesLineage::notes() const
{
    QHash<QString, QString> notes;
    if (!shown().set)
        return notes;
    for (const auto &feature : shown().set->features) {
        const QString origin = FeatureNames::origin(feature, *shown().set);
        notes.insert(nodeOf(feature.name),
                     feature.hidden ? tr("%1, a step", "derived, a step").arg(origin) : origin);
    }
    for (const auto &node : shown().set->graph.nodes) {
        if (!notes.contains(node.id))
            notes.insert(node.id, FeatureGraphWords::kind(node.kind));
    }
    return notes;
}

void FeaturesLineage::open(const QString &id)
{
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
