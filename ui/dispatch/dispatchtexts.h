// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/dispatch/dispatcher.h"
#include "core/dispatch/eventsender.h"
#include "core/dispatch/runwait.h"
#include "ui/theme/inlinebar.h"

namespace Runlight {

//! What an inline bar says about the start of a workflow. Plain text.
struct DispatchNotice
{
    InlineBar::Kind kind = InlineBar::Kind::Info;
    QString headline;
    QString detail;
    QString primary; //!< The buttons' words; empty: none.
    QString secondary;

    friend bool operator==(const DispatchNotice &, const DispatchNotice &) = default;
};

//! Puts \a notice into \a bar and shows it.
void showNotice(InlineBar &bar, const DispatchNotice &notice);

//! GitHub's message where there is one, and what can be done.
QString reasonText(const Error &error);

//! Why there is no form: it could not be had. Primary: try again.
DispatchNotice loadFailedNotice(const Error &error);
//! The file is none that one can read. Primary: open it on GitHub; secondary: try again.
DispatchNotice brokenFileNotice(const FormProblem &problem);
//! It has no workflow_dispatch. Primary: open it on GitHub.
DispatchNotice notByHandNotice(const DispatchForm &form);
//! GitHub, or we, said no. Primary: none.
DispatchNotice refusedNotice(const Error &error);
//! What is wrong with the values as a whole.
DispatchNotice invalidNotice(const QStringList &messages, int fields);
//! On its way.
DispatchNotice requestedNotice(DispatchState state);
//! The same was started lately. Primary: go to that run, where it is known; secondary: start again.
DispatchNotice alreadyStartedNotice(const DispatchRecord &record, const QDateTime &now);
//! It ended without a run that is known for certain. Primary: look again; secondary: start again.
DispatchNotice outcomeNotice(const DispatchRecord &record);

//! An event was sent just now; or the same was before, or may have been. Primary of the latter two: send it (again).
DispatchNotice eventNotice(const EventResult &result, const QDateTime &now);
//! GitHub, or we, said no to an event. Primary: none.
DispatchNotice eventRefusedNotice(const Error &error);

//! Its run has ended. Primary: go to it.
DispatchNotice finishedNotice(const QString &workflow, const FinishedRun &finished);
//! Its run is not waited for any more. Primary: go to it.
DispatchNotice waitEndedNotice(const QString &workflow, const Error &error);

} // namespace Runlight
