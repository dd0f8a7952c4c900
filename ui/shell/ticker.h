// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QObject>

class QWidget;

namespace Runlight {

class Clock;

//! Ticks once a second while a widget can be seen, for what shows ages; still while it is hidden or minimised.
class Ticker : public QObject
{
    Q_OBJECT

public:
    //! \a widget owns this; \a clock must outlive it.
    Ticker(Clock &clock, QWidget &widget);

    bool eventFilter(QObject *watched, QEvent *event) override;

Q_SIGNALS:
    //! Once when the widget appears, then every second.
    void ticked();

private:
    void start();
    void stop();
    void tick();

    Clock &m_clock;
    QObject *m_pending = nullptr; //!< The next tick; null while still.
};

} // namespace Runlight
