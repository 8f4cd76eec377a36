#pragma once

#include <QAbstractButton>

class QAction;

namespace slipway::ui {

class Theme;

/// A button without a frame: a glyph, a word, or both. It shows a surface only under the pointer.
class QuietButton : public QAbstractButton
{
    Q_OBJECT
public:
    QuietButton(const Theme &theme, const QString &name, QWidget *parent = nullptr);

    void setGlyph(const QString &name);
    QString glyph() const { return m_glyph; }
    void setTextStyle(const QString &font, const QString &colour);
    void setChevron(bool shown); ///< a small arrow after the word: it opens a menu

    /// Takes object name, words and state from the action, and runs it.
    void follow(QAction *action);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    void paintEvent(QPaintEvent *event) override;
    void paintSurface(QPainter &painter) const; ///< what lies under the content, by the state
    QRect mirrored(const QRect &rect) const; ///< in reading direction

    const Theme &theme() const { return m_theme; }

private:
    const Theme &m_theme;
    QString m_glyph;
    QString m_font;
    QString m_colour;
    bool m_chevron = false;
};

} // namespace slipway::ui
