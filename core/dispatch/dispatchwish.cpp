// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/dispatch/dispatchwish.h"

#include "core/base/logging.h"
#include "core/dispatch/dispatcher.h"
#include "core/github/github.h"
#include "core/store/store.h"

namespace Runlight {

namespace {

// Whether the server may have carried it out all the same.
bool leavesOpen(const Error &error)
{
    if (error.httpStatus != 0)
        return error.httpStatus >= 500;
    switch (error.kind) {
    case ErrorKind::Offline:
    case ErrorKind::Timeout:
    case ErrorKind::Transport:
    case ErrorKind::ServiceUnavailable:
    case ErrorKind::Cancelled:
        return true;
    default:
        return false;
    }
}

} // namespace

DispatchWish::DispatchWish(const Means &means, const DispatchRecord &record, QObject *parent)
    : QObject(parent)
    , m_means(means)
    , m_record(record)
{ }

void DispatchWish::claim()
{
    m_means.store.claimDispatch(m_record, Dispatcher::repeatWindow, this, [this](const Expected<DispatchClaim> &claim) {
        if (!claim) {
            Q_EMIT failed(claim.error());
            return;
        }
        m_record = claim->record;
        m_isRepeat = !claim->isNew;
        Q_EMIT claimed(m_isRepeat);
    });
}

void DispatchWish::takeUp()
{
    m_isRepeat = true;
    Q_EMIT claimed(true);
}

void DispatchWish::go(bool maySendAgain)
{
    m_maySendAgain = maySendAgain && m_isRepeat;
    if (!m_isRepeat)
        return send();
    if (m_record.state == DispatchState::Started || m_record.state == DispatchState::Ambiguous) {
        Q_EMIT ended();
        return;
    }
    // Without a reason for its loss it was taken, or is in the dark since the program ended.
    m_wasTaken = m_record.state == DispatchState::NotFound
        || (m_record.state == DispatchState::Searching && m_record.message.isEmpty());
    search(true);
}

void DispatchWish::stop()
{
    m_maySendAgain = false;
    if (m_finder)
        m_finder->stop();
}

void DispatchWish::send()
{
    const WorkflowDispatch dispatch{m_record.workflow, m_record.gitRef, m_record.inputs};
    m_means.github.dispatches.workflow(m_record.ref.repository, dispatch, {this, Priority::Foreground},
                                       [this](const Expected<DispatchedRun> &answer) { sent(answer); });
}

void DispatchWish::sent(const Expected<DispatchedRun> &answer)
{
    m_hasNews = true;
    if (answer && answer->run.isValid()) {
        m_record.run = answer->run;
        become(DispatchState::Started);
    } else if (answer) {
        m_wasTaken = true;
        become(DispatchState::Searching);
        search(false);
    } else if (leavesOpen(answer.error())) {
        become(DispatchState::Searching, answer.error().message);
        search(false);
    } else {
        m_error = answer.error();
        m_record.httpStatus = m_error->httpStatus;
        become(DispatchState::Refused, m_error->message);
    }
}

void DispatchWish::search(bool isOld)
{
    m_finder = new RunFinder(m_means.github, m_means.store, m_means.clock, m_record, m_means.login, isOld, this);
    connect(m_finder, &RunFinder::finished, this, &DispatchWish::found);
    m_finder->start();
}

void DispatchWish::found(const RunFinder::Outcome &outcome)
{
    m_finder->deleteLater();
    m_finder = nullptr;
    const DispatchState before = m_record.state;
    if (outcome.candidates.size() == 1) {
        m_record.run = outcome.candidates.first();
        m_hasNews = true;
        become(DispatchState::Started);
    } else if (!outcome.candidates.isEmpty()) {
        m_record.candidates = outcome.candidates;
        m_hasNews = true;
        become(DispatchState::Ambiguous);
    } else if (m_wasTaken) {
        m_hasNews = m_hasNews || before != DispatchState::NotFound;
        become(DispatchState::NotFound);
    } else if (m_maySendAgain && outcome.hasLooked) {
        sendAgain();
    } else {
        m_hasNews = m_hasNews || before != DispatchState::Lost;
        become(DispatchState::Lost, m_record.message);
    }
}

void DispatchWish::sendAgain()
{
    m_maySendAgain = false;
    m_isRepeat = false;
    m_record.askedAt = m_means.clock.now();
    m_record.state = DispatchState::Sending;
    m_record.message.clear();
    m_means.store.saveDispatch(m_record, this, [this](const Expected<bool> &saved) {
        if (saved)
            send();
        else
            Q_EMIT failed(saved.error());
    });
}

void DispatchWish::become(DispatchState state, const QString &message)
{
    m_record.state = state;
    m_record.message = message;
    m_means.store.saveDispatch(m_record, this, [](const Expected<bool> &saved) {
        // The store tells of its own trouble; what it could not keep would be looked for again.
        if (!saved)
            qCWarning(lcStore, "A dispatch is not written down: %s", qPrintable(saved.error().message));
    });
    // Whoever hears of it may end everything.
    const QPointer<DispatchWish> self(this);
    Q_EMIT changed();
    if (self && m_record.isOver())
        Q_EMIT ended();
}

} // namespace Runlight
