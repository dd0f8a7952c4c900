// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/control/control.h"
#include "core/github/transport/apijob.h"

#include <QPointer>

namespace Runlight {

//! One command on its way: written down, sent once, and where the answer is lost, looked up.
class CommandJob : public QObject
{
    Q_OBJECT

public:
    //! \a status is that of a command not yet begun. The references, and \a github where there is one, must outlive
    //! this. \a attempt is that of its run where it is known for certain, else 0: what the store knows.
    CommandJob(const CommandStatus &status, int attempt, GitHub *github, Store &store, Clock &clock,
               QObject *parent = nullptr);

    //! Goes on by itself when GitHub's limits on writes end: nothing was done by what they refused.
    void waitForLimits() { m_waitsForLimits = true; }
    //! Sends it.
    void begin();
    //! Asks what has become of it, which an earlier session may have sent.
    void recover();
    //! Ends it, unsent, with \a error; not before the event loop runs again.
    void refuse(const Error &error);
    void cancel();

    const CommandStatus &status() const { return m_status; }
    bool isBegun() const { return m_isBegun; }
    //! The run's when it was sent; 0 where it is not known.
    int attempt() const { return m_attempt; }
    //! UTC; invalid unless it waits for GitHub's limits.
    QDateTime pausedUntil() const { return m_pausedUntil; }

Q_SIGNALS:
    void changed();
    //! Once, the last.
    void ended();

private:
    void writeDown(std::function<void()> then);
    void send();
    void answered(const Expected<void> &answer);
    bool waitsOut(const Error &error);
    void lookUp(const Error &error);
    void lookLater();
    void looked(const Expected<CommandFinding> &finding);
    void found(CommandFinding finding);
    void fail(const Error &error);
    void end(CommandState state, const QString &message);

    CommandStatus m_status;
    int m_attempt;
    GitHub *m_github;
    Store &m_store;
    Clock &m_clock;
    qint64 m_record = 0; //!< The store's.
    QPointer<ApiJob> m_sent;
    Error m_lost; //!< How the answer was.
    int m_looks = 0;
    std::optional<CommandFinding> m_seen; //!< The last look's.
    QDateTime m_pausedUntil;
    int m_pauses = 0;
    bool m_waitsForLimits = false;
    bool m_isBegun = false;
    bool m_isWritingDown = false;
    bool m_isGivenUp = false;
};

} // namespace Runlight
