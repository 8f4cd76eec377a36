#include "ui/pages/data_rows_work.h"

#include "ui/jobs/job.h"
#include "ui/jobs/job_sentence.h"
#include "ui/pages/data_rows_view.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QProgressBar>

namespace slipway::ui {

namespace {

constexpr int lineHeight = 36;
constexpr int parts = 1000;

} // namespace

DataRowsWork::DataRowsWork(const Theme &theme, DataRowsView &view, QWidget *parent)
    : QWidget(parent)
    , m_view(view)
    , m_said(makeLabel(QStringLiteral("small")))
    , m_bar(new QProgressBar)
    , m_stop(makeButton(theme,
                        {.objectName = QStringLiteral("data.rows.stop"),
                         .text = tr("Stop"),
                         .icon = QStringLiteral("stop"),
                         .size = ButtonSize::Compact}))
{
    setObjectName(QStringLiteral("data.rows.work"));
    setFixedHeight(lineHeight);
    m_said->setObjectName(QStringLiteral("data.rows.work.said"));
    m_bar->setObjectName(QStringLiteral("data.rows.work.bar"));
    m_bar->setAccessibleName(tr("Progress"));
    m_bar->setRange(0, parts);
    m_bar->setTextVisible(false);
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(theme.pixels(u"space.panel"), 0, theme.pixels(u"space.panel"), 0);
    line->setSpacing(theme.pixels(u"space.3"));
    line->addWidget(m_said);
    line->addWidget(m_bar, 1);
    line->addWidget(m_stop);
    connect(m_stop, &QPushButton::clicked, this, [this] {
        if (auto *job = m_view.work())
            job->stop();
        follow();
    });
    connect(&view, &DataRowsView::working, this, &DataRowsWork::follow);
    m_soon.setSingleShot(true);
    m_soon.setInterval(theme.pixels(u"motion.busyDelay"));
    connect(&m_soon, &QTimer::timeout, this, [this] { setVisible(m_view.work()); });
    hide();
}

void DataRowsWork::follow()
{
    const Job *job = m_view.work();
    if (!job) {
        m_soon.stop();
        hide();
        return;
    }
    if (!isVisible() && !m_soon.isActive())
        m_soon.start();
    const bool stopping = job->state() == Job::State::Stopping;
    m_stop->setEnabled(!stopping);
    m_bar->setValue(static_cast<int>(job->fraction() * parts));
    const QString said = JobSentence::whole(*job);
    const QString left = JobSentence::timeLeft(*job);
    m_said->setText(left.isEmpty() || stopping ? said : tr("%1, %2").arg(said, left));
}

} // namespace slipway::ui
