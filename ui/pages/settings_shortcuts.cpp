#include "ui/pages/settings_shortcuts.h"

#include "ui/actions/action_registry.h"
#include "ui/pages/settings_shortcuts_model.h"
#include "ui/settings/shortcut_memory.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/form_row.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/table_view.h"
#include "ui/widgets/text.h"

#include <QAction>
#include <QHBoxLayout>
#include <QKeySequenceEdit>
#include <QLineEdit>
#include <QPushButton>
#include <QSortFilterProxyModel>

namespace slipway::ui {

namespace {

constexpr int categoryWidth = 150;
constexpr int nameWidth = 380;
constexpr int keysWidth = 180;
constexpr int fieldWidth = 200;
constexpr int textInset = 6;

/// A letter or an arrow alone would be taken away from every field and table.
bool isNeededForTyping(const QKeySequence &keys)
{
    if (keys.isEmpty())
        return false;
    const auto combination = keys[0];
    const auto modifiers = combination.keyboardModifiers();
    const bool isFunctionKey = combination.key() >= Qt::Key_F1 && combination.key() <= Qt::Key_F35;
    return !isFunctionKey
        && (modifiers == Qt::NoModifier || modifiers == Qt::ShiftModifier);
}

} // namespace

SettingsShortcuts::SettingsShortcuts(const Theme &theme, ActionRegistry &actions, Settings &settings,
                                     QWidget *parent)
    : QWidget(parent)
    , m_actions(actions)
    , m_settings(settings)
    , m_model(new SettingsShortcutsModel(actions, this))
    , m_shown(new QSortFilterProxyModel(this))
    , m_table(new TableView(theme, this))
{
    m_shown->setSourceModel(m_model);
    m_shown->setFilterRole(SettingsShortcutsModel::FindRole);
    m_shown->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_shown->setSortRole(SortRole);
    m_shown->setSortLocaleAware(true);
    m_table->setObjectName(QStringLiteral("settings.shortcuts"));
    m_table->setAccessibleName(tr("Keyboard shortcuts"));
    m_table->setModel(m_shown);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setColumnWidth(SettingsShortcutsModel::Category, categoryWidth);
    m_table->setColumnWidth(SettingsShortcutsModel::Name, nameWidth);
    m_table->setColumnWidth(SettingsShortcutsModel::Keys, keysWidth);
    m_table->setSortingEnabled(true);
    m_table->horizontalHeader()->setSortIndicator(-1, Qt::AscendingOrder);

    auto *panel = new Panel(theme, tr("Keyboard shortcuts"), this);
    panel->setNote(tr("every action of the window"));
    panel->body()->setContentsMargins(0, 0, 0, 0);
    panel->body()->setSpacing(0);
    panel->body()->addWidget(m_table, 1);
    panel->body()->addWidget(makeHairline(panel));
    panel->body()->addWidget(makeEditor(theme));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(panel);

    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
            &SettingsShortcuts::showSelected);
    connect(m_table, &TableView::opened, this, [this] { m_keys->setFocus(Qt::OtherFocusReason); });
    showSelected();
}

