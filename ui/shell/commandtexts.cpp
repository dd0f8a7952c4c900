// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/shell/commandtexts.h"

#include "ui/shell/statustexts.h"
#include "ui/shell/trouble.h"

#include <QCoreApplication>

namespace Runlight {

namespace {

struct CommandTexts
{
    Q_DECLARE_TR_FUNCTIONS(Runlight::CommandTexts)
};

// More would push away what they are about.
constexpr int shownNames = 5;

bool mayPass(ErrorKind kind)
{
    switch (kind) {
    case ErrorKind::RateLimited:
    case ErrorKind::SecondaryRateLimit:
    case ErrorKind::ServiceUnavailable:
    case ErrorKind::Timeout:
    case ErrorKind::Cancelled:
    case ErrorKind::Offline:
    case ErrorKind::Transport:
        return true;
    default:
        return false;
    }
}

//! The first of \a lines, one each, and how many more there are.
QString listed(const QStringList &lines)
{
    const int more = int(lines.size()) - shownNames;
    QStringList shown = lines.mid(0, shownNames);
    if (more > 0)
        shown += CommandTexts::tr("and %n more", "lines of a list", more);
    return shown.join(QLatin1Char('\n'));
}

QString withLeft(const QString &text, int left)
{
    return left == 0
        ? text
        : CommandTexts::tr("%1\n%2", "what will happen, then what will not")
              .arg(text, CommandTexts::tr("It is not possible for %n other(s) that you selected.", nullptr, left));
}

QString doneText(CommandKind kind, int done, int total)
{
    const auto text = [kind, total] {
        switch (kind) {
        case CommandKind::Cancel:
            return CommandTexts::tr("%1 of %n run(s) cancelled", nullptr, total);
        case CommandKind::DeleteRun:
            return CommandTexts::tr("%1 of %n run(s) deleted", nullptr, total);
        default:
            return CommandTexts::tr("%1 of %n run(s) started again", nullptr, total);
        }
    };
    return text().arg(done);
}

} // namespace

QString requestedText(CommandKind kind)
{
    switch (kind) {
    case CommandKind::RerunAll:
    case CommandKind::RerunFailed:
    case CommandKind::RerunJob:
        return CommandTexts::tr("re-run requested");
    case CommandKind::Cancel:
        return CommandTexts::tr("cancel requested");
    case CommandKind::ForceCancel:
        return CommandTexts::tr("force-cancel requested");
    case CommandKind::DeleteRun:
        return CommandTexts::tr("deletion requested");
    case CommandKind::DeleteLogs:
        return CommandTexts::tr("deletion of its logs requested");
    case CommandKind::ApproveRun:
        return CommandTexts::tr("approval requested");
    case CommandKind::ReviewDeployments:
        return CommandTexts::tr("review sent");
    case CommandKind::EnableWorkflow:
    case CommandKind::DisableWorkflow:
        break;
    }
    return {};
}

QString failureText(CommandKind kind)
{
    switch (kind) {
    case CommandKind::RerunAll:
        return CommandTexts::tr("The run was not started again");
    case CommandKind::RerunFailed:
        return CommandTexts::tr("The failed jobs were not started again");
    case CommandKind::RerunJob:
        return CommandTexts::tr("The job was not started again");
    case CommandKind::Cancel:
        return CommandTexts::tr("The run was not cancelled");
    case CommandKind::ForceCancel:
        return CommandTexts::tr("The run was not force-cancelled");
    case CommandKind::DeleteRun:
        return CommandTexts::tr("The run was not deleted");
    case CommandKind::DeleteLogs:
        return CommandTexts::tr("The logs were not deleted");
    case CommandKind::ApproveRun:
        return CommandTexts::tr("The run was not approved");
    case CommandKind::ReviewDeployments:
        return CommandTexts::tr("The review was not taken");
    case CommandKind::EnableWorkflow:
        return CommandTexts::tr("The workflow was not enabled");
    case CommandKind::DisableWorkflow:
        return CommandTexts::tr("The workflow was not disabled");
    }
    return {};
}

QString failureNote(CommandKind kind)
{
    switch (kind) {
    case CommandKind::Cancel:
    case CommandKind::ForceCancel:
        return CommandTexts::tr("not cancelled");
    case CommandKind::DeleteRun:
        return CommandTexts::tr("not deleted");
    case CommandKind::DeleteLogs:
        return CommandTexts::tr("logs not deleted");
    case CommandKind::ApproveRun:
    case CommandKind::ReviewDeployments:
        return CommandTexts::tr("not approved");
    case CommandKind::EnableWorkflow:
    case CommandKind::DisableWorkflow:
        return CommandTexts::tr("workflow not changed");
    default:
        return CommandTexts::tr("not started again");
    }
}

QString successText(CommandKind kind)
{
    switch (kind) {
    case CommandKind::DeleteLogs:
        return CommandTexts::tr("The logs were deleted");
    case CommandKind::EnableWorkflow:
        return CommandTexts::tr("The workflow is enabled");
    case CommandKind::DisableWorkflow:
        return CommandTexts::tr("The workflow is disabled");
    default:
        return {};
    }
}

CommandMend mendOf(const CommandStatus &status)
{
    const ErrorKind kind = status.error ? status.error->kind : ErrorKind::Internal;
    if (kind == ErrorKind::RunInProgress && isRerun(status.command.kind))
        return CommandMend::WhenFinished;
    if (kind == ErrorKind::AccessDenied || kind == ErrorKind::Unauthorized)
        return CommandMend::OpenTokens;
    return mayPass(kind) ? CommandMend::TryAgain : CommandMend::None;
}

InlineBar::Notice refusalNotice(const CommandStatus &status)
{
    InlineBar::Notice notice;
    notice.kind = InlineBar::Kind::Error;
    notice.closable = true;
    notice.headline = failureText(status.command.kind);
    if (status.error)
        notice.detail = wordsOf(*status.error, adviceFor(status));
    if (status.finding == CommandFinding::Unclear)
        notice.headline = CommandTexts::tr("It is not known whether GitHub did what you asked for");
    switch (mendOf(status)) {
    case CommandMend::None:
        break;
    case CommandMend::TryAgain:
        notice.primary = CommandTexts::tr("Try again");
        break;
    case CommandMend::WhenFinished:
        notice.kind = InlineBar::Kind::Warning;
        notice.primary = CommandTexts::tr("Re-run failed when it finishes");
        break;
    case CommandMend::OpenTokens:
        notice.primary = CommandTexts::tr("Open token settings");
        break;
    }
    return notice;
}

bool isAskedFirst(CommandKind kind, bool many)
{
    return kind == CommandKind::DeleteRun || kind == CommandKind::DeleteLogs || (many && kind == CommandKind::Cancel);
}

InlineBar::Notice questionAbout(CommandKind kind, const QString &name, const RunDetails &details)
{
    InlineBar::Notice notice;
    notice.kind = InlineBar::Kind::Warning;
    notice.secondary = CommandTexts::tr("Keep");
    const QString artifacts = CommandTexts::tr("%n artifact(s)", nullptr, int(details.artifacts.size()));
    const QString jobs = CommandTexts::tr("%n job(s)", nullptr, int(details.jobs.size()));
    switch (kind) {
    case CommandKind::DeleteLogs:
        notice.headline = CommandTexts::tr("Delete the logs of %1?").arg(name);
        notice.detail = CommandTexts::tr("The logs of all its attempts (%1 in the latest) are lost for good. The run "
                                         "itself stays.")
                            .arg(jobs);
        notice.primary = CommandTexts::tr("Delete logs");
        break;
    default:
        notice.headline = CommandTexts::tr("Delete %1?").arg(name);
        notice.detail = details.artifacts.isEmpty()
            ? CommandTexts::tr("The run is lost for good, with %1 and their logs.").arg(jobs)
            : CommandTexts::tr("The run is lost for good, with %1, their logs, and %2.").arg(jobs, artifacts);
        notice.primary = CommandTexts::tr("Delete run");
        break;
    }
    return notice;
}

InlineBar::Notice questionAboutMany(CommandKind kind, const QStringList &names, int left)
{
    InlineBar::Notice notice;
    const auto count = int(names.size());
    notice.kind = InlineBar::Kind::Warning;
    if (kind == CommandKind::Cancel) {
        notice.headline = CommandTexts::tr("Cancel %n run(s)?", nullptr, count);
        notice.detail = CommandTexts::tr("What has not finished is lost:\n%1").arg(listed(names));
        notice.primary = CommandTexts::tr("Cancel %n run(s)", nullptr, count);
        notice.secondary = CommandTexts::tr("Let them run");
    } else {
        notice.headline = CommandTexts::tr("Delete %n run(s)?", nullptr, count);
        notice.detail = CommandTexts::tr("Lost for good, with all jobs, logs and artifacts:\n%1").arg(listed(names));
        notice.primary = CommandTexts::tr("Delete %n run(s)", nullptr, count);
        notice.secondary = CommandTexts::tr("Keep");
    }
    notice.detail = withLeft(notice.detail, left);
    return notice;
}

InlineBar::Notice bulkNotice(CommandKind kind, const BulkStatus &status, const QStringList &failures)
{
    InlineBar::Notice notice;
    notice.headline = doneText(kind, status.done, status.total());
    notice.detail = listed(failures);
    if (!status.isEnded()) {
        notice.secondary = CommandTexts::tr("Stop");
        if (status.pausedUntil.isValid())
            notice.detail.prepend(
                CommandTexts::tr("GitHub asks for a pause until %1.").arg(clockText(status.pausedUntil))
                + QLatin1Char('\n'));
        notice.detail = notice.detail.trimmed();
        return notice;
    }
    notice.closable = true;
    if (status.failed > 0) {
        notice.kind = InlineBar::Kind::Warning;
        notice.primary = CommandTexts::tr("Try the rest again");
    }
    return notice;
}

} // namespace Runlight
