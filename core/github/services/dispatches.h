// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/expected.h"
#include "core/github/services/caller.h"
#include "core/github/types/dispatch.h"
#include "core/github/types/page.h"
#include "core/github/types/reponame.h"

#include <memory>
#include <optional>

namespace Runlight {

class ApiClient;
class ApiJob;

// As in services.h: every call returns its job and calls `done` exactly once.

//! https://docs.github.com/en/rest/repos/contents
class ContentsService
{
public:
    explicit ContentsService(ApiClient &client);

    //! The bytes of the file at \a path (".github/workflows/ci.yml") as of \a ref, a branch, tag or commit; an empty
    //! one is the default branch. A file above 1 MB takes a second request, of the blob. WorkflowNotFound or
    //! RepositoryNotFound where there is no such file, InvalidRef where there is no such ref, ParseError where the
    //! path is no file.
    ApiJob *file(const RepoName &repository, const QString &path, const QString &ref, Caller caller,
                 Done<QByteArray> done);

private:
    ApiClient &m_client;
};

//! https://docs.github.com/en/rest/branches and /git/refs
class RefsService
{
public:
    explicit RefsService(ApiClient &client);

    //! A page of all branches or tags, in GitHub's order.
    ApiJob *list(const RepoName &repository, GitRef::Kind kind, PageRequest page, Caller caller,
                 Done<Page<GitRef>> done);
    ApiJob *next(const QUrl &link, GitRef::Kind kind, Caller caller, Done<Page<GitRef>> done);
    //! All branches or tags whose name begins with \a prefix (with regard to case), of however many there are.
    ApiJob *startingWith(const RepoName &repository, GitRef::Kind kind, const QString &prefix, Caller caller,
                         Done<Page<GitRef>> done);

private:
    ApiClient &m_client;
};

//! https://docs.github.com/en/rest/actions/workflows and /repos/repos
class DispatchesService
{
public:
    //! GitHub's bounds.
    static constexpr int mostInputs = 25;
    static constexpr qsizetype longestInputs = 65'535; //!< Characters of all inputs together, as JSON.
    static constexpr qsizetype longestEventType = 100; //!< Characters.
    static constexpr int mostPayloadMembers = 10;
    static constexpr qsizetype payloadBytes = 64 * 1024; //!< The payload as JSON must be smaller.

    explicit DispatchesService(ApiClient &client);

    //! Starts a workflow. Asks which run it becomes; a server that refuses the question (400 or 422, nothing was
    //! started) is asked once more without it. InvalidInputs or InvalidRef with GitHub's reason. An error without a
    //! status, or of 500 and above, leaves open whether it was started: look before you send it again.
    ApiJob *workflow(const RepoName &repository, const WorkflowDispatch &dispatch, Caller caller,
                     Done<DispatchedRun> done);
    //! Sends an event; what it starts is not told.
    ApiJob *repositoryEvent(const RepoName &repository, const RepositoryEvent &event, Caller caller, Done<void> done);

    //! What GitHub would refuse whatever the workflow says, or nothing. Checked before anything is sent.
    static std::optional<Error> objectionTo(const WorkflowDispatch &dispatch);
    static std::optional<Error> objectionTo(const RepositoryEvent &event);
    //! What counts against longestInputs.
    static qsizetype sizeOf(const InputValues &inputs);

private:
    ApiClient &m_client;
    std::shared_ptr<bool> m_tellsRuns; //!< Until the server has refused to be asked.
};

} // namespace Runlight
