#pragma once

#include "ui/theme/icons.h"

#include <QColor>
#include <QFont>
#include <QHash>
#include <QObject>
#include <QPalette>
#include <QString>
#include <QVector>

class QApplication;

namespace slipway::ui {

enum class ThemeMode { System, Light, Dark };

/// The look of the window: colours, sizes and fonts of resources/theme/tokens.json in one of two themes.
/// Made once in main, before the first window, and passed to whoever paints.
class Theme : public QObject
{
    Q_OBJECT
public:
    /// Reads the desktop's own scheme, so it must be made before anything sets the application's palette.
    explicit Theme(QObject *parent = nullptr);
    ~Theme() override;

    ThemeMode mode() const { return m_mode; }
    void setMode(ThemeMode mode);
    bool dark() const { return m_dark; }

    /// A colour by the path of its token ("status.ok.text", "chart.series.1").
    /// Unknown names are a programmer's mistake and assert.
    QColor colour(QStringView name) const;
    bool hasColour(QStringView name) const;
    QStringList colourNames() const;

    /// A size by the path of its token ("control.default", "radius.panel"), in device-independent pixels.
    double number(QStringView name) const;
    int pixels(QStringView name) const;

    /// Colour, dashes (in pixels, empty for a solid line) and marker of a series: 0 for A, 1 for B, ...
    QColor seriesColour(int style) const;
    QVector<qreal> seriesDash(int style) const;
    QString seriesMarker(int style) const;

    /// The system's font in a size of the scale: caption, small, body, strong, section, title, metric,
    /// metricLarge, mono. It grows with the size that the system's font has.
    QFont font(QStringView role) const;
    int lineHeight(QStringView role) const;

    QPalette palette() const;

    /// The style sheet with every ${name} replaced.
    QString styleSheet() const;
    /// A text with ${colour}, ${size} and ${font.role} replaced; an unknown name stays as it is.
    QString expanded(QString text) const;

    const Icons &icons() const { return m_icons; }

    /// Gives the application palette, style, style sheet and font, now and at each change.
    void applyTo(QApplication &application);

    /// How long something moves, in milliseconds ("fast", "base", "slow"); 0 if the desktop asks for less
    /// motion.
    int motionMs(QStringView name) const;
    void setReducedMotion(bool reduced) { m_reducedMotion = reduced; }

Q_SIGNALS:
    void changed();

private:
    using Colours = QHash<QString, QColor>;

    void readTokens();
    const Colours &colours() const { return m_dark ? m_darkColours : m_lightColours; }

    Colours m_lightColours;
    Colours m_darkColours;
    QHash<QString, double> m_numbers;
    QFont m_systemFont;
    QFont m_systemFixedFont;
    Icons m_icons;
    QApplication *m_application = nullptr;
    ThemeMode m_mode = ThemeMode::System;
    bool m_desktopIsDark = false;
    bool m_dark = false;
    bool m_reducedMotion = false;
};

} // namespace slipway::ui
