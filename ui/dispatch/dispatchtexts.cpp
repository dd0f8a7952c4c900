// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "ui/dispatch/dispatchtexts.h"

#include "ui/theme/theme.h"

#include <QCoreApplication>

namespace Runlight {

namespace {

using Kind = InlineBar::Kind;

struct DispatchText
{
    Q_DECLARE_TR_FUNCTIONS(Runlight::DispatchText)
};

QString openOnGitHubText()
{
    return DispatchText::tr("Open on GitHub");
}

QString goToRunText()
{
    return DispatchText::tr("Go to the run");
}

} // namespace

void showNotice(InlineBar &bar, const DispatchNotice &notice)
{
    bar.setKind(notice.kind);
    bar.setText(notice.headline, notice.detail);
    bar.setActions(notice.primary, notice.secondary);
    bar.show();
}

QString reasonText(const Error &error)
{
    QString message = error.message.simplified();
    while (message.endsWith(QLatin1Char('.')))
        message.chop(1);
    const QString advice = adviceFor(error);
    if (message.isEmpty())
        return advice;
    if (!error.isGitHubsMessage)
        return DispatchText::tr("%1. %2", "what happened, then what to do").arg(message, advice);
    return DispatchText::tr("GitHub says “%1”. %2", "its message, then what to do").arg(message, advice);
}

DispatchNotice loadFailedNotice(const Error &error)
{
    QString headline = DispatchText::tr("The form could not be loaded");
    if (error.kind == ErrorKind::WorkflowNotFound)
        headline = DispatchText::tr("This branch or tag does not have the workflow");
    else if (error.kind == ErrorKind::InvalidRef)
        headline = DispatchText::tr("There is no such branch or tag");
    return {Kind::Error, headline, reasonText(error), DispatchText::tr("Retry"), {}};
}

DispatchNotice brokenFileNotice(const FormProblem &problem)
{
    return {Kind::Error, DispatchText::tr("The workflow file is broken on this branch or tag"), problem.toText(),
            openOnGitHubText(), DispatchText::tr("Retry")};
}

DispatchNotice notByHandNotice(const DispatchForm &form)
{
    const QString detail = form.events.isEmpty()
        ? DispatchText::tr("It names no event that it runs on.")
        : DispatchText::tr("It runs on %1.", "events").arg(form.events.join(DispatchText::tr(", ", "between events")));
    return {Kind::Info,
            DispatchText::tr("This workflow cannot be started by hand: it has no workflow_dispatch"),
            detail,
            openOnGitHubText(),
            {}};
}

DispatchNotice refusedNotice(const Error &error)
{
    return {Kind::Error, DispatchText::tr("Nothing was started"), reasonText(error), {}, {}};
}

DispatchNotice invalidNotice(const QStringList &messages, int fields)
{
    const QString headline = fields > 0 ? DispatchText::tr("%n field(s) need(s) a look", nullptr, fields)
                                        : DispatchText::tr("The values cannot be sent");
    return {Kind::Error, headline, messages.join(QLatin1Char('\n')), {}, {}};
}

DispatchNotice requestedNotice(DispatchState state)
{
    if (state == DispatchState::Searching)
        return {Kind::Info,
                DispatchText::tr("Requested… looking for the run"),
                DispatchText::tr("It appears within a minute. You may close this: Runlight tells when it is there."),
                {},
                DispatchText::tr("Stop looking")};
    return {Kind::Info, DispatchText::tr("Requested…"), {}, {}, {}};
}

DispatchNotice alreadyStartedNotice(const DispatchRecord &record, const QDateTime &now)
{
    const bool isNew = record.askedAt.secsTo(now) < 60;
    const QString headline = isNew
        ? DispatchText::tr("The same was started just now")
        : DispatchText::tr("The same was started %1", "3m ago").arg(relativeTimeText(record.askedAt, now));
    return {Kind::Warning, headline, DispatchText::tr("On the same branch or tag, with the same inputs."),
            record.run.isValid() ? DispatchText::tr("Go to that run") : QString(), DispatchText::tr("Start again")};
}

DispatchNotice outcomeNotice(const DispatchRecord &record)
{
    const QString lookAgain = DispatchText::tr("Look again");
    switch (record.state) {
    case DispatchState::Ambiguous:
        return {
            Kind::Warning,
            DispatchText::tr("It was started, and %n run(s) could be the one", nullptr, int(record.candidates.size())),
            DispatchText::tr("Somebody started the same at the same time. Choose the one to look at."),
            {},
            {}};
    case DispatchState::NotFound:
        return {Kind::Warning, DispatchText::tr("GitHub took it, but no run has appeared yet"),
                DispatchText::tr("GitHub may be slow. Look again before you start it a second time."), lookAgain,
                DispatchText::tr("Start again")};
    default:
        break;
    }
    const QString advice = DispatchText::tr("It may not have arrived. Trying again looks for its run first, and starts "
                                            "it only where there is none.");
    return {Kind::Error,
            DispatchText::tr("No answer came, and no run has appeared"),
            record.message.isEmpty() ? advice : record.message.simplified() + QLatin1Char('\n') + advice,
            DispatchText::tr("Try again"),
            {}};
}

DispatchNotice eventNotice(const EventResult &result, const QDateTime &now)
{
    const EventRecord &record = result.record;
    const QString sendAgain = DispatchText::tr("Send again");
    if (record.state == EventState::Lost) {
        const QString advice = DispatchText::tr("GitHub may have taken it. Look for the runs that it starts before you "
                                                "send it once more.");
        const QString headline = result.isRepeat
            ? DispatchText::tr("The same event may have been sent %1", "3m ago")
                  .arg(relativeTimeText(record.askedAt, now))
            : DispatchText::tr("No answer came, and it is not known whether the event arrived");
        return {Kind::Warning,
                headline,
                record.message.isEmpty() ? advice : record.message.simplified() + QLatin1Char('\n') + advice,
                sendAgain,
                {}};
    }
    if (result.isRepeat)
        return {Kind::Warning,
                DispatchText::tr("The same event was sent %1", "3m ago").arg(relativeTimeText(record.askedAt, now)),
                DispatchText::tr("Of the same type, with the same payload."),
                sendAgain,
                {}};
    return {Kind::Info,
            DispatchText::tr("The event was sent to %1", "a repository").arg(record.ref.repository.fullName()),
            DispatchText::tr("What it starts appears among the runs; GitHub does not tell which they are."),
            {},
            {}};
}

DispatchNotice eventRefusedNotice(const Error &error)
{
    return {Kind::Error, DispatchText::tr("The event was not sent"), reasonText(error), {}, {}};
}

DispatchNotice finishedNotice(const QString &workflow, const FinishedRun &finished)
{
    const Run &run = finished.run;
    const bool failed = glyphFor(run.state) == StatusGlyph::Failure || glyphFor(run.state) == StatusGlyph::TimedOut;
    const QString headline = finished.durationMs < 0
        ? DispatchText::tr("%1 #%2 %3", "workflow, number, how it ended")
              .arg(workflow, QString::number(run.number), stateText(run.state))
        : DispatchText::tr("%1 #%2 %3 after %4", "workflow, number, how it ended, duration")
              .arg(workflow, QString::number(run.number), stateText(run.state), durationText(finished.durationMs));
    const QString where =
        DispatchText::tr("%1 · %2", "repository, branch").arg(run.repository.fullName(), run.headBranch);
    return {failed ? Kind::Error : Kind::Info, headline, where, goToRunText(), {}};
}

DispatchNotice waitEndedNotice(const QString &workflow, const Error &error)
{
    const QString headline = error.kind == ErrorKind::Timeout
        ? DispatchText::tr("%1 is still running", "a workflow").arg(workflow)
        : DispatchText::tr("%1 is not followed any more", "a workflow").arg(workflow);
    return {Kind::Warning,
            headline,
            error.kind == ErrorKind::Timeout ? error.message : reasonText(error),
            error.kind == ErrorKind::RunNotFound ? QString() : goToRunText(),
            {}};
}

} // namespace Runlight
