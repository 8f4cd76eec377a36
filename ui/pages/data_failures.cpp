#include "ui/pages/data_failures.h"

#include "core/base/json_value.h"
#include "ui/jobs/workspace_session.h"
#include "ui/models/check_words.h"
#include "ui/models/number_text.h"
#include "ui/models/text.h"
#include "ui/pages/data_job_line.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/delegates.h"
#include "ui/widgets/elided_label.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/text.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QShortcut>
#include <QVBoxLayout>

#include <algorithm>

namespace slipway::ui {

namespace {

constexpr int mostShown = 200;
constexpr int mostWidth = 220;

/// The column that fails comes first.
QStringList withFirst(QStringList columns, const QString &failing)
{
    if (columns.removeOne(failing))
        columns.prepend(failing);
    return columns;
}

} // namespace

DataFailures::DataFailures(const Theme &theme, WorkspaceSession &session, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model({})
    , m_table(new TableView(theme))
    , m_said(new ElidedLabel(QStringLiteral("strong")))
    , m_shown(makeLabel(QStringLiteral("note")))
    , m_save(makeButton(theme,
                        {.objectName = QStringLiteral("data.failures.save"),
                         .text = tr("&Save all failing rows…"),
                         .icon = QStringLiteral("download"),
                         .size = ButtonSize::Compact}))
    , m_line(new DataJobLine(theme, session, QStringLiteral("data.failures")))
    , m_saving(new DataJobLine(theme, session, QStringLiteral("data.failures.saving")))
{
    setObjectName(QStringLiteral("data.failures.view"));
    auto *back = makeButton(theme,
                            {.objectName = QStringLiteral("data.failures.back"),
                             .text = tr("Back to the checks"),
                             .icon = QStringLiteral("left"),
                             .kind = ButtonKind::Quiet,
                             .size = ButtonSize::Compact});
    m_said->setObjectName(QStringLiteral("data.failures.said"));
    m_shown->setObjectName(QStringLiteral("data.failures.shown"));
    m_table->setObjectName(QStringLiteral("data.failures"));
    m_table->setAccessibleName(tr("Rows that fail the check"));
    m_table->setModel(&m_model);
    m_table->setRowHeight(RowHeight::Dense);
    m_table->horizontalHeader()->setSortIndicatorShown(false);
    m_table->horizontalHeader()->setSectionsClickable(false);

    auto *head = new QHBoxLayout;
    head->setContentsMargins(theme.pixels(u"space.1"), 4, theme.pixels(u"space.panel"), 4);
    head->setSpacing(theme.pixels(u"space.2"));
    head->addWidget(back);
    head->addWidget(m_said, 1);
    head->addWidget(m_shown);
    head->addWidget(m_save);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_line);
    column->addWidget(m_saving);
    column->addWidget(m_table, 1);

    auto *escape = new QShortcut(Qt::Key_Escape, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, this, &DataFailures::left);
    connect(back, &QPushButton::clicked, this, &DataFailures::left);
    connect(m_save, &QPushButton::clicked, this, &DataFailures::askWhere);
    connect(m_line, &DataJobLine::finished, this, [this](const Result<Json> &outcome) {
        if (outcome)
            take(outcome.value());
    });
    connect(m_saving, &DataJobLine::finished, this, [this](const Result<Json> &outcome) {
        m_save->setEnabled(true);
        if (outcome)
            Q_EMIT saved(text(valueOr(outcome.value(), "out", std::string())),
                         valueOr(outcome.value(), "total", 0.0));
    });
}

void DataFailures::show(const QString &dataset, const CheckRow &check)
{
    m_dataset = dataset;
    m_check = check;
    m_model.setColumns({});
    m_said->setText(check.words);
    m_shown->clear();
    m_save->setEnabled(false);
    m_saving->leave();
    m_line->start({QStringLiteral("data"), QStringLiteral("failures"), dataset, QStringLiteral("--suite"),
                   QStringLiteral("last"), QStringLiteral("--check"), QString::number(check.place),
                   QStringLiteral("--limit"), QString::number(mostShown)});
}

void DataFailures::take(const Json &answer)
{
    const Json rows = valueOr(answer, "rows", Json::array());
    const QStringList names = withFirst(m_columns, m_check.column);
    QList<TextColumn> columns {{tr("Row"), true, tr("Its place in the data set, from 1")}};
    for (const auto &name : names)
        columns << TextColumn {.title = name};
    std::vector<TextRow> shown;
    for (const auto &row : rows) {
        const Json values = valueOr(row, "values", Json::object());
        const QString place = NumberText::count(valueOr(row, "row", 0.0) + 1);
        TextRow line {.key = place, .cells = {place}};
        QStringList told;
        for (const auto &name : names) {
            const Json value = values.value(name.toStdString(), Json());
            line.cells << (value.is_null() ? tr("blank") : CheckWords::valueText(value));
            told << tr("%1: %2", "column and value").arg(name, line.cells.last());
        }
        line.sentence = tr("Row %1: %2.").arg(place, told.join(QStringLiteral(", ")));
        shown.push_back(std::move(line));
    }
    const auto count = static_cast<double>(shown.size());
    const double total = valueOr(answer, "total", count);
    m_model.setColumns(columns);
    m_model.show(std::move(shown));
    fitColumns();
    m_shown->setText(
        count < total ? tr("the first %1 of %2 rows").arg(NumberText::count(count), NumberText::count(total))
                      : tr("%n rows", nullptr, static_cast<int>(total)));
    m_save->setEnabled(total > 0);
    m_table->setFocus();
}

void DataFailures::fitColumns()
{
    auto font = m_theme.font(u"small");
    font.setWeight(QFont::Medium);
    const QFontMetrics metrics(font);
    for (int column = 0; column < m_model.columnCount(); ++column) {
        m_table->resizeColumnToContents(column);
        const int header =
            metrics.horizontalAdvance(m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString())
            + 2 * cellPadding + 2;
        m_table->setColumnWidth(column, std::max(header, std::min(m_table->columnWidth(column), mostWidth)));
    }
}

void DataFailures::askWhere()
{
    auto *dialog = new QFileDialog(this, tr("Save all failing rows"));
    dialog->setObjectName(QStringLiteral("data.failures.dialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setNameFilters({tr("CSV (*.csv)"), tr("Parquet (*.parquet)")});
    dialog->setDefaultSuffix(QStringLiteral("csv"));
    dialog->selectFile(QStringLiteral("%1_%2.csv")
                           .arg(QString(m_dataset).replace(u'@', u'_'),
                                m_check.column.isEmpty() ? QString::number(m_check.place) : m_check.column));
    connect(dialog, &QFileDialog::fileSelected, this, &DataFailures::saveAll);
    dialog->open();
}

void DataFailures::saveAll(const QString &file)
{
    m_save->setEnabled(
        !m_saving->start({QStringLiteral("data"), QStringLiteral("failures"), m_dataset,
                          QStringLiteral("--suite"), QStringLiteral("last"), QStringLiteral("--check"),
                          QString::number(m_check.place), QStringLiteral("--out"), file}));
}

} // namespace slipway::ui
