// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/veil.h"

#include <QEvent>
#include <QPainter>

namespace Runlight {

namespace {

// Enough to be seen beside what is current, little enough for text to stay readable.
constexpr double opacity = 0.3;

} // namespace

Veil::Veil(Theme &theme, QWidget &covered)
    : QWidget(&covered)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("veil"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    setFocusPolicy(Qt::NoFocus);
    covered.installEventFilter(this);
    connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
    hide();
}

bool Veil::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Resize)
        setGeometry(parentWidget()->rect());
    return QWidget::eventFilter(watched, event);
}

void Veil::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setOpacity(opacity);
    painter.fillRect(rect(), m_theme.color(ColorRole::Window));
}

} // namespace Runlight
