#include "ui/pages/features_known.h"

#include "ui/charts/chart_view.h"
#include "ui/jobs/workspace_session.h"
#include "ui/models/number_text.h"
#include "ui/models/text.h"
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
#include <QDateTimeEdit>
#include <QHBoxLayout>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace slipway::ui {

namespace {

constexpr int formWidth = 264;
constexpr int labelWidth = 84;
constexpr int chartWidth = 300;
enum Column { State, Feature, Value, Since, Age };

QString moment(TimeMicros time)
{
    return QLocale().toString(QDateTime::fromMSecsSinceEpoch(time / 1000, Qt::UTC),
                              FeaturesKnown::tr("d MMM yyyy HH:mm", "a moment"));
}

} // namespace

FeaturesKnown::FeaturesKnown(const FeaturesScene &scene, QWidget *parent)
    : FeaturesTab(scene, parent)
    , m_question(scene.session.launcher())
    , m_values({{tr("State")},
                {tr("Feature")},
                {tr("Value"), true},
                {tr("Known since"), false, tr("The moment of the newest event that the value rests on")},
                {tr("Age"), true, tr("At the moment that was asked about")}})
{
    connect(&m_question, &Question::answered, this, &FeaturesKnown::take);
}

void FeaturesKnown::make()
{
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(0);
    line->addWidget(makeForm());
    auto *border = new QFrame;
    border->setProperty("role", QStringLiteral("hairline"));
    border->setFixedWidth(1);
    line->addWidget(border);
    line->addWidget(makeAnswer(), 1);
}

QWidget *FeaturesKnown::makeForm()
{
    m_entity = new FeaturesEntity(theme(), QStringLiteral("features.known"), false);
    m_time = new QDateTimeEdit;
    m_time->setObjectName(QStringLiteral("features.known.time"));
    m_time->setTimeSpec(Qt::UTC);
    m_time->setDisplayFormat(QStringLiteral("yyyy-MM-dd HH:mm:ss"));
    m_time->setMinimumWidth(1);
    m_withHistory = new QCheckBox(tr("How the values &came about"));
    m_withHistory->setObjectName(QStringLiteral("features.known.history"));
    m_withHistory->setToolTip(tr("Adds the value of every feature at earlier moments"));
    m_ask = makeButton(theme(), {.objectName = QStringLiteral("features.known.ask"),
                                 .text = tr("Ask what was known"),
                                 .icon = QStringLiteral("search"),
                                 .size = ButtonSize::Compact});
    auto *time = new FormRow(theme(), tr("At (&UTC)"), m_time, LabelPlace::Left);
    time->setLabelWidth(labelWidth);
    auto *form = new QWidget;
    form->setFixedWidth(formWidth);
    auto *column = new QVBoxLayout(form);
    const int inner = theme().pixels(u"space.panel");
    column->setContentsMargins(inner, inner, inner, inner);
    column->setSpacing(theme().pixels(u"space.2"));
    column->addWidget(m_entity);
    column->addWidget(time);
    column->addWidget(m_withHistory);
    column->addWidget(m_ask, 0, Qt::AlignLeft);
    column->addStretch();
    connect(m_ask, &QPushButton::clicked, this, &FeaturesKnown::ask);
    connect(m_entity, &FeaturesEntity::accepted, this, &FeaturesKnown::ask);
    connect(m_time, &QDateTimeEdit::dateTimeChanged, this, [this] { m_timeTouched = m_time->hasFocus(); });
    return form;
}

QWidget *FeaturesKnown::makeAnswer()
{
    m_table = new TableView(theme());
    m_table->setObjectName(QStringLiteral("features.known.values"));
    m_table->setAccessibleName(tr("What was known"));
    m_table->setModel(&m_values);
    m_table->setRowHeight(RowHeight::Dense);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    auto *header = m_table->horizontalHeader();
    header->setSortIndicatorShown(false);
    header->setSectionsClickable(false);
    header->setStretchLastSection(false);
    header->setSectionResizeMode(Feature, QHeaderView::Stretch);
    m_table->setItemDelegateForColumn(State, new StatusDelegate(theme(), m_table));
    for (const int number : {Value, Age})
        m_table->setItemDelegateForColumn(number, new NumberDelegate(theme(), m_table));
    m_table->setColumnWidth(State, 116);
    m_table->setColumnWidth(Value, 104);
    m_table->setColumnWidth(Since, 132);
    m_table->setColumnWidth(Age, 64);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &FeaturesKnown::showHistory);
    connect(m_table, &TableView::opened, this, [this](const QModelIndex &index) {
        Q_EMIT featureChosen(index.siblingAtColumn(Feature).data().toString());
    });
    m_chart = new ChartView(theme());
    m_chart->setObjectName(QStringLiteral("features.known.curve"));
    m_chartBox = new QWidget;
    m_chartBox->setFixedWidth(chartWidth);
    auto *chartColumn = new QVBoxLayout(m_chartBox);
    const int inner = theme().pixels(u"space.2");
    chartColumn->setContentsMargins(inner, inner, inner, inner);
    chartColumn->addWidget(m_chart);
    m_chartBox->hide();

    m_said = new ElidedLabel(QStringLiteral("small"));
    m_said->setObjectName(QStringLiteral("features.known.said"));
    m_said->setContentsMargins(theme().pixels(u"space.panel"), 6, theme().pixels(u"space.panel"), 6);
    m_nothing = makeLabel(QStringLiteral("small"));
    m_nothing->setObjectName(QStringLiteral("features.known.none"));
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    m_nothing->setMargin(theme().pixels(u"space.panel"));
    auto *result = new QWidget;
    auto *column = new QVBoxLayout(result);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto *line = new QHBoxLayout;
    line->setSpacing(0);
    line->addWidget(m_table, 1);
    line->addWidget(m_chartBox);
    column->addWidget(m_said);
    column->addWidget(makeHairline());
    column->addLayout(line, 1);
    m_stack = new QStackedWidget;
    m_stack->addWidget(m_nothing);
    m_stack->addWidget(result);
    return m_stack;
}

