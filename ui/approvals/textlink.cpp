// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/approvals/textlink.h"

#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QStyleOption>

namespace Runlight {

namespace {

constexpr int linkSide = 3; //!< px beside the words, for the ring.

} // namespace

TextLink::TextLink(const QString &text, const Theme &theme, QWidget *parent)
    : QAbstractButton(parent)
    , m_theme(theme)
{
    setText(text);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    setAttribute(Qt::WA_Hover);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

QSize TextLink::sizeHint() const
{
    return {fontMetrics().horizontalAdvance(text()) + 2 * linkSide, fontMetrics().height()};
}

void TextLink::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    QStyleOption option;
    option.initFrom(this);
    if (showsKeyboardFocus(option))
        m_theme.paintFocusRing(painter, rect(), 3);
    QFont shown = font();
    shown.setUnderline(underMouse());
    painter.setFont(shown);
    painter.setPen(m_theme.color(ColorRole::Accent));
    drawElidedText(painter, rect().adjusted(linkSide, 0, -linkSide, 0), text());
}

} // namespace Runlight
