#include "ui/shell/job_row.h"

#include "ui/jobs/jobs_model.h"
#include "ui/shell/quiet_button.h"
#include "ui/theme/theme.h"
#include "ui/widgets/text.h"

#include <QDateTime>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPainter>
#include <QProgressBar>

namespace slipway::ui {

namespace {

constexpr int kBarWidth = 96;
constexpr int kBarHeight = 6;
constexpr int kBarSteps = 1000;

/// "10:41" today, "18 Nov 10:41" before.
QString hour(const QDateTime &time)
{
    if (!time.isValid())
        return {};
    const QString clock = QLocale().toString(time.time(), QLocale::ShortFormat);
    if (time.date() == QDate::currentDate())
        return clock;
    return QLocale().toString(time.date(), QStringLiteral("d MMM")) + QLatin1Char(' ') + clock;
}

} // namespace

StatusMark::StatusMark(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setFixedSize(theme.pixels(u"icon.small"), theme.pixels(u"icon.small"));
    connect(&theme, &Theme::changed, this, [this] { update(); });
}

void StatusMark::setStatus(Status status)
{
    m_status = status;
    update();
}

void StatusMark::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintStatus(painter, rect(), m_theme, m_status);
}

JobRow::JobRow(const Theme &theme, Form form, QWidget *parent)
    : QWidget(parent)
    , m_form(form)
    , m_theme(theme)
{
    setFixedHeight(form == Form::Strip ? theme.pixels(u"shell.jobsStrip") - 1 : theme.pixels(u"row.default"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(7);
    m_mark = new StatusMark(theme, this);
    m_sentence = makeLabel(QStringLiteral("small"), {}, this);
    m_sentence->setObjectName(QStringLiteral("jobs.sentence"));
    m_bar = new QProgressBar(this);
    m_bar->setObjectName(QStringLiteral("jobs.progress"));
    m_bar->setFixedSize(kBarWidth, kBarHeight);
    m_bar->setTextVisible(false);
    m_bar->setRange(0, kBarSteps);
    m_timeLeft = makeLabel(QStringLiteral("note"), {}, this);
    m_stop = link(QStringLiteral("jobs.stop"), tr("Stop"));
    m_open = link(QStringLiteral("jobs.open"), tr("Show"));
    m_copy = link(QStringLiteral("jobs.copy"), tr("Copy as command"));
    m_started = makeLabel(QStringLiteral("note"), {}, this);
    row->addWidget(m_mark);
    row->addWidget(m_sentence);
    if (form == Form::List)
        row->addStretch();
    for (QWidget *part :
         {static_cast<QWidget *>(m_bar), static_cast<QWidget *>(m_timeLeft), static_cast<QWidget *>(m_stop),
          static_cast<QWidget *>(m_open), static_cast<QWidget *>(m_copy), static_cast<QWidget *>(m_started)})
        row->addWidget(part);
    m_started->setVisible(form == Form::List);
    m_copy->setVisible(form == Form::List);

    connect(m_stop, &QAbstractButton::clicked, this, [this] { Q_EMIT stopRequested(m_jobId); });
    connect(m_open, &QAbstractButton::clicked, this, [this] { Q_EMIT openRequested(m_jobId); });
    connect(m_copy, &QAbstractButton::clicked, this, [this] { Q_EMIT commandRequested(m_command); });
}

void JobRow::show(const QModelIndex &job)
{
    const QString sentence = job.data(Qt::DisplayRole).toString();
    const auto state = job.data(JobsModel::StateRole).value<Job::State>();
    const bool ended = state >= Job::State::Done;
    const bool stopping = state == Job::State::Stopping;
    m_jobId = job.data(IdRole).toString();
    m_command = job.data(JobsModel::CommandRole).toString();
    m_mark->setStatus(job.data(StatusRole).value<Status>());
    m_sentence->setText(sentence);
    m_sentence->setAccessibleName(job.data(Qt::AccessibleTextRole).toString());
    m_sentence->setToolTip(job.data(Qt::ToolTipRole).toString());
    m_bar->setValue(qRound(job.data(JobsModel::FractionRole).toDouble() * kBarSteps));
    m_bar->setAccessibleName(sentence);
    m_bar->setVisible(!ended);
    const QString left = stopping ? tr("Stopping…") : job.data(JobsModel::TimeLeftRole).toString();
    m_timeLeft->setText(left);
    m_timeLeft->setVisible(!ended && !left.isEmpty());
    m_stop->setVisible(!ended);
    m_stop->setEnabled(job.data(JobsModel::CanStopRole).toBool());
    m_stop->setAccessibleName(tr("Stop: %1").arg(sentence));
    m_open->setVisible(ended);
    m_open->setAccessibleName(tr("Show: %1").arg(sentence));
    m_copy->setAccessibleName(tr("Copy as command: %1").arg(sentence));
    m_started->setText(hour(job.data(JobsModel::StartedRole).toDateTime()));
}

QuietButton *JobRow::link(const QString &name, const QString &word)
{
    auto *button = new QuietButton(m_theme, name, this);
    button->setText(word);
    button->setTextStyle(QStringLiteral("small"), QStringLiteral("text.link"));
    return button;
}

} // namespace slipway::ui
