// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/dispatch/dispatcher.h"
#include "core/github/types/page.h"

namespace Runlight {

//! One look at a repository and its workflows.
class RepositoryLoad : public QObject
{
    Q_OBJECT

public:
    //! Deletes itself after \a done, which is not called once \a context is gone.
    RepositoryLoad(GitHub &github, QObject *context, Done<StoredRepository> done);

    void start(const RepositoryRef &ref);

private:
    void takeRepository(const Expected<Repository> &repository);
    void takeWorkflows(const Expected<Page<Workflow>> &page);
    void end(Expected<StoredRepository> result);

    GitHub &m_github;
    const Done<StoredRepository> m_done;
    StoredRepository m_found;
    RepoName m_name;
    int m_pages = 0;
};

} // namespace Runlight
