// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/support/scriptedserver.h"

#include <QTcpSocket>

#include <optional>

namespace Runlight {

namespace {

struct Parsed
{
    ScriptedServer::Request request;
    qsizetype bytes = 0;
};

// One whole request from the beginning of \a buffer, or nothing while more is to come.
std::optional<Parsed> parse(const QByteArray &buffer)
{
    const qsizetype headEnd = buffer.indexOf("\r\n\r\n");
    if (headEnd < 0)
        return std::nullopt;
    QList<QByteArray> lines = buffer.left(headEnd).split('\n');
    const QList<QByteArray> start = lines.takeFirst().trimmed().split(' ');
    Parsed parsed;
    parsed.request.verb = start.value(0);
    parsed.request.target = start.value(1);
    for (const QByteArray &line : std::as_const(lines)) {
        const qsizetype colon = line.indexOf(':');
        parsed.request.headers.insert(line.left(colon).toLower(), line.mid(colon + 1).trimmed());
    }
    const qsizetype length = parsed.request.headers.value("content-length").toLongLong();
    parsed.bytes = headEnd + 4 + length;
    if (buffer.size() < parsed.bytes)
        return std::nullopt;
    parsed.request.body = buffer.mid(headEnd + 4, length);
    return parsed;
}

} // namespace

ScriptedServer::ScriptedServer(QObject *parent)
    : QObject(parent)
{
    connect(&m_server, &QTcpServer::newConnection, this, &ScriptedServer::accept);
    if (!m_server.listen(QHostAddress::LocalHost))
        qFatal("No port to listen on: %s", qPrintable(m_server.errorString()));
}

QUrl ScriptedServer::url(const QString &path) const
{
    return QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(m_server.serverPort()).arg(path));
}

void ScriptedServer::stop()
{
    m_server.close();
    const QList<QTcpSocket *> open = m_buffers.keys();
    for (QTcpSocket *socket : open)
        socket->abort();
}

ScriptedServer::Reply ScriptedServer::ok(const QByteArray &body, QList<QPair<QByteArray, QByteArray>> headers)
{
    return status(200, body, std::move(headers));
}

ScriptedServer::Reply ScriptedServer::status(int status, const QByteArray &body,
                                             QList<QPair<QByteArray, QByteArray>> headers)
{
    Reply reply;
    reply.status = status;
    reply.body = body;
    reply.headers = std::move(headers);
    return reply;
}

ScriptedServer::Reply ScriptedServer::redirect(int code, const QByteArray &location)
{
    return status(code, {}, {{"Location", location}});
}

ScriptedServer::Reply ScriptedServer::fault(Reply::Fault fault)
{
    Reply reply = ok("0123456789");
    reply.fault = fault;
    return reply;
}

void ScriptedServer::answerHanging(const Reply &reply)
{
    if (!m_hanging.isEmpty())
        write(m_hanging.takeFirst(), reply);
}

void ScriptedServer::accept()
{
    while (QTcpSocket *socket = m_server.nextPendingConnection()) {
        m_buffers.insert(socket, {});
        connect(socket, &QTcpSocket::readyRead, this, [this, socket] { read(socket); });
        connect(socket, &QTcpSocket::disconnected, this, [this, socket] {
            m_aborted += int(m_hanging.removeAll(socket));
            m_buffers.remove(socket);
            socket->deleteLater();
        });
    }
}

void ScriptedServer::read(QTcpSocket *socket)
{
    m_buffers[socket] += socket->readAll();
    while (const auto parsed = parse(m_buffers.value(socket))) {
        m_buffers[socket].remove(0, parsed->bytes);
        m_requests.append(parsed->request);
        answer(socket, parsed->request);
    }
}

void ScriptedServer::answer(QTcpSocket *socket, const Request &request)
{
    if (!m_replies.isEmpty())
        write(socket, m_replies.takeFirst());
    else if (m_handler)
        write(socket, m_handler(request));
    else
        write(socket, status(500, "not scripted"));
}

void ScriptedServer::write(QTcpSocket *socket, const Reply &reply)
{
    if (reply.fault == Reply::Fault::Hang) {
        m_hanging.append(socket);
        return;
    }
    if (reply.fault == Reply::Fault::Drop) {
        socket->abort();
        return;
    }
    QByteArray head = "HTTP/1.1 " + QByteArray::number(reply.status) + " Scripted\r\n";
    for (const auto &[name, value] : reply.headers)
        head += name + ": " + value + "\r\n";
    const qint64 length = reply.announcedBytes < 0 ? reply.body.size() : reply.announcedBytes;
    head +=
        reply.isChunked ? QByteArray("Transfer-Encoding: chunked") : "Content-Length: " + QByteArray::number(length);
    socket->write(head + "\r\n\r\n");
    writeBody(socket, reply);
    if (reply.fault == Reply::Fault::Truncate || reply.announcedBytes >= 0)
        socket->disconnectFromHost();
}

void ScriptedServer::writeBody(QTcpSocket *socket, const Reply &reply)
{
    const bool isTruncated = reply.fault == Reply::Fault::Truncate;
    const QByteArray body = isTruncated ? reply.body.left(reply.body.size() / 2) : reply.body;
    if (!reply.isChunked) {
        socket->write(body);
        return;
    }
    socket->write(QByteArray::number(body.size(), 16) + "\r\n" + body + "\r\n");
    if (!isTruncated)
        socket->write("0\r\n\r\n");
}

qint64 ScriptedServer::bytesWaiting() const
{
    qint64 bytes = 0;
    for (auto it = m_buffers.keyBegin(); it != m_buffers.keyEnd(); ++it)
        bytes += (*it)->bytesToWrite();
    return bytes;
}

} // namespace Runlight
