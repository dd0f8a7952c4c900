// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/http/httpmessage.h"

#include <QObject>

#include <functional>

class QTcpSocket;

namespace Runlight {

class Clock;

//! Sends one reply down a connection as its delivery says. Qt's own responder can neither drop, cut nor slow a reply.
//! A child of the socket: a client that leaves ends it.
class ReplyWriter : public QObject
{
    Q_OBJECT

public:
    //! Calls \a done, then deletes itself, when the last byte was handed to \a socket.
    ReplyWriter(QTcpSocket *socket, HttpReply reply, Clock &clock, std::function<void()> done);

private:
    void begin();
    void writeSlice();
    void finish();

    QTcpSocket *m_socket;
    HttpReply m_reply;
    Clock &m_clock;
    std::function<void()> m_done;
    qint64 m_sent = 0; // Of the body.
    qint64 m_end = 0; // How much of the body will be sent.
};

} // namespace Runlight
