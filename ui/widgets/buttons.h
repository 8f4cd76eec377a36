#pragma once

#include <QPushButton>

namespace slipway::ui {

class Theme;

enum class ButtonKind {
    Normal, ///< with a frame
    Primary, ///< filled; one a view
    Quiet, ///< bare
    Danger, ///< red words, never a red fill
    Link, ///< a word in the colour of links
};

enum class ButtonSize { Default, Compact, Large }; ///< 28, 24 (in panels), 32 (on Home)

/// What a button is, as text: it becomes the action's id, the test's handle and the tour's.
struct ButtonSpec {
    QString objectName;
    QString text;
    QString icon {}; ///< a glyph; empty for none
    ButtonKind kind = ButtonKind::Normal;
    ButtonSize size = ButtonSize::Default;
};

QPushButton *makeButton(const Theme &theme, const ButtonSpec &spec, QWidget *parent = nullptr);

/// A square button with a glyph only; `name` is its accessible name and its tip.
QPushButton *makeIconButton(const Theme &theme, const QString &objectName, const QString &icon,
                            const QString &name, ButtonKind kind = ButtonKind::Normal,
                            QWidget *parent = nullptr);

void setButtonKind(QPushButton &button, ButtonKind kind);

} // namespace slipway::ui
