// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/theme/flatstyle.h"

#include "ui/theme/paint.h"
#include "ui/theme/svgicon.h"

#include <QFrame>
#include <QPainter>
#include <QStyleOption>
#include <QWidget>

namespace Runlight {

namespace {

constexpr int toolButtonPadding = 6;
constexpr int chevronSize = 10;
constexpr int fieldChevron = 16; //!< In a field to choose in.
constexpr int choiceWidth = chevronSize + 8;
constexpr qreal controlRadius = 6;
constexpr int scrollBarExtent = 12;
constexpr int minimumSliderLength = 32;
constexpr int tabRingDistance = 6;

bool isAccent(const QWidget *widget)
{
    return widget && widget->property("accent").toBool();
}

bool isHovered(const QStyleOption *option)
{
    return option->state.testFlag(QStyle::State_Enabled) && option->state.testFlag(QStyle::State_MouseOver);
}

bool isPressed(const QStyleOption *option)
{
    return option->state & (QStyle::State_Sunken | QStyle::State_On);
}

//! A button with words that opens a menu: it shows a chevron behind them.
bool offersChoice(const QStyleOptionToolButton &button)
{
    return button.features.testFlag(QStyleOptionToolButton::HasMenu) && !button.text.isEmpty()
        && button.toolButtonStyle != Qt::ToolButtonIconOnly;
}

} // namespace

FlatStyle::FlatStyle()
    : QProxyStyle(QStringLiteral("Fusion"))
{ }

void FlatStyle::drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                              const QWidget *widget) const
{
    switch (element) {
    case PE_PanelButtonCommand:
        drawButton(option, painter, widget);
        return;
    case PE_PanelButtonTool:
        drawToolButton(option, painter);
        return;
    case PE_PanelLineEdit:
        drawLineEdit(option, painter);
        return;
    case PE_IndicatorCheckBox:
        drawIndicator(option, painter, 4);
        return;
    case PE_IndicatorRadioButton:
        drawIndicator(option, painter, option->rect.width() / 2.0);
        return;
    case PE_PanelTipLabel:
        drawRoundedBox(*painter, option->rect, 0, m_colors.color(ColorRole::Pane), m_colors.color(ColorRole::Line));
        return;
    case PE_PanelMenu:
        painter->fillRect(option->rect, m_colors.color(ColorRole::Window));
        return;
    case PE_FrameMenu:
        drawRoundedBox(*painter, option->rect, 0, {}, m_colors.color(ColorRole::Line));
        return;
    case PE_PanelScrollAreaCorner:
        painter->fillRect(option->rect, m_colors.color(ColorRole::Window));
        return;
    case PE_FrameFocusRect:
    case PE_FrameTabWidget:
    case PE_FrameTabBarBase:
        return; // buttons draw their own ring, views show the selection, tabs their underline
    default:
        QProxyStyle::drawPrimitive(element, option, painter, widget);
    }
}

void FlatStyle::drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                            const QWidget *widget) const
{
    switch (element) {
    case CE_PushButtonLabel:
        drawButtonLabel(option, painter, widget);
        return;
    case CE_TabBarTabShape:
        drawTab(option, painter);
        return;
    case CE_Splitter:
        painter->fillRect(option->rect, m_colors.color(ColorRole::Line));
        return;
    case CE_MenuItem:
        drawMenuItem(option, painter, widget);
        return;
    case CE_ShapedFrame:
        if (!widget || !widget->inherits("QComboBoxPrivateContainer"))
            break;
        drawRoundedBox(*painter, option->rect, 0, {}, m_colors.color(ColorRole::Line));
        return;
    default:
        break;
    }
    QProxyStyle::drawControl(element, option, painter, widget);
}

void FlatStyle::drawComplexControl(ComplexControl control, const QStyleOptionComplex *option, QPainter *painter,
                                   const QWidget *widget) const
{
    if (control == CC_ScrollBar) {
        drawScrollBar(option, painter, widget);
        return;
    }
    if (control == CC_ComboBox) {
        drawComboBox(option, painter);
        return;
    }
    const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
    if (control == CC_ToolButton && button && offersChoice(*button)) {
        QStyleOptionToolButton label = *button;
        label.features &= ~QStyleOptionToolButton::HasMenu;
        label.rect.adjust(4, 0, -choiceWidth, 0);
        drawToolButton(button, painter);
        drawControl(CE_ToolButtonLabel, &label, painter, widget);
        drawChevron(
            painter,
            QRect(label.rect.right() - 2, label.rect.center().y() - chevronSize / 2 + 1, chevronSize, chevronSize));
    } else if (control == CC_ToolButton && button) {
        // An icon says enough: no arrow is crammed in beside it.
        QStyleOptionToolButton plain = *button;
        plain.features &= ~QStyleOptionToolButton::HasMenu;
        if (plain.toolButtonStyle == Qt::ToolButtonTextBesideIcon) {
            drawToolButton(&plain, painter);
            plain.rect.adjust(toolButtonPadding, 0, 0, 0); // The label begins at its left edge.
            drawControl(CE_ToolButtonLabel, &plain, painter, widget);
        } else {
            QProxyStyle::drawComplexControl(control, &plain, painter, widget);
        }
    } else {
        QProxyStyle::drawComplexControl(control, option, painter, widget);
    }
    // A flat tool button has a panel under the mouse only; the ring is not to wait for it.
    if (control == CC_ToolButton)
        drawFocus(option, painter, option->rect);
}

