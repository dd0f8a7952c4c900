// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/http/httpserver.h"

#include "core/base/clock.h"
#include "core/http/replywriter.h"

#include <QAbstractHttpServer>
#include <QCoreApplication>
#include <QHttpServerRequest>
#include <QHttpServerResponder>
#include <QTcpServer>
#include <QTcpSocket>

#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
#    include <QHttpHeaders>
#    include <QPointer>
#endif

namespace Runlight {

namespace {

QByteArray methodName(QHttpServerRequest::Method method)
{
    switch (method) {
    case QHttpServerRequest::Method::Get:
        return "GET";
    case QHttpServerRequest::Method::Put:
        return "PUT";
    case QHttpServerRequest::Method::Delete:
        return "DELETE";
    case QHttpServerRequest::Method::Post:
        return "POST";
    case QHttpServerRequest::Method::Head:
        return "HEAD";
    case QHttpServerRequest::Method::Options:
        return "OPTIONS";
    case QHttpServerRequest::Method::Patch:
        return "PATCH";
    default:
        return {};
    }
}

HttpHeaders headersOf(const QHttpServerRequest &request)
{
    HttpHeaders headers;
#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    const QHttpHeaders all = request.headers();
    for (qsizetype i = 0; i < all.size(); ++i)
        headers.append({QByteArray(all.nameAt(i).data(), all.nameAt(i).size()), all.valueAt(i).toByteArray()});
#else
    for (const auto &[name, value] : request.headers())
        headers.append({name, value});
#endif
    return headers;
}

} // namespace

// The listening socket, and which connection belongs to which client: from Qt 6.8 on a request names its client only.
class HttpServer::Connections : public QTcpServer
{
public:
    using QTcpServer::QTcpServer;

    QTcpSocket *nextPendingConnection() override
    {
        QTcpSocket *socket = QTcpServer::nextPendingConnection();
        if (socket) {
            const quint16 port = socket->peerPort();
            m_byPort.insert(port, socket);
            connect(socket, &QObject::destroyed, this, [this, port, socket] {
                if (m_byPort.value(port) == socket)
                    m_byPort.remove(port);
            });
        }
        return socket;
    }

    QTcpSocket *connectionFrom(quint16 peerPort) const { return m_byPort.value(peerPort); }

private:
    QHash<quint16, QTcpSocket *> m_byPort;
};

class HttpServer::Parser : public QAbstractHttpServer
{
public:
    Parser(Handler handler, Clock &clock)
        : m_handler(std::move(handler))
        , m_clock(clock)
        , m_connections(new Connections(this))
    { }

    // Replies under way hold on to their connections, so they go first.
    ~Parser() override { qDeleteAll(findChildren<ReplyWriter *>()); }

    Connections *connections() const { return m_connections; }

private:
    HttpReply replyTo(const QHttpServerRequest &request) const
    {
        QUrl url = request.url();
        // Qt makes up a port 0 where the client named none.
        if (url.port() == 0)
            url.setPort(-1);
        return m_handler({methodName(request.method()), url, headersOf(request), request.body()});
    }

#if QT_VERSION >= QT_VERSION_CHECK(6, 8, 0)
    bool handleRequest(const QHttpServerRequest &request, QHttpServerResponder &responder) override
    {
        QTcpSocket *socket = m_connections->connectionFrom(request.remotePort());
        if (!socket)
            return true;
        // Qt reads the connection's next request once the responder is gone.
        auto turn = std::make_shared<QHttpServerResponder>(std::move(responder));
        new ReplyWriter(socket, replyTo(request), m_clock, [turn = std::move(turn)]() mutable { turn.reset(); });
        return true;
    }

    void missingHandler(const QHttpServerRequest &, QHttpServerResponder &) override { }
#else
    bool handleRequest(const QHttpServerRequest &request, QTcpSocket *socket) override
    {
        new ReplyWriter(socket, replyTo(request), m_clock, [] {});
        return true;
    }

    void missingHandler(const QHttpServerRequest &, QTcpSocket *) override { }
#endif

    Handler m_handler;
    Clock &m_clock;
    Connections *m_connections;
};

HttpServer::HttpServer(Handler handler, Clock &clock)
    : m_parser(std::make_unique<Parser>(std::move(handler), clock))
{ }

HttpServer::~HttpServer() = default;

Expected<void> HttpServer::listen(quint16 port)
{
    Connections *connections = m_parser->connections();
    if (!connections->listen(QHostAddress::LocalHost, port)) {
        Error error;
        error.kind = ErrorKind::Transport;
        error.message = QCoreApplication::translate("HttpServer", "Cannot listen on port %1: %2")
                            .arg(QString::number(port), connections->errorString());
        return Unexpected(error);
    }
    m_parser->bind(connections);
    return {};
}

QUrl HttpServer::url() const
{
    const Connections *connections = m_parser->connections();
    if (!connections->isListening())
        return {};
    QUrl url;
    url.setScheme(QStringLiteral("http"));
    url.setHost(connections->serverAddress().toString());
    url.setPort(connections->serverPort());
    return url;
}

} // namespace Runlight
