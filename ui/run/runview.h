// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/error.h"
#include "core/store/store.h"

#include <QWidget>

#include <optional>

class QAbstractItemModel;
class QAction;
class QBoxLayout;
class QLabel;
class QStackedLayout;
class QStackedWidget;

namespace Runlight {

class AnnotationsModel;
class ArtifactsPane;
class CountTabBar;
class Downloads;
class FirstErrorCard;
class InlineBar;
class JobsModel;
class JobsView;
class FirstErrorFinder;
class LogPane;
class LogStreamer;
class ReviewsModel;
class RowsView;
class RunHeader;
class Theme;
struct RunHeaderActions;

//! One run in full, from a value: knows nothing of where it comes from.
class RunView final : public QWidget
{
    Q_OBJECT

public:
    enum Tab { Jobs, Log, Artifacts, Annotations, Reviews };

    //! All must outlive this.
    RunView(LogStreamer &logs, Store &store, Downloads &downloads, Theme &theme, QWidget *parent = nullptr);
    ~RunView() override;

    //! Shows \a details, as \a account sees them, in place of what was shown, row by row where it is the same run and
    //! attempt.
    void setDetails(const AccountId &account, const RunDetails &details, const QDateTime &now);
    //! False while the jobs are still to come: an empty list then says so.
    void setComplete(bool complete);
    //! Moves what depends on the time. UTC.
    void setNow(const QDateTime &now);
    void setError(const std::optional<Error> &error);
    //! No run: says how to come by one, unless there is an error to tell.
    void clear();
    //! Call once, before anything is shown. \a ofJob is of the job that is selected. All must outlive this.
    void setActions(const RunHeaderActions &actions, QAction &ofJob);
    //! What the banner offers of a run that waits for a person. Call once. Both must outlive this.
    void setReviewActions(QAction &approve, QAction &reject);
    //! What was asked for and does not show yet, in words; empty for nothing.
    void setRequested(const QString &requested);
    //! Where it is said what became of what was asked for. Whoever fills it hears its buttons.
    InlineBar &noticeBar() { return *m_noticeBar; }
    //! What is shown; its run is invalid where none is.
    const RunDetails &details() const { return m_details; }
    //! Nothing where no job is selected.
    std::optional<Job> currentJob() const;
    void turnTo(Tab tab);
    //! Turns to the log: of the job that is selected, at the first error where it failed.
    void openLog();
    //! Shows the log as it was left.
    void turnToLog();
    LogPane &log() { return *m_log; }
    //! Turns to the artifacts and fetches those that are selected, or all.
    void downloadArtifacts();
    ArtifactsPane &artifacts() { return *m_artifacts; }
    //! Nothing more is on its way to what is shown of this run's logs.
    bool isSettled() const;

Q_SIGNALS:
    //! 0: the latest.
    void attemptChosen(int attempt);
    void openUrlRequested(const QUrl &url);
    void retryRequested();
    //! The user wants to see \a url, which stands in a log.
    void openLogLinkRequested(const QUrl &url);
    void noteRaised(const QString &note);
    //! isSettled() may have changed.
    void settledChanged();
    //! details() or currentJob() has changed.
    void shownChanged();

protected:
    void focusInEvent(QFocusEvent *event) override;

private:
    QWidget *createContent();
    void addBars(QBoxLayout &layout);
    QWidget *createJobsPage();
    RowsView *createList(QAbstractItemModel &model, const QString &name);
    void updateBars();
    void updateReviewBar();
    void updateCounts();
    void updatePlaceholders();
    void passFocusOn(Qt::FocusReason reason);
    Run shownRun() const;
    void showFailureAsItHappens(const QList<Job> &before);

    LogStreamer &m_logs;
    Store &m_store;
    Downloads &m_downloads;
    Theme &m_theme;
    AccountId m_account;
    RunDetails m_details;
    QDateTime m_now;
    bool m_isComplete = false;

    std::unique_ptr<JobsModel> m_jobs;
    std::unique_ptr<AnnotationsModel> m_annotations;
    std::unique_ptr<ReviewsModel> m_reviews;

    QStackedLayout *m_pages;
    QWidget *m_errorArea; //!< The bar with its distance to the rest.
    InlineBar *m_errorBar;
    QLabel *m_noRun;
    QWidget *m_content = nullptr;
    RunHeader *m_header = nullptr;
    InlineBar *m_noticeBar = nullptr;
    InlineBar *m_pastBar = nullptr;
    InlineBar *m_reviewBar = nullptr;
    QAction *m_approve = nullptr;
    QAction *m_reject = nullptr;
    CountTabBar *m_tabs = nullptr;
    QStackedWidget *m_stack = nullptr;
    JobsView *m_jobsView = nullptr;
    QLabel *m_noJobs = nullptr;
    FirstErrorFinder *m_firstErrorFinder;
    FirstErrorCard *m_firstError = nullptr;
    LogPane *m_log = nullptr;
    ArtifactsPane *m_artifacts = nullptr;
    RowsView *m_annotationsView = nullptr;
    RowsView *m_reviewsView = nullptr;
};

} // namespace Runlight
