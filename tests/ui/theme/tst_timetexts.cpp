// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/theme/theme.h"

#include <QTest>

using namespace Runlight;

class TestTimeTexts : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void durations_data()
    {
        QTest::addColumn<qint64>("ms");
        QTest::addColumn<QString>("text");
        QTest::newRow("unknown") << qint64(-1) << QStringLiteral("—");
        QTest::newRow("nothing") << qint64(0) << QStringLiteral("0s");
        QTest::newRow("below a second") << qint64(999) << QStringLiteral("0s");
        QTest::newRow("seconds") << qint64(44'000) << QStringLiteral("44s");
        QTest::newRow("last second") << qint64(59'999) << QStringLiteral("59s");
        QTest::newRow("a minute") << qint64(60'000) << QStringLiteral("1m 00s");
        QTest::newRow("minutes") << qint64(192'000) << QStringLiteral("3m 12s");
        QTest::newRow("two digits") << qint64(41 * 60'000 + 2'000) << QStringLiteral("41m 02s");
        QTest::newRow("an hour") << qint64(3'600'000) << QStringLiteral("1h 00m");
        QTest::newRow("hours") << qint64(64 * 60'000) << QStringLiteral("1h 04m");
        QTest::newRow("days") << qint64(50) * 3'600'000 << QStringLiteral("50h 00m");
    }
    void durations()
    {
        QFETCH(qint64, ms);
        QTEST(durationText(ms), "text");
    }

    void ages_data()
    {
        QTest::addColumn<qint64>("seconds");
        QTest::addColumn<QString>("text");
        QTest::newRow("now") << qint64(0) << QStringLiteral("now");
        QTest::newRow("the server is ahead") << qint64(-30) << QStringLiteral("now");
        QTest::newRow("59 s") << qint64(59) << QStringLiteral("now");
        QTest::newRow("a minute") << qint64(60) << QStringLiteral("1m ago");
        QTest::newRow("59 min") << qint64(3599) << QStringLiteral("59m ago");
        QTest::newRow("an hour") << qint64(3600) << QStringLiteral("1h ago");
        QTest::newRow("a day") << qint64(86'400) << QStringLiteral("1d ago");
        QTest::newRow("6 days") << qint64(6 * 86'400) << QStringLiteral("6d ago");
    }
    void ages()
    {
        QFETCH(qint64, seconds);
        const QDateTime now(QDate(2026, 3, 20), QTime(12, 0), Qt::UTC);
        QTEST(relativeTimeText(now.addSecs(-seconds), now), "text");
    }

    void oldThingsHaveADate()
    {
        QLocale::setDefault(QLocale::c());
        const QDateTime now(QDate(2026, 3, 20), QTime(12, 0), Qt::UTC);
        const QDateTime then = now.addDays(-7);
        QCOMPARE(relativeTimeText(then, now), QLocale().toString(then.toLocalTime().date(), QLocale::ShortFormat));
        // So has what a wrong clock puts far into the future.
        const QDateTime later = now.addDays(2);
        QCOMPARE(relativeTimeText(later, now), QLocale().toString(later.toLocalTime().date(), QLocale::ShortFormat));
    }

    void noTimeIsNoText() { QCOMPARE(relativeTimeText({}, QDateTime::currentDateTimeUtc()), QString()); }
};

QTEST_MAIN(TestTimeTexts)
#include "tst_timetexts.moc"
