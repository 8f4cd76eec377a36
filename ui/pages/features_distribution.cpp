#include "ui/pages/features_distribution.h"

#include "ui/charts/chart_view.h"
#include "ui/jobs/workspace_session.h"
#include "ui/models/text.h"
#include "ui/pages/features_words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/delegates.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace slipway::ui {

namespace {

const QLatin1String partsView("parts");
const QLatin1String timeView("time");

QWidget *below(const Theme &theme, QWidget *said, QWidget *chart)
{
    auto *box = new QWidget;
    auto *column = new QVBoxLayout(box);
    const int inner = theme.pixels(u"space.panel");
    column->setContentsMargins(inner, theme.pixels(u"space.2"), inner, theme.pixels(u"space.2"));
    column->setSpacing(theme.pixels(u"space.1"));
    column->addWidget(said);
    column->addWidget(chart, 1);
    return box;
}

} // namespace

FeaturesDistribution::FeaturesDistribution(const FeaturesScene &scene, QWidget *parent)
    : FeaturesTab(scene, parent)
    , m_view(new Segments(QStringLiteral("features.distribution.view")))
    , m_more(makeIconButton(scene.theme, QStringLiteral("features.distribution.more"), QStringLiteral("more"),
                            tr("More about this chart"), ButtonKind::Quiet))
{
    m_more->setProperty("compact", true);
    m_view->setAccessibleName(tr("What the values are compared by"));
    m_view->setCompact(true);
    m_view->add(partsView, tr("Train and test"));
    m_view->add(timeView, tr("Over time"));
    connect(m_view, &Segments::currentChanged, this, &FeaturesTab::bringUpToDate);
}

QList<QWidget *> FeaturesDistribution::tools() const
{
    return {m_view, m_more};
}

bool FeaturesDistribution::isOverTime() const
{
    return m_view->current() == timeView;
}

void FeaturesDistribution::make()
{
    m_timeline = new ChartView(theme());
    m_timeline->setObjectName(QStringLiteral("features.timeline"));
    m_timeSaid = new ElidedLabel(QStringLiteral("small"));
    m_timeSaid->setObjectName(QStringLiteral("features.timeline.said"));
    m_stack = new QStackedWidget;
    m_stack->addWidget(makeParts());
    m_stack->addWidget(below(theme(), m_timeSaid, m_timeline));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack);
    clear();
}

QWidget *FeaturesDistribution::makeParts()
{
    m_chart = new ChartView(theme());
    m_chart->setObjectName(QStringLiteral("features.distribution"));
    m_partsSaid = new ElidedLabel(QStringLiteral("small"));
    m_partsSaid->setObjectName(QStringLiteral("features.distribution.said"));
    auto *table =
        makeTable(QStringLiteral("features.statistics"), tr("Numbers of the feature in the parts"), m_parts);
    auto *header = table->horizontalHeader();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(QHeaderView::Stretch);
    header->setSectionResizeMode(FeaturePartsModel::Measure, QHeaderView::ResizeToContents);
    for (int column = FeaturePartsModel::Train; column < FeaturePartsModel::ColumnCount; ++column)
        table->setItemDelegateForColumn(column, new NumberDelegate(theme(), table));

    auto *parts = new QWidget;
    auto *line = new QHBoxLayout(parts);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(0);
    line->addWidget(below(theme(), m_partsSaid, m_chart), 4);
    auto *border = new QFrame;
    border->setProperty("role", QStringLiteral("hairline"));
    border->setFixedWidth(1);
    line->addWidget(border);
    line->addWidget(table, 3);
    return parts;
}

void FeaturesDistribution::clear()
{
    m_partsPending.cancel();
    m_timelinePending.cancel();
    m_partsOf.clear();
    m_timelineOf.clear();
    m_parts.clear();
    m_partsSaid->setText({});
    m_timeSaid->setText({});
    m_chart->setChart(FeaturesWords::emptyChart(nothingSentence()));
    m_timeline->setChart(FeaturesWords::emptyChart(nothingSentence()));
}

QString FeaturesDistribution::nothingSentence() const
{
    if (!shown().build)
        return tr("The features are not built yet. “Build features” computes their values.");
    if (shown().feature.hidden)
        return tr("A step on the way to other features: it is in no file.");
    return tr("Choose a feature, and its values appear here.");
}

void FeaturesDistribution::showShown()
{
    m_stack->setCurrentIndex(isOverTime() ? 1 : 0);
    m_more->setMenu((isOverTime() ? m_timeline : m_chart)->menu());
    const auto &feature = shown().feature;
    if (!shown().build || feature.name.isEmpty() || feature.hidden) {
        clear();
        return;
    }
    const QString of = QStringLiteral("%1 %2 %3")
                           .arg(shown().setName(), feature.name, QString::number(shown().build->built));
    if (isOverTime() && m_timelineOf != of) {
        m_timelineOf = of;
        readTimeline();
    } else if (!isOverTime() && m_partsOf != of) {
        m_partsOf = of;
        readParts();
    }
}

void FeaturesDistribution::readParts()
{
    const auto &feature = shown().feature;
    m_partsSaid->setText(tr("Share of rows by %1", "by days_late in days")
                             .arg(FeaturesWords::withUnit(feature.name, feature.unit)));
    session().reader().distribution(
        m_partsPending, shown().wanted(),
        [this, unit = feature.unit](const Result<FeatureDistribution> &distribution) {
            if (distribution) {
                m_chart->setChart(FeaturesWords::chart(distribution.value(), unit));
                m_parts.show(distribution.value());
                return;
            }
            m_partsOf.clear(); // it may be there the next time
            m_parts.clear();
            m_chart->setChart(FeaturesWords::emptyChart(text(distribution.error().message)));
        });
}

void FeaturesDistribution::readTimeline()
{
    m_timeSaid->setText(tr("Reading all rows…"));
    session().reader().timeline(
        m_timelinePending, shown().wanted(),
        [this, feature = static_cast<const FeatureDefinition &>(shown().feature)](
            const Result<FeatureTimeline> &timeline) {
            if (timeline) {
                m_timeline->setChart(FeaturesWords::timeline(timeline.value(), feature.unit));
                m_timeSaid->setText(FeaturesWords::timelineSentence(timeline.value(), feature.unit));
                return;
            }
            m_timelineOf.clear(); // it may be there the next time
            m_timeSaid->setText({});
            m_timeline->setChart(FeaturesWords::emptyChart(text(timeline.error().message)));
        });
}

} // namespace slipway::ui
