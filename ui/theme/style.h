#pragma once

#include <QProxyStyle>

namespace slipway::ui {

class Theme;

/// Fusion with Slipway's sizes and marks: what a style sheet cannot say, or says badly.
///
/// A widget asks for a variant by property: `compact` or `large` (the height of a control), `toggle` on a
/// QCheckBox (a switch), `invalid` on a field (the frame of an error).
class Style : public QProxyStyle
{
    Q_OBJECT
public:
    explicit Style(const Theme &theme);

    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override;
    int styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                  QStyleHintReturn *data) const override;
    QSize sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                           const QWidget *widget) const override;
    QRect subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const override;
    QRect subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                         const QWidget *widget) const override;
    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override;
    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override;
    void drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                            const QWidget *widget) const override;

private:
    int controlHeight(const QWidget *widget) const;
    void drawField(QPainter &painter, const QStyleOption &option, const QWidget *widget) const;
    void drawCheckMark(QPainter &painter, const QStyleOption &option) const;
    void drawRadioMark(QPainter &painter, const QStyleOption &option) const;
    void drawToggle(QPainter &painter, const QStyleOption &option) const;
    void drawSlider(QPainter &painter, const QStyleOption &option) const;
    void drawProgress(QPainter &painter, const QStyleOption &option) const;
    void drawFocusRect(QPainter &painter, const QRect &rect) const;

    const Theme &m_theme;
};

} // namespace slipway::ui
