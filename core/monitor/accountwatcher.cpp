// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/monitor/accountwatcher.h"

#include "core/github/github.h"

namespace Runlight {

namespace {

constexpr int LimitWithToken = 5000;
constexpr int LimitWithoutToken = 60;

//! Trouble with the host or the sign-in as a whole, not with what was asked for.
bool isOfHost(ErrorKind kind)
{
    return kind == ErrorKind::Offline || kind == ErrorKind::Tls;
}

} // namespace

AccountWatcher::AccountWatcher(const Account &account, GitHub &github, Clock &clock, double budgetShare,
                               QObject *parent)
    : QObject(parent)
    , m_account(account)
    , m_github(github)
    , m_queue(github.client, clock, budgetShare, account.login.isEmpty() ? LimitWithoutToken : LimitWithToken)
{
    connect(&github.client, &ApiClient::rateLimitChanged, this, &AccountWatcher::statusChanged);
    connect(&github.client, &ApiClient::unauthorized, this, [this](const Error &error) { answered(error); });
}

AccountStatus AccountWatcher::status() const
{
    return {m_account, m_github.client.rateLimit(), m_github.client.limitedUntil(), m_error};
}

bool AccountWatcher::concerns(const Run &run) const
{
    const auto isOurs = [this](const User &user) {
        return user.login.compare(m_account.login, Qt::CaseInsensitive) == 0;
    };
    return !m_account.login.isEmpty() && (isOurs(run.actor) || isOurs(run.triggeringActor));
}

bool AccountWatcher::isOffline() const
{
    return m_error && m_error->kind == ErrorKind::Offline;
}

void AccountWatcher::answered(const std::optional<Error> &error)
{
    if (error && error->kind == ErrorKind::Cancelled)
        return;
    if (error && isOfHost(error->kind)) {
        m_queue.unreachable();
        return setError(error);
    }
    if (error && error->kind == ErrorKind::Unauthorized) {
        m_queue.setStopped(true);
        return setError(error);
    }
    // A refused sign-in stays refused until something is answered with it.
    if (error && m_error && m_error->kind == ErrorKind::Unauthorized)
        return;
    const bool wasAway = !m_queue.isReachable();
    m_queue.setStopped(false);
    m_queue.reachable();
    setError(std::nullopt);
    if (wasAway)
        Q_EMIT cameBack();
}

void AccountWatcher::tryAgain()
{
    m_queue.reachable();
}

void AccountWatcher::setError(const std::optional<Error> &error)
{
    if (m_error == error)
        return;
    m_error = error;
    Q_EMIT statusChanged();
}

} // namespace Runlight
