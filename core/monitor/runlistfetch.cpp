// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/monitor/runlistfetch.h"

#include <algorithm>

namespace Runlight {

namespace {

constexpr int RunsPerPage = 30;
// A catch-up this long shows everything recent; what is older still is fetched as the past.
constexpr int MaxPages = 7;

} // namespace

RunListFetch::RunListFetch(RunsService &runs, const RepoName &repository, const RunBook &book, Priority priority,
                           Done<FetchedRuns> done, QObject *parent)
    : QObject(parent)
    , m_service(runs)
    , m_repository(repository)
    , m_book(book)
    , m_priority(priority)
    , m_done(std::move(done))
{ }

void RunListFetch::start(Ask ask)
{
    m_service.list(m_repository, {}, {RunsPerPage, 1, ask == Ask::OnlyIfModified}, {this, m_priority},
                   [this](const Expected<Page<Run>> &page) { take(page); });
}

void RunListFetch::take(const Expected<Page<Run>> &page)
{
    // The callback may delete this, so it must not live in a member while it runs.
    if (!page)
        return std::exchange(m_done, nullptr)(Unexpected(page.error()));
    if (++m_pages == 1)
        m_fetched.notModified = page->notModified;
    m_fetched.runs += page->items;
    m_fetched.isWhole = page->next.isEmpty();
    const bool needsOlder =
        !m_fetched.isWhole && !page->items.isEmpty() && !m_book.isEmpty() && !reachesKnown(page->items);
    if (needsOlder && m_pages < MaxPages) {
        m_service.next(page->next, {this, m_priority}, [this](const Expected<Page<Run>> &older) { take(older); });
        return;
    }
    std::exchange(m_done, nullptr)(std::move(m_fetched));
}

bool RunListFetch::reachesKnown(const QList<Run> &runs) const
{
    return std::any_of(runs.begin(), runs.end(), [this](const Run &run) { return m_book.isKnown(run.id); });
}

} // namespace Runlight
