// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/base/clock.h"
#include "core/http/httpserver.h"

#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

using namespace Runlight;

namespace {

//! A client that says exactly these bytes and keeps what comes back.
class RawClient
{
public:
    explicit RawClient(const QUrl &server) { m_socket.connectToHost(server.host(), quint16(server.port())); }

    void send(const QByteArray &bytes) { m_socket.write(bytes); }

    QByteArray received()
    {
        m_received += m_socket.readAll();
        return m_received;
    }

    bool isClosed() const { return m_socket.state() == QAbstractSocket::UnconnectedState; }

private:
    QTcpSocket m_socket;
    QByteArray m_received;
};

} // namespace

class HttpServerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init()
    {
        m_requests.clear();
        m_reply = {200, {{"Content-Type", "text/plain"}, {"X-Test", "yes"}}, "0123456789", {}};
        m_server = std::make_unique<HttpServer>(
            [this](const HttpRequest &request) {
                m_requests.append(request);
                return m_reply;
            },
            m_clock);
        QVERIFY(m_server->listen(0));
    }

    void cleanup() { m_server.reset(); }

    void passesTheWholeRequest()
    {
        QNetworkAccessManager network;
        QUrl url = m_server->url();
        url.setPath(QStringLiteral("/repos/acme/api"));
        url.setQuery(QStringLiteral("per_page=2&branch=a%2Fb"));
        QNetworkRequest request(url);
        request.setHeader(QNetworkRequest::ContentTypeHeader, QByteArray("application/json"));
        request.setRawHeader("X-Mine", "42");
        std::unique_ptr<QNetworkReply> reply(network.sendCustomRequest(request, "PATCH", QByteArray("{\"a\":1}")));
        QTRY_VERIFY(reply->isFinished());

        QCOMPARE(m_requests.size(), 1);
        const HttpRequest &seen = m_requests.first();
        QCOMPARE(seen.method, "PATCH");
        QCOMPARE(seen.url, url);
        QCOMPARE(seen.body, "{\"a\":1}");
        QCOMPARE(headerValue(seen.headers, "x-mine"), "42");
        QVERIFY(headerValue(seen.headers, "x-other").isNull());
    }

    void sendsStatusHeadersAndBody()
    {
        m_reply.status = 409;
        QNetworkAccessManager network;
        std::unique_ptr<QNetworkReply> reply(network.get(QNetworkRequest(m_server->url())));
        QTRY_VERIFY(reply->isFinished());
        QCOMPARE(reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), 409);
        QCOMPARE(reply->rawHeader("X-Test"), "yes");
        QCOMPARE(reply->readAll(), "0123456789");
    }

    void understandsRequestsToAProxy()
    {
        RawClient client(m_server->url());
        client.send(
            "GET http://api.github.localhost/repos/acme/api?page=2 HTTP/1.1\r\nHost: api.github.localhost\r\n\r\n");
        QTRY_VERIFY(client.received().endsWith("0123456789"));
        QCOMPARE(m_requests.first().url.toString(),
                 QStringLiteral("http://api.github.localhost/repos/acme/api?page=2"));
    }

    void keepsTheConnectionForTheNextRequest()
    {
        RawClient client(m_server->url());
        const QByteArray request = "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n";
        client.send(request);
        QTRY_COMPARE(client.received().count("0123456789"), 1);
        client.send(request);
        QTRY_COMPARE(client.received().count("0123456789"), 2);
        QVERIFY(!client.isClosed());
    }

    void bodilessStatusesHaveNoBody()
    {
        m_reply.status = 304;
        RawClient client(m_server->url());
        client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QTRY_VERIFY(client.received().endsWith("\r\n\r\n"));
        QVERIFY(!client.received().contains("Content-Length"));
        QVERIFY(client.received().startsWith("HTTP/1.1 304 Not Modified\r\n"));
    }

    void delaysByItsClockOnly()
    {
        m_reply.delivery.delay = std::chrono::seconds(30);
        RawClient client(m_server->url());
        client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QTRY_COMPARE(m_clock.pendingTimers(), 1);
        QVERIFY(client.received().isEmpty());
        m_clock.advance(std::chrono::seconds(30));
        QTRY_VERIFY(client.received().endsWith("0123456789"));
    }

    void dropsTheConnectionWithoutAByte()
    {
        m_reply.delivery.end = HttpDelivery::End::Dropped;
        RawClient client(m_server->url());
        client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QTRY_COMPARE(m_requests.size(), 1);
        QTRY_VERIFY(client.isClosed());
        QVERIFY(client.received().isEmpty());
    }

    void cutsTheBodyInHalf()
    {
        m_reply.delivery.end = HttpDelivery::End::Truncated;
        RawClient client(m_server->url());
        client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QTRY_COMPARE(m_requests.size(), 1);
        QTRY_VERIFY(client.isClosed());
        QVERIFY(client.received().contains("Content-Length: 10\r\n"));
        QVERIFY(client.received().endsWith("\r\n\r\n01234"));
    }

    void announcesMoreThanComes()
    {
        m_reply.delivery.missingBytes = 7;
        RawClient client(m_server->url());
        client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QTRY_COMPARE(m_requests.size(), 1);
        QTRY_VERIFY(client.isClosed());
        QVERIFY(client.received().contains("Content-Length: 17\r\n"));
        QVERIFY(client.received().endsWith("\r\n\r\n0123456789"));
    }

    void saysNothing()
    {
        m_reply.delivery.end = HttpDelivery::End::Silent;
        {
            RawClient client(m_server->url());
            client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
            QTRY_COMPARE(m_requests.size(), 1);
            m_clock.advance(std::chrono::hours(1));
            QVERIFY(client.received().isEmpty());
            QVERIFY(!client.isClosed());
        }
        m_reply.delivery = {};
        RawClient other(m_server->url());
        other.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QTRY_VERIFY(other.received().endsWith("0123456789"));
    }

    void sendsASlowBodyInSlices()
    {
        m_reply.delivery.bytesPerSecond = 100; // 5 bytes each 50 ms
        RawClient client(m_server->url());
        client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QTRY_VERIFY(client.received().endsWith("\r\n\r\n01234"));
        QCOMPARE(m_clock.pendingTimers(), 1);
        m_clock.advanceToNextTimer();
        QTRY_VERIFY(client.received().endsWith("0123456789"));
    }

    void survivesClientsThatLeave()
    {
        m_reply.delivery.delay = std::chrono::seconds(1);
        {
            RawClient client(m_server->url());
            client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
            QTRY_COMPARE(m_requests.size(), 1);
        }
        m_clock.advance(std::chrono::seconds(2));
        m_reply.delivery = {};
        RawClient next(m_server->url());
        next.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QTRY_VERIFY(next.received().endsWith("0123456789"));
    }

    void survivesItsOwnEndBeforeAReply()
    {
        m_reply.delivery.delay = std::chrono::seconds(1);
        RawClient client(m_server->url());
        client.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
        QTRY_COMPARE(m_requests.size(), 1);
        m_server.reset();
        m_clock.advance(std::chrono::seconds(2));
        QTRY_VERIFY(client.isClosed());
        QVERIFY(client.received().isEmpty());
    }

    void saysWhyItCannotListen()
    {
        QTcpServer taken;
        QVERIFY(taken.listen(QHostAddress::LocalHost));
        HttpServer server([](const HttpRequest &) { return HttpReply(); }, m_clock);
        const Expected<void> listening = server.listen(taken.serverPort());
        QVERIFY(!listening);
        QVERIFY(listening.error().message.contains(QString::number(taken.serverPort())));
        QVERIFY(server.url().isEmpty());
    }

private:
    VirtualClock m_clock;
    std::unique_ptr<HttpServer> m_server;
    QList<HttpRequest> m_requests;
    HttpReply m_reply;
};

QTEST_GUILESS_MAIN(HttpServerTest)
#include "tst_httpserver.moc"