QRect FlatStyle::subElementRect(SubElement element, const QStyleOption *option, const QWidget *widget) const
{
    const QRect rect = QProxyStyle::subElementRect(element, option, widget);
    return element == SE_LineEditContents ? rect.adjusted(6, 0, -6, 0) : rect;
}

void FlatStyle::drawChevron(QPainter *painter, const QRect &place) const
{
    const qreal ratio = painter->device()->devicePixelRatioF();
    QPixmap chevron = svgPixmap(QStringLiteral("chevron-down"), m_colors.color(ColorRole::MutedText),
                                (QSizeF(place.size()) * ratio).toSize());
    chevron.setDevicePixelRatio(ratio);
    painter->drawPixmap(place.topLeft(), chevron);
}

//! As a field that one types in, with a chevron.
void FlatStyle::drawComboBox(const QStyleOption *option, QPainter *painter) const
{
    const bool enabled = option->state.testFlag(State_Enabled);
    const ColorRole ground = isHovered(option) ? ColorRole::ControlHover : ColorRole::Window;
    drawRoundedBox(*painter, option->rect, controlRadius, m_colors.color(ground), m_colors.color(ColorRole::Line));
    const QPoint corner(option->rect.right() - fieldChevron - 5, option->rect.center().y() - fieldChevron / 2 + 1);
    if (enabled)
        drawChevron(painter, QRect(corner, QSize(fieldChevron, fieldChevron)));
    if (option->state.testFlag(State_HasFocus))
        drawFocusRing(*painter, option->rect, controlRadius, m_colors.color(ColorRole::Accent));
}

QRect FlatStyle::subControlRect(ComplexControl control, const QStyleOptionComplex *option, SubControl subControl,
                                const QWidget *widget) const
{
    if (control == CC_ComboBox && subControl == SC_ComboBoxEditField)
        return visualRect(option->direction, option->rect, option->rect.adjusted(8, 1, -fieldChevron - 12, -1));
    const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (control != CC_ScrollBar || !slider)
        return QProxyStyle::subControlRect(control, option, subControl, widget);

    const bool horizontal = slider->orientation == Qt::Horizontal;
    const QRect whole = slider->rect;
    const int length = horizontal ? whole.width() : whole.height();
    const qint64 range = qint64(slider->maximum) - slider->minimum;
    int sliderLength = length;
    if (range > 0) {
        const auto proportional = int(qint64(length) * slider->pageStep / (range + slider->pageStep));
        sliderLength = qBound(qMin(minimumSliderLength, length), proportional, length);
    }
    const int start = sliderPositionFromValue(slider->minimum, slider->maximum, slider->sliderPosition,
                                              length - sliderLength, slider->upsideDown);
    const auto part = [&](int from, int to) {
        const QRect rect = horizontal ? QRect(whole.x() + from, whole.y(), to - from, whole.height())
                                      : QRect(whole.x(), whole.y() + from, whole.width(), to - from);
        return visualRect(slider->direction, whole, rect);
    };
    switch (subControl) {
    case SC_ScrollBarSlider:
        return part(start, start + sliderLength);
    case SC_ScrollBarGroove:
        return whole;
    case SC_ScrollBarSubPage:
        return part(0, start);
    case SC_ScrollBarAddPage:
        return part(start + sliderLength, length);
    default:
        return {}; // no arrows
    }
}

