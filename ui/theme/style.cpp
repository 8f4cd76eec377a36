#include "ui/theme/style.h"

#include "ui/theme/theme.h"

#include <QAbstractItemView>
#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>

#include <algorithm>

namespace slipway::ui {

namespace {

constexpr int toggleWidth = 30;
constexpr int toggleHeight = 16;
constexpr int arrowRoom = 24;

bool isToggle(const QWidget *widget)
{
    return widget && widget->property("toggle").toBool();
}

} // namespace

Style::Style(const Theme &theme)
    : QProxyStyle(QStyleFactory::create(QStringLiteral("Fusion")))
    , m_theme(theme)
{
}

int Style::controlHeight(const QWidget *widget) const
{
    if (widget && widget->property("large").toBool())
        return m_theme.pixels(u"control.large");
    return m_theme.pixels(widget && widget->property("compact").toBool() ? u"control.compact"
                                                                         : u"control.default");
}

int Style::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_IndicatorWidth:
        return isToggle(widget) ? toggleWidth : 14;
    case PM_IndicatorHeight:
        return isToggle(widget) ? toggleHeight : 14;
    case PM_ExclusiveIndicatorWidth:
    case PM_ExclusiveIndicatorHeight:
        return 14;
    case PM_CheckBoxLabelSpacing:
    case PM_RadioButtonLabelSpacing:
        return 7;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
        return 0;
    case PM_SmallIconSize:
    case PM_ButtonIconSize:
    case PM_TabBarIconSize:
    case PM_ToolBarIconSize:
    case PM_ListViewIconSize:
        return m_theme.pixels(u"icon.default");
    case PM_FocusFrameHMargin:
    case PM_FocusFrameVMargin:
        return m_theme.pixels(u"stroke.focus") + m_theme.pixels(u"stroke.focusGap");
    case PM_SliderThickness:
    case PM_SliderControlThickness:
    case PM_SliderLength:
        return 14;
    case PM_SplitterWidth:
        return 5;
    case PM_MenuPanelWidth:
        return 1;
    case PM_MenuVMargin:
        return 4;
    case PM_MenuHMargin:
        return 0;
    case PM_LayoutLeftMargin:
    case PM_LayoutTopMargin:
    case PM_LayoutRightMargin:
    case PM_LayoutBottomMargin:
        return m_theme.pixels(u"space.panel");
    case PM_LayoutHorizontalSpacing:
    case PM_LayoutVerticalSpacing:
        return m_theme.pixels(u"space.2");
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int Style::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                     QStyleHintReturn *data) const
{
    switch (hint) {
    case SH_FocusFrame_AboveWidget:
        return 1;
    case SH_ComboBox_Popup:
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
        return 0;
    case SH_Slider_AbsoluteSetButtons:
        return Qt::LeftButton;
    case SH_ItemView_ShowDecorationSelected:
        return 1;
    case SH_Widget_Animation_Duration:
        return m_theme.motionMs(u"base");
    default:
        return QProxyStyle::styleHint(hint, option, widget, data);
    }
}

QSize Style::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                              const QWidget *widget) const
{
    auto wanted = QProxyStyle::sizeFromContents(type, option, size, widget);
    switch (type) {
    case CT_LineEdit:
    case CT_SpinBox:
        wanted.setHeight(controlHeight(widget));
        break;
    case CT_ComboBox:
        wanted = {size.width() + arrowRoom + 16, controlHeight(widget)};
        break;
    case CT_CheckBox:
    case CT_RadioButton:
        wanted.setHeight(std::max(wanted.height(), m_theme.pixels(u"control.touchMin")));
        break;
    case CT_Slider:
        if (const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option)) {
            if (slider->orientation == Qt::Horizontal)
                wanted.setHeight(std::max(wanted.height(), m_theme.pixels(u"control.touchMin")));
        }
        break;
    default:
        break;
    }
    return wanted;
}

QRect Style::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect area = QProxyStyle::subElementRect(element, option, widget);
    const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
    if (element != SE_LineEditContents || !frame || frame->lineWidth == 0)
        return area;
    constexpr int padding = 5; // beside the two pixels of the field itself
    return area.adjusted(padding, 0, -padding, 0);
}

QRect Style::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl part,
                            const QWidget *widget) const
{
    if (control == CC_ComboBox && option) {
        const auto logical = [&](const QRect &rect) {
            return visualRect(option->direction, option->rect, rect);
        };
        if (part == SC_ComboBoxArrow)
            return logical(
                {option->rect.right() - arrowRoom + 1, option->rect.top(), arrowRoom, option->rect.height()});
        if (part == SC_ComboBoxEditField)
            return logical(option->rect.adjusted(8, 1, -arrowRoom, -1));
    }
    return QProxyStyle::subControlRect(control, option, part, widget);
}

void Style::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                          const QWidget *widget) const
{
    switch (element) {
    case PE_IndicatorCheckBox:
        if (isToggle(widget))
            drawToggle(*painter, *option);
        else
            drawCheckMark(*painter, *option);
        return;
    case PE_IndicatorItemViewItemCheck:
        drawCheckMark(*painter, *option);
        return;
    case PE_IndicatorRadioButton:
        drawRadioMark(*painter, *option);
        return;
    case PE_PanelLineEdit:
        // The field inside a combo or spin box stands in their frame.
        if (const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
            frame && frame->lineWidth > 0)
            drawField(*painter, *option, widget);
        return;
    case PE_FrameFocusRect:
        if (option->state & State_KeyboardFocusChange || qobject_cast<const QAbstractItemView *>(widget))
            drawFocusRect(*painter, option->rect);
        return;
    case PE_PanelScrollAreaCorner:
        painter->fillRect(option->rect, option->palette.base());
        return;
    case PE_IndicatorArrowDown:
        m_theme.icons().paint(*painter, option->rect, QStringLiteral("chevd"),
                              m_theme.colour(u"text.secondary"));
        return;
    case PE_IndicatorArrowUp:
        m_theme.icons().paint(*painter, option->rect, QStringLiteral("chevu"),
                              m_theme.colour(u"text.secondary"));
        return;
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void Style::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                        const QWidget *widget) const
{
    switch (element) {
    case CE_FocusFrame:
        drawFocusRect(*painter, option->rect);
        return;
    case CE_ProgressBarGroove:
        return;
    case CE_ProgressBarContents:
        drawProgress(*painter, *option);
        return;
    case CE_ProgressBarLabel: // the sentence stands beside the bar
        return;
    default:
        QProxyStyle::drawControl(element, option, painter, widget);
    }
}

void Style::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                               const QWidget *widget) const
{
    if (control == CC_ComboBox) {
        drawField(*painter, *option, widget);
        const auto arrow = proxy()->subControlRect(control, option, SC_ComboBoxArrow, widget);
        const int side = m_theme.pixels(u"icon.small");
        QRect square(0, 0, side, side);
        square.moveCenter(arrow.center());
        const bool enabled = option->state & State_Enabled;
        m_theme.icons().paint(*painter, square, QStringLiteral("chevd"),
                              m_theme.colour(enabled ? u"text.secondary" : u"text.disabled"));
        return;
    }
    if (control == CC_Slider) {
        drawSlider(*painter, *option);
        return;
    }
    QProxyStyle::drawComplexControl(control, option, painter, widget);
}

} // namespace slipway::ui
