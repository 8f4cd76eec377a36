#include "ui/pages/page.h"

#include "ui/actions/action_registry.h"
#include "ui/theme/theme.h"
#include "ui/widgets/buttons.h"
#include "ui/widgets/panel.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace slipway::ui {

namespace {

constexpr int kPaddingAbove = 16;
constexpr int kPaddingSide = 20;

} // namespace

Page::Page(const PageFrame &frame, const PageDescription &description, QWidget *parent)
    : QWidget(parent)
    , m_frame(frame)
    , m_description(description)
{
    setObjectName(QStringLiteral("page.") + description.id);
    setAccessibleName(description.title);

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kPaddingSide, kPaddingAbove, kPaddingSide, kPaddingAbove);
    column->setSpacing(frame.theme.pixels(u"space.gap"));
    m_titleLine = new TitleLine(frame.theme, description.title, this);
    m_views = new FourViews(frame.theme, this);
    column->addWidget(m_titleLine);
    column->addWidget(m_views, 1);
    connect(m_views, &FourViews::viewChanged, this, &Page::viewChanged);
    connect(m_views, &FourViews::stopRequested, this, &Page::stopRequested);

    // The condition is asked later: there is no derived class yet.
    registerAction({.id = description.id + QStringLiteral(".copy_command"),
                    .text = tr("Copy as command"),
                    .category = description.title,
                    .icon = QStringLiteral("terminal"),
                    .shortcut = QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_C),
                    .toolTip = tr("Copies the line that does the same in a terminal"),
                    .run = [this] { copyCommand(); },
                    .enabled = [this] { return !commandLine().isEmpty(); }});
    addCopyButton();
}

/// On every page at the same place: before the page's own buttons.
void Page::addCopyButton()
{
    const QString action = id() + QStringLiteral(".copy_command");
    QAction *source = m_frame.actions.action(action);
    auto *button = makeIconButton(m_frame.theme, action, QStringLiteral("terminal"), tr("Copy as command"),
                                  ButtonKind::Quiet);
    button->setToolTip(tr("Copy as command: the line that does the same in a terminal"));
    const auto follow = [button, source] { button->setEnabled(source->isEnabled()); };
    follow();
    connect(source, &QAction::changed, button, follow);
    connect(button, &QPushButton::clicked, source, [source] { source->trigger(); });
    m_titleLine->addButton(button);
}

Page::~Page()
{
    m_frame.actions.removeScope(id()); // their handlers know this page
}

void Page::copyCommand()
{
    const QString command = commandLine();
    if (command.isEmpty())
        return;
    QGuiApplication::clipboard()->setText(command);
    Q_EMIT commandCopied(command);
}

void Page::setSentence(const QString &sentence)
{
    m_titleLine->setSentence(sentence);
}

QAction *Page::registerAction(ActionDescription description)
{
    Q_ASSERT(description.id.startsWith(id() + QLatin1Char('.')));
    description.scope = id();
    if (description.category.isEmpty())
        description.category = title();
    return m_frame.actions.add(description);
}

QPushButton *Page::addTitleButton(const QString &action, bool primary)
{
    QAction *source = m_frame.actions.action(action);
    Q_ASSERT(source);
    auto *button = makeButton(m_frame.theme,
                              {.objectName = action,
                               .text = source->text(),
                               .icon = m_frame.actions.description(action)->icon,
                               .kind = primary ? ButtonKind::Primary : ButtonKind::Normal});
    const auto follow = [button, source] {
        button->setEnabled(source->isEnabled());
        button->setToolTip(source->toolTip());
    };
    follow();
    connect(source, &QAction::changed, button, follow);
    connect(button, &QPushButton::clicked, source, [source] { source->trigger(); });
    m_titleLine->addButton(button);
    return button;
}

QHBoxLayout *Page::filterLine()
{
    if (!m_filterLine) {
        m_filterBar = new QWidget(this);
        m_filterBar->setObjectName(id() + QStringLiteral(".filter_line"));
        m_filterLine = new QHBoxLayout(m_filterBar);
        m_filterLine->setContentsMargins(0, 0, 0, 0);
        m_filterLine->setSpacing(m_frame.theme.pixels(u"space.2"));
        static_cast<QVBoxLayout *>(layout())->insertWidget(1, m_filterBar);
    }
    return m_filterLine;
}

void Page::inspect(const Inspection &selection)
{
    m_inspection = selection;
    Q_EMIT inspected(selection);
}

} // namespace slipway::ui
