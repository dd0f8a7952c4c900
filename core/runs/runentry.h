// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/runrecord.h"
#include "core/runs/runstep.h"

#include <QStringList>

namespace Runlight {

class RunCatalog;

//! Why a run stands in "Needs you" or "Failing".
struct Attention
{
    bool failing = false; //!< The newest completed run of its workflow and branch, it failed, in the last 14 days.
    bool needsYou =
        false; //!< May be approved by me, or a fork's run awaiting approval, or failing and triggered by me.
    int failuresInARow = 0; //!< Of its workflow and branch, this run included; 0 unless failing.
};

//! One run of a catalog, read piece by piece as it is needed. Good until the catalog changes; cheap to copy.
class RunEntry
{
public:
    RunEntry(const RunCatalog &catalog, RunIndex index);

    RunKey key() const;
    const RepositoryRef &repository() const;
    QString title() const;
    QString workflow() const;
    QString branch() const;
    QString actor() const;
    QString event() const;
    qint64 number() const { return m_record.number; }
    int attempt() const { return m_record.attempt; }
    RunState state() const;
    QList<int> pullRequests() const;
    QDateTime createdAt() const { return fromRecordTime(m_record.createdAt); }
    //! When the latest attempt began.
    QDateTime startedAt() const;
    QDateTime updatedAt() const { return fromRecordTime(m_record.updatedAt); }
    //! As Run::durationMs().
    qint64 durationMs(const QDateTime &now) const;
    //! How long the workflow's latest successful runs took; ms, -1 where there was none.
    qint64 medianDurationMs() const;
    Attention attention() const { return {m_record.failing, m_record.needsYou, m_record.failuresInARow}; }
    bool isMine() const { return m_record.mine; }
    //! What a waiting run waits to be deployed to.
    QStringList waitingFor() const;
    std::optional<RunStep> step() const;

private:
    const RunCatalog &m_catalog;
    const RunRecord &m_record;
    RunIndex m_index;
};

} // namespace Runlight
