#include "ui/pages/data_import_preview.h"

#include "ui/models/number_text.h"
#include "ui/pages/data_header.h"
#include "ui/pages/data_import_column.h"
#include "ui/pages/data_rejected_table.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/delegates.h"
#include "ui/widgets/glyph.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/text.h"

#include <QItemSelectionModel>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace slipway::ui {

namespace {

constexpr int slowMs = 200;
constexpr int mostWidth = 240; ///< of a column, until the person makes it wider
constexpr int mostFitted = 100; ///< columns whose widths are looked for
constexpr int mostLines = 4; ///< of those left out that are seen without scrolling
constexpr int textWidth = 460;

} // namespace

DataImportPreview::DataImportPreview(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_panel(new Panel(theme, tr("As it will be stored")))
    , m_column(new DataImportColumn(theme))
    , m_stack(new QStackedWidget)
    , m_left(new Panel(theme, tr("Lines that would be left out")))
    , m_lines(new RejectedLinesTable(theme, m_rejected))
{
    m_lines->setObjectName(QStringLiteral("data.import.rejected"));
    m_stack->addWidget(makeTable());
    m_stack->addWidget(makeMessage());
    m_panel->body()->setContentsMargins(0, 0, 0, 0);
    m_panel->body()->setSpacing(0);
    m_panel->body()->addWidget(m_column);
    m_panel->body()->addWidget(makeHairline());
    m_panel->body()->addWidget(m_stack, 1);
    m_left->body()->setContentsMargins(0, 0, 0, 0);
    m_left->body()->addWidget(m_lines);
    m_left->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(theme.pixels(u"space.gap"));
    column->addWidget(m_panel, 1);
    column->addWidget(m_left);

    connect(m_column, &DataImportColumn::changed, this,
            [this] { Q_EMIT columnChanged(m_column->column(), m_column->type(), m_column->format()); });
    m_slow.setSingleShot(true);
    connect(&m_slow, &QTimer::timeout, this, [this] { m_panel->setNote(tr("reading again…")); });
}

QWidget *DataImportPreview::makeTable()
{
    m_table = new TableView(m_theme);
    m_header = new DataHeader(m_theme, m_table);
    m_header->setTall(false);
    m_header->setSectionsClickable(true);
    m_header->setContextMenuPolicy(Qt::CustomContextMenu);
    m_table->setObjectName(QStringLiteral("data.import.rows"));
    m_table->setAccessibleName(tr("First rows as they will be stored"));
    m_table->setHorizontalHeader(m_header);
    m_table->setModel(&m_model);
    m_table->setSortingEnabled(false);
    m_table->setSelectionBehavior(QAbstractItemView::SelectColumns);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentColumnChanged, this,
            [this](const QModelIndex &current) { choose(current.column()); });
    connect(m_header, &QHeaderView::sectionClicked, this, [this](int column) {
        m_table->selectionModel()->setCurrentIndex(m_model.index(0, column), QItemSelectionModel::NoUpdate);
        choose(column); // also where there is no row
    });
    connect(m_header, &QWidget::customContextMenuRequested, this, [this](const QPoint &place) {
        askForType(m_header->logicalIndexAt(place), m_header->viewport()->mapToGlobal(place));
    });
    return m_table;
}

QWidget *DataImportPreview::makeMessage()
{
    m_glyph = new Glyph(m_theme, QStringLiteral("status-bad"), QStringLiteral("status.bad.solid"), 24);
    m_title = makeLabel(QStringLiteral("section"));
    m_sentence = makeLabel(QStringLiteral("sentence"));
    m_sentence->setObjectName(QStringLiteral("data.import.problem"));
    m_sentence->setWordWrap(true);
    m_sentence->setAlignment(Qt::AlignHCenter);
    m_sentence->setFixedWidth(textWidth);
    m_sentence->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_others = makeButton(m_theme,
                          {.objectName = QStringLiteral("data.import.others"),
                           .text = tr("Choose ot&her files…"),
                           .icon = QStringLiteral("file")});
    connect(m_others, &QPushButton::clicked, this, &DataImportPreview::otherFilesWanted);
    auto *message = new QWidget;
    auto *column = new QVBoxLayout(message);
    column->setSpacing(m_theme.pixels(u"space.3"));
    column->addStretch(1);
    for (auto *widget : {static_cast<QWidget *>(m_glyph), static_cast<QWidget *>(m_title),
                         static_cast<QWidget *>(m_sentence), static_cast<QWidget *>(m_others)})
        column->addWidget(widget, 0, Qt::AlignHCenter);
    column->addStretch(2);
    return message;
}

