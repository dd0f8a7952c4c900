// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "ui/dispatch/workflowpicks.h"

#include <QDialog>
#include <QHash>
#include <QPointer>

class QBoxLayout;
class QLabel;
class QPushButton;
class QScrollArea;

namespace Runlight {

class InputForm;

//! What was chosen and typed for one workflow, kept while its form is closed.
struct DispatchDraft
{
    QString gitRef;
    InputValues typed;
    std::optional<DispatchRequest> sent; //!< Of which no run is known (yet).
    bool isUnderWay = false; //!< How it ends is still to be told.
};

//! By workflow.
using DispatchDrafts = QHash<std::pair<RepositoryRef, qint64>, DispatchDraft>;

//! The form to start a workflow: which one, on which branch or tag, with what. It sends nothing itself, so that it may
//! be closed while something is on its way: see startRequested(). Deletes itself when it is closed.
class DispatchDialog final : public QDialog
{
    Q_OBJECT

public:
    //! All must outlive the dialog.
    struct Means
    {
        Store &store;
        Dispatcher &dispatcher;
        Clock &clock;
        Theme &theme;
        DispatchDrafts &drafts;
    };

    //! For how long the same is asked about before it is started once more.
    static constexpr std::chrono::minutes askingTime{10};

    DispatchDialog(const Means &means, const DispatchSubject &subject, QWidget *parent);
    ~DispatchDialog() override;

    //! How what startRequested() asked for has ended, unless a run has come of it: whoever knows that closes this.
    void showOutcome(const DispatchRequest &request, const Expected<DispatchResult> &outcome);
    //! Whether \a request is the one that is shown here.
    bool isAbout(const DispatchRequest &request) const;

Q_SIGNALS:
    void startRequested(const Runlight::DispatchRequest &request);
    //! The user wants to see this run; the dialog has closed.
    void runRequested(const Runlight::RunKey &run, const Runlight::RepoName &repository);
    //! Comes from GitHub and is not checked.
    void openUrlRequested(const QUrl &url, const Runlight::AccountId &account);

protected:
    void showEvent(QShowEvent *event) override;
    void done(int result) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    enum class Stage {
        Reading, //!< Not yet known what there is to choose.
        Blocked, //!< There is no form; the bar says why.
        Ready,
        Invalid, //!< The values cannot be sent as they are.
        Asking, //!< The same was started lately: once more?
        Sending,
    };

    void layOut();
    QBoxLayout *makeFooter();
    void connectParts();

    void leaveForm();
    void chooseWorkflow(const RepositoryRef &repository, const Workflow &workflow, const QString &defaultBranch);
    void takeRecent(const QList<DispatchRecord> &recent, const QString &defaultBranch);
    void chooseRef(const QString &gitRef);
    void loadForm();
    void takeForm(const Expected<LoadedForm> &loaded);

    void start();
    void send(const QString &correlation);
    DispatchRequest request() const;
    QString correlationFor(const DispatchRequest &request) const;
    const DispatchRecord *sameAs(const DispatchRequest &request) const;
    void progress(const DispatchRecord &record);
    void showCandidates(const DispatchRecord &record);
    void nameCandidates();
    void primary();
    void secondary();
    void goTo(RunId run);
    void openOnGitHub();

    void setStage(Stage stage, const std::optional<DispatchNotice> &notice = {});
    void block(const DispatchNotice &notice, std::function<void()> mend, std::function<void()> other = {});
    void edited();
    void updateFooter();
    bool isOpenForInput() const;
    void keepDraft();
    DispatchDraft &draft();
    void fit();
    void fitLater();

    const Means m_means;
    std::optional<RememberedInputs> m_again; //!< Until the form is filled in with it.
    RepositoryRef m_ref;
    Workflow m_workflow; //!< Without an id while none is chosen.
    QString m_gitRef;
    QList<DispatchRecord> m_recent; //!< Of the workflow, newest first.
    InputValues m_remembered;
    std::optional<LoadedForm> m_loaded;
    QString m_correlation; //!< Of what this form starts.
    std::optional<DispatchRequest> m_sent;
    std::optional<DispatchRecord> m_same;
    QList<RunId> m_candidates;
    Stage m_stage = Stage::Reading;
    quint64 m_question = 0; //!< Answers to an earlier one are of no interest any more.
    bool m_isFitting = false;
    bool m_isNew = true; //!< No form was shown yet.
    std::function<void()> m_primary;
    std::function<void()> m_secondary;

    WorkflowPicks *m_picks;
    InputForm *m_form;
    QScrollArea *m_scroll;
    InlineBar *m_bar;
    QWidget *m_candidateList;
    QLabel *m_about;
    QPushButton *m_defaults;
    QPushButton *m_cancel;
    QPushButton *m_run;
};

} // namespace Runlight
