#include "ui/pages/monitoring_feature.h"

#include "ui/charts/chart_view.h"
#include "ui/models/drift_model.h"
#include "ui/models/number_text.h"
#include "ui/pages/monitoring_words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/text.h"

#include <QGridLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>

#include <cmath>

namespace slipway::ui {

namespace {

constexpr int decimals = 3;
constexpr int columnsOfNumbers = 2;

enum Number { Psi, Ks, Floor, Blank, Change, Rows };

} // namespace

MonitoringFeature::MonitoringFeature(const Theme &theme, QWidget *parent)
    : Panel(theme, tr("Feature"), parent)
    , m_chip(new Chip(theme))
    , m_unit(makeLabel(QStringLiteral("note")))
    , m_chart(new ChartView(theme))
{
    setObjectName(QStringLiteral("monitoring.feature"));
    m_chart->setObjectName(QStringLiteral("monitoring.distributions"));
    auto *more = makeIconButton(theme, QStringLiteral("monitoring.distributions_menu"), QStringLiteral("more"),
                                tr("Save, copy or read this chart as a table"), ButtonKind::Quiet);
    more->setProperty("compact", true);
    more->setMenu(m_chart->menu());
    addTool(m_chip);
    addTool(more);

    auto *numbers = new QGridLayout;
    numbers->setHorizontalSpacing(theme.pixels(u"space.3"));
    numbers->setVerticalSpacing(theme.pixels(u"space.1"));
    m_numbers << addNumber(*numbers, QStringLiteral("psi"), tr("PSI"))
              << addNumber(*numbers, QStringLiteral("ks"), tr("KS"))
              << addNumber(*numbers, QStringLiteral("floor"), tr("Noise floor"))
              << addNumber(*numbers, QStringLiteral("blank"), tr("Blank"))
              << addNumber(*numbers, QStringLiteral("change"), tr("Change"))
              << addNumber(*numbers, QStringLiteral("rows"), tr("Rows"));
    numbers->setColumnStretch(1, 1);
    numbers->setColumnStretch(3, 1);
    body()->setSpacing(theme.pixels(u"space.1"));
    body()->addWidget(m_unit);
    body()->addWidget(m_chart, 1);
    body()->addWidget(makeHairline());
    body()->addLayout(numbers);
    clear();
}

QLabel *MonitoringFeature::addNumber(QGridLayout &grid, const QString &id, const QString &title)
{
    const int place = grid.count() / 2;
    auto *key = makeLabel(QStringLiteral("small"), title);
    auto *value = makeLabel(QStringLiteral("small"));
    value->setObjectName(QStringLiteral("monitoring.number.") + id);
    value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    const int row = place / columnsOfNumbers;
    const int column = 2 * (place % columnsOfNumbers);
    grid.addWidget(key, row, column);
    grid.addWidget(value, row, column + 1);
    return value;
}

void MonitoringFeature::setNumber(int place, const QString &value)
{
    m_numbers[place]->setText(value);
}

void MonitoringFeature::clear()
{
    setTitle(tr("Feature"));
    m_chip->hide();
    report::ChartSpec nothing {.kind = report::ChartKind::Histogram, .title = tr("Distribution").toStdString()};
    nothing.emptyReason = tr("Choose a feature, and its values appear here.").toStdString();
    m_chart->setChart(nothing);
    m_unit->setText({});
    for (auto *number : m_numbers)
        number->setText(NumberText::missing());
}

void MonitoringFeature::show(const DriftRow &row, const DriftReport &report)
{
    setTitle(row.column);
    m_chip->setStatus(MonitoringWords::status(row), MonitoringWords::word(row));
    m_chip->show();
    m_chart->setChart(MonitoringCharts::spread(row, report));
    m_unit->setText(row.spread.isEmpty() ? QString() : MonitoringCharts::spreadUnit(row));

    const auto number = [](double value) { return NumberText::fixed(value, decimals); };
    setNumber(Psi, number(row.psi));
    setNumber(Ks, number(row.ks));
    setNumber(Floor, number(row.noiseFloor));
    setNumber(Blank,
              QStringLiteral("%1 → %2").arg(NumberText::share(row.missingBefore), NumberText::share(row.missingNow)));
    setNumber(Change,
              std::isfinite(row.statistic)
                  ? tr("%1 (%2)").arg(number(row.statistic), DriftModel::testText(row.test))
                  : NumberText::missing());
    setNumber(Rows, NumberText::count(static_cast<double>(report.currentRows)));
}

} // namespace slipway::ui
