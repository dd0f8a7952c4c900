// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/simulator/entities.h"

#include <vector>

namespace Runlight::Sim {

class Call;

//! The filters of a list of runs, from a call's query.
class RunFilter
{
public:
    //! \a workflow: only that one's; null: all.
    RunFilter(const Call &call, const Workflow *workflow);

    //! Newest first. GitHub returns no more than 1 000 where anything is filtered by.
    std::vector<const Run *> applyTo(const Repository &repository) const;

private:
    bool isEmpty() const;
    bool matches(const Run &run) const;
    bool matchesStatus(const Run &run) const;

    const Workflow *m_workflow;
    QString m_actor;
    QString m_branch;
    QString m_event;
    QString m_status;
    QString m_headSha;
    qint64 m_checkSuiteId;
    Moment m_createdFrom = 0;
    Moment m_createdUntil; // Exclusive.
};

} // namespace Runlight::Sim
