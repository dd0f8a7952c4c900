// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/types/job.h"
#include "core/logs/linenumber.h"
#include "core/logs/logpattern.h"

#include <QTimer>
#include <QWidget>

#include <memory>

class QLabel;
class QModelIndex;
class QStandardItemModel;
class QTreeView;

namespace Runlight {

class LogStreamer;
class RunLogSearch;
class Theme;
struct LogResult;

//! What was found in the logs of all jobs of a run: the jobs with their first matching lines.
class JobMatches final : public QWidget
{
    Q_OBJECT

public:
    //! Lines listed of each job; the count is that of all.
    static constexpr int mostLines = 200;

    //! Both must outlive this.
    JobMatches(LogStreamer &logs, const Theme &theme, QWidget *parent = nullptr);
    ~JobMatches() override;

    void setJobs(const AccountId &account, const QList<Job> &jobs);
    //! Searches for \a pattern, also in the logs that come later; null: for nothing.
    void setPattern(const std::shared_ptr<const LogPattern> &pattern);

Q_SIGNALS:
    void matchActivated(Runlight::JobId job, Runlight::LineNumber line);

protected:
    void focusInEvent(QFocusEvent *event) override;

private:
    void search();
    void add(const LogResult &result);
    void activate(const QModelIndex &index);
    void updateSummary();

    LogStreamer &m_logs;
    const Theme &m_theme;
    AccountId m_account;
    QList<Job> m_jobs;
    std::shared_ptr<const LogPattern> m_pattern;
    std::unique_ptr<RunLogSearch> m_search;
    QTimer m_restart; //!< Logs come in bursts.
    QTimer m_progress; //!< And so does how much of them has come.
    int m_searched = 0; //!< Logs, of those that there are.
    QStandardItemModel *m_model;
    QLabel *m_summary;
    QTreeView *m_list;
};

} // namespace Runlight
