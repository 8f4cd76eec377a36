#include "ui/pages/data_scenario_picture.h"

#include "ui/charts/chart_panel.h"
#include "ui/charts/chart_view.h"
#include "ui/models/number_text.h"
#include "ui/models/text.h"
#include "ui/pages/data_scenario_words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/text.h"

#include <QLabel>
#include <QVBoxLayout>

namespace slipway::ui {

DataScenarioPicture::DataScenarioPicture(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_effect(makeLabel(QStringLiteral("strong")))
    , m_sample(makeLabel(QStringLiteral("note")))
    , m_course(new ChartView(theme))
    , m_spread(new ChartView(theme))
{
    m_effect->setObjectName(QStringLiteral("data.generate.effect"));
    m_effect->setWordWrap(true);
    m_sample->setObjectName(QStringLiteral("data.generate.sample"));
    m_sample->setWordWrap(true);
    m_coursePanel =
        makeChartPanel(theme, m_course, tr("Over the time"), QStringLiteral("data.generate.course"));
    m_spreadPanel =
        makeChartPanel(theme, m_spread, tr("While it lasts"), QStringLiteral("data.generate.spread"));
    auto *words = new QVBoxLayout;
    words->setSpacing(theme.pixels(u"space.1"));
    words->addWidget(m_effect);
    words->addWidget(m_sample);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.pixels(u"space.gap"));
    column->addLayout(words);
    column->addWidget(m_coursePanel, 1);
    column->addWidget(m_spreadPanel, 1);
    showReason({});
}

void DataScenarioPicture::show(const data::IncidentPicture &picture, int days)
{
    const auto course = ScenarioWords::course(picture, days);
    const auto spread = ScenarioWords::spread(picture, days);
    m_effect->setText(ScenarioWords::effect(picture, days));
    m_sample->setText(tr("From %1 rows of %2 that were made twice, without this incident and with it.")
                          .arg(NumberText::count(static_cast<double>(picture.rows)), text(picture.table)));
    m_coursePanel->setTitle(text(course.title));
    m_coursePanel->setNote(text(course.unit));
    m_spreadPanel->setTitle(text(spread.title));
    m_spreadPanel->setNote(text(spread.unit));
    m_course->setChart(course);
    m_spread->setChart(spread);
}

void DataScenarioPicture::showReason(const QString &reason)
{
    m_effect->setText(reason);
    m_sample->clear();
    report::ChartSpec empty;
    empty.emptyReason =
        (reason.isEmpty() ? tr("Appears in a moment.") : tr("Appears when the incident can happen."))
            .toStdString();
    m_course->setChart(empty);
    m_spread->setChart(empty);
}

} // namespace slipway::ui
