// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/monitor/pollqueue.h"

#include "core/github/transport/apiclient.h"

#include <algorithm>

namespace Runlight {

using namespace std::chrono_literals;
using Milliseconds = Clock::Milliseconds;

namespace {

// GitHub allows 900 reads a minute before its secondary limit; this leaves a third of them to what the user does.
constexpr Milliseconds Gap = 100ms;
constexpr int MaxUnderWay = 8;
constexpr Milliseconds FirstProbe = 5s;
constexpr Milliseconds SlowestProbe = 60s;
// Below a tenth of the hourly limit the rest is the user's own, whoever spent the other nine.
constexpr int ReservePart = 10;
// A request that waits only for the budget looks again this often, as foreground answers change it.
constexpr Milliseconds LongestNap = 60s;
// Without a sign-in GitHub counts 304s too, and allows this many requests an hour.
constexpr int AnonymousLimit = 60;
constexpr double ExtraShare = 0.25;

constexpr std::array<Milliseconds, 4> Patience = {0s, 5s, 15s, 60s};

} // namespace

PollQueue::PollQueue(ApiClient &client, Clock &clock, double share, int assumedLimit, QObject *parent)
    : QObject(parent)
    , m_client(client)
    , m_clock(clock)
    , m_budget(share, assumedLimit)
    , m_chargesNotModified(assumedLimit <= AnonymousLimit)
{
    m_budget.update(clock.monotonic(), 0);
    connect(&client, &ApiClient::rateLimitChanged, this, [this] { schedule(0ms); });
}

void PollQueue::enqueue(Rank rank, QObject *context, Call call)
{
    const auto index = size_t(rank);
    m_lines[index].enqueue({context, std::move(call), m_clock.monotonic() + Patience[index]});
    schedule(0ms);
}

void PollQueue::unreachable()
{
    const Milliseconds now = m_clock.monotonic();
    // Requests that were under way when the host went away fail together: that is one failure.
    if (!m_reachable && now < m_probeAt)
        return;
    m_probePause = m_reachable ? FirstProbe : std::min(m_probePause * 2, SlowestProbe);
    m_probeAt = now + m_probePause;
    m_reachable = false;
}

void PollQueue::reachable()
{
    if (std::exchange(m_reachable, true))
        return;
    schedule(0ms);
}

void PollQueue::setStopped(bool stopped)
{
    m_stopped = stopped;
    schedule(0ms);
}

void PollQueue::schedule(Milliseconds delay)
{
    delete m_timer;
    m_timer = m_clock.singleShot(delay, this, [this] { pump(); });
}

void PollQueue::pump()
{
    m_timer.clear();
    dropDead();
    const bool empty = std::all_of(m_lines.begin(), m_lines.end(), [](const auto &line) { return line.isEmpty(); });
    if (empty || m_stopped)
        return;
    updateBudget();
    const Milliseconds wait = untilAllowed();
    if (wait < 0ms)
        return;
    if (wait > 0ms)
        return schedule(std::min(wait, LongestNap));
    if (auto *line = firstDue())
        send(*line);
    else if (m_reachable)
        schedule(std::min(m_budget.waitFor(m_underWay + ExtraShare * m_budget.burst()), LongestNap));
    // Otherwise what is left waits for reachable(), or for a poll that finds out.
}

void PollQueue::send(QQueue<Entry> &line)
{
    const Entry entry = line.dequeue();
    m_nextSend = m_clock.monotonic() + Gap;
    ++m_underWay;
    Ticket ticket(nullptr, [queue = QPointer(this)](void *) {
        if (PollQueue *alive = queue.data()) {
            --alive->m_underWay;
            alive->schedule(0ms);
        }
    });
    schedule(Gap);
    entry.call(std::move(ticket));
}

QQueue<PollQueue::Entry> *PollQueue::firstDue()
{
    const bool extraAllowed = m_reachable && m_budget.waitFor(m_underWay + ExtraShare * m_budget.burst()) == 0ms;
    QQueue<Entry> *first = nullptr;
    for (size_t rank = 0; rank < m_lines.size(); ++rank) {
        auto &line = m_lines[rank];
        if (line.isEmpty() || (Rank(rank) == Rank::Extra && !extraAllowed))
            continue;
        if (!first || line.head().due < first->head().due)
            first = &line;
    }
    return first;
}

Milliseconds PollQueue::untilAllowed() const
{
    if (m_underWay >= (m_reachable ? MaxUnderWay : 1))
        return -1ms;
    const Milliseconds now = m_clock.monotonic();
    const Milliseconds soonest = m_reachable ? m_nextSend : std::max(m_nextSend, m_probeAt);
    // Whatever is under way may yet be counted.
    return std::max({soonest - now, m_budget.waitFor(m_underWay + 1), untilLimitsAllow(), 0ms});
}

Milliseconds PollQueue::untilLimitsAllow() const
{
    const QDateTime now = m_clock.now();
    QDateTime until = m_client.limitedUntil();
    const RateLimit limit = m_client.rateLimit();
    if (limit.isKnown() && limit.remaining * ReservePart <= limit.limit && (!until.isValid() || until < limit.resetAt))
        until = limit.resetAt;
    return until.isValid() ? Milliseconds(std::max<qint64>(0, now.msecsTo(until))) : 0ms;
}

void PollQueue::updateBudget()
{
    const RateLimit limit = m_client.rateLimit();
    if (limit.isKnown()) {
        m_budget.setHourlyLimit(limit.limit);
        m_chargesNotModified = limit.limit <= AnonymousLimit;
    }
    const RequestCounts counts = m_client.counts();
    m_budget.update(m_clock.monotonic(), counts.counted + (m_chargesNotModified ? counts.notModified : 0));
}

void PollQueue::dropDead()
{
    for (auto &line : m_lines)
        while (!line.isEmpty() && !line.head().context)
            line.removeFirst();
}

} // namespace Runlight
