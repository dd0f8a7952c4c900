// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/ticker.h"

#include "core/base/clock.h"

#include <QEvent>
#include <QWidget>

namespace Runlight {

Ticker::Ticker(Clock &clock, QWidget &widget)
    : QObject(&widget)
    , m_clock(clock)
{
    widget.installEventFilter(this);
}

bool Ticker::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parent()) {
        const auto *widget = static_cast<QWidget *>(watched);
        if (event->type() == QEvent::Hide)
            stop();
        else if (event->type() == QEvent::Show || event->type() == QEvent::WindowStateChange)
            widget->isVisible() && !widget->isMinimized() ? start() : stop();
    }
    return QObject::eventFilter(watched, event);
}

void Ticker::start()
{
    if (!m_pending)
        tick();
}

void Ticker::stop()
{
    delete m_pending;
    m_pending = nullptr;
}

void Ticker::tick()
{
    m_pending = m_clock.singleShot(std::chrono::seconds(1), this, [this] { tick(); });
    Q_EMIT ticked();
}

} // namespace Runlight
