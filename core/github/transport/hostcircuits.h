// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "core/base/error.h"

#include <QHash>

#include <chrono>

namespace Runlight {

class Clock;

//! Circuit breakers, one an origin, shared by all clients: a server that failed several times in a row is left alone
//! for a while, then probed by a single request, and used again once that is answered.
class HostCircuits
{
public:
    //! Failures in a row that open a circuit.
    static constexpr int threshold = 5;
    static constexpr std::chrono::milliseconds firstPause{15'000};
    static constexpr std::chrono::milliseconds longestPause{120'000};

    //! \a clock must outlive this.
    explicit HostCircuits(Clock &clock);

    //! Whether a request to \a url may be sent now. True makes it the probe where the circuit is half open; its sender
    //! then owes one of succeeded(), failed() and abandoned().
    bool tryPass(const QUrl &url);
    //! Why tryPass() said no: the last failure, with the time of the next probe.
    Error refusal(const QUrl &url) const;

    void succeeded(const QUrl &url);
    void failed(const QUrl &url, const Error &error);
    //! The request was given up before the server could show how it does.
    void abandoned(const QUrl &url);

private:
    enum class State { Closed, Open, HalfOpen };
    struct Circuit
    {
        State state = State::Closed;
        int failures = 0;
        std::chrono::milliseconds pause{0};
        std::chrono::milliseconds openUntil{0}; //!< Clock::monotonic().
        Error lastError;
    };

    void open(Circuit &circuit);

    Clock &m_clock;
    QHash<QString, Circuit> m_circuits;
};

} // namespace Runlight
