// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/dispatch/runwait.h"

#include "core/github/github.h"

#include <algorithm>

namespace Runlight {

using namespace std::chrono_literals;
using Milliseconds = Clock::Milliseconds;

namespace {

constexpr Milliseconds fastestWait = 2s;
constexpr Milliseconds slowestWait = 30s;
// A run that has gone on for so many pauses is not missed by one.
constexpr int pausesPerWait = 20;

bool endsWaiting(const Error &error)
{
    switch (error.kind) {
    case ErrorKind::RunNotFound:
    case ErrorKind::RepositoryNotFound:
    case ErrorKind::AccessDenied:
    case ErrorKind::Unauthorized:
    case ErrorKind::ParseError:
        return true;
    default:
        return false;
    }
}

Error waitError(ErrorKind kind, const QString &message)
{
    Error error;
    error.kind = kind;
    error.message = message;
    return error;
}

} // namespace

RunWait::RunWait(GitHub &github, Clock &clock, const RunKey &run, const RepoName &repository, Milliseconds timeout,
                 QObject *parent)
    : QObject(parent)
    , m_github(github)
    , m_clock(clock)
    , m_run(run)
    , m_repository(repository)
    , m_startedAt(clock.monotonic())
    , m_timeout(timeout)
{
    m_deadline = m_clock.singleShot(m_timeout, this, [this] {
        m_deadline.clear(); // It deletes itself.
        end(Unexpected(waitError(ErrorKind::Timeout, tr("The run has not finished in time; it goes on."))));
    });
    ask();
}

RunWait::~RunWait() = default;

void RunWait::cancel()
{
    // Not at once: whoever cancels may not have connected yet.
    const auto stop = [this] {
        end(Unexpected(waitError(ErrorKind::Cancelled, tr("The run is not waited for any more; it goes on."))));
    };
    QMetaObject::invokeMethod(this, stop, Qt::QueuedConnection);
}

void RunWait::ask()
{
    if (!m_ended)
        m_job = m_github.runs.get(m_repository, m_run.run, {this, Priority::Foreground},
                                  [this](const Expected<Run> &answer) { answered(answer); });
}

void RunWait::answered(const Expected<Run> &answer)
{
    if (m_ended)
        return;
    if (!answer && endsWaiting(answer.error()))
        return end(Unexpected(answer.error()));
    if (answer && m_seen != *answer) {
        m_seen = *answer;
        const QPointer<RunWait> self(this);
        Q_EMIT progressed(*answer);
        if (!self || m_ended)
            return;
    }
    if (answer && answer->state.status == Status::Completed)
        return end(FinishedRun{*answer, answer->durationMs(m_clock.now())});
    askLater();
}

void RunWait::askLater()
{
    const Milliseconds waited = m_clock.monotonic() - m_startedAt;
    m_next = m_clock.singleShot(std::clamp(waited / pausesPerWait, fastestWait, slowestWait), this, [this] { ask(); });
}

void RunWait::end(const Expected<FinishedRun> &result)
{
    if (std::exchange(m_ended, true))
        return;
    delete m_next;
    delete m_deadline;
    if (m_job)
        m_job->cancel();
    deleteLater();
    Q_EMIT finished(result);
}

} // namespace Runlight
