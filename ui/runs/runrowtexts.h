// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/runs/place.h"
#include "core/runs/runentry.h"

#include <QCoreApplication>

namespace Runlight {

//! What stands out about a run, if anything does.
enum class RunNote {
    None,
    Requested, //!< What was asked for and does not show yet, or was refused.
    Progress, //!< Where a running run has got to.
    Review, //!< What it waits for.
    Approval, //!< A fork's run that nobody has let run yet.
    Failures, //!< How often it has failed by now.
};

//! The words of a row in the list of runs. All is translated; all is plain text on one
//! line.
class RunRowTexts
{
    Q_DECLARE_TR_FUNCTIONS(Runlight::RunRowTexts)

public:
    //! \a now in UTC; \a place is where the row stands: what is the same for all its rows is left out.
    RunRowTexts(const RunEntry &run, const QDateTime &now, Place::Kind place);

    QString title() const;
    QString branch() const;
    //! "acme/api · CI #812 · kim · 2m ago"
    QString origin() const;
    RunNote noteKind() const;
    //! "waiting 4m · production", "3rd in a row", "step 4 of 9 · Build"; empty where noteKind() is None.
    QString note() const;
    //! ms; -1 where it says nothing (not begun, skipped).
    qint64 durationMs() const;
    //! 0…1 of the workflow's usual time; -1 unless running and known.
    double progress() const;
    //! Every word of the row, for a screen reader.
    QString spoken() const;
    //! The exact times and what may be elided. Escaped rich text, for tool tips take nothing else for sure.
    QString toolTip() const;

private:
    QString who() const;
    QDateTime when() const;

    const RunEntry &m_run;
    QDateTime m_now;
    Place::Kind m_place;
    RunState m_state;
};

} // namespace Runlight
