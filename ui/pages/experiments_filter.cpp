#include "ui/pages/experiments_filter.h"

#include "ui/models/number_text.h"
#include "ui/pages/experiments_runs.h"
#include "ui/theme/theme.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>

namespace slipway::ui {

namespace {

constexpr int fieldWidth = 320;
constexpr int typingMs = 150;

} // namespace

RunsFilter::RunsFilter(const Theme &theme, ExperimentRuns &runs, QWidget *parent)
    : QWidget(parent)
    , m_runs(runs)
    , m_filter(new QLineEdit)
    , m_stage(new Segments(QStringLiteral("experiments.stage")))
    , m_count(makeLabel(QStringLiteral("note")))
{
    m_filter->setObjectName(QStringLiteral("experiments.filter"));
    m_filter->setAccessibleName(tr("Filter runs"));
    m_filter->setPlaceholderText(tr("Name, state or id of a run"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(theme.icons().icon(QStringLiteral("filter")), QLineEdit::LeadingPosition);
    m_filter->setFixedWidth(fieldWidth);
    m_stage->setAccessibleName(tr("Which runs"));
    m_stage->add(QStringLiteral("active"), tr("Runs"));
    m_stage->add(QStringLiteral("deleted"), tr("Deleted"));
    m_count->setObjectName(QStringLiteral("experiments.count"));
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(theme.pixels(u"space.2"));
    line->addWidget(m_filter);
    line->addWidget(m_stage);
    line->addStretch();
    line->addWidget(m_count);

    m_soon.setSingleShot(true);
    m_soon.setInterval(typingMs);
    connect(m_filter, &QLineEdit::textChanged, &m_soon, qOverload<>(&QTimer::start));
    connect(&m_soon, &QTimer::timeout, this, [this] { m_runs.setFilter(m_filter->text()); });
    connect(m_stage, &Segments::currentChanged, this, [this] { m_runs.setDeleted(showsDeleted()); });
}

bool RunsFilter::showsDeleted() const
{
    return m_stage->current() == QLatin1String("deleted");
}

void RunsFilter::showRuns()
{
    m_stage->setCurrent(QStringLiteral("active"));
}

QString RunsFilter::placeholder() const
{
    if (!m_filter->text().trimmed().isEmpty())
        return tr("No run fits this filter.");
    return showsDeleted() ? tr("No run was deleted.") : QString();
}

void RunsFilter::sayCount(int drawn)
{
    const auto count = [](qint64 number) { return NumberText::count(static_cast<double>(number)); };
    const qint64 all = m_runs.all();
    const QString runs = all == 1 ? tr("1 run") : tr("%1 runs").arg(count(all));
    const QString shown = m_runs.total() == all ? runs : tr("%1 of %2").arg(count(m_runs.total()), runs);
    m_count->setText(tr("%1, %2 drawn").arg(shown, count(drawn)));
}

} // namespace slipway::ui
