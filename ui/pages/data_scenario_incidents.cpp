#include "ui/pages/data_scenario_incidents.h"

#include "ui/models/number_text.h"
#include "ui/models/text.h"
#include "ui/pages/data_scenario_words.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/form_row.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/text.h"

#include <QComboBox>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QLocale>
#include <QMenu>
#include <QSlider>
#include <QVBoxLayout>

#include <cmath>

namespace slipway::ui {

namespace {

constexpr int timeSteps = 200; ///< of the slider
constexpr int timePage = 10;
constexpr int mostShownRows = 4;

/// A share that is written in few digits.
double rounded(double share)
{
    return std::round(share * 1e6) / 1e6;
}

} // namespace

DataScenarioIncidents::DataScenarioIncidents(const Theme &theme, QWidget *parent)
    : Panel(theme, tr("Incidents"), parent)
    , m_theme(theme)
    , m_plan(data::scenarios().front())
    , m_menu(new QMenu(this))
    , m_none(makeLabel(QStringLiteral("note"),
                       tr("Nothing happens to this world. Add an incident to see what it does.")))
    , m_table(new TableView(theme))
{
    setObjectName(QStringLiteral("data.generate.incidents.panel"));
    m_add = makeButton(theme,
                       {.objectName = QStringLiteral("data.generate.add"),
                        .text = tr("&Add"),
                        .icon = QStringLiteral("plus"),
                        .size = ButtonSize::Compact});
    m_add->setAccessibleName(tr("Add an incident"));
    m_add->setMenu(m_menu);
    addTool(m_add);
    m_none->setObjectName(QStringLiteral("data.generate.calm"));
    m_none->setWordWrap(true);

    m_table->setObjectName(QStringLiteral("data.generate.incidents"));
    m_table->setAccessibleName(tr("Incidents"));
    m_table->setModel(&m_model);
    m_table->setRowHeight(RowHeight::Dense);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setSortingEnabled(false);
    auto *header = m_table->horizontalHeader();
    header->setSectionsClickable(false);
    header->setSortIndicatorShown(false);
    header->setStretchLastSection(false);
    header->setSectionResizeMode(QHeaderView::ResizeToContents);
    header->setSectionResizeMode(ScenarioIncidentsModel::WhichColumn, QHeaderView::Stretch);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) {
                if (!m_showing)
                    choose(current.row());
            });

    m_editor = makeEditor(theme);
    body()->setContentsMargins(0, 0, 0, 0);
    body()->setSpacing(0);
    body()->addWidget(m_table);
    body()->addWidget(m_editor);
    auto *calm = new QVBoxLayout;
    const int inner = theme.pixels(u"space.panel");
    calm->setContentsMargins(inner, inner, inner, inner);
    calm->addWidget(m_none);
    body()->addLayout(calm);
    body()->addStretch();
}

