// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/links.h"

#include <QTest>

using namespace Runlight;

class LinksTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void openable_data()
    {
        QTest::addColumn<QString>("url");
        QTest::addColumn<QString>("host");
        QTest::addColumn<bool>("openable");
        const QString github = QStringLiteral("github.com");
        QTest::newRow("a run") << QStringLiteral("https://github.com/acme/api/actions/runs/1") << github << true;
        QTest::newRow("another spelling") << QStringLiteral("https://GitHub.com/acme") << github << true;
        QTest::newRow("another host") << QStringLiteral("https://example.com/acme") << github << false;
        QTest::newRow("a host that only begins alike")
            << QStringLiteral("https://github.com.example.com/acme") << github << false;
        QTest::newRow("a name that looks like the host")
            << QStringLiteral("https://github.com@example.com/") << github << false;
        QTest::newRow("a name at the host") << QStringLiteral("https://kim@github.com/acme") << github << false;
        QTest::newRow("not encrypted") << QStringLiteral("http://github.com/acme") << github << false;
        QTest::newRow("a file") << QStringLiteral("file:///etc/passwd") << QString() << false;
        QTest::newRow("a script") << QStringLiteral("javascript:alert(1)") << QString() << false;
        QTest::newRow("empty") << QString() << QString() << false;
        QTest::newRow("another port") << QStringLiteral("https://github.com:8443/acme") << github << false;
        QTest::newRow("loopback") << QStringLiteral("http://127.0.0.1:8080/acme") << QStringLiteral("127.0.0.1:8080")
                                  << true;
        QTest::newRow("another server on loopback")
            << QStringLiteral("http://127.0.0.1:9090/acme") << QStringLiteral("127.0.0.1:8080") << false;
    }

    void openable()
    {
        QFETCH(QString, url);
        QFETCH(QString, host);
        QTEST(isOpenable(QUrl(url), host), "openable");
    }

    void hostOfAnAccount()
    {
        const Account account = Account::of(QStringLiteral("kim"), QStringLiteral("ghe.example.com"), QUrl());
        QCOMPARE(hostOf(account.id), QStringLiteral("ghe.example.com"));
        QCOMPARE(hostOf(AccountId{}), QString());
    }
};

QTEST_GUILESS_MAIN(LinksTest)
#include "tst_links.moc"
