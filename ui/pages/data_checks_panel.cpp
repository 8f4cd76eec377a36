#include "ui/pages/data_checks_panel.h"

#include "ui/models/number_text.h"
#include "ui/pages/data_inspection.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/delegates.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <cmath>

namespace slipway::ui {

DataChecksPanel::DataChecksPanel(const Theme &theme, QWidget *parent)
    : Panel(theme, tr("Validation"), parent)
    , m_table(new TableView(theme))
    , m_nothing(makeLabel(QStringLiteral("small")))
    , m_stack(new QStackedWidget)
    , m_summary(new QWidget)
    , m_said(makeLabel(QStringLiteral("small")))
    , m_when(makeLabel(QStringLiteral("note")))
    , m_chip(new Chip(theme))
{
    m_table->setObjectName(QStringLiteral("data.checks"));
    m_table->setAccessibleName(tr("Checks"));
    m_table->setModel(&m_model);
    m_table->setRowHeight(RowHeight::Dense);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setItemDelegateForColumn(ChecksModel::State, new ChipDelegate(theme, m_table));
    m_table->setItemDelegateForColumn(ChecksModel::Failing, new NumberDelegate(theme, m_table));
    m_table->setItemDelegateForColumn(ChecksModel::Share, new NumberDelegate(theme, m_table));
    auto *header = m_table->horizontalHeader();
    header->setSortIndicatorShown(false);
    header->setStretchLastSection(false);
    header->setSectionsClickable(false);
    header->setSectionResizeMode(ChecksModel::Check, QHeaderView::Stretch);
    m_table->setColumnWidth(ChecksModel::State, 104);
    m_table->setColumnWidth(ChecksModel::Failing, 112);
    m_table->setColumnWidth(ChecksModel::Share, 88);

    m_nothing->setObjectName(QStringLiteral("data.checks.none"));
    m_nothing->setAlignment(Qt::AlignCenter);
    m_nothing->setWordWrap(true);
    m_nothing->setMargin(theme.pixels(u"space.panel"));
    m_stack->addWidget(m_table);
    m_stack->addWidget(m_nothing);
    m_when->setObjectName(QStringLiteral("data.checks.when"));
    m_chip->setObjectName(QStringLiteral("data.checks.chip"));
    m_said->setObjectName(QStringLiteral("data.checks.said"));
    addBadge(m_chip);
    // A narrow window cuts the suite's name, and not the number of checks.
    m_when->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_when->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    auto *line = new QHBoxLayout(m_summary);
    line->setContentsMargins(theme.pixels(u"space.panel"), 0, theme.pixels(u"space.panel"), 8);
    line->addWidget(m_said);
    line->addWidget(m_when, 1);
    body()->setContentsMargins(0, 0, 0, 0);
    body()->setSpacing(0);
    body()->addWidget(m_summary);
    body()->addWidget(m_stack);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            [this](const QModelIndex &current) {
                if (const auto *check = m_model.row(current); check && !check->column.isEmpty())
                    Q_EMIT columnChosen(check->column);
            });
}

void DataChecksPanel::show(const Validation *checks, const QString &reason)
{
    m_model.show(checks ? *checks : Validation());
    m_stack->setCurrentWidget(checks ? static_cast<QWidget *>(m_table) : m_nothing);
    m_nothing->setText(reason);
    m_chip->setVisible(checks);
    m_summary->setVisible(checks);
    if (!checks)
        return;
    m_chip->setStatus(DataInspection::checksStatus(checks),
                      checks->failed ? tr("%1 failed").arg(NumberText::count(checks->failed)) : tr("Passed"));
    m_said->setText(std::isfinite(checks->rows)
                        ? tr("%1 of %2 checks passed on all %3 rows")
                              .arg(NumberText::count(checks->passed), NumberText::count(checks->all()),
                                   NumberText::count(checks->rows))
                        : tr("%1 of %2 checks passed")
                              .arg(NumberText::count(checks->passed), NumberText::count(checks->all())));
    m_when->setText(tr("Suite %1, checked %2").arg(checks->suite, DataInspection::when(checks->checked)));
}

} // namespace slipway::ui
