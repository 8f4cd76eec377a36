#include "ui/shell/top_bar.h"

#include "ui/actions/action_registry.h"
#include "ui/shell/mark.h"
#include "ui/shell/search_button.h"
#include "ui/theme/theme.h"

#include <QAction>
#include <QEvent>
#include <QMenu>
#include <QPainter>
#include <QStyle>

namespace slipway::ui {

namespace {

constexpr int kMargin = 12;
constexpr int kMark = 22;
constexpr int kNameAt = 44; // its text stands 6 px further in
constexpr int kGap = 2;
constexpr int kSearchWidth = 420;
constexpr int kLeastSearch = 160;

} // namespace

TopBar::TopBar(const Theme &theme, ActionRegistry &actions, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_actions(actions)
    , m_railWidth(theme.pixels(u"shell.rail"))
{
    setObjectName(QStringLiteral("shell.top_bar"));
    setAccessibleName(tr("Top bar"));
    setFixedHeight(theme.pixels(u"shell.topBar"));

    m_workspace = new QuietButton(theme, QStringLiteral("shell.workspace"), this);
    m_workspace->setTextStyle(QStringLiteral("strong"), QStringLiteral("text.primary"));
    m_workspace->setChevron(true);
    m_workspaceMenu = menuOf(m_workspace);
    connect(m_workspaceMenu, &QMenu::aboutToShow, this, &TopBar::workspaceMenuOpens);

    m_back = button(QStringLiteral("shell.back"), QStringLiteral("left"));
    m_forward = button(QStringLiteral("shell.forward"), QStringLiteral("right"));

    auto *search = new SearchButton(theme, QStringLiteral("shell.search"), this);
    QAction *palette = actions.action(QStringLiteral("shell.palette"));
    search->follow(palette);
    search->setText(tr("Search or run a command"));
    search->setAccessibleName(tr("Search or run a command"));
    search->setKeys(
        palette->shortcut().toString(QKeySequence::NativeText).replace(QLatin1Char('+'), QLatin1Char(' ')));
    m_search = search;

    // Its name says which theme it is, so it does not take its words from the action.
    m_themeSwitch = new QuietButton(theme, QStringLiteral("shell.theme"), this);
    connect(m_themeSwitch, &QAbstractButton::clicked, this,
            [this] { m_actions.trigger(QStringLiteral("shell.theme")); });
    m_help = new QuietButton(theme, QStringLiteral("shell.help"), this);
    m_help->setGlyph(QStringLiteral("help"));
    m_help->setAccessibleName(tr("Help and tours"));
    m_help->setToolTip(tr("Help and tours"));
    m_helpMenu = menuOf(m_help);
    m_inspector = button(QStringLiteral("shell.inspector"), QStringLiteral("panel"));

    connect(&theme, &Theme::changed, this, &TopBar::showThemeGlyph);
    showThemeGlyph();
    setWorkspaceName({});
}

void TopBar::setWorkspaceName(const QString &name)
{
    m_workspace->setText(name.isEmpty() ? tr("No workspace") : name);
    m_workspace->setAccessibleName(name.isEmpty() ? tr("No workspace is open. Choose one.")
                                                  : tr("Workspace %1. Choose another.").arg(name));
    m_workspace->setToolTip(tr("Open or make a workspace"));
    place();
}

void TopBar::setRailWidth(int width)
{
    m_railWidth = width;
    place();
}

QuietButton *TopBar::button(const QString &action, const QString &glyph)
{
    auto *made = new QuietButton(m_theme, action, this);
    made->setGlyph(glyph);
    made->follow(m_actions.action(action));
    return made;
}

QMenu *TopBar::menuOf(QuietButton *button)
{
    auto *menu = new QMenu(button);
    menu->setObjectName(button->objectName() + QStringLiteral(".menu"));
    connect(button, &QAbstractButton::clicked, menu, [button, menu] {
        const bool rightToLeft = button->layoutDirection() == Qt::RightToLeft;
        const QRect area = button->rect();
        QPoint corner =
            rightToLeft ? area.bottomRight() - QPoint(menu->sizeHint().width(), 0) : area.bottomLeft();
        menu->popup(button->mapToGlobal(corner + QPoint(0, 3)));
    });
    return menu;
}

void TopBar::showThemeGlyph()
{
    m_themeSwitch->setGlyph(m_theme.dark() ? QStringLiteral("moon") : QStringLiteral("sun"));
    QString name = tr("Theme: as the desktop");
    if (m_theme.mode() == ThemeMode::Light)
        name = tr("Theme: light");
    else if (m_theme.mode() == ThemeMode::Dark)
        name = tr("Theme: dark");
    m_themeSwitch->setAccessibleName(name);
    m_themeSwitch->setToolTip(name);
}

void TopBar::place()
{
    const auto put = [this](QWidget *widget, int x, int width) {
        const int tall = m_theme.pixels(u"control.default");
        const QRect area(x, (height() - tall) / 2, width, tall);
        widget->setGeometry(QStyle::visualRect(layoutDirection(), rect(), area));
    };
    const int side = m_theme.pixels(u"control.default");

    // Back and forward stand above the content's start, or after a long name.
    int x = std::max(m_railWidth + kMargin, kNameAt + side);
    const int nameWidth = std::min(m_workspace->sizeHint().width(), std::max(120, width() / 4));
    put(m_workspace, kNameAt, nameWidth);
    x = std::max(x, kNameAt + nameWidth + kGap);
    put(m_back, x, side);
    put(m_forward, x + side + kGap, side);
    const int afterArrows = x + 2 * side + 2 * kMargin;

    int end = width() - kMargin - side;
    for (QWidget *widget : {m_inspector, m_help, m_themeSwitch}) {
        put(widget, end, side);
        end -= side + kGap;
    }
    const int room = end - kMargin - afterArrows;
    const int searchWidth = std::max(kLeastSearch, std::min(kSearchWidth, room));
    const int middle = (width() - searchWidth) / 2;
    put(m_search, std::clamp(middle, afterArrows, std::max(afterArrows, end - searchWidth)), searchWidth);
}

void TopBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.colour(u"surface.rail"));
    painter.fillRect(0, height() - 1, width(), 1, m_theme.colour(u"border.default"));
    const QRect square(kMargin, (height() - kMark) / 2, kMark, kMark);
    paintMark(painter, QStyle::visualRect(layoutDirection(), rect(), square), m_theme);
}

void TopBar::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LayoutDirectionChange)
        place();
}

void TopBar::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    place();
}

} // namespace slipway::ui
