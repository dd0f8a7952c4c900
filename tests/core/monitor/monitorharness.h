// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/github.h"
#include "core/github/transport/hostcircuits.h"
#include "core/github/transport/responsecache.h"
#include "core/logs/logcache.h"
#include "core/monitor/logstreamer.h"
#include "core/monitor/monitor.h"
#include "core/monitor/watchedlogs.h"
#include "core/store/store.h"
#include "tests/core/monitor/fakegithub.h"

#include <QEventLoop>
#include <QTemporaryDir>

namespace Runlight {

//! A monitor with all that is under it, over a network that is answered by a function. Time passes only in pass().
class MonitorHarness
{
public:
    struct Logs
    {
        explicit Logs(MonitorHarness &harness);

        QTemporaryDir folder;
        LogCache cache;
        LogStreamer streamer;
        WatchedLogs watched;
    };

    //! \a file as in Store. What \a clock and \a network answer with must outlive this.
    MonitorHarness(VirtualClock &clock, FakeNetwork::Handler network, const QString &file = {},
                   const QString &login = QStringLiteral("octocat"), const MonitorSettings &settings = {},
                   const QUrl &apiUrl = QUrl(QStringLiteral("https://api.github.com")));
    MonitorHarness(VirtualClock &clock, FakeGitHub &github, const QString &file = {});

    RepositoryRef ref(const QString &repository) const { return {account.id, *RepoName::parse(repository)}; }
    RunKey key(qint64 run) const { return {account.id, RunId{run}}; }
    //! From now on the logs of what is watched are fetched, too.
    void keepLogs();
    //! Starts watching \a repositories ("o/r") and waits for the first answers.
    void watch(const QStringList &repositories);

    //! Lets \a duration pass, timer by timer; between them all that does not need time comes to rest.
    void pass(Clock::Milliseconds duration);
    //! Waits until nothing is on its way that would come without time passing.
    void settle();

    //! Calls \a before and \a after each turn of the event loop and each timer.
    void onTurn(std::function<void()> before, std::function<void()> after);

    //! The store's own view of one run.
    std::optional<Run> stored(qint64 run);
    RunDetails details(qint64 run, int attempt = 0);
    //! "before → after" of every change told so far, such as "1001 - → queued".
    QStringList changes() const { return m_changes; }

    VirtualClock &clock;
    Account account;
    Store store;
    FakeNetwork network;
    HostCircuits circuits;
    ResponseCache cache;
    GitHub github;
    Monitor monitor;
    std::unique_ptr<Logs> logs; //!< From keepLogs() on.

private:
    bool turn(QEventLoop::ProcessEventsFlags flags);

    std::function<void()> m_before = [] {
    };
    std::function<void()> m_after = [] {
    };
    QStringList m_changes;
};

} // namespace Runlight
