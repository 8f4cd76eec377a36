#pragma once

#include <QColor>
#include <QHash>
#include <QIcon>
#include <QPixmap>
#include <QString>

namespace slipway::ui {

class Theme;

/// The glyphs of resources/icons in the colours of the theme.
class Icons
{
public:
    explicit Icons(const Theme &theme);
    ~Icons();
    Icons(const Icons &) = delete;
    Icons &operator=(const Icons &) = delete;

    /// An icon that takes its colour from the token whenever it is painted: it follows the theme by itself.
    /// Disabled, it is painted in text.disabled. It must not outlive the theme.
    QIcon icon(const QString &name, const QString &token = QStringLiteral("text.secondary")) const;

    /// The glyph in a square of `size` device-independent pixels.
    QPixmap pixmap(const QString &name, int size, const QColor &colour, qreal devicePixelRatio) const;

    /// Paints the glyph into a square.
    void paint(QPainter &painter, const QRectF &square, const QString &name, const QColor &colour) const;

    bool contains(const QString &name) const;
    QStringList names() const;

    /// The picture's text in one colour, because QtSvg knows neither currentColor nor var(). White in a
    /// picture is what is cut out of a filled shape.
    static QByteArray recoloured(QByteArray svg, const QColor &colour, const QColor &cutOut);

private:
    const Theme &m_theme;
    mutable QHash<QString, QPixmap> m_cache;
};

} // namespace slipway::ui
