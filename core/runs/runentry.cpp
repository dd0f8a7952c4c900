// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/runentry.h"

#include "core/runs/runcatalog.h"
#include "core/runs/runrecords.h"

namespace Runlight {

RunEntry::RunEntry(const RunCatalog &catalog, RunIndex index)
    : m_catalog(catalog)
    , m_record(catalog.records()[index])
    , m_index(index)
{ }

RunKey RunEntry::key() const
{
    return {repository().account, RunId{m_record.id}};
}

const RepositoryRef &RunEntry::repository() const
{
    return m_catalog.records().repository(m_record.repository).ref;
}

QString RunEntry::title() const
{
    return m_catalog.records().text(m_record.title);
}

QString RunEntry::workflow() const
{
    return m_catalog.records().text(m_record.workflow);
}

QString RunEntry::branch() const
{
    return m_catalog.records().text(m_record.branch);
}

QString RunEntry::actor() const
{
    return m_catalog.records().text(m_record.actor);
}

QString RunEntry::event() const
{
    return m_catalog.records().text(m_record.event);
}

RunState RunEntry::state() const
{
    RunState state{m_record.status(), m_record.conclusion(), {}, {}};
    if (m_record.stateWord != 0)
        (state.status == Status::Unknown ? state.statusText : state.conclusionText) =
            m_catalog.records().text(m_record.stateWord);
    return state;
}

QList<int> RunEntry::pullRequests() const
{
    return m_catalog.records().pullRequests(m_record.pullRequests);
}

QDateTime RunEntry::startedAt() const
{
    return fromRecordTime(m_record.startedAt != RunRecord::noTime ? m_record.startedAt : m_record.createdAt);
}

qint64 RunEntry::durationMs(const QDateTime &now) const
{
    Run times;
    times.state.status = m_record.status();
    times.createdAt = createdAt();
    times.startedAt = startedAt();
    times.updatedAt = updatedAt();
    return times.durationMs(now);
}

qint64 RunEntry::medianDurationMs() const
{
    return m_catalog.medianDurationMs(m_record);
}

QStringList RunEntry::waitingFor() const
{
    return m_catalog.waitingFor(m_index);
}

std::optional<RunStep> RunEntry::step() const
{
    return m_catalog.step(m_index);
}

} // namespace Runlight
