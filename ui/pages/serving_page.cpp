#include "ui/pages/serving_page.h"

#include "core/base/json_value.h"
#include "ui/actions/action_registry.h"
#include "ui/jobs/workspace_session.h"
#include "ui/models/number_text.h"
#include "ui/models/text.h"
#include "ui/models/versions_model.h"
#include "ui/pages/serving_bench.h"
#include "ui/pages/serving_figures.h"
#include "ui/pages/serving_monitor.h"
#include "ui/pages/serving_request.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chip.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QPushButton>
#include <QVBoxLayout>

namespace slipway::ui {

namespace {

using State = ServerHandle::State;

const QString startId = QStringLiteral("serving.start");
const QString stopId = QStringLiteral("serving.stop");
const QString benchId = QStringLiteral("serving.bench");
const QString sendId = QStringLiteral("serving.send");
const QString curlId = QStringLiteral("serving.copy_curl");

} // namespace

ServingPage::ServingPage(const PageServices &services, const PageDescription &description, QWidget *parent)
    : WorkspacePage(services, description, parent)
    , m_versions(new VersionsModel(session().reader(), this))
    , m_monitor(new ServerMonitor(this))
    , m_client(new PredictionClient(this))
    , m_state(new Chip(theme()))
{
    m_state->setObjectName(QStringLiteral("serving.state"));
    titleLine().addBadge(m_state);
    registerActions();
    addTitleButton(benchId);
    m_stop = addTitleButton(stopId);
    m_start = addTitleButton(startId, true);
    offerWays();
    views().setResult(makeResult());

    connect(m_versions, &RowsModelBase::loaded, this, [this] {
        offerWays();
        takeServer();
    });
    connect(m_versions, &RowsModelBase::failed, this, &ServingPage::showReadingFailure);
    connect(&session().server(), &ServerHandle::changed, this, &ServingPage::takeServer);
    connect(m_monitor, &ServerMonitor::changed, this, &ServingPage::showFigures);
    connect(m_client, &PredictionClient::answered, m_request, &RequestPanel::showAnswer);
    connect(&views(), &FourViews::viewChanged, this, &ServingPage::updateActions);
    takeServer();
}

ServingPage::~ServingPage() = default;

QStringList ServingPage::command() const
{
    return {QStringLiteral("serve")};
}

void ServingPage::registerActions()
{
    registerAction({.id = benchId,
                    .text = tr("Measure latency"),
                    .icon = QStringLiteral("gauge"),
                    .toolTip = tr("Asks a server of its own a hundred times and says how long the answers took"),
                    .run = [this] { measure(); },
                    .enabled =
                        [this] {
                            return !session().isReadOnly() && !m_measuring && !work()
                                && !productionVersion().isEmpty();
                        }});
    registerAction({.id = stopId,
                    .text = tr("Stop server"),
                    .icon = QStringLiteral("stop"),
                    .toolTip = tr("Lets the server end; nobody is answered until it is started again"),
                    .run = [this] { session().server().stop(); },
                    .enabled =
                        [this] {
                            const auto state = session().server().state();
                            return state == State::Serving || state == State::Starting;
                        }});
    registerAction({.id = startId,
                    .text = tr("Start server"),
                    .icon = QStringLiteral("play"),
                    .toolTip = tr("Answers predictions over HTTP with the version in production"),
                    .run = [this] { start(ServerHandle::standardPort); },
                    .enabled =
                        [this] {
                            const auto state = session().server().state();
                            return !session().isReadOnly() && !work()
                                && (state == State::Stopped || state == State::Failed);
                        }});
    registerAction({.id = sendId,
                    .text = tr("Send"),
                    .icon = QStringLiteral("send"),
                    .toolTip = tr("Sends this request to the server"),
                    .run = [this] { send(); },
                    .enabled = [this] { return whyNotSend().isEmpty(); }});
    registerAction({.id = curlId,
                    .text = tr("Copy as curl"),
                    .icon = QStringLiteral("copy"),
                    .toolTip = tr("Copies the line that sends this request from a shell"),
                    .run =
                        [this] {
                            QGuiApplication::clipboard()->setText(m_request->curl(session().server().url()));
                            say(tr("The curl line is copied."));
                        },
                    .enabled = [this] { return runs(); }});
}

void ServingPage::offerWays()
{
    const WayOn registry {.objectName = QStringLiteral("serving.to_registry"),
                          .verb = tr("Go to the &registry"),
                          .run = [this] { openPage(QStringLiteral("registry")); }};
    const WayOn demo {.objectName = QStringLiteral("serving.run_demo"),
                      .verb = tr("Run the &demo"),
                      .run = [this] { startWork({QStringLiteral("demo"), QStringLiteral("feed")}); }};
    const WayOn anyway {.objectName = QStringLiteral("serving.start_anyway"),
                        .verb = tr("&Start the server anyway"),
                        .run = [this] { start(ServerHandle::standardPort); }};
    const bool hasVersions = m_versions->rowCount() > 0;
    views().setEmpty(
        {.icon = QStringLiteral("serving"),
         .title = tr("Nothing is in production yet"),
         .sentence = hasVersions
             ? tr("The server answers with the version in production. Promote one, and it is taken up at once.")
             : tr("The server answers with the version in production. The demo trains one and promotes it."),
         .ways = hasVersions ? QList<WayOn> {registry, demo, anyway} : QList<WayOn> {demo, registry, anyway}});
}

QWidget *ServingPage::makeResult()
{
    m_figures = new ServingFigures(theme());
    m_charts = new ServingCharts(theme());
    m_bench = new BenchPanel(theme());
    m_request = new RequestPanel(theme(), actions());
    auto *left = new QVBoxLayout;
    left->setSpacing(theme().pixels(u"space.gap"));
    left->addWidget(m_charts, 1);
    left->addWidget(m_bench);
    auto *halves = new QHBoxLayout;
    halves->setSpacing(theme().pixels(u"space.gap"));
    halves->addLayout(left, 1);
    halves->addWidget(m_request);
    auto *result = new QWidget;
    auto *column = new QVBoxLayout(result);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme().pixels(u"space.gap"));
    column->addWidget(m_figures);
    column->addLayout(halves, 1);
    return result;
}

