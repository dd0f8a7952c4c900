// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/dispatch/runfinder.h"

#include "core/dispatch/dispatcher.h"
#include "core/github/github.h"
#include "core/store/store.h"

#include <algorithm>
#include <array>

namespace Runlight {

using namespace std::chrono_literals;

namespace {

constexpr std::array lookPauses{1s, 2s, 3s, 5s, 8s, 13s, 21s};
// So soon after it is the only one, another that fits would show as well.
constexpr auto settleTime = 2s;
// The `Date` of an answer is cut to seconds, and so is a run's time.
constexpr auto dateError = 2s;
// Where the server does not tell its time.
constexpr auto likelySkew = 120s;
// Between being written down and being sent lies the pause between writes at least.
constexpr auto longestSending = 10min;
constexpr int claimedToCompare = 100;
constexpr int runsToLookAt = 100;

} // namespace

bool SoughtRun::fits(const Run &run) const
{
    return run.workflowId == workflow && run.event == QLatin1String("workflow_dispatch") && run.headBranch == branch
        && (actor.isEmpty() || run.actor.login.compare(actor, Qt::CaseInsensitive) == 0) && run.createdAt >= notBefore
        && (!notAfter.isValid() || run.createdAt <= notAfter) && !others.contains(run.id);
}

RunFinder::RunFinder(GitHub &github, Store &store, Clock &clock, const DispatchRecord &record, const QString &login,
                     bool isOld, QObject *parent)
    : QObject(parent)
    , m_github(github)
    , m_store(store)
    , m_clock(clock)
    , m_record(record)
    , m_isOld(isOld)
    , m_sought{record.workflow, GitRef::shortName(record.gitRef), login, {}, {}, {}}
{ }

void RunFinder::start()
{
    m_deadline = m_clock.singleShot(Dispatcher::searchTime, this, [this] {
        m_deadline.clear(); // It deletes itself.
        end();
    });
    m_store.recentDispatches(m_record.ref, m_record.workflow, claimedToCompare, this,
                             [this](const Expected<QList<DispatchRecord>> &known) {
                                 for (const DispatchRecord &other : known.value_or(QList<DispatchRecord>())) {
                                     if (other.run.isValid() && other.correlation != m_record.correlation)
                                         m_sought.others.append(other.run);
                                 }
                                 m_isOld ? look() : lookLater(lookPauses.front());
                             });
}

void RunFinder::stop()
{
    end();
}

void RunFinder::lookLater(std::chrono::milliseconds delay)
{
    if (!m_ended)
        m_next = m_clock.singleShot(delay, this, [this] { look(); });
}

void RunFinder::look()
{
    if (m_ended)
        return;
    ++m_looks;
    // No narrower filter: GitHub's filters by time and branch look into an index that lags behind.
    RunListFilter filter;
    filter.workflow = m_record.workflow;
    filter.event = QStringLiteral("workflow_dispatch");
    m_job = m_github.runs.list(m_record.ref.repository, filter, {runsToLookAt}, {this, Priority::Foreground},
                               [this](const Expected<Page<Run>> &page) { looked(page); });
}

void RunFinder::looked(const Expected<Page<Run>> &page)
{
    if (m_ended)
        return;
    const auto pause = lookPauses[std::min(std::size_t(m_looks), lookPauses.size() - 1)];
    // Trouble may pass before the time is over.
    if (!page)
        return lookLater(pause);
    const QList<RunId> before = std::exchange(m_outcome.candidates, candidatesIn(page->items));
    const bool isFirst = !std::exchange(m_outcome.hasLooked, true);
    const qsizetype found = m_outcome.candidates.size();
    const bool isThere =
        m_record.askedAt.msecsTo(m_clock.now()) >= std::chrono::milliseconds(Dispatcher::searchTime).count();
    const bool isSettled = found > 0 && !isFirst && before == m_outcome.candidates;
    if (found > 1 || isSettled || (m_isOld && isThere))
        return end();
    lookLater(found == 1 ? settleTime : pause);
}

QList<RunId> RunFinder::candidatesIn(const QList<Run> &runs)
{
    const auto ahead = m_github.client.serverClockAhead();
    const QDateTime sent = m_record.askedAt.addMSecs(ahead.value_or(0ms).count());
    const std::chrono::milliseconds allowance = ahead ? dateError : likelySkew;
    m_sought.notBefore = sent.addMSecs(-allowance.count());
    if (m_isOld)
        m_sought.notAfter = sent.addMSecs(std::chrono::milliseconds(longestSending).count());
    QList<RunId> found;
    for (const Run &run : runs) {
        if (m_sought.fits(run))
            found.append(run.id);
    }
    std::sort(found.begin(), found.end());
    return found;
}

void RunFinder::end()
{
    if (std::exchange(m_ended, true))
        return;
    delete m_next;
    delete m_deadline;
    if (m_job)
        m_job->cancel();
    Q_EMIT finished(m_outcome);
}

} // namespace Runlight
