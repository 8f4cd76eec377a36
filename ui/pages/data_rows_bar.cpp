#include "ui/pages/data_rows_bar.h"

#include "ui/models/number_text.h"
#include "ui/pages/data_columns.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QVBoxLayout>

#include <algorithm>

namespace slipway::ui {

namespace {

constexpr int mostFieldWidth = 330;
constexpr int fewerThan = 6;

/// A name that a filter understands without quotes.
bool isPlain(const QString &name)
{
    return !name.isEmpty() && !name.front().isDigit() && std::all_of(name.begin(), name.end(), [](QChar c) {
        return c == QLatin1Char('_') || (c.unicode() < 0x80 && c.isLetterOrNumber());
    });
}

/// A filter that this table understands: "tenure_months < 6"; empty where it has no such column.
QString example(const DataRowsModel &model)
{
    const auto columns = model.allColumns();
    const auto found = std::find_if(columns.begin(), columns.end(), [&](const QString &name) {
        return isPlain(name) && !name.endsWith(QLatin1String("id"))
            && isNumber(valueKind(model.columnType(name)));
    });
    return found == columns.end() ? QString() : QStringLiteral("%1 < %2").arg(*found).arg(fewerThan);
}

} // namespace

DataRowsBar::DataRowsBar(const Theme &theme, DataRowsModel &model, DataRowsView &view, QWidget *parent)
    : QWidget(parent)
    , m_model(model)
    , m_view(view)
    , m_filter(new QLineEdit)
    , m_which(new Segments(QStringLiteral("data.which")))
    , m_title(makeLabel(QStringLiteral("note")))
    , m_count(makeLabel(QStringLiteral("note")))
    , m_columns(makeButton(theme,
                           {.objectName = QStringLiteral("data.columns"),
                            .text = tr("Columns"),
                            .icon = QStringLiteral("table")}))
    , m_export(makeIconButton(theme, QStringLiteral("data.export"), QStringLiteral("download"),
                              tr("Export what is shown")))
    , m_error(makeLabel(QStringLiteral("error")))
{
    setObjectName(QStringLiteral("data.rows.bar"));
    m_error->setObjectName(QStringLiteral("data.rows.filter.error"));
    m_error->setWordWrap(true);
    m_error->hide();
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->setSpacing(theme.pixels(u"space.1"));
    all->addWidget(makeLine(theme));
    all->addWidget(m_error);

    connect(m_filter, &QLineEdit::returnPressed, this, [this] { m_view.setFilter(m_filter->text()); });
    connect(m_filter, &QLineEdit::textChanged, this, [this](const QString &typed) {
        refuse({});
        if (typed.isEmpty())
            m_view.setFilter({});
    });
    connect(m_which, &Segments::currentChanged, this, &DataRowsBar::takeSegment);
    connect(m_columns, &QPushButton::clicked, this, [this, &theme] {
        if (!m_chooser) {
            m_chooser = new ColumnChooser(theme, this);
            connect(m_chooser, &ColumnChooser::chosen, &m_model, &DataRowsModel::setColumns);
        }
        m_chooser->open(*m_columns, m_model.allColumns(), m_model.columns());
    });
    connect(m_export, &QPushButton::clicked, this, &DataRowsBar::exportWanted);
    connect(&view, &DataRowsView::refused, this, &DataRowsBar::refuse);
    connect(&view, &DataRowsView::changed, this, &DataRowsBar::describe);
    connect(&model, &QAbstractItemModel::modelReset, this, &DataRowsBar::describe);
    describe();
}

QWidget *DataRowsBar::makeLine(const Theme &theme)
{
    m_filter->setObjectName(QStringLiteral("data.rows.filter"));
    m_filter->setAccessibleName(tr("Filter rows"));
    m_filter->setClearButtonEnabled(true);
    m_filter->addAction(theme.icons().icon(QStringLiteral("filter")), QLineEdit::LeadingPosition);
    m_filter->setMaximumWidth(mostFieldWidth);
    m_which->setAccessibleName(tr("Which rows"));
    m_which->add(QStringLiteral("all"), tr("All rows"));
    m_which->add(QStringLiteral("failing"), tr("Failing rows"));
    m_title->setObjectName(QStringLiteral("data.which.title"));
    m_count->setObjectName(QStringLiteral("data.rows.count"));
    auto *line = new QWidget;
    auto *parts = new QHBoxLayout(line);
    parts->setContentsMargins(0, 0, 0, 0);
    parts->setSpacing(theme.pixels(u"space.2"));
    parts->addWidget(m_filter, 3);
    parts->addWidget(m_which);
    parts->addWidget(m_title);
    parts->addStretch(1);
    parts->addWidget(m_count);
    parts->addWidget(m_columns);
    parts->addWidget(m_export);
    return line;
}

void DataRowsBar::focusFilter()
{
    m_filter->setFocus(Qt::ShortcutFocusReason);
    m_filter->selectAll();
}

void DataRowsBar::takeSegment(const QString &id)
{
    if (id == QLatin1String("all"))
        m_view.showAll();
    else if (m_view.lastFailing())
        m_view.showOnly(*m_view.lastFailing());
}

void DataRowsBar::refuse(const QString &sentence)
{
    m_error->setText(sentence);
    m_error->setVisible(!sentence.isEmpty());
    m_filter->setAccessibleDescription(sentence);
}

void DataRowsBar::describe()
{
    if (std::exchange(m_dataset, m_model.dataset()) != m_model.dataset()) {
        const QSignalBlocker quiet(m_filter);
        m_filter->clear();
        refuse({});
    }
    {
        const QSignalBlocker quiet(m_which);
        m_which->setCurrent(m_view.failing() ? QStringLiteral("failing") : QStringLiteral("all"));
    }
    m_which->setVisible(m_view.failing() || m_view.lastFailing());
    m_title->setText(m_view.failing() ? m_view.failing()->title : QString());
    m_title->setVisible(!m_title->text().isEmpty());
    const auto columns = m_model.allColumns();
    const bool some = !columns.isEmpty();
    const auto count = [](qint64 number) { return NumberText::count(static_cast<double>(number)); };
    QString said;
    if (some && m_model.total() == m_model.all())
        said = tr("%1 rows").arg(count(m_model.all()));
    else if (some)
        said = tr("%1 of %2 rows").arg(count(m_model.total()), count(m_model.all()));
    m_count->setText(said);
    m_columns->setText(
        u' '
        + tr("%1 of %2 columns")
              .arg(count(static_cast<qint64>(m_model.columns().size())), count(columns.size())));
    m_columns->setEnabled(some);
    m_export->setEnabled(some);
    m_filter->setEnabled(some);
    const QString filter = example(m_model);
    m_filter->setPlaceholderText(filter.isEmpty() ? tr("Filter rows")
                                                  : tr("Filter rows, for example %1").arg(filter));
}

} // namespace slipway::ui
