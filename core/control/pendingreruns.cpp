// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/pendingreruns.h"

#include "core/base/clock.h"
#include "core/base/logging.h"
#include "core/store/store.h"

#include <algorithm>

namespace Runlight {

using namespace std::chrono_literals;

namespace {

// Of a run that is not watched nobody else tells when it ends.
constexpr Clock::Milliseconds watchPause = 60s;
// GitHub ends every run by then: what is still waited for is gone.
constexpr int longestRunDays = 36;

//! Whether trying again later may do what failed with \a status.
bool mayWorkLater(const CommandStatus &status)
{
    if (status.finding != CommandFinding::None)
        return true;
    switch (status.error->kind) {
    case ErrorKind::RunInProgress:
    case ErrorKind::RateLimited:
    case ErrorKind::SecondaryRateLimit:
    case ErrorKind::ServiceUnavailable:
    case ErrorKind::Timeout:
    case ErrorKind::Offline:
    case ErrorKind::Tls:
    case ErrorKind::Transport:
    case ErrorKind::Unauthorized:
        return true;
    default:
        return false;
    }
}

} // namespace

PendingReruns::PendingReruns(Store &store, Clock &clock, QObject *parent)
    : QObject(parent)
    , m_store(store)
    , m_clock(clock)
{
    store.pendingReruns(this, [this](const Expected<QList<PendingRerun>> &reruns) {
        if (reruns)
            loaded(*reruns);
        else
            qCWarning(lcMonitor) << "Pending reruns cannot be read:" << reruns.error().message;
    });
}

void PendingReruns::loaded(const QList<PendingRerun> &reruns)
{
    for (const PendingRerun &rerun : reruns) {
        if (m_pending.contains(rerun.run)) // Asked for while the store was looking.
            continue;
        m_pending.insert(rerun.run, {rerun});
        if (m_accounts.contains(rerun.run.account))
            takeUp(rerun.run);
    }
    if (!reruns.isEmpty())
        Q_EMIT changed();
    watch();
}

void PendingReruns::addAccount(const AccountId &account)
{
    if (m_accounts.contains(account))
        return;
    m_accounts.append(account);
    const QList<RunKey> runs = m_pending.keys();
    for (const RunKey &run : runs) {
        if (run.account == account)
            takeUp(run);
    }
}

void PendingReruns::takeUp(const RunKey &run)
{
    const auto pending = m_pending.find(run);
    if (pending == m_pending.end() || pending->isUnderWay)
        return;
    const PendingRerun rerun = pending->rerun;
    if (rerun.isSending) {
        pending->isUnderWay = true;
        Q_EMIT recoverWanted(rerun);
    } else {
        Q_EMIT lookAtWanted(run, rerun.repository);
        check(run);
    }
}

void PendingReruns::add(const PendingRerun &rerun)
{
    if (m_pending.contains(rerun.run))
        return;
    m_pending.insert(rerun.run, {rerun});
    save(rerun);
    Q_EMIT changed();
    // It may have completed before anybody listened.
    check(rerun.run);
    watch();
}

bool PendingReruns::cancel(const RunKey &run)
{
    const auto pending = m_pending.constFind(run);
    if (pending == m_pending.cend() || pending->isUnderWay || pending->rerun.isSending)
        return false;
    remove(run);
    return true;
}

std::optional<PendingRerun> PendingReruns::of(const RunKey &run) const
{
    const auto pending = m_pending.constFind(run);
    return pending == m_pending.cend() ? std::nullopt : std::optional(pending->rerun);
}

QList<PendingRerun> PendingReruns::all() const
{
    QList<PendingRerun> all;
    for (const Pending &pending : m_pending)
        all.append(pending.rerun);
    std::sort(all.begin(), all.end(),
              [](const PendingRerun &a, const PendingRerun &b) { return a.askedAt < b.askedAt; });
    return all;
}

void PendingReruns::check(const RunKey &run)
{
    m_store.runDetails(run, 0, this, [this, run](const Expected<RunDetails> &details) {
        if (details)
            seen(run, details->run);
    });
}

void PendingReruns::seen(const RunKey &key, const Run &run)
{
    const auto pending = m_pending.find(key);
    if (pending == m_pending.end() || pending->isUnderWay || pending->rerun.isSending)
        return;
    if (run.attempt > pending->rerun.attempt)
        remove(key); // Somebody has rerun it already.
    else if (run.attempt == pending->rerun.attempt && run.state.isCompleted() && m_accounts.contains(key.account))
        send(*pending);
}

void PendingReruns::send(Pending &pending)
{
    pending.isUnderWay = true;
    pending.rerun.isSending = true;
    const PendingRerun rerun = pending.rerun;
    Q_EMIT changed();
    m_store.savePendingRerun(rerun, this, [this, rerun](const Expected<bool> &saved) {
        // A store that fails goes on in memory and says so itself.
        if (!saved)
            qCWarning(lcMonitor) << "A rerun is not marked as being sent:" << saved.error().message;
        Q_EMIT sendWanted(rerun);
    });
}

bool PendingReruns::ended(const CommandStatus &status)
{
    const auto pending = m_pending.find(status.command.runKey());
    if (pending == m_pending.end())
        return false;
    if (status.state == CommandState::Done || !mayWorkLater(status)) {
        remove(status.command.runKey());
        return false;
    }
    pending->isUnderWay = false;
    // What is not known to be undone is looked up again before anything is sent.
    pending->rerun.isSending = status.finding == CommandFinding::Unclear;
    save(pending->rerun);
    Q_EMIT changed();
    return true;
}

void PendingReruns::removed(const RunKey &run)
{
    const auto pending = m_pending.constFind(run);
    if (pending != m_pending.cend() && !pending->isUnderWay)
        remove(run);
}

void PendingReruns::save(const PendingRerun &rerun)
{
    m_store.savePendingRerun(rerun, this, [](const Expected<bool> &saved) {
        if (!saved)
            qCWarning(lcMonitor) << "A pending rerun is not kept:" << saved.error().message;
    });
}

void PendingReruns::remove(const RunKey &run)
{
    m_pending.remove(run);
    m_store.removePendingRerun(run);
    Q_EMIT changed();
}

void PendingReruns::watch()
{
    if (m_isWatching || m_pending.isEmpty())
        return;
    m_isWatching = true;
    m_clock.singleShot(watchPause, this, [this] {
        m_isWatching = false;
        const QList<RunKey> runs = m_pending.keys();
        for (const RunKey &run : runs) {
            if (m_pending.value(run).rerun.askedAt.addDays(longestRunDays) < m_clock.now())
                remove(run);
            else if (m_accounts.contains(run.account))
                takeUp(run);
        }
        watch();
    });
}

} // namespace Runlight
