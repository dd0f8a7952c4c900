// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/types/job.h"
#include "core/github/types/run.h"
#include "core/monitor/logstreamer.h"
#include "ui/log/logrows.h"

#include <QDateTime>
#include <QList>
#include <QTimer>
#include <QWidget>

#include <memory>
#include <optional>

class QMenu;

namespace Runlight {

class JobMatches;
class LogViewer;
class Store;
class Theme;

//! The logs of one run: one job's at a time, as it comes in; while there is none, the job's steps and why.
class LogPane final : public QWidget
{
    Q_OBJECT

public:
    //! All must outlive this. What is folded in each log is kept in \a store.
    LogPane(LogStreamer &logs, Store &store, const Theme &theme, QWidget *parent = nullptr);
    ~LogPane() override;

    //! The run's jobs, as last known. The job that is shown stays; of another run or attempt it is the first that
    //! failed, else the first that runs, else the first.
    void setJobs(const RunKey &run, int attempt, const QList<Job> &jobs);
    //! UTC.
    void setNow(const QDateTime &now);

    //! Shows \a job's log: at its first error where it failed.
    void showJob(JobId job);
    void showStep(JobId job, int stepNumber);
    void showLine(JobId job, LineNumber line);
    std::optional<JobId> shownJob() const { return m_shown; }
    LogViewer &viewer() { return *m_viewer; }

Q_SIGNALS:
    //! The user wants to see \a url, which stands in a log.
    void openUrlRequested(const QUrl &url);
    void noteRaised(const QString &note);

protected:
    void focusInEvent(QFocusEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    //! Where to go once the log is there.
    struct Goal
    {
        bool firstError = false;
        std::optional<int> step; //!< GitHub's number.
        std::optional<LineNumber> line;
    };

    void choose(JobId job, const Goal &goal);
    void logChanged(const JobKey &job);
    void showNothing();
    void openLog(const JobLog &log);
    void updateSteps();
    void updateNotice();
    void fillJobMenu();
    void updateJobButton();
    void reachGoal();
    void showStepNumbered(int number);
    void showFirstError();
    void updateMatches();
    void askForFolds();
    void keepFolds();
    void followOn(JobId ended);
    const Job *jobOf(JobId id) const;
    JobKey keyOf(JobId job) const { return {m_run.account, job}; }
    QUrl permalink(LineNumber line) const;

    LogStreamer &m_logs;
    Store &m_store;
    const Theme &m_theme;
    LogViewer *m_viewer;
    QMenu *m_jobMenu;
    JobMatches *m_matches;
    RunKey m_run;
    int m_attempt = 0;
    QList<Job> m_jobs;
    std::optional<JobId> m_shown;
    std::optional<Goal> m_goal; //!< Until it is reached, or the user does something.
    std::optional<Error> m_openError; //!< The log is there, and cannot be read.
    QTimer m_patience; //!< Until fetching the log is said to take long.
    bool m_takesLong = false;
    QTimer m_folding; //!< What is folded in one go is kept at once.
    quint64 m_foldsAsked = 0; //!< Answers to an earlier question are of no interest any more.
    bool m_awaitsFolds = false;
    bool m_hasFolded = false; //!< The user has, and it is not kept yet.
    bool m_isReachingGoal = false; //!< What is opened on the way is not the user's.
};

} // namespace Runlight
