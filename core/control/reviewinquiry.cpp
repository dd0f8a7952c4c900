// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/reviewinquiry.h"

#include "core/github/github.h"

#include <algorithm>

namespace Runlight {

namespace {

// Each environment takes about four requests.
constexpr int mostEnvironments = 20;
// Deployments that wait, failed or were refused stand before the last good one; each costs a request.
constexpr int mostRecords = 6;

} // namespace

ReviewInquiry::ReviewInquiry(GitHub *github, const RepoName &repository, RunId run, QObject *parent)
    : QObject(parent)
    , m_github(github)
    , m_repository(repository)
    , m_run(run)
{ }

void ReviewInquiry::askHistory()
{
    if (!m_github || m_isAskingHistory)
        return;
    m_isAskingHistory = true;
    m_github->actions.approvals(m_repository, m_run, {this, Priority::Foreground},
                                [this](const Expected<QList<DeploymentReview>> &history) {
                                    m_isAskingHistory = false;
                                    if (history)
                                        m_history = *history;
                                    Q_EMIT changed();
                                });
}

void ReviewInquiry::askDeployments(const QString &headSha, const QStringList &environments)
{
    m_headSha = headSha;
    for (const QString &environment : environments) {
        if (m_last.contains(environment))
            continue;
        const bool isAsked = m_github && !headSha.isEmpty() && m_asked < mostEnvironments;
        m_last[environment].knowledge =
            isAsked ? LastDeployment::Knowledge::Asking : LastDeployment::Knowledge::Unknown;
        if (!isAsked)
            continue;
        ++m_asked;
        m_waiting.append(environment);
    }
    next();
}

void ReviewInquiry::next()
{
    if (m_isAsking || m_waiting.isEmpty())
        return;
    m_isAsking = true;
    m_github->deployments.records(m_repository, m_waiting.first(), {mostRecords}, {this, Priority::Foreground},
                                  [this](const Expected<Page<DeploymentRecord>> &page) {
                                      m_hasMore = page && !page->next.isEmpty();
                                      if (!page) {
                                          settle({LastDeployment::Knowledge::Unknown, {}, {}, {}});
                                          return;
                                      }
                                      m_records = page->items;
                                      askStatus();
                                  });
}

void ReviewInquiry::askStatus()
{
    if (m_records.isEmpty()) {
        using Knowledge = LastDeployment::Knowledge;
        settle({m_hasMore ? Knowledge::Unknown : Knowledge::Never, {}, {}, {}});
        return;
    }
    m_github->deployments.statuses(
        m_repository, m_records.first().id, {this, Priority::Foreground},
        [this](const Expected<QList<DeploymentStatus>> &statuses) {
            if (!statuses) {
                settle({LastDeployment::Knowledge::Unknown, {}, {}, {}});
                return;
            }
            // One that was replaced since is inactive, and was a success before.
            const auto success = std::find_if(statuses->begin(), statuses->end(), [](const DeploymentStatus &status) {
                return status.state == QLatin1String("success");
            });
            const DeploymentRecord record = m_records.takeFirst();
            if (success == statuses->end())
                askStatus();
            else
                compare({LastDeployment::Knowledge::Known, record.sha, success->createdAt, {}});
        });
}

void ReviewInquiry::compare(LastDeployment last)
{
    const auto known = m_compared.constFind(last.sha);
    if (last.sha == m_headSha || known != m_compared.cend()) {
        last.since = last.sha == m_headSha ? CommitComparison() : *known;
        settle(last);
        return;
    }
    m_last[m_waiting.first()] = last;
    Q_EMIT changed();
    m_github->deployments.compare(m_repository, last.sha, m_headSha, {this, Priority::Foreground},
                                  [this, last](const Expected<CommitComparison> &since) {
                                      LastDeployment compared = last;
                                      if (since) {
                                          compared.since = *since;
                                          m_compared.insert(last.sha, *since);
                                      }
                                      settle(compared);
                                  });
}

void ReviewInquiry::settle(const LastDeployment &last)
{
    m_isAsking = false;
    m_last[m_waiting.takeFirst()] = last;
    next();
    Q_EMIT changed();
}

} // namespace Runlight
