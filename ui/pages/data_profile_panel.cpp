#include "ui/pages/data_profile_panel.h"

#include "ui/charts/chart_view.h"
#include "ui/jobs/workspace_session.h"
#include "ui/models/number_text.h"
#include "ui/models/text.h"
#include "ui/pages/data_check_cells.h"
#include "ui/pages/data_job_line.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/status_delegate.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/text.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QSortFilterProxyModel>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace slipway::ui {

namespace {

constexpr std::size_t mostInHeatMap = 16; ///< columns; beyond it cells are too small to read
constexpr int targetWidth = 128;
enum Column { Name, Type, Spread, Blank, Distinct, Mean, Median, Top, Least, Greatest };

const QLatin1String warningsPart("warnings");
const QLatin1String columnsPart("columns");
const QLatin1String correlationsPart("correlations");

void dress(TableView &table, QAbstractItemModel &model, const QString &objectName, const QString &name)
{
    table.setObjectName(objectName);
    table.setAccessibleName(name);
    table.setModel(&model);
    table.setRowHeight(RowHeight::Dense);
    table.setSelectionMode(QAbstractItemView::SingleSelection);
}

} // namespace

DataProfilePanel::DataProfilePanel(const Theme &theme, WorkspaceSession &session, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_session(session)
    , m_target(new QComboBox)
    , m_make(makeButton(theme,
                        {.objectName = QStringLiteral("data.profile.make"),
                         .text = tr("Profile"),
                         .icon = QStringLiteral("bars"),
                         .size = ButtonSize::Compact}))
    , m_line(new DataJobLine(theme, session, QStringLiteral("data.profile")))
    , m_stack(new QStackedWidget)
    , m_nothing(makeLabel(QStringLiteral("small")))
    , m_said(new ElidedLabel(QStringLiteral("strong")))
    , m_parts(new Segments(QStringLiteral("data.profile.part")))
    , m_partStack(new QStackedWidget)
    , m_warningsModel({{tr("Warning")}, {tr("Column")}})
    , m_columnsModel({{tr("Column")},
                      {tr("Type")},
                      {tr("Spread")},
                      {tr("Blank"), true},
                      {tr("Distinct"), true},
                      {tr("Mean"), true},
                      {tr("Median"), true},
                      {tr("Most frequent")},
                      {tr("Least"), true},
                      {tr("Greatest"), true}})
    , m_pairsModel({{tr("Column")},
                    {tr("With")},
                    {tr("Correlation"), true, tr("Pearson's, from −1 to 1")},
                    {tr("Of ranks"), true, tr("Spearman's, which also sees what is not a line")}})
    , m_warnings(new TableView(theme))
    , m_columns(new TableView(theme))
    , m_pairs(new TableView(theme))
    , m_heat(new ChartView(theme))
{
    m_target->setObjectName(QStringLiteral("data.profile.target"));
    m_target->setAccessibleName(tr("Target that the columns are measured against"));
    m_target->setToolTip(m_target->accessibleName());
    m_make->setToolTip(tr("Describes every column over all rows, and warns of what would mislead a model"));
    m_target->setFixedWidth(targetWidth);
    m_nothing->setObjectName(QStringLiteral("data.profile.none"));
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    m_nothing->setMargin(theme.pixels(u"space.panel"));
    m_result = makeResult();
    m_stack->addWidget(m_nothing);
    m_stack->addWidget(m_result);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_line);
    column->addWidget(m_stack, 1);

    connect(m_make, &QPushButton::clicked, this, &DataProfilePanel::make);
    connect(m_line, &DataJobLine::finished, this, [this] {
        m_make->setEnabled(!m_session.isReadOnly());
        m_isKnown = false;
        refresh();
    });
    connect(m_parts, &Segments::currentChanged, this, &DataProfilePanel::showPart);
    for (auto *table : {m_warnings, m_columns}) {
        connect(table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
                [this, table](const QModelIndex &current) { choose(*table, current); });
    }
}

