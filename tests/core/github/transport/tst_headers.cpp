// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/transport/answerheaders.h"
#include "core/github/transport/contentdisposition.h"
#include "core/github/transport/linkheader.h"
#include "core/github/transport/networkrequest.h"
#include "core/github/transport/wire.h"

#include <QTest>

using namespace Runlight;
using namespace std::chrono_literals;

class TestHeaders : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void sendsWhatGitHubAsksFor()
    {
        WireRequest wire;
        wire.url = QUrl(QStringLiteral("https://api.github.com/user"));
        wire.token = "secret";
        wire.etag = "W/\"abc\"";
        const QNetworkRequest request = networkRequest(wire);
        QCOMPARE(request.rawHeader("Accept"), "application/vnd.github+json, application/json;q=0.9");
        QCOMPARE(request.rawHeader("X-GitHub-Api-Version"), "2022-11-28");
        QCOMPARE(request.rawHeader("User-Agent"), "Runlight/" RUNLIGHT_VERSION);
        QCOMPARE(request.rawHeader("Authorization"), "Bearer secret");
        QCOMPARE(request.rawHeader("If-None-Match"), "W/\"abc\"");
        QCOMPARE(request.attribute(QNetworkRequest::RedirectPolicyAttribute).toInt(),
                 int(QNetworkRequest::ManualRedirectPolicy));
    }

    void sendsNothingThatWasNotGiven()
    {
        const QNetworkRequest request = networkRequest(WireRequest());
        QVERIFY(!request.hasRawHeader("Authorization"));
        QVERIFY(!request.hasRawHeader("If-None-Match"));
        QVERIFY(!request.hasRawHeader("Content-Type"));
    }

    void marksTheForeground()
    {
        WireRequest wire;
        QCOMPARE(networkRequest(wire).priority(), QNetworkRequest::NormalPriority);
        wire.priority = Priority::Foreground;
        QCOMPARE(networkRequest(wire).priority(), QNetworkRequest::HighPriority);
    }

    void readsFieldsWithoutRegardToCase()
    {
        const AnswerHeaders headers(
            {{"ETag", " \"x\" "}, {"X-RateLimit-Limit", "5000"}, {"x-bad", "-3"}, {"x-word", "five"}});
        QCOMPARE(headers.value("etag"), "\"x\"");
        QCOMPARE(headers.number("x-ratelimit-limit"), 5000);
        QCOMPARE(headers.number("x-bad"), std::nullopt);
        QCOMPARE(headers.number("x-word"), std::nullopt);
        QCOMPARE(headers.number("x-none"), std::nullopt);
        QVERIFY(!headers.date().isValid());
    }

    void readsRetryAfter_data()
    {
        QTest::addColumn<QByteArray>("value");
        QTest::addColumn<QByteArray>("date");
        QTest::addColumn<qint64>("seconds");
        QTest::newRow("seconds") << QByteArray("17") << QByteArray() << qint64(17);
        QTest::newRow("zero") << QByteArray("0") << QByteArray() << qint64(0);
        QTest::newRow("far too long") << QByteArray("99999999") << QByteArray() << qint64(86400);
        QTest::newRow("date by our clock") << QByteArray("Thu, 01 Jan 2026 00:01:00 GMT") << QByteArray() << qint64(60);
        QTest::newRow("date by the server's clock")
            << QByteArray("Thu, 01 Jan 2026 05:00:30 GMT") << QByteArray("Thu, 01 Jan 2026 05:00:00 GMT") << qint64(30);
        QTest::newRow("date in the past") << QByteArray("Wed, 31 Dec 2025 00:00:00 GMT") << QByteArray() << qint64(0);
        QTest::newRow("nonsense") << QByteArray("soon") << QByteArray() << qint64(-1);
        QTest::newRow("negative") << QByteArray("-5") << QByteArray() << qint64(-1);
        QTest::newRow("missing") << QByteArray() << QByteArray() << qint64(-1);
    }

    void readsRetryAfter()
    {
        QFETCH(QByteArray, value);
        QFETCH(QByteArray, date);
        QFETCH(qint64, seconds);
        const QDateTime now(QDate(2026, 1, 1), QTime(0, 0), Qt::UTC);
        const auto wait = AnswerHeaders({{"Retry-After", value}, {"Date", date}}).retryAfter(now);
        QCOMPARE(wait.has_value(), seconds >= 0);
        if (wait)
            QCOMPARE(qint64(wait->count()), seconds);
    }

    void findsTheNextLink_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QString>("next");
        const QString second = QStringLiteral("https://api.github.com/repositories/1/actions/runs?page=2");
        QTest::newRow("GitHub's form") << QByteArray(
            "<https://api.github.com/repositories/1/actions/runs?page=2>; rel=\"next\", "
            "<https://api.github.com/repositories/1/actions/runs?page=9>; rel=\"last\"")
                                       << second;
        QTest::newRow("not the first") << QByteArray(
            "<https://api.github.com/x?page=1>; rel=\"prev\",<https://api.github.com/x?page=3>; rel=\"next\"")
                                       << QStringLiteral("https://api.github.com/x?page=3");
        QTest::newRow("commas inside") << QByteArray("<https://api.github.com/x?q=a,b;c&page=2>; rel=\"next\"")
                                       << QStringLiteral("https://api.github.com/x?q=a,b;c&page=2");
        QTest::newRow("bare word, other parameter")
            << QByteArray("<https://api.github.com/x?page=2>; title=\"n\"; REL = next")
            << QStringLiteral("https://api.github.com/x?page=2");
        QTest::newRow("several relations") << QByteArray("<https://api.github.com/x?page=2>; rel=\"last next\"")
                                           << QStringLiteral("https://api.github.com/x?page=2");
        QTest::newRow("relative") << QByteArray("</user/repos?page=2>; rel=next")
                                  << QStringLiteral("https://api.github.com/user/repos?page=2");
        QTest::newRow("last page") << QByteArray("<https://api.github.com/x?page=1>; rel=\"first\"") << QString();
        QTest::newRow("none") << QByteArray() << QString();
        QTest::newRow("broken") << QByteArray("<https://api.github.com/x?page=2; rel=\"next\"") << QString();
        QTest::newRow("no relation") << QByteArray("<https://api.github.com/x?page=2>") << QString();
        QTest::newRow("in the address only") << QByteArray("<https://api.github.com/x?rel=next>; a=b") << QString();
    }

    void findsTheNextLink()
    {
        QFETCH(QByteArray, header);
        QFETCH(QString, next);
        const QUrl from(QStringLiteral("https://api.github.com/user/repos"));
        QCOMPARE(nextLink(header, from), QUrl(next));
    }

    void findsTheFilesName_data()
    {
        QTest::addColumn<QByteArray>("header");
        QTest::addColumn<QString>("name");
        QTest::newRow("quoted") << QByteArray("attachment; filename=\"a b.zip\"") << QStringLiteral("a b.zip");
        QTest::newRow("bare") << QByteArray("attachment;filename=a.zip") << QStringLiteral("a.zip");
        QTest::newRow("escaped") << QByteArray("attachment; FileName = \"a\\\"b\\\\.txt\"")
                                 << QStringLiteral("a\"b\\.txt");
        QTest::newRow("semicolon inside")
            << QByteArray("attachment; filename=\"a; filename=b\"") << QStringLiteral("a; filename=b");
        QTest::newRow("extended goes first")
            << QByteArray("attachment; filename=\"plain.txt\"; filename*=UTF-8''%C3%BCber%20all.txt")
            << QStringLiteral("über all.txt");
        QTest::newRow("other character set")
            << QByteArray("attachment; filename*=ISO-8859-1''a%E4; filename=b") << QStringLiteral("b");
        QTest::newRow("a path stays data")
            << QByteArray("attachment; filename=\"../../x\"") << QStringLiteral("../../x");
        QTest::newRow("no name") << QByteArray("inline") << QString();
        QTest::newRow("none") << QByteArray() << QString();
        QTest::newRow("broken") << QByteArray("attachment; filename=\"a") << QString();
    }

    void findsTheFilesName()
    {
        QFETCH(QByteArray, header);
        QFETCH(QString, name);
        QCOMPARE(fileNameOf(header), name);
    }
};

QTEST_GUILESS_MAIN(TestHeaders)
#include "tst_headers.moc"
