#include "ui/pages/activity_page.h"

#include "core/base/json_value.h"
#include "ui/actions/action_registry.h"
#include "ui/jobs/workspace_session.h"
#include "ui/models/event_sentence.h"
#include "ui/models/events_model.h"
#include "ui/models/number_text.h"
#include "ui/models/text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/status_delegate.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QProcess>
#include <QSortFilterProxyModel>

namespace slipway::ui {

namespace {

constexpr int filterWidth = 360;
constexpr int timeWidth = 110;
constexpr int whatWidth = 560;
constexpr qsizetype shownHash = 16;

/// "digest: 9f3c…", one fact for each value of the payload.
QList<Fact> payloadFacts(const Json &payload)
{
    QList<Fact> facts;
    if (!payload.is_object())
        return facts;
    for (const auto &field : payload.items()) {
        QString value = field.value().is_string() ? text(field.value().get<std::string>())
                                                  : text(writeJson(field.value()));
        if (value.size() > 2 * shownHash)
            value = value.left(shownHash) + QStringLiteral("…");
        facts << Fact {text(field.key()), value};
    }
    return facts;
}

} // namespace

ActivityPage::ActivityPage(const PageServices &services, const PageDescription &description, QWidget *parent)
    : WorkspacePage(services, description, parent)
    , m_events(new EventsModel(session().reader(), this))
    , m_shown(new QSortFilterProxyModel(this))
{
    m_shown->setSourceModel(m_events);
    m_shown->setFilterKeyColumn(-1);
    m_shown->setFilterCaseSensitivity(Qt::CaseInsensitive);
    registerActions();
    m_verdict = new Chip(theme());
    m_verdict->setObjectName(QStringLiteral("activity.verdict"));
    m_verdict->hide();
    titleLine().addBadge(m_verdict);
    addTitleButton(QStringLiteral("activity.take_back"));
    addTitleButton(QStringLiteral("activity.verify"), true);
    makeFilterLine();
    views().setEmpty({.icon = QStringLiteral("clock"),
                      .title = tr("Nothing has happened yet"),
                      .sentence = tr("Every change of this workspace will stand here, with who made it and through "
                                     "what."),
                      .ways = {{.objectName = QStringLiteral("activity.go_home"),
                                .verb = tr("Go to &Home"),
                                .run = [this] { openPage(QStringLiteral("home")); }}}});
    views().setResult(makeResult());
    showContentOf(*m_events);
    connect(m_events, &RowsModelBase::loaded, this, &ActivityPage::showCount);
    connect(m_events, &QAbstractItemModel::rowsInserted, this, &ActivityPage::showCount);
    connect(&session(), &WorkspaceSession::happened, m_events, &EventsModel::add);
}

ActivityPage::~ActivityPage() = default;

QStringList ActivityPage::command() const
{
    return {QStringLiteral("audit"), QStringLiteral("log")};
}

void ActivityPage::registerActions()
{
    registerAction({.id = QStringLiteral("activity.verify"),
                    .text = tr("Verify the log"),
                    .category = {},
                    .icon = QStringLiteral("shield"),
                    .shortcut = {},
                    .toolTip = tr("Computes the hash of every event again, and says whether one was altered"),
                    .run = [this] { verify(); },
                    .enabled = [this] { return m_events->rowCount() > 0 && !work(); }});
    registerAction({.id = QStringLiteral("activity.take_back"),
                    .text = tr("Take back"),
                    .category = {},
                    .icon = QStringLiteral("undo"),
                    .shortcut = {},
                    .toolTip = tr("Runs the command that takes the selected event back"),
                    .run = [this] { takeBack(); },
                    .enabled =
                        [this] {
                            const EventRow *event = selected();
                            return event && event->change.inverse && !session().isReadOnly();
                        }});
}

void ActivityPage::makeFilterLine()
{
    m_filter = new QLineEdit;
    m_filter->setObjectName(QStringLiteral("activity.filter"));
    m_filter->setAccessibleName(tr("Filter events"));
    m_filter->setPlaceholderText(tr("Filter events"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMaximumWidth(filterWidth);
    m_filter->addAction(theme().icons().icon(QStringLiteral("filter")), QLineEdit::LeadingPosition);
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &typed) {
        m_shown->setFilterFixedString(typed);
        showCount();
    });
    m_count = makeLabel(QStringLiteral("small"));
    m_count->setObjectName(QStringLiteral("activity.count"));
    filterLine()->addWidget(m_filter, 1);
    filterLine()->addStretch();
    filterLine()->addWidget(m_count);
}

QWidget *ActivityPage::makeResult()
{
    auto *panel = new Panel(theme(), {});
    panel->setAccessibleName(tr("Events"));
    panel->body()->setContentsMargins(0, 0, 0, 0);
    m_table = new TableView(theme());
    m_table->setObjectName(QStringLiteral("activity.events"));
    m_table->setAccessibleName(tr("Events, newest first"));
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setModel(m_shown);
    m_table->setItemDelegateForColumn(EventsModel::What, new StatusDelegate(theme(), m_table));
    m_table->setColumnWidth(EventsModel::Time, timeWidth);
    m_table->setColumnWidth(EventsModel::What, whatWidth);
    m_table->horizontalHeader()->setSectionsClickable(false);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &ActivityPage::select);
    panel->body()->addWidget(m_table);
    return panel;
}

