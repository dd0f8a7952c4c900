// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/github/transport/hostcircuits.h"

#include "core/base/clock.h"

#include <algorithm>

namespace Runlight {

namespace {

QString keyOf(const QUrl &url)
{
    return url.adjusted(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo).toString();
}

} // namespace

HostCircuits::HostCircuits(Clock &clock)
    : m_clock(clock)
{ }

bool HostCircuits::tryPass(const QUrl &url)
{
    const auto found = m_circuits.find(keyOf(url));
    if (found == m_circuits.end() || found->state == State::Closed)
        return true;
    if (found->state == State::HalfOpen || m_clock.monotonic() < found->openUntil)
        return false;
    found->state = State::HalfOpen;
    return true;
}

Error HostCircuits::refusal(const QUrl &url) const
{
    const Circuit circuit = m_circuits.value(keyOf(url));
    Error error = circuit.lastError;
    const auto wait = std::max(circuit.openUntil - m_clock.monotonic(), std::chrono::milliseconds(0));
    error.retryAt = m_clock.now().addMSecs(wait.count());
    return error;
}

void HostCircuits::succeeded(const QUrl &url)
{
    m_circuits.remove(keyOf(url));
}

void HostCircuits::failed(const QUrl &url, const Error &error)
{
    Circuit &circuit = m_circuits[keyOf(url)];
    circuit.lastError = error;
    ++circuit.failures;
    // What was under way when the circuit opened fails late; that says nothing new.
    const bool tripped = circuit.state == State::Closed && circuit.failures >= threshold;
    if (tripped || circuit.state == State::HalfOpen)
        open(circuit);
}

void HostCircuits::abandoned(const QUrl &url)
{
    const auto found = m_circuits.find(keyOf(url));
    if (found != m_circuits.end() && found->state == State::HalfOpen)
        found->state = State::Open;
}

void HostCircuits::open(Circuit &circuit)
{
    circuit.pause = std::clamp(circuit.pause * 2, firstPause, longestPause);
    circuit.openUntil = m_clock.monotonic() + circuit.pause;
    circuit.state = State::Open;
}

} // namespace Runlight
