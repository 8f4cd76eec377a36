#include "ui/pages/data_history.h"

#include "ui/jobs/workspace_session.h"
#include "ui/models/number_text.h"
#include "ui/models/text.h"
#include "ui/pages/data_diff_view.h"
#include "ui/pages/data_inspection.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/status_delegate.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/text.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QItemSelectionModel>
#include <QLineEdit>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace slipway::ui {

namespace {

using workspace::DatasetVersion;

constexpr qsizetype digestLength = 8;
constexpr int tagFieldWidth = 150;
constexpr int otherWidth = 118;
enum Column { Version, Rows, Made, Source, Tags, Note, Content, Columns };

QString idOf(const DatasetVersion &version)
{
    return text(version.reference());
}

QString tagsOf(const DatasetVersion &version)
{
    QStringList tags;
    for (const auto &[key, value] : version.tags)
        tags << QStringLiteral("%1=%2").arg(text(key), text(value));
    return tags.join(QStringLiteral(", "));
}

} // namespace

DataHistoryPanel::DataHistoryPanel(const Theme &theme, WorkspaceSession &session, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_session(session)
    , m_model({{tr("Version")},
               {tr("Rows"), true},
               {tr("Made")},
               {tr("From")},
               {tr("Tags")},
               {tr("Note")},
               {tr("Content"), false, tr("Identity of the rows: the same rows have the same one")},
               {tr("Columns"), true}})
    , m_table(new TableView(theme))
    , m_stack(new QStackedWidget)
    , m_diff(new DataDiffView(theme, session))
    , m_tag(new QLineEdit)
    , m_note(new QLineEdit)
    , m_error(makeLabel(QStringLiteral("error")))
    , m_anyway(makeButton(theme,
                          {.objectName = QStringLiteral("data.history.force"),
                           .text = tr("Delete all the same"),
                           .kind = ButtonKind::Danger,
                           .size = ButtonSize::Compact}))
    , m_remove(makeButton(theme,
                          {.objectName = QStringLiteral("data.history.delete"),
                           .text = tr("Delete"),
                           .size = ButtonSize::Compact}))
    , m_other(new QComboBox)
    , m_compare(makeButton(theme,
                           {.objectName = QStringLiteral("data.history.compare"),
                            .text = tr("Compare"),
                            .icon = QStringLiteral("compare"),
                            .size = ButtonSize::Compact}))
{
    m_table->setObjectName(QStringLiteral("data.history"));
    m_table->setAccessibleName(tr("Versions of this data set"));
    m_table->setModel(&m_model);
    m_table->setRowHeight(RowHeight::Dense);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->horizontalHeader()->setSortIndicatorShown(false);
    m_table->horizontalHeader()->setSectionsClickable(false);
    m_table->setItemDelegateForColumn(Version, new StatusDelegate(theme, m_table));
    m_table->setColumnWidth(Version, 122);
    m_table->setColumnWidth(Rows, 84);
    m_table->setColumnWidth(Note, 150);
    m_table->setColumnWidth(Content, 94);
    m_table->setColumnWidth(Source, 186);
    m_table->setColumnWidth(Made, 110);
    m_table->setColumnWidth(Tags, 120);
    m_other->setObjectName(QStringLiteral("data.history.other"));
    m_other->setAccessibleName(tr("Version to compare the chosen one with"));
    m_other->setFixedWidth(otherWidth);

    m_list = new QWidget;
    auto *column = new QVBoxLayout(m_list);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_table, 1);
    column->addWidget(makeHairline());
    column->addWidget(makeEditor());
    m_stack->addWidget(m_list);
    m_stack->addWidget(m_diff);
    auto *all = new QVBoxLayout(this);
    all->setContentsMargins(0, 0, 0, 0);
    all->addWidget(m_stack);

    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &DataHistoryPanel::showSelected);
    connect(m_table, &TableView::opened, this, [this](const QModelIndex &index) {
        if (const auto *version = selected(); version && index.isValid() && version->stage == "active")
            Q_EMIT versionChosen(idOf(*version));
    });
    connect(m_compare, &QPushButton::clicked, this, &DataHistoryPanel::compare);
    connect(m_diff, &DataDiffView::left, this, [this] { m_stack->setCurrentWidget(m_list); });
    connect(&session.edits(), &Edits::failed, this, [this](const QString &what, const Error &error) {
        if (what != m_lastEdit)
            return;
        m_error->setText(text(error.message));
        m_error->show();
        m_anyway->setVisible(error.id == "dataset.in_use");
        showSelected();
    });
}

