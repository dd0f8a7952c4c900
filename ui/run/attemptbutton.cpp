// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/run/attemptbutton.h"

#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QStyleOptionToolButton>

namespace Runlight {

namespace {

constexpr int side = 4;
constexpr int chevronSize = 10;

} // namespace

AttemptButton::AttemptButton(const Theme &theme, QWidget *parent)
    : QToolButton(parent)
    , m_theme(theme)
{
    setPopupMode(InstantPopup);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::TabFocus);
}

QSize AttemptButton::sizeHint() const
{
    const QFontMetrics metrics = fontMetrics();
    // The advance is rounded, and in a place even a hair narrower the text would be elided: hence the 1.
    return {metrics.horizontalAdvance(text()) + 1 + 3 * side + chevronSize, metrics.height() + 2};
}

void AttemptButton::paintEvent(QPaintEvent *)
{
    QStyleOptionToolButton option;
    initStyleOption(&option);
    QPainter painter(this);
    const bool active = option.state & (QStyle::State_MouseOver | QStyle::State_HasFocus | QStyle::State_Sunken);
    if (active)
        drawRoundedBox(painter, rect(), 4, m_theme.color(ColorRole::ControlHover), {});
    if (showsKeyboardFocus(option))
        m_theme.paintFocusRing(painter, rect(), 4);
    painter.setPen(m_theme.color(active ? ColorRole::Text : ColorRole::MutedText));
    const QRect inner = rect().adjusted(side, 0, -side, 0);
    drawElidedText(painter, inner.adjusted(0, 0, -chevronSize - side, 0), text());
    const QRect place(inner.right() + 1 - chevronSize, inner.top() + (inner.height() - chevronSize) / 2 + 1,
                      chevronSize, chevronSize);
    m_theme.icon(QStringLiteral("chevron-down"), ColorRole::MutedText).paint(&painter, place);
}

} // namespace Runlight