QWidget *DataScenarioIncidents::makeEditor(const Theme &theme)
{
    auto *editor = new QWidget(this);
    m_kind = new QComboBox;
    m_kind->setObjectName(QStringLiteral("data.generate.kind"));
    m_column = new QComboBox;
    m_column->setObjectName(QStringLiteral("data.generate.column"));
    m_day = new QLineEdit;
    m_day->setObjectName(QStringLiteral("data.generate.day"));
    m_time = new QSlider(Qt::Horizontal);
    m_time->setObjectName(QStringLiteral("data.generate.time"));
    m_time->setRange(0, timeSteps - 1);
    m_time->setPageStep(timePage);
    m_strength = new QLineEdit;
    m_strength->setObjectName(QStringLiteral("data.generate.strength"));
    auto *kindRow = new FormRow(theme, tr("&Kind"), m_kind);
    m_columnRow = new FormRow(theme, tr("C&olumn"), m_column);
    m_dayRow = new FormRow(theme, tr("&From day"), m_day);
    m_timeRow = new FormRow(theme, tr("Part of the period"), m_time);
    m_strengthRow =
        new FormRow(theme, ScenarioWords::strengthName(data::IncidentKind::PriorShift), m_strength);
    m_meaning = makeLabel(QStringLiteral("note"));
    m_meaning->setObjectName(QStringLiteral("data.generate.meaning"));
    m_meaning->setWordWrap(true);
    auto *removal = makeButton(theme,
                               {.objectName = QStringLiteral("data.generate.remove"),
                                .text = tr("Re&move"),
                                .kind = ButtonKind::Danger,
                                .size = ButtonSize::Compact});
    removal->setAccessibleName(tr("Remove this incident"));
    connect(removal, &QPushButton::clicked, this, &DataScenarioIncidents::remove);
    connect(m_kind, &QComboBox::activated, this,
            [this](int place) { setKind(static_cast<data::IncidentKind>(m_kind->itemData(place).toInt())); });
    connect(m_column, &QComboBox::activated, this, [this](int place) {
        m_plan.incidents[static_cast<std::size_t>(m_chosen)].column = m_column->itemData(place).toString();
        announce();
    });
    connect(m_day, &QLineEdit::textEdited, this, [this](const QString &typed) {
        bool isNumber = false;
        const double day = QLocale().toDouble(typed.simplified(), &isNumber);
        const bool fine = isNumber && day >= 0 && day < m_plan.days;
        m_dayRow->setError(fine ? QString()
                                : tr("use a day from 0 to before %1.").arg(QLocale().toString(m_plan.days)));
        if (fine)
            setShare(day / m_plan.days);
    });
    connect(m_time, &QSlider::valueChanged, this, [this](int step) {
        if (!m_showing) {
            m_dayRow->setError({});
            setShare(static_cast<double>(step) / timeSteps);
        }
    });
    connect(m_strength, &QLineEdit::textEdited, this, &DataScenarioIncidents::takeStrength);

    auto *grid = new QGridLayout(editor);
    const int inner = theme.pixels(u"space.panel");
    grid->setContentsMargins(inner, theme.pixels(u"space.2"), inner, inner);
    grid->setHorizontalSpacing(theme.pixels(u"space.gap"));
    grid->setVerticalSpacing(theme.pixels(u"space.2"));
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    grid->addWidget(kindRow, 0, 0, Qt::AlignTop);
    grid->addWidget(m_columnRow, 0, 1, Qt::AlignTop);
    grid->addWidget(m_dayRow, 1, 0, Qt::AlignTop);
    grid->addWidget(m_timeRow, 1, 1, Qt::AlignTop);
    grid->addWidget(m_strengthRow, 2, 0, Qt::AlignTop);
    grid->addWidget(removal, 2, 1, Qt::AlignRight | Qt::AlignBottom);
    grid->addWidget(m_meaning, 3, 0, 1, 2);
    for (auto *box : {m_kind, m_column}) {
        box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        box->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    }
    return editor;
}

void DataScenarioIncidents::show(const ScenarioPlan &plan)
{
    m_plan = plan;
    m_chosen = -1;
    m_showing = true;
    m_model.show(m_plan);
    m_kind->clear();
    for (const auto &offer : plan.scenario().incidents)
        m_kind->addItem(incidentName(offer.kind), static_cast<int>(offer.kind));
    m_showing = false;
    fillMenu();
    showChosen();
}

void DataScenarioIncidents::setDays(int days)
{
    if (days == m_plan.days)
        return;
    m_plan.days = days;
    m_model.show(m_plan);
    showTime();
    m_dayRow->setError({});
}

void DataScenarioIncidents::fillMenu()
{
    m_menu->clear();
    for (const auto &offer : m_plan.scenario().incidents) {
        auto *action =
            m_menu->addAction(incidentName(offer.kind), this, [this, kind = offer.kind] { add(kind); });
        action->setObjectName(QStringLiteral("data.generate.add.")
                              + text(data::incidentKindNames()[static_cast<std::size_t>(offer.kind)]));
        action->setToolTip(incidentSense(offer.kind));
        action->setEnabled(m_plan.usual(offer.kind).has_value());
    }
    m_menu->setToolTipsVisible(true);
}

void DataScenarioIncidents::add(data::IncidentKind kind)
{
    const auto incident = m_plan.usual(kind);
    if (!incident)
        return;
    m_plan.incidents.push_back(*incident);
    m_showing = true;
    m_model.show(m_plan);
    m_showing = false;
    choose(static_cast<int>(m_plan.incidents.size()) - 1);
    Q_EMIT changed();
}

void DataScenarioIncidents::remove()
{
    m_plan.incidents.erase(m_plan.incidents.begin() + m_chosen);
    m_showing = true;
    m_model.show(m_plan);
    m_showing = false;
    const int last = static_cast<int>(m_plan.incidents.size()) - 1;
    choose(std::min(m_chosen, last));
    (last < 0 ? static_cast<QWidget *>(m_add) : m_table)->setFocus(Qt::OtherFocusReason);
    Q_EMIT changed();
}