void DataImportPreview::show(const ImportPreview &preview, const ImportChoices &choices)
{
    const QString chosen = m_column->column();
    m_preview = preview;
    m_choices = choices;
    m_slow.stop();
    m_model.show(preview);
    const int fitted = std::min(m_model.columnCount(), mostFitted);
    for (int column = 0; column < fitted; ++column) {
        m_table->resizeColumnToContents(column);
        m_table->setColumnWidth(column, std::min(m_table->columnWidth(column), mostWidth));
    }
    m_rejected.show(preview.rejected);
    m_left->setVisible(!preview.rejected.empty());
    const auto shown = static_cast<int>(preview.rejected.size());
    m_left->setNote(preview.rejectedCount > shown
                        ? tr("the first %1 of %2")
                              .arg(shown)
                              .arg(NumberText::count(static_cast<double>(preview.rejectedCount)))
                        : QString());
    m_lines->setFixedHeight(m_lines->heightFor(std::min(shown, mostLines)));
    m_stack->setCurrentIndex(0);
    m_panel->setNote(tr("the first %n rows", nullptr, m_model.rowCount()));

    int place = m_model.columnOf(chosen);
    for (int column = 0; place < 0 && column < m_model.columnCount(); ++column) {
        if (!m_model.column(column)->notice.isEmpty())
            place = column;
    }
    choose(std::max(place, 0));
}

void DataImportPreview::choose(int column)
{
    const ImportColumn *found = m_model.column(column);
    if (!found)
        return;
    m_header->setChosen(column);
    if (m_model.rowCount() > 0) {
        m_table->selectionModel()->select(
            QItemSelection(m_model.index(0, column), m_model.index(m_model.rowCount() - 1, column)),
            QItemSelectionModel::ClearAndSelect);
        if (m_table->currentIndex().column() != column)
            m_table->selectionModel()->setCurrentIndex(m_model.index(0, column),
                                                       QItemSelectionModel::NoUpdate);
    }
    m_column->show(*found, m_choices, m_preview.hasOwnTypes());
}

/// The types of a column where it stands.
void DataImportPreview::askForType(int column, const QPoint &place)
{
    const ImportColumn *found = m_model.column(column);
    if (!found || m_preview.hasOwnTypes())
        return;
    choose(column);
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("data.import.type.menu"));
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const QString current = m_choices.types.value(found->name);
    const auto add = [&](const QString &type, const QString &words) {
        auto *action = menu->addAction(words);
        action->setCheckable(true);
        action->setChecked(type == current);
        connect(action, &QAction::triggered, this, [this, type, name = found->name] {
            Q_EMIT columnChanged(name, type, type.isEmpty() ? QString() : m_choices.dateFormats.value(name));
        });
    };
    add({}, tr("As guessed"));
    menu->addSeparator();
    for (const auto &[type, words] : DataImportColumn::types())
        add(type, words);
    menu->popup(place);
}

void DataImportPreview::showFailure(const QString &sentence)
{
    m_slow.stop();
    m_glyph->show();
    m_others->show();
    m_title->setText(tr("This cannot be imported as it is"));
    m_sentence->setText(sentence);
    m_sentence->setMinimumHeight(m_sentence->heightForWidth(textWidth));
    m_stack->setCurrentIndex(1);
    m_left->hide();
    m_panel->setNote({});
}

void DataImportPreview::setReading(bool reading)
{
    if (reading)
        m_slow.start(slowMs);
    else
        m_slow.stop();
}

void DataImportPreview::clear()
{
    m_preview = {};
    m_model.clear();
    m_rejected.show({});
    m_left->hide();
    m_column->clear();
    m_glyph->hide();
    m_others->hide();
    m_title->setText(tr("Reading the beginning of the file…"));
    m_sentence->clear();
    m_stack->setCurrentIndex(1);
    m_panel->setNote({});
}

QString DataImportPreview::sentence() const
{
    return m_stack->currentIndex() == 1 ? m_sentence->text() : QString();
}

} // namespace slipway::ui
