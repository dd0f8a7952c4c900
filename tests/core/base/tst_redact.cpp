// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/base/redact.h"

#include <QTest>

using namespace Runlight;

class TestRedact : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hidesSecrets_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("secret");

        // Put together here, so that no scanner takes this file for a leak.
        const QString classic = QStringLiteral("abcdefghijklmnopqrstuvwxyz0123456789");
        for (const char *prefix : {"ghp_", "gho_", "ghu_", "ghs_", "ghr_"}) {
            QTest::addRow("%s", prefix) << QString::fromLatin1(prefix) + classic << classic;
            QTest::addRow("%s in text", prefix)
                << QStringLiteral("remote: https://x:%1%2@github.com/o/r").arg(QLatin1String(prefix), classic)
                << classic;
        }
        const QString fineGrained = QStringLiteral("11ABCDEFG0aBcDeFgHiJkL_") + classic;
        QTest::newRow("github_pat_") << QStringLiteral("token=github_pat_") + fineGrained << fineGrained;
        const QString dotted = QStringLiteral("A1-b_2.").repeated(74);
        QTest::newRow("long ghs_ with dots") << QStringLiteral("\"ghs_%1\"").arg(dotted) << dotted;
        const QString jwt = QStringLiteral("eyJhbGciOiJSUzI1NiJ9") + QStringLiteral(".eyJpc3MiOiIxIn0.c2ln_bmF0-dXJl");
        QTest::newRow("jwt") << QStringLiteral("got %1 back").arg(jwt) << jwt;
        QTest::newRow("bearer") << QStringLiteral("Authorization: Bearer opaque-value")
                                << QStringLiteral("opaque-value");
        QTest::newRow("token scheme") << QStringLiteral("authorization: token opaque") << QStringLiteral("opaque");
        QTest::newRow("basic") << QStringLiteral("AUTHORIZATION: Basic b3BhcXVl") << QStringLiteral("b3BhcXVl");
        QTest::newRow("json header") << QStringLiteral("{\"Authorization\":\"Bearer opaque\"}")
                                     << QStringLiteral("opaque");
        QTest::newRow("azure") << QStringLiteral("https://b.blob.core.windows.net/l.txt?se=2026&sig=c2VjcmV0%3D&sv=1")
                               << QStringLiteral("c2VjcmV0");
        QTest::newRow("aws") << QStringLiteral("https://s3.amazonaws.com/a?X-Amz-Date=1&X-Amz-Signature=5ec4e7")
                             << QStringLiteral("5ec4e7");
    }

    void hidesSecrets()
    {
        QFETCH(QString, text);
        QFETCH(QString, secret);
        QVERIFY(text.contains(secret));
        const QString safe = redact(text);
        QVERIFY2(!safe.contains(secret), qPrintable(safe));
        QVERIFY2(safe.contains(QStringLiteral("***")), qPrintable(safe));
    }

    void hidesEverySecretOfATextAndKeepsTheRest()
    {
        const QString text = QStringLiteral("GET /repos with ghp_aaaaaaaaaa then gho_bbbbbbbbbb, status 200");
        QCOMPARE(redact(text), QStringLiteral("GET /repos with ghp_*** then gho_***, status 200"));
    }

    void leavesPlainTextAlone_data()
    {
        QTest::addColumn<QString>("text");
        QTest::newRow("empty") << QString();
        QTest::newRow("sentence") << QStringLiteral("The build of ghost_writer failed: eye.jpg is missing");
        QTest::newRow("url") << QStringLiteral("https://api.github.com/repos/o/r/actions/runs?per_page=30&page=2");
        QTest::newRow("prefix alone") << QStringLiteral("tokens begin with ghp_ or gho_");
    }

    void leavesPlainTextAlone()
    {
        QFETCH(QString, text);
        QCOMPARE(redact(text), text);
    }
};

QTEST_GUILESS_MAIN(TestRedact)
#include "tst_redact.moc"