QWidget *DataProfilePanel::makeResult()
{
    auto *sorted = new QSortFilterProxyModel(this);
    sorted->setSourceModel(&m_columnsModel);
    sorted->setSortRole(SortRole);
    dress(*m_warnings, m_warningsModel, QStringLiteral("data.profile.warnings"), tr("Warnings"));
    dress(*m_columns, *sorted, QStringLiteral("data.profile.columns"), tr("Columns"));
    dress(*m_pairs, m_pairsModel, QStringLiteral("data.profile.pairs"), tr("Strongest correlations"));
    m_warnings->setItemDelegateForColumn(0, new StatusDelegate(m_theme, m_warnings));
    m_warnings->horizontalHeader()->setStretchLastSection(false);
    m_warnings->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_warnings->setColumnWidth(1, 160);
    m_columns->setSortingEnabled(true);
    m_columns->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);
    m_columns->setItemDelegateForColumn(Spread, new BarsDelegate(m_theme, m_columns));
    m_columns->setColumnWidth(Name, 150);
    m_columns->setColumnWidth(Type, 88);
    m_columns->setColumnWidth(Spread, 122);
    m_columns->setColumnWidth(Top, 190);
    for (const int number : {Blank, Distinct, Mean, Least, Median, Greatest})
        m_columns->setColumnWidth(number, 82);
    m_pairs->setColumnWidth(0, 112);
    m_pairs->setColumnWidth(1, 112);
    m_pairs->setColumnWidth(2, 92);
    m_pairs->setMinimumWidth(240);
    m_heat->setObjectName(QStringLiteral("data.profile.heat"));

    m_parts->setAccessibleName(tr("Part of the profile"));
    m_parts->setCompact(true);
    m_parts->add(warningsPart, tr("Warnings"));
    m_parts->add(columnsPart, tr("Columns"));
    m_parts->add(correlationsPart, tr("Correlations"));
    m_said->setObjectName(QStringLiteral("data.profile.said"));
    auto *correlations = new QWidget;
    auto *both = new QHBoxLayout(correlations);
    both->setContentsMargins(0, 0, 0, 0);
    both->setSpacing(m_theme.pixels(u"space.2"));
    both->addWidget(m_pairs, 5);
    both->addWidget(m_heat, 4);
    for (QWidget *part :
         {static_cast<QWidget *>(m_warnings), static_cast<QWidget *>(m_columns), correlations})
        m_partStack->addWidget(part);

    auto *result = new QWidget;
    auto *line = new QHBoxLayout;
    line->setContentsMargins(m_theme.pixels(u"space.panel"), 5, m_theme.pixels(u"space.panel"), 5);
    line->addWidget(m_said, 1);
    line->addWidget(m_parts);
    auto *column = new QVBoxLayout(result);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(line);
    column->addWidget(m_partStack, 1);
    return result;
}

QList<QWidget *> DataProfilePanel::tools() const
{
    return {m_target, m_make};
}

void DataProfilePanel::setDataset(const QString &dataset, const QStringList &columns)
{
    if (dataset == m_dataset)
        return;
    m_dataset = dataset;
    m_isKnown = false;
    m_pending.cancel();
    m_line->leave();
    m_make->setEnabled(!dataset.isEmpty() && !m_session.isReadOnly());
    m_target->clear();
    m_target->addItem(tr("No target"), QString());
    for (const auto &column : columns)
        m_target->addItem(tr("Target: %1").arg(column), column);
    m_nothing->clear();
    m_stack->setCurrentWidget(m_nothing);
    Q_EMIT shown(-1);
    if (dataset.isEmpty())
        return;
    m_session.reader().target(m_targetPending, dataset, [this](const Result<QString> &target) {
        if (target)
            m_target->setCurrentIndex(std::max(0, m_target->findData(target.value())));
    });
}

void DataProfilePanel::refresh()
{
    if (m_dataset.isEmpty() || m_isKnown || m_pending.isWaiting())
        return;
    m_session.reader().profile(m_pending, m_dataset,
                               [this](const Result<std::optional<ProfileAnswer>> &profile) {
                                   m_isKnown = profile && profile.value();
                                   if (profile)
                                       take(profile.value());
                                   else
                                       m_nothing->setText(text(profile.error().message));
                               });
}

QStringList DataProfilePanel::command() const
{
    QStringList command {QStringLiteral("data"), QStringLiteral("profile"), m_dataset};
    if (const auto target = m_target->currentData().toString(); !target.isEmpty())
        command << QStringLiteral("--target") << target;
    return command;
}

void DataProfilePanel::make()
{
    m_make->setEnabled(!m_line->start(command()));
}

