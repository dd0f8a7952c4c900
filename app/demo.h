// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/session.h"

#include <QObject>
#include <QThread>

namespace Runlight {

//! A simulated GitHub in this process, on a thread of its own and reachable on loopback only.
class Demo : public QObject
{
    Q_OBJECT

public:
    explicit Demo(QObject *parent = nullptr);
    ~Demo() override;

    void start();

Q_SIGNALS:
    //! Listening: sign in with these.
    void ready(const QList<Runlight::SignIn> &signIns);
    void failed(const Runlight::Error &error);

private:
    QThread m_thread;
};

} // namespace Runlight
