#include "ui/pages/data_job_line.h"

#include "ui/jobs/job.h"
#include "ui/jobs/job_sentence.h"
#include "ui/jobs/workspace_session.h"
#include "ui/models/text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QProgressBar>

namespace slipway::ui {

namespace {

constexpr int soonMs = 200;
constexpr int barWidth = 120;
constexpr int steps = 1000;

} // namespace

DataJobLine::DataJobLine(const Theme &theme, WorkspaceSession &session, const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_session(session)
    , m_said(makeLabel(QStringLiteral("small"), {}, this))
    , m_left(makeLabel(QStringLiteral("note"), {}, this))
    , m_error(makeLabel(QStringLiteral("error"), {}, this))
    , m_bar(new QProgressBar(this))
    , m_stop(makeButton(
          theme, {.objectName = name + QStringLiteral(".stop"), .text = tr("Stop"), .kind = ButtonKind::Link},
          this))
{
    m_said->setObjectName(name + QStringLiteral(".busy"));
    m_error->setObjectName(name + QStringLiteral(".error"));
    m_error->setWordWrap(true);
    m_bar->setAccessibleName(tr("Progress"));
    m_bar->setTextVisible(false);
    m_bar->setFixedSize(barWidth, 4);
    m_bar->setRange(0, steps);
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(theme.pixels(u"space.panel"), 6, theme.pixels(u"space.panel"), 6);
    line->setSpacing(theme.pixels(u"space.2"));
    line->addWidget(m_said);
    line->addWidget(m_bar, 0, Qt::AlignVCenter);
    line->addWidget(m_left);
    line->addWidget(m_stop);
    line->addWidget(m_error, 1);
    line->addStretch();
    hide();
    m_soon.setSingleShot(true);
    m_soon.setInterval(soonMs);
    connect(&m_soon, &QTimer::timeout, this, &DataJobLine::showProgress);
    connect(m_stop, &QPushButton::clicked, this, [this] {
        if (m_job)
            m_job->stop();
    });
}

DataJobLine::~DataJobLine()
{
    leave();
}

void DataJobLine::leave()
{
    m_soon.stop();
    if (m_job)
        m_job->disconnect(this);
    m_job = nullptr;
    hide();
}

bool DataJobLine::start(const QStringList &command)
{
    if (m_job)
        m_job->stop();
    leave();
    if (m_session.isReadOnly()) {
        say(tr("This workspace is read only, so that no work can be done in it."));
        return false;
    }
    const auto started = m_session.start(command);
    if (!started) {
        say(text(started.error().message));
        return false;
    }
    m_job = started.value();
    m_soon.start();
    connect(m_job, &Job::progressed, this, [this] {
        if (!m_soon.isActive())
            showProgress();
    });
    connect(m_job, &Job::finished, this, &DataJobLine::end);
    return true;
}

void DataJobLine::showProgress()
{
    if (!m_job)
        return;
    m_said->setText(tr("%1…").arg(JobSentence::title(m_job->command())));
    m_left->setText(JobSentence::timeLeft(*m_job));
    m_bar->setValue(qRound(m_job->fraction() * steps));
    m_error->hide();
    for (auto *part : {static_cast<QWidget *>(m_said), static_cast<QWidget *>(m_left),
                       static_cast<QWidget *>(m_bar), static_cast<QWidget *>(m_stop)})
        part->show();
    show();
}

void DataJobLine::end(const Result<Json> &outcome)
{
    leave();
    if (!outcome && outcome.error().code != ErrorCode::Cancelled)
        say(text(outcome.error().message));
    Q_EMIT finished(outcome);
}

void DataJobLine::say(const QString &problem)
{
    for (auto *part : {static_cast<QWidget *>(m_said), static_cast<QWidget *>(m_left),
                       static_cast<QWidget *>(m_bar), static_cast<QWidget *>(m_stop)})
        part->hide();
    m_error->setText(problem);
    m_error->show();
    show();
}

} // namespace slipway::ui
