// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/expected.h"
#include "core/dispatch/dispatchform.h"
#include "core/github/types/run.h"
#include "core/store/dispatchrecord.h"
#include "core/store/store.h"

#include <QObject>

#include <chrono>
#include <memory>

namespace Runlight {

class Clock;
class EventSender;
class GitHub;
class RefSearch;
class RunWait;

//! A wish to start a workflow.
struct DispatchRequest
{
    RepositoryRef ref;
    WorkflowId workflow;
    QString workflowName; //!< As shown to people.
    QString gitRef; //!< A branch or tag; "refs/tags/v1" where a branch has the same name. GitRef::fullName().
    InputValues inputs; //!< Of inputsToSend().
    //! What tells this wish from another one for the same: a form makes one as it opens, so that it is started once
    //! however often it is sent. Empty: one is made, and it is started for certain.
    QString correlation;
};

//! What came of it where something was, or may have been, started.
struct DispatchResult
{
    DispatchRecord record; //!< Started, Ambiguous, NotFound or Lost.
    bool isRepeat = false; //!< The same wish was sent within the last 24 hours: this is what came of it then.
    bool differs = false; //!< Of a repeat: it was for another ref or other inputs.
};

//! One deed for the audit: what was done, and how it ended. Holds no inputs, which may be secret.
struct DispatchDeed
{
    QDateTime askedAt; //!< UTC. When it was written down to be sent.
    QDateTime at; //!< UTC. When it ended.
    RepositoryRef ref;
    WorkflowId workflow;
    QString workflowName; //!< Empty where an earlier session sent it.
    QString gitRef;
    QString correlation;
    DispatchState state = DispatchState::Lost;
    RunId run; //!< Invalid where it is not known.
    std::optional<ErrorKind> refusal; //!< Of a refused one.
    QString message; //!< Why not, in GitHub's or our words.
};

//! \a deed as it stands among the commands: Store::addCommand().
CommandRecord auditRecord(const DispatchDeed &deed);

//! What a workflow was started with before.
struct RememberedInputs
{
    WorkflowId workflow;
    QString gitRef;
    InputValues inputs;
    QDateTime askedAt; //!< UTC
};

//! A form with what is needed to fill it in.
struct LoadedForm
{
    ParsedForm form; //!< The form, or what is wrong with the file and where.
    QStringList environments; //!< Names; fetched only where the form asks for one.
    std::optional<Error> environmentsError; //!< Why they could not be fetched: any name may be typed then.
};

//! Starts workflows by hand, each wish once. What is to be started is written to the store before it is sent; a wish
//! whose answer was lost, or which the program's end interrupted, is looked for among the repository's runs before it
//! is sent again. All on the GUI thread; the work behind it is asynchronous.
class Dispatcher : public QObject
{
    Q_OBJECT

public:
    //! The same wish again gives what came of the first for so long.
    static constexpr std::chrono::hours repeatWindow{24};
    //! How long a run is looked for whose id GitHub did not tell.
    static constexpr std::chrono::seconds searchTime{60};

    //! \a store and \a clock must outlive this.
    Dispatcher(Store &store, Clock &clock, QObject *parent = nullptr);
    ~Dispatcher() override;

    //! \a github must outlive this. Looks for the runs of wishes that an earlier session was not told the end of.
    void addAccount(const Account &account, GitHub &github);

    //! A correlation that no other wish has.
    QString makeCorrelation();

    //! Asks GitHub for the file at \a workflowPath (".github/workflows/ci.yml") as of \a gitRef, and makes its form. An
    //! error where it could not be had: WorkflowNotFound, InvalidRef, the network's.
    void loadForm(const RepositoryRef &ref, const QString &workflowPath, const QString &gitRef, QObject *context,
                  Done<LoadedForm> done);
    //! Asks GitHub for a repository, its default branch and its workflows, and keeps the answer in the store, which
    //! may not know them yet.
    void loadRepository(const RepositoryRef &ref, QObject *context, Done<StoredRepository> done);
    //! A search among the branches and tags; owned by \a parent. Null where the account is not signed in.
    RefSearch *searchRefs(const RepositoryRef &ref, const QString &defaultBranch, QObject *parent);

    //! Starts a workflow, also where \a context is gone meanwhile; \a done once it is known what became of it, within
    //! some 70 seconds where the server does not tell at once. An error means that nothing was started: InvalidInputs,
    //! InvalidRef, WorkflowDisabled, AccessDenied, RateLimited, … with GitHub's reason, Storage, Unauthorized. The same
    //! wish while the first is under way is told the same, as a repeat. A wish that was refused may be sent again; one
    //! that is Lost is looked for once more and, if there is still no run, sent.
    void dispatch(const DispatchRequest &request, QObject *context, Done<DispatchResult> done);
    //! Stops looking for the run of a wish under way: it ends as NotFound or Lost.
    void stopSearching(const RepositoryRef &ref, WorkflowId workflow, const QString &correlation);

    //! What the workflow was last started with from here, or nothing.
    void lastInputs(const RepositoryRef &ref, WorkflowId workflow, QObject *context,
                    Done<std::optional<RememberedInputs>> done);
    //! What \a run was started with from here, or nothing: for "Run again with the same inputs".
    void inputsOf(const RunKey &run, QObject *context, Done<std::optional<RememberedInputs>> done);

    //! Sends events to the repositories of the same accounts.
    EventSender &events();

    //! Waits for \a run to complete, for \a timeout at most. Null where the account is not signed in.
    //! Owned by this; gone after its end.
    RunWait *waitFor(const RunKey &run, const RepoName &repository, std::chrono::milliseconds timeout);

Q_SIGNALS:
    //! A wish has come further.
    void changed(const Runlight::DispatchRecord &record);
    //! Something is new about this run: whoever watches should look at once (Monitor::lookAt).
    void lookAtRequested(const Runlight::RunKey &run, const Runlight::RepoName &repository);
    //! A wish has ended, once for each that was sent, whatever came of it. For the audit.
    void performed(const Runlight::DispatchDeed &deed);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace Runlight
