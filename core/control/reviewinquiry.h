// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/expected.h"
#include "core/github/types/deployment.h"
#include "core/github/types/deploymentrecord.h"
#include "core/github/types/reponame.h"

#include <QHash>
#include <QObject>
#include <QStringList>

#include <optional>

namespace Runlight {

class GitHub;

//! What is known of the last deployment that succeeded in an environment.
struct LastDeployment
{
    enum class Knowledge {
        Asking,
        Unknown, //!< GitHub did not say: no permission, no connection, or it lies too far back.
        Never, //!< Nothing was ever deployed there.
        Known,
    };

    Knowledge knowledge = Knowledge::Asking;
    QString sha;
    QDateTime at; //!< UTC. When it succeeded.
    std::optional<CommitComparison> since; //!< What the run's commit has that it has not; nothing: not known (yet).

    friend bool operator==(const LastDeployment &, const LastDeployment &) = default;
};

//! What one wants to know before deciding about deployments of a run, asked while somebody looks: who decided what
//! before, and since which commit each environment was not deployed to. The last deployment is GitHub's own record of
//! it with a status of success, whoever made it. Nothing here is needed to decide: whatever fails is not known. Asks
//! one thing after another, in the foreground, and nothing any more once it is deleted. On the GUI thread.
class ReviewInquiry : public QObject
{
    Q_OBJECT

public:
    //! Without \a github, which must outlive this, nothing is known.
    ReviewInquiry(GitHub *github, const RepoName &repository, RunId run, QObject *parent = nullptr);

    //! Asks (again) who decided what.
    void askHistory();
    //! Asks of each of \a environments what was not asked yet, for the run's commit \a headSha. At most as many as a
    //! person decides about by hand; the rest is Unknown.
    void askDeployments(const QString &headSha, const QStringList &environments);

    //! In GitHub's order; nothing: not known (yet).
    const std::optional<QList<DeploymentReview>> &history() const { return m_history; }
    bool isAskingHistory() const { return m_isAskingHistory; }
    LastDeployment last(const QString &environment) const { return m_last.value(environment); }

Q_SIGNALS:
    //! history() or last() has changed.
    void changed();

private:
    void next();
    void askStatus();
    void compare(LastDeployment last);
    void settle(const LastDeployment &last);

    GitHub *m_github;
    RepoName m_repository;
    RunId m_run;
    QString m_headSha;
    std::optional<QList<DeploymentReview>> m_history;
    QHash<QString, LastDeployment> m_last;
    QHash<QString, CommitComparison> m_compared; //!< By the base's sha.
    QStringList m_waiting; //!< Environments; the first is being asked about.
    QList<DeploymentRecord> m_records; //!< Of the first; newest first, those that did not succeed taken away.
    int m_asked = 0;
    bool m_isAskingHistory = false;
    bool m_isAsking = false;
    bool m_hasMore = false; //!< There are older records than those that were asked for.
};

} // namespace Runlight
