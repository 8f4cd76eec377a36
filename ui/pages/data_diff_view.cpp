#include "ui/pages/data_diff_view.h"

#include "core/base/json_value.h"
#include "ui/jobs/workspace_session.h"
#include "ui/models/check_words.h"
#include "ui/models/drift_model.h"
#include "ui/models/number_text.h"
#include "ui/models/text.h"
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
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>

namespace slipway::ui {

namespace {

using workspace::DatasetVersion;

const QLatin1String columnsPart("columns");
const QLatin1String rowsPart("rows");
constexpr int keyWidth = 190;

QStringList columnsOf(const DatasetVersion &version)
{
    QStringList names;
    for (const auto &column : version.schema)
        names << text(valueOr(column, "name", std::string()));
    return names;
}

QStringList commonColumns(const DatasetVersion &before, const DatasetVersion &after)
{
    auto names = columnsOf(before);
    const auto others = columnsOf(after);
    names.removeIf([&](const QString &name) { return !others.contains(name); });
    return names;
}

QString count(const Json &object, const char *key)
{
    return NumberText::count(valueOr(object, key, 0.0));
}

Json part(const Json &object, const char *key)
{
    return object.is_object() ? object.value(key, Json()) : Json();
}

} // namespace

DataDiffView::DataDiffView(const Theme &theme, WorkspaceSession &session, QWidget *parent)
    : QWidget(parent)
    , m_columnsModel({{tr("Column")},
                      {tr("What differs")},
                      {tr("Rows changed"), true},
                      {tr("Statistic"), true, tr("How differently the values are spread")},
                      {tr("Limit"), true, tr("Above it, it is more than noise")},
                      {tr("p"), true}})
    , m_rowsModel({{tr("Difference")}, {tr("Row")}})
    , m_columns(new TableView(theme))
    , m_rows(new TableView(theme))
    , m_title(makeLabel(QStringLiteral("strong")))
    , m_said(new ElidedLabel(QStringLiteral("small")))
    , m_key(new QComboBox)
    , m_parts(new Segments(QStringLiteral("data.diff.part")))
    , m_partStack(new QStackedWidget)
    , m_result(new QWidget)
    , m_line(new DataJobLine(theme, session, QStringLiteral("data.diff")))
{
    auto *back = makeButton(theme,
                            {.objectName = QStringLiteral("data.diff.back"),
                             .text = tr("Back to the versions"),
                             .icon = QStringLiteral("left"),
                             .kind = ButtonKind::Quiet,
                             .size = ButtonSize::Compact});
    m_title->setObjectName(QStringLiteral("data.diff.title"));
    m_said->setObjectName(QStringLiteral("data.diff.said"));
    m_key->setObjectName(QStringLiteral("data.diff.key"));
    m_key->setAccessibleName(tr("Column that names a row"));
    m_key->setFixedWidth(keyWidth);
    m_parts->setAccessibleName(tr("Part of the comparison"));
    m_parts->setCompact(true);
    m_parts->add(columnsPart, tr("Columns"));
    m_parts->add(rowsPart, tr("Rows"));
    struct Shown {
        TableView *table;
        TextTableModel *model;
        QString objectName;
        QString name;
    };
    for (const auto &each :
         {Shown {m_columns, &m_columnsModel, QStringLiteral("data.diff.columns"), tr("Columns")},
          Shown {m_rows, &m_rowsModel, QStringLiteral("data.diff.rows"), tr("Rows")}}) {
        each.table->setObjectName(each.objectName);
        each.table->setAccessibleName(each.name);
        each.table->setModel(each.model);
        each.table->setRowHeight(RowHeight::Dense);
        each.table->horizontalHeader()->setSortIndicatorShown(false);
        each.table->horizontalHeader()->setSectionsClickable(false);
        each.table->setItemDelegateForColumn(0, new StatusDelegate(theme, each.table));
        m_partStack->addWidget(each.table);
    }
    m_columns->setColumnWidth(0, 150);
    m_columns->setColumnWidth(1, 116);
    m_columns->setColumnWidth(2, 112);
    m_columns->setColumnWidth(3, 150);
    m_columns->setColumnWidth(4, 68);
    m_columns->setColumnWidth(5, 60);
    m_rows->setColumnWidth(0, 110);

    auto *head = new QHBoxLayout;
    head->setContentsMargins(theme.pixels(u"space.1"), 4, theme.pixels(u"space.panel"), 4);
    head->setSpacing(theme.pixels(u"space.2"));
    head->addWidget(back);
    head->addWidget(m_title);
    head->addStretch();
    head->addWidget(m_key);
    auto *line = new QHBoxLayout;
    line->setContentsMargins(theme.pixels(u"space.panel"), 2, theme.pixels(u"space.panel"), 6);
    line->addWidget(m_said, 1);
    line->addWidget(m_parts);
    auto *result = new QVBoxLayout(m_result);
    result->setContentsMargins(0, 0, 0, 0);
    result->setSpacing(0);
    result->addLayout(line);
    result->addWidget(m_partStack, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_line);
    column->addWidget(m_result, 1);
    column->addStretch();

    auto *escape = new QShortcut(Qt::Key_Escape, this, nullptr, nullptr, Qt::WidgetWithChildrenShortcut);
    connect(escape, &QShortcut::activated, this, &DataDiffView::left);
    connect(back, &QPushButton::clicked, this, &DataDiffView::left);
    connect(m_key, &QComboBox::activated, this, &DataDiffView::start);
    connect(m_parts, &Segments::currentChanged, this,
            [this](const QString &id) { m_partStack->setCurrentIndex(id == columnsPart ? 0 : 1); });
    connect(m_line, &DataJobLine::finished, this, [this](const Result<Json> &outcome) {
        if (outcome)
            take(outcome.value());
    });
}

QString DataDiffView::likelyKey(const DatasetVersion &before, const DatasetVersion &after)
{
    const auto names = commonColumns(before, after);
    const auto found = std::find_if(names.begin(), names.end(), [](const QString &name) {
        return name.compare(QLatin1String("id"), Qt::CaseInsensitive) == 0
            || name.endsWith(QLatin1String("_id"), Qt::CaseInsensitive) || name.endsWith(QLatin1String("ID"))
            || name.endsWith(QLatin1String("Id"));
    });
    return found == names.end() ? QString() : *found;
}

void DataDiffView::compare(const DatasetVersion &before, const DatasetVersion &after)
{
    m_before = text(before.reference());
    m_after = text(after.reference());
    m_title->setText(
        tr("%1: version %2 and then %3").arg(text(after.name)).arg(before.version).arg(after.version));
    m_key->clear();
    m_key->addItem(tr("Whole rows"), QString());
    for (const auto &name : commonColumns(before, after))
        m_key->addItem(tr("Rows by %1").arg(name), name);
    m_key->setCurrentIndex(std::max(0, m_key->findData(likelyKey(before, after))));
    start();
}

void DataDiffView::start()
{
    QStringList command {QStringLiteral("data"), QStringLiteral("diff"), m_before, m_after};
    if (const QString key = m_key->currentData().toString(); !key.isEmpty())
        command << QStringLiteral("--key") << key;
    m_result->hide();
    m_line->start(command);
}

QString DataDiffView::sentence(const Json &diff)
{
    if (valueOr(diff, "same", false))
        return tr("Both hold the same rows.");
    const Json rows = part(diff, "rows");
    const bool keyed = !valueOr(rows, "key", Json::array()).empty();
    return keyed
        ? tr("%1 rows added, %2 removed, %3 changed, %4 the same")
              .arg(count(rows, "added"), count(rows, "removed"), count(rows, "changed"), count(rows, "same"))
        : tr("%1 rows added, %2 removed, %3 the same; a changed row counts as both")
              .arg(count(rows, "added"), count(rows, "removed"), count(rows, "same"));
}

void DataDiffView::take(const Json &diff)
{
    QString said = sentence(diff);
    const Json undefined = part(diff, "undefined");
    if (const auto why = text(valueOr(undefined, "distributions", std::string())); !why.isEmpty())
        said = tr("%1 %2", "two sentences").arg(said, why);
    if (valueOr(part(diff, "schema"), "reordered", false))
        said = tr("%1 The columns stand in another order.").arg(said);
    m_said->setText(said);
    showColumns(diff);
    showRows(part(diff, "rows"));
    m_parts->setText(columnsPart, tr("Columns %1").arg(m_columnsModel.rowCount()));
    m_parts->setText(rowsPart, tr("Rows %1").arg(m_rowsModel.rowCount()));
    m_result->show();
}

void DataDiffView::showColumns(const Json &diff)
{
    std::vector<TextRow> rows;
    const auto add = [&](const QString &column, const QString &what, Status status) -> TextRow & {
        auto &row = rows.emplace_back();
        row = {.key = column,
               .cells = {column, what, {}, {}, {}, {}},
               .status = status,
               .sentence = tr("%1: %2.", "column and what differs").arg(column, what)};
        return row;
    };
    const Json schema = part(diff, "schema");
    for (const auto &column : part(schema, "added"))
        add(text(valueOr(column, "column", std::string())),
            tr("new, %1").arg(text(valueOr(column, "type", std::string()))), Status::Warns);
    for (const auto &column : part(schema, "removed"))
        add(text(valueOr(column, "column", std::string())), tr("not there any more"), Status::Failed);
    for (const auto &column : part(schema, "retyped"))
        add(text(valueOr(column, "column", std::string())),
            tr("%1 became %2")
                .arg(text(valueOr(column, "before", std::string())),
                     text(valueOr(column, "after", std::string()))),
            Status::Warns);
    const Json changed = part(part(diff, "rows"), "changed_columns");
    const auto report = driftReportFrom(part(diff, "distributions"));
    for (const auto &column : report.rows) {
        const QString what = !column.drifted ? tr("spread not compared")
            : *column.drifted                ? tr("spread otherwise")
                                             : tr("spread alike");
        auto &row =
            add(column.column, what, column.drifted.value_or(false) ? Status::Warns : Status::Neutral);
        if (std::isfinite(column.statistic)) {
            row.cells[3] =
                tr("%1 %2", "name and value of a statistic")
                    .arg(DriftModel::testText(column.test), NumberText::fixed(column.statistic, 3));
            row.cells[4] = NumberText::fixed(column.threshold, 3);
            row.cells[5] = NumberText::pValue(column.pValue);
        }
        row.tip = column.why;
    }
    for (const auto &item : changed.items()) {
        const QString name = text(item.key());
        const auto known =
            std::find_if(rows.begin(), rows.end(), [&](const TextRow &row) { return row.key == name; });
        auto &row = known == rows.end() ? add(name, tr("values changed"), Status::Neutral) : *known;
        row.cells[2] = NumberText::count(item.value().is_number() ? item.value().get<double>() : 0);
    }
    m_columnsModel.show(std::move(rows));
}

/// A row, or the key of one that has changed and what has.
QString DataDiffView::rowText(const Json &example)
{
    QStringList values;
    const bool isChange = example.contains("key") && example.contains("changes");
    const Json row = isChange ? example["key"] : example;
    for (const auto &value : row.items())
        values
            << tr("%1: %2", "column and value").arg(text(value.key()), CheckWords::valueText(value.value()));
    const Json changes = isChange ? example["changes"] : Json::object();
    for (const auto &change : changes.items())
        values << tr("%1: %2, then %3", "column, value before, value after")
                      .arg(text(change.key()), CheckWords::valueText(part(change.value(), "before")),
                           CheckWords::valueText(part(change.value(), "after")));
    return values.join(QStringLiteral(", "));
}

void DataDiffView::showRows(const Json &rows)
{
    struct Kind {
        const char *key;
        QString word;
        Status status;
    };
    std::vector<TextRow> shown;
    const Json examples = part(rows, "examples");
    for (const auto &kind :
         {Kind {"added", tr("added"), Status::Ok}, Kind {"removed", tr("removed"), Status::Failed},
          Kind {"changed", tr("changed"), Status::Warns}}) {
        for (const auto &example : part(examples, kind.key)) {
            const QString row = rowText(example);
            shown.push_back({.key = QStringLiteral("%1 %2").arg(QLatin1String(kind.key)).arg(shown.size()),
                             .cells = {kind.word, row},
                             .status = kind.status,
                             .sentence = tr("%1: %2.", "column and what differs").arg(kind.word, row),
                             .tip = row});
        }
    }
    m_rowsModel.show(std::move(shown));
}

} // namespace slipway::ui
