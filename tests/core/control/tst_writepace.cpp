// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/writepace.h"

#include <QTest>

using namespace Runlight;
using namespace std::chrono_literals;

class TestWritePace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aFewWaitForNothing()
    {
        WritePace pace;
        QCOMPARE(pace.wait(0ms), 0ms);
        for (int i = 0; i < WritePace::perMinute - 1; ++i)
            pace.wrote(0ms);
        QCOMPARE(pace.wait(0ms), 0ms);
    }

    void noMoreThanItsShareAMinute()
    {
        WritePace pace;
        for (int i = 0; i < WritePace::perMinute; ++i)
            pace.wrote(i * 100ms);
        QCOMPARE(pace.wait(10s), 50s);
        QCOMPARE(pace.wait(59s + 999ms), 1ms);
        QVERIFY(pace.wait(60s) <= 0ms);
    }

    void noMoreThanItsShareAnHour()
    {
        WritePace pace;
        std::chrono::milliseconds now = 0ms;
        int writes = 0;
        while (now < 2h) {
            if (const auto wait = pace.wait(now); wait > 0ms) {
                now += wait;
                continue;
            }
            pace.wrote(now);
            now += 1s;
            ++writes;
        }
        QCOMPARE(writes, 2 * WritePace::perHour);
    }
};

QTEST_GUILESS_MAIN(TestWritePace)

#include "tst_writepace.moc"
