#include "ui/pages/data_scenario_panel.h"

#include "ui/models/text.h"
#include "ui/pages/data_scenario_about.h"
#include "ui/pages/data_scenario_incidents.h"
#include "ui/pages/data_scenario_knobs.h"
#include "ui/pages/data_scenario_picture.h"
#include "ui/pages/data_scenario_words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/segments.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace slipway::ui {

namespace {

constexpr int choicesWidth = 372;
const auto worldView = QStringLiteral("world");
const auto incidentView = QStringLiteral("incident");

} // namespace

DataScenarioPanel::DataScenarioPanel(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_plan(data::scenarios().front())
    , m_head(new TitleLine(theme, tr("Generate data")))
    , m_scenario(new Segments(tr("Scenario")))
    , m_knobs(new DataScenarioKnobs(theme))
    , m_incidents(new DataScenarioIncidents(theme))
    , m_view(new Segments(tr("What is shown")))
    , m_about(new DataScenarioAbout(theme))
    , m_picture(new DataScenarioPicture(theme))
{
    setObjectName(QStringLiteral("data.generate.form"));
    setAccessibleName(tr("Generate data"));
    addHead(theme);
    m_scenario->setObjectName(QStringLiteral("data.generate.scenario"));
    for (const auto &scenario : data::scenarios())
        m_scenario->add(text(scenario.name), ScenarioWords::scenarioName(scenario));
    m_view->setObjectName(QStringLiteral("data.generate.view"));
    m_view->add(worldView, tr("The world"));
    m_view->add(incidentView, tr("The incident"));

    auto *choice = new QHBoxLayout;
    choice->addWidget(m_scenario);
    choice->addStretch();
    choice->addWidget(m_view);
    auto *halves = new QHBoxLayout;
    halves->setSpacing(theme.pixels(u"space.gap"));
    halves->addWidget(makeChoices(theme));
    halves->addWidget(makeViews(), 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.pixels(u"space.gap"));
    column->addWidget(m_head);
    column->addLayout(choice);
    column->addLayout(halves, 1);

    connect(m_scenario, &Segments::currentChanged, this, &DataScenarioPanel::chooseScenario);
    connect(m_view, &Segments::currentChanged, this, &DataScenarioPanel::showView);
    connect(m_knobs, &DataScenarioKnobs::changed, this, &DataScenarioPanel::take);
    connect(m_knobs, &DataScenarioKnobs::accepted, this, &DataScenarioPanel::accept);
    connect(m_incidents, &DataScenarioIncidents::changed, this, &DataScenarioPanel::take);
    connect(m_incidents, &DataScenarioIncidents::chosenChanged, this, [this] {
        m_plan.incidents = m_incidents->incidents(); // the chosen one may be new
        m_view->setCurrent(m_incidents->chosen() >= 0 ? incidentView : worldView);
        ask();
    });
    connect(&m_sampler, &ScenarioSampler::estimated, this, [this](const data::WorldEstimate &estimate) {
        m_knobs->setEstimate(ScenarioWords::size(m_plan.scenario(), estimate, m_plan.format));
        m_about->setBest(estimate);
    });
    connect(&m_sampler, &ScenarioSampler::painted, this,
            [this](const data::IncidentPicture &picture) { m_picture->show(picture, m_plan.days); });
    connect(&m_sampler, &ScenarioSampler::failed, this,
            [this](const Error &error) { m_knobs->setProblem(text(error.message)); });
    hide();
}

void DataScenarioPanel::addHead(const Theme &theme)
{
    auto *copy = makeButton(theme,
                            {.objectName = QStringLiteral("data.generate.copy"),
                             .text = tr("C&opy as command"),
                             .icon = QStringLiteral("terminal"),
                             .kind = ButtonKind::Quiet});
    auto *leave = makeButton(theme,
                             {.objectName = QStringLiteral("data.generate.cancel"),
                              .text = tr("&Cancel"),
                              .kind = ButtonKind::Normal});
    auto *make = makeButton(theme,
                            {.objectName = QStringLiteral("data.generate.start"),
                             .text = tr("&Generate"),
                             .kind = ButtonKind::Primary});
    connect(copy, &QPushButton::clicked, this, &DataScenarioPanel::copyWanted);
    connect(leave, &QPushButton::clicked, this, &DataScenarioPanel::close);
    connect(make, &QPushButton::clicked, this, &DataScenarioPanel::accept);
    for (auto *button : {copy, leave, make})
        m_head->addButton(button);
}

QWidget *DataScenarioPanel::makeChoices(const Theme &theme)
{
    auto *choices = new QWidget;
    auto *column = new QVBoxLayout(choices);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.pixels(u"space.gap"));
    column->addWidget(m_knobs);
    column->addWidget(m_incidents, 1);
    auto *area = new QScrollArea;
    area->setObjectName(QStringLiteral("data.generate.choices"));
    area->setAccessibleName(tr("Choices"));
    area->setFrameShape(QFrame::NoFrame);
    area->setWidgetResizable(true);
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidget(choices);
    area->setFixedWidth(choicesWidth);
    return area;
}

