// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/runcommands.h"

#include "ui/run/runview.h"
#include "ui/runs/runspane.h"
#include "ui/shell/commandtexts.h"
#include "ui/shell/links.h"
#include "ui/shell/runactions.h"
#include "ui/shell/trouble.h"

#include <QAction>
#include <QApplication>

#include <utility>

namespace Runlight {

RunCommands::RunCommands(Control &control, RunActions &actions, RunsPane &runs, RunView &view, QObject *parent)
    : QObject(parent)
    , m_control(control)
    , m_actions(actions)
    , m_runs(runs)
    , m_view(view)
{
    connectActions();
    connectBar(view.noticeBar(), m_runTalk);
    connectBar(runs.noticeBar(), m_bulkTalk);
    connect(&control, &Control::finished, this, &RunCommands::take);
    connect(&control, &Control::requestedChanged, this, [this](const RunKey &run) {
        // Whoever asked for it: what became of what was asked for before is of no interest any more.
        if (m_control.requested(run) && m_ended.remove(run))
            showTalk();
        mark(run);
    });
    connect(&control, &Control::bulkChanged, this, [this](BulkId id) {
        if (m_bulk && m_bulk->id == id)
            showBulk();
    });
    connect(&control, &Control::pendingRerunsChanged, this, [this] {
        QSet<RunKey> marked = std::exchange(m_marked, {});
        for (const PendingRerun &rerun : m_control.pendingReruns())
            m_marked.insert(rerun.run);
        for (const RunKey &run : marked.unite(m_marked))
            mark(run);
        showTalk();
    });
}

void RunCommands::connectActions()
{
    const auto on = [this](QAction *action, CommandKind kind, bool debugLogging = false) {
        connect(action, &QAction::triggered, this, [this, kind, debugLogging] { request(kind, debugLogging); });
    };
    on(m_actions.rerunFailed, CommandKind::RerunFailed);
    on(m_actions.rerunAll, CommandKind::RerunAll);
    on(m_actions.rerunFailedWithDebug, CommandKind::RerunFailed, true);
    on(m_actions.rerunAllWithDebug, CommandKind::RerunAll, true);
    on(m_actions.rerunJob, CommandKind::RerunJob);
    on(m_actions.cancel, CommandKind::Cancel);
    on(m_actions.forceCancel, CommandKind::ForceCancel);
    on(m_actions.deleteLogs, CommandKind::DeleteLogs);
    on(m_actions.deleteRun, CommandKind::DeleteRun);
    on(m_actions.enableWorkflow, CommandKind::EnableWorkflow);
    on(m_actions.disableWorkflow, CommandKind::DisableWorkflow);
    connect(m_actions.approve, &QAction::triggered, this, [this] { requestReview(true); });
    connect(m_actions.reject, &QAction::triggered, this, [this] { requestReview(false); });
    connect(m_actions.download, &QAction::triggered, this, [this] {
        if (!m_actions.runs().isEmpty())
            Q_EMIT downloadRequested(m_actions.runs().first());
    });
}

//! \a talk changes under the buttons: what they do is looked up when they are pressed.
void RunCommands::connectBar(InlineBar &bar, const Talk &talk)
{
    const auto call = [](const std::function<void()> &what) {
        if (const auto copy = what) // which may replace the talk that it is part of
            copy();
    };
    connect(&bar, &InlineBar::primaryTriggered, this, [&talk, call] { call(talk.primary); });
    connect(&bar, &InlineBar::secondaryTriggered, this, [&talk, call] { call(talk.secondary); });
    connect(&bar, &InlineBar::closed, this, [&talk, call] { call(talk.closed); });
}

void RunCommands::setShown(const std::optional<RunKey> &shown)
{
    if (shown == m_shown)
        return;
    m_shown = shown;
    m_question.reset();
    m_view.setRequested(shown ? requestedOf(*shown) : QString());
    showTalk();
}

void RunCommands::request(CommandKind kind, bool debugLogging)
{
    if (m_actions.isAboutMany()) {
        requestMany(kind);
        return;
    }
    if (m_actions.runs().isEmpty())
        return;
    const RunKey run = m_actions.runs().first();
    auto command = m_actions.commandFor(kind, run);
    if (!command)
        return;
    command->debugLogging = debugLogging;
    if (kind == CommandKind::RerunFailed && m_actions.availability(kind, run).when == Availability::When::WhenFinished)
        m_control.rerunFailedWhenFinished(run, command->repository, m_actions.factsOf(run).run.attempt, debugLogging);
    else if (isAskedFirst(kind, false))
        ask(*command);
    else
        start(*command);
}

void RunCommands::requestReview(bool approve)
{
    if (!m_actions.runs().isEmpty())
        Q_EMIT reviewRequested(m_actions.runs().first(), approve);
}

void RunCommands::ask(const Command &command)
{
    const RunKey run = command.runKey();
    if (run != m_shown)
        return; // there is no bar of it
    const RunDetails details = m_view.details().run.id == run.run ? m_view.details() : RunDetails();
    const auto no = [this] {
        m_question.reset();
        showTalk();
        giveFocusBack();
    };
    const auto yes = [this, command, no] {
        no();
        start(command);
    };
    keepFocus();
    m_question = {command, {questionAbout(command.kind, m_actions.nameOf(run), details), yes, no, no}};
    showTalk();
    m_view.noticeBar().focusButton();
}

void RunCommands::start(const Command &command)
{
    m_ended.remove(command.runKey());
    m_refused.remove(command.runKey());
    m_control.start(command);
    mark(command.runKey());
    showTalk();
}

void RunCommands::requestMany(CommandKind kind)
{
    const QList<Command> commands = m_actions.possible(kind);
    if (commands.isEmpty())
        return;
    if (isAskedFirst(kind, true))
        askMany(kind, commands);
    else
        startMany(kind, commands);
}

void RunCommands::askMany(CommandKind kind, const QList<Command> &commands)
{
    QStringList names;
    for (const Command &command : commands)
        names += m_actions.nameOf(command.runKey());
    const auto no = [this] {
        m_bulkQuestion.reset();
        showBulk();
        giveFocusBack();
    };
    const auto yes = [this, kind, commands, no] {
        no();
        startMany(kind, commands);
    };
    keepFocus();
    const auto left = int(m_actions.runs().size() - commands.size());
    m_bulkQuestion = {questionAboutMany(kind, names, left), yes, no, no};
    showBulk();
    m_runs.noticeBar().focusButton();
}

void RunCommands::startMany(CommandKind kind, const QList<Command> &commands)
{
    forgetBulk();
    for (const Command &command : commands)
        m_ended.remove(command.runKey());
    m_bulk = {kind, m_control.startAll(commands)};
    for (const Command &command : commands)
        mark(command.runKey());
    showBulk();
    showTalk();
}

//! What the last bulk left in rows and bar.
void RunCommands::forgetBulk()
{
    m_bulk.reset();
    const QHash<RunKey, QString> refused = std::exchange(m_refused, {});
    for (auto each = refused.begin(); each != refused.end(); ++each)
        mark(each.key());
}

void RunCommands::take(const CommandStatus &status)
{
    const RunKey run = isOfWorkflow(status.command.kind) && m_shown ? *m_shown : status.command.runKey();
    const auto bulk = m_bulk ? m_control.bulkStatus(m_bulk->id) : std::nullopt;
    const bool isOfBulk = bulk && bulk->commands.contains(status.id);
    if (isOfBulk && status.state == CommandState::Failed)
        m_refused.insert(run, failureNote(status.command.kind));
    else if (!isOfBulk && (status.state == CommandState::Failed || !successText(status.command.kind).isEmpty()))
        m_ended.insert(run, status);
    mark(run);
    showTalk();
    if (isOfBulk)
        showBulk();
}

//! In header and row, at once: what was asked for, or that it was refused.
void RunCommands::mark(const RunKey &run)
{
    const QString note = noteOf(run);
    m_runs.setNote(run, note);
    if (run == m_shown)
        m_view.setRequested(requestedOf(run));
}

QString RunCommands::requestedOf(const RunKey &run) const
{
    if (const auto requested = m_control.requested(run))
        return requestedText(*requested);
    return m_control.pendingRerun(run) ? tr("re-run when it finishes") : QString();
}

QString RunCommands::noteOf(const RunKey &run) const
{
    if (m_control.requested(run))
        return requestedOf(run);
    if (m_refused.contains(run))
        return m_refused[run];
    const auto ended = m_ended.constFind(run);
    if (ended != m_ended.constEnd() && ended->state == CommandState::Failed)
        return failureNote(ended->command.kind);
    return requestedOf(run);
}

void RunCommands::showTalk()
{
    const std::optional<Talk> talk = m_shown ? talkOf(*m_shown) : std::nullopt;
    m_runTalk = talk.value_or(Talk());
    m_view.noticeBar().tell(talk ? std::optional(talk->notice) : std::nullopt);
}

std::optional<RunCommands::Talk> RunCommands::talkOf(const RunKey &run)
{
    if (m_question)
        return m_question->talk;
    if (const auto ended = m_ended.constFind(run); ended != m_ended.constEnd())
        return ended->state == CommandState::Failed ? refusal(*ended) : success(*ended);
    if (const auto rerun = m_control.pendingRerun(run))
        return pending(*rerun);
    return {};
}

RunCommands::Talk RunCommands::refusal(const CommandStatus &status)
{
    return {refusalNotice(status),
            [this, status] { mend(status); },
            {},
            [this, run = *m_shown] {
                forget(run);
            }};
}

RunCommands::Talk RunCommands::success(const CommandStatus &status)
{
    InlineBar::Notice notice;
    notice.headline = successText(status.command.kind);
    notice.closable = true;
    return {notice, {}, {}, [this, run = *m_shown] {
                forget(run);
            }};
}

//! The user has read what became of the last command of \a run.
void RunCommands::forget(const RunKey &run)
{
    m_ended.remove(run);
    mark(run);
    showTalk();
}

RunCommands::Talk RunCommands::pending(const PendingRerun &rerun)
{
    InlineBar::Notice notice;
    notice.headline = tr("The failed jobs will be re-run when this run finishes");
    notice.detail = rerun.debugLogging ? tr("With debug logging. Runlight has to be running then.")
                                       : tr("Runlight has to be running then.");
    if (!rerun.isSending)
        notice.secondary = tr("Don't re-run");
    return {notice, {}, [this, run = rerun.run] { m_control.cancelRerunWhenFinished(run); }, {}};
}

void RunCommands::mend(const CommandStatus &status)
{
    const Command &command = status.command;
    const RunKey run = command.runKey();
    switch (mendOf(status)) {
    case CommandMend::None:
        break;
    case CommandMend::TryAgain:
        start(command);
        break;
    case CommandMend::WhenFinished:
        m_ended.remove(run);
        m_control.rerunFailedWhenFinished(run, command.repository, m_actions.factsOf(run).run.attempt,
                                          command.debugLogging);
        showTalk();
        break;
    case CommandMend::OpenTokens: {
        const QString host = hostOf(command.account);
        Q_EMIT openUrlRequested(QUrl(QStringLiteral("https://%1/settings/tokens").arg(host)), host);
        break;
    }
    }
}

void RunCommands::showBulk()
{
    const auto status = m_bulk ? m_control.bulkStatus(m_bulk->id) : std::nullopt;
    std::optional<Talk> talk = m_bulkQuestion;
    if (!talk && status)
        talk = bulkTalk(*status);
    m_bulkTalk = talk.value_or(Talk());
    m_runs.noticeBar().tell(talk ? std::optional(talk->notice) : std::nullopt);
}

RunCommands::Talk RunCommands::bulkTalk(const BulkStatus &status)
{
    QStringList failures;
    QList<Command> failed;
    for (const CommandId id : status.commands) {
        const auto each = m_control.status(id);
        if (!each || each->state != CommandState::Failed)
            continue;
        failed.append(each->command);
        failures += tr("%1: %2", "a run, and why it was refused")
                        .arg(m_actions.nameOf(each->command.runKey()),
                             each->error ? wordsOf(*each->error, adviceFor(*each)) : QString());
    }
    const auto again = [this, kind = m_bulk->kind, failed] {
        startMany(kind, failed);
    };
    const auto close = [this] {
        forgetBulk();
        showBulk();
    };
    return {bulkNotice(m_bulk->kind, status, failures), again, [this, id = status.id] { m_control.cancelBulk(id); },
            close};
}

void RunCommands::keepFocus()
{
    if (!m_question && !m_bulkQuestion)
        m_focusBefore = QApplication::focusWidget();
}

void RunCommands::giveFocusBack()
{
    if (m_focusBefore && m_focusBefore->isVisible())
        m_focusBefore->setFocus(Qt::OtherFocusReason);
}

} // namespace Runlight
