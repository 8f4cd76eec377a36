#include "ui/pages/serving_bench.h"

#include "core/base/json_value.h"
#include "ui/jobs/job.h"
#include "ui/jobs/job_sentence.h"
#include "ui/models/number_text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace slipway::ui {

BenchPanel::BenchPanel(const Theme &theme, QWidget *parent)
    : Panel(theme, tr("Measured latency"), parent)
    , m_sentence(makeLabel(QStringLiteral("sentence")))
    , m_values(new QWidget)
    , m_p50(makeLabel(QStringLiteral("section")))
    , m_p99(makeLabel(QStringLiteral("section")))
    , m_rate(makeLabel(QStringLiteral("section")))
{
    setObjectName(QStringLiteral("serving.bench_panel"));
    m_sentence->setObjectName(QStringLiteral("serving.bench_sentence"));
    m_sentence->setWordWrap(true);
    auto *line = new QHBoxLayout(m_values);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(theme.pixels(u"space.6"));
    const auto add = [&](const QString &name, QLabel *value, const char *objectName) {
        value->setObjectName(QString::fromLatin1(objectName));
        auto *pair = new QHBoxLayout;
        pair->setSpacing(theme.pixels(u"space.2"));
        pair->addWidget(makeLabel(QStringLiteral("small"), name));
        pair->addWidget(value);
        line->addLayout(pair);
    };
    add(tr("p50"), m_p50, "serving.bench_p50");
    add(tr("p99"), m_p99, "serving.bench_p99");
    add(tr("Requests per second"), m_rate, "serving.bench_rate");
    line->addStretch();
    body()->addWidget(m_values);
    body()->addWidget(m_sentence);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    hide();
}

void BenchPanel::follow(Job *job)
{
    const auto sayWhere = [this, job] {
        m_sentence->setText(tr("A server of its own is asked: %1, %2 done.")
                                .arg(JobSentence::detail(*job), NumberText::share(job->fraction())));
    };
    m_values->hide();
    sayWhere();
    show();
    connect(job, &Job::progressed, this, sayWhere);
    connect(job, &Job::finished, this, [this](const Result<Json> &outcome) {
        if (outcome)
            showResult(outcome.value());
        else
            m_sentence->setText(outcome.error().code == ErrorCode::Cancelled ? tr("Stopped before it was done.")
                                                                             : tr("Nothing was measured."));
    });
}

void BenchPanel::showResult(const Json &result)
{
    const auto number = [&](const char *key) {
        return valueOr(result, key, std::numeric_limits<double>::quiet_NaN());
    };
    const auto milliseconds = [](double value) { return tr("%1 ms").arg(NumberText::twoDigits(value)); };
    m_p50->setText(milliseconds(number("serving_p50_ms")));
    m_p99->setText(milliseconds(number("serving_p99_ms")));
    m_rate->setText(NumberText::count(number("requests_per_second")));
    m_values->show();
    m_sentence->setText(tr("%1 requests of %2 items, one after another, to a server of their own.")
                            .arg(NumberText::count(number("requests")), NumberText::count(number("items"))));
}

} // namespace slipway::ui
