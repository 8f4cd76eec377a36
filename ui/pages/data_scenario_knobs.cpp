#include "ui/pages/data_scenario_knobs.h"

#include "ui/models/number_text.h"
#include "ui/models/text.h"
#include "ui/pages/data_scenario_words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/form_row.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/text.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QStyle>
#include <QVBoxLayout>

#include <cmath>

namespace slipway::ui {

namespace {

constexpr double mostRows = 1e10; // as the engine takes them
constexpr double mostEntities = 1e9;
constexpr double mostDays = 3650;
constexpr double mostSeed = 0x1p53;
constexpr double mostMissing = 90;
constexpr int columns = 2;

QString shown(double value)
{
    return std::abs(value - std::round(value)) < 1e-9 ? QLocale().toString(std::llround(value))
                                                      : QLocale().toString(value, 'g', 6);
}

} // namespace

DataScenarioKnobs::DataScenarioKnobs(const Theme &theme, QWidget *parent)
    : Panel(theme, tr("How much"), parent)
    , m_theme(theme)
    , m_grid(new QGridLayout)
    , m_rows(add(QStringLiteral("data.generate.rows"), tr("&Rows"), 1, mostRows, true))
    , m_entities(add(QStringLiteral("data.generate.entities"), tr("&Entities"), 1, mostEntities, true))
    , m_days(add(QStringLiteral("data.generate.days"), tr("&Days"), 1, mostDays, true))
    , m_seed(add(QStringLiteral("data.generate.seed"), tr("&Seed"), 0, mostSeed, true))
    , m_missing(add(QStringLiteral("data.generate.missing"), tr("&Missing values, %"), 0, mostMissing, false))
    , m_format(new Segments(tr("Format of the tables")))
    , m_estimate(makeLabel(QStringLiteral("note")))
{
    setObjectName(QStringLiteral("data.generate.knobs"));
    m_seed.edit->setToolTip(tr("The same seed gives the same rows"));
    m_missing.edit->setToolTip(
        tr("Share of the values that are left out at random, where a column allows it"));
    m_format->setObjectName(QStringLiteral("data.generate.format"));
    m_format->add(QStringLiteral("csv"), tr("CSV"));
    m_format->add(QStringLiteral("parquet"), tr("Parquet"));
    auto *format = new QWidget; // as wide as a field, with the words at its left
    auto *line = new QHBoxLayout(format);
    line->setContentsMargins(0, 0, 0, 0);
    line->addWidget(m_format);
    line->addStretch();
    m_formatRow = new FormRow(theme, tr("Format"), format);
    connect(m_format, &Segments::currentChanged, this, [this] {
        if (!m_showing)
            Q_EMIT changed();
    });
    m_estimate->setObjectName(QStringLiteral("data.generate.estimate"));
    m_estimate->setWordWrap(true);
    m_grid->setHorizontalSpacing(theme.pixels(u"space.gap"));
    m_grid->setVerticalSpacing(theme.pixels(u"space.2"));
    for (int column = 0; column < columns; ++column)
        m_grid->setColumnStretch(column, 1);
    body()->setSpacing(theme.pixels(u"space.2"));
    body()->addLayout(m_grid);
    body()->addWidget(m_estimate);
}

DataScenarioKnobs::Field DataScenarioKnobs::add(const QString &objectName, const QString &name, double least,
                                                double most, bool whole)
{
    auto *edit = new QLineEdit;
    edit->setObjectName(objectName);
    auto *row = new FormRow(m_theme, name, edit, LabelPlace::Above, this);
    connect(edit, &QLineEdit::textChanged, this, [this] {
        if (!m_showing)
            Q_EMIT changed();
    });
    connect(edit, &QLineEdit::returnPressed, this, &DataScenarioKnobs::accepted);
    return {edit, row, least, most, whole};
}

void DataScenarioKnobs::show(const ScenarioPlan &plan)
{
    m_showing = true;
    const auto &scenario = plan.scenario();
    setNote(text(scenario.rowsOf));
    m_rows.edit->setText(shown(static_cast<double>(plan.rows)));
    m_rows.edit->setToolTip(tr("Rows of %1").arg(text(scenario.rowsOf)));
    m_entities.row->setName(ScenarioWords::entitiesName(scenario));
    m_entities.edit->setPlaceholderText(tr("as suits the rows"));
    m_entities.edit->setText(plan.entities > 0 ? shown(static_cast<double>(plan.entities)) : QString());
    m_days.edit->setText(shown(plan.days));
    m_seed.edit->setText(shown(static_cast<double>(plan.seed)));
    m_missing.edit->setText(shown(100 * plan.missing));
    m_format->setCurrent(plan.format);
    showParameters(plan);
    m_showing = false;
}

void DataScenarioKnobs::showParameters(const ScenarioPlan &plan)
{
    for (const auto &field : std::as_const(m_parameters))
        delete field.row;
    m_parameters.clear();
    const auto &scenario = plan.scenario();
    QList<FormRow *> rows {m_rows.row};
    m_entities.row->setVisible(!scenario.entitiesOf.empty());
    if (!scenario.entitiesOf.empty())
        rows << m_entities.row;
    rows << m_days.row << m_seed.row << m_missing.row;
    for (std::size_t i = 0; i < scenario.parameters.size(); ++i) {
        const auto &parameter = scenario.parameters[i];
        auto field = add(QStringLiteral("data.generate.set.") + text(parameter.name),
                         tr("%1, %", "Churn rate").arg(ScenarioWords::parameterName(parameter)),
                         100 * parameter.least, 100 * parameter.most, false);
        field.edit->setToolTip(text(parameter.help));
        field.edit->setText(shown(100 * plan.parameters[i]));
        m_parameters << field;
        rows << field.row;
    }
    rows << m_formatRow;
    place(rows);
}

void DataScenarioKnobs::place(const QList<FormRow *> &rows)
{
    while (auto *item = m_grid->takeAt(0))
        delete item;
    QWidget *before = nullptr;
    for (qsizetype i = 0; i < rows.size(); ++i) {
        m_grid->addWidget(rows[i], static_cast<int>(i) / columns, static_cast<int>(i) % columns,
                          Qt::AlignTop);
        rows[i]->show();
        if (before)
            setTabOrder(before, rows[i]->field());
        before = rows[i] == m_formatRow ? static_cast<QWidget *>(m_format) : rows[i]->field();
    }
}

std::optional<double> DataScenarioKnobs::numberIn(const Field &field) const
{
    QString digits = field.edit->text().simplified();
    bool isNumber = false;
    const double value = field.whole
        ? static_cast<double>(QLocale().toLongLong(digits.remove(QLatin1Char(' ')), &isNumber))
        : QLocale().toDouble(digits, &isNumber);
    const bool fine = isNumber && value >= field.least && value <= field.most;
    const QString range = tr("%1 to %2", "a range").arg(shown(field.least), shown(field.most));
    field.row->setError(fine              ? QString()
                            : field.whole ? tr("use a whole number, %1.").arg(range)
                                          : tr("use a number, %1.").arg(range));
    return fine ? std::optional(value) : std::nullopt;
}

bool DataScenarioKnobs::read(ScenarioPlan &plan)
{
    const bool suitable = plan.scenario().entitiesOf.empty() || m_entities.edit->text().trimmed().isEmpty();
    if (suitable)
        m_entities.row->setError({});
    const auto rows = numberIn(m_rows);
    const auto entities = suitable ? std::optional(0.0) : numberIn(m_entities);
    const auto days = numberIn(m_days);
    const auto seed = numberIn(m_seed);
    const auto missing = numberIn(m_missing);
    bool fine = rows && entities && days && seed && missing;
    std::vector<double> parameters;
    for (const auto &field : std::as_const(m_parameters)) {
        const auto value = numberIn(field);
        fine = fine && value;
        parameters.push_back(value.value_or(0) / 100);
    }
    if (!fine)
        return false;
    plan.rows = static_cast<qint64>(*rows);
    plan.entities = static_cast<qint64>(*entities);
    plan.days = static_cast<int>(*days);
    plan.seed = static_cast<qint64>(*seed);
    plan.missing = *missing / 100;
    plan.parameters = parameters;
    plan.format = m_format->current();
    return true;
}

void DataScenarioKnobs::focusRows()
{
    m_rows.edit->setFocus(Qt::OtherFocusReason);
    m_rows.edit->selectAll();
}

void DataScenarioKnobs::focusMistake()
{
    QList<Field> all {m_rows, m_entities, m_days, m_seed, m_missing};
    all << m_parameters;
    for (const auto &field : std::as_const(all)) {
        if (field.row->hasError()) {
            field.edit->setFocus(Qt::OtherFocusReason);
            return;
        }
    }
}

void DataScenarioKnobs::setEstimate(const QString &sentence)
{
    m_estimate->setProperty("role", QStringLiteral("note"));
    m_estimate->setText(sentence);
    m_estimate->style()->polish(m_estimate);
}

void DataScenarioKnobs::setProblem(const QString &sentence)
{
    if (sentence.isEmpty())
        return;
    m_estimate->setProperty("role", QStringLiteral("error"));
    m_estimate->setText(sentence);
    m_estimate->style()->polish(m_estimate);
}

} // namespace slipway::ui
