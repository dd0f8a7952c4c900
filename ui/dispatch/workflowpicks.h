// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/dispatch/dispatcher.h"
#include "core/store/store.h"
#include "ui/dispatch/dispatchtexts.h"

#include <QPointer>
#include <QWidget>

namespace Runlight {

class PickBox;
struct Pick;

//! What the form is opened for.
struct DispatchSubject
{
    std::optional<RepositoryRef> repository; //!< Else the first that is known.
    QString workflowName; //!< Else the first that can be started.
    std::optional<RememberedInputs> again; //!< Goes before the name: filled in as it was.
};

//! Which workflow of which repository, on which branch or tag.
class WorkflowPicks final : public QWidget
{
    Q_OBJECT

public:
    //! All must outlive this.
    WorkflowPicks(Store &store, Dispatcher &dispatcher, const Theme &theme, QWidget *parent = nullptr);
    ~WorkflowPicks() override;

    //! Reads what there is to choose from, and chooses what is asked for.
    void choose(const DispatchSubject &subject);
    //! After blocked().
    void retry();
    //! Shows \a gitRef as chosen.
    void setGitRef(const QString &gitRef);
    //! The last that Tab stops at.
    QWidget *lastControl() const;
    //! The user is about to choose something else.
    bool isChoosing() const;

Q_SIGNALS:
    //! Something is asked for; blocked() or workflowChosen() follow.
    void reading();
    //! There is nothing to choose from.
    void blocked(const Runlight::DispatchNotice &notice);
    //! No branch or tag is chosen yet: \a defaultBranch, unless there is a better one.
    void workflowChosen(const Runlight::RepositoryRef &repository, const Runlight::Workflow &workflow,
                        const QString &defaultBranch);
    //! By the user. A whole name where a branch and a tag share the short one.
    void refPicked(const QString &gitRef);

private:
    void layOut(const Theme &theme);
    void read();
    void takeRepositories(const QList<StoredRepository> &stored);
    void chooseRepository(const QString &id);
    void loadRepository(const RepositoryRef &ref);
    void chooseFirstWorkflow();
    void chooseWorkflow(WorkflowId id);
    void searchRefs(const QString &text);
    void offerRefs();
    StoredRepository *repository();
    QList<Pick> repositoryPicks() const;
    QList<Pick> workflowPicks();

    Store &m_store;
    Dispatcher &m_dispatcher;
    DispatchSubject m_subject;
    QList<StoredRepository> m_repositories;
    std::optional<RepositoryRef> m_ref;
    QPointer<RefSearch> m_refSearch;
    quint64 m_question = 0; //!< Answers to an earlier one are of no interest any more.

    PickBox *m_repositoryBox;
    PickBox *m_workflowBox;
    PickBox *m_refBox;
};

} // namespace Runlight
