// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/github.h"
#include "core/github/transport/hostcircuits.h"
#include "core/github/transport/responsecache.h"
#include "core/logs/logcache.h"
#include "core/monitor/logstreamer.h"
#include "tests/support/fakenetwork.h"

#include <QCoreApplication>
#include <QFile>
#include <QTemporaryDir>
#include <QThreadPool>

namespace Runlight {

inline const RepoName acme{QStringLiteral("acme"), QStringLiteral("api")};

inline QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("<unreadable>");
}

//! A streamer over a network that a function answers; time passes only in pass().
class LogBench
{
public:
    LogBench(VirtualClock &clock_, const QUrl &api, const QByteArray &token_, FakeNetwork::Handler handler)
        : clock(clock_)
        , account(Account::of(QStringLiteral("kim"), QStringLiteral("github.com"), api))
        , network(clock, keeping(std::move(handler)))
        , github({api, token_, account.id.value}, network, clock, circuits, responses)
        , cache(folder.path(), clock)
        , streamer(std::make_unique<LogStreamer>(cache, clock))
    {
        streamer->addAccount(account, github);
    }

    RunKey run(qint64 id = 5) const { return {account.id, RunId{id}}; }
    JobKey job(qint64 id) const { return {account.id, JobId{id}}; }

    // Until nothing is on its way that would come without time passing.
    void settle()
    {
        for (int quiet = 0; quiet < 3;) {
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
            QCoreApplication::processEvents();
            if (waitsForWorkers)
                QThreadPool::globalInstance()->waitForDone();
            quiet = cache.pendingCalls() == 0 && network.answersDue() == 0 ? quiet + 1 : 0;
        }
    }

    void pass(Clock::Milliseconds duration)
    {
        const Clock::Milliseconds end = clock.monotonic() + duration;
        settle();
        while (clock.untilNextTimer() >= Clock::Milliseconds(0) && clock.monotonic() + clock.untilNextTimer() <= end) {
            clock.advanceToNextTimer();
            settle();
        }
        clock.advance(end - clock.monotonic());
        settle();
    }

    int asked(const QString &part) const
    {
        return int(std::count_if(requests.begin(), requests.end(),
                                 [&](const FakeRequest &request) { return request.url.toString().contains(part); }));
    }

    bool waitsForWorkers = true;
    VirtualClock &clock;
    Account account;
    QList<FakeRequest> requests;
    FakeNetwork network;
    HostCircuits circuits{clock};
    ResponseCache responses;
    GitHub github;
    QTemporaryDir folder;
    LogCache cache;
    std::unique_ptr<LogStreamer> streamer;

private:
    FakeNetwork::Handler keeping(FakeNetwork::Handler handler)
    {
        return [this, handler = std::move(handler)](const FakeRequest &request) {
            requests.append(request);
            return handler(request);
        };
    }
};

} // namespace Runlight
