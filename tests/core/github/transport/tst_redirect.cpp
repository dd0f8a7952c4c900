// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/transport/origin.h"
#include "core/github/transport/redirect.h"

#include <QTest>

using namespace Runlight;

class TestRedirect : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void comparesOrigins_data()
    {
        QTest::addColumn<QString>("a");
        QTest::addColumn<QString>("b");
        QTest::addColumn<bool>("same");
        const auto row = [](const char *a, const char *b, bool same) {
            QTest::addRow("%s %s", a, b) << QString::fromLatin1(a) << QString::fromLatin1(b) << same;
        };
        row("https://api.github.com/a", "https://api.github.com:443/b?c", true);
        row("https://API.github.com", "https://api.github.com", true);
        row("http://127.0.0.1", "http://127.0.0.1:80", true);
        row("https://api.github.com", "http://api.github.com", false);
        row("https://api.github.com", "https://api.github.com:8443", false);
        row("https://api.github.com", "https://github.com", false);
        row("https://api.github.com", "https://api.github.com.evil.example", false);
    }

    void comparesOrigins()
    {
        QFETCH(QString, a);
        QFETCH(QString, b);
        QFETCH(bool, same);
        QCOMPARE(sameOrigin(QUrl(a), QUrl(b)), same);
        QCOMPARE(sameOrigin(QUrl(b), QUrl(a)), same);
    }

    void trustsHttpsAndThisMachineOnly_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<bool>("trusted");
        const auto row = [](const char *url, bool trusted) {
            QTest::addRow("%s", url) << QString::fromLatin1(url) << trusted;
        };
        row("https://api.github.com", true);
        row("http://127.0.0.1:8080", true);
        row("http://[::1]:8080", true);
        row("http://localhost:8080", true);
        row("http://api.github.com", false);
        row("http://localhost.evil.example", false);
        row("http://10.0.0.1", false);
        row("ftp://127.0.0.1", false);
        row("file:///etc/passwd", false);
        row("https://", false);
    }

    void trustsHttpsAndThisMachineOnly()
    {
        QFETCH(QString, url);
        QFETCH(bool, trusted);
        QCOMPARE(isTrustworthy(QUrl(url)), trusted);
    }

    void followsGet_data()
    {
        QTest::addColumn<QString>("from");
        QTest::addColumn<QByteArray>("location");
        QTest::addColumn<QString>("target");
        const QString api = QStringLiteral("https://api.github.com/repos/a/b");
        const QString local = QStringLiteral("http://127.0.0.1:1/x");
        QTest::newRow("renamed") << api << QByteArray("https://api.github.com/repositories/1")
                                 << QStringLiteral("https://api.github.com/repositories/1");
        QTest::newRow("relative") << api << QByteArray("/repositories/1")
                                  << QStringLiteral("https://api.github.com/repositories/1");
        QTest::newRow("elsewhere") << api << QByteArray("https://blob.example/l?sig=a%2Bb")
                                   << QStringLiteral("https://blob.example/l?sig=a%2Bb");
        QTest::newRow("no credentials") << api << QByteArray("https://u:p@blob.example/l")
                                        << QStringLiteral("https://blob.example/l");
        QTest::newRow("on this machine") << local << QByteArray("http://127.0.0.1:2/y")
                                         << QStringLiteral("http://127.0.0.1:2/y");
        QTest::newRow("up to https") << local << QByteArray("https://a.example/")
                                     << QStringLiteral("https://a.example/");
        QTest::newRow("down to http") << api << QByteArray("http://api.github.com/repositories/1") << QString();
        QTest::newRow("onto our own ports") << api << QByteArray("http://127.0.0.1:631/") << QString();
        QTest::newRow("file") << api << QByteArray("file:///etc/passwd") << QString();
        QTest::newRow("script") << api << QByteArray("javascript:alert(1)") << QString();
        QTest::newRow("nowhere") << api << QByteArray() << QString();
        QTest::newRow("broken") << api << QByteArray("https://[nonsense") << QString();
    }

    void followsGet()
    {
        QFETCH(QString, from);
        QFETCH(QByteArray, location);
        QFETCH(QString, target);
        for (int status : {301, 302, 307, 308}) {
            QVERIFY(isRedirect(status));
            const auto to = redirectTarget(Verb::Get, status, QUrl(from), location, 0);
            QCOMPARE(to.has_value(), !target.isEmpty());
            if (to)
                QCOMPARE(to->toString(QUrl::FullyEncoded), target);
            else
                QVERIFY(!to.error().message.isEmpty());
        }
    }

    void namesInsecureTargets()
    {
        const auto to =
            redirectTarget(Verb::Get, 302, QUrl(QStringLiteral("https://a.example")), "http://a.example", 0);
        QCOMPARE(to.error().kind, ErrorKind::Tls);
    }

    void stopsAfterFive()
    {
        const QUrl from(QStringLiteral("https://a.example/"));
        QVERIFY(redirectTarget(Verb::Get, 302, from, "/b", 4));
        const auto sixth = redirectTarget(Verb::Get, 302, from, "/b", 5);
        QVERIFY(!sixth);
        QCOMPARE(sixth.error().kind, ErrorKind::Transport);
        QCOMPARE(sixth.error().httpStatus, 302);
    }

    void repeatsWritesOnlyWhereTheyStayTheSame()
    {
        const QUrl from(QStringLiteral("https://a.example/x"));
        QVERIFY(redirectTarget(Verb::Post, 307, from, "/y", 0));
        QVERIFY(redirectTarget(Verb::Delete, 308, from, "/y", 0));
        QVERIFY(!redirectTarget(Verb::Post, 301, from, "/y", 0));
        QVERIFY(!redirectTarget(Verb::Post, 302, from, "/y", 0));
        QVERIFY(!redirectTarget(Verb::Post, 307, from, "https://b.example/y", 0));
    }

    void leavesOtherStatusesAlone()
    {
        for (int status : {200, 204, 300, 303, 304, 404})
            QVERIFY(!isRedirect(status));
    }
};

QTEST_GUILESS_MAIN(TestRedirect)
#include "tst_redirect.moc"
