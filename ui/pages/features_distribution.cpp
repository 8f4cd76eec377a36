#include "ui/pages/features_distribution.h"

#include "ui/charts/chart_view.h"
#include "ui/models/text.h"
#include "ui/pages/features_words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/delegates.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/table_view.h"

#include <QHBoxLayout>
#include <QMenu>
#include <QVBoxLayout>

namespace slipway::ui {

FeaturesDistribution::FeaturesDistribution(const Theme &theme, WorkspaceReader &reader, QWidget *parent)
    : QWidget(parent)
    , m_reader(reader)
    , m_chartPanel(new Panel(theme, tr("Distribution")))
    , m_chart(new ChartView(theme))
    , m_partsPanel(new Panel(theme, tr("Numbers")))
{
    m_chart->setObjectName(QStringLiteral("features.distribution"));
    m_chartPanel->body()->addWidget(m_chart);
    auto *more = makeIconButton(theme, QStringLiteral("features.distribution.more"), QStringLiteral("more"),
                                tr("More about this chart"), ButtonKind::Quiet);
    more->setMenu(m_chart->menu());
    m_chartPanel->addTool(more);

    auto *table = new TableView(theme);
    table->setObjectName(QStringLiteral("features.statistics"));
    table->setAccessibleName(tr("Numbers of the feature in the parts"));
    table->setModel(&m_parts);
    table->setRowHeight(RowHeight::Dense);
    table->setSelectionMode(QAbstractItemView::SingleSelection);
    auto *header = table->horizontalHeader();
    header->setSortIndicatorShown(false);
    header->setSectionsClickable(false);
    header->setStretchLastSection(false);
    header->setSectionResizeMode(QHeaderView::Stretch);
    for (int column = FeaturePartsModel::Train; column < FeaturePartsModel::ColumnCount; ++column)
        table->setItemDelegateForColumn(column, new NumberDelegate(theme, table));
    m_partsPanel->setNote(tr("in the three parts"));
    m_partsPanel->body()->setContentsMargins(0, 0, 0, 0);
    m_partsPanel->body()->addWidget(table);

    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(theme.pixels(u"space.gap"));
    line->addWidget(m_chartPanel, 4);
    line->addWidget(m_partsPanel, 3);
    clear();
}

void FeaturesDistribution::clear()
{
    m_pending.cancel();
    m_feature.clear();
    m_built = 0;
    m_parts.clear();
    m_chartPanel->setTitle(tr("Distribution"));
    m_chartPanel->setNote({});
    m_chart->setChart(FeaturesWords::emptyChart(tr("Choose a feature, and its values appear here.")));
}

void FeaturesDistribution::show(const BuiltFeature &feature, TimeMicros built)
{
    if (feature.name == m_feature && built == m_built)
        return;
    m_feature = feature.name;
    m_built = built;
    m_chartPanel->setTitle(feature.name);
    const bool hasUnit = !feature.unit.isEmpty() && feature.unit != QLatin1String("share");
    m_chartPanel->setNote(hasUnit ? tr("share of rows by %1", "by seconds").arg(feature.unit)
                                  : tr("share of rows"));
    m_reader.distribution(m_pending, feature.name,
                          [this, unit = feature.unit](const Result<FeatureDistribution> &distribution) {
                              if (distribution) {
                                  take(distribution.value(), unit);
                                  return;
                              }
                              m_built = 0; // it may be there the next time
                              m_parts.clear();
                              m_chart->setChart(
                                  FeaturesWords::emptyChart(text(distribution.error().message)));
                          });
}

void FeaturesDistribution::take(const FeatureDistribution &distribution, const QString &unit)
{
    m_chart->setChart(FeaturesWords::chart(distribution, unit));
    m_parts.show(distribution);
}

} // namespace slipway::ui