void DataScenarioIncidents::choose(int incident)
{
    m_chosen = incident;
    showChosen();
    Q_EMIT chosenChanged();
}

void DataScenarioIncidents::showChosen()
{
    fillMenu();
    const bool has = m_chosen >= 0;
    m_none->setVisible(m_plan.incidents.empty());
    m_table->setVisible(!m_plan.incidents.empty());
    m_table->setFixedHeight(m_theme.pixels(u"row.header") + m_theme.pixels(u"space.1")
                            + std::min(m_model.rowCount(), mostShownRows) * m_theme.pixels(u"row.dense"));
    m_editor->setVisible(has);
    if (!has)
        return;
    m_showing = true;
    const auto &incident = m_plan.incidents[static_cast<std::size_t>(m_chosen)];
    const auto &offer = *m_plan.scenario().offer(incident.kind);
    m_table->setCurrentIndex(m_model.index(m_chosen, 0));
    m_kind->setCurrentIndex(m_kind->findData(static_cast<int>(incident.kind)));
    m_column->clear();
    for (const auto &column : offer.columns)
        m_column->addItem(text(column.substr(column.find('.') + 1)), text(column));
    if (offer.columns.empty())
        m_column->addItem(tr("the whole world"));
    m_column->setEnabled(!offer.columns.empty());
    m_column->setCurrentIndex(std::max(m_column->findData(incident.column), 0));
    m_strengthRow->setName(ScenarioWords::strengthName(incident.kind));
    m_strength->setText(QLocale().toString(incident.strength, 'g', 6));
    m_meaning->setText(text(offer.meaning));
    for (auto *row : {m_columnRow, m_dayRow, m_strengthRow})
        row->setError({});
    m_showing = false;
    showTime();
    check();
}

void DataScenarioIncidents::showTime()
{
    if (m_chosen < 0)
        return;
    m_showing = true;
    const double share = m_plan.incidents[static_cast<std::size_t>(m_chosen)].share;
    const double day = std::round(share * m_plan.days * 10) / 10;
    if (!m_day->hasFocus() || m_time->hasFocus())
        m_day->setText(QLocale().toString(day, 'g', 6));
    m_time->setValue(static_cast<int>(std::lround(share * timeSteps)));
    m_timeRow->setName(tr("%1 of %n days", nullptr, m_plan.days).arg(NumberText::share(share)));
    m_showing = false;
}

void DataScenarioIncidents::setKind(data::IncidentKind kind)
{
    auto &incident = m_plan.incidents[static_cast<std::size_t>(m_chosen)];
    if (incident.kind == kind)
        return;
    const auto &offer = *m_plan.scenario().offer(kind);
    const auto next = m_plan.usual(kind);
    const double share = incident.share;
    incident = next.value_or(PlannedIncident {
        kind, offer.columns.empty() ? QString() : text(offer.columns.front()), 0, offer.strength});
    incident.share = share;
    showChosen();
    announce();
}

void DataScenarioIncidents::setShare(double share)
{
    m_plan.incidents[static_cast<std::size_t>(m_chosen)].share = rounded(share);
    showTime();
    announce();
}

void DataScenarioIncidents::takeStrength()
{
    bool isNumber = false;
    const double strength = QLocale().toDouble(m_strength->text().simplified(), &isNumber);
    m_strengthRow->setError(isNumber ? QString() : tr("use a number."));
    if (!isNumber)
        return;
    m_plan.incidents[static_cast<std::size_t>(m_chosen)].strength = strength;
    announce();
}

void DataScenarioIncidents::announce()
{
    m_model.show(m_plan);
    fillMenu();
    Q_EMIT changed();
}

bool DataScenarioIncidents::check()
{
    bool twice = false;
    for (std::size_t i = 0; i < m_plan.incidents.size(); ++i)
        twice = twice || m_plan.isTwice(i);
    if (m_chosen >= 0) {
        m_columnRow->setError(m_plan.isTwice(static_cast<std::size_t>(m_chosen))
                                  ? tr("this incident is there already.")
                                  : QString());
    }
    return !twice && !m_dayRow->hasError() && !m_strengthRow->hasError();
}

void DataScenarioIncidents::focusMistake()
{
    for (const auto *row : {m_columnRow, m_dayRow, m_strengthRow}) {
        if (row->hasError() && row->field()->isVisible()) {
            row->field()->setFocus(Qt::OtherFocusReason);
            return;
        }
    }
}

} // namespace slipway::ui
