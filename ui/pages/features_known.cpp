#include "ui/pages/features_known.h"

#include "ui/charts/chart_view.h"
#include "ui/jobs/workspace_session.h"
#include "ui/models/number_text.h"
#include "ui/models/text.h"
#include "ui/pages/data_job_line.h"
#include "ui/pages/features_entity.h"
#include "ui/pages/features_words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/delegates.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/form_row.h"
#include "ui/widgets/status_delegate.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/text.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace slipway::ui {

namespace {

constexpr int formWidth = 272;
constexpr int labelWidth = 96;
constexpr qint64 secondsPerMinute = 60; ///< the next whole minute knows all that came before
constexpr int chartWidth = 248;
enum Column { State, Feature, Value, Since, Age };

QString momentText(TimeMicros time)
{
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(time / 1000, Qt::UTC),
                              FeaturesKnown::tr("d MMM yyyy HH:mm", "a moment"));
}

} // namespace

FeaturesKnown::FeaturesKnown(const FeaturesScene &scene, QWidget *parent)
    : FeaturesTab(scene, parent)
    , m_values({{tr("State")},
                {tr("Feature")},
                {tr("Value"), true},
                {tr("Known since"), false, tr("The moment of the newest event that the value rests on")},
                {tr("Age"), true, tr("At the moment that was asked about")}})
{
}

void FeaturesKnown::make()
{
    layFormBeside(makeForm(), makeAnswer());
}

QWidget *FeaturesKnown::makeForm()
{
    m_entity = new FeaturesEntity(theme(), QStringLiteral("features.known"), false);
    m_time = new QLineEdit;
    m_time->setObjectName(QStringLiteral("features.known.time"));
    m_timeRow = new FormRow(theme(), tr("At (&UTC)"), m_time, LabelPlace::Left);
    m_timeRow->setLabelWidth(labelWidth);
    m_withHistory = new QCheckBox(tr("How the values &came about"));
    m_withHistory->setObjectName(QStringLiteral("features.known.history"));
    m_withHistory->setToolTip(tr("Adds the value of every feature at earlier moments"));
    m_ask = makeButton(theme(),
                       {.objectName = QStringLiteral("features.known.ask"),
                        .text = tr("Ask what was known"),
                        .icon = QStringLiteral("search"),
                        .size = ButtonSize::Compact});
    auto *form = new QWidget;
    form->setFixedWidth(formWidth);
    auto *column = new QVBoxLayout(form);
    const int inner = theme().pixels(u"space.panel");
    column->setContentsMargins(inner, inner, inner, inner);
    column->setSpacing(theme().pixels(u"space.2"));
    column->addWidget(m_entity);
    column->addWidget(m_timeRow);
    column->addWidget(m_withHistory);
    column->addWidget(m_ask, 0, Qt::AlignLeft);
    column->addStretch();
    connect(m_ask, &QPushButton::clicked, this, &FeaturesKnown::ask);
    connect(m_entity, &FeaturesEntity::accepted, this, &FeaturesKnown::ask);
    connect(m_time, &QLineEdit::returnPressed, this, &FeaturesKnown::ask);
    connect(m_time, &QLineEdit::textChanged, this, [this] { m_timeRow->setError({}); });
    return form;
}

QWidget *FeaturesKnown::makeAnswer()
{
    m_table = makeTable(QStringLiteral("features.known.values"), tr("What was known"), m_values);
    auto *header = m_table->horizontalHeader();
    header->setStretchLastSection(false);
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(Feature, QHeaderView::Stretch);
    m_table->setItemDelegateForColumn(State, new StatusDelegate(theme(), m_table));
    for (const int number : {Value, Age})
        m_table->setItemDelegateForColumn(number, new NumberDelegate(theme(), m_table));
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &FeaturesKnown::showHistory);
    chooseFrom(*m_table, Feature);
    m_said = makeSaid(QStringLiteral("features.known.said"));
    m_line = new DataJobLine(theme(), session(), QStringLiteral("features.known"));
    connect(m_line, &DataJobLine::finished, this, [this](const Result<Json> &outcome) {
        if (outcome)
            take(outcome.value());
    });
    m_nothing = makeNothing(QStringLiteral("features.known.none"));
    auto *result = new QWidget;
    auto *column = new QVBoxLayout(result);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *line = new QHBoxLayout;
    line->setSpacing(0);
    line->addWidget(m_table, 1);
    line->addWidget(makeCurve());
    column->addWidget(m_said);
    column->addWidget(makeHairline());
    column->addLayout(line, 1);
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_nothing);
    m_stack->addWidget(result);
    auto *answer = new QWidget;
    auto *whole = new QVBoxLayout(answer);
    whole->setContentsMargins(0, 0, 0, 0);
    whole->setSpacing(0);
    whole->addWidget(m_line);
    whole->addWidget(m_stack, 1);
    return answer;
}

QWidget *FeaturesKnown::makeCurve()
{
    m_chart = new ChartView(theme());
    m_chart->setObjectName(QStringLiteral("features.known.curve"));
    m_curveSaid = new ElidedLabel(QStringLiteral("small"));
    m_curveSaid->setObjectName(QStringLiteral("features.known.curve.said"));
    m_curve = new QWidget;
    m_curve->setFixedWidth(chartWidth);
    auto *column = new QVBoxLayout(m_curve);
    const int inner = theme().pixels(u"space.2");
    column->setContentsMargins(inner, inner, inner, inner);
    column->setSpacing(theme().pixels(u"space.1"));
    column->addWidget(m_curveSaid);
    column->addWidget(m_chart, 1);
    m_curve->hide();
    return m_curve;
}