QWidget *DataHistoryPanel::makeEditor()
{
    m_tag->setObjectName(QStringLiteral("data.history.tag"));
    m_tag->setAccessibleName(tr("New tag"));
    m_tag->setPlaceholderText(tr("New tag, like owner=ada"));
    m_tag->setFixedWidth(tagFieldWidth);
    m_note->setObjectName(QStringLiteral("data.history.note"));
    m_note->setAccessibleName(tr("Note"));
    m_note->setPlaceholderText(tr("A note to this version"));
    m_error->setObjectName(QStringLiteral("data.history.error"));
    m_error->setWordWrap(true);
    m_error->hide();
    m_anyway->hide();
    auto *editor = new QWidget;
    auto *column = new QVBoxLayout(editor);
    column->setContentsMargins(m_theme.pixels(u"space.panel"), 6, m_theme.pixels(u"space.panel"), 6);
    auto *failed = new QHBoxLayout;
    failed->addWidget(m_error, 1);
    failed->addWidget(m_anyway);
    auto *line = new QHBoxLayout;
    line->setSpacing(m_theme.pixels(u"space.2"));
    m_tags = new QHBoxLayout;
    m_tags->setSpacing(m_theme.pixels(u"space.1"));
    line->addLayout(m_tags);
    line->addWidget(m_tag);
    line->addWidget(m_note, 1);
    line->addWidget(m_remove);
    column->addLayout(failed);
    column->addLayout(line);
    connect(m_tag, &QLineEdit::returnPressed, this, &DataHistoryPanel::addTag);
    connect(m_note, &QLineEdit::editingFinished, this, &DataHistoryPanel::saveNote);
    connect(m_remove, &QPushButton::clicked, this, [this] { removeOrRestore(false); });
    connect(m_anyway, &QPushButton::clicked, this, [this] { removeOrRestore(true); });
    return editor;
}

QList<QWidget *> DataHistoryPanel::tools() const
{
    return {m_other, m_compare};
}

void DataHistoryPanel::setDataset(const QString &name, const QString &id)
{
    m_current = id;
    if (name == m_name)
        return;
    m_name = name;
    m_pending.cancel();
    m_versions.clear();
    m_model.show({});
    m_stack->setCurrentWidget(m_list);
    showSelected();
    if (!name.isEmpty())
        refresh();
    else
        Q_EMIT counted(-1);
}

void DataHistoryPanel::refresh()
{
    if (m_name.isEmpty() || m_pending.isWaiting())
        return;
    m_session.reader().history(m_pending, m_name,
                               [this](const Result<std::vector<DatasetVersion>> &versions) {
                                   if (versions) // else the list of data sets reports what cannot be read
                                       take(versions.value());
                               });
}

void DataHistoryPanel::take(const std::vector<DatasetVersion> &versions)
{
    m_versions = versions;
    std::vector<TextRow> rows;
    int there = 0;
    for (const auto &version : versions) {
        const bool active = version.stage == "active";
        there += active;
        const QString name = active      ? tr("version %1").arg(version.version)
            : version.stage == "deleted" ? tr("version %1, deleted").arg(version.version)
                                         : tr("version %1, gone").arg(version.version);
        const QString made = DataInspection::when(version.created);
        const QString count = NumberText::count(static_cast<double>(version.rows));
        rows.push_back(
            {.key = idOf(version),
             .cells = {name, count, made, DataInspection::origin(version), tagsOf(version),
                       text(version.note), text(version.digest).left(digestLength),
                       NumberText::count(static_cast<double>(version.schema.size()))},
             .status = active ? idOf(version) == m_current ? Status::Ok : Status::Neutral : Status::Stopped,
             .sentence = tr("%1: %2 rows, made %3.").arg(name, count, made),
             .tip = text(version.note)});
    }
    const QString before = m_table->currentIndex().data(IdRole).toString();
    m_model.show(std::move(rows));
    const int row = std::max(0, m_model.rowOf(before.isEmpty() ? m_current : before));
    m_table->setCurrentIndex(m_model.index(row, 0));
    showSelected();
    Q_EMIT counted(there);
}

const DatasetVersion *DataHistoryPanel::selected() const
{
    const auto id = m_table->currentIndex().data(IdRole).toString();
    const auto found = std::find_if(m_versions.begin(), m_versions.end(),
                                    [&](const DatasetVersion &version) { return idOf(version) == id; });
    return found == m_versions.end() ? nullptr : &*found;
}

