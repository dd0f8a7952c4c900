// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/types/job.h"
#include "core/logs/linenumber.h"
#include "core/logs/lineparser.h"
#include "core/monitor/logstreamer.h"

#include <QObject>

#include <memory>
#include <optional>
#include <vector>

namespace Runlight {

class LogFile;

//! Where a job says that it fails, with the lines around it.
struct FirstError
{
    struct Line
    {
        LineNumber number;
        LogLine line;
    };

    JobId job;
    QString jobName;
    QString stepName; //!< Empty where it is not known.
    LineNumber line;
    std::vector<Line> lines; //!< In their order; the line itself is one of them.
};

//! Finds the first error of the first failed job of a run, as soon as that job's log is there.
class FirstErrorFinder final : public QObject
{
    Q_OBJECT

public:
    //! \a logs must outlive this.
    explicit FirstErrorFinder(LogStreamer &logs, QObject *parent = nullptr);
    ~FirstErrorFinder() override;

    //! The jobs of the run that is shown, as last known.
    void setJobs(const AccountId &account, const QList<Job> &jobs);
    const std::optional<FirstError> &error() const { return m_error; }
    //! The log is on its way: error() may yet come.
    bool isLooking() const { return m_isLooking; }

Q_SIGNALS:
    //! error() or isLooking().
    void changed();

private:
    void look();
    void read();
    void set(std::optional<FirstError> error, bool looking);

    LogStreamer &m_logs;
    AccountId m_account;
    std::optional<Job> m_job; //!< The first that failed.
    std::unique_ptr<LogFile> m_file; //!< While it is being read.
    std::optional<FirstError> m_error;
    bool m_isLooking = false;
};

} // namespace Runlight
