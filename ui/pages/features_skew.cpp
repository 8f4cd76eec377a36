#include "ui/pages/features_skew.h"

#include "ui/jobs/workspace_session.h"
#include "ui/models/number_text.h"
#include "ui/pages/data_job_line.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/delegates.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <cmath>

namespace slipway::ui {

namespace {

enum Column { Moment, Entity, Feature, Served, Offline, Reason };

} // namespace

FeaturesSkew::FeaturesSkew(const FeaturesScene &scene, QWidget *parent)
    : FeaturesTab(scene, parent)
    , m_cells({{tr("When")},
               {tr("About")},
               {tr("Feature")},
               {tr("Served"), true},
               {tr("In the tables"), true, tr("What a join over all rows finds for that moment")},
               {tr("Why")}})
{
}

QStringList FeaturesSkew::command() const
{
    if (!shown().set)
        return {};
    return {QStringLiteral("features"), QStringLiteral("skew"), QStringLiteral("--set"), shown().set->set};
}

void FeaturesSkew::make()
{
    auto *table = makeTable(QStringLiteral("features.skew.cells"), tr("Cells that differ"), m_cells);
    for (const int number : {Served, Offline})
        table->setItemDelegateForColumn(number, new NumberDelegate(theme(), table));
    table->setColumnWidth(Moment, 108);
    table->setColumnWidth(Entity, 132);
    table->setColumnWidth(Feature, 176);
    table->setColumnWidth(Served, 104);
    table->setColumnWidth(Offline, 104);
    chooseFrom(*table, Feature);
    m_line = new DataJobLine(theme(), session(), QStringLiteral("features.skew"));
    m_start = makeButton(theme(),
                         {.objectName = QStringLiteral("features.skew.start"),
                          .text = tr("Compare what was served"),
                          .icon = QStringLiteral("redo"),
                          .size = ButtonSize::Compact});
    m_chip = new Chip(theme());
    m_chip->setObjectName(QStringLiteral("features.skew.state"));
    m_said = new ElidedLabel(QStringLiteral("small"));
    m_said->setObjectName(QStringLiteral("features.skew.said"));
    m_nothing = makeNothing(QStringLiteral("features.skew.none"));
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_nothing);
    m_stack->addWidget(table);
    auto *line = new QHBoxLayout;
    line->setContentsMargins(theme().pixels(u"space.panel"), 5, theme().pixels(u"space.panel"), 5);
    line->setSpacing(theme().pixels(u"space.2"));
    line->addWidget(m_chip);
    line->addWidget(m_said, 1);
    line->addWidget(m_start);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(line);
    column->addWidget(m_line);
    column->addWidget(makeHairline());
    column->addWidget(m_stack, 1);
    connect(m_start, &QPushButton::clicked, this, &FeaturesSkew::start);
    connect(m_line, &DataJobLine::finished, this, [this](const Result<Json> &outcome) {
        if (outcome)
            take(skewFrom(outcome.value()));
    });
}

void FeaturesSkew::showShown()
{
    m_start->setEnabled(shown().set && !session().isReadOnly());
    if (m_of == shown().setName() && !m_of.isEmpty())
        return;
    m_of = shown().setName();
    m_line->leave();
    m_chip->hide();
    m_said->setText({});
    m_stack->setCurrentIndex(0);
    m_nothing->setText(session().isReadOnly()
                           ? tr("This workspace is read only: nothing can be compared here.")
                           : tr("A server writes down what it has answered. Comparing asks the tables for "
                                "the same moments and "
                                "lists every cell that differs: a model must not learn from other values "
                                "than it is served."));
}

void FeaturesSkew::start()
{
    if (!m_line->isBusy())
        m_line->start(command());
}

void FeaturesSkew::take(const SkewAnswer &answer)
{
    std::vector<TextRow> rows;
    for (const auto &cell : answer.differing) {
        rows.push_back(
            {.key = QStringLiteral("%1 %2 %3").arg(rows.size()).arg(cell.request, cell.feature),
             .cells = {NumberText::time(cell.time), cell.entity, cell.feature, cell.served, cell.offline,
                       cell.reason},
             .sentence = tr("%1 of %2: served %3, in the tables %4. %5")
                             .arg(cell.feature, cell.entity, cell.served, cell.offline, cell.reason),
             .tip = NumberText::fullTime(cell.time)});
    }
    m_chip->setStatus(answer.passed ? Status::Ok : Status::Failed,
                      answer.passed ? tr("The same")
                                    : tr("%1 differ").arg(NumberText::count(answer.different)));
    m_chip->show();
    QString said = tr("%1 answers, %2 cells compared: %3 differ, %4 were stale.")
                       .arg(NumberText::count(answer.requests), NumberText::count(answer.cells),
                            NumberText::count(answer.different), NumberText::count(answer.stale));
    if (answer.different > 0 && std::isfinite(answer.largest))
        said += tr(" The largest difference is %1.").arg(QLocale().toString(answer.largest, 'g', 3));
    m_said->setText(said);
    m_nothing->setText(tr("Every cell that was served is what the tables knew at that moment."));
    m_stack->setCurrentIndex(rows.empty() ? 0 : 1);
    m_cells.show(std::move(rows));
}

} // namespace slipway::ui
