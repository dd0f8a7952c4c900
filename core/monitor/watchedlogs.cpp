// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/monitor/watchedlogs.h"

#include "core/base/clock.h"
#include "core/monitor/logstreamer.h"
#include "core/monitor/monitor.h"

#include <algorithm>
#include <tuple>

namespace Runlight {

namespace {

constexpr int mostFailures = 3;
constexpr Clock::Milliseconds retryPause = std::chrono::minutes(1);

bool isOfHost(const std::optional<Error> &error)
{
    return error && (error->kind == ErrorKind::Offline || error->kind == ErrorKind::Timeout);
}

} // namespace

WatchedLogs::WatchedLogs(Monitor &monitor, LogStreamer &logs, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_monitor(monitor)
    , m_logs(logs)
    , m_clock(clock)
{
    connect(&monitor, &Monitor::logDue, this, [this](const RunKey &run, const RepoName &repository, const Job &job) {
        add({run, repository, job});
    });
    connect(&monitor, &Monitor::runsRemoved, this, &WatchedLogs::forget);
    connect(&logs, &LogStreamer::changed, this, &WatchedLogs::logChanged);
}

void WatchedLogs::add(const Wanted &wanted)
{
    m_waiting.append(wanted);
    askForRoom(wanted.run.account);
}

void WatchedLogs::askForRoom(const AccountId &account)
{
    if (m_underWay.size() >= maxAtOnce || m_asked.contains(account))
        return;
    m_asked.insert(account);
    m_monitor.whenThereIsRoom(account, this,
                              [this, account](std::shared_ptr<void> room) { fetchNext(account, std::move(room)); });
}

void WatchedLogs::fetchNext(const AccountId &account, std::shared_ptr<void> room)
{
    m_asked.remove(account);
    // Another account's may have begun meanwhile. Whichever ends first asks again.
    if (m_underWay.size() >= maxAtOnce)
        return;
    const auto rank = [&account](const Wanted &wanted) {
        return std::tuple(wanted.run.account != account, !wanted.job.state.isFailure(), wanted.job.completedAt);
    };
    const auto next = std::min_element(m_waiting.begin(), m_waiting.end(),
                                       [&rank](const Wanted &a, const Wanted &b) { return rank(a) < rank(b); });
    if (next == m_waiting.end() || next->run.account != account)
        return;
    const Wanted wanted = *next;
    m_waiting.erase(next);
    m_logs.fetch(wanted.run, wanted.repository, wanted.job, std::move(room));
    m_underWay.insert(wanted.key(), wanted);
    logChanged(wanted.key()); // it may be over already
    askForRoom(account);
}

void WatchedLogs::logChanged(const JobKey &job)
{
    if (!m_underWay.contains(job))
        return;
    const JobLog log = m_logs.logOf(job);
    if (log.state == JobLog::State::Waiting || log.state == JobLog::State::Fetching)
        return;
    Wanted over = m_underWay.take(job);
    if (log.state == JobLog::State::Failed && isOfHost(log.error) && ++over.failures <= mostFailures)
        m_clock.singleShot(retryPause, this, [this, over] { add(over); });
    const QList<Wanted> waiting = m_waiting;
    for (const Wanted &each : waiting)
        askForRoom(each.run.account);
}

void WatchedLogs::forget(const QList<RunKey> &runs)
{
    m_waiting.removeIf([&runs](const Wanted &wanted) { return runs.contains(wanted.run); });
}

} // namespace Runlight
