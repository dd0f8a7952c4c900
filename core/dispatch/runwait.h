// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/clock.h"
#include "core/base/expected.h"
#include "core/github/types/run.h"

#include <QObject>
#include <QPointer>

#include <optional>

namespace Runlight {

class ApiJob;
class GitHub;

//! A run that has completed.
struct FinishedRun
{
    Run run;
    qint64 durationMs = -1; //!< Wall time of its latest attempt; -1 where GitHub does not tell.

    friend bool operator==(const FinishedRun &, const FinishedRun &) = default;
};

//! Waits for one run to complete by asking after it: every 2 seconds at first, and the more seldom the longer it goes
//! on, down to twice a minute. Trouble that passes is waited out. On the thread of its GitHub.
class RunWait : public QObject
{
    Q_OBJECT

public:
    //! \a github and \a clock must outlive this. Deletes itself after finished().
    RunWait(GitHub &github, Clock &clock, const RunKey &run, const RepoName &repository,
            std::chrono::milliseconds timeout, QObject *parent);
    ~RunWait() override;

    const RunKey &run() const { return m_run; }
    //! finished() follows with ErrorKind::Cancelled; the run itself goes on.
    void cancel();

Q_SIGNALS:
    //! The run as it was last seen, each time it has changed.
    void progressed(const Runlight::Run &run);
    //! Exactly once: the run, or Timeout, Cancelled, RunNotFound (it was deleted), AccessDenied, Unauthorized.
    void finished(const Runlight::Expected<Runlight::FinishedRun> &result);

private:
    void ask();
    void answered(const Expected<Run> &answer);
    void askLater();
    void end(const Expected<FinishedRun> &result);

    GitHub &m_github;
    Clock &m_clock;
    const RunKey m_run;
    const RepoName m_repository;
    const Clock::Milliseconds m_startedAt;
    const Clock::Milliseconds m_timeout;
    std::optional<Run> m_seen;
    QPointer<ApiJob> m_job;
    QPointer<QObject> m_next;
    QPointer<QObject> m_deadline;
    bool m_ended = false;
};

} // namespace Runlight
