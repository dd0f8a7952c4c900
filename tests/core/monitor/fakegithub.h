// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/github/types/run.h"
#include "tests/support/fakenetwork.h"

#include <QJsonObject>
#include <QMap>

#include <functional>
#include <optional>

namespace Runlight {

//! Just enough of GitHub to be polled: runs, jobs and what hangs on a run, with paging, ETags and a rate limit.
//! Faithful where polling depends on it, and told by the test what happens when.
class FakeGitHub
{
public:
    struct FakeJob
    {
        qint64 id = 0;
        QString status;
        QString conclusion;
        int steps = 0; //!< Finished ones: grows as the job goes on.
        int attempt = 1;
    };
    struct FakeRun
    {
        qint64 id = 0;
        QString status;
        QString conclusion;
        QString actor = QStringLiteral("octocat");
        QDateTime createdAt;
        QDateTime updatedAt;
        int attempt = 1;
        QList<FakeJob> jobs;
        QStringList artifacts;
        QStringList waitsFor; //!< Environments.
    };
    //! Answers instead of us where it wants to.
    using Fault = std::function<std::optional<FakeAnswer>(const FakeRequest &)>;

    explicit FakeGitHub(Clock &clock);

    FakeAnswer answer(const FakeRequest &request);

    //! A new run, the newest of \a repository ("o/r").
    FakeRun &addRun(const QString &repository, const QString &status, const QString &conclusion = {});
    //! A run of the past, finished \a age ago.
    FakeRun &addOldRun(const QString &repository, std::chrono::milliseconds age);
    //! The run with \a id, wherever it is. It must exist.
    FakeRun &run(qint64 id);
    //! Moves the run on, now.
    void move(qint64 id, const QString &status, const QString &conclusion = {});
    void rerun(qint64 id);
    void removeRun(qint64 id);

    void setFault(Fault fault) { m_fault = std::move(fault); }
    void setHourlyLimit(int limit) { m_limit = limit; }
    //! Makes every run in a list \a bytes larger, by fields that nobody reads.
    void setBallast(int bytes) { m_ballast = bytes; }

    //! How often a path that contains \a part was asked for since the last forgetRequests().
    int requests(const QString &part = {}) const;
    //! The same, without those answered "not modified".
    int counted(const QString &part = {}) const;
    void forgetRequests() { m_seen.clear(); }

private:
    struct Seen
    {
        QString path;
        bool isCounted = true;
    };

    FakeAnswer resource(const QString &path, const QUrlQuery &query);
    FakeAnswer runResource(const QString &repository, const FakeRun &run, const QString &rest);
    FakeAnswer runList(const QString &repository, const QUrlQuery &query);
    void addLimits(FakeAnswer &answer, bool isCounted);

    Clock &m_clock;
    QMap<QString, QList<FakeRun>> m_runs; //!< By repository, newest first.
    Fault m_fault;
    QList<Seen> m_seen;
    qint64 m_lastId = 1000;
    int m_limit = 5000;
    int m_used = 0;
    int m_ballast = 0;
    QDateTime m_resetAt;
};

} // namespace Runlight