QWidget *SettingsShortcuts::makeEditor(const Theme &theme)
{
    auto *editor = new QWidget(this);
    const int inner = theme.pixels(u"space.panel");
    m_name = makeLabel(QStringLiteral("strong"), {}, editor);
    m_name->setObjectName(QStringLiteral("settings.shortcut_name"));

    m_keys = new QKeySequenceEdit(editor);
    m_keys->setObjectName(QStringLiteral("settings.keys"));
    m_keys->setClearButtonEnabled(true);
    m_keys->setFixedWidth(fieldWidth);
    if (auto *field = m_keys->findChild<QLineEdit *>())
        field->setTextMargins(textInset, 0, 0, 0);
    m_use = makeButton(theme, {.objectName = QStringLiteral("settings.use_keys"), .text = tr("&Use these keys")},
                       editor);
    m_restore = makeButton(theme,
                           {.objectName = QStringLiteral("settings.restore_keys"),
                            .text = tr("&Restore"),
                            .icon = QStringLiteral("undo"),
                            .kind = ButtonKind::Quiet},
                           editor);
    m_restore->setToolTip(tr("Gives the action its standard keys"));

    auto *field = new QWidget(editor);
    auto *line = new QHBoxLayout(field);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(theme.pixels(u"space.2"));
    line->addWidget(m_keys);
    line->addWidget(m_use);
    line->addWidget(m_restore);
    line->addStretch();
    m_row = new FormRow(theme, tr("&Keys"), field, LabelPlace::Left, editor);
    m_keys->setAccessibleName(tr("Keys of the selected action"));
    m_row->setHint(tr("Press the keys in the field. An empty field takes them away."));

    auto *column = new QVBoxLayout(editor);
    column->setContentsMargins(inner, inner, inner, inner);
    column->setSpacing(theme.pixels(u"space.2"));
    column->addWidget(m_name);
    column->addWidget(m_row);

    // One combination: a second one would be a chord, which nothing in the window expects.
    connect(m_keys, &QKeySequenceEdit::keySequenceChanged, this, [this](const QKeySequence &keys) {
        if (keys.count() > 1)
            m_keys->setKeySequence(QKeySequence(keys[0]));
        m_row->setError({});
    });
    connect(m_use, &QPushButton::clicked, this, [this] { give(m_keys->keySequence()); });
    connect(m_restore, &QPushButton::clicked, this, [this] {
        if (const auto *description = m_actions.description(selected()))
            give(description->shortcut);
    });
    return editor;
}

void SettingsShortcuts::refresh()
{
    m_model->refresh();
    if (!m_table->currentIndex().isValid() && m_shown->rowCount() > 0)
        m_table->setCurrentIndex(m_shown->index(0, SettingsShortcutsModel::Name));
}

void SettingsShortcuts::setFilter(const QString &text)
{
    m_shown->setFilterFixedString(text);
}

int SettingsShortcuts::changedCount() const
{
    return m_model->changedCount();
}

int SettingsShortcuts::shownCount() const
{
    return m_shown->rowCount();
}

int SettingsShortcuts::count() const
{
    return m_model->rowCount();
}

QString SettingsShortcuts::selected() const
{
    return m_table->currentIndex().data(IdRole).toString();
}

void SettingsShortcuts::showSelected()
{
    const auto *description = m_actions.description(selected());
    const bool something = description != nullptr;
    for (QWidget *each : {static_cast<QWidget *>(m_keys), static_cast<QWidget *>(m_use),
                          static_cast<QWidget *>(m_restore)})
        each->setEnabled(something);
    m_name->setText(something ? QString(description->text).remove(u'&')
                              : tr("Select an action to change its keys"));
    const QKeySequence keys = something ? m_actions.action(selected())->shortcut() : QKeySequence();
    m_keys->setKeySequence(keys);
    m_restore->setEnabled(something && keys != description->shortcut);
    m_row->setError({});
}

void SettingsShortcuts::give(const QKeySequence &keys)
{
    const QString id = selected();
    const auto *description = m_actions.description(id);
    if (description && keys != description->shortcut && isNeededForTyping(keys)) {
        m_row->setError(tr("add Ctrl or Alt, or use a function key; this key alone is needed for typing."));
        return;
    }
    const QString other = changeShortcut(m_actions, m_settings, id, keys);
    if (!other.isEmpty()) {
        const QString name = QString(m_actions.description(other)->text).remove(u'&');
        m_row->setError(tr("%1 belongs to “%2”. Choose others, or take them away there first.")
                            .arg(SettingsShortcutsModel::shownKeys(keys), name));
        return;
    }
    m_model->refresh();
    showSelected();
    Q_EMIT changed();
}

} // namespace slipway::ui