QSize FlatStyle::sizeFromContents(ContentsType type, const QStyleOption *option, const QSize &size,
                                  const QWidget *widget) const
{
    QSize result = QProxyStyle::sizeFromContents(type, option, size, widget);
    const int textHeight = option ? option->fontMetrics.height() : 0;
    switch (type) {
    case CT_PushButton:
        return {qMax(size.width() + 24, result.height()), textHeight + 12};
    case CT_LineEdit:
    case CT_ComboBox:
        return {result.width(), textHeight + 14};
    case CT_ToolButton: {
        const auto *button = qstyleoption_cast<const QStyleOptionToolButton *>(option);
        const int choice = button && offersChoice(*button) ? choiceWidth : 0;
        return {qMax(size.width() + 2 * toolButtonPadding + choice, textHeight + 12),
                qMax(size.height() + 8, textHeight + 12)};
    }
    case CT_MenuItem:
        if (const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
            item && item->menuItemType != QStyleOptionMenuItem::Separator)
            result.setHeight(textHeight + 12);
        return result;
    default:
        return result;
    }
}

int FlatStyle::pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const
{
    switch (metric) {
    case PM_SplitterWidth:
        return 1;
    case PM_ScrollBarExtent:
        return scrollBarExtent;
    case PM_ScrollBarSliderMin:
        return minimumSliderLength;
    case PM_ButtonShiftHorizontal:
    case PM_ButtonShiftVertical:
    case PM_TabBarBaseHeight:
    case PM_TabBarBaseOverlap:
        return 0;
    case PM_MenuHMargin:
    case PM_MenuVMargin:
        return 4;
    case PM_ButtonIconSize:
    case PM_SmallIconSize:
        return 16;
    default:
        return QProxyStyle::pixelMetric(metric, option, widget);
    }
}

int FlatStyle::styleHint(StyleHint hint, const QStyleOption *option, const QWidget *widget,
                         QStyleHintReturn *returnData) const
{
    switch (hint) {
    case SH_ScrollView_FrameOnlyAroundContents:
    case SH_EtchDisabledText:
    case SH_DitherDisabledText:
        return 0;
    case SH_ComboBox_PopupFrameStyle:
        return int(QFrame::Box) | int(QFrame::Plain);
    case SH_UnderlineShortcut:
    case SH_DialogButtonBox_ButtonsHaveIcons: // the platform's are drawn for a light ground
        return 0;
    default:
        return QProxyStyle::styleHint(hint, option, widget, returnData);
    }
}

void FlatStyle::drawButton(const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    const bool flat = button && button->features.testFlag(QStyleOptionButton::Flat);
    const bool enabled = option->state.testFlag(State_Enabled);
    if (flat) {
        drawToolButton(option, painter);
        drawFocus(option, painter, option->rect);
        return;
    }
    QColor ground = m_colors.color(ColorRole::Control);
    QColor line = m_colors.color(ColorRole::Line);
    if (isAccent(widget) && enabled) {
        ground = m_colors.color(ColorRole::AccentGround);
        if (isPressed(option) || isHovered(option))
            ground = ground.darker(isPressed(option) ? 120 : 110);
        line = ground;
    } else if (enabled && isPressed(option)) {
        ground = line;
    } else if (isHovered(option)) {
        ground = m_colors.color(ColorRole::ControlHover);
    }
    drawRoundedBox(*painter, option->rect, controlRadius, ground, line);
    drawFocus(option, painter, option->rect);
}

void FlatStyle::drawButtonLabel(const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const auto *button = qstyleoption_cast<const QStyleOptionButton *>(option);
    if (!button)
        return;
    QStyleOptionButton copy = *button;
    if (isAccent(widget) && button->state.testFlag(State_Enabled))
        copy.palette.setColor(QPalette::ButtonText, m_colors.color(ColorRole::AccentText));
    // Fusion sets an icon close to its words.
    if (!button->icon.isNull() && !button->text.isEmpty())
        copy.text.prepend(QLatin1Char(' '));
    QProxyStyle::drawControl(CE_PushButtonLabel, &copy, painter, widget);
}

//! Icons stand free until they are used; words have a box, so that they are taken for a button.
void FlatStyle::drawToolButton(const QStyleOption *option, QPainter *painter) const
{
    QColor ground;
    QColor line;
    if (!option->state.testFlag(State_AutoRaise)) {
        ground = m_colors.color(ColorRole::Control);
        line = m_colors.color(ColorRole::Line);
    }
    if (option->state.testFlag(State_On)) {
        ground = m_colors.color(ColorRole::Selection);
        line = m_colors.color(ColorRole::Accent);
    } else if (option->state.testFlag(State_Enabled) && isPressed(option)) {
        ground = m_colors.color(ColorRole::Line);
    } else if (isHovered(option)) {
        ground = m_colors.color(ColorRole::ControlHover);
    }
    if (ground.isValid())
        drawRoundedBox(*painter, option->rect, controlRadius, ground, line);
}