void ServingPage::refresh()
{
    m_versions->refresh();
}

void ServingPage::showEvent(QShowEvent *event)
{
    WorkspacePage::showEvent(event);
    m_monitor->setActive(true);
}

void ServingPage::hideEvent(QHideEvent *event)
{
    WorkspacePage::hideEvent(event);
    m_monitor->setActive(false);
}

void ServingPage::start(int port)
{
    m_leftFailure = false;
    m_hasServed = false;
    session().server().start(port);
    takeServer(); // where it could not even be started nothing may have changed
}

void ServingPage::send()
{
    if (m_client->isWaiting())
        return;
    m_client->send(session().server().url(), m_request->requestBody());
    m_request->showWaiting();
}

void ServingPage::measure()
{
    m_measuring = startBeside({QStringLiteral("bench"), QStringLiteral("serving")});
    if (!m_measuring)
        return;
    m_bench->follow(m_measuring);
    connect(m_measuring, &Job::finished, this, [this] {
        m_measuring = nullptr;
        updateActions();
    });
    updateActions();
}

bool ServingPage::runs() const
{
    return session().server().state() == State::Serving;
}

QString ServingPage::productionVersion() const
{
    const auto *production = m_versions->production();
    return production ? QString::number(production->version) : QString();
}

QString ServingPage::whyNotSend() const
{
    return runs() ? QString() : tr("The server does not run. Start it to ask it.");
}

void ServingPage::takeServer()
{
    const auto &server = session().server();
    switch (server.state()) {
    case State::Serving:
        m_state->setStatus(Status::Ok, tr("Running"));
        if (!std::exchange(m_hasServed, true))
            m_request->showHint(tr("Send a request, and the ranking stands here."));
        break;
    case State::Starting:
        m_state->setStatus(Status::Running, tr("Starting"));
        break;
    case State::Stopping:
        m_state->setStatus(Status::Running, tr("Stopping…"));
        break;
    case State::Failed:
        m_state->setStatus(Status::Failed, tr("Failed"));
        break;
    case State::Stopped:
        m_state->setStatus(Status::Stopped, tr("Stopped"));
        m_hasServed = false;
        break;
    }
    if (server.state() != State::Failed)
        m_leftFailure = false;
    if (!runs())
        m_request->showHint(tr("The server does not run. Start it to ask it."));
    m_monitor->setServer(runs() ? server.url() : QUrl());
    showFigures();
    showState();
    inspectServer();
    updateActions();
}

void ServingPage::showState()
{
    const auto &server = session().server();
    const bool failed = server.state() == State::Failed && server.error() && !m_leftFailure && !work();
    if (failed && !m_showsFailure)
        showServerFailure(*server.error());
    m_showsFailure = failed;
    if (failed || !m_versions->isLoaded())
        return;
    const bool isAlone = server.state() == State::Stopped || server.state() == State::Failed;
    showContent(isAlone && productionVersion().isEmpty());
}

