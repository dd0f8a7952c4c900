// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/statustexts.h"

#include <QTest>

using namespace Runlight;

namespace {

const QDateTime now = QDateTime(QDate(2026, 3, 1), QTime(14, 0), Qt::UTC);

AccountStatus account(const QString &login, int remaining, int limit)
{
    AccountStatus status;
    status.account = Account::of(login, QStringLiteral("github.com"), QUrl(QStringLiteral("https://api.github.com")));
    status.limit = {QStringLiteral("core"), limit, remaining, limit - remaining, now.addSecs(120)};
    return status;
}

MonitorStatus healthy()
{
    MonitorStatus status;
    status.updatedAt = now.addSecs(-3);
    status.nextPollAt = now.addSecs(12);
    status.accounts = {account(QStringLiteral("kim"), 4812, 5000)};
    RepositoryStatus repository;
    repository.ref = {status.accounts.constFirst().account.id, {QStringLiteral("acme"), QStringLiteral("api")}};
    status.repositories = {repository};
    return status;
}

} // namespace

class StatusTextsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedKingdom)); }

    void watching()
    {
        QCOMPARE(watchText(healthy(), now), QStringLiteral("Updated 3 s ago · next in 12 s"));
        QCOMPARE(watchHealth(healthy(), now), WatchHealth::Good);
    }

    void askingNow()
    {
        MonitorStatus status = healthy();
        status.nextPollAt = now;
        QCOMPARE(watchText(status, now), QStringLiteral("Updated 3 s ago · asking now"));
        status.nextPollAt = QDateTime();
        QCOMPARE(watchText(status, now), QStringLiteral("Updated 3 s ago · asking now"));
    }

    void beforeTheFirstAnswer()
    {
        MonitorStatus status = healthy();
        status.updatedAt = QDateTime();
        QCOMPARE(watchText(status, now), QStringLiteral("Waiting for the first answer"));
    }

    void nothingWatched()
    {
        QCOMPARE(watchText(MonitorStatus(), now), QStringLiteral("Watching no repository"));
        QCOMPARE(watchHealth(MonitorStatus(), now), WatchHealth::Offline);
        QCOMPARE(budgetText(MonitorStatus(), now), QString());
    }

    void offline()
    {
        MonitorStatus status = healthy();
        status.offline = true;
        status.updatedAt = now.addSecs(-250);
        QCOMPARE(watchText(status, now), QStringLiteral("Offline · updated 4 min ago"));
        QCOMPARE(watchHealth(status, now), WatchHealth::Offline);
        status.updatedAt = QDateTime();
        QCOMPARE(watchText(status, now), QStringLiteral("Offline"));
    }

    void limited()
    {
        MonitorStatus status = healthy();
        status.accounts[0].limitedUntil = now.addSecs(120);
        QCOMPARE(watchHealth(status, now), WatchHealth::Impaired);
        QCOMPARE(watchText(status, now), QStringLiteral("Paused by the request limit until 14:02 · updated 3 s ago"));
        // The same status a moment after the limit has ended.
        QCOMPARE(watchHealth(status, now.addSecs(120)), WatchHealth::Good);
    }

    void budget()
    {
        QCOMPARE(budgetText(healthy(), now), QStringLiteral("API 4,812 of 5,000 · resets 14:02"));
        // A reset in the past says nothing.
        QCOMPARE(budgetText(healthy(), now.addSecs(120)), QStringLiteral("API 4,812 of 5,000"));
    }

    void budgetOfTheScarcestAccount()
    {
        MonitorStatus status = healthy();
        status.accounts += account(QStringLiteral("lee"), 12, 60);
        AccountStatus unknown;
        unknown.account = Account::of(QString(), QStringLiteral("ghe.example.com"), QUrl());
        status.accounts += unknown;
        QCOMPARE(budgetText(status, now), QStringLiteral("API 12 of 60 · resets 14:02"));
        QCOMPARE(budgetToolTip(status, now),
                 QStringLiteral("kim@github.com: 4,812 of 5,000 requests left, resets at 14:02\n"
                                "lee@github.com: 12 of 60 requests left, resets at 14:02\n"
                                "anonymous@ghe.example.com: nothing asked yet"));
    }

    void spans_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("future") << qint64(-5) << QStringLiteral("0 s");
        QTest::newRow("seconds") << qint64(59) << QStringLiteral("59 s");
        QTest::newRow("minute") << qint64(60) << QStringLiteral("1 min");
        QTest::newRow("hour") << qint64(3600) << QStringLiteral("1 h");
        QTest::newRow("day and a half") << qint64(36 * 3600) << QStringLiteral("36 h");
        QTest::newRow("days") << qint64(50 * 3600) << QStringLiteral("2 d");
    }

    void spans()
    {
        QFETCH(qint64, seconds);
        QTEST(spanText(seconds), "text");
    }
};

QTEST_GUILESS_MAIN(StatusTextsTest)
#include "tst_statustexts.moc"
