// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/approvals/roundedbox.h"

#include "ui/theme/paint.h"
#include "ui/theme/theme.h"

#include <QEvent>
#include <QPainter>

namespace Runlight {

namespace {

constexpr qreal boxRadius = 6; //!< As that of buttons and fields.

} // namespace

RoundedBox::RoundedBox(const Theme &theme, QWidget *parent)
    : QWidget(parent)
    , m_theme(theme)
{
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void RoundedBox::setRingOf(QWidget &widget)
{
    widget.installEventFilter(this);
}

bool RoundedBox::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut) {
        m_hasRing = event->type() == QEvent::FocusIn;
        update();
    }
    return QWidget::eventFilter(watched, event);
}

void RoundedBox::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    drawRoundedBox(painter, rect(), boxRadius, m_theme.color(ColorRole::Window), m_theme.color(ColorRole::Line));
    if (m_hasRing)
        drawFocusRing(painter, rect(), boxRadius, m_theme.color(ColorRole::Accent));
}

} // namespace Runlight
