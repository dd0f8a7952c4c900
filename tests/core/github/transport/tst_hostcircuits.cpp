// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/base/clock.h"
#include "core/github/transport/hostcircuits.h"

#include <QTest>

using namespace Runlight;
using namespace std::chrono_literals;

class TestHostCircuits : public QObject
{
    Q_OBJECT

    const QUrl m_host{QStringLiteral("https://api.github.com/repos/o/r?page=1")};

    static Error down()
    {
        Error error;
        error.kind = ErrorKind::ServiceUnavailable;
        error.message = QStringLiteral("down");
        return error;
    }

    void breakIt(HostCircuits &circuits) const
    {
        for (int i = 0; i < HostCircuits::threshold; ++i)
            circuits.failed(m_host, down());
    }

private Q_SLOTS:
    void opensAfterFailuresInARow()
    {
        VirtualClock clock;
        HostCircuits circuits(clock);
        for (int i = 1; i < HostCircuits::threshold; ++i)
            circuits.failed(m_host, down());
        QVERIFY(circuits.tryPass(m_host));
        circuits.succeeded(m_host);
        for (int i = 1; i < HostCircuits::threshold; ++i)
            circuits.failed(m_host, down());
        QVERIFY(circuits.tryPass(m_host));
        circuits.failed(m_host, down());
        QVERIFY(!circuits.tryPass(m_host));
    }

    void isOneAnOrigin()
    {
        VirtualClock clock;
        HostCircuits circuits(clock);
        breakIt(circuits);
        QVERIFY(!circuits.tryPass(QUrl(QStringLiteral("https://api.github.com/user"))));
        QVERIFY(circuits.tryPass(QUrl(QStringLiteral("https://api.github.com:8443/user"))));
        QVERIFY(circuits.tryPass(QUrl(QStringLiteral("https://blob.example/"))));
    }

    void saysWhyAndWhenToComeBack()
    {
        VirtualClock clock;
        HostCircuits circuits(clock);
        breakIt(circuits);
        clock.advance(5s);
        const Error refusal = circuits.refusal(m_host);
        QCOMPARE(refusal.kind, ErrorKind::ServiceUnavailable);
        QCOMPARE(refusal.message, QStringLiteral("down"));
        QCOMPARE(clock.now().secsTo(refusal.retryAt), 10);
    }

    void letsOneProbeThrough()
    {
        VirtualClock clock;
        HostCircuits circuits(clock);
        breakIt(circuits);
        clock.advance(HostCircuits::firstPause - 1ms);
        QVERIFY(!circuits.tryPass(m_host));
        clock.advance(1ms);
        QVERIFY(circuits.tryPass(m_host));
        QVERIFY(!circuits.tryPass(m_host));
        circuits.succeeded(m_host);
        QVERIFY(circuits.tryPass(m_host));
        QVERIFY(circuits.tryPass(m_host));
    }

    void waitsLongerAfterAFailedProbe()
    {
        VirtualClock clock;
        HostCircuits circuits(clock);
        breakIt(circuits);
        for (auto pause : {15s, 30s, 60s, 120s, 120s}) {
            clock.advance(pause - 1ms);
            QVERIFY(!circuits.tryPass(m_host));
            clock.advance(1ms);
            QVERIFY(circuits.tryPass(m_host));
            circuits.failed(m_host, down());
        }
    }

    void anAbandonedProbeMakesRoomForTheNext()
    {
        VirtualClock clock;
        HostCircuits circuits(clock);
        breakIt(circuits);
        clock.advance(HostCircuits::firstPause);
        QVERIFY(circuits.tryPass(m_host));
        QVERIFY(!circuits.tryPass(m_host));
        circuits.abandoned(m_host);
        QVERIFY(circuits.tryPass(m_host));
    }

    void lateFailuresSayNothingNew()
    {
        VirtualClock clock;
        HostCircuits circuits(clock);
        breakIt(circuits);
        clock.advance(10s);
        breakIt(circuits);
        clock.advance(HostCircuits::firstPause - 10s);
        QVERIFY(circuits.tryPass(m_host));
    }
};

QTEST_GUILESS_MAIN(TestHostCircuits)
#include "tst_hostcircuits.moc"
