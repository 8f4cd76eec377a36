#include "ui/widgets/buttons.h"

#include "ui/theme/theme.h"

#include <QStyle>

namespace slipway::ui {

namespace {

QString kindName(ButtonKind kind)
{
    static constexpr const char *names[] = {"normal", "primary", "quiet", "danger", "link"};
    return QString::fromLatin1(names[static_cast<std::size_t>(kind)]);
}

QString iconToken(ButtonKind kind)
{
    static constexpr const char *tokens[] = {"text.primary", "text.onAccent", "text.secondary",
                                             "status.bad.text", "text.link"};
    return QString::fromLatin1(tokens[static_cast<std::size_t>(kind)]);
}

} // namespace

void setButtonKind(QPushButton &button, ButtonKind kind)
{
    button.setProperty("kind", kindName(kind));
    button.style()->unpolish(&button);
    button.style()->polish(&button);
}

QPushButton *makeButton(const Theme &theme, const ButtonSpec &spec, QWidget *parent)
{
    // A space more than the style leaves between glyph and word.
    auto *button = new QPushButton(spec.icon.isEmpty() ? spec.text : u' ' + spec.text, parent);
    button->setObjectName(spec.objectName);
    auto name = spec.text;
    button->setAccessibleName(name.remove(u'&'));
    button->setAutoDefault(false);
    button->setProperty("kind", kindName(spec.kind));
    button->setProperty("compact", spec.size == ButtonSize::Compact);
    button->setProperty("large", spec.size == ButtonSize::Large);
    if (!spec.icon.isEmpty()) {
        button->setIcon(theme.icons().icon(spec.icon, iconToken(spec.kind)));
        const int side = theme.pixels(u"icon.default");
        button->setIconSize({side, side});
    }
    if (spec.kind == ButtonKind::Link)
        button->setCursor(Qt::PointingHandCursor);
    return button;
}

QPushButton *makeIconButton(const Theme &theme, const QString &objectName, const QString &icon,
                            const QString &name, ButtonKind kind, QWidget *parent)
{
    auto *button =
        makeButton(theme, {.objectName = objectName, .text = {}, .icon = icon, .kind = kind}, parent);
    button->setText({});
    button->setAccessibleName(name);
    button->setToolTip(name);
    button->setProperty("square", true);
    return button;
}

} // namespace slipway::ui
