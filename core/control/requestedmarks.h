// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/control.h"

#include <QPointer>

namespace Runlight {

//! What was asked for of runs and does not show yet. A mark stands from the beginning of its command until the run
//! shows its effect, a minute has passed since it was done, or it failed.
class RequestedMarks : public QObject
{
    Q_OBJECT

public:
    //! \a clock must outlive this.
    explicit RequestedMarks(Clock &clock, QObject *parent = nullptr);

    void add(CommandId id, const Command &command);
    //! The command has ended. \a attempt is the run's when it was sent.
    void ended(const CommandStatus &status, int attempt);
    //! \a change was seen. For commands that are under way, \a attemptOf tells the run's attempt.
    void seen(const RunChange &change, const std::function<int(CommandId)> &attemptOf);
    void removed(const RunKey &run);
    //! The deployments of \a run that wait now.
    void deploymentsSeen(const RunKey &run, const QList<PendingDeployment> &pending);
    bool hasReview(const RunKey &run) const;

    //! The command that does the same as \a command, or has just done it; nothing where there is none.
    std::optional<CommandId> same(const Command &command) const;
    //! A rerun of the same run.
    bool hasRerun(const RunKey &run) const;
    //! The latest of \a run.
    std::optional<CommandKind> of(const RunKey &run) const;

Q_SIGNALS:
    void changed(const Runlight::RunKey &run);

private:
    struct Mark
    {
        CommandId id;
        Command command;
        int attempt = 0;
        bool isDone = false;
        bool isShown = false; //!< The run showed it before the answer came.
    };

    //! \a isOver may change the marks that stay.
    void removeIf(const RunKey &run, const std::function<bool(Mark &)> &isOver);

    void remember(const Mark &mark);

    Clock &m_clock;
    QHash<RunKey, QList<Mark>> m_marks; //!< Those of workflows under run 0.
    QList<Mark> m_justDone; //!< Gone from m_marks a moment ago.
};

} // namespace Runlight
