// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/clock.h"
#include "core/base/expected.h"
#include "core/github/types/page.h"
#include "core/store/dispatchrecord.h"

#include <QObject>
#include <QPointer>

namespace Runlight {

class ApiJob;
class GitHub;
class Store;

//! What is known of a run that was asked for and not named.
struct SoughtRun
{
    WorkflowId workflow;
    QString branch; //!< The branch's or tag's short name.
    QString actor; //!< Empty: anybody.
    QDateTime notBefore; //!< UTC, by the server's clock.
    QDateTime notAfter; //!< UTC, by the server's clock; invalid: until now.
    QList<RunId> others; //!< Known to be something else's.

    bool fits(const Run &run) const;
};

//! Looks for the run of a dispatch whose id GitHub did not tell. One that fits is believed when it is still the only
//! one a moment later. On the thread of its GitHub.
class RunFinder : public QObject
{
    Q_OBJECT

public:
    struct Outcome
    {
        QList<RunId> candidates; //!< Empty: none; one: this is it; several: they cannot be told apart.
        bool hasLooked = false; //!< GitHub has answered at least once: where there is none, there is none.
    };

    //! \a isOld: it was sent by an earlier session or call, so that its run is there already. \a login: the account's.
    RunFinder(GitHub &github, Store &store, Clock &clock, const DispatchRecord &record, const QString &login,
              bool isOld, QObject *parent);

    //! Asks at once if \a isOld, else a second from now; then less and less often, for a minute in all.
    void start();
    //! finished() follows at once.
    void stop();

Q_SIGNALS:
    //! Once.
    void finished(const Runlight::RunFinder::Outcome &outcome);

private:
    void look();
    void lookLater(std::chrono::milliseconds delay);
    void looked(const Expected<Page<Run>> &page);
    QList<RunId> candidatesIn(const QList<Run> &runs);
    void end();

    GitHub &m_github;
    Store &m_store;
    Clock &m_clock;
    const DispatchRecord m_record;
    const bool m_isOld;
    SoughtRun m_sought;
    Outcome m_outcome;
    int m_looks = 0;
    QPointer<ApiJob> m_job;
    QPointer<QObject> m_next;
    QPointer<QObject> m_deadline;
    bool m_ended = false;
};

} // namespace Runlight