void FeaturesKnown::showShown()
{
    const bool may = shown().set.has_value();
    m_ask->setEnabled(may && !session().isReadOnly());
    if (!may) {
        m_nothing->setText(tr("Features have to be described in a set before they can be asked for."));
        m_stack->setCurrentIndex(0);
        return;
    }
    m_entity->setEntities(shown().set->entities);
    if (m_of != shown().setName()) {
        m_of = shown().setName();
        m_answer = {};
        m_line->leave();
        m_nothing->setText(
            session().isReadOnly()
                ? tr("This workspace is read only: nobody can ask here what was known.")
                : tr("What did a model know about somebody at some moment? Nothing that happened "
                     "afterwards is looked at."));
        m_stack->setCurrentIndex(0);
    }
    suggestTime();
    for (int row = 0; row < m_values.rowCount(); ++row) {
        if (m_values.index(row, Feature).data().toString() == shown().feature.name)
            m_table->selectRow(row);
    }
}

/// The end of the rows that were built, where something is known; else now.
void FeaturesKnown::suggestTime()
{
    const auto &build = shown().build;
    const TimeMicros last = build && !build->parts.empty() ? build->parts.back().last : 0;
    const auto when =
        last > 0 ? QDateTime::fromMSecsSinceEpoch(last / 1000, Qt::UTC) : QDateTime::currentDateTimeUtc();
    const QString words = when.addSecs(secondsPerMinute - 1).toString(QStringLiteral("yyyy-MM-dd HH:mm"));
    const bool untouched = m_time->text().isEmpty() || m_time->text() == m_suggestedTime;
    if (!untouched || (last == 0 && !m_suggestedTime.isEmpty()))
        return;
    m_suggestedTime = words;
    m_time->setText(words);
}

/// A day alone is its beginning; seconds may be missing.
QString FeaturesKnown::moment() const
{
    QString words = m_time->text().trimmed().replace(QLatin1Char(' '), QLatin1Char('T'));
    if (words.size() == 10)
        words += QLatin1String("T00:00:00");
    else if (words.size() == 16)
        words += QLatin1String(":00");
    if (!words.endsWith(QLatin1Char('Z')))
        words += QLatin1Char('Z');
    return parseIsoTime(words.toStdString()) ? words : QString();
}

QStringList FeaturesKnown::command() const
{
    if (!m_entity || !shown().set)
        return {};
    QStringList command {QStringLiteral("features"), QStringLiteral("asof"), QStringLiteral("--at"),
                         moment()};
    command << m_entity->options() << QStringLiteral("--set") << shown().set->set;
    if (m_withHistory->isChecked())
        command << QStringLiteral("--history");
    return command;
}

void FeaturesKnown::ask()
{
    if (!shown().set || m_line->isBusy() || !m_ask->isEnabled() || !m_entity->check())
        return;
    if (moment().isEmpty()) {
        m_timeRow->setError(tr("At: write a moment like 2026-01-30 23:59."));
        m_time->setFocus();
        return;
    }
    m_askedAbout = m_entity->said();
    m_line->start(command());
}

void FeaturesKnown::take(const Json &answer)
{
    m_answer = knownFrom(answer);
    showAnswer();
}

void FeaturesKnown::showAnswer()
{
    std::vector<TextRow> rows;
    for (const auto &feature : m_answer.features) {
        const QString since = feature.eventTime > 0 ? momentText(feature.eventTime) : QString();
        const QString age = feature.eventTime > 0 ? FeaturesWords::age(feature.age) : QString();
        rows.push_back(
            {.key = feature.name,
             .cells = {FeaturesWords::word(feature.state), feature.name, feature.value.text, since, age},
             .status = FeaturesWords::status(feature.state),
             .sentence =
                 tr("%1: %2. %3, known since %4.")
                     .arg(feature.name, feature.value.text.isEmpty() ? tr("no value") : feature.value.text,
                          FeaturesWords::word(feature.state), since.isEmpty() ? tr("the beginning") : since),
             .tip = since.isEmpty() ? QString() : tr("Known since %1 UTC").arg(since)});
    }
    m_said->setText(tr("%1 at %2 UTC: %3 of %4 values were there.")
                        .arg(m_askedAbout, momentText(m_answer.at),
                             NumberText::count(m_answer.count(ValueState::Present)),
                             NumberText::count(static_cast<double>(m_answer.features.size()))));
    m_values.show(std::move(rows));
    const bool hasHistory = m_withHistory->isChecked();
    m_curve->setVisible(hasHistory);
    m_table->setColumnHidden(Since, hasHistory); // the curve says it
    m_table->setColumnHidden(Age, hasHistory);
    m_stack->setCurrentIndex(1);
    if (!m_table->currentIndex().isValid() && m_values.rowCount() > 0)
        m_table->selectRow(0);
    showShown();
    showHistory();
}

void FeaturesKnown::showHistory()
{
    const QString name = m_table->currentIndex().siblingAtColumn(Feature).data().toString();
    for (const auto &feature : m_answer.features) {
        if (feature.name != name)
            continue;
        const auto *definition = shown().set ? shown().set->feature(name) : nullptr;
        m_curveSaid->setText(FeaturesWords::withUnit(name, definition ? definition->unit : QString()));
        m_chart->setChart(FeaturesWords::history(feature, m_answer.at));
    }
}

} // namespace slipway::ui