QWidget *DataScenarioPanel::makeViews()
{
    m_views = new QStackedWidget;
    m_views->addWidget(m_about);
    m_views->addWidget(m_picture);
    return m_views;
}

void DataScenarioPanel::setConfig(const Json &config)
{
    const bool isNew = config != m_config;
    m_config = config;
    if (!isNew || m_touched)
        return;
    m_plan = ScenarioPlan(m_plan.scenario(), m_config);
    showPlan();
}

void DataScenarioPanel::open()
{
    const bool isFirst = !m_open;
    m_open = true;
    show();
    if (isFirst)
        showPlan();
    m_knobs->focusRows();
}

void DataScenarioPanel::close()
{
    if (!m_open)
        return;
    m_open = false;
    m_sampler.forget();
    hide();
    Q_EMIT closed();
}

void DataScenarioPanel::chooseScenario(const QString &name)
{
    const auto scenario = data::findScenario(name.toStdString());
    if (!scenario)
        return;
    m_plan = ScenarioPlan(*scenario.value(), m_config);
    m_touched = false;
    m_view->setCurrent(worldView);
    showPlan();
}

void DataScenarioPanel::showPlan()
{
    m_head->setSentence(text(m_plan.scenario().title) + QLatin1Char('.'));
    m_knobs->show(m_plan);
    m_incidents->show(m_plan);
    m_about->show(m_plan.scenario());
    m_fine = true;
    showView();
    ask();
}

void DataScenarioPanel::take()
{
    m_touched = true;
    const bool knobs = m_knobs->read(m_plan);
    m_incidents->setDays(m_plan.days);
    m_plan.incidents = m_incidents->incidents();
    m_fine = m_incidents->check() && knobs;
    ask();
}

/// What is on the screen follows what was chosen; where that makes no world, it says why.
void DataScenarioPanel::ask()
{
    m_sampler.forget();
    if (!m_open || !m_fine)
        return;
    const auto options = m_plan.options();
    if (!options) {
        m_fine = false;
        m_knobs->setProblem(text(options.error().message));
        m_picture->showReason(text(options.error().message));
        return;
    }
    m_sampler.estimate(m_plan.scenario(), options.value());
    if (const int chosen = m_incidents->chosen(); chosen >= 0)
        m_sampler.paint(m_plan.scenario(), options.value(), static_cast<std::size_t>(chosen));
}

void DataScenarioPanel::showView()
{
    const bool incident = m_view->current() == incidentView;
    m_views->setCurrentIndex(incident);
    if (incident && m_incidents->chosen() < 0)
        m_picture->showReason(tr("Add an incident, or choose one, to see what it does."));
}

void DataScenarioPanel::accept()
{
    take();
    if (!m_fine) {
        m_incidents->focusMistake();
        m_knobs->focusMistake();
        return;
    }
    const auto words = command();
    close();
    Q_EMIT accepted(words);
}

void DataScenarioPanel::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        close();
    else
        QWidget::keyPressEvent(event);
}

} // namespace slipway::ui