void FlatStyle::drawLineEdit(const QStyleOption *option, QPainter *painter) const
{
    const auto *frame = qstyleoption_cast<const QStyleOptionFrame *>(option);
    if (frame && frame->lineWidth == 0) {
        painter->fillRect(option->rect, option->palette.brush(QPalette::Base));
        return;
    }
    drawRoundedBox(*painter, option->rect, controlRadius, m_colors.color(ColorRole::Window),
                   m_colors.color(ColorRole::Line));
    // Whoever types needs to know where, however the cursor came there.
    if (option->state.testFlag(State_HasFocus))
        drawFocusRing(*painter, option->rect, controlRadius, m_colors.color(ColorRole::Accent));
}

void FlatStyle::drawIndicator(const QStyleOption *option, QPainter *painter, qreal radius) const
{
    const bool on = option->state.testFlag(State_On);
    const bool enabled = option->state.testFlag(State_Enabled);
    const QColor ground = m_colors.color(on ? ColorRole::AccentGround : ColorRole::Window);
    const QColor line = on ? ground : m_colors.color(ColorRole::MutedText);
    painter->save();
    painter->setOpacity(enabled ? 1 : 0.5);
    const qreal size = qMin(option->rect.width(), option->rect.height());
    QRectF box(0, 0, size, size);
    box.moveCenter(QRectF(option->rect).center());
    drawRoundedBox(*painter, box, qMin(radius, size / 2), ground, line);
    if (on) {
        const auto at = [&box, size](qreal x, qreal y) {
            return box.topLeft() + QPointF(x * size, y * size);
        };
        painter->setRenderHint(QPainter::Antialiasing);
        painter->setPen(
            QPen(m_colors.color(ColorRole::AccentText), size / 8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter->drawPolyline(QPolygonF({at(0.27, 0.53), at(0.43, 0.69), at(0.73, 0.35)}));
    }
    drawFocus(option, painter, box.adjusted(-2, -2, 2, 2));
    painter->restore();
}

void FlatStyle::drawTab(const QStyleOption *option, QPainter *painter) const
{
    QRect underline = option->rect;
    underline.setTop(underline.bottom() - 1);
    if (option->state.testFlag(State_Selected))
        painter->fillRect(underline, m_colors.color(ColorRole::Accent));
    else if (isHovered(option))
        painter->fillRect(underline, m_colors.color(ColorRole::Line));
    // Around the letters, not through them: whoever draws the tabs leaves that much room between them.
    if (option->state.testFlag(State_Selected))
        drawFocus(option, painter, QRectF(option->rect).adjusted(-tabRingDistance, 4, tabRingDistance, -4));
}

void FlatStyle::drawScrollBar(const QStyleOptionComplex *option, QPainter *painter, const QWidget *widget) const
{
    const auto *slider = qstyleoption_cast<const QStyleOptionSlider *>(option);
    if (!slider || slider->maximum <= slider->minimum)
        return;
    const bool active = option->state.testFlag(State_Sunken) || isHovered(option);
    const QRect rect = subControlRect(CC_ScrollBar, option, SC_ScrollBarSlider, widget);
    QColor handle = m_colors.color(ColorRole::MutedText);
    handle.setAlphaF(active ? 0.7F : 0.4F);
    const qreal across = active ? 2 : 3;
    const QMarginsF margins =
        slider->orientation == Qt::Horizontal ? QMarginsF(2, across, 2, across) : QMarginsF(across, 2, across, 2);
    const QRectF shown = QRectF(rect).marginsRemoved(margins);
    drawRoundedBox(*painter, shown, qMin(shown.width(), shown.height()) / 2, handle, {});
}

void FlatStyle::drawMenuItem(const QStyleOption *option, QPainter *painter, const QWidget *widget) const
{
    const auto *item = qstyleoption_cast<const QStyleOptionMenuItem *>(option);
    if (!item)
        return;
    if (item->menuItemType == QStyleOptionMenuItem::Separator && item->text.isEmpty()) {
        const QRect line(item->rect.x() - 4, item->rect.center().y(), item->rect.width() + 8, 1);
        painter->fillRect(line, m_colors.color(ColorRole::Line));
        return;
    }
    QStyleOptionMenuItem copy = *item;
    if (item->state.testFlag(State_Selected) && item->state.testFlag(State_Enabled)) {
        drawRoundedBox(*painter, item->rect, controlRadius, m_colors.color(ColorRole::Selection), {});
        copy.state.setFlag(State_Selected, false); // Fusion would draw its own box over ours
    }
    QProxyStyle::drawControl(CE_MenuItem, &copy, painter, widget);
}

void FlatStyle::drawFocus(const QStyleOption *option, QPainter *painter, const QRectF &rect) const
{
    if (showsKeyboardFocus(*option))
        drawFocusRing(*painter, rect, controlRadius, m_colors.color(ColorRole::Accent));
}

} // namespace Runlight
