// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/control/requestedmarks.h"

#include "core/base/clock.h"
#include "core/control/commandoutcome.h"

#include <algorithm>

namespace Runlight {

namespace {

// A key that is held down, and the second half of a double click.
constexpr Clock::Milliseconds repeatPause{2000};

} // namespace

RequestedMarks::RequestedMarks(Clock &clock, QObject *parent)
    : QObject(parent)
    , m_clock(clock)
{ }

void RequestedMarks::add(CommandId id, const Command &command)
{
    m_marks[command.runKey()].append({id, command});
    Q_EMIT changed(command.runKey());
}

void RequestedMarks::ended(const CommandStatus &status, int attempt)
{
    const CommandKind kind = status.command.kind;
    const bool nothingToShow =
        status.state == CommandState::Failed || isOfWorkflow(kind) || kind == CommandKind::DeleteLogs;
    const CommandId id = status.id;
    removeIf(status.command.runKey(), [&](Mark &mark) {
        if (mark.id != id)
            return false;
        mark.isDone = true;
        mark.attempt = attempt;
        return nothingToShow || mark.isShown;
    });
    if (status.state == CommandState::Done)
        remember({id, status.command});
    if (nothingToShow)
        return;
    m_clock.singleShot(forceCancelPause, this, [this, id, run = status.command.runKey()] {
        removeIf(run, [id](const Mark &mark) { return mark.id == id; });
    });
}

void RequestedMarks::remember(const Mark &mark)
{
    m_justDone.append(mark);
    m_clock.singleShot(repeatPause, this, [this] { m_justDone.removeFirst(); });
}

void RequestedMarks::seen(const RunChange &change, const std::function<int(CommandId)> &attemptOf)
{
    removeIf(change.key(), [&](Mark &mark) {
        const int attempt = mark.isDone ? mark.attempt : attemptOf(mark.id);
        const bool isReview = mark.command.kind == CommandKind::ReviewDeployments;
        // A run that has come to its end shows all that could be seen of a cancel.
        const bool isOver = change.after.state.isCompleted() && !isRerun(mark.command.kind);
        const bool goesOn = isReview && change.after.state.status != Status::Waiting;
        if (isOver || goesOn || showsEffect(mark.command, attempt, change.after))
            mark.isShown = mark.command.kind != CommandKind::DeleteRun;
        return mark.isDone && mark.isShown;
    });
}

void RequestedMarks::removed(const RunKey &run)
{
    removeIf(run, [](Mark &mark) {
        mark.isShown = true;
        return mark.isDone;
    });
}

void RequestedMarks::deploymentsSeen(const RunKey &run, const QList<PendingDeployment> &pending)
{
    removeIf(run, [&pending](Mark &mark) {
        const bool waits = std::any_of(pending.begin(), pending.end(), [&mark](const PendingDeployment &deployment) {
            return mark.command.environments.contains(deployment.environmentId);
        });
        mark.isShown = mark.isShown || (mark.command.kind == CommandKind::ReviewDeployments && !waits);
        return mark.isDone && mark.isShown;
    });
}

bool RequestedMarks::hasReview(const RunKey &run) const
{
    const QList<Mark> marks = m_marks.value(run);
    return std::any_of(marks.begin(), marks.end(),
                       [](const Mark &mark) { return mark.command.kind == CommandKind::ReviewDeployments; });
}

std::optional<CommandId> RequestedMarks::same(const Command &command) const
{
    const QList<Mark> marks = m_marks.value(command.runKey()) + m_justDone;
    for (const Mark &mark : marks) {
        if (mark.command.isSameAs(command))
            return mark.id;
    }
    return std::nullopt;
}

bool RequestedMarks::hasRerun(const RunKey &run) const
{
    const QList<Mark> marks = m_marks.value(run);
    return std::any_of(marks.begin(), marks.end(), [](const Mark &mark) { return isRerun(mark.command.kind); });
}

std::optional<CommandKind> RequestedMarks::of(const RunKey &run) const
{
    const auto marks = m_marks.constFind(run);
    return marks == m_marks.cend() ? std::nullopt : std::optional(marks->last().command.kind);
}

void RequestedMarks::removeIf(const RunKey &run, const std::function<bool(Mark &)> &isOver)
{
    const auto marks = m_marks.find(run);
    if (marks == m_marks.end())
        return;
    QList<Mark> left;
    for (Mark mark : std::as_const(*marks)) {
        if (!isOver(mark))
            left.append(mark);
    }
    const bool anyRemoved = left.size() < marks->size();
    if (left.isEmpty())
        m_marks.erase(marks);
    else
        *marks = left;
    if (anyRemoved)
        Q_EMIT changed(run);
}

} // namespace Runlight
