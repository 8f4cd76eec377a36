#include "ui/pages/settings_window.h"

#include "ui/actions/action_registry.h"
#include "ui/models/number_text.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/form_row.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/segments.h"
#include "ui/widgets/text.h"

#include <QAction>
#include <QClipboard>
#include <QCoreApplication>
#include <QGridLayout>
#include <QGuiApplication>
#include <QLocale>
#include <QPushButton>
#include <QSysInfo>
#include <QThread>

#include <unistd.h>

namespace slipway::ui {

namespace {

constexpr int labelWidth = 104;
constexpr int keyWidth = 140;

QString modeName(ThemeMode mode)
{
    switch (mode) {
    case ThemeMode::Light:
        return QStringLiteral("light");
    case ThemeMode::Dark:
        return QStringLiteral("dark");
    case ThemeMode::System:
        break;
    }
    return QStringLiteral("system");
}

QString memory()
{
    const auto pages = ::sysconf(_SC_PHYS_PAGES);
    const auto pageBytes = ::sysconf(_SC_PAGESIZE);
    if (pages <= 0 || pageBytes <= 0)
        return NumberText::missing();
    return QLocale().formattedDataSize(static_cast<qint64>(pages) * pageBytes, 1, QLocale::DataSizeSIFormat);
}

QString orMissing(const QString &text)
{
    return text.isEmpty() ? NumberText::missing() : text;
}

} // namespace

SettingsWindow::SettingsWindow(const Theme &theme, ActionRegistry &actions, const QString &settingsFile,
                               const QString &workspace, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_actions(actions)
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(theme.pixels(u"space.gap"));
    grid->addWidget(makeAppearance(), 0, 0);
    grid->addWidget(makeLayout(), 0, 1);
    grid->addWidget(makeFacts(QStringLiteral("settings.computer"), tr("This computer"),
                              {{tr("System"), orMissing(QSysInfo::prettyProductName())},
                               {tr("Processor threads"), NumberText::count(QThread::idealThreadCount())},
                               {tr("Memory"), memory()},
                               {tr("Slipway"), orMissing(QCoreApplication::applicationVersion())},
                               {tr("Qt"), QString::fromLatin1(qVersion())}}),
                    1, 0);
    grid->addWidget(makeFacts(QStringLiteral("settings.places"), tr("Where things lie"),
                              {{tr("Workspace"), workspace},
                               {tr("Configuration"), workspace + QStringLiteral("/config")},
                               {tr("Window settings"), settingsFile}}),
                    1, 1);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    grid->setRowStretch(2, 1);
    connect(&theme, &Theme::changed, this, &SettingsWindow::refresh);
    refresh();
}

QWidget *SettingsWindow::makeAppearance()
{
    auto *panel = new Panel(m_theme, tr("Appearance"), this);
    m_modes = new Segments(QStringLiteral("settings.theme"), panel);
    m_modes->setAccessibleName(tr("Theme"));
    m_modes->add(QStringLiteral("system"), tr("As the desktop"));
    m_modes->add(QStringLiteral("light"), tr("Light"));
    m_modes->add(QStringLiteral("dark"), tr("Dark"));
    connect(m_modes, &Segments::currentChanged, this, &SettingsWindow::chooseTheme);
    auto *row = new FormRow(m_theme, tr("Theme"), m_modes, LabelPlace::Left, panel);
    row->setLabelWidth(labelWidth);
    row->setHint(tr("The size of texts follows the desktop."));
    panel->body()->addWidget(row);
    panel->body()->addStretch();
    return panel;
}

QWidget *SettingsWindow::makeLayout()
{
    auto *panel = new Panel(m_theme, tr("Window"), this);
    auto *reset = makeButton(m_theme,
                             {.objectName = QStringLiteral("settings.reset_window"),
                              .text = tr("&Reset the window"),
                              .icon = QStringLiteral("undo")},
                             panel);
    reset->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    connect(reset, &QPushButton::clicked, this,
            [this] { m_actions.trigger(QStringLiteral("shell.reset_layout")); });
    auto *row = new FormRow(m_theme, tr("Layout"), reset, LabelPlace::Left, panel);
    row->setLabelWidth(labelWidth);
    row->setHint(tr("Size, inspector, jobs, keys and theme as on the first day. Workspaces stay."));
    panel->body()->addWidget(row);
    panel->body()->addStretch();
    return panel;
}

QWidget *SettingsWindow::makeFacts(const QString &objectName, const QString &title, const Facts &facts)
{
    auto *panel = new Panel(m_theme, title, this);
    panel->setObjectName(objectName);
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(m_theme.pixels(u"space.3"));
    grid->setVerticalSpacing(m_theme.pixels(u"space.2"));
    grid->setColumnMinimumWidth(0, keyWidth);
    grid->setColumnStretch(1, 1);
    QStringList lines;
    for (const auto &[key, value] : facts) {
        auto *shown = makeLabel(QStringLiteral("body"), value, panel);
        shown->setWordWrap(true);
        shown->setTextInteractionFlags(Qt::TextSelectableByMouse);
        shown->setAccessibleName(key);
        const int row = grid->rowCount();
        grid->addWidget(makeLabel(QStringLiteral("small"), key, panel), row, 0, Qt::AlignTop);
        grid->addWidget(shown, row, 1);
        lines << QStringLiteral("%1: %2").arg(key, value);
    }
    panel->body()->addLayout(grid);
    panel->body()->addStretch();
    auto *copy = makeButton(m_theme,
                            {.objectName = objectName + QStringLiteral("_copy"),
                             .text = tr("Copy"),
                             .icon = QStringLiteral("copy"),
                             .kind = ButtonKind::Quiet,
                             .size = ButtonSize::Compact},
                            panel);
    copy->setToolTip(tr("Copies these facts as text"));
    connect(copy, &QPushButton::clicked, panel,
            [lines] { QGuiApplication::clipboard()->setText(lines.join(u'\n')); });
    panel->addTool(copy);
    return panel;
}

void SettingsWindow::refresh()
{
    m_modes->setCurrent(modeName(m_theme.mode()));
    m_modes->setEnabled(m_actions.action(QStringLiteral("theme.system")) != nullptr);
    if (auto *reset = findChild<QPushButton *>(QStringLiteral("settings.reset_window")))
        reset->setEnabled(m_actions.action(QStringLiteral("shell.reset_layout")) != nullptr);
}

void SettingsWindow::chooseTheme(const QString &mode)
{
    if (mode != modeName(m_theme.mode()))
        m_actions.trigger(QStringLiteral("theme.") + mode);
}

} // namespace slipway::ui
