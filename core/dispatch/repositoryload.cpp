// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/dispatch/repositoryload.h"

#include "core/github/github.h"

namespace Runlight {

namespace {

constexpr int workflowsPerPage = 100;
constexpr int mostWorkflowPages = 10;

} // namespace

RepositoryLoad::RepositoryLoad(GitHub &github, QObject *context, Done<StoredRepository> done)
    : QObject(context)
    , m_github(github)
    , m_done(std::move(done))
{ }

void RepositoryLoad::start(const RepositoryRef &ref)
{
    m_found.account = ref.account;
    m_name = ref.repository;
    m_github.repositories.get(m_name, {this, Priority::Foreground},
                              [this](const Expected<Repository> &repository) { takeRepository(repository); });
}

void RepositoryLoad::takeRepository(const Expected<Repository> &repository)
{
    if (!repository)
        return end(Unexpected(repository.error()));
    m_found.repository = *repository;
    m_github.workflows.list(m_name, {workflowsPerPage, 1}, {this, Priority::Foreground},
                            [this](const Expected<Page<Workflow>> &page) { takeWorkflows(page); });
}

void RepositoryLoad::takeWorkflows(const Expected<Page<Workflow>> &page)
{
    if (!page)
        return end(Unexpected(page.error()));
    m_found.workflows += page->items;
    if (page->next.isEmpty() || ++m_pages == mostWorkflowPages)
        return end(m_found);
    m_github.workflows.next(page->next, {this, Priority::Foreground},
                            [this](const Expected<Page<Workflow>> &more) { takeWorkflows(more); });
}

void RepositoryLoad::end(Expected<StoredRepository> result)
{
    deleteLater();
    // The copy outlives this, which may go with its context.
    const Done<StoredRepository> done = m_done;
    done(std::move(result));
}

} // namespace Runlight
