#include "ui/pages/settings_page.h"

#include "ui/actions/action_registry.h"
#include "ui/jobs/workspace_session.h"
#include "ui/models/config_model.h"
#include "ui/models/number_text.h"
#include "ui/models/text.h"
#include "ui/pages/settings_config.h"
#include "ui/pages/settings_shortcuts.h"
#include "ui/pages/settings_window.h"
#include "ui/settings/settings.h"
#include "ui/theme/theme.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/text.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QStackedWidget>
#include <QTimer>

namespace slipway::ui {

namespace {

constexpr int filterWidth = 240;

/// A value as one word of a command line: "128,64".
QString asWord(const Json &value)
{
    return ConfigModel::typed(value).remove(u' ');
}

} // namespace

SettingsPage::SettingsPage(const PageServices &services, const PageDescription &description, QWidget *parent)
    : WorkspacePage(services, description, parent)
    , m_stack(new QStackedWidget(this))
    , m_window(new SettingsWindow(services.theme, services.actions, services.settings.file(),
                                  services.session.folder(), m_stack))
    , m_shortcuts(new SettingsShortcuts(services.theme, services.actions, services.settings, m_stack))
    , m_config(new SettingsConfig(services.theme, services.session, m_stack))
{
    m_stack->addWidget(m_window);
    m_stack->addWidget(m_config);
    m_stack->addWidget(m_shortcuts);
    addFilterLine();
    addActions();
    views().setResult(m_stack);
    views().setEmpty({.icon = QStringLiteral("settings"),
                      .title = tr("No settings to show"),
                      .sentence = tr("The workspace's configuration has not been read."),
                      .ways = {{.objectName = QStringLiteral("settings.read"),
                                .verb = tr("&Read it"),
                                .run = [this] { refresh(); }}}});

    showContentOf(m_config->model());
    connect(&m_config->model(), &ConfigModel::loaded, this, &SettingsPage::summarise);
    connect(m_config, &SettingsConfig::selectionChanged, this, &SettingsPage::inspectSetting);
    connect(m_config, &SettingsConfig::changed, this, [this](const QString &sentence) {
        say(sentence, tr("Undo"), [this] { session().undoStack()->undo(); });
    });
    connect(m_shortcuts, &SettingsShortcuts::changed, this, &SettingsPage::summarise);
    followActions();
    showPart(m_parts->current());
}

void SettingsPage::addFilterLine()
{
    m_parts = new Segments(QStringLiteral("settings.part"), this);
    m_parts->setAccessibleName(tr("Part"));
    m_parts->add(QStringLiteral("window"), tr("Window and computer"));
    m_parts->add(QStringLiteral("config"), tr("Configuration"));
    m_parts->add(QStringLiteral("keys"), tr("Keyboard"));
    m_filter = new QLineEdit(this);
    m_filter->setObjectName(QStringLiteral("settings.filter"));
    m_filter->setAccessibleName(tr("Filter"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setFixedWidth(filterWidth);
    m_filter->addAction(theme().icons().icon(QStringLiteral("search")), QLineEdit::LeadingPosition);
    m_count = makeLabel(QStringLiteral("note"), {}, this);
    m_count->setObjectName(QStringLiteral("settings.count"));
    filterLine()->addWidget(m_parts);
    filterLine()->addWidget(m_filter);
    filterLine()->addStretch();
    filterLine()->addWidget(m_count);
    connect(m_parts, &Segments::currentChanged, this, &SettingsPage::showPart);
    connect(m_filter, &QLineEdit::textChanged, this, &SettingsPage::filter);
}

void SettingsPage::addActions()
{
    const auto selected = [this] {
        return m_parts->current() == QLatin1String("config") ? m_config->selected() : nullptr;
    };
    registerAction({.id = QStringLiteral("settings.edit_value"),
                    .text = tr("Change the value"),
                    .toolTip = tr("Writes another value into the configuration file"),
                    .run = [this] { m_config->editSelected(); },
                    .enabled = [selected] { return selected() && !selected()->value.is_null(); }});
    registerAction({.id = QStringLiteral("settings.standard_value"),
                    .text = tr("Back to the standard"),
                    .icon = QStringLiteral("undo"),
                    .toolTip = tr("Writes the standard value into the configuration file"),
                    .run =
                        [this, selected] {
                            if (const ConfigRow *row = selected())
                                m_config->change(row->file, row->key(), asWord(row->parameter->standard));
                        },
                    .enabled = [selected] { return selected() && !selected()->isStandard(); }});
}

/// Pages are made one after another, and each brings its actions along: one look when all of them are there.
void SettingsPage::followActions()
{
    auto *soon = new QTimer(this);
    soon->setSingleShot(true);
    soon->setInterval(0);
    connect(soon, &QTimer::timeout, this, [this] {
        m_shortcuts->refresh();
        m_window->refresh();
        filter();
    });
    connect(&actions(), &ActionRegistry::added, soon, qOverload<>(&QTimer::start));
    connect(&actions(), &ActionRegistry::aboutToRemove, soon, qOverload<>(&QTimer::start));
    soon->start();
}

QStringList SettingsPage::command() const
{
    const ConfigRow *row = m_parts->current() == QLatin1String("config") ? m_config->selected() : nullptr;
    if (!row || row->value.is_null())
        return {QStringLiteral("config"), QStringLiteral("check")};
    return {QStringLiteral("config"), QStringLiteral("set"), row->file, row->key(), asWord(row->value)};
}

void SettingsPage::refresh()
{
    m_config->model().refresh();
    m_shortcuts->refresh();
    m_window->refresh();
}

void SettingsPage::showEvent(QShowEvent *event)
{
    WorkspacePage::showEvent(event);
    m_config->model().refresh(); // files are edited by hand too, and no event tells of that
}

void SettingsPage::showPart(const QString &part)
{
    const bool keys = part == QLatin1String("keys");
    const bool config = part == QLatin1String("config");
    m_stack->setCurrentWidget(keys ? static_cast<QWidget *>(m_shortcuts)
                                   : config ? static_cast<QWidget *>(m_config) : m_window);
    m_filter->setVisible(keys || config);
    m_filter->setPlaceholderText(keys ? tr("Filter actions") : tr("Filter settings"));
    m_filter->clear();
    filter();
    inspectSetting();
}

void SettingsPage::filter()
{
    const QString part = m_parts->current();
    const bool keys = part == QLatin1String("keys");
    const QString wanted = m_filter->text();
    m_config->setFilter(keys ? QString() : wanted);
    m_shortcuts->setFilter(keys ? wanted : QString());
    const int shown = keys ? m_shortcuts->shownCount() : m_config->shownCount();
    const int all = keys ? m_shortcuts->count() : m_config->model().rowCount();
    const QString count = NumberText::count(shown);
    m_count->setText(shown == all ? (keys ? tr("%1 actions").arg(count) : tr("%1 settings").arg(count))
                                  : tr("%1 of %2").arg(count, NumberText::count(all)));
    m_count->setVisible(part != QLatin1String("window"));
}

void SettingsPage::summarise()
{
    const ConfigModel &model = m_config->model();
    filter();
    inspectSetting();
    if (!model.mistakes().isEmpty()) {
        setSentence(model.mistakes().size() == 1
                        ? tr("One configuration file has a mistake; jobs that read it stop until it is mended.")
                        : tr("%1 configuration files have mistakes; jobs that read them stop until they are mended.")
                              .arg(NumberText::count(static_cast<double>(model.mistakes().size()))));
        return;
    }
    const int changed = model.changedCount();
    const QString config = changed == 0
        ? tr("Every setting of the workspace has its standard value.")
        : changed == 1 ? tr("One setting of the workspace differs from its standard.")
                       : tr("%1 settings of the workspace differ from their standards.")
                             .arg(NumberText::count(changed));
    const int keys = m_shortcuts->changedCount();
    const QString shortcuts = keys == 0
        ? QString()
        : keys == 1 ? tr("One action has keys of your own.")
                    : tr("%1 actions have keys of your own.").arg(NumberText::count(keys));
    setSentence(QStringLiteral("%1 %2").arg(config, shortcuts).trimmed());
}

void SettingsPage::inspectSetting()
{
    actions().refresh();
    const ConfigRow *row = m_parts->current() == QLatin1String("config") ? m_config->selected() : nullptr;
    if (!row) {
        inspect({});
        return;
    }
    Inspection selection {.kind = tr("Setting"), .icon = QStringLiteral("settings"), .name = row->key()};
    if (!row->isStandard()) {
        selection.status = Status::Neutral;
        selection.statusWord = tr("Changed");
    }
    selection.sections = {
        {QStringLiteral("value"),
         tr("Value"),
         {{tr("Value"), ConfigModel::typed(row->value)},
          {tr("Standard"), ConfigModel::typed(row->parameter->standard)},
          {tr("May be"), ConfigModel::allowed(*row->parameter)},
          {tr("File"), row->file},
          {tr("Meaning"), text(row->parameter->help)}}}};
    selection.actions = {actions().action(QStringLiteral("settings.edit_value")),
                         actions().action(QStringLiteral("settings.standard_value")),
                         actions().action(QStringLiteral("settings.copy_command"))};
    inspect(selection);
}

} // namespace slipway::ui
