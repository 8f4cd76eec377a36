#include "ui/pages/data_scenario_about.h"

#include "ui/models/text.h"
#include "ui/pages/data_scenario_words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/text.h"

#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

namespace slipway::ui {

DataScenarioAbout::DataScenarioAbout(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_panel(new Panel(theme, tr("The world")))
    , m_story(makeLabel(QStringLiteral("small")))
    , m_table(new TableView(theme))
{
    m_story->setObjectName(QStringLiteral("data.generate.story"));
    m_story->setWordWrap(true);
    auto *facts = new QGridLayout;
    facts->setHorizontalSpacing(theme.pixels(u"space.3"));
    facts->setVerticalSpacing(theme.pixels(u"space.1"));
    facts->setColumnStretch(1, 1);
    m_predicted = addFact(*facts, tr("Predicted"), QStringLiteral("data.generate.predicted"));
    m_truth = addFact(*facts, tr("The truth"), QStringLiteral("data.generate.truth"));
    m_best = addFact(*facts, tr("Best reachable"), QStringLiteral("data.generate.best"));
    m_causes = makeLabel(QStringLiteral("small"));
    m_causes->setObjectName(QStringLiteral("data.generate.causes"));
    m_causes->setWordWrap(true);
    m_causes->hide();
    auto *unfold = makeButton(theme,
                              {.objectName = QStringLiteral("data.generate.causes.show"),
                               .text = tr("What causes what"),
                               .kind = ButtonKind::Quiet,
                               .size = ButtonSize::Compact});
    unfold->setCheckable(true);
    connect(unfold, &QPushButton::toggled, this, [this](bool shown) {
        m_causes->setVisible(shown);
        m_story->setVisible(!shown);
    });
    m_panel->addTool(unfold);
    m_panel->body()->setSpacing(theme.pixels(u"space.3"));
    m_panel->body()->addWidget(m_story);
    m_panel->body()->addWidget(m_causes);
    m_panel->body()->addLayout(facts);

    auto *columns = new Panel(theme, tr("Columns"));
    m_table->setObjectName(QStringLiteral("data.generate.columns"));
    m_table->setAccessibleName(tr("Columns of the tables"));
    m_table->setModel(&m_columns);
    m_table->setRowHeight(RowHeight::Dense);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setSortingEnabled(false);
    auto *header = m_table->horizontalHeader();
    header->setSectionsClickable(false);
    header->setSortIndicatorShown(false);
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setStretchLastSection(true);
    columns->body()->setContentsMargins(0, 0, 0, 0);
    columns->body()->addWidget(m_table);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.pixels(u"space.gap"));
    column->addWidget(m_panel);
    column->addWidget(columns, 1);
}

QLabel *DataScenarioAbout::addFact(QGridLayout &grid, const QString &name, const QString &objectName)
{
    const int row = grid.rowCount();
    auto *value = makeLabel(QStringLiteral("small"));
    value->setObjectName(objectName);
    value->setWordWrap(true);
    grid.addWidget(makeLabel(QStringLiteral("note"), name), row, 0, Qt::AlignTop);
    grid.addWidget(value, row, 1);
    return value;
}

void DataScenarioAbout::show(const data::Scenario &scenario)
{
    m_story->setText(text(scenario.story).simplified());
    m_predicted->setText(ScenarioWords::predicted(scenario));
    m_truth->setText(text(scenario.truth).simplified());
    m_causes->setText(text(scenario.mechanism).simplified());
    m_best->setText(tr("Being measured…"));
    m_columns.show(scenario);
    m_table->scrollToTop();
}

void DataScenarioAbout::setBest(const data::WorldEstimate &estimate)
{
    m_best->setText(ScenarioWords::best(estimate));
}

} // namespace slipway::ui
