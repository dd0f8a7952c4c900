// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/base/clock.h"
#include "core/github/transport/httpexchange.h"
#include "tests/support/scriptedserver.h"

#include <QNetworkAccessManager>
#include <QTcpSocket>
#include <QTest>

using namespace Runlight;
using namespace std::chrono_literals;
using Fault = ScriptedServer::Reply::Fault;
using Reached = WireFailure::Reached;

namespace {

// A thousandth of its size, in zlib's own framing, as HTTP's "deflate" wants it.
QByteArray deflatedZeros(qsizetype size)
{
    return qCompress(QByteArray(size, '\0'), 9).mid(4); // Qt puts the length before the stream.
}

} // namespace

class TestHttpExchange : public QObject
{
    Q_OBJECT

    std::unique_ptr<ScriptedServer> m_server;
    VirtualClock m_clock;
    QNetworkAccessManager m_network;
    std::unique_ptr<HttpExchange> m_exchange;
    QList<WireResult> m_results;

    void send(const WireRequest &request)
    {
        m_exchange = std::make_unique<HttpExchange>(request, m_network, m_clock);
        connect(m_exchange.get(), &HttpExchange::finished, this,
                [this](const WireResult &result) { m_results.append(result); });
    }

    WireRequest get(qint64 maxBytes = 1000) const
    {
        WireRequest request;
        request.url = m_server->url(QStringLiteral("/x"));
        request.maxResponseBytes = maxBytes;
        return request;
    }

    WireRequest write(Verb verb, const QByteArray &body) const
    {
        WireRequest request = get();
        request.verb = verb;
        request.body = body;
        return request;
    }

    const WireFailure &failure() const { return m_results.first().error(); }

private Q_SLOTS:
    void init()
    {
        m_server = std::make_unique<ScriptedServer>();
        m_results.clear();
    }

    void cleanup() { m_exchange.reset(); }

    void bringsTheAnswer()
    {
        m_server->enqueue(ScriptedServer::status(404, "nothing", {{"X-Test", "1"}}));
        send(get());
        QVERIFY(m_results.isEmpty());
        QTRY_COMPARE(m_results.size(), 1);
        QVERIFY(m_results.first());
        QCOMPARE(m_results.first()->status, 404);
        QCOMPARE(m_results.first()->reason, QStringLiteral("Scripted"));
        QCOMPARE(m_results.first()->body, "nothing");
        QCOMPARE(m_results.first()->headers.value("x-test"), "1");
        QVERIFY(!m_server->requests().first().headers.contains("authorization"));
        QVERIFY(m_server->requests().first().headers.value("accept-encoding").contains("gzip"));
    }

    void sendsWrites_data()
    {
        QTest::addColumn<Verb>("verb");
        QTest::addColumn<QByteArray>("name");
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("post") << Verb::Post << QByteArray("POST") << QByteArray("{\"ref\":\"main\"}");
        QTest::newRow("empty post") << Verb::Post << QByteArray("POST") << QByteArray();
        QTest::newRow("put") << Verb::Put << QByteArray("PUT") << QByteArray("{}");
        QTest::newRow("patch") << Verb::Patch << QByteArray("PATCH") << QByteArray("{}");
        QTest::newRow("delete") << Verb::Delete << QByteArray("DELETE") << QByteArray();
    }

    void sendsWrites()
    {
        QFETCH(Verb, verb);
        QFETCH(QByteArray, name);
        QFETCH(QByteArray, body);
        m_server->enqueue(ScriptedServer::status(204));
        send(write(verb, body));
        QTRY_COMPARE(m_results.size(), 1);
        QCOMPARE(m_results.first()->status, 204);
        QCOMPARE(m_server->requests().first().verb, name);
        QCOMPARE(m_server->requests().first().body, body);
        QCOMPARE(m_server->requests().first().headers.value("content-type"), "application/json");
    }

    //! Qt would send them again over the connection that just served a request well.
    void neverRepeatsAWriteThatWasSeen_data() { sendsWrites_data(); }

    void neverRepeatsAWriteThatWasSeen()
    {
        QFETCH(Verb, verb);
        QFETCH(QByteArray, body);
        m_server->enqueue(ScriptedServer::ok("warm"));
        send(get());
        QTRY_COMPARE(m_results.size(), 1);
        m_results.clear();
        m_server->setHandler([](const auto &) { return ScriptedServer::fault(Fault::Drop); });
        send(write(verb, body));
        QTRY_COMPARE(m_results.size(), 1);
        QCOMPARE(m_server->requestCount(), 2);
        QVERIFY(!m_results.first());
        QCOMPARE(failure().reached, Reached::Perhaps);
        QCOMPARE(failure().error.kind, ErrorKind::Transport);
    }

    void noticesACutOffBody()
    {
        m_server->enqueue(ScriptedServer::fault(Fault::Truncate));
        send(get());
        QTRY_COMPARE(m_results.size(), 1);
        QVERIFY(!m_results.first());
        QCOMPARE(failure().error.kind, ErrorKind::Transport);
    }

