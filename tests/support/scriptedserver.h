// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QHash>
#include <QList>
#include <QObject>
#include <QTcpServer>
#include <QUrl>

#include <functional>

class QTcpSocket;

namespace Runlight {

//! A loopback HTTP/1.1 server that answers as a test tells it to, faults included. It keeps what it was asked.
class ScriptedServer : public QObject
{
    Q_OBJECT

public:
    struct Request
    {
        QByteArray verb;
        QByteArray target; //!< Path and query as sent.
        QHash<QByteArray, QByteArray> headers; //!< Names in lower case.
        QByteArray body;
    };

    struct Reply
    {
        enum class Fault {
            None,
            Hang, //!< Nothing is answered.
            Drop, //!< The connection is closed without an answer.
            Truncate, //!< The whole length is announced, half of it sent, the connection closed.
        };

        int status = 200;
        QByteArray body;
        QList<QPair<QByteArray, QByteArray>> headers;
        Fault fault = Fault::None;
        qint64 announcedBytes = -1; //!< Another length than the body's; the connection is closed after the body.
        bool isChunked = false; //!< No length is announced.
    };

    using Handler = std::function<Reply(const Request &)>;

    explicit ScriptedServer(QObject *parent = nullptr);

    //! Answers every request that no queued reply is left for.
    void setHandler(Handler handler) { m_handler = std::move(handler); }
    //! Answers the next request not yet spoken for.
    void enqueue(const Reply &reply) { m_replies.append(reply); }
    //! Answers the oldest request that hangs.
    void answerHanging(const Reply &reply);

    QUrl url(const QString &path = {}) const;
    const QList<Request> &requests() const { return m_requests; }
    int requestCount() const { return int(m_requests.size()); }
    //! Connections whose client has gone while their request hung.
    int abortedCount() const { return m_aborted; }
    //! What no client has taken yet of the answers given.
    qint64 bytesWaiting() const;
    //! Refuses connections from now on.
    void stop();

    static Reply ok(const QByteArray &body, QList<QPair<QByteArray, QByteArray>> headers = {});
    static Reply status(int status, const QByteArray &body = {}, QList<QPair<QByteArray, QByteArray>> headers = {});
    static Reply redirect(int status, const QByteArray &location);
    static Reply fault(Reply::Fault fault);

private:
    void accept();
    void read(QTcpSocket *socket);
    void answer(QTcpSocket *socket, const Request &request);
    void write(QTcpSocket *socket, const Reply &reply);
    static void writeBody(QTcpSocket *socket, const Reply &reply);

    QHash<QTcpSocket *, QByteArray> m_buffers;
    QList<QTcpSocket *> m_hanging;
    QList<Request> m_requests;
    QList<Reply> m_replies;
    Handler m_handler;
    int m_aborted = 0;
    QTcpServer m_server; // Last: its sockets, closing, still tell the others.
};

} // namespace Runlight