void DataHistoryPanel::showSelected()
{
    const auto *version = selected();
    const bool mayEdit = version && !m_session.isReadOnly();
    const bool active = version && version->stage == "active";
    m_tag->setEnabled(mayEdit && active);
    m_note->setEnabled(mayEdit && active);
    m_remove->setEnabled(mayEdit && version->stage != "removed");
    m_remove->setText(!version || active ? tr("Delete") : tr("Restore"));
    m_remove->setAccessibleName(m_remove->text());
    const QString note = version ? text(version->note) : QString();
    if (!m_note->hasFocus() || note != m_shownNote)
        m_note->setText(note);
    m_shownNote = note;
    showTags(version);
    fillOthers();
}

void DataHistoryPanel::showTags(const DatasetVersion *version)
{
    while (auto *item = m_tags->takeAt(0)) {
        item->widget()->hide();
        item->widget()->deleteLater(); // it may be the one that was clicked
        delete item;
    }
    if (!version)
        return;
    for (const auto &[key, value] : version->tags) {
        auto *tag = new Tag(m_theme, QStringLiteral("%1=%2").arg(text(key), text(value)));
        tag->setObjectName(QStringLiteral("data.history.tag.") + text(key));
        tag->setRemovable(!m_session.isReadOnly() && version->stage == "active");
        connect(tag, &Tag::removed, this, [this, id = idOf(*version), key = text(key)] {
            edit({QStringLiteral("data"), QStringLiteral("untag"), id, key},
                 tr("Take the tag %1 from %2").arg(key, id));
        });
        m_tags->addWidget(tag);
    }
}

/// Those that are there, and the one before the chosen one first.
void DataHistoryPanel::fillOthers()
{
    const auto *version = selected();
    const QString kept = m_other->currentData().toString();
    m_other->clear();
    int before = -1;
    for (const auto &other : m_versions) {
        if (!version || other.id == version->id || other.stage != "active")
            continue;
        m_other->addItem(tr("with version %1").arg(other.version), idOf(other));
        if (before < 0 && other.version < version->version)
            before = m_other->count() - 1;
    }
    const int again = m_other->findData(kept);
    m_other->setCurrentIndex(m_other->count() == 0 ? -1 : std::max(0, again >= 0 ? again : before));
    const bool can = version && version->stage == "active" && m_other->count() > 0;
    m_other->setEnabled(can);
    m_compare->setEnabled(can && !m_session.isReadOnly());
}

void DataHistoryPanel::edit(const QStringList &command, const QString &what)
{
    m_error->hide();
    m_anyway->hide();
    m_lastEdit = what;
    m_session.edits().run(command, what);
}

void DataHistoryPanel::addTag()
{
    const auto *version = selected();
    const QString tag = m_tag->text().trimmed();
    if (!version || tag.isEmpty())
        return;
    m_tag->clear();
    edit({QStringLiteral("data"), QStringLiteral("tag"), idOf(*version), tag},
         tr("Tag %1 with %2").arg(idOf(*version), tag));
}

void DataHistoryPanel::saveNote()
{
    const auto *version = selected();
    if (!version || m_note->text() == m_shownNote)
        return;
    m_shownNote = m_note->text(); // Enter and leaving the field both end an edit
    edit({QStringLiteral("data"), QStringLiteral("note"), idOf(*version), m_note->text()},
         tr("Write a note to %1").arg(idOf(*version)));
}

void DataHistoryPanel::removeOrRestore(bool force)
{
    const auto *version = selected();
    if (!version)
        return;
    const QString id = idOf(*version);
    if (version->stage == "deleted") {
        edit({QStringLiteral("data"), QStringLiteral("restore"), id}, tr("Restore %1").arg(id));
        return;
    }
    QStringList command {QStringLiteral("data"), QStringLiteral("delete"), id};
    if (force)
        command << QStringLiteral("--force");
    edit(command, tr("Delete %1").arg(id));
}

void DataHistoryPanel::compare()
{
    const auto *version = selected();
    const QString other = m_other->currentData().toString();
    const auto found = std::find_if(m_versions.begin(), m_versions.end(),
                                    [&](const DatasetVersion &each) { return idOf(each) == other; });
    if (!version || found == m_versions.end())
        return;
    const bool isNewer = version->version > found->version;
    m_stack->setCurrentWidget(m_diff);
    m_diff->compare(isNewer ? *found : *version, isNewer ? *version : *found);
}

} // namespace slipway::ui