void FeaturesKnown::showShown()
{
    const bool may = shown().set.has_value();
    m_ask->setEnabled(may);
    if (!may) {
        m_nothing->setText(tr("Features have to be described in a set before they can be asked for."));
        m_stack->setCurrentIndex(0);
        return;
    }
    m_entity->setEntities(shown().set->entities);
    if (m_of != shown().setName()) {
        m_of = shown().setName();
        m_answer = {};
        m_timeTouched = false;
        m_nothing->setText(tr("What did a model know about somebody at some moment? Nothing that happened "
                              "afterwards is looked at."));
        m_stack->setCurrentIndex(0);
    }
    if (!m_timeTouched)
        suggestTime();
    for (int row = 0; row < m_values.rowCount(); ++row) {
        if (m_values.index(row, Feature).data().toString() == shown().feature.name)
            m_table->setCurrentIndex(m_values.index(row, Feature));
    }
}

/// The end of the rows that were built, where something is known; else now.
void FeaturesKnown::suggestTime()
{
    const auto &build = shown().build;
    const TimeMicros last = build && !build->parts.empty() ? build->parts.back().last : 0;
    const auto when = last > 0 ? QDateTime::fromMSecsSinceEpoch(last / 1000, Qt::UTC)
                               : QDateTime::currentDateTimeUtc();
    if (m_time->dateTime() != when && (last > 0 || !m_time->property("suggested").toBool())) {
        m_time->setDateTime(when);
        m_time->setProperty("suggested", true);
    }
}

QStringList FeaturesKnown::command() const
{
    if (!m_entity || !shown().set)
        return {};
    QStringList command {QStringLiteral("features"), QStringLiteral("asof"), QStringLiteral("--at"),
                         m_time->dateTime().toUTC().toString(Qt::ISODate)};
    command << m_entity->options() << QStringLiteral("--set") << shown().set->set;
    if (m_withHistory->isChecked())
        command << QStringLiteral("--history");
    return command;
}

void FeaturesKnown::ask()
{
    if (!shown().set || !m_entity->check())
        return;
    m_askedAbout = m_entity->said();
    m_nothing->setText(tr("Looking back…"));
    m_question.ask(command());
}

void FeaturesKnown::take(const Result<Json> &answer)
{
    if (!answer) {
        m_nothing->setText(text(answer.error().message));
        m_stack->setCurrentIndex(0);
        return;
    }
    m_answer = knownFrom(answer.value());
    showAnswer();
}

void FeaturesKnown::showAnswer()
{
    std::vector<TextRow> rows;
    for (const auto &feature : m_answer.features) {
        const QString since = feature.eventTime > 0 ? moment(feature.eventTime) : QString();
        const QString age = feature.eventTime > 0 ? FeaturesWords::age(feature.age) : QString();
        rows.push_back({.key = feature.name,
                        .cells = {FeaturesWords::word(feature.state), feature.name, feature.value.text, since, age},
                        .status = FeaturesWords::status(feature.state),
                        .sentence = tr("%1: %2. %3, known since %4.")
                                        .arg(feature.name,
                                             feature.value.text.isEmpty() ? tr("no value") : feature.value.text,
                                             FeaturesWords::word(feature.state),
                                             since.isEmpty() ? tr("the beginning") : since)});
    }
    m_said->setText(tr("%1 at %2 UTC: %3 of %4 values were there.")
                        .arg(m_askedAbout, moment(m_answer.at),
                             NumberText::count(m_answer.count(ValueState::Present)),
                             NumberText::count(static_cast<double>(m_answer.features.size()))));
    m_values.show(std::move(rows));
    m_chartBox->setVisible(m_withHistory->isChecked());
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
        if (feature.name == name)
            m_chart->setChart(FeaturesWords::history(feature, m_answer.at));
    }
}

} // namespace slipway::ui
