// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/expected.h"
#include "core/github/services/services.h"
#include "core/monitor/runbook.h"

#include <QObject>

namespace Runlight {

class RunsService;

//! A repository's newest runs.
struct FetchedRuns
{
    QList<Run> runs;
    bool isWhole = false; //!< There are no older ones.
    bool notModified = false; //!< The same as the last time; without runs where they were asked for only if modified.
};

enum class Ask { Always, OnlyIfModified };

//! Fetches one repository's newest runs: one page, and older pages only as long as none of a page's runs is known, so
//! that nothing is missed that happened while nobody looked. Who has taken the last answer whole spares reading the same
//! again by Ask::OnlyIfModified. Deleting this aborts what is under way.
class RunListFetch : public QObject
{
public:
    //! \a runs and \a book must outlive this. \a done is called once, and may delete this.
    RunListFetch(RunsService &runs, const RepoName &repository, const RunBook &book, Priority priority,
                 Done<FetchedRuns> done, QObject *parent = nullptr);

    void start(Ask ask);

private:
    void take(const Expected<Page<Run>> &page);
    bool reachesKnown(const QList<Run> &runs) const;

    RunsService &m_service;
    RepoName m_repository;
    const RunBook &m_book;
    Priority m_priority;
    Done<FetchedRuns> m_done;
    FetchedRuns m_fetched;
    int m_pages = 0;
};

} // namespace Runlight