    void saysThatNobodyIsThere()
    {
        m_server->stop();
        send(write(Verb::Post, "{}"));
        QTRY_COMPARE(m_results.size(), 1);
        QVERIFY(!m_results.first());
        QCOMPARE(failure().error.kind, ErrorKind::Offline);
        QCOMPARE(failure().reached, Reached::Nobody);
    }

    //! A TLS hello is no line of HTTP, so the server stays silent and the handshake never ends.
    void givesUpOnConnecting()
    {
        WireRequest request = get();
        request.url.setScheme(QStringLiteral("https"));
        send(request);
        m_clock.advance(HttpExchange::connectTimeout - 1ms);
        QVERIFY(m_results.isEmpty());
        m_clock.advance(1ms);
        QCOMPARE(m_results.size(), 1);
        QCOMPARE(failure().error.kind, ErrorKind::Timeout);
        QVERIFY(failure().error.message.contains(QStringLiteral("10")));
    }

    void saysThatTheServerSpeaksNoTls()
    {
        QTcpServer plain;
        QVERIFY(plain.listen(QHostAddress::LocalHost));
        connect(&plain, &QTcpServer::newConnection, this,
                [&plain] { plain.nextPendingConnection()->write("HTTP/1.1 400 Bad Request\r\n\r\n"); });
        WireRequest request = get();
        request.url = QUrl(QStringLiteral("https://127.0.0.1:%1/").arg(plain.serverPort()));
        send(request);
        QTRY_COMPARE(m_results.size(), 1);
        QVERIFY(!m_results.first());
        QCOMPARE(failure().error.kind, ErrorKind::Tls);
    }

    void boundsWhatIsAnnounced()
    {
        m_server->enqueue(ScriptedServer::ok(QByteArray(1001, 'x')));
        send(get(1000));
        QTRY_COMPARE(m_results.size(), 1);
        QVERIFY(!m_results.first());
        QCOMPARE(failure().reached, Reached::Answered);
    }

    void acceptsWhatJustFits()
    {
        m_server->enqueue(ScriptedServer::ok(QByteArray(1000, 'x')));
        send(get(1000));
        QTRY_COMPARE(m_results.size(), 1);
        QVERIFY(m_results.first());
        QCOMPARE(m_results.first()->body.size(), 1000);
    }

    void unpacksAndBoundsWhatIsUnpacked()
    {
        const QByteArray bomb = deflatedZeros(4 * 1024 * 1024);
        QVERIFY(bomb.size() < 10'000);
        m_server->setHandler([&](const auto &) { return ScriptedServer::ok(bomb, {{"Content-Encoding", "deflate"}}); });
        send(get(8 * 1024 * 1024));
        QTRY_COMPARE(m_results.size(), 1);
        QVERIFY(m_results.first());
        QCOMPARE(m_results.first()->body.size(), 4 * 1024 * 1024);
        m_results.clear();
        send(get(1024 * 1024));
        QTRY_COMPARE(m_results.size(), 1);
        QVERIFY(!m_results.first());
        QCOMPARE(failure().error.kind, ErrorKind::Transport);
    }

    void givesUpOnSilence()
    {
        m_server->enqueue(ScriptedServer::fault(Fault::Hang));
        send(get());
        QTRY_COMPARE(m_server->requestCount(), 1);
        QTRY_VERIFY(m_exchange->isSent());
        m_clock.advance(HttpExchange::idleTimeout - 1ms);
        QVERIFY(m_results.isEmpty());
        m_clock.advance(1ms);
        QCOMPARE(m_results.size(), 1);
        QCOMPARE(failure().error.kind, ErrorKind::Timeout);
        QCOMPARE(failure().reached, Reached::Perhaps);
        QVERIFY(failure().error.message.contains(QStringLiteral("30")));
        QTRY_COMPARE(m_server->abortedCount(), 1);
    }

    void aWriteWithoutABodyHasTheWholeTime()
    {
        m_server->enqueue(ScriptedServer::fault(Fault::Hang));
        send(write(Verb::Delete, {}));
        QTRY_COMPARE(m_server->requestCount(), 1);
        m_clock.advance(HttpExchange::connectTimeout);
        QVERIFY(m_results.isEmpty());
        m_clock.advance(HttpExchange::idleTimeout - HttpExchange::connectTimeout);
        QCOMPARE(m_results.size(), 1);
    }

    void abortsWithoutAWord()
    {
        m_server->enqueue(ScriptedServer::fault(Fault::Hang));
        send(get());
        QTRY_COMPARE(m_server->requestCount(), 1);
        m_exchange.reset();
        QTRY_COMPARE(m_server->abortedCount(), 1);
        QVERIFY(m_results.isEmpty());
        QCOMPARE(m_clock.pendingTimers(), 0);
    }
};

QTEST_GUILESS_MAIN(TestHttpExchange)
#include "tst_httpexchange.moc"
