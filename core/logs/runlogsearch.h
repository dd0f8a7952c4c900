// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/error.h"
#include "core/logs/linenumber.h"
#include "core/logs/logpattern.h"
#include "core/logs/piecejob.h"

#include <QList>
#include <QObject>

#include <memory>
#include <optional>
#include <vector>

namespace Runlight {

//! One of several logs to search.
struct SearchedLog
{
    qint64 id = 0; //!< The caller's own, such as a job's.
    QString path;
};

//! A matching line, for a list of results.
struct FoundText
{
    LineNumber line;
    QString text; //!< As it is shown; of a long one a part with the first match in it, after "…".
};

//! What one log holds of a pattern.
struct LogResult
{
    qint64 id = 0;
    qint64 matchCount = 0; //!< Lines.
    qint64 untoldLines = 0; //!< Left out, since the pattern takes too long on them.
    std::vector<FoundText> first; //!< The first matching lines.
    std::optional<Error> error; //!< The log can't be read; nothing else is known then.
};

//! Searches several logs for one pattern, such as all jobs of a run, on the global thread pool: each on one thread, and
//! several at a time. Lives on the GUI thread.
class RunLogSearch : public QObject
{
    Q_OBJECT

public:
    //! Begins at once; signals come from the event loop only. Up to \a mostTexts lines of each log are kept.
    RunLogSearch(const QList<SearchedLog> &logs, std::shared_ptr<const LogPattern> pattern, int mostTexts,
                 QObject *parent = nullptr);
    //! Does not wait for the search.
    ~RunLogSearch() override;

    //! Of the logs searched so far, in the order they were given in.
    const std::vector<LogResult> &results() const { return m_results; }
    //! Matching lines in all of them.
    qint64 matchCount() const { return m_matchCount; }
    bool isComplete() const { return m_isComplete; }

    //! Stops where it is; isComplete() stays false.
    void cancel();

Q_SIGNALS:
    //! One more of results().
    void found(const Runlight::LogResult &result);
    void completed();

private:
    void take(LogResult result, qsizetype logs);
    void finish();

    std::shared_ptr<PieceJob<LogResult>> m_job; //!< While searching.
    std::vector<LogResult> m_results;
    qint64 m_matchCount = 0;
    bool m_isComplete = false;
};

} // namespace Runlight