void DataProfilePanel::take(const std::optional<ProfileAnswer> &profile)
{
    if (!profile) {
        m_nothing->setText(m_session.isReadOnly()
                               ? tr("These rows have no profile yet, and this workspace is read only.")
                               : tr("These rows have no profile yet. “Profile” describes every column "
                                    "and warns of what would mislead a model."));
        m_stack->setCurrentWidget(m_nothing);
        Q_EMIT shown(-1);
        return;
    }
    const QString same = profile->duplicates > 0
        ? tr("%1 rows are equal to an earlier one").arg(NumberText::count(profile->duplicates))
        : tr("no row twice");
    m_said->setText(profile->target.isEmpty() ? tr("%1 rows, %2 columns, %3")
                                                    .arg(NumberText::count(profile->rows))
                                                    .arg(profile->columns.size())
                                                    .arg(same)
                                              : tr("%1 rows, %2 columns, %3, measured against %4")
                                                    .arg(NumberText::count(profile->rows))
                                                    .arg(profile->columns.size())
                                                    .arg(same, profile->target));
    m_parts->setText(warningsPart, tr("Warnings %1").arg(profile->warnings.size()));
    m_parts->setText(columnsPart, tr("Columns %1").arg(profile->columns.size()));
    showWarnings(*profile);
    showColumns(*profile);
    showCorrelations(*profile);
    m_stack->setCurrentWidget(m_result);
    m_parts->setCurrent(profile->warnings.empty() ? columnsPart : warningsPart);
    Q_EMIT shown(static_cast<int>(profile->warnings.size()));
}

void DataProfilePanel::showWarnings(const ProfileAnswer &profile)
{
    std::vector<TextRow> rows;
    for (const auto &warning : profile.warnings) {
        rows.push_back({.key = QStringLiteral("%1 %2 %3").arg(rows.size()).arg(warning.id, warning.column),
                        .cells = {warning.sentence, warning.column},
                        .status = warning.status(),
                        .sentence = warning.sentence,
                        .tip = warning.sentence});
    }
    m_warningsModel.show(std::move(rows));
}

void DataProfilePanel::showColumns(const ProfileAnswer &profile)
{
    std::vector<TextRow> rows;
    for (const auto &column : profile.columns) {
        const QString blank = column.blank > 0 && profile.rows > 0
            ? NumberText::share(column.blank / profile.rows)
            : NumberText::count(0);
        const QString top = column.top.isEmpty()
            ? column.idLike ? tr("all different") : QString()
            : tr("%1 (%2 rows)").arg(column.top, NumberText::count(column.topRows));
        rows.push_back({.key = column.name,
                        .cells = {column.name,
                                  column.type,
                                  {},
                                  blank,
                                  NumberText::count(column.distinct),
                                  column.mean,
                                  column.median,
                                  top,
                                  column.least,
                                  column.greatest},
                        .numbers = {{}, {}, {}, column.blank, column.distinct},
                        .sentence = tr("%1, %2: %3 blank, %4 different values, mean %5, median %6.")
                                        .arg(column.name, column.type, NumberText::count(column.blank),
                                             NumberText::count(column.distinct), column.mean, column.median),
                        .bars = column.bars});
    }
    m_columnsModel.show(std::move(rows));
}

void DataProfilePanel::showCorrelations(const ProfileAnswer &profile)
{
    std::vector<TextRow> rows;
    for (const auto &pair : profile.pairs) {
        const QString pearson = NumberText::fixed(pair.pearson, 2);
        rows.push_back(
            {.key = pair.first + u'/' + pair.second,
             .cells = {pair.first, pair.second, pearson,
                       std::isfinite(pair.spearman) ? NumberText::fixed(pair.spearman, 2) : QString()},
             .sentence = tr("%1 with %2: %3.").arg(pair.first, pair.second, pearson)});
    }
    m_pairsModel.show(std::move(rows));
    report::ChartSpec chart {
        .kind = report::ChartKind::HeatMap,
        .title = tr("Correlations").toStdString(),
        .sentence = tr("How strongly columns of numbers go together, from −1 to 1").toStdString(),
        .decimals = 2,
        .signedValues = true,
        .emptyReason = tr("It takes two columns of numbers.").toStdString()};
    const auto shownColumns = std::min(profile.matrix.size(), mostInHeatMap);
    for (std::size_t row = 0; shownColumns > 1 && row < shownColumns; ++row) {
        const auto name = profile.correlated[static_cast<qsizetype>(row)].toStdString();
        chart.x.categories.push_back(name);
        report::Series series {.name = name};
        const auto &line = profile.matrix[row];
        series.y.assign(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(shownColumns));
        chart.series.push_back(std::move(series));
    }
    m_heat->setChart(chart);
}

void DataProfilePanel::choose(const TableView &table, const QModelIndex &index)
{
    const int column = &table == m_warnings ? 1 : 0;
    const QString name = index.siblingAtColumn(column).data().toString();
    if (index.isValid() && !name.isEmpty())
        Q_EMIT columnChosen(name);
}

void DataProfilePanel::showPart(const QString &part)
{
    m_partStack->setCurrentIndex(part == warningsPart ? 0 : part == columnsPart ? 1 : 2);
}

} // namespace slipway::ui
