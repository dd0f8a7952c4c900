// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/clock.h"
#include "core/github/types/run.h"

#include <QHash>
#include <QSet>

#include <utility>

namespace Runlight {

//! What is known of one repository's runs between polls: which are unfinished, and which have to be asked for one by
//! one because the list no longer shows them. Pure.
class RunBook
{
public:
    //! \a runs as the store remembers them.
    void remember(const QList<Run> &runs);
    //! The newest \a runs as GitHub lists them; \a isWhole where there are no older ones.
    void listed(const QList<Run> &runs, bool isWhole);
    //! One run was asked for.
    void seen(const Run &run);
    void forget(RunId run);

    bool isKnown(RunId run) const { return m_known.contains(run) || m_unfinished.contains(run); }
    bool isEmpty() const { return m_known.isEmpty() && m_unfinished.isEmpty(); }
    const QHash<RunId, Run> &unfinished() const { return m_unfinished; }
    //! Some run is on its own way to its end.
    bool hasRunning() const;
    //! Some run waits for a person.
    bool hasWaiting() const;

    //! The runs that ended since they were last asked for here: those that were unfinished, and those that began and
    //! ended between two lists.
    QList<Run> takeEnded() { return std::exchange(m_ended, {}); }
    //! The few runs to ask for now: they have vanished from the list, or are unfinished and older than it reaches. Each
    //! comes up again only after a while. \a now is monotonic.
    QList<RunId> takeLookups(Clock::Milliseconds now);

private:
    struct Known
    {
        QDateTime createdAt;
        int attempt = 1;
    };

    void note(const Run &run);
    bool isNews(const Run &run) const;

    QHash<RunId, Known> m_known; //!< Of the newest runs.
    QList<Run> m_ended;
    bool m_hasList = false;
    QHash<RunId, Run> m_unfinished;
    QSet<RunId> m_listed; //!< In the newest list.
    QSet<RunId> m_vanished;
    QHash<RunId, Clock::Milliseconds> m_askedAt;
};

} // namespace Runlight