void ServingPage::showServerFailure(const Error &error)
{
    const bool isTaken = error.id == "serve.port_taken";
    const WayOn otherPort {.objectName = QStringLiteral("serving.other_port"),
                           .verb = tr("Use &another port"),
                           .run = [this] { start(ServerHandle::anyPort); }};
    const WayOn again {.objectName = QStringLiteral("serving.start_again"),
                       .verb = m_hasServed ? tr("&Start it again") : tr("&Try again"),
                       .run = [this] { start(ServerHandle::standardPort); }};
    const WayOn back {.objectName = QStringLiteral("serving.leave_failure"),
                      .verb = tr("&Back"),
                      .run = [this] {
                          m_leftFailure = true;
                          showState();
                          updateActions();
                      }};
    FailureText failure {.title = tr("The server could not be started"),
                         .sentence = text(error.message),
                         .ways = {again, back},
                         .details = session().commandLine(command()) + QLatin1Char('\n') + text(error.message)
                             + QLatin1Char('\n') + text(error.detail)};
    if (isTaken) {
        failure.title = tr("Port %1 is taken by another program").arg(valueOr(error.args, "port", 0));
        failure.sentence = tr("The model is unharmed, but nobody can reach it there. Let the system choose another "
                              "port, or stop that program and try again.");
        failure.ways = {otherPort, again, back};
    } else if (m_hasServed) {
        failure.title = tr("The server has ended by itself");
        failure.sentence = tr("%1 The model and its records are unharmed; nobody is answered until the server runs "
                              "again.")
                               .arg(text(error.message));
    }
    failure.details = failure.details.trimmed();
    views().showFailure(failure);
}

void ServingPage::showFigures()
{
    m_figures->show(m_monitor->history(), runs());
    m_charts->show(m_monitor->history(), runs());
    updateSentence();
}

void ServingPage::updateSentence()
{
    const auto &server = session().server();
    const QString version = productionVersion();
    switch (server.state()) {
    case State::Serving:
        if (!m_monitor->isAnswering())
            setSentence(tr("The embedded server does not answer on %1. Stop it and start it again.")
                            .arg(server.url().authority()));
        else if (server.modelVersion().isEmpty())
            setSentence(tr("The embedded server answers on %1. Nothing is in production, so it refuses predictions.")
                            .arg(server.url().authority()));
        else
            setSentence(tr("The embedded server answers on %1. Version %2 gets all requests.")
                            .arg(server.url().authority(), server.modelVersion()));
        break;
    case State::Starting:
        setSentence(tr("The server is starting."));
        break;
    case State::Stopping:
        setSentence(tr("The server is stopping."));
        break;
    default:
        setSentence(version.isEmpty()
                        ? QString()
                        : tr("The server does not run. Started, it answers with version %1.").arg(version));
    }
    if (runs())
        m_state->setStatus(m_monitor->isAnswering() ? Status::Ok : Status::Warns,
                           m_monitor->isAnswering() ? tr("Running") : tr("Not answering"));
}

void ServingPage::updateActions()
{
    const auto state = session().server().state();
    const bool isAlone = state == State::Stopped || state == State::Failed;
    const bool hasOwnWays = views().view() == View::Empty || views().view() == View::Failure;
    m_start->setVisible(isAlone && !hasOwnWays);
    m_stop->setVisible(!isAlone);
    m_state->setVisible(views().view() != View::Empty);
    m_stop->setText(u' ' + (state == State::Stopping ? tr("Stopping…") : tr("Stop server")));
    m_stop->setAccessibleName(m_stop->text().trimmed());
    if (auto *action = actions().action(sendId)) {
        const QString reason = whyNotSend();
        action->setToolTip(reason.isEmpty() ? tr("Sends this request to the server") : reason);
    }
    if (auto *action = actions().action(curlId))
        action->setToolTip(runs() ? tr("Copies the line that sends this request from a shell")
                                  : tr("The server does not run. Start it to ask it."));
    actions().refresh();
}

void ServingPage::inspectServer()
{
    const auto &server = session().server();
    if (!runs()) {
        inspect({});
        return;
    }
    const QString version = server.modelVersion();
    Inspection shown {.kind = tr("Server"),
                      .icon = QStringLiteral("server"),
                      .name = server.url().authority(),
                      .status = Status::Ok,
                      .statusWord = tr("Running")};
    shown.sections << FactSection {
        QStringLiteral("server"),
        tr("Server"),
        {{tr("Address"), server.url().toString()},
         {tr("Version"), version.isEmpty() ? tr("none in production") : version},
         {tr("Since"), server.job() ? NumberText::time(server.job()->started()) : NumberText::missing()}}};
    shown.sections << FactSection {QStringLiteral("routes"),
                                   tr("What it answers"),
                                   {{QStringLiteral("POST /predict"), tr("scores for items")},
                                    {QStringLiteral("GET /health"), tr("whether it can")},
                                    {QStringLiteral("GET /metrics"), tr("figures for Prometheus")},
                                    {QStringLiteral("GET /docs"), tr("how to ask it")}}};
    shown.actions = {actions().action(stopId), actions().action(QStringLiteral("serving.copy_command"))};
    inspect(shown);
}

} // namespace slipway::ui
