// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/commandjob.h"

#include "core/base/clock.h"
#include "core/base/logging.h"
#include "core/control/commandoutcome.h"
#include "core/control/commandrequest.h"
#include "core/github/github.h"
#include "core/store/store.h"

#include <algorithm>
#include <array>

namespace Runlight {

using namespace std::chrono_literals;
using Milliseconds = Clock::Milliseconds;

namespace {

// GitHub may show what it has accepted a moment later, and the network may need a moment to come back.
constexpr std::array<Milliseconds, 4> lookPauses{1s, 3s, 10s, 30s};
// A limit that is hit again and again is another program's doing.
constexpr int mostPauses = 5;

Error commandCancelled()
{
    Error error;
    error.kind = ErrorKind::Cancelled;
    error.message = Control::tr("It was cancelled before it was sent.");
    return error;
}

bool isOfMissingThing(const Error &error)
{
    return error.kind == ErrorKind::RunNotFound || error.kind == ErrorKind::WorkflowNotFound
        || error.kind == ErrorKind::RepositoryNotFound;
}

QString lostMessage(ErrorKind kind, bool isUnclear)
{
    if (kind == ErrorKind::Cancelled)
        return isUnclear ? Control::tr("It was given up after it had been sent. GitHub may do it all the same.")
                         : Control::tr("It was given up in time: GitHub has not done it.");
    return isUnclear ? Control::tr("The answer was lost, and it is not known whether GitHub has done it. Look at the "
                                   "run before you try again.")
                     : Control::tr("The connection was lost, and GitHub has not done it. Try again.");
}

} // namespace

CommandJob::CommandJob(const CommandStatus &status, int attempt, GitHub *github, Store &store, Clock &clock,
                       QObject *parent)
    : QObject(parent)
    , m_status(status)
    , m_attempt(attempt)
    , m_github(github)
    , m_store(store)
    , m_clock(clock)
{ }

void CommandJob::begin()
{
    m_isBegun = true;
    writeDown([this] { send(); });
}

void CommandJob::recover()
{
    m_isBegun = true;
    Error lost;
    lost.kind = ErrorKind::Transport;
    lost.message = Control::tr("Runlight ended before the answer came.");
    lost.outcomeUnknown = true;
    writeDown([this, lost] { lookUp(lost); });
}

void CommandJob::refuse(const Error &error)
{
    m_isBegun = true;
    QMetaObject::invokeMethod(
        this,
        [this, error] {
            if (!m_status.isEnded())
                fail(error);
        },
        Qt::QueuedConnection);
}

void CommandJob::cancel()
{
    if (m_status.isEnded())
        return;
    if (m_isWritingDown)
        m_isGivenUp = true; // What is written down is to be ended there as well.
    else if (m_sent)
        m_sent->cancel();
    else if (m_status.state == CommandState::LookingUp)
        found(CommandFinding::Unclear);
    else
        fail(commandCancelled());
}

//! In the store before it is sent, so that no crash leaves anything done of which there is no record.
void CommandJob::writeDown(std::function<void()> then)
{
    const Command &command = m_status.command;
    CommandRecord record;
    record.account = command.account;
    record.repository = command.repository;
    record.run = command.run;
    record.attempt = m_attempt;
    record.action = commandWord(command.kind);
    record.details = commandDetails(command);
    m_isWritingDown = true;
    m_store.beginCommand(record, this, [this, then = std::move(then)](const Expected<CommandRecord> &begun) {
        m_isWritingDown = false;
        if (begun) {
            m_record = begun->id;
            m_attempt = begun->attempt;
        } else {
            qCWarning(lcMonitor) << "A command is not recorded:" << begun.error().message;
        }
        m_isGivenUp ? fail(commandCancelled()) : then();
    });
}

void CommandJob::send()
{
    m_pausedUntil = {};
    m_sent = sendCommand(*m_github, m_status.command, {this, Priority::Foreground},
                         [this](const Expected<void> &answer) { answered(answer); });
}

void CommandJob::answered(const Expected<void> &answer)
{
    m_sent.clear();
    if (answer)
        end(CommandState::Done, {});
    else if (answer.error().outcomeUnknown)
        lookUp(answer.error());
    else if (!waitsOut(answer.error()))
        fail(answer.error());
}

bool CommandJob::waitsOut(const Error &error)
{
    const bool isLimit = error.kind == ErrorKind::RateLimited || error.kind == ErrorKind::SecondaryRateLimit;
    if (!m_waitsForLimits || !isLimit || !error.retryAt.isValid() || ++m_pauses > mostPauses)
        return false;
    m_pausedUntil = error.retryAt;
    const Milliseconds pause(std::max<qint64>(0, m_clock.now().msecsTo(error.retryAt)));
    m_clock.singleShot(pause, this, [this] {
        if (!m_status.isEnded())
            send();
    });
    Q_EMIT changed();
    return true;
}

void CommandJob::lookUp(const Error &error)
{
    m_lost = error;
    m_status.state = CommandState::LookingUp;
    Q_EMIT changed();
    lookLater();
}

void CommandJob::lookLater()
{
    m_clock.singleShot(lookPauses.at(std::size_t(m_looks)), this, [this] {
        if (m_status.isEnded())
            return;
        lookUpOutcome(*m_github, m_status.command, m_attempt, {this, Priority::Foreground},
                      [this](const Expected<CommandFinding> &finding) { looked(finding); });
    });
}

void CommandJob::looked(const Expected<CommandFinding> &finding)
{
    if (m_status.isEnded())
        return;
    if (!finding && isOfMissingThing(finding.error())) {
        fail(finding.error());
        return;
    }
    const bool isConfirmed = finding && m_seen == *finding && *finding == CommandFinding::NotCarriedOut;
    if (finding)
        m_seen = *finding;
    if (m_seen == CommandFinding::CarriedOut || isConfirmed)
        found(*m_seen);
    else if (++m_looks < int(lookPauses.size()))
        lookLater();
    else
        found(CommandFinding::Unclear);
}

void CommandJob::found(CommandFinding finding)
{
    m_status.finding = finding;
    if (finding == CommandFinding::CarriedOut) {
        end(CommandState::Done, m_lost.message);
        return;
    }
    Error error = m_lost;
    error.outcomeUnknown = finding == CommandFinding::Unclear;
    error.message = lostMessage(m_lost.kind, error.outcomeUnknown);
    fail(error);
}

void CommandJob::fail(const Error &error)
{
    m_status.error = error;
    end(CommandState::Failed, error.message);
}

void CommandJob::end(CommandState state, const QString &message)
{
    m_status.state = state;
    m_status.endedAt = m_clock.now();
    m_pausedUntil = {};
    if (m_record != 0) {
        const QString result = m_status.error ? errorKindName(m_status.error->kind) : QStringLiteral("done");
        m_store.endCommand(m_record, result, message);
    }
    Q_EMIT ended();
}

} // namespace Runlight
