// SPDX-FileCopyrightText: Runlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

#include "core/runs/durationsamples.h"

#include <algorithm>

namespace Runlight {

void DurationSamples::addNewer(qint64 ms)
{
    m_count = std::min<quint8>(m_count + 1, capacity);
    std::copy_backward(m_samples.begin(), m_samples.begin() + m_count - 1, m_samples.begin() + m_count);
    m_samples[0] = ms;
}

void DurationSamples::addOlder(qint64 ms)
{
    if (m_count < capacity)
        m_samples[m_count++] = ms;
}

qint64 DurationSamples::median() const
{
    if (m_count == 0)
        return -1;
    std::array<qint64, capacity> sorted = m_samples;
    const auto middle = sorted.begin() + m_count / 2;
    std::nth_element(sorted.begin(), middle, sorted.begin() + m_count);
    return *middle;
}

} // namespace Runlight