void ActivityPage::refresh()
{
    m_events->refresh();
}

void ActivityPage::showCount()
{
    if (m_events->rowCount() == 0)
        return;
    const auto all = m_events->rows().front().seq; // they are numbered without gaps
    setSentence(tr("%1 changes since this workspace was made; each carries the hash of the one before it.")
                    .arg(NumberText::count(static_cast<double>(all))));
    m_count->setText(m_filter->text().isEmpty()
                         ? tr("%1 events").arg(NumberText::count(static_cast<double>(all)))
                         : tr("%1 of %2 read")
                               .arg(NumberText::count(m_shown->rowCount()), NumberText::count(m_events->rowCount())));
    actions().refresh();
}

const EventRow *ActivityPage::selected() const
{
    return m_table ? m_events->row(m_shown->mapToSource(m_table->currentIndex())) : nullptr;
}

void ActivityPage::select()
{
    actions().refresh();
    const EventRow *event = selected();
    if (!event)
        return inspect({});
    Inspection shown {.kind = tr("Event %1").arg(event->seq),
                      .icon = QStringLiteral("clock"),
                      .name = EventSentence::what(*event),
                      .status = EventSentence::status(*event)};
    shown.sections << FactSection {QStringLiteral("event"),
                                   tr("Event"),
                                   {{tr("Kind"), text(event->change.kind)},
                                    {tr("About"), text(event->change.subject)},
                                    {tr("Time"), NumberText::fullTime(event->time)},
                                    {tr("Who"), EventSentence::who(*event)},
                                    {tr("Job"), text(event->origin.job)}}};
    const auto payload = payloadFacts(event->change.payload);
    if (!payload.isEmpty())
        shown.sections << FactSection {QStringLiteral("payload"), tr("What it holds"), payload};
    shown.sections << FactSection {QStringLiteral("proof"),
                                   tr("Proof"),
                                   {{tr("Hash"), text(event->hash).left(shownHash) + QStringLiteral("…")},
                                    {tr("Before it"), text(event->previous).left(shownHash) + QStringLiteral("…")},
                                    {tr("Taken back by"),
                                     event->change.inverse ? QStringLiteral("slipway ") + text(*event->change.inverse)
                                                           : tr("nothing")}}};
    shown.actions = {actions().action(QStringLiteral("activity.take_back")),
                     actions().action(QStringLiteral("activity.copy_command"))};
    inspect(shown);
}

void ActivityPage::verify()
{
    Job *job = startWork({QStringLiteral("audit"), QStringLiteral("verify")});
    if (!job)
        return;
    m_verdict->hide();
    connect(job, &Job::finished, this, [this](const Result<Json> &outcome) {
        if (!outcome)
            return;
        const Json &answer = outcome.value();
        m_verdict->show();
        if (valueOr(answer, "passed", false)) {
            m_verdict->setStatus(
                Status::Ok,
                tr("%1 events are unaltered").arg(NumberText::count(valueOr(answer, "events", 0.0))));
            return;
        }
        m_verdict->setStatus(Status::Failed, tr("The log was altered"));
        setSentence(text(errorFromJson(valueOr(answer, "error", Json::object())).message));
    });
}

void ActivityPage::takeBack()
{
    const EventRow *event = selected();
    if (!event || !event->change.inverse)
        return;
    session().edits().run(QProcess::splitCommand(text(*event->change.inverse)),
                          tr("Take back: %1").arg(EventSentence::what(*event)));
}

} // namespace slipway::ui
