#include "ui/pages/data_checks_panel.h"

#include "ui/models/number_text.h"
#include "ui/pages/data_check_cells.h"
#include "ui/pages/data_failures.h"
#include "ui/pages/data_inspection.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/status_delegate.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <cmath>

namespace slipway::ui {

namespace {

constexpr int stateWidth = 138;
constexpr int failingWidth = 98;
constexpr int shareWidth = 70;
constexpr int linkWidth = 136;

} // namespace

DataChecksPanel::DataChecksPanel(const Theme &theme, WorkspaceSession &session, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_table(new TableView(theme))
    , m_nothing(makeLabel(QStringLiteral("small")))
    , m_said(makeLabel(QStringLiteral("strong")))
    , m_where(makeLabel(QStringLiteral("small")))
    , m_when(new ElidedLabel(QStringLiteral("note")))
    , m_requirement(new ElidedLabel(QStringLiteral("note")))
    , m_require(makeButton(theme,
                           {.objectName = QStringLiteral("data.require"),
                            .text = tr("Require this suite"),
                            .kind = ButtonKind::Link}))
    , m_stack(new QStackedWidget)
    , m_failures(new DataFailures(theme, session))
{
    m_nothing->setObjectName(QStringLiteral("data.checks.none"));
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    m_nothing->setMargin(theme.pixels(u"space.panel"));
    m_checks = makeChecks();
    m_stack->addWidget(m_checks);
    m_stack->addWidget(m_nothing);
    m_stack->addWidget(m_failures);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_stack);

    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) {
                if (const auto *check = m_model.row(current); check && !check->column.isEmpty())
                    Q_EMIT columnChosen(check->column);
            });
    connect(m_table, &QTableView::clicked, this, [this](const QModelIndex &index) {
        if (index.data(ChecksModel::LinkRole).toBool())
            follow(index);
    });
    connect(m_table, &TableView::opened, this, &DataChecksPanel::follow);
    connect(m_failures, &DataFailures::left, this, [this] {
        m_stack->setCurrentWidget(m_checks);
        m_table->setFocus();
    });
    connect(m_failures, &DataFailures::saved, this, &DataChecksPanel::saved);
}

QWidget *DataChecksPanel::makeChecks()
{
    m_table->setObjectName(QStringLiteral("data.checks"));
    m_table->setAccessibleName(tr("Checks"));
    m_table->setModel(&m_model);
    m_table->setRowHeight(RowHeight::Dense);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setItemDelegateForColumn(ChecksModel::State, new StatusDelegate(m_theme, m_table));
    m_table->setItemDelegateForColumn(ChecksModel::Check, new CheckSentenceDelegate(m_theme, m_table));
    m_table->setItemDelegateForColumn(ChecksModel::Failing, new NumberDelegate(m_theme, m_table));
    m_table->setItemDelegateForColumn(ChecksModel::Share, new NumberDelegate(m_theme, m_table));
    m_table->setItemDelegateForColumn(ChecksModel::Rows, new LinkDelegate(m_theme, m_table));
    auto *header = m_table->horizontalHeader();
    header->setSortIndicatorShown(false);
    header->setStretchLastSection(false);
    header->setSectionsClickable(false);
    header->setSectionResizeMode(ChecksModel::Check, QHeaderView::Stretch);
    m_table->setColumnWidth(ChecksModel::State, stateWidth);
    m_table->setColumnWidth(ChecksModel::Failing, failingWidth);
    m_table->setColumnWidth(ChecksModel::Share, shareWidth);
    m_table->setColumnWidth(ChecksModel::Rows, linkWidth);

    m_when->setObjectName(QStringLiteral("data.checks.when"));
    m_said->setObjectName(QStringLiteral("data.checks.said"));
    m_where->setObjectName(QStringLiteral("data.checks.where"));
    m_when->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto *checks = new QWidget;
    auto *line = new QHBoxLayout;
    line->setContentsMargins(m_theme.pixels(u"space.panel"), 7, m_theme.pixels(u"space.panel"), 7);
    line->setSpacing(m_theme.pixels(u"space.1"));
    line->addWidget(m_said);
    line->addWidget(m_where);
    line->addSpacing(m_theme.pixels(u"space.gap"));
    line->addWidget(m_when, 1);
    auto *column = new QVBoxLayout(checks);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(line);
    column->addWidget(m_table, 1);
    column->addWidget(makeHairline());
    column->addWidget(makeFoot());
    return checks;
}

QWidget *DataChecksPanel::makeFoot()
{
    auto *foot = new QWidget;
    auto *line = new QHBoxLayout(foot);
    line->setContentsMargins(m_theme.pixels(u"space.panel"), 2, m_theme.pixels(u"space.panel"), 2);
    m_requirement->setObjectName(QStringLiteral("data.requirement"));
    line->addWidget(m_requirement, 1);
    line->addWidget(m_require);
    return foot;
}

QString DataChecksPanel::summary(const Validation &checks)
{
    QStringList parts {tr("%n passed", nullptr, checks.passed)};
    if (const int failed = checks.failed - checks.undecided; failed > 0)
        parts << tr("%n failed", nullptr, failed);
    if (checks.warns > 0)
        parts << tr("%n warns", nullptr, checks.warns);
    if (checks.undecided > 0)
        parts << tr("%n not decided", nullptr, checks.undecided);
    return parts.join(QStringLiteral(", "));
}

void DataChecksPanel::setColumns(const QStringList &columns)
{
    m_failures->setColumns(columns);
}

void DataChecksPanel::show(const QString &dataset, const Validation *checks, const QString &reason)
{
    const bool isAnother = dataset != m_dataset || (checks ? checks->checked : 0) != m_checked;
    m_dataset = dataset;
    m_checked = checks ? checks->checked : 0;
    m_model.show(checks ? *checks : Validation());
    m_nothing->setText(reason);
    if (isAnother || m_stack->currentWidget() != m_failures)
        m_stack->setCurrentWidget(checks ? m_checks : m_nothing);
    if (!checks)
        return;
    m_said->setText(summary(*checks));
    QString where =
        std::isfinite(checks->rows) ? tr("on all %1 rows").arg(NumberText::count(checks->rows)) : QString();
    if (std::isfinite(checks->seconds))
        where = tr("%1 in %2", "which rows, and how long it took")
                    .arg(where, NumberText::duration(checks->seconds))
                    .trimmed();
    m_where->setText(where);
    m_when->setText(tr("Suite %1, checked %2").arg(checks->suite, DataInspection::when(checks->checked)));
}

void DataChecksPanel::setRequirement(const QString &sentence)
{
    m_requirement->setText(sentence);
}

void DataChecksPanel::follow(const QModelIndex &index)
{
    const auto *check = m_model.row(index);
    if (!check || !check->hasRows)
        return;
    const CheckRow followed = *check; // the model may be read again meanwhile
    m_failures->show(m_dataset, followed);
    m_stack->setCurrentWidget(m_failures);
    Q_EMIT failingRowsWanted(followed);
}

} // namespace slipway::ui
