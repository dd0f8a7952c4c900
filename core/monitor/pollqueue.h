// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/clock.h"
#include "core/monitor/requestbudget.h"

#include <QObject>
#include <QPointer>
#include <QQueue>

#include <array>
#include <functional>
#include <memory>

namespace Runlight {

class ApiClient;

//! The background requests of one account that are due, let go one after another: within the account's budget, a little
//! apart, few at a time, and only one now and then while the host cannot be reached. What the user asks for himself
//! does not wait here, but its cost is taken from the same budget.
class PollQueue : public QObject
{
    Q_OBJECT

public:
    //! What is due goes in this order. A lower rank waits longer, but never for ever.
    enum class Rank {
        OnScreen,
        Active, //!< Has unfinished runs.
        Quiet,
        Extra, //!< Good to have: goes only while the host can be reached and a good part of the budget is left.
    };
    //! Held as long as a request is under way; letting go of it makes room for the next.
    using Ticket = std::shared_ptr<void>;
    using Call = std::function<void(Ticket)>;

    //! \a client and \a clock must outlive this. \a share of the client's hourly limit may be spent; \a assumedLimit is
    //! what the limit is taken for until the host tells.
    PollQueue(ApiClient &client, Clock &clock, double share, int assumedLimit, QObject *parent = nullptr);

    //! Makes \a call when its turn comes, never before this returns; not at all once \a context is gone.
    void enqueue(Rank rank, QObject *context, Call call);
    //! The host cannot be reached: one request at a time finds out whether it is back, less and less often.
    void unreachable();
    //! It can be reached again.
    void reachable();
    bool isReachable() const { return m_reachable; }
    //! Nothing goes any more until setStopped(false): the token is no good.
    void setStopped(bool stopped);

private:
    struct Entry
    {
        QPointer<QObject> context;
        Call call;
        Clock::Milliseconds due; //!< Monotonic: when it came, later by its rank.
    };

    void schedule(Clock::Milliseconds delay);
    void pump();
    void send(QQueue<Entry> &line);
    QQueue<Entry> *firstDue();
    //! Until anything may go; negative while only an answer can make room.
    Clock::Milliseconds untilAllowed() const;
    Clock::Milliseconds untilLimitsAllow() const;
    void updateBudget();
    void dropDead();

    ApiClient &m_client;
    Clock &m_clock;
    RequestBudget m_budget;
    std::array<QQueue<Entry>, 4> m_lines;
    QPointer<QObject> m_timer;
    Clock::Milliseconds m_nextSend{0};
    Clock::Milliseconds m_probeAt{0};
    Clock::Milliseconds m_probePause{0};
    int m_underWay = 0;
    bool m_reachable = true;
    bool m_stopped = false;
    bool m_chargesNotModified = false;
};

} // namespace Runlight
